//! Translations among retellings. Two articles of which most counterparts are near in meaning and
//! equally long beside each other are a translation: a passage gets one counterpart instead of any
//! number. Sentences may be dropped and moved. Where they are not moved, what stands between two
//! pairs of counterparts belongs together too, and a sentence that the other side cut in pieces gets
//! all of them.
//!
//! The strength of a pair is its cosine above what its two passages reach with anything (the margin
//! of Artetxe and Schwenk 2019, as a difference), with a part for the judgement of what they share
//! and one for the ratio of their lengths (Gale and Church 1993).

#[cfg(test)]
mod tests;

use super::mentions::Set;
use super::pairs::Candidate;
use super::weights::Parallel;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Fewest counterparts whose lengths tell a translation, and what is taken from the likeness of
/// articles that have fewer.
const FEWEST: usize = 3;
const TOO_FEW: f32 = 0.2;
/// What it adds to the likeness of two articles that all counterparts follow each other in both.
const ORDER: f32 = 0.4;
/// What is taken from the likeness of two articles for each likely pair beside a counterpart, and up to
/// how many of these count: a retelling tells a thing several times, a translation once.
const SEVERAL: f32 = 0.2;
const MOST_SEVERAL: f32 = 2.0;
/// Least share of the shorter article that has counterparts, with the mean judgement of these: two
/// articles on different events may have a few passages that are near.
const RELATED: f32 = 0.35;
/// Judgement from which on a pair is likely.
const LIKELY: f32 = 0.35;
/// How much less likeness is enough for two articles that are translations of the same third.
const THIRD: f32 = 0.2;
/// What is left of the chance of a pair that is not one of counterparts.
const STRANGER: f32 = 0.15;
/// Judgement from which on a pair stays, counterpart or not, where the likeness is not this much
/// above the bar: retellings may be as near as translations, and share much that can be checked.
const CERTAIN: f32 = 0.92;
const BEYOND_DOUBT: f32 = 0.05;
/// How fast the chance grows with the strength.
const SLOPE: f32 = 14.0;
/// Least chance of counterparts.
const IN_PLACE: f32 = 0.6;

/// How many of a passage's nearest count for what it reaches with anything, and how much.
const NEIGHBOURS: usize = 4;
const MARGIN: f32 = 0.6;
/// Part of the lengths' ratio, at most [`LONGEST`].
const LENGTH: f32 = 0.2;
const LONGEST: f32 = 1.5;

/// What it is to a pair that a third article has one counterpart for both, two, or for one only.
const AGREES: f32 = 0.05;
const DISAGREES: f32 = -0.2;
const LACKS: f32 = -0.03;

/// Share of counterparts that follow each other in both articles from which on the order is kept;
/// of many, fewer tell it.
const ORDERED: f32 = 0.9;
const ORDERED_OF_MANY: f32 = 0.8;
/// From how many counterparts on they are many.
const MANY: usize = 20;
/// By how much a piece may worsen the ratio of the lengths.
const WORSE: f32 = 0.2;

/// Changes the scores of the pairs of articles that are translations of each other; gives these
/// articles, the earlier of each two first.
pub fn rescore(
    set: &Set,
    candidates: &[Candidate],
    scores: &mut [f32],
    by: &Parallel,
) -> BTreeSet<(usize, usize)> {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, candidate) in candidates.iter().enumerate() {
        let articles = (set.bags[candidate.a].at.article, set.bags[candidate.b].at.article);
        groups.entry(articles).or_default().push(number);
    }
    let mut bitexts: BTreeMap<(usize, usize), Bitext> = groups
        .iter()
        .filter_map(|(articles, numbers)| {
            let pairs = numbers
                .iter()
                .map(|number| {
                    let Candidate { a, b, cosine, .. } = candidates[*number];
                    let judged = scores[*number];
                    Pair { a, b, cosine, judged, strength: cosine + by.judged * judged }
                })
                .collect();
            Some((*articles, Bitext::new(set, *articles, pairs, by)?))
        })
        .collect();
    let sure: BTreeSet<(usize, usize)> = bitexts
        .iter()
        .filter(|(_, bitext)| bitext.likeness >= by.typical)
        .flat_map(|((x, y), _)| [(*x, *y), (*y, *x)])
        .collect();
    let thirds = |x: usize, y: usize| -> Vec<usize> {
        (0..set.articles()).filter(|z| sure.contains(&(x, *z)) && sure.contains(&(y, *z))).collect()
    };
    bitexts.retain(|(x, y), bitext| {
        sure.contains(&(*x, *y))
            || (bitext.likeness >= by.typical - THIRD && !thirds(*x, *y).is_empty())
    });
    // The counterpart of a passage in an article.
    let known: HashMap<(usize, usize), usize> = bitexts
        .iter()
        .flat_map(|((x, y), bitext)| {
            bitext.anchors(by).into_iter().flat_map(|(a, b)| [((a, *y), b), ((b, *x), a)])
        })
        .collect();
    for ((x, y), bitext) in &mut bitexts {
        bitext.weigh(&known, &thirds(*x, *y));
        let kept = bitext.beads(by);
        for (number, pair) in groups[&(*x, *y)].iter().zip(&bitext.pairs) {
            let chance = 1.0 / (1.0 + (-SLOPE * (pair.strength - by.middle)).exp());
            let score = &mut scores[*number];
            *score = if kept.binary_search(&(pair.a, pair.b)).is_ok() {
                score.max(chance).max(IN_PLACE)
            } else if *score < CERTAIN || bitext.likeness >= by.typical + BEYOND_DOUBT {
                *score * STRANGER
            } else {
                *score
            };
        }
    }
    bitexts.into_keys().collect()
}

