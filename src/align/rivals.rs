//! Values of two passages of which at most one can be right: they measure the same kind of thing,
//! have no equal on the other side, and stand at the same place among what the passages share.

use super::mentions::{Bag, Mention, Set};
use super::pairs::Candidate;
use crate::model::{DateValue, PartialDate, Qualifier, Quantity, Value, ValueForm};

/// Two rival values.
#[derive(Clone, Copy, Debug)]
pub struct Rival {
    /// Indexes into the mentions of the two passages.
    pub a: usize,
    /// See `a`.
    pub b: usize,
    /// How far they are apart: 0 to 1.
    pub distance: f64,
    /// What the passages share around both: the nearer and the rarer, the more.
    pub around: f32,
    /// Whether each is the only one of its unit or kind in its passage.
    pub sole: bool,
    /// Whether they are amounts of several digits that are nearly the same: 22.41 and 22.48.
    pub close: bool,
}

/// Nats of shared rarity that count as one.
const UNIT: f32 = 4.0;
/// Words from a value at which what is shared counts half.
const HALF: f32 = 4.0;
/// Amounts without a unit up to this are too often counts of something else.
const SMALL: f64 = 12.0;
/// Share of the larger by which two amounts of one thing differ at most.
const FAR: f64 = 0.6;

/// Share of the larger by which two amounts that are nearly the same differ at most, and of an amount
/// to which it is given if it is not rounded: two of three digits are hardly ever so near by chance.
const CLOSE: f64 = 0.05;
const FINE: f64 = 0.01;
/// An amount without a unit may be of what another one names from here on ("200,000 rupees to these,
/// 50,000 to those"), if it differs by no more than this share.
const LARGE: f64 = 1_000.0;
const NEAR: f64 = 0.3;

