//! The same fact with another date or number: rival values (see [`super::rivals`]) of linked passages
//! that stand beside the same shared words or are the only ones of their kind. Two quantities that
//! merely stand in linked sentences are none.

use super::Input;
use super::mentions::{Bag, Set};
use super::pairs::Candidate;
use super::rivals::{self, Rival, agree, measure};
use crate::model::{
    Conflict, ConflictKind, ConflictValue, DateValue, EvidenceKind, Fact, Link, LinkConflict,
    PassageRef, Value, ValueForm, Verdict,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What has to be shared around two rivals, in the units of [`Rival::around`].
pub(super) const AROUND: f32 = 0.05;
/// The same, of values that are far apart.
const AROUND_FAR: f32 = 0.15;
/// Share by which two amounts differ from which on they are far apart.
const FAR: f64 = 0.3;
/// Least score of a link of which the only values of a unit are rivals whatever stands around them.
const STRONG: f32 = 0.4;
/// The same of dates, which turn up beside a fact more often than other figures.
const STRONG_DATES: f32 = 0.5;

/// What the two ends of a link with this score disagree on.
pub fn between(set: &Set, candidate: &Candidate, score: f32) -> Vec<LinkConflict> {
    let (left, right) = (&set.bags[candidate.a], &set.bags[candidate.b]);
    rivals::find(set, candidate)
        .into_iter()
        .filter(|rival| {
            let date = left.mentions[rival.a].kind == EvidenceKind::Date;
            is_conflict(rival, score, if date { STRONG_DATES } else { STRONG })
        })
        .filter_map(|rival| {
            let (x, y) = (&left.mentions[rival.a], &right.mentions[rival.b]);
            let (p, q) = (x.said.as_ref()?, y.said.as_ref()?);
            // What both articles say elsewhere too, or a third in one passage, are two things.
            let ends = [left.at.article, right.at.article];
            let passage_tells = |bag: &Bag| tells(bag, p) && tells(bag, q);
            // Whoever gives the value has one of its keys.
            let third = x
                .keys
                .iter()
                .filter(|(key, _)| !key.is_near())
                .filter_map(|(key, _)| set.index.get(key))
                .flatten()
                .map(|bag| &set.bags[*bag as usize])
                .any(|bag| !ends.contains(&bag.at.article) && passage_tells(bag));
            if third || (is_told(set, right.at.article, p) && is_told(set, left.at.article, q)) {
                return None;
            }
            Some(LinkConflict {
                kind: if x.kind == EvidenceKind::Date {
                    ConflictKind::Date
                } else {
                    ConflictKind::Number
                },
                a: p.normal_form(),
                b: q.normal_form(),
                a_span: x.span,
                b_span: y.span,
            })
        })
        .collect()
}

fn is_conflict(rival: &Rival, score: f32, strong: f32) -> bool {
    let least = if rival.distance < FAR { AROUND } else { AROUND_FAR };
    rival.around >= least || ((rival.sole || rival.close) && score >= strong)
}

/// Whether an article gives this value anywhere.
fn is_told(set: &Set, article: usize, value: &Value) -> bool {
    set.article(article).any(|bag| tells(&set.bags[bag], value))
}

/// Whether a passage gives this value.
fn tells(bag: &Bag, value: &Value) -> bool {
    bag.mentions.iter().filter_map(|mention| mention.said.as_ref()).any(|other| {
        measure(value) == measure(other) && agree(value, other) && says_as_much(other, value)
    })
}

/// Whether a date leaves out nothing that another one says; a span of months says no day.
fn says_as_much(value: &Value, other: &Value) -> bool {
    let (
        ValueForm::Date(DateValue::Partial(value) | DateValue::Range(value, _)),
        ValueForm::Date(DateValue::Partial(other)),
    ) = (&value.form, &other.form)
    else {
        return true;
    };
    value.year.is_some() >= other.year.is_some()
        && value.month.is_some() >= other.month.is_some()
        && value.day.is_some() >= other.day.is_some()
}

fn values(input: Input<'_>, at: PassageRef) -> &[Value] {
    input
        .readings
        .get(at.article)
        .and_then(|article| article.get(at.passage))
        .map_or(&[], |reading| reading.values.as_slice())
}

/// The links at each passage, by their place in the list.
type Ties<'a> = HashMap<PassageRef, Vec<(usize, &'a Link)>>;

fn ties<'a>(links: impl Iterator<Item = &'a Link>) -> Ties<'a> {
    let mut ties = Ties::new();
    for (place, link) in links.enumerate() {
        for end in [link.a, link.b] {
            ties.entry(end).or_default().push((place, link));
        }
    }
    ties
}

/// Gathers the disagreements of the links inside each fact, each once: with the fact that holds most
/// of its claims.
pub fn gather(input: Input<'_>, links: &[Link], facts: &mut [Fact]) {
    let standing = || links.iter().filter(|link| link.verdict != Some(Verdict::Rejected));
    let (all_ties, disputed) =
        (ties(standing()), ties(standing().filter(|link| !link.conflicts.is_empty())));
    let mut all: Vec<(usize, Conflict)> = Vec::new();
    for (number, fact) in facts.iter().enumerate() {
        for mut group in groups(fact, &disputed) {
            second(input, &all_ties, &mut group);
            group.values.sort_by_key(|x| (x.at, x.span));
            group.values.dedup();
            all.push((number, group));
        }
    }
    all.sort_by(|x, y| y.1.values.len().cmp(&x.1.values.len()).then(x.0.cmp(&y.0)));
    let mut told: HashSet<ConflictValue> = HashSet::new();
    for (number, conflict) in all {
        if !is_told_already(&conflict, &told) {
            told.extend(conflict.values.iter().cloned());
            facts[number].conflicts.push(conflict);
        }
    }
}

