//! What is measured of a pair of passages before it is judged. All measures are about 0 to 3, so
//! that no weight has to be large.

use super::mentions::{Bag, Set};
use super::pairs::{Candidate, Shared};
use crate::model::EvidenceKind;
use std::collections::HashMap;
use std::hash::Hash;

/// The measures of a pair by itself, in the order of [`Own`].
pub const OWN: [&str; 19] = [
    "dates",
    "numbers",
    "nearly the same",
    "names",
    "concepts",
    "together",
    "strongest",
    "kinds",
    "cover least",
    "cover most",
    "cosine",
    "margin",
    "cosine with words",
    "cosine without words",
    "clauses",
    "short",
    "noise",
    "title",
    "same language",
];
/// The measures of a pair among others, in the order of [`Around`].
pub const AROUND: [&str; 7] = [
    "third",
    "more thirds",
    "beside",
    "best of a",
    "best of b",
    "articles",
    "articles beside others",
];

/// See [`OWN`].
pub type Own = [f32; OWN.len()];
/// See [`AROUND`].
pub type Around = [f32; AROUND.len()];

/// Nats of rarity that count as one.
const UNIT: f32 = 4.0;
/// Neighbours whose mean cosine a pair has to beat, and a pair of clauses.
const NEIGHBOURS: usize = 4;
const NEIGHBOURS_OF_A_CLAUSE: usize = 6;

/// What pairs are measured by.
pub struct Measurer<'a> {
    /// Where the passages are.
    pub set: &'a Set,
    /// What each passage mentions, by its rarity.
    totals: Vec<f32>,
    crowd: Crowd,
}

impl<'a> Measurer<'a> {
    /// For the pairs of `set` that are `candidates`.
    pub fn new(set: &'a Set, candidates: &[Candidate]) -> Self {
        let total = |bag: &Bag| {
            bag.mentions
                .iter()
                .filter_map(|mention| mention.keys.first())
                .map(|(key, share)| set.rarity(key) * share)
                .sum()
        };
        Self {
            set,
            totals: set.bags.iter().map(total).collect(),
            crowd: Crowd::new(set, candidates),
        }
    }

    /// Measures a pair by itself.
    pub fn own(&self, candidate: &Candidate) -> Own {
        let (a, b) = (&self.set.bags[candidate.a], &self.set.bags[candidate.b]);
        let (mut dates, mut numbers, mut names, mut concepts) = (0.0, 0.0, 0.0, 0.0);
        let mut near = 0.0;
        let mut strongest = 0.0_f32;
        for shared in &candidate.shared {
            let weight = shared.weight / UNIT;
            match a.mentions[shared.a].kind {
                _ if shared.key.is_near() => near += weight,
                EvidenceKind::Date => dates += weight,
                EvidenceKind::Number => numbers += weight,
                EvidenceKind::Name => names += weight,
                _ => concepts += weight,
            }
            strongest = strongest.max(weight);
        }
        let anchors: f32 = dates + numbers + names;
        let all = anchors + concepts;
        let kinds = [dates, numbers, names, concepts].iter().filter(|sum| **sum > 0.3).count();
        let (x, y) = (self.totals[candidate.a] / UNIT, self.totals[candidate.b] / UNIT);
        // Half a unit more, so that a passage with one word of evidence is not wholly covered by it.
        let cover = |total: f32| (all / (total + 0.5)).min(1.0);
        let cosine = candidate.cosine.max(0.0);
        let margin = candidate.cosine
            - self.crowd.mean(candidate.a, b.at.article, candidate.b, a.at.article);
        let words = a.words.min(b.words).max(1) as f32;
        [
            squash(dates),
            squash(numbers),
            squash(near),
            squash(names),
            squash(concepts),
            squash((anchors * concepts).sqrt()),
            squash(strongest),
            kinds as f32 / 2.0,
            cover(x.max(y)),
            cover(x.min(y)),
            2.0 * cosine,
            4.0 * margin,
            2.0 * cosine * all.min(1.5),
            if candidate.shared.is_empty() { 2.0 * cosine } else { 0.0 },
            4.0 * self.crowd.clauses(self.set, candidate),
            (10.0 / words).ln().clamp(0.0, 2.0),
            f32::from(u8::from(a.noise || b.noise)),
            f32::from(u8::from(a.title || b.title)),
            f32::from(u8::from(a.lang == b.lang)),
        ]
    }

