//! Links to facts: groups of passages, mostly one or two of an article, that hang together closely
//! around shared evidence. A passage may tell several facts.

use super::{Input, conflicts, decisions};
use crate::model::{ConflictKind, EvidenceKind, Fact, Link, PassageRef, Verdict};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A passage joins a fact if its mean score with the members is at least this share of the seed's.
const NEAR: f32 = 0.7;
/// The same where the fact is there already and the link adds a passage to it.
const JOINS: f32 = 0.4;
/// Share of a link's evidence that is a fact's from which on the link tells that fact.
const TOLD: f32 = 0.9;
/// By how much that falls for each fact more than `FEW` that one end of the link tells already: the
/// first sentence of a report shares something with every other one.
const CROWDED: f32 = 0.1;
const FEW: usize = 3;
const TOLD_LEAST: f32 = 0.2;
/// Share of a fact's links that rest on a piece of evidence from which on it is the fact's; of the
/// links that could: two passages of which one says nine hours and one eleven share neither.
const COMMON: f32 = 0.34;
/// Share of the passages of two facts that are in both from which on they are one.
const ALIKE: f32 = 0.9;
/// Passages of one article that a fact holds at most.
const OF_ONE: usize = 2;

type Scores<'a> = HashMap<(PassageRef, PassageRef), &'a Link>;

/// Grows a fact from each link that tells none of those found before, strongest first.
pub fn find(input: Input<'_>, links: &[Link]) -> Vec<Fact> {
    let accepted: Vec<&Link> =
        links.iter().filter(|link| link.verdict != Some(Verdict::Rejected)).collect();
    let score: Scores<'_> = accepted.iter().map(|link| ((link.a, link.b), *link)).collect();
    let mut near: HashMap<PassageRef, BTreeSet<PassageRef>> = HashMap::new();
    for link in &accepted {
        near.entry(link.a).or_default().insert(link.b);
        near.entry(link.b).or_default().insert(link.a);
    }
    let mut order = accepted.clone();
    order.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut found = Found::default();
    for seed in order {
        if found.hold(seed.a, seed.b) {
            continue;
        }
        if let Some(number) = found.teller(seed) {
            found.extend(number, seed, &score);
            continue;
        }
        let members = grow(seed, &near, &score);
        if !found.has_alike(&members) {
            found.push(members, &score);
        }
    }
    found.keep_conflicts(&accepted);
    let mut facts: Vec<Fact> = found
        .groups
        .into_iter()
        .map(|group| fact(input, group.members.into_iter().collect(), &score))
        .collect();
    tell_apart(&mut facts);
    decisions::apply_to_facts(input, &mut facts);
    conflicts::gather(input, links, &mut facts);
    // The reader's way through the board: by the first article's order.
    facts.sort_by(|x, y| x.mentions.cmp(&y.mentions).then_with(|| x.id.cmp(&y.id)));
    facts
}

/// What a link rests on, but for meaning and third articles.
type Said = BTreeSet<(EvidenceKind, String)>;

/// A fact in the making.
struct Group {
    members: BTreeSet<PassageRef>,
    /// The evidence that many of its links share.
    evidence: Said,
}

/// The facts found so far.
#[derive(Default)]
struct Found {
    groups: Vec<Group>,
    /// The facts that a passage tells.
    of: HashMap<PassageRef, Vec<usize>>,
}

impl Found {
    fn of(&self, passage: PassageRef) -> &[usize] {
        self.of.get(&passage).map_or(&[], Vec::as_slice)
    }

    /// Whether one fact has both.
    fn hold(&self, a: PassageRef, b: PassageRef) -> bool {
        self.of(a).iter().any(|number| self.groups[*number].members.contains(&b))
    }