/// The rivals among the values of two passages, those in the likest places first; each value once.
pub fn find(set: &Set, candidate: &Candidate) -> Vec<Rival> {
    let (left, right) = (&set.bags[candidate.a], &set.bags[candidate.b]);
    let mut found: Vec<Rival> = Vec::new();
    for (i, x) in lonely(left, right) {
        for (j, y) in lonely(right, left) {
            let (Some(p), Some(q)) = (&x.said, &y.said) else { continue };
            let counted = || counts_same(set, candidate, i, j);
            let Some(distance) = distance(p, q).filter(|_| is_telling(p, q) || counted()) else {
                continue;
            };
            // A headline rounds, and so does who leaves out decimals.
            let rounds = |title: bool, fine: &Value, coarse: &Value| {
                (title || has_decimals(fine)) && rounds_to(fine, coarse)
            };
            if rounds(left.title, q, p) || rounds(right.title, p, q) {
                continue;
            }
            found.push(Rival {
                a: i,
                b: j,
                distance,
                around: around(set, candidate, i, j),
                sole: is_sole(left, p) && is_sole(right, q) && as_full(p, q),
                close: distance < CLOSE && is_exact(p) && is_exact(q),
            });
        }
    }
    found.sort_by(|x, y| {
        y.around
            .total_cmp(&x.around)
            .then(x.distance.total_cmp(&y.distance))
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut best: Vec<Rival> = Vec::new();
    for rival in found {
        if best.iter().all(|known| known.a != rival.a && known.b != rival.b) {
            best.push(rival);
        }
    }
    best
}

/// The values of a passage that no value of the other one agrees with.
fn lonely<'a>(bag: &'a Bag, other: &'a Bag) -> impl Iterator<Item = (usize, &'a Mention)> {
    bag.mentions.iter().enumerate().filter(|(_, mention)| {
        mention.said.as_ref().is_some_and(|value| {
            !other
                .mentions
                .iter()
                .filter_map(|mention| mention.said.as_ref())
                .any(|other| agree(value, other))
        })
    })
}

/// What is shared around two mentions.
fn around(set: &Set, candidate: &Candidate, i: usize, j: usize) -> f32 {
    let (left, right) = (&set.bags[candidate.a].mentions, &set.bags[candidate.b].mentions);
    let near = |x: &Mention, y: &Mention| HALF / (HALF + x.word.abs_diff(y.word) as f32);
    candidate
        .shared
        .iter()
        .filter(|shared| shared.a != i && shared.b != j)
        .map(|shared| {
            shared.weight / UNIT
                * near(&left[i], &left[shared.a])
                * near(&right[j], &right[shared.b])
        })
        .sum()
}

/// Words between a number and what it counts at most.
const COUNTED: usize = 2;

/// Whether a concept or name that both passages share stands right beside both values: "12 experts".
fn counts_same(set: &Set, candidate: &Candidate, i: usize, j: usize) -> bool {
    let (left, right) = (&set.bags[candidate.a].mentions, &set.bags[candidate.b].mentions);
    let beside = |x: &Mention, y: &Mention| {
        y.said.is_none() && x.word.abs_diff(y.word) <= COUNTED && x.clause == y.clause
    };
    candidate
        .shared
        .iter()
        .any(|shared| beside(&left[i], &left[shared.a]) && beside(&right[j], &right[shared.b]))
}

/// Whether two values are of a kind of which a passage seldom has several by chance; small bare
/// numbers count anything.
fn is_telling(x: &Value, y: &Value) -> bool {
    let bare = |value: &Value| match &value.form {
        ValueForm::Number(Quantity { amount, unit: None }) => {
            *amount <= SMALL && amount.fract() == 0.0
        }
        _ => false,
    };
    !bare(x) && !bare(y)
}

/// Whether an amount is given to three digits or more.
fn is_exact(value: &Value) -> bool {
    amount(value).is_some_and(|amount| precision(amount) <= FINE * amount.abs())
}

/// Whether an amount that is rounded as the other one is would be the other one.
fn rounds_to(fine: &Value, coarse: &Value) -> bool {
    match (amount(fine), amount(coarse)) {
        (Some(fine), Some(coarse)) => (fine - coarse).abs() <= precision(coarse) / 2.0,
        _ => false,
    }
}

/// Whether an amount is no whole number: 55.7, which another one calls 56.
fn has_decimals(value: &Value) -> bool {
    amount(value).is_some_and(|amount| amount.fract() != 0.0)
}

fn amount(value: &Value) -> Option<f64> {
    match &value.form {
        ValueForm::Number(own) | ValueForm::Duration(own) | ValueForm::Money(own) => {
            Some(own.amount)
        }
        ValueForm::Percent(amount) => Some(*amount),
        ValueForm::Date(_) | ValueForm::Time(_) => None,
    }
}

/// Whether two dates say the same parts of a date; other values always do.
fn as_full(x: &Value, y: &Value) -> bool {
    match (&x.form, &y.form) {
        (ValueForm::Date(DateValue::Partial(x)), ValueForm::Date(DateValue::Partial(y))) => {
            x.day.is_some() == y.day.is_some() && x.month.is_some() == y.month.is_some()
        }
        (ValueForm::Date(x), ValueForm::Date(y)) => {
            std::mem::discriminant(x) == std::mem::discriminant(y)
        }
        _ => true,
    }
}

/// Whether a passage has no second value that measures what this one does; of dates, none that says
/// the same parts of a date.
fn is_sole(bag: &Bag, value: &Value) -> bool {
    let alike = |other: &Value| match (measure(value), measure(other)) {
        (Some(unit), Some(other_unit)) => unit == other_unit && as_full(value, other),
        _ => false,
    };
    measure(value).is_some()
        && bag
            .mentions
            .iter()
            .filter_map(|mention| mention.said.as_ref())
            .filter(|other| alike(other))
            .count()
            == 1
}

/// What a value measures: its unit, or that it is a date. Bare numbers measure anything.
pub fn measure(value: &Value) -> Option<&str> {
    match &value.form {
        ValueForm::Date(_) => Some("date"),
        ValueForm::Percent(_) => Some("percent"),
        ValueForm::Time(_) => None,
        ValueForm::Number(quantity)
        | ValueForm::Duration(quantity)
        | ValueForm::Money(quantity) => quantity.unit.as_deref().map(singular),
    }
}

fn singular(unit: &str) -> &str {
    unit.strip_suffix('s').unwrap_or(unit)
}

/// How far two values that measure the same kind of thing are from each other, 0 to 1; none if they
/// are not two claims about one matter.
fn distance(x: &Value, y: &Value) -> Option<f64> {
    match (&x.form, &y.form) {
        (ValueForm::Date(p), ValueForm::Date(q)) => {
            // Which Tuesday is meant is a guess, and no claim of the article.
            let guessed =
                |date: &DateValue| matches!(date, DateValue::Weekday(_) | DateValue::Relative(_));
            if guessed(p) || guessed(q) {
                return None;
            }
            let (p, q) = (x.resolved.as_ref().unwrap_or(p), y.resolved.as_ref().unwrap_or(q));
            spans_apart(*p, *q)
        }
        (ValueForm::Percent(p), ValueForm::Percent(q)) => apart(*p, *q),
        (
            ValueForm::Number(p) | ValueForm::Duration(p) | ValueForm::Money(p),
            ValueForm::Number(q) | ValueForm::Duration(q) | ValueForm::Money(q),
        ) => {
            // Two that both say "at least" say two things.
            let bounds = matches!(x.qualifier, Qualifier::AtLeast | Qualifier::AtMost)
                && x.qualifier == y.qualifier;
            if !bounds && (hedged(x, q.amount) || hedged(y, p.amount)) {
                return None;
            }
            quantities_apart(p, q)
        }
        _ => None,
    }
}

/// Whether a hedge ("more than", "up to", "about") takes the other's amount in.
fn hedged(value: &Value, other: f64) -> bool {
    let Some(amount) = amount(value) else { return false };
    match value.qualifier {
        Qualifier::Exact => false,
        Qualifier::About => (other - amount).abs() <= precision(amount) / 2.0,
        Qualifier::AtLeast => other >= amount,
        Qualifier::AtMost => other <= amount,
    }
}

/// The step to which an amount is given: 100 for 11,700; 0.01 for 6.15; 10,000,000 for 6.15 billion.
fn precision(amount: f64) -> f64 {
    const DIGITS: i32 = 15;
    let digits = format!("{:.*e}", DIGITS as usize - 1, amount.abs());
    let Some((mantissa, exponent)) = digits.split_once('e') else { return 0.0 };
    let significant = mantissa.trim_end_matches('0').trim_end_matches('.');
    let decimals = significant.len().saturating_sub("0.".len()) as i32;
    exponent.parse::<i32>().map_or(0.0, |exponent| 10_f64.powi(exponent - decimals))
}

fn quantities_apart(p: &Quantity, q: &Quantity) -> Option<f64> {
    match (&p.unit, &q.unit) {
        (Some(unit), Some(other)) if singular(unit) == singular(other) => apart(p.amount, q.amount),
        (None, None) => apart(p.amount, q.amount),
        (Some(_), Some(_)) => None,
        _ if p.amount.min(q.amount) < LARGE => None,
        _ => apart(p.amount, q.amount).filter(|share| *share <= NEAR),
    }
}

/// Share of the larger by which two amounts differ.
fn apart(p: f64, q: f64) -> Option<f64> {
    let (small, large) = (p.abs().min(q.abs()), p.abs().max(q.abs()));
    let share = (large - small) / large;
    (small > 0.0 && share > 0.0 && share < FAR).then_some(share)
}

/// Days or spans of days. A span that takes a day or a less wide kind of span in says the same; two
/// spans of a kind are rivals by one end where the other is the same.
fn spans_apart(x: DateValue, y: DateValue) -> Option<f64> {
    let nearest = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let ((from, to), (start, end)) = (ends(x)?, ends(y)?);
    let takes_in = |(from, to): (PartialDate, PartialDate),
                    (start, end): (PartialDate, PartialDate)| {
        from.year.is_some() == start.year.is_some()
            && key(from, 1, 1) <= key(start, 1, 1)
            && key(end, 12, 31) <= key(to, 12, 31)
    };
    let both_spans = matches!((x, y), (DateValue::Range(..), DateValue::Range(..)))
        && from.day.is_some() == start.day.is_some()
        && from.month.is_some() == start.month.is_some();
    if !both_spans && (takes_in((from, to), (start, end)) || takes_in((start, end), (from, to))) {
        return None;
    }
    match (x, y) {
        (DateValue::Partial(x), DateValue::Partial(y)) => dates_apart(x, y),
        (DateValue::Range(from, to), DateValue::Partial(day))
        | (DateValue::Partial(day), DateValue::Range(from, to)) => {
            nearest(dates_apart(from, day), dates_apart(to, day))
        }
        _ => match (dates_agree(from, start), dates_agree(to, end)) {
            (true, false) => dates_apart(to, end),
            (false, true) => dates_apart(from, start),
            _ => None,
        },
    }
}

/// The first and the last date of a day or a span of days.
fn ends(date: DateValue) -> Option<(PartialDate, PartialDate)> {
    match date {
        DateValue::Partial(date) => Some((date, date)),
        DateValue::Range(from, to) => Some((from, to)),
        DateValue::Weekday(_) | DateValue::Relative(_) => None,
    }
}

/// For an order of dates, with what stands for a month or a day that is not said.
fn key(date: PartialDate, month: u8, day: u8) -> (i32, u8, u8) {
    (date.year.unwrap_or(0), date.month.unwrap_or(month), date.day.unwrap_or(day))
}

/// Dates that differ in one part and say the others alike.
fn dates_apart(x: PartialDate, y: PartialDate) -> Option<f64> {
    let years = x.year.zip(y.year).map(|(x, y)| x.abs_diff(y));
    match (x.month, y.month) {
        (Some(month), Some(other)) if month == other => match (x.day, y.day) {
            (Some(x), Some(y)) if x != y && years.unwrap_or(0) == 0 => {
                Some(f64::from(x.abs_diff(y)) / 31.0)
            }
            _ => {
                years.filter(|years| (1..=10).contains(years)).map(|years| f64::from(years) / 10.0)
            }
        },
        (None, None) if x.day.is_none() && y.day.is_none() => {
            years.filter(|years| (1..=9).contains(years)).map(|years| f64::from(years) / 10.0)
        }
        // One to the month, the other to the year: years that are not neighbours are of two events.
        (None, _) | (_, None) if x.day.is_none() && y.day.is_none() => {
            years.filter(|years| *years == 1).map(|years| f64::from(years) / 10.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn number(amount: f64, unit: Option<&str>, qualifier: Qualifier) -> Value {
        let quantity = Quantity { amount, unit: unit.map(str::to_owned) };
        let form = ValueForm::Number(quantity);
        Value { span: crate::model::Span::default(), form, qualifier, resolved: None }
    }

    #[test]
    fn amounts_are_given_to_a_precision() {
        for (amount, step) in
            [(11_700.0, 100.0), (40.0, 10.0), (43.0, 1.0), (7.7, 0.1), (6_150_000_000.0, 1e7)]
        {
            assert!((precision(amount) / step - 1.0).abs() < 1e-9, "{amount}");
        }
    }

    #[test]
    fn a_hedge_takes_in_what_rounds_to_it() {
        for (own, qualifier, other, rivals) in [
            (40.0, Qualifier::About, 43.0, false),
            (40.0, Qualifier::About, 47.0, true),
            (615.0, Qualifier::About, 618.0, true),
            (5_000.0, Qualifier::AtLeast, 5_800.0, false),
            (5_000.0, Qualifier::AtLeast, 4_800.0, true),
            (5_000.0, Qualifier::AtMost, 4_800.0, false),
            (43.0, Qualifier::Exact, 46.0, true),
        ] {
            let (x, y) =
                (number(own, Some("km"), qualifier), number(other, Some("km"), Qualifier::Exact));
            assert_eq!(distance(&x, &y).is_some(), rivals, "{own} {qualifier:?} {other}");
            assert_eq!(distance(&y, &x).is_some(), rivals, "the other way round");
        }
    }

    #[test]
    fn values_of_two_kinds_are_no_rivals() {
        let exact = |amount, unit| number(amount, unit, Qualifier::Exact);
        assert!(distance(&exact(40.0, Some("km")), &exact(43.0, Some("kg"))).is_none());
        assert!(distance(&exact(40.0, Some("km")), &exact(43.0, None)).is_none());
        assert!(!is_telling(&exact(3.0, None), &exact(4.0, None)));
        assert!(is_telling(&exact(3.0, Some("km")), &exact(4.0, Some("km"))));
        assert!(distance(&exact(1.0, Some("day")), &exact(14.0, Some("days"))).is_none());
        assert!(distance(&exact(7.7, None), &exact(7.8, None)).is_some());
    }

    #[test]
    fn a_weekday_is_no_claim_of_a_day() {
        let date = |form, resolved| Value {
            span: crate::model::Span::default(),
            form: ValueForm::Date(form),
            qualifier: Qualifier::Exact,
            resolved,
        };
        let day = |number| DateValue::Partial(PartialDate::new(Some(2022), Some(2), Some(number)));
        let tuesday = date(DateValue::Weekday(2), Some(day(15)));
        assert!(distance(&tuesday, &date(day(22), None)).is_none());
        assert!(distance(&date(day(15), None), &date(day(22), None)).is_some());
    }

    #[test]
    fn two_bounds_are_two_claims() {
        let least = |amount| number(amount, None, Qualifier::AtLeast);
        assert!(distance(&least(33_000.0), &least(30_000.0)).is_some());
        assert!(distance(&least(33_000.0), &least(33_000.0)).is_none());
    }

    #[test]
    fn a_large_amount_may_leave_out_its_unit() {
        let exact = |amount, unit| number(amount, unit, Qualifier::Exact);
        assert!(distance(&exact(53_000.0, Some("INR")), &exact(50_000.0, None)).is_some());
        assert!(distance(&exact(530.0, Some("INR")), &exact(500.0, None)).is_none());
        assert!(distance(&exact(53_000.0, Some("INR")), &exact(20_000.0, None)).is_none());
        assert!(distance(&exact(53_000.0, Some("INR")), &exact(50_000.0, Some("km"))).is_none());
    }

    #[test]
    fn a_headline_rounds() {
        let exact = |amount| number(amount, Some("INR"), Qualifier::Exact);
        assert!(rounds_to(&exact(6.15e9), &exact(6e9)));
        assert!(!rounds_to(&exact(6.15e9), &exact(7e9)));
        assert!(!rounds_to(&exact(6e9), &exact(6.15e9)));
    }

    #[test]
    fn dates_are_rivals_in_one_part() {
        let day = |year, month, day| DateValue::Partial(PartialDate::new(year, month, day));
        let march = |number| PartialDate::new(None, Some(3), Some(number));
        for (x, y, rivals) in [
            (day(None, Some(3), Some(10)), day(None, Some(3), Some(13)), true),
            (day(Some(2019), Some(1), None), day(Some(2016), Some(1), None), true),
            (day(Some(2019), Some(1), None), day(Some(2016), Some(5), None), false),
            (day(Some(2001), None, None), day(Some(2004), None, None), true),
            (day(Some(2001), None, None), day(Some(2004), Some(5), None), false),
            (day(Some(2003), None, None), day(Some(2004), Some(5), None), true),
            (day(Some(2023), Some(3), Some(10)), day(Some(2023), None, None), false),
            (
                DateValue::Range(
                    PartialDate::new(Some(2022), Some(4), None),
                    PartialDate::new(Some(2022), Some(5), None),
                ),
                DateValue::Range(
                    PartialDate::new(Some(2021), None, None),
                    PartialDate::new(Some(2022), None, None),
                ),
                false,
            ),
            (day(Some(1901), None, None), day(Some(2004), None, None), false),
            (
                DateValue::Range(
                    PartialDate::new(Some(2015), None, None),
                    PartialDate::new(Some(2016), None, None),
                ),
                day(Some(2019), Some(9), None),
                false,
            ),
            (DateValue::Range(march(6), march(10)), DateValue::Range(march(6), march(13)), true),
            (DateValue::Range(march(6), march(10)), day(None, Some(3), Some(8)), false),
            (DateValue::Range(march(6), march(10)), day(None, Some(3), Some(13)), true),
        ] {
            assert_eq!(spans_apart(x, y).is_some(), rivals, "{x} {y}");
        }
    }
}