/// Two passages, as places in [`Set::bags`].
struct Pair {
    a: usize,
    b: usize,
    cosine: f32,
    /// The judgement of what they share, 0 to 1.
    judged: f32,
    strength: f32,
}

/// Two articles that may be translations of each other.
struct Bitext<'a> {
    set: &'a Set,
    /// In the order of the first article. Their strength is above what the two passages reach with
    /// anything.
    pairs: Vec<Pair>,
    /// The mean cosine of the counterparts, less the spread of their lengths' ratio and the likely
    /// pairs beside them, more where they are in order.
    likeness: f32,
    /// How many passages either article has.
    passages: [usize; 2],
    /// Where the pair of two passages stands in `pairs`.
    places: HashMap<(usize, usize), usize>,
    /// The logarithm of how long the first article's passages are beside those of the second.
    ratio: f32,
}

impl<'a> Bitext<'a> {
    /// `None` where too few passages are near each other. `pairs` come with the cosine and the judgement
    /// as their strength.
    fn new(
        set: &'a Set,
        (x, y): (usize, usize),
        mut pairs: Vec<Pair>,
        by: &Parallel,
    ) -> Option<Self> {
        let passages = [x, y].map(|article| set.article(article).len());
        let reach_a = reach(pairs.iter().map(|pair| (pair.a, pair.cosine)), passages[1]);
        let reach_b = reach(pairs.iter().map(|pair| (pair.b, pair.cosine)), passages[0]);
        for pair in &mut pairs {
            pair.strength -= MARGIN * (reach_a[&pair.a] + reach_b[&pair.b]) / 2.0;
        }
        let near: Vec<&Pair> =
            counterparts(&pairs).map(|n| &pairs[n]).filter(|p| p.cosine >= by.near).collect();
        let several = likely(pairs.iter()) - likely(near.iter().copied());
        let ratio_of = |pair: &Pair| length(set, pair.a).ln() - length(set, pair.b).ln();
        let mut ratios: Vec<f32> = near.iter().map(|pair| ratio_of(pair)).collect();
        ratios.sort_by(f32::total_cmp);
        let ratio = *ratios.get(near.len() / 2)?;
        let count = near.len() as f32;
        let share = count / passages[0].min(passages[1]) as f32;
        let judged = near.iter().map(|pair| pair.judged).sum::<f32>() / count;
        if share + judged < RELATED {
            return None;
        }
        let mut likeness = near.iter().map(|pair| pair.cosine).sum::<f32>() / count;
        likeness -= ratios.iter().map(|other| (other - ratio).abs()).sum::<f32>() / count;
        likeness -= SEVERAL * (several / count).min(MOST_SEVERAL);
        let mut places: Vec<(usize, usize)> = near.iter().map(|pair| (pair.a, pair.b)).collect();
        places.sort_unstable();
        // Of n in any order about 2√n do (Vershik and Kerov 1977).
        let in_order = (longest_chain(&places).len() as f32 - 2.0 * count.sqrt()) / count;
        likeness += ORDER * in_order.max(0.0);
        if near.len() < FEWEST {
            likeness -= TOO_FEW;
        }
        for pair in &mut pairs {
            pair.strength -= LENGTH * (ratio_of(pair) - ratio).abs().min(LONGEST);
        }
        let places = pairs.iter().enumerate().map(|(n, pair)| ((pair.a, pair.b), n)).collect();
        Some(Self { set, pairs, likeness, passages, places, ratio })
    }

