//! Evidence that comes together. A paragraph of background that many articles repeat, to the letter
//! or nearly, brings the same names, dates and numbers into all of them: what it tells is one thing
//! and not ten. So, once that is a habit, a key counts by what it adds to the rarer ones of its
//! passage: as much as it is a surprise to find it beside them.

use super::profile::{READ, passages_of};
use super::{ByHash, Key, Profile, UNSEEN};
use std::collections::HashSet;

/// How many times as often as a habit two keys have to come together until nothing but the surprise
/// counts.
const SURE: f32 = 4.0;
/// Keys of a passage that are looked at, the rarest first.
const LOOKED_AT: usize = 16;

/// How often keys are found, and two keys in one passage: in how many groups of articles, where
/// each article may be a group of its own. Very many articles on one event are few groups.
pub struct Companions {
    groups: f32,
    habit: f32,
    seen: ByHash<f32>,
    together: ByHash<f32>,
}

impl Companions {
    /// Counts in groups, given as indexes into `profiles`. What comes together in fewer of them than
    /// `habit` is none.
    pub fn new(profiles: &[Profile], groups: &[Vec<usize>], habit: f32) -> Self {
        let (seen, together) = (ByHash::default(), ByHash::default());
        let mut known = Self { groups: groups.len() as f32, habit, seen, together };
        for group in groups {
            let keys = group.iter().flat_map(|at| &profiles[*at].keys).map(|key| key.hash);
            count(&mut known.seen, group.len(), keys);
        }
        for group in groups {
            let mut pairs = Vec::new();
            for at in group {
                for passage in known.passages(&profiles[*at].keys) {
                    for (at, key) in passage.iter().enumerate() {
                        pairs.extend(passage[..at].iter().map(|other| pair(*other, *key)));
                    }
                }
            }
            pairs.sort_unstable();
            pairs.dedup();
            count(&mut known.together, 1, pairs.into_iter());
        }
        known
    }

    fn seen(&self, key: u64) -> f32 {
        self.seen.get(&key).copied().unwrap_or(1.0)
    }

    /// How rare a key is: its weight in the collection, before anything else is asked.
    pub fn rarity(&self, key: u64) -> f32 {
        ((self.groups + UNSEEN) / self.seen(key)).ln()
    }

    /// The keys of each passage that may be a habit, the rarest first.
    fn passages(&self, keys: &[Key]) -> Vec<Vec<u64>> {
        let mut found = vec![Vec::new(); READ];
        for key in keys.iter().filter(|key| self.seen(key.hash) >= self.habit) {
            passages_of(key.passages).for_each(|place| found[place].push(key.hash));
        }
        for passage in &mut found {
            passage.sort_by(|x, y| self.seen(*x).total_cmp(&self.seen(*y)).then(x.cmp(y)));
            passage.truncate(LOOKED_AT);
        }
        found
    }

    /// 0 to 1 for the keys of an article of which less than all counts; it is the passage in which a
    /// key adds most that says how much.
    pub fn counts(&self, keys: &[Key]) -> ByHash<f32> {
        let mut found: ByHash<f32> = ByHash::default();
        for passage in self.passages(keys) {
            for (at, key) in passage.iter().enumerate() {
                let added = |other: &u64| self.added(*key, *other);
                let least = passage[..at].iter().map(added).fold(1.0, f32::min);
                let known = found.entry(*key).or_default();
                *known = known.max(least);
            }
        }
        found
    }

    /// 0 to 1: what a key adds to one that is at least as rare.
    fn added(&self, key: u64, other: u64) -> f32 {
        let both = self.together.get(&pair(key, other)).copied().unwrap_or(0.0);
        let habit = ((both / self.habit).ln() / SURE.ln()).clamp(0.0, 1.0);
        let surprise = (self.seen(other) / both.max(1.0)).ln() / self.rarity(key);
        1.0 - habit * (1.0 - surprise.clamp(0.0, 1.0))
    }
}

/// Counts each key of a group once.
fn count(known: &mut ByHash<f32>, members: usize, keys: impl Iterator<Item = u64>) {
    let mut add = |key| *known.entry(key).or_default() += 1.0;
    if members == 1 {
        keys.for_each(add);
    } else {
        keys.collect::<HashSet<_>>().into_iter().for_each(&mut add);
    }
}

/// A hash of two hashes, whichever comes first.
fn pair(one: u64, other: u64) -> u64 {
    one.min(other).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) ^ one.max(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContentHash;

    fn article(keys: &[(u64, u32)]) -> Profile {
        let key =
            |(hash, passages): &(u64, u32)| Key { hash: *hash, weight: 1.0, passages: *passages };
        Profile { keys: keys.iter().map(key).collect(), day: None, hash: ContentHash([0; 32]) }
    }

    /// Two hundred articles repeat 1, 2 and 3 in one passage; each has a key of its own, and half of
    /// them have 4 anywhere.
    fn repeated() -> Vec<Profile> {
        (0..200)
            .map(|at| {
                let mut keys = vec![(1, 0b100), (2, 0b100), (3, 0b100), (100 + at, 0b1)];
                if at % 2 == 0 {
                    keys.push((4, 0b1000));
                }
                article(&keys)
            })
            .collect()
    }

    #[test]
    fn what_always_comes_together_counts_once() {
        let profiles = repeated();
        let each: Vec<Vec<usize>> = (0..200).map(|at| vec![at]).collect();
        let counts = Companions::new(&profiles, &each, 12.0).counts(&profiles[0].keys);
        let mut of: Vec<f32> = [1, 2, 3].map(|key| counts[&key]).to_vec();
        of.sort_by(f32::total_cmp);
        assert!(of[0] < 0.01 && of[1] < 0.01 && of[2] == 1.0, "{of:?}");
        assert_eq!(counts[&4], 1.0);
    }

    #[test]
    fn a_key_that_stands_elsewhere_too_keeps_its_weight() {
        let mut profiles = repeated();
        profiles[0] = article(&[(1, 0b110), (2, 0b110), (3, 0b101), (100, 0b1)]);
        let each: Vec<Vec<usize>> = (0..200).map(|at| vec![at]).collect();
        let counts = Companions::new(&profiles, &each, 12.0).counts(&profiles[0].keys);
        assert_eq!(counts[&3], 1.0);
    }

    #[test]
    fn very_many_articles_on_one_event_are_no_habit() {
        let profiles = repeated();
        let one = vec![(0..200).collect::<Vec<usize>>()];
        let counts = Companions::new(&profiles, &one, 12.0).counts(&profiles[0].keys);
        assert!(counts.values().all(|counts| *counts == 1.0), "{counts:?}");
    }
}
