//! The same fact with another date or number: values of one kind and one unit that stand beside
//! the same shared words in both passages and differ.

use super::Input;
use crate::model::{
    ConflictKind, DateValue, Link, LinkConflict, PartialDate, Qualifier, Reading, Value, ValueForm,
    ValueKind,
};

/// Finds what the two ends of each link disagree on.
pub fn find(input: Input<'_>, links: &mut [Link]) {
    for link in links {
        let (Some(a), Some(b)) = (
            reading(input, link.a.article, link.a.passage),
            reading(input, link.b.article, link.b.passage),
        ) else {
            continue;
        };
        link.conflicts = between(a, b);
    }
}

fn reading<'a>(input: Input<'a>, article: usize, passage: usize) -> Option<&'a Reading> {
    input.readings.get(article)?.get(passage)
}

/// A pair of values disagrees if they measure the same thing, differ, and neither has its equal on
/// the other side.
fn between(a: &Reading, b: &Reading) -> Vec<LinkConflict> {
    let lonely = |value: &&Value, others: &[Value]| !others.iter().any(|other| agree(value, other));
    let left: Vec<&Value> = a.values.iter().filter(|value| lonely(value, &b.values)).collect();
    let right: Vec<&Value> = b.values.iter().filter(|value| lonely(value, &a.values)).collect();
    let mut found = Vec::new();
    for x in &left {
        let mut rivals = right.iter().filter(|y| comparable(x, y));
        let (Some(y), None) = (rivals.next(), rivals.next()) else { continue };
        if left.iter().filter(|other| comparable(other, y)).count() != 1 {
            continue;
        }
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

/// Whether both measure the same kind of thing, near enough to be two claims about one matter.
fn comparable(x: &Value, y: &Value) -> bool {
    match (&x.form, &y.form) {
        (ValueForm::Date(x), ValueForm::Date(y)) => comparable_dates(x, y),
        (ValueForm::Percent(x), ValueForm::Percent(y)) => near(*x, *y),
        (ValueForm::Number(p), ValueForm::Number(q))
        | (ValueForm::Duration(p), ValueForm::Duration(q))
        | (ValueForm::Money(p), ValueForm::Money(q)) => {
            p.unit == q.unit
                && near(p.amount, q.amount)
                && (x.qualifier == Qualifier::Exact || y.qualifier == Qualifier::Exact)
        }
        _ => false,
    }
}

/// Within a factor of two of each other: beyond that they count different things.
fn near(x: f64, y: f64) -> bool {
    let (small, large) = if x < y { (x, y) } else { (y, x) };
    small > 0.0 && large / small <= 2.0
}

fn comparable_dates(x: &DateValue, y: &DateValue) -> bool {
    let (DateValue::Partial(x), DateValue::Partial(y)) = (x, y) else { return false };
    x.day.is_some()
        && y.day.is_some()
        && x.month == y.month
        && (x.year == y.year || x.year.is_none() || y.year.is_none())
}

/// Whether two values say the same as far as both say it.
pub fn agree(x: &Value, y: &Value) -> bool {
    match (&x.form, &y.form) {
        (ValueForm::Date(p), ValueForm::Date(q)) => {
            let p = x.resolved.as_ref().unwrap_or(p);
            let q = y.resolved.as_ref().unwrap_or(q);
            match (p, q) {
                (DateValue::Partial(p), DateValue::Partial(q)) => dates_agree(*p, *q),
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

fn dates_agree(x: PartialDate, y: PartialDate) -> bool {
    fn part<T: PartialEq>(x: Option<T>, y: Option<T>) -> bool {
        x.is_none() || y.is_none() || x == y
    }
    part(x.year, y.year) && part(x.month, y.month) && part(x.day, y.day)
}