    /// The counterparts that are strong enough, sorted.
    fn anchors(&self, by: &Parallel) -> Vec<(usize, usize)> {
        let mut anchors: Vec<(usize, usize)> = counterparts(&self.pairs)
            .map(|number| &self.pairs[number])
            .filter(|pair| pair.strength >= by.middle)
            .map(|pair| (pair.a, pair.b))
            .collect();
        anchors.sort_unstable();
        anchors
    }

    /// Makes pairs stronger whose passages have the same counterpart in a third article, and weaker
    /// those that have two; `known` is the counterpart of a passage in an article.
    fn weigh(&mut self, known: &HashMap<(usize, usize), usize>, thirds: &[usize]) {
        for pair in &mut self.pairs {
            let support: f32 = thirds
                .iter()
                .map(|z| match (known.get(&(pair.a, *z)), known.get(&(pair.b, *z))) {
                    (Some(one), Some(other)) if one == other => AGREES,
                    (Some(_), Some(_)) => DISAGREES,
                    (None, None) => 0.0,
                    _ => LACKS,
                })
                .sum();
            pair.strength += support / thirds.len().max(1) as f32;
        }
    }

    /// The pairs of passages that say the same, sorted.
    fn beads(&self, by: &Parallel) -> Vec<(usize, usize)> {
        let anchors = self.anchors(by);
        let chain = longest_chain(&anchors);
        let ordered = if anchors.len() < MANY { ORDERED } else { ORDERED_OF_MANY };
        let fewest = FEWEST.min(self.passages[0]).min(self.passages[1]);
        if anchors.len() < fewest || (chain.len() as f32) < ordered * anchors.len() as f32 {
            return anchors;
        }
        let mut beads = self.fill(&chain, by);
        beads.sort_unstable();
        let mut beads: Vec<Bead> =
            beads.into_iter().map(|(a, b)| Bead { sides: [vec![a], vec![b]] }).collect();
        while self.attach(&mut beads, by) {}
        let mut kept: Vec<(usize, usize)> = beads
            .iter()
            .flat_map(|bead| bead.sides[0].iter().map(move |a| (*a, bead)))
            .flat_map(|(a, bead)| bead.sides[1].iter().map(move |b| (a, *b)))
            .collect();
        kept.sort_unstable();
        kept
    }

    /// The chain with the strongest pairs between its links, and between those.
    fn fill(&self, chain: &[(usize, usize)], by: &Parallel) -> Vec<(usize, usize)> {
        let mut found = chain.to_vec();
        let ends = [(None, None)];
        let places: Vec<(Option<usize>, Option<usize>)> = ends
            .into_iter()
            .chain(chain.iter().map(|(a, b)| (Some(*a), Some(*b))))
            .chain(ends)
            .collect();
        let mut gaps: Vec<_> = places.windows(2).map(|pair| [pair[0], pair[1]]).collect();
        while let Some([before, after]) = gaps.pop() {
            let from = before.0.map_or(0, |a| self.pairs.partition_point(|pair| pair.a <= a));
            let to =
                after.0.map_or(self.pairs.len(), |a| self.pairs.partition_point(|pair| pair.a < a));
            let strongest = self.pairs[from..to]
                .iter()
                .filter(|pair| {
                    pair.strength >= by.between
                        && before.1.is_none_or(|b| b < pair.b)
                        && after.1.is_none_or(|b| pair.b < b)
                })
                .max_by(|x, y| x.strength.total_cmp(&y.strength).then((y.a, y.b).cmp(&(x.a, x.b))));
            if let Some(pair) = strongest {
                found.push((pair.a, pair.b));
                let middle = (Some(pair.a), Some(pair.b));
                gaps.extend([[before, middle], [middle, after]]);
            }
        }
        found
    }