/// The disagreements of the links inside a fact; those that share a claim are one.
fn groups(fact: &Fact, disputed: &Ties<'_>) -> Vec<Conflict> {
    let members: HashSet<PassageRef> = fact.mentions.iter().copied().collect();
    let of_members = members.iter().filter_map(|member| disputed.get(member)).flatten();
    // In the order of the links, each once.
    let inside: BTreeMap<usize, &Link> = of_members
        .filter(|(_, link)| members.contains(&link.a) && members.contains(&link.b))
        .copied()
        .collect();
    let mut groups: Vec<Conflict> = Vec::new();
    let mut group_of: HashMap<(ConflictKind, ConflictValue), usize> = HashMap::new();
    for (link, conflict) in
        inside.values().flat_map(|link| link.conflicts.iter().map(move |conflict| (link, conflict)))
    {
        let claims = [
            ConflictValue { at: link.a, span: conflict.a_span, value: conflict.a.clone() },
            ConflictValue { at: link.b, span: conflict.b_span, value: conflict.b.clone() },
        ];
        let keys = claims.clone().map(|claim| (conflict.kind, claim));
        let number = keys.iter().filter_map(|key| group_of.get(key)).min().copied();
        let number = number.unwrap_or_else(|| {
            groups.push(Conflict { kind: conflict.kind, values: Vec::new() });
            groups.len() - 1
        });
        groups[number].values.extend(claims);
        for key in keys {
            let first = group_of.entry(key).or_insert(number);
            *first = number.min(*first);
        }
    }
    groups
}

/// Whether the claims of a conflict stand in another fact already, but for passages that side with
/// one of them: a headline may be a fact with the same passages as the sentence that it sums up.
fn is_told_already(conflict: &Conflict, told: &HashSet<ConflictValue>) -> bool {
    let (known, fresh): (Vec<_>, Vec<_>) =
        conflict.values.iter().partition(|claim| told.contains(claim));
    let is_known = |value: &str| known.iter().any(|claim| claim.value == value);
    fresh.iter().all(|claim| is_known(&claim.value))
}

/// Claims that a conflict lists at most.
const MOST: usize = 15;

/// Adds the passages that are linked with those of a conflict and side with one of its claims.
fn second(input: Input<'_>, ties: &Ties<'_>, conflict: &mut Conflict) {
    let value_of = |claim: &ConflictValue| {
        values(input, claim.at).iter().find(|value| value.span == claim.span)
    };
    if conflict.values.len() >= MOST {
        return;
    }
    let claims = conflict.values.clone();
    let mut beside: Vec<(usize, usize, &Link)> = Vec::new();
    for (number, claim) in claims.iter().enumerate() {
        let tied = ties.get(&claim.at).into_iter().flatten();
        beside.extend(tied.map(|(place, link)| (*place, number, *link)));
    }
    beside.sort_by_key(|(place, number, _)| (*place, *number));
    for (_, number, link) in beside {
        if conflict.values.len() >= MOST {
            break;
        }
        let claim = &claims[number];
        let Some(other) = link.other(claim.at) else { continue };
        let Some(value) = value_of(claim) else { continue };
        if conflict.values.iter().any(|known| known.at == other) {
            continue;
        }
        // A third may side with any of the claims, also with the one it is not linked with.
        let sides =
            |value: &Value, other: &&Value| agree(value, other) && says_as_much(other, value);
        let found = values(input, other).iter().find(|other| {
            sides(value, other) || claims.iter().filter_map(value_of).any(|v| sides(v, other))
        });
        if let Some(found) = found {
            conflict.values.push(ConflictValue {
                at: other,
                span: found.span,
                value: found.normal_form(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn conflict(claims: &[(usize, &str)]) -> Conflict {
        let values = claims
            .iter()
            .map(|(article, value)| ConflictValue {
                at: PassageRef { article: *article, passage: 0 },
                span: Span::new(0, 1),
                value: (*value).to_owned(),
            })
            .collect();
        Conflict { kind: ConflictKind::Number, values }
    }

    #[test]
    fn a_dispute_is_told_once_and_no_claim_is_lost() {
        let told = conflict(&[(0, "9"), (1, "11"), (2, "11")]).values.into_iter().collect();
        for (claims, already) in [
            (&[(1, "11"), (0, "9"), (3, "9")][..], true),
            (&[(1, "11"), (2, "11"), (3, "9")], false),
            (&[(1, "11"), (0, "9"), (3, "9"), (4, "10")], false),
            (&[(1, "11"), (0, "9")], true),
            (&[(3, "9"), (4, "11")], false),
        ] {
            assert_eq!(is_told_already(&conflict(claims), &told), already, "{claims:?}");
        }
    }
}
