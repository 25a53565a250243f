//! From what two passages share to a link with a score and a tier.

use super::conflicts;
use super::features::{AROUND, Judged, Measurer, OWN, Own};
use super::mentions::Set;
use super::pairs::Candidate;
use super::parallel;
use super::rivals;
use super::weights::Judges;
use crate::model::{Evidence, EvidenceKind, Link, NEARLY, Origin, Tier};

/// Bounds of the least score of a link that is kept; where between them is a matter of the set.
const POSSIBLE: (f32, f32) = (0.35, 0.5);
/// Least score of a pair that is kept for the two values of one thing that it gives (see [`rivals`]):
/// what speaks against the link then is what makes it worth seeing. It counts as one that is just kept.
const DISPUTED: f32 = 0.05;
/// Its least score if the two values were equal.
const LIKELY: f32 = 0.5;
/// How close their articles have to be, by the highest closeness of either.
const ONE_STORY: f32 = 0.65;
/// How far apart such values are at most.
const DISPUTED_DISTANCE: f64 = 0.5;
/// Least score of a link that is sure whatever the others are.
const SURE: f32 = 0.75;
/// Least score of a sure link in any set.
const SURE_LEAST: f32 = 0.45;
/// Share of the sure links that have to be right by their scores, where articles retell each other;
/// where they hardly do, [`Judges::right_apart`].
const RIGHT: f32 = 0.94;
/// The share of the set that is told twice (see [`told_twice`]) from which on articles retell each
/// other, and up to which they hardly do.
const RETOLD: f32 = 0.75;
const APART: f32 = 0.3;

/// All measures of a pair, as the second judgement takes them.
pub type Measures = [f32; OWN.len() + AROUND.len()];

/// Measures all pairs: by themselves, then, with a first judgement of each, among the others.
pub fn measure(
    measurer: &Measurer<'_>,
    candidates: &[Candidate],
    judges: &Judges,
) -> (Vec<Measures>, Judged) {
    let set = measurer.set;
    let own: Vec<Own> = candidates.iter().map(|candidate| measurer.own(candidate)).collect();
    let chances: Vec<f32> = own.iter().map(|own| sigmoid(judges.first.odds(own))).collect();
    let judged = Judged::new(set, candidates, &chances);
    let measures = candidates
        .iter()
        .zip(own)
        .map(|(candidate, own)| {
            let mut all = [0.0; OWN.len() + AROUND.len()];
            all[..OWN.len()].copy_from_slice(&own);
            all[OWN.len()..].copy_from_slice(&judged.around(set, candidate));
            all
        })
        .collect();
    (measures, judged)
}

/// Scores the candidates and keeps those that are links.
pub fn links(set: &Set, candidates: &[Candidate], judges: &Judges) -> Vec<Link> {
    let measurer = Measurer::new(set, candidates);
    let (measures, judged) = measure(&measurer, candidates, judges);
    let mut scores: Vec<f32> =
        measures.iter().map(|measures| sigmoid(odds(measures, judges))).collect();
    let translations = parallel::rescore(set, candidates, &mut scores, &judges.parallel);
    let least = least_score(&scores);
    let sure = sure_score(&scores, right(told_twice(set, candidates, &scores), judges));
    candidates
        .iter()
        .zip(scores)
        .zip(&measures)
        .map(|((candidate, score), measures)| {
            let [.., beside_others] = measures;
            let articles = [candidate.a, candidate.b].map(|bag| set.bags[bag].at.article);
            // In a translation it is the order that tells what belongs together.
            let kept = (DISPUTED..least).contains(&score)
                && !translations.contains(&articles.into())
                && *beside_others >= 2.0 * ONE_STORY
                && is_disputed(&measurer, candidate, measures, judges);
            (candidate, if kept { least } else { score })
        })
        .filter(|(_, score)| *score >= least)
        .map(|(candidate, score)| {
            let third = judged.thirds(set, candidate.a, candidate.b).first().copied();
            link(set, candidate, score, sure, third)
        })
        .collect()
}

/// Two articles that each have another one at least twice as close tell two stories; what a pair of
/// them shares has to be much stronger then.
const OWN_STORY: f32 = 0.5;
const OTHER_STORY: f32 = 4.0;

/// Log odds that a pair is a link.
fn odds(measures: &Measures, judges: &Judges) -> f32 {
    // The last measure is twice the affinity by the highest that either article has.
    let [.., beside_others] = measures;
    let story = if *beside_others < 2.0 * OWN_STORY { OTHER_STORY } else { 0.0 };
    judges.second.odds(measures) - story
}

/// Whether the passages give two values of one thing, and would be a link if these were equal.
fn is_disputed(
    measurer: &Measurer<'_>,
    candidate: &Candidate,
    measures: &Measures,
    judges: &Judges,
) -> bool {
    rivals::find(measurer.set, candidate).iter().any(|rival| {
        rival.around >= conflicts::AROUND && rival.distance <= DISPUTED_DISTANCE && {
            let mut equal = *measures;
            equal[..OWN.len()].copy_from_slice(&measurer.as_if_equal(candidate, rival.a, rival.b));
            sigmoid(odds(&equal, judges)) >= LIKELY
        }
    })
}