    /// The fact of one of its ends that has almost all the evidence of a link.
    fn teller(&self, link: &Link) -> Option<usize> {
        let all: f32 = words(link).map(|(_, weight)| weight).sum();
        let most = self.of(link.a).len().max(self.of(link.b).len());
        let crowd = most.saturating_sub(FEW) as f32;
        let least = (TOLD - CROWDED * crowd).max(TOLD_LEAST);
        let mut best: Option<(f32, usize)> = None;
        for number in self.of(link.a).iter().chain(self.of(link.b)) {
            let evidence = &self.groups[*number].evidence;
            let told: f32 = words(link)
                .filter(|(key, _)| evidence.contains(key))
                .map(|(_, weight)| weight)
                .sum();
            let share = if all > 0.0 { told / all } else { 0.0 };
            if share >= least && best.is_none_or(|(known, _)| share > known) {
                best = Some((share, *number));
            }
        }
        best.map(|(_, number)| number)
    }

    /// Adds those ends of a link to a fact that are near enough to all of it.
    fn extend(&mut self, number: usize, link: &Link, score: &Scores<'_>) {
        for passage in [link.a, link.b] {
            let members = &self.groups[number].members;
            let of_one = members.iter().filter(|member| member.article == passage.article).count();
            let others: Vec<&PassageRef> =
                members.iter().filter(|member| member.article != passage.article).collect();
            if members.contains(&passage) || of_one >= OF_ONE || others.is_empty() {
                continue;
            }
            let sum: f32 = others
                .iter()
                .map(|member| between(score, **member, passage).map_or(0.0, |link| link.score))
                .sum();
            if sum / others.len() as f32 >= JOINS * link.score {
                self.add(number, passage);
            }
        }
    }

    fn add(&mut self, number: usize, passage: PassageRef) {
        if self.groups[number].members.insert(passage) {
            self.of.entry(passage).or_default().push(number);
        }
    }

    fn has_alike(&self, members: &BTreeSet<PassageRef>) -> bool {
        let near: BTreeSet<usize> =
            members.iter().flat_map(|member| self.of(*member)).copied().collect();
        near.into_iter().any(|number| {
            let known = &self.groups[number].members;
            let both = known.intersection(members).count() as f32;
            both >= ALIKE * known.union(members).count() as f32
        })
    }

    fn push(&mut self, members: BTreeSet<PassageRef>, score: &Scores<'_>) {
        let list: Vec<PassageRef> = members.iter().copied().collect();
        let mut count: BTreeMap<(EvidenceKind, String), f32> = BTreeMap::new();
        let mut links = 0.0;
        let mut differ: HashMap<EvidenceKind, f32> = HashMap::new();
        for (place, a) in list.iter().enumerate() {
            for link in list[place + 1..].iter().filter_map(|b| between(score, *a, *b)) {
                links += 1.0;
                for (key, _) in words(link) {
                    *count.entry(key).or_default() += 1.0;
                }
                let kinds: BTreeSet<EvidenceKind> =
                    link.conflicts.iter().map(|conflict| sort_of(conflict.kind)).collect();
                for kind in kinds {
                    *differ.entry(kind).or_default() += 1.0;
                }
            }
        }
        let could = |kind: EvidenceKind| links - differ.get(&kind).copied().unwrap_or_default();
        let evidence = count
            .into_iter()
            .filter(|((kind, _), n)| *n >= COMMON * could(*kind))
            .map(|(key, _)| key)
            .collect();
        let number = self.groups.len();
        self.groups.push(Group { members: BTreeSet::new(), evidence });
        for passage in members {
            self.add(number, passage);
        }
    }

    /// A conflict is shown with a fact: where no fact has both ends, one of an end's takes the other.
    fn keep_conflicts(&mut self, links: &[&Link]) {
        for link in links.iter().filter(|link| !link.conflicts.is_empty()) {
            if self.hold(link.a, link.b) {
                continue;
            }
            if let Some(number) = self.of(link.a).first().copied() {
                self.add(number, link.b);
            } else if let Some(number) = self.of(link.b).first().copied() {
                self.add(number, link.a);
            } else {
                self.push(BTreeSet::from([link.a, link.b]), &HashMap::new());
            }
        }
    }
}