    /// The same, as if these two mentions said the same.
    pub fn as_if_equal(&self, candidate: &Candidate, a: usize, b: usize) -> Own {
        let of = |bag: usize, mention: usize| {
            self.set.bags[bag].mentions[mention]
                .keys
                .iter()
                .map(|(key, share)| (key, self.set.rarity(key) * share))
                .max_by(|(_, x), (_, y)| x.total_cmp(y))
        };
        let mut equal = candidate.clone();
        if let (Some((key, x)), Some((_, y))) = (of(candidate.a, a), of(candidate.b, b)) {
            equal.shared.retain(|shared| shared.a != a && shared.b != b);
            equal.shared.push(Shared { a, b, key: key.clone(), weight: x.min(y) });
        }
        self.own(&equal)
    }
}

/// Grows ever more slowly: the fifth shared name tells less than the first.
fn squash(sum: f32) -> f32 {
    (1.0 + sum).ln() * 1.5
}

/// The mean cosine of the nearest in another article: of a passage, and of it or a clause of it.
struct Crowd {
    near: HashMap<(usize, usize), f32>,
    /// By passage, clause (the whole passage is 0) and article.
    near_clauses: HashMap<(usize, usize, usize), f32>,
}

impl Crowd {
    fn new(set: &Set, candidates: &[Candidate]) -> Self {
        let mut lists: HashMap<(usize, usize), Vec<f32>> = HashMap::new();
        let mut clauses: HashMap<(usize, usize, usize), Vec<f32>> = HashMap::new();
        for candidate in candidates {
            let (x, y) = (set.bags[candidate.a].at.article, set.bags[candidate.b].at.article);
            lists.entry((candidate.a, y)).or_default().push(candidate.cosine);
            lists.entry((candidate.b, x)).or_default().push(candidate.cosine);
            for (i, j, cosine) in parts(set, candidate) {
                clauses.entry((candidate.a, i, y)).or_default().push(cosine);
                clauses.entry((candidate.b, j, x)).or_default().push(cosine);
            }
        }
        Self {
            near: nearest(lists, NEIGHBOURS),
            near_clauses: nearest(clauses, NEIGHBOURS_OF_A_CLAUSE),
        }
    }

    fn mean(&self, a: usize, in_b: usize, b: usize, in_a: usize) -> f32 {
        let of = |passage, article| self.near.get(&(passage, article)).copied().unwrap_or(0.0);
        (of(a, in_b) + of(b, in_a)) / 2.0
    }

    /// By how much the nearest parts of two passages are nearer than they are to others; each part a
    /// clause, or a passage as a whole. A fact is often one clause of a sentence that tells several.
    fn clauses(&self, set: &Set, candidate: &Candidate) -> f32 {
        let (x, y) = (set.bags[candidate.a].at.article, set.bags[candidate.b].at.article);
        let of = |key| self.near_clauses.get(&key).copied().unwrap_or(0.0);
        parts(set, candidate)
            .map(|(i, j, cosine)| {
                cosine - (of((candidate.a, i, y)) + of((candidate.b, j, x))) / 2.0
            })
            .max_by(f32::total_cmp)
            .unwrap_or(0.0)
    }
}

/// The parts of a candidate's passages, by their numbers, with their cosines.
fn parts<'a>(
    set: &Set,
    candidate: &'a Candidate,
) -> impl Iterator<Item = (usize, usize, f32)> + use<'a> {
    let of_b = set.bags[candidate.b].parts.max(1);
    candidate.parts.iter().enumerate().map(move |(at, cosine)| (at / of_b, at % of_b, *cosine))
}

fn nearest<K: Eq + Hash>(lists: HashMap<K, Vec<f32>>, count: usize) -> HashMap<K, f32> {
    lists
        .into_iter()
        .map(|(key, mut list)| {
            let most = list.len().min(count);
            if most < list.len() {
                list.select_nth_unstable_by(most, |x, y| y.total_cmp(x));
            }
            // Added up in one order, whatever the selection left.
            list[..most].sort_by(|x, y| y.total_cmp(x));
            (key, list[..most].iter().sum::<f32>() / most as f32)
        })
        .collect()
}

/// A first judgement of every pair, to look at each among the others.
pub struct Judged {
    by_pair: HashMap<(usize, usize), f32>,
    near: HashMap<usize, Vec<(usize, f32)>>,
    best: HashMap<(usize, usize), f32>,
    /// For each two articles, the earlier first.
    affinity: HashMap<(usize, usize), f32>,
    /// By article.
    closest: Vec<f32>,
}

/// The affinity of two articles that tell one story, however differently; higher is no more one story.
const SAME_STORY: f32 = 0.38;
/// Near passages remembered for each passage.
const MOST: usize = 40;