/// The least score that is expected to give the best F1 on this set: half of that F1 (Lipton,
/// Elkan and Narayanaswamy 2014). Few likely links, as between articles years apart, thus have a
/// lower bar than many.
fn least_score(scores: &[f32]) -> f32 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|x, y| y.total_cmp(x));
    let wanted: f32 = sorted.iter().sum();
    let mut best = 0.0_f32;
    let mut right = 0.0;
    for (place, score) in sorted.iter().enumerate() {
        right += score;
        best = best.max(2.0 * right / ((place + 1) as f32 + wanted));
    }
    (best / 2.0).clamp(POSSIBLE.0, POSSIBLE.1)
}

/// How much of a set is told by more than one article: the mean over its passages of the best score.
fn told_twice(set: &Set, candidates: &[Candidate], scores: &[f32]) -> f32 {
    let mut best = vec![0.0_f32; set.bags.len()];
    for (candidate, score) in candidates.iter().zip(scores) {
        for bag in [candidate.a, candidate.b] {
            best[bag] = best[bag].max(*score);
        }
    }
    let prose: Vec<f32> =
        set.bags.iter().zip(best).filter(|(bag, _)| !bag.noise).map(|(_, best)| best).collect();
    prose.iter().sum::<f32>() / prose.len().max(1) as f32
}

/// The share of the sure links that have to be right by their scores, by what [`told_twice`] says.
fn right(told_twice: f32, judges: &Judges) -> f32 {
    let apart = ((RETOLD - told_twice) / (RETOLD - APART)).clamp(0.0, 1.0);
    RIGHT - apart * (RIGHT - judges.right_apart)
}

/// The least score of a sure link: so low that this share of those above it can still be expected to be
/// right. Where articles tell one event in much the same words there are many of which nothing speaks
/// against the next; where they do not, none is doubtful that stands above the bar for all sets.
fn sure_score(scores: &[f32], right: f32) -> f32 {
    let mut sorted: Vec<f32> =
        scores.iter().copied().filter(|score| *score >= SURE_LEAST).collect();
    sorted.sort_by(|x, y| y.total_cmp(x));
    let mut sum = 0.0;
    let mut bar = SURE;
    for (place, score) in sorted.iter().enumerate() {
        sum += score;
        if sum / (place + 1) as f32 >= right {
            bar = bar.min(*score);
        }
    }
    bar
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// What nearness of meaning adds to a pair, in the units of shared rarity.
const MEANING: f32 = 4.0;

fn link(
    set: &Set,
    candidate: &Candidate,
    score: f32,
    sure: f32,
    third: Option<(usize, f32)>,
) -> Link {
    let (a, b) = (&set.bags[candidate.a], &set.bags[candidate.b]);
    let mut evidence: Vec<Evidence> = candidate
        .shared
        .iter()
        .map(|shared| {
            let (x, y) = (&a.mentions[shared.a], &b.mentions[shared.b]);
            // Of two spellings of one value the fuller one tells the reader more.
            let value = if shared.key.is_near() {
                [x.value.as_str(), y.value.as_str()].join(NEARLY)
            } else if x.value.len() >= y.value.len() {
                x.value.clone()
            } else {
                y.value.clone()
            };
            Evidence {
                kind: x.kind,
                value,
                a: Some(x.span),
                b: Some(y.span),
                weight: shared.weight,
            }
        })
        .collect();
    if candidate.cosine > 0.0 {
        evidence.push(Evidence {
            kind: EvidenceKind::Meaning,
            value: format!("{:.2}", candidate.cosine),
            a: None,
            b: None,
            weight: MEANING * candidate.cosine,
        });
    }
    if let Some((third, chance)) = third.filter(|(_, chance)| *chance > 0.3) {
        let at = set.bags[third].at;
        evidence.push(Evidence {
            kind: EvidenceKind::Support,
            value: format!("{}:{}", at.article, at.passage),
            a: None,
            b: None,
            weight: chance,
        });
    }
    evidence.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    Link {
        a: a.at,
        b: b.at,
        score,
        tier: if score >= sure { Tier::Sure } else { Tier::Possible },
        origin: Origin::Automatic,
        verdict: None,
        evidence,
        conflicts: conflicts::between(set, candidate, score),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::weights;

    #[test]
    fn more_is_sure_where_articles_hardly_retell_each_other() {
        let scores = [0.95, 0.9, 0.7, 0.6, 0.5, 0.2];
        let judges = weights::judges(None);
        let bar = |told_twice| sure_score(&scores, right(told_twice, judges));
        assert_eq!(bar(1.0), SURE, "0.95 and 0.9, of which nothing speaks for 0.7");
        assert_eq!(bar(0.1), 0.7, "0.95, 0.9 and 0.7 have a mean of 0.85");
        assert!(right(0.5, judges) < right(0.6, judges));
    }
}
