//! The same fact with another date or number. Two values are a conflict if they measure the same
//! kind of thing, are near each other, have no equal on the other side, and stand beside the same
//! shared words; two quantities that merely stand in linked sentences are none.

use super::Input;
use crate::model::{
    Conflict, ConflictKind, ConflictValue, DateValue, Fact, Link, LinkConflict, PartialDate,
    PassageRef, Qualifier, Quantity, Span, Value, ValueForm, ValueKind, Verdict,
};
use std::collections::BTreeSet;

/// Bytes around a value within which shared words speak for it. About a clause of a script with
/// two bytes a letter.
const NEAR: usize = 140;
/// Counts up to this are too often of something else.
const SMALL: f64 = 12.0;

/// Finds what the two ends of each link disagree on.
pub fn find(input: Input<'_>, links: &mut [Link]) {
    for link in links {
        link.conflicts = between(input, link);
    }
}

fn values(input: Input<'_>, at: PassageRef) -> &[Value] {
    input
        .readings
        .get(at.article)
        .and_then(|article| article.get(at.passage))
        .map_or(&[], |reading| reading.values.as_slice())
}

fn between(input: Input<'_>, link: &Link) -> Vec<LinkConflict> {
    let (left, right) = (values(input, link.a), values(input, link.b));
    let lonely = |value: &Value, others: &[Value]| !others.iter().any(|other| agree(value, other));
    let mut rivals: Vec<(f64, &Value, &Value)> = Vec::new();
    for x in left.iter().filter(|x| lonely(x, right)) {
        for y in right.iter().filter(|y| lonely(y, left)) {
            let Some(distance) = distance(x, y) else { continue };
            // What the other article says elsewhere too is not what it says here instead.
            let told = is_told(input, link.b.article, x) && is_told(input, link.a.article, y);
            if !told && shares_context(link, x.span, y.span) {
                rivals.push((distance, x, y));
            }
        }
    }
    rivals.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.span.cmp(&y.1.span)));
    let mut used: BTreeSet<(bool, Span)> = BTreeSet::new();
    let mut found = Vec::new();
    for (_, x, y) in rivals {
        if used.contains(&(false, x.span)) || used.contains(&(true, y.span)) {
            continue;
        }
        used.insert((false, x.span));
        used.insert((true, y.span));
        found.push(LinkConflict {
            kind: if x.kind() == ValueKind::Date {
                ConflictKind::Date
            } else {
                ConflictKind::Number
            },
            a: x.normal_form(),
            b: y.normal_form(),
            a_span: x.span,
            b_span: y.span,
        });
    }
    found
}

/// Whether an article gives this value anywhere.
fn is_told(input: Input<'_>, article: usize, value: &Value) -> bool {
    input.readings.get(article).is_some_and(|passages| {
        let mut values = passages.iter().flat_map(|reading| &reading.values);
        values.any(|other| agree(value, other) && says_as_much(other, value))
    })
}

/// Whether a date leaves out nothing that another one says.
fn says_as_much(value: &Value, other: &Value) -> bool {
    match (&value.form, &other.form) {
        (
            ValueForm::Date(DateValue::Partial(value)),
            ValueForm::Date(DateValue::Partial(other)),
        ) => {
            value.year.is_some() >= other.year.is_some()
                && value.month.is_some() >= other.month.is_some()
                && value.day.is_some() >= other.day.is_some()
        }
        _ => true,
    }
}

/// Whether the link has shared words near both values that are not those values.
fn shares_context(link: &Link, x: Span, y: Span) -> bool {
    let near = |value: Span, word: Span| {
        !value.overlaps(word) && word.start < value.end + NEAR && value.start < word.end + NEAR
    };
    link.evidence.iter().any(|evidence| match (evidence.a, evidence.b) {
        (Some(a), Some(b)) => near(x, a) && near(y, b),
        _ => false,
    })
}

/// How far two values that measure the same kind of thing are from each other, 0 to 1; none if they
/// are not two claims about one matter.
fn distance(x: &Value, y: &Value) -> Option<f64> {
    match (&x.form, &y.form) {
        (ValueForm::Date(DateValue::Partial(x)), ValueForm::Date(DateValue::Partial(y))) => {
            dates_apart(*x, *y)
        }
        (ValueForm::Percent(p), ValueForm::Percent(q)) => apart(*p, *q),
        (ValueForm::Number(p), ValueForm::Number(q))
        | (ValueForm::Duration(p), ValueForm::Duration(q))
        | (ValueForm::Money(p), ValueForm::Money(q)) => {
            if hedged(x, q.amount) || hedged(y, p.amount) {
                return None;
            }
            quantities_apart(p, q)
        }
        _ => None,
    }
}

/// Whether a hedge ("more than", "up to", "about") takes the other's amount in.
fn hedged(value: &Value, other: f64) -> bool {
    let amount = match &value.form {
        ValueForm::Number(own) | ValueForm::Duration(own) | ValueForm::Money(own) => own.amount,
        _ => return false,
    };
    match value.qualifier {
        Qualifier::Exact => false,
        Qualifier::About => (other - amount).abs() <= 0.1 * amount.abs(),
        Qualifier::AtLeast => other >= amount,
        Qualifier::AtMost => other <= amount,
    }
}

fn quantities_apart(p: &Quantity, q: &Quantity) -> Option<f64> {
    match (&p.unit, &q.unit) {
        (Some(unit), Some(other)) if unit == other => apart(p.amount, q.amount),
        (None, None) if p.amount > SMALL && q.amount > SMALL => apart(p.amount, q.amount),
        _ => None,
    }
}

