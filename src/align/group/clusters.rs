//! Groups of points that grow as points are put to the nearest, found through an index over keys.
//! One pass over the articles in order of time, as trackers of news streams do it (Allan 2002;
//! Miranda et al. 2018), then groups that are near each other are joined and every point is asked
//! once more.

use super::Point;
use std::collections::HashMap;

/// Keys of a point by which groups are looked for, the rarest first.
const PROBES: usize = 40;
/// A key in more groups than this finds none.
const CROWDED: usize = 80;
/// Groups that are compared in full.
const COMPARED: usize = 12;
/// Keys of a group by which others are looked for.
const GROUP_KEYS: usize = 96;
/// Least nearness for joining.
const NEAR: f32 = 0.28;
/// Days after which two articles are rather on two events.
const SAME_TIME: f32 = 14.0;
/// What is left of the nearness of articles that lie far apart in time.
const OTHER_TIME: f32 = 0.6;

/// One group: the sum of its points.
#[derive(Clone, Debug, Default)]
struct Cluster {
    members: Vec<usize>,
    sum: HashMap<u64, f32>,
    /// The square of the sum's length.
    square: f32,
    /// Of the members that have a day: how many, and the sum.
    days: (i64, i64),
}

#[derive(Clone, Debug, Default)]
pub struct Clusters {
    all: Vec<Cluster>,
    /// The group of each point.
    of: HashMap<usize, usize>,
    /// The groups in which a key occurs or once occurred.
    index: HashMap<u64, Vec<u32>>,
}

impl Cluster {
    fn add(&mut self, at: usize, point: &Point, sign: f32) {
        for (key, weight) in &point.keys {
            let known = self.sum.entry(*key).or_default();
            let before = *known;
            *known += sign * weight;
            self.square += *known * *known - before * before;
        }
        if let Some(day) = point.day {
            let (count, sum) = if sign > 0.0 { (1, day) } else { (-1, -day) };
            self.days = (self.days.0 + count, self.days.1 + sum);
        }
        if sign > 0.0 {
            self.members.push(at);
        } else {
            self.members.retain(|member| *member != at);
        }
    }

    fn day(&self) -> Option<f32> {
        (self.days.0 > 0).then(|| self.days.1 as f32 / self.days.0 as f32)
    }

    /// 0 to 1: the cosine of a point of this length and the group, less where they lie apart in time.
    fn nearness(&self, point: &Point, length: f32) -> f32 {
        let shared: f32 =
            point.keys.iter().filter_map(|(key, weight)| Some(weight * self.sum.get(key)?)).sum();
        let lengths = length * self.square.max(0.0).sqrt();
        let cosine = if lengths > 0.0 { shared / lengths } else { 0.0 };
        let apart = match (self.day(), point.day) {
            (Some(one), Some(other)) => {
                ((one - other as f32).abs() / SAME_TIME - 1.0).clamp(0.0, 1.0)
            }
            _ => 0.0,
        };
        cosine * (1.0 - (1.0 - OTHER_TIME) * apart)
    }
}

impl Clusters {
    /// The nearest group that is near enough, `except` one.
    pub fn nearest(&self, point: &Point, except: Option<usize>) -> Option<usize> {
        let length = point.keys.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        let mut best: Option<(f32, usize)> = None;
        for number in self.likely(point) {
            if Some(number) == except {
                continue;
            }
            let nearness = self.all[number].nearness(point, length);
            let better = best.is_none_or(|(known, at)| (nearness, at) > (known, number));
            if nearness >= NEAR && better {
                best = Some((nearness, number));
            }
        }
        best.map(|(_, number)| number)
    }

    /// The groups that share most of the rare keys of a point.
    fn likely(&self, point: &Point) -> Vec<usize> {
        let mut probes: Vec<(u64, f32)> = point.keys.clone();
        probes.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        let mut shared: HashMap<u32, f32> = HashMap::new();
        let mut used = 0;
        for (key, weight) in probes {
            let Some(list) = self.index.get(&key).filter(|list| list.len() <= CROWDED) else {
                continue;
            };
            for number in list {
                *shared.entry(*number).or_default() += weight;
            }
            used += 1;
            if used == PROBES {
                break;
            }
        }
        let mut likely: Vec<(f32, u32)> = shared.into_iter().map(|(at, sum)| (sum, at)).collect();
        likely.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        likely.truncate(COMPARED);
        likely.into_iter().map(|(_, number)| number as usize).collect()
    }

    /// Puts a point into a group, or into one of its own.
    pub fn put(&mut self, at: usize, point: &Point, group: Option<usize>) {
        let number = group.unwrap_or_else(|| {
            self.all.push(Cluster::default());
            self.all.len() - 1
        });
        self.register(number, point);
        self.all[number].add(at, point, 1.0);
        self.of.insert(at, number);
    }

    fn register(&mut self, number: usize, point: &Point) {
        let number = number as u32;
        for (key, _) in &point.keys {
            let list = self.index.entry(*key).or_default();
            if !list.contains(&number) && list.len() <= CROWDED {
                list.push(number);
            }
        }
    }

    /// Joins groups that are near each other, the smallest first, each to its nearest.
    pub fn merge(&mut self, points: &[Point]) {
        let mut order: Vec<usize> =
            (0..self.all.len()).filter(|at| !self.all[*at].members.is_empty()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(self.all[*at].members.len()), *at));
        for number in order.into_iter().rev() {
            let centre = self.centre(number);
            let Some(target) = self.nearest(&centre, Some(number)) else { continue };
            let moved = std::mem::take(&mut self.all[number]);
            for at in moved.members {
                self.put(at, &points[at], Some(target));
            }
        }
    }

    /// A group as a point.
    fn centre(&self, number: usize) -> Point {
        let cluster = &self.all[number];
        let mut keys: Vec<(u64, f32)> =
            cluster.sum.iter().map(|(key, weight)| (*key, *weight)).collect();
        keys.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        keys.truncate(GROUP_KEYS);
        keys.sort_unstable_by_key(|(key, _)| *key);
        let day = (cluster.days.0 > 0).then(|| cluster.days.1 / cluster.days.0);
        Point { keys, day }
    }

    /// Asks every point again, now that the groups are there.
    pub fn reconsider(&mut self, order: &[usize], points: &[Point]) {
        for at in order {
            let Some(own) = self.of.get(at).copied() else { continue };
            let point = &points[*at];
            self.all[own].add(*at, point, -1.0);
            let best = self.nearest(point, None);
            // Alone before and now: its own group is empty, and it stays there.
            self.put(*at, point, best.or(self.all[own].members.is_empty().then_some(own)));
        }
    }

    /// The members of the groups of two and more.
    pub fn groups(self) -> Vec<Vec<usize>> {
        let groups = self.all.into_iter().map(|cluster| cluster.members);
        groups
            .filter(|members| members.len() > 1)
            .map(|mut members| {
                members.sort_unstable();
                members
            })
            .collect()
    }
}