/// The evidence that those who contradict each other in this do not share.
fn sort_of(conflict: ConflictKind) -> EvidenceKind {
    match conflict {
        ConflictKind::Date => EvidenceKind::Date,
        ConflictKind::Number => EvidenceKind::Number,
        ConflictKind::Name => EvidenceKind::Name,
    }
}

/// The words that a link rests on, with their weights.
fn words(link: &Link) -> impl Iterator<Item = ((EvidenceKind, String), f32)> {
    link.evidence
        .iter()
        .filter(|evidence| evidence.a.is_some())
        .map(|evidence| ((evidence.kind, evidence.value.clone()), evidence.weight))
}

fn between<'a>(score: &Scores<'a>, a: PassageRef, b: PassageRef) -> Option<&'a Link> {
    score.get(&if a <= b { (a, b) } else { (b, a) }).copied()
}

/// The passages, one of an article, that are linked closely with both ends of a link and each other.
fn grow(
    seed: &Link,
    near: &HashMap<PassageRef, BTreeSet<PassageRef>>,
    score: &Scores<'_>,
) -> BTreeSet<PassageRef> {
    let mut members = BTreeSet::from([seed.a, seed.b]);
    let to = |passage, member| between(score, passage, member).map_or(0.0, |link| link.score);
    // The sum of each one's scores with the members.
    let mut candidates: BTreeMap<PassageRef, f32> = [seed.a, seed.b]
        .iter()
        .filter_map(|end| near.get(end))
        .flatten()
        .filter(|passage| ![seed.a.article, seed.b.article].contains(&passage.article))
        .map(|passage| (*passage, to(*passage, seed.a) + to(*passage, seed.b)))
        .collect();
    loop {
        let best = candidates.iter().max_by(|x, y| x.1.total_cmp(y.1).then(y.0.cmp(x.0)));
        let Some((best, sum)) = best.map(|(passage, sum)| (*passage, *sum)) else { return members };
        if sum / (members.len() as f32) < NEAR * seed.score {
            return members;
        }
        members.insert(best);
        candidates.retain(|passage, _| passage.article != best.article);
        for (passage, sum) in &mut candidates {
            *sum += to(*passage, best);
        }
    }
}

fn fact(input: Input<'_>, mentions: Vec<PassageRef>, score: &Scores<'_>) -> Fact {
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
    let evidence: Vec<(EvidenceKind, String)> =
        evidence.iter().map(|((kind, value), _)| (*kind, (*value).to_owned())).collect();
    Fact {
        id: id(input, &mentions),
        label: label(input, &mentions, &evidence),
        evidence,
        conflicts: Vec::new(),
        mentions,
    }
}

/// Parts of a label.
const PARTS: usize = 3;

/// The weightiest of what the passages share; where they share no words, the beginning of one.
fn label(input: Input<'_>, mentions: &[PassageRef], evidence: &[(EvidenceKind, String)]) -> String {
    const LETTERS: usize = 48;
    if evidence.is_empty() {
        let first = mentions[0];
        let text = input.articles[first.article].passage_text(first.passage);
        return text.chars().take(LETTERS).collect();
    }
    weightiest(evidence, PARTS).join(", ")
}

fn weightiest(evidence: &[(EvidenceKind, String)], most: usize) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    for (_, value) in evidence {
        if parts.len() < most && !parts.contains(&value.as_str()) {
            parts.push(value);
        }
    }
    parts
}

