//! Which passages are compared, and what they share.

use super::mentions::{Key, Mention, Set};
use super::{Cancelled, Vectors};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

/// Two passages with what they share; indexes into [`Set::bags`], `a` of the earlier article.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Place in [`Set::bags`].
    pub a: usize,
    /// Place in [`Set::bags`], of a later article.
    pub b: usize,
    /// Heaviest first; each mention of either at most once.
    pub shared: Vec<Shared>,
    /// Cosine of the centred vectors; 0 where a passage has none.
    pub cosine: f32,
    /// Cosines of a and its clauses with b and its clauses, a row for each of a's; a and b as wholes
    /// stand first.
    pub parts: Vec<f32>,
}

/// A mention of a and one of b that say the same.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Indexes into the mentions of the two bags.
    pub a: usize,
    /// See `a`.
    pub b: usize,
    /// What they have in common, the most telling of it.
    pub key: Key,
    /// How much it says: the rarer the key in the set, the more.
    pub weight: f32,
}

/// A key that more passages than this share makes no pair by itself; what such pairs share is
/// still counted once another key or their meaning has brought them together.
const COMMON: usize = 80;
/// Sets with at most this many passages compare every pair, and so do a few long articles, which may
/// be translations; larger sets only those that the index gives, and those this near in meaning.
const SMALL: usize = 600;
const FEW_ARTICLES: usize = 8;
const SMALL_OF_FEW: usize = 2_500;
const NEAR_IN_LARGE: f32 = 0.4;
/// Sets with more passages than this are compared by what the index gives alone.
const LARGE: usize = 20_000;

/// Least cosine of a pair that shares nothing; where both stand at the same place of their
/// articles, which are that share of the articles apart, any.
const NEAR: f32 = 0.2;
const SAME_PLACE: f32 = 0.1;

/// All pairs of passages of different articles that share a key or are near in meaning.
pub fn candidates(
    set: &Set,
    vectors: Option<&Vectors>,
    cancel: &AtomicBool,
) -> Result<Vec<Candidate>, Cancelled> {
    let lists: Vec<Vec<Candidate>> = (0..set.articles())
        .into_par_iter()
        .map(|article| {
            let mut found = Vec::new();
            if cancel.load(Ordering::Relaxed) {
                return found;
            }
            for a in set.article(article) {
                if set.bags[a].silent {
                    continue;
                }
                for (b, cosine) in partners(set, article, a, vectors) {
                    if set.bags[b].silent || (set.bags[a].noise && set.bags[b].noise) {
                        continue;
                    }
                    let shared = shared(set, a, b);
                    let near = if stand_alike(set, a, b) { 0.0 } else { NEAR };
                    if !shared.is_empty() || cosine > near {
                        let parts = parts(set, a, b, cosine, vectors);
                        found.push(Candidate { a, b, shared, cosine, parts });
                    }
                }
            }
            found
        })
        .collect();
    if cancel.load(Ordering::Relaxed) {
        return Err(Cancelled);
    }
    Ok(lists.into_iter().flatten().collect())
}

/// Whether two passages stand at about the same place of their articles, as in a translation.
fn stand_alike(set: &Set, a: usize, b: usize) -> bool {
    (set.depth(a) - set.depth(b)).abs() < SAME_PLACE
}

/// The passages of later articles that are worth comparing with `a`, with their cosines.
fn partners(set: &Set, article: usize, a: usize, vectors: Option<&Vectors>) -> Vec<(usize, f32)> {
    let from = set.starts[article + 1];
    let cosine = |b: usize| {
        vectors.map_or(0.0, |vectors| {
            let (a, b) = (set.bags[a].at, set.bags[b].at);
            dot(&vectors.rows[a.article][a.passage], &vectors.rows[b.article][b.passage])
        })
    };
    let small = if set.articles() <= FEW_ARTICLES { SMALL_OF_FEW } else { SMALL };
    if vectors.is_some() && set.bags.len() <= small {
        return (from..set.bags.len()).map(|b| (b, cosine(b))).collect();
    }
    let mut partners: BTreeMap<usize, f32> = set.bags[a]
        .mentions
        .iter()
        .flat_map(|mention| &mention.keys)
        .filter_map(|(key, _)| set.index.get(key))
        .filter(|list| list.len() <= COMMON)
        .flatten()
        .map(|bag| *bag as usize)
        .filter(|bag| *bag >= from)
        .map(|bag| (bag, cosine(bag)))
        .collect();
    if vectors.is_some() && set.bags.len() <= LARGE {
        let near = (from..set.bags.len()).map(|b| (b, cosine(b)));
        partners.extend(near.filter(|(_, cosine)| *cosine > NEAR_IN_LARGE));
    }
    partners.into_iter().collect()
}

/// The cosines of two passages and their clauses; see [`Candidate::parts`].
fn parts(set: &Set, a: usize, b: usize, cosine: f32, vectors: Option<&Vectors>) -> Vec<f32> {
    let Some(vectors) = vectors else { return vec![cosine] };
    let of = |bag: usize| {
        let at = set.bags[bag].at;
        let whole = &vectors.rows[at.article][at.passage];
        std::iter::once(whole).chain(&vectors.clauses[at.article][at.passage])
    };
    of(a).flat_map(|x| of(b).map(|y| dot(x, y))).collect()
}

/// What two passages share: heaviest first, each mention of either side at most once.
fn shared(set: &Set, a: usize, b: usize) -> Vec<Shared> {
    let (left, right) = (&set.bags[a].mentions, &set.bags[b].mentions);
    let mut found = Vec::new();
    for (i, x) in left.iter().enumerate() {
        for (j, y) in right.iter().enumerate() {
            if let Some((key, share)) = common_key(x, y) {
                found.push(Shared { a: i, b: j, weight: set.rarity(&key) * share, key });
            }
        }
    }
    found.sort_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
    let (mut used_a, mut used_b) = (HashSet::new(), HashSet::new());
    let mut keys: BTreeMap<Key, ()> = BTreeMap::new();
    found.retain(|shared| {
        shared.weight > 0.0
            && !used_a.contains(&shared.a)
            && !used_b.contains(&shared.b)
            && !keys.contains_key(&shared.key)
            && {
                used_a.insert(shared.a);
                used_b.insert(shared.b);
                keys.insert(shared.key.clone(), ());
                true
            }
    });
    found
}

/// The most telling key that both mentions have.
fn common_key(x: &Mention, y: &Mention) -> Option<(Key, f32)> {
    x.keys.iter().find_map(|(key, share)| {
        y.keys
            .iter()
            .find(|(other, _)| other == key)
            .map(|(_, other)| (key.clone(), share.min(*other)))
    })
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    if a.len() != b.len() {
        return 0.0;
    }
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