    /// Gives passages that are in no bead to that of a neighbour, if it is no worse with them;
    /// `false` where there is none.
    fn attach(&self, beads: &mut [Bead], by: &Parallel) -> bool {
        let mut changed = false;
        for side in [0, 1] {
            let mut bead_of: HashMap<usize, usize> = HashMap::new();
            for (number, bead) in beads.iter().enumerate() {
                bead_of.extend(bead.sides[side].iter().map(|passage| (*passage, number)));
            }
            let Some(first) = beads.first() else { return false };
            let article = self.set.bags[first.sides[side][0]].at.article;
            for passage in self.set.article(article) {
                if bead_of.contains_key(&passage) {
                    continue;
                }
                let best = [passage.checked_sub(1), Some(passage + 1)]
                    .into_iter()
                    .flatten()
                    .filter_map(|neighbour| bead_of.get(&neighbour).copied())
                    .filter_map(|bead| Some((self.gain(&beads[bead], side, passage, by)?, bead)))
                    .max_by(|x, y| x.0.total_cmp(&y.0));
                if let Some((_, bead)) = best {
                    beads[bead].sides[side].push(passage);
                    bead_of.insert(passage, bead);
                    changed = true;
                }
            }
        }
        changed
    }

    /// How well a passage goes with a bead; `None` where it does not.
    fn gain(&self, bead: &Bead, side: usize, passage: usize, by: &Parallel) -> Option<f32> {
        let cosine = bead.sides[1 - side]
            .iter()
            .filter_map(|other| {
                let pair = if side == 0 { (passage, *other) } else { (*other, passage) };
                self.places.get(&pair)
            })
            .map(|place| self.pairs[*place].cosine)
            .max_by(f32::total_cmp)?;
        let mut longer = bead.clone();
        longer.sides[side].push(passage);
        let worse = self.unevenness(&longer) - self.unevenness(bead);
        (cosine >= by.piece && worse < WORSE).then_some(cosine - 0.1 * worse)
    }

    /// How far the lengths of a bead's sides are from the ratio of the articles, as a logarithm.
    fn unevenness(&self, bead: &Bead) -> f32 {
        let length =
            |side: usize| bead.sides[side].iter().map(|p| length(self.set, *p)).sum::<f32>();
        (length(0).ln() - length(1).ln() - self.ratio).abs()
    }
}

/// Passages of the two articles that say the same together.
#[derive(Clone)]
struct Bead {
    sides: [Vec<usize>; 2],
}

/// The judgements of those pairs that are likely, together.
fn likely<'a>(pairs: impl Iterator<Item = &'a Pair>) -> f32 {
    pairs.map(|pair| pair.judged).filter(|judged| *judged >= LIKELY).sum()
}

/// Length of a passage in letters; never 0.
fn length(set: &Set, passage: usize) -> f32 {
    set.bags[passage].letters as f32 + 1.0
}

/// The mean of the highest cosines of each passage, of `others` that it might have.
fn reach(cosines: impl Iterator<Item = (usize, f32)>, others: usize) -> HashMap<usize, f32> {
    let mut of: HashMap<usize, Vec<f32>> = HashMap::new();
    for (passage, cosine) in cosines {
        of.entry(passage).or_default().push(cosine);
    }
    let count = NEIGHBOURS.min(others).max(1);
    of.into_iter()
        .map(|(passage, mut cosines)| {
            cosines.sort_by(|x, y| y.total_cmp(x));
            let sum: f32 = cosines.iter().take(count).map(|cosine| cosine.max(0.0)).sum();
            (passage, sum / count as f32)
        })
        .collect()
}

/// The pairs of which each passage is the strongest of the other; places in `pairs`.
fn counterparts(pairs: &[Pair]) -> impl Iterator<Item = usize> {
    let mut of_a: HashMap<usize, usize> = HashMap::new();
    let mut of_b: HashMap<usize, usize> = HashMap::new();
    for (number, pair) in pairs.iter().enumerate() {
        for (best, passage) in [(&mut of_a, pair.a), (&mut of_b, pair.b)] {
            let known = best.entry(passage).or_insert(number);
            if pair.strength > pairs[*known].strength {
                *known = number;
            }
        }
    }
    (0..pairs.len()).filter(move |number| {
        let pair = &pairs[*number];
        of_a.get(&pair.a) == Some(number) && of_b.get(&pair.b) == Some(number)
    })
}

/// The longest part of the pairs, which are sorted, whose second places rise with the first
/// (patience sorting).
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the pair that ends a chain of it lowest, and before each pair its forerunner.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (number, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() {
            ends.push(number);
        } else {
            ends[length] = number;
        }
    }
    let mut chain: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |number| before[*number])
            .map(|number| pairs[number])
            .collect();
    chain.reverse();
    chain
}
