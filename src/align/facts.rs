//! Links to facts: groups of passages, mostly one or two of an article, that hang together closely
//! around shared evidence. A passage may tell several facts.

use super::{Input, conflicts, decisions};
use crate::model::{EvidenceKind, Fact, Link, PassageRef, Verdict};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A passage joins a fact if its mean score with the members is at least this share of the seed's.
const NEAR: f32 = 0.6;

/// Grows a fact from each link that no fact holds yet, strongest first.
pub fn find(input: Input<'_>, links: &[Link]) -> Vec<Fact> {
    let accepted: Vec<&Link> =
        links.iter().filter(|link| link.verdict != Some(Verdict::Rejected)).collect();
    let score: HashMap<(PassageRef, PassageRef), &Link> =
        accepted.iter().map(|link| ((link.a, link.b), *link)).collect();
    let mut order = accepted.clone();
    order.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut held: BTreeSet<(PassageRef, PassageRef)> = BTreeSet::new();
    let mut facts = Vec::new();
    for seed in order {
        if held.contains(&(seed.a, seed.b)) {
            continue;
        }
        let members = grow(seed, &accepted, &score);
        for (place, a) in members.iter().enumerate() {
            for b in &members[place + 1..] {
                held.insert((*a, *b));
            }
        }
        facts.push(fact(input, members, &score));
    }
    decisions::apply_to_facts(input, &mut facts);
    conflicts::gather(input, links, &mut facts);
    // The reader's way through the board: by the first article's order.
    facts.sort_by(|x, y| x.mentions.cmp(&y.mentions).then_with(|| x.id.cmp(&y.id)));
    facts
}

fn between<'a>(
    score: &HashMap<(PassageRef, PassageRef), &'a Link>,
    a: PassageRef,
    b: PassageRef,
) -> Option<&'a Link> {
    score.get(&if a <= b { (a, b) } else { (b, a) }).copied()
}

fn grow(
    seed: &Link,
    links: &[&Link],
    score: &HashMap<(PassageRef, PassageRef), &Link>,
) -> Vec<PassageRef> {
    let mut members = vec![seed.a, seed.b];
    let mut candidates: BTreeSet<PassageRef> = links
        .iter()
        .filter_map(|link| link.other(seed.a).or_else(|| link.other(seed.b)))
        .filter(|passage| *passage != seed.a && *passage != seed.b)
        .collect();
    loop {
        let best = candidates
            .iter()
            .filter(|passage| members.iter().all(|member| member.article != passage.article))
            .map(|passage| {
                let sum: f32 = members
                    .iter()
                    .map(|member| between(score, *member, *passage).map_or(0.0, |link| link.score))
                    .sum();
                (*passage, sum / members.len() as f32)
            })
            .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
        match best {
            Some((passage, mean)) if mean >= NEAR * seed.score => {
                members.push(passage);
                candidates.remove(&passage);
            }
            _ => break,
        }
    }
    members.sort_unstable();
    members
}

fn fact(
    input: Input<'_>,
    mentions: Vec<PassageRef>,
    score: &HashMap<(PassageRef, PassageRef), &Link>,
) -> Fact {
    let mut weight: BTreeMap<(EvidenceKind, &str), f32> = BTreeMap::new();
    for (place, a) in mentions.iter().enumerate() {
        for b in &mentions[place + 1..] {
            let Some(link) = between(score, *a, *b) else { continue };
            for evidence in &link.evidence {
                if evidence.a.is_some() {
                    *weight.entry((evidence.kind, &evidence.value)).or_default() += evidence.weight;
                }
            }
        }
    }
    let mut evidence: Vec<((EvidenceKind, &str), f32)> = weight.into_iter().collect();
    evidence.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    let label = label(input, &mentions, &evidence);
    Fact {
        id: id(input, &mentions),
        label,
        evidence: evidence.iter().map(|((kind, value), _)| (*kind, (*value).to_owned())).collect(),
        conflicts: Vec::new(),
        mentions,
    }
}

/// The weightiest of what the passages share; where they share no words, the beginning of one.
fn label(
    input: Input<'_>,
    mentions: &[PassageRef],
    evidence: &[((EvidenceKind, &str), f32)],
) -> String {
    const PARTS: usize = 3;
    const LETTERS: usize = 48;
    if evidence.is_empty() {
        let first = mentions[0];
        let text = input.articles[first.article].passage_text(first.passage);
        return text.chars().take(LETTERS).collect();
    }
    let mut parts: Vec<&str> = Vec::new();
    for ((_, value), _) in evidence {
        if !parts.contains(value) {
            parts.push(value);
        }
        if parts.len() == PARTS {
            break;
        }
    }
    parts.join(", ")
}

/// Eight hexadecimal digits over the passages' articles and spans.
fn id(input: Input<'_>, mentions: &[PassageRef]) -> String {
    let mut hash = Sha256::new();
    for mention in mentions {
        if let Some(key) = decisions::key(input.articles, *mention) {
            hash.update(key.article.0);
            hash.update(key.span.start.to_le_bytes());
            hash.update(key.span.end.to_le_bytes());
        }
    }
    hash.finalize().iter().take(4).fold(String::from("f"), |id, byte| id + &format!("{byte:02x}"))
}
