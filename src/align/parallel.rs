//! Translations among retellings. Two articles of which most counterparts are as near in meaning as
//! translations are get one counterpart a passage instead of any number, and a sentence that the
//! other side cut in two gets both halves. Sentences may be dropped and moved; where they are not, a
//! passage without a counterpart belongs between those of its neighbours.

use super::mentions::Set;
use super::pairs::Candidate;
use super::weights::Parallel;
use std::collections::{BTreeMap, HashMap};

/// Fewest counterparts that tell a translation.
const FEWEST: usize = 3;
/// What is left of the odds of a pair that is not one of counterparts.
const STRANGER: f32 = 0.15;
/// How fast the chance grows with the cosine.
const SLOPE: f32 = 14.0;

/// Chance of a pair that stands where it has to in a text that keeps its order.
const IN_PLACE: f32 = 0.6;
/// Share of two sentences' words that one that says both has at least; languages differ in that.
const LONG_ENOUGH: f32 = 0.7;
/// Share of neighbouring counterparts in the same order from which on the order is kept.
const ORDERED: f32 = 0.9;

/// Whether the counterparts of one article follow each other as it does.
fn is_ordered(partners: &BTreeMap<usize, usize>) -> bool {
    let places: Vec<usize> = partners.values().copied().collect();
    let steps = places.len().saturating_sub(1);
    let kept = places.windows(2).filter(|pair| pair[0] < pair[1]).count();
    steps + 1 >= FEWEST && kept as f32 >= ORDERED * steps as f32
}

/// Changes the scores of the pairs of articles that are translations of each other.
pub fn rescore(set: &Set, candidates: &[Candidate], scores: &mut [f32], by: &Parallel) {
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, candidate) in candidates.iter().enumerate() {
        let articles = (set.bags[candidate.a].at.article, set.bags[candidate.b].at.article);
        groups.entry(articles).or_default().push(number);
    }
    for pairs in groups.values() {
        let strength = |number: &usize| candidates[*number].cosine + 0.1 * scores[*number];
        let mut of_a: HashMap<usize, usize> = HashMap::new();
        let mut of_b: HashMap<usize, usize> = HashMap::new();
        for number in pairs {
            for (best, passage) in
                [(&mut of_a, candidates[*number].a), (&mut of_b, candidates[*number].b)]
            {
                let known = best.entry(passage).or_insert(*number);
                if strength(number) > strength(known) {
                    *known = *number;
                }
            }
        }
        let mutual: Vec<usize> = pairs
            .iter()
            .filter(|number| {
                let pair = &candidates[**number];
                pair.cosine >= by.near
                    && of_a.get(&pair.a) == Some(*number)
                    && of_b.get(&pair.b) == Some(*number)
            })
            .copied()
            .collect();
        let sum: f32 = mutual.iter().map(|number| candidates[*number].cosine).sum();
        if mutual.len() < FEWEST || sum / (mutual.len() as f32) < by.typical {
            continue;
        }
        let partner_of_a: BTreeMap<usize, usize> =
            mutual.iter().map(|n| (candidates[*n].a, candidates[*n].b)).collect();
        let partner_of_b: BTreeMap<usize, usize> =
            mutual.iter().map(|n| (candidates[*n].b, candidates[*n].a)).collect();
        let ordered = is_ordered(&partner_of_a);
        // The rest of a sentence that was cut: where the text goes on, its best lies where its
        // neighbours' counterparts leave room; elsewhere it is a neighbour's counterpart, and long
        // enough for both.
        let is_rest = |passage: usize, other: usize, partners: &BTreeMap<usize, usize>| {
            if partners.contains_key(&passage) {
                return false;
            }
            let before = partners.range(..passage).next_back();
            let after = partners.range(passage + 1..).next();
            if ordered {
                return before.is_none_or(|(_, partner)| *partner <= other)
                    && after.is_none_or(|(_, partner)| other <= *partner);
            }
            [before, after].into_iter().flatten().any(|(near, partner)| {
                let words = |bag: usize| set.bags[bag].words as f32;
                near.abs_diff(passage) == 1
                    && *partner == other
                    && words(other) >= LONG_ENOUGH * (words(passage) + words(*near))
            })
        };
        let least = if ordered { by.near / 2.0 } else { by.middle };
        for number in pairs {
            let pair = &candidates[*number];
            let chance = 1.0 / (1.0 + (-SLOPE * (pair.cosine - by.middle)).exp());
            let score = &mut scores[*number];
            if partner_of_a.get(&pair.a) == Some(&pair.b) {
                *score = score.max(chance).max(if ordered { IN_PLACE } else { 0.0 });
                continue;
            }
            let rest_a =
                of_a.get(&pair.a) == Some(number) && is_rest(pair.a, pair.b, &partner_of_a);
            let rest_b =
                of_b.get(&pair.b) == Some(number) && is_rest(pair.b, pair.a, &partner_of_b);
            *score = if (rest_a || rest_b) && pair.cosine >= least {
                score.max(chance).max(if ordered { IN_PLACE } else { 0.0 })
            } else {
                *score * STRANGER
            };
        }
    }
}
