//! Which of many articles report on the same event: `hexapla group`. Each article is reduced to a
//! [`Profile`] of rare evidence; [`group`] joins profiles through an index over that evidence, so
//! that the time grows with the number of articles and not with that of their pairs.

mod clusters;
mod profile;

pub use profile::{Key, Profile};

use clusters::Clusters;
use std::collections::HashMap;

/// Articles that stand for those not seen: in a handful of articles on one event all share what is
/// rare in the world.
const UNSEEN: f32 = 200.0;
/// Keys of an article that are looked at, the weightiest first.
const KEYS: usize = 96;

/// An article as a point: its keys with their weights in this collection.
#[derive(Clone, Debug, Default)]
struct Point {
    /// Sorted by hash.
    keys: Vec<Key>,
    day: Option<i64>,
}

/// The articles on one event each, as indexes into `profiles`: groups of two and more, in the order
/// of their first members; members in the order given. Which articles are together does not depend
/// on the order in which they are given.
pub fn group(profiles: &[Profile]) -> Vec<Vec<usize>> {
    let points = points(profiles);
    // By day, as news comes, so that what belongs together meets early.
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|at| (profiles[*at].day.unwrap_or(i64::MAX), profiles[*at].hash));
    let mut clusters = Clusters::default();
    for at in &order {
        let best = clusters.nearest(&points[*at], None);
        clusters.put(*at, &points[*at], best);
    }
    clusters.merge(&points);
    clusters.reconsider(&order, &points);
    clusters.merge(&points);
    let mut groups = clusters.groups();
    groups.sort();
    groups
}

fn weightiest_first(keys: &mut [Key]) {
    keys.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.hash.cmp(&y.hash)));
}

/// Weighs the keys by how rare they are among the articles.
fn points(profiles: &[Profile]) -> Vec<Point> {
    let mut seen: HashMap<u64, f32> = HashMap::new();
    for key in profiles.iter().flat_map(|profile| &profile.keys) {
        *seen.entry(key.hash).or_default() += 1.0;
    }
    let all = profiles.len() as f32 + UNSEEN;
    profiles
        .iter()
        .map(|profile| {
            let weighed =
                |key: &Key| Key { weight: key.weight * (all / seen[&key.hash]).ln(), ..*key };
            let mut keys: Vec<Key> = profile.keys.iter().map(weighed).collect();
            weightiest_first(&mut keys);
            keys.truncate(KEYS);
            keys.sort_unstable_by_key(|key| key.hash);
            Point { keys, day: profile.day }
        })
        .collect()
}