impl Judged {
    /// `chances`: for each candidate, 0 to 1.
    pub fn new(set: &Set, candidates: &[Candidate], chances: &[f32]) -> Self {
        let mut judged = Self {
            by_pair: HashMap::new(),
            near: HashMap::new(),
            best: HashMap::new(),
            affinity: HashMap::new(),
            closest: vec![0.0; set.articles()],
        };
        for (candidate, chance) in candidates.iter().zip(chances) {
            let (a, b) = (candidate.a, candidate.b);
            judged.by_pair.insert((a, b), *chance);
            judged.near.entry(a).or_default().push((b, *chance));
            judged.near.entry(b).or_default().push((a, *chance));
            for (one, other) in [(a, b), (b, a)] {
                let best = judged.best.entry((one, set.bags[other].at.article)).or_default();
                *best = best.max(*chance);
            }
        }
        for list in judged.near.values_mut() {
            list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            list.truncate(MOST);
        }
        for b in 0..set.articles() {
            for a in 0..b {
                let affinity = (judged.share(set, a, b) * judged.share(set, b, a)).sqrt();
                judged.affinity.insert((a, b), affinity);
                for article in [a, b] {
                    judged.closest[article] = judged.closest[article].max(affinity);
                }
            }
        }
        judged
    }

    /// How much of an article another one tells: the mean over its passages of the best chance.
    fn share(&self, set: &Set, article: usize, other: usize) -> f32 {
        let prose = || set.article(article).filter(|bag| !set.bags[*bag].noise);
        let sum: f32 =
            prose().map(|bag| self.best.get(&(bag, other)).copied().unwrap_or(0.0)).sum();
        sum / prose().count().max(1) as f32
    }

    fn chance(&self, a: usize, b: usize) -> f32 {
        self.by_pair.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    /// Thirds that support a pair, best first: each the weaker of its two chances.
    pub fn thirds(&self, set: &Set, a: usize, b: usize) -> Vec<(usize, f32)> {
        let (Some(left), Some(_)) = (self.near.get(&a), self.near.get(&b)) else {
            return Vec::new();
        };
        let mut found: Vec<(usize, f32)> = Vec::new();
        for (third, chance) in left {
            let article = set.bags[*third].at.article;
            if article == set.bags[a].at.article || article == set.bags[b].at.article {
                continue;
            }
            let support = chance.min(self.chance(*third, b));
            // One of an article.
            match found.iter_mut().find(|(other, _)| set.bags[*other].at.article == article) {
                Some(known) if known.1 < support => *known = (*third, support),
                Some(_) => {}
                None => found.push((*third, support)),
            }
        }
        found.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        found
    }

    /// The affinity of an article with that other article which it is closest to.
    fn closest(&self, article: usize) -> f32 {
        self.closest.get(article).copied().unwrap_or(0.0)
    }

    /// Measures a pair among the others.
    pub fn around(&self, set: &Set, candidate: &Candidate) -> Around {
        let (a, b) = (candidate.a, candidate.b);
        let own = self.chance(a, b);
        let thirds = self.thirds(set, a, b);
        let beside = [(-1, -1), (1, 1), (-1, 0), (1, 0), (0, -1), (0, 1)]
            .into_iter()
            .filter_map(|(x, y)| {
                let near = |bag: usize, step: isize| {
                    let other = bag.checked_add_signed(step)?;
                    let same = set.bags.get(other)?.at.article == set.bags[bag].at.article;
                    same.then_some(other)
                };
                Some(self.chance(near(a, x)?, near(b, y)?))
            })
            .fold(0.0, f32::max);
        let share = |passage: usize, article: usize| {
            let best = self.best.get(&(passage, article)).copied().unwrap_or(0.0);
            if best > 0.0 { own / best } else { 0.0 }
        };
        let articles = (set.bags[a].at.article, set.bags[b].at.article);
        let affinity = self.affinity.get(&articles).copied().unwrap_or(0.0);
        [
            thirds.first().map_or(0.0, |third| third.1) * 2.0,
            thirds.iter().skip(1).map(|third| third.1).sum::<f32>(),
            beside * 2.0,
            share(a, set.bags[b].at.article),
            share(b, set.bags[a].at.article),
            (affinity / SAME_STORY).min(1.0),
            // Of two events in one set each article has its like, and this pair is not it.
            2.0 * affinity / self.closest(articles.0).max(self.closest(articles.1)).max(0.01),
        ]
    }
}
