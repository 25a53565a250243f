//! Translations among retellings. Two articles of which most counterparts are as near in meaning as
//! translations are get one counterpart a passage instead of any number, and a sentence that the
//! other side cut in two gets both halves. No order is assumed: sentences may be dropped and moved.

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
        let partner_of_a: HashMap<usize, usize> =
            mutual.iter().map(|n| (candidates[*n].a, candidates[*n].b)).collect();
        let partner_of_b: HashMap<usize, usize> =
            mutual.iter().map(|n| (candidates[*n].b, candidates[*n].a)).collect();
        let beside = |partners: &HashMap<usize, usize>, passage: usize, other: usize| {
            [passage.wrapping_sub(1), passage + 1]
                .iter()
                .filter_map(|near| partners.get(near))
                .any(|partner| partner.abs_diff(other) <= 1)
        };
        for number in pairs {
            let pair = &candidates[*number];
            let chance = 1.0 / (1.0 + (-SLOPE * (pair.cosine - by.middle)).exp());
            let score = &mut scores[*number];
            if partner_of_a.get(&pair.a) == Some(&pair.b) {
                *score = score.max(chance);
                continue;
            }
            // The rest of a sentence that was cut: its best is what its neighbour was given.
            let rest_a = !partner_of_a.contains_key(&pair.a)
                && of_a.get(&pair.a) == Some(number)
                && beside(&partner_of_a, pair.a, pair.b);
            let rest_b = !partner_of_b.contains_key(&pair.b)
                && of_b.get(&pair.b) == Some(number)
                && beside(&partner_of_b, pair.b, pair.a);
            *score = if (rest_a || rest_b) && pair.cosine >= by.middle {
                score.max(chance)
            } else {
                *score * STRANGER
            };
        }
    }
}
