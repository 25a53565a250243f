//! Which of many articles report on the same event: `hexapla group`. Each article is reduced to a
//! [`Profile`] of rare evidence; [`group`] joins profiles through an index over that evidence, so
//! that the time grows with the number of articles and not with that of their pairs.

mod clusters;
mod companions;
mod profile;

pub use profile::{Key, Profile};

use clusters::Clusters;
use companions::Companions;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Articles that stand for those not seen: in a handful of articles on one event all share what is
/// rare in the world.
const UNSEEN: f32 = 200.0;
/// Keys of an article that are looked at, the weightiest first.
const KEYS: usize = 96;
/// Articles in which evidence comes together from which on that is held to be a habit, while it is
/// not known which articles are on one event.
const HABIT_OF_ARTICLES: f32 = 30.0;
/// The same in groups of articles, once there are groups.
const HABIT_OF_GROUPS: f32 = 12.0;

/// Least nearness of an article and its group.
const NEAR: f32 = 0.28;
/// The same while what is a habit counts in no way: then all are a little nearer to each other.
const NEAR_AT_FIRST: f32 = 0.35;

/// A map whose keys are hashes already.
type ByHash<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

#[derive(Clone, Copy, Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A key of an article as it counts in this collection.
#[derive(Clone, Copy, Debug)]
struct Piece {
    hash: u64,
    /// By how rare it is.
    weight: f32,
    /// 0 to 1: how much of the weight counts where it is shared.
    counts: f32,
    passages: u32,
}

/// An article as a point: its keys with their weights in this collection.
#[derive(Clone, Debug, Default)]
struct Point {
    /// Sorted by hash.
    keys: Vec<Piece>,
    day: Option<i64>,
}

impl Point {
    /// What does not count where it is shared is no part of the article either.
    fn without_habits(&mut self) {
        for key in &mut self.keys {
            key.weight *= key.counts;
            key.counts = 1.0;
        }
    }
}

/// The articles on one event each, as indexes into `profiles`: groups of two and more, in the order
/// of their first members; members in the order given. Which articles are together does not depend
/// on the order in which they are given.
pub fn group(profiles: &[Profile]) -> Vec<Vec<usize>> {
    // By day, as news comes, so that what belongs together meets early.
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|at| (profiles[*at].day.unwrap_or(i64::MAX), profiles[*at].hash));
    // At first each article is taken for itself, and what very many of them have in common is
    // mistrusted, even if it is that they are on one event. In the groups found so that can be told.
    let each: Vec<Vec<usize>> = order.iter().map(|at| vec![*at]).collect();
    let mut first = points(profiles, &each, HABIT_OF_ARTICLES);
    first.iter_mut().for_each(Point::without_habits);
    let mut clusters = Clusters::new(NEAR_AT_FIRST);
    for at in &order {
        let best = clusters.nearest(&first[*at], None);
        clusters.put(*at, &first[*at], best);
    }
    clusters.merge(&first);
    let groups = clusters.all_groups();
    drop(first);
    let points = points(profiles, &groups, HABIT_OF_GROUPS);
    let mut clusters = Clusters::of(&groups, &points, NEAR);
    clusters.merge(&points);
    clusters.reconsider(&order, &points);
    clusters.merge(&points);
    let mut groups = clusters.all_groups();
    groups.retain(|members| members.len() > 1);
    groups.iter_mut().for_each(|members| members.sort_unstable());
    groups.sort();
    groups
}

fn weightiest_first(keys: &mut [Piece]) {
    keys.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.hash.cmp(&y.hash)));
}

/// Weighs the keys by how rare they are among the groups, and by what they add to each other.
fn points(profiles: &[Profile], groups: &[Vec<usize>], habit: f32) -> Vec<Point> {
    let companions = Companions::new(profiles, groups, habit);
    profiles
        .iter()
        .map(|profile| {
            let counts = companions.counts(&profile.keys);
            let weighed = |key: &Key| Piece {
                hash: key.hash,
                weight: key.weight * companions.rarity(key.hash),
                counts: counts.get(&key.hash).copied().unwrap_or(1.0),
                passages: key.passages,
            };
            let mut keys: Vec<Piece> = profile.keys.iter().map(weighed).collect();
            weightiest_first(&mut keys);
            keys.truncate(KEYS);
            keys.sort_unstable_by_key(|key| key.hash);
            Point { keys, day: profile.day }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContentHash;

    /// An article whose passages have these keys.
    fn article(number: usize, passages: &[Vec<u64>]) -> Profile {
        let mut found: std::collections::BTreeMap<u64, Key> = std::collections::BTreeMap::new();
        for (place, passage) in passages.iter().enumerate() {
            for hash in passage {
                let hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                found.entry(hash).or_insert(Key { hash, weight: 0.8, passages: 0 }).passages |=
                    1 << place;
            }
        }
        let mut hash = [0; 32];
        hash[..8]
            .copy_from_slice(&(number as u64).wrapping_mul(0x2545_f491_4f6c_dd1d).to_be_bytes());
        Profile { keys: found.into_values().collect(), day: None, hash: ContentHash(hash) }
    }

    /// What an event is told by: three passages with two keys of their own and two that all have.
    fn told(event: u64) -> Vec<Vec<u64>> {
        let key =
            |part: u64, key: u64| event * 100 + if key < 2 { 10 + part * 2 + key } else { key };
        (0..3).map(|part| (0..4).map(|at| key(part, at)).collect()).collect()
    }

    /// Two articles on each of 4,000 events, and a page of background with thirty names in three
    /// passages, one of them in two versions, in an article of each tenth.
    #[test]
    fn a_page_of_background_makes_no_event() {
        let page = |version: u64| -> Vec<Vec<u64>> {
            (1..4)
                .map(|part| {
                    (0..10)
                        .map(|key| part * 10 + key + u64::from(part == 2 && key < 2) * version * 50)
                        .collect()
                })
                .collect()
        };
        let profiles: Vec<Profile> = (0..8000)
            .map(|number| {
                let event = number as u64 / 2 + 10;
                let mut passages = told(event);
                if number % 40 == 0 {
                    passages.extend(page(number as u64 / 40 % 2));
                }
                article(number, &passages)
            })
            .collect();
        let pairs: Vec<Vec<usize>> =
            (0..4000).map(|event| vec![event * 2, event * 2 + 1]).collect();
        assert_eq!(group(&profiles), pairs);
    }

    /// A third of the feed is on one event, each article with some of its twelve passages; in each
    /// are two of its own keys and three of the six names that run through all.
    #[test]
    fn an_event_that_very_many_tell_stays_one() {
        let mut dice = 1_u64;
        let mut roll = |n: u64| {
            dice = dice.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (dice >> 33) % n
        };
        let passage = |part: u64| {
            let names = [part % 6, (part + 1) % 6, (part + 3) % 6];
            names.into_iter().chain([20 + part * 3, 21 + part * 3, 22 + part * 3]).collect()
        };
        let profiles: Vec<Profile> = (0..4500)
            .map(|number| {
                let passages: Vec<Vec<u64>> = if number % 9 == 0 {
                    (0..4 + roll(4)).map(|_| passage(roll(12))).collect()
                } else {
                    told(number as u64 + 10)
                };
                article(number, &passages)
            })
            .collect();
        let sizes: Vec<usize> = group(&profiles).iter().map(Vec::len).collect();
        assert!(sizes.iter().max() > Some(&499), "{sizes:?}");
    }
}
