//! From what two passages share to a link with a score and a tier.

use super::mentions::Set;
use super::pairs::Candidate;
use crate::model::{Evidence, EvidenceKind, Link, Origin, Tier};
use std::collections::HashMap;

/// Weight of a third passage that both are linked with.
const SUPPORT: f32 = 0.6;
/// Weight of the cosine beside a nat of shared rarity.
const MEANING: f32 = 4.0;
/// Raw strength at which half of the links are right, and how fast that changes.
const MIDDLE: f32 = 2.6;
const SLOPE: f32 = 1.6;
/// Least score of a link that is kept, and of a sure one.
const POSSIBLE: f32 = 0.5;
const SURE: f32 = 0.85;

/// Scores the candidates and keeps those that are links.
pub fn links(set: &Set, candidates: Vec<Candidate>) -> Vec<Link> {
    let strengths: Vec<f32> = candidates.iter().map(|candidate| strength(set, candidate)).collect();
    let support = Support::new(&candidates, &strengths);
    candidates
        .iter()
        .zip(&strengths)
        .filter_map(|(candidate, own)| {
            let (gain, third) = support.of(set, candidate.a, candidate.b);
            let score = sigmoid((own + SUPPORT * gain - MIDDLE) * SLOPE);
            (score >= POSSIBLE).then(|| link(set, candidate, score, gain, third))
        })
        .collect()
}

/// What a pair shares, in nats of rarity by the length of its passages, with its cosine.
fn strength(set: &Set, candidate: &Candidate) -> f32 {
    let (mut anchors, mut concepts) = (0.0_f32, 0.0_f32);
    let (a, b) = (&set.bags[candidate.a], &set.bags[candidate.b]);
    for shared in &candidate.shared {
        match a.mentions[shared.a].kind {
            EvidenceKind::Concept => concepts += shared.weight,
            _ => anchors += shared.weight,
        }
    }
    let words = ((a.words.max(6) * b.words.max(6)) as f32).sqrt();
    let norm = (words / 12.0).sqrt().max(1.0);
    let noise = if a.noise || b.noise { 0.5 } else { 1.0 };
    noise
        * ((anchors + concepts + 0.5 * (anchors * concepts).sqrt()) / (2.0 * norm)
            + MEANING * candidate.cosine)
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// Strengths by passage, to look for a third passage that both of a pair are near to.
struct Support {
    near: HashMap<usize, Vec<(usize, f32)>>,
}

impl Support {
    /// Neighbours remembered for each passage, strongest first.
    const MOST: usize = 24;

    fn new(candidates: &[Candidate], strengths: &[f32]) -> Self {
        let mut near: HashMap<usize, Vec<(usize, f32)>> = HashMap::new();
        for (candidate, strength) in candidates.iter().zip(strengths) {
            near.entry(candidate.a).or_default().push((candidate.b, *strength));
            near.entry(candidate.b).or_default().push((candidate.a, *strength));
        }
        for list in near.values_mut() {
            list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            list.truncate(Self::MOST);
        }
        Self { near }
    }

    /// The best third passage of another article, and its support.
    fn of(&self, set: &Set, a: usize, b: usize) -> (f32, Option<usize>) {
        let (Some(left), Some(right)) = (self.near.get(&a), self.near.get(&b)) else {
            return (0.0, None);
        };
        let mut best = (0.0, None);
        for (third, strength) in left {
            let article = set.bags[*third].at.article;
            if article == set.bags[a].at.article || article == set.bags[b].at.article {
                continue;
            }
            if let Some((_, other)) = right.iter().find(|(passage, _)| passage == third) {
                let gain = strength.min(*other);
                if gain > best.0 {
                    best = (gain, Some(*third));
                }
            }
        }
        best
    }
}

fn link(set: &Set, candidate: &Candidate, score: f32, gain: f32, third: Option<usize>) -> Link {
    let (a, b) = (&set.bags[candidate.a], &set.bags[candidate.b]);
    let mut evidence: Vec<Evidence> = candidate
        .shared
        .iter()
        .map(|shared| {
            let (x, y) = (&a.mentions[shared.a], &b.mentions[shared.b]);
            // Of two spellings of one value the fuller one tells the reader more.
            let value = if x.value.len() >= y.value.len() { &x.value } else { &y.value };
            Evidence {
                kind: x.kind,
                value: value.clone(),
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
    if let Some(third) = third {
        let at = set.bags[third].at;
        evidence.push(Evidence {
            kind: EvidenceKind::Support,
            value: format!("{}:{}", at.article, at.passage),
            a: None,
            b: None,
            weight: SUPPORT * gain,
        });
    }
    evidence.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    Link {
        a: a.at,
        b: b.at,
        score,
        tier: if score >= SURE { Tier::Sure } else { Tier::Possible },
        origin: Origin::Automatic,
        verdict: None,
        evidence,
        conflicts: Vec::new(),
    }
}
