//! Groups of points that grow as points are put to the nearest, found through an index over keys.
//! One pass over the articles in order of time, as trackers of news streams do it (Allan 2002;
//! Miranda et al. 2018), then groups that are near each other are joined and every point is asked
//! once more.

use super::profile::{READ, passages_of};
use super::{ByHash, Piece, Point, weightiest_first};
use std::collections::HashMap;

/// Keys of a point by which groups are looked for, the rarest first.
const PROBES: usize = 40;
/// A key in more groups than this finds none.
const CROWDED: usize = 80;
/// Groups that are compared in full.
const COMPARED: usize = 12;
/// Keys of a group by which others are looked for.
const GROUP_KEYS: usize = 96;
/// Passages with evidence from which on an article is asked for more than one witness.
const WITNESSES: usize = 3;
/// Days after which two articles are rather on two events.
const SAME_TIME: f32 = 14.0;
/// What is left of the nearness of articles that lie far apart in time.
const OTHER_TIME: f32 = 0.6;

/// One group: the sum of its points.
#[derive(Clone, Debug, Default)]
struct Cluster {
    members: Vec<usize>,
    sum: ByHash<f32>,
    /// The square of the sum's length.
    square: f32,
    /// Of the members that have a day: how many, and the sum.
    days: (i64, i64),
}

#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// Least nearness for joining.
    near: f32,
    all: Vec<Cluster>,
    /// The group of each point.
    of: HashMap<usize, usize>,
    /// The groups in which a key occurs or once occurred.
    index: ByHash<Vec<u32>>,
}

impl Cluster {
    fn add(&mut self, at: usize, point: &Point, sign: f32) {
        for key in &point.keys {
            let known = self.sum.entry(key.hash).or_default();
            let before = *known;
            *known += sign * key.weight;
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

    /// 0 to 1: the cosine of a point of this length and the group, less where they lie apart in time
    /// and where it is all but one passage that they share.
    fn nearness(&self, point: &Point, length: f32) -> f32 {
        let (shared, spread) = self.shared(point);
        let lengths = length * self.square.max(0.0).sqrt();
        let cosine = if lengths > 0.0 { shared * spread / lengths } else { 0.0 };
        let apart = match (self.day(), point.day) {
            (Some(one), Some(other)) => {
                ((one - other as f32).abs() / SAME_TIME - 1.0).clamp(0.0, 1.0)
            }
            _ => 0.0,
        };
        cosine * (1.0 - (1.0 - OTHER_TIME) * apart)
    }

    /// What a point and the group share, and, 0 to 1, how much of it counts. What one passage says is
    /// one witness, however many names and numbers are in it: a paragraph of background that some
    /// articles repeat makes none of them report on the same event. So the passage that shares most
    /// counts no more than all the others together; what several passages say is theirs in equal
    /// parts. An article that says something in fewer than [`WITNESSES`] passages has no more to
    /// offer and is taken as it is.
    fn shared(&self, point: &Point) -> (f32, f32) {
        let (mut by_passage, mut speaks, mut all) = ([0.0_f32; READ], 0_u32, 0.0);
        for key in &point.keys {
            speaks |= key.passages;
            let Some(sum) = self.sum.get(&key.hash) else { continue };
            let shared = key.counts * key.weight * sum;
            all += shared;
            let share = shared / key.passages.count_ones() as f32;
            passages_of(key.passages).for_each(|place| by_passage[place] += share);
        }
        if (speaks.count_ones() as usize) < WITNESSES || all <= 0.0 {
            return (all, 1.0);
        }
        let most = by_passage.iter().copied().fold(0.0, f32::max);
        (all, (2.0 * (all - most) / all).clamp(0.0, 1.0))
    }
}

impl Clusters {
    /// No groups yet; what is at least so near is joined.
    pub fn new(near: f32) -> Self {
        Self { near, ..Self::default() }
    }

    /// Groups that are known.
    pub fn of(groups: &[Vec<usize>], points: &[Point], near: f32) -> Self {
        let mut clusters = Self::new(near);
        for (number, group) in groups.iter().enumerate() {
            for (place, at) in group.iter().enumerate() {
                clusters.put(*at, &points[*at], (place > 0).then_some(number));
            }
        }
        clusters
    }

    /// The nearest group that is near enough, `except` one.
    pub fn nearest(&self, point: &Point, except: Option<usize>) -> Option<usize> {
        let length = point.keys.iter().map(|key| key.weight * key.weight).sum::<f32>().sqrt();
        let mut best: Option<(f32, usize)> = None;
        for number in self.likely(point) {
            if Some(number) == except {
                continue;
            }
            let nearness = self.all[number].nearness(point, length);
            let better = best.is_none_or(|(known, at)| (nearness, at) > (known, number));
            if nearness >= self.near && better {
                best = Some((nearness, number));
            }
        }
        best.map(|(_, number)| number)
    }

    /// The groups that share most of the rare keys of a point.
    fn likely(&self, point: &Point) -> Vec<usize> {
        let mut probes = point.keys.clone();
        weightiest_first(&mut probes);
        let mut shared: HashMap<u32, f32> = HashMap::new();
        let mut used = 0;
        for key in probes {
            let Some(list) = self.index.get(&key.hash).filter(|list| list.len() <= CROWDED) else {
                continue;
            };
            for number in list {
                *shared.entry(*number).or_default() += key.counts * key.weight;
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
        for key in &point.keys {
            let list = self.index.entry(key.hash).or_default();
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
            if !self.agree(number, target, &centre, points) {
                continue;
            }
            let moved = std::mem::take(&mut self.all[number]);
            for at in moved.members {
                self.put(at, &points[at], Some(target));
            }
        }
    }

    /// Whether two groups are still near each other when each member of the first counts as much
    /// of what it shares as it has witnesses for.
    fn agree(&self, number: usize, target: usize, centre: &Point, points: &[Point]) -> bool {
        let (group, target) = (&self.all[number], &self.all[target]);
        let spread: f32 = group.members.iter().map(|at| target.shared(&points[*at]).1).sum();
        let length = centre.keys.iter().map(|key| key.weight * key.weight).sum::<f32>().sqrt();
        target.nearness(centre, length) * spread / group.members.len() as f32 >= self.near
    }

    /// A group as a point; all of it stands in one passage.
    fn centre(&self, number: usize) -> Point {
        let cluster = &self.all[number];
        let key = |(hash, weight): (&u64, &f32)| Piece {
            hash: *hash,
            weight: *weight,
            counts: 1.0,
            passages: 1,
        };
        let mut keys: Vec<Piece> = cluster.sum.iter().map(key).collect();
        weightiest_first(&mut keys);
        keys.truncate(GROUP_KEYS);
        keys.sort_unstable_by_key(|key| key.hash);
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

    /// The members of all groups that have some.
    pub fn all_groups(self) -> Vec<Vec<usize>> {
        let groups = self.all.into_iter().map(|cluster| cluster.members);
        groups.filter(|members| !members.is_empty()).collect()
    }
}