/// Facts of one label get another last part: the weightiest of what fewest of the others rest on.
fn tell_apart(facts: &mut [Fact]) {
    let mut alike: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, fact) in facts.iter().enumerate().filter(|(_, fact)| !fact.evidence.is_empty()) {
        alike.entry(&fact.label).or_default().push(number);
    }
    let mut labels: Vec<(usize, String)> = Vec::new();
    for group in alike.into_values().filter(|group| group.len() > 1) {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for fact in group.iter().map(|number| &facts[*number]) {
            let own: BTreeSet<&str> = fact.evidence.iter().map(|(_, value)| &**value).collect();
            for value in own {
                *count.entry(value).or_default() += 1;
            }
        }
        for number in group.iter().copied() {
            // The first of those that are as rare: evidence stands by its weight.
            let own = facts[number].evidence.iter().map(|(_, value)| value);
            let Some(rarest) = own.min_by_key(|value| count[value.as_str()]) else { continue };
            if count[rarest.as_str()] < group.len() {
                let mut parts = weightiest(&facts[number].evidence, PARTS - 1);
                parts.push(rarest);
                labels.push((number, parts.join(", ")));
            }
        }
    }
    for (number, label) in labels {
        facts[number].label = label;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, LinkConflict, Origin, Span, Tier};

    /// Eight articles tell how long the talks were, four of them nine hours and four eleven.
    #[test]
    fn what_each_side_of_a_conflict_says_is_the_facts() {
        let hours = |article: usize| if article < 4 { "9 hours" } else { "11 hours" };
        let at = |article: usize| PassageRef { article, passage: 0 };
        let shared = |kind, value: &str| Evidence {
            kind,
            value: value.to_owned(),
            a: Some(Span::new(0, 1)),
            b: Some(Span::new(0, 1)),
            weight: 1.0,
        };
        let link = |a: usize, b: usize| {
            let (mut evidence, mut conflicts) = (Vec::new(), Vec::new());
            if hours(a) == hours(b) {
                evidence.push(shared(EvidenceKind::Number, hours(a)));
            } else {
                conflicts.push(LinkConflict {
                    kind: ConflictKind::Number,
                    a: hours(a).to_owned(),
                    b: hours(b).to_owned(),
                    a_span: Span::new(0, 1),
                    b_span: Span::new(0, 1),
                });
            }
            if (a, b) == (0, 1) {
                evidence.push(shared(EvidenceKind::Name, "Geneva"));
            }
            Link {
                a: at(a),
                b: at(b),
                score: 0.9,
                tier: Tier::Sure,
                origin: Origin::Automatic,
                verdict: None,
                evidence,
                conflicts,
            }
        };
        let links: Vec<Link> =
            (0..8).flat_map(|a| (a + 1..8).map(move |b| (a, b))).map(|(a, b)| link(a, b)).collect();
        let score: Scores<'_> = links.iter().map(|link| ((link.a, link.b), link)).collect();
        let mut found = Found::default();
        found.push((0..8).map(at).collect(), &score);
        let evidence: Vec<&str> =
            found.groups[0].evidence.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(evidence, ["11 hours", "9 hours"]);
    }

    fn fact(values: &[&str]) -> Fact {
        let evidence: Vec<_> =
            values.iter().map(|value| (EvidenceKind::Name, (*value).to_owned())).collect();
        Fact {
            id: String::new(),
            label: weightiest(&evidence, PARTS).join(", "),
            evidence,
            mentions: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn facts_of_one_label_are_told_apart_by_what_is_their_own() {
        let mut facts = [
            fact(&["Oslo", "Bergen", "bridge", "flood", "1959", "mayor"]),
            fact(&["Oslo", "Bergen", "bridge", "flood", "1961"]),
            fact(&["Oslo", "Bergen", "bridge"]),
            fact(&["Oslo", "Bergen", "harbour"]),
        ];
        tell_apart(&mut facts);
        assert_eq!(
            facts.map(|fact| fact.label),
            [
                "Oslo, Bergen, 1959",
                "Oslo, Bergen, 1961",
                "Oslo, Bergen, bridge",
                "Oslo, Bergen, harbour"
            ]
        );
    }

    #[test]
    fn facts_that_rest_on_the_same_keep_their_label() {
        let mut facts = [fact(&["Oslo", "bridge"]), fact(&["Oslo", "bridge"])];
        tell_apart(&mut facts);
        assert_eq!(facts.map(|fact| fact.label), ["Oslo, bridge", "Oslo, bridge"]);
    }
}