/// Share of the larger by which two amounts differ, if that is less than three tenths.
fn apart(p: f64, q: f64) -> Option<f64> {
    let (small, large) = (p.abs().min(q.abs()), p.abs().max(q.abs()));
    let share = (large - small) / large;
    (small > 0.0 && share > 0.0 && share < 0.3).then_some(share)
}

/// Dates that differ in one part and say the others alike.
fn dates_apart(x: PartialDate, y: PartialDate) -> Option<f64> {
    let years = x.year.zip(y.year).map(|(x, y)| (x - y).unsigned_abs());
    match (x.month, y.month) {
        (Some(month), Some(other)) if month == other => match (x.day, y.day) {
            (Some(x), Some(y)) if x != y && years.unwrap_or(0) == 0 => {
                Some(f64::from(x.abs_diff(y)) / 31.0)
            }
            _ => {
                years.filter(|years| (1..=10).contains(years)).map(|years| f64::from(years) / 10.0)
            }
        },
        // Bare years, or one of them with a month.
        (None, _) | (_, None) if x.day.is_none() && y.day.is_none() => {
            years.filter(|years| (1..=9).contains(years)).map(|years| f64::from(years) / 10.0)
        }
        _ => None,
    }
}

/// Whether two values say the same as far as both say it.
pub fn agree(x: &Value, y: &Value) -> bool {
    match (&x.form, &y.form) {
        (ValueForm::Date(p), ValueForm::Date(q)) => {
            let p = x.resolved.as_ref().unwrap_or(p);
            let q = y.resolved.as_ref().unwrap_or(q);
            match (p, q) {
                (DateValue::Partial(p), DateValue::Partial(q)) => dates_agree(*p, *q),
                (DateValue::Range(from, to), DateValue::Partial(day))
                | (DateValue::Partial(day), DateValue::Range(from, to)) => {
                    dates_agree(*from, *day) || dates_agree(*to, *day)
                }
                _ => p == q,
            }
        }
        (ValueForm::Time(p), ValueForm::Time(q)) => p == q,
        (ValueForm::Percent(p), ValueForm::Percent(q)) => p == q,
        (
            ValueForm::Number(p) | ValueForm::Duration(p) | ValueForm::Money(p),
            ValueForm::Number(q) | ValueForm::Duration(q) | ValueForm::Money(q),
        ) => p.amount == q.amount,
        _ => false,
    }
}

/// The same in every part that both say, and there is such a part.
fn dates_agree(x: PartialDate, y: PartialDate) -> bool {
    let parts = [
        x.year.zip(y.year).map(|(x, y)| x == y),
        x.month.zip(y.month).map(|(x, y)| x == y),
        x.day.zip(y.day).map(|(x, y)| x == y),
    ];
    parts.iter().any(Option::is_some) && parts.iter().flatten().all(|same| *same)
}

/// Gathers the disagreements of the links inside each fact, each once: with the fact that holds most
/// of its claims.
pub fn gather(input: Input<'_>, links: &[Link], facts: &mut [Fact]) {
    let mut all: Vec<(usize, Conflict)> = Vec::new();
    for (number, fact) in facts.iter().enumerate() {
        let inside = links.iter().filter(|link| {
            link.verdict != Some(Verdict::Rejected)
                && fact.mentions.contains(&link.a)
                && fact.mentions.contains(&link.b)
        });
        let mut groups: Vec<Conflict> = Vec::new();
        for (link, conflict) in
            inside.flat_map(|link| link.conflicts.iter().map(move |conflict| (link, conflict)))
        {
            let claims = [
                ConflictValue { at: link.a, span: conflict.a_span, value: conflict.a.clone() },
                ConflictValue { at: link.b, span: conflict.b_span, value: conflict.b.clone() },
            ];
            let known = groups.iter_mut().find(|group| {
                group.kind == conflict.kind
                    && group.values.iter().any(|claim| claims.contains(claim))
            });
            match known {
                Some(group) => group.values.extend(claims),
                None => groups.push(Conflict { kind: conflict.kind, values: claims.to_vec() }),
            }
        }
        for mut group in groups {
            second(input, links, &mut group);
            group.values.sort_by_key(|x| (x.at, x.span));
            group.values.dedup();
            all.push((number, group));
        }
    }
    all.sort_by(|x, y| y.1.values.len().cmp(&x.1.values.len()).then(x.0.cmp(&y.0)));
    let mut claimed: Vec<(PassageRef, Span)> = Vec::new();
    for (number, conflict) in all {
        let fresh = conflict.values.iter().any(|claim| !claimed.contains(&(claim.at, claim.span)));
        if fresh {
            claimed.extend(conflict.values.iter().map(|claim| (claim.at, claim.span)));
            facts[number].conflicts.push(conflict);
        }
    }
}

/// Claims that a conflict lists at most.
const MOST: usize = 15;

/// Adds the passages that are linked with those of a conflict and side with one of its claims.
fn second(input: Input<'_>, links: &[Link], conflict: &mut Conflict) {
    let value_of = |claim: &ConflictValue| {
        values(input, claim.at).iter().find(|value| value.span == claim.span)
    };
    let claims = conflict.values.clone();
    for link in links.iter().filter(|link| link.verdict != Some(Verdict::Rejected)) {
        for claim in &claims {
            let Some(other) = link.other(claim.at) else { continue };
            let Some(value) = value_of(claim) else { continue };
            let known = conflict.values.iter().any(|known| known.at == other);
            if known || conflict.values.len() >= MOST {
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
}
