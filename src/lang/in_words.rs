//! Normal forms as a reader says them: `--02-22` is 22 February, `8000000` is 8,000,000. For what
//! people read, on the screen and in reports; formats for programs keep the normal form.

use crate::model::{AnnotationState, EvidenceKind, Fact, NEARLY};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A normal form of [`crate::model::Value`]; what is none stays as it is.
/// Of two that are nearly the same each.
pub fn said(normal: &str) -> String {
    if let Some((one, other)) = normal.split_once(NEARLY) {
        return [said(one), said(other)].join(NEARLY);
    }
    range(normal)
        .or_else(|| date(normal))
        .or_else(|| weekday(normal))
        .or_else(|| relative(normal))
        .unwrap_or_else(|| quantity(normal))
}

/// What a piece of evidence is called: dates and numbers as a reader says them, names and concepts
/// by their label.
pub fn evidence(kind: EvidenceKind, value: &str) -> String {
    match kind {
        EvidenceKind::Date | EvidenceKind::Number => said(value),
        _ => value.to_owned(),
    }
}

/// What has become of a note's place since it was written; nothing where it stands as it stood.
pub fn state(state: AnnotationState) -> Option<&'static str> {
    match state {
        AnnotationState::Anchored => None,
        AnnotationState::Changed => Some("a number or date in it has changed since"),
        AnnotationState::Orphan => Some("its words are no longer found"),
    }
}

/// What a fact is called: the name that the reader gave, else the weightiest of what its passages
/// share.
pub fn fact_label(fact: &Fact) -> String {
    let Some(parts) = parts_of(&fact.label, &fact.evidence) else { return fact.label.clone() };
    let short = |(kind, value): (EvidenceKind, &str)| match kind {
        // Concepts are labelled by several words for one thing; the first will do.
        EvidenceKind::Concept => value.split(", ").next().unwrap_or(value).to_owned(),
        kind => evidence(kind, value),
    };
    parts.into_iter().map(short).collect::<Vec<_>>().join(" · ")
}

/// The pieces of evidence of which a label is put together; none of one that the reader gave.
fn parts_of<'a>(
    label: &str,
    evidence: &'a [(EvidenceKind, String)],
) -> Option<Vec<(EvidenceKind, &'a str)>> {
    let mut rest = label;
    let mut parts = Vec::new();
    loop {
        let begins = |(_, value): &&(EvidenceKind, String)| {
            let after = rest.strip_prefix(value.as_str());
            !value.is_empty() && after.is_some_and(|a| a.is_empty() || a.starts_with(", "))
        };
        let (kind, value) = evidence.iter().filter(begins).max_by_key(|(_, v)| v.len())?;
        parts.push((*kind, value.as_str()));
        rest = &rest[value.len()..];
        match rest.strip_prefix(", ") {
            Some(more) => rest = more,
            None => return Some(parts),
        }
    }
}

/// Year, month, day; any may be missing, not all.
type Parts = (Option<i32>, Option<usize>, Option<u8>);

/// `2022-02-22`, `2022-02`, `2022`, `--02-22`, `--02`, `---22`.
fn parts(normal: &str) -> Option<Parts> {
    let number = |text: &str, digits: usize| -> Option<u16> {
        let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    let month = |text: &str| number(text, 2).map(usize::from).filter(|m| (1..=12).contains(m));
    let day = |text: &str| number(text, 2).and_then(|day| u8::try_from(day).ok());
    if let Some(rest) = normal.strip_prefix("---") {
        return Some((None, None, Some(day(rest)?)));
    }
    if let Some(rest) = normal.strip_prefix("--") {
        return match rest.split_once('-') {
            Some((m, d)) => Some((None, Some(month(m)?), Some(day(d)?))),
            None => Some((None, Some(month(rest)?), None)),
        };
    }
    let mut all = normal.splitn(3, '-');
    let year = i32::from(number(all.next()?, 4)?);
    match (all.next(), all.next()) {
        (None, _) => Some((Some(year), None, None)),
        (Some(m), None) => Some((Some(year), Some(month(m)?), None)),
        (Some(m), Some(d)) => Some((Some(year), Some(month(m)?), Some(day(d)?))),
    }
}

fn in_order((year, month, day): Parts) -> String {
    let month = month.map(|month| MONTHS[month - 1].to_owned());
    let day = day.map(|day| if month.is_none() { format!("day {day}") } else { day.to_string() });
    let year = year.map(|year| year.to_string());
    [day, month, year].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn date(normal: &str) -> Option<String> {
    // A year alone may as well be a number; it reads the same.
    Some(in_order(parts(normal)?))
}

/// `--03-06/--03-10` is 6–10 March, `1990/1999` the 1990s; a year of another calendar,
/// `2015/2016`, stays so.
fn range(normal: &str) -> Option<String> {
    let (from, to) = normal.split_once('/')?;
    let (from, to) = (parts(from)?, parts(to)?);
    Some(match (from, to) {
        ((Some(a), None, None), (Some(b), None, None)) => match b - a {
            1 => format!("{a}/{b}"),
            9 if a % 10 == 0 => format!("the {a}s"),
            _ => format!("{a}–{b}"),
        },
        ((y, m, Some(a)), (z, n, Some(_))) if y == z && m == n => format!("{a}–{}", in_order(to)),
        ((y, Some(m), a), (z, ..)) if y == z => {
            format!("{} – {}", in_order((None, Some(m), a)), in_order(to))
        }
        _ => format!("{} – {}", in_order(from), in_order(to)),
    })
}

fn weekday(normal: &str) -> Option<String> {
    let day: usize = normal.strip_prefix("-W-")?.parse().ok()?;
    Some((*DAYS.get(day.checked_sub(1)?)?).to_owned())
}

/// Days from the article's own date: `-P1D` is yesterday.
fn relative(normal: &str) -> Option<String> {
    let (before, days) = match normal.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, normal),
    };
    let days: u32 = days.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
    Some(match (days, before) {
        (0, _) => "today".to_owned(),
        (1, true) => "yesterday".to_owned(),
        (1, false) => "tomorrow".to_owned(),
        (days, true) => format!("{days} days earlier"),
        (days, false) => format!("{days} days later"),
    })
}

/// From five digits on a number is grouped: `6150000000 INR` is 6,150,000,000 INR.
fn quantity(normal: &str) -> String {
    let (amount, unit) = match normal.split_once(' ') {
        Some((amount, unit)) => (amount, Some(unit)),
        None => (normal, None),
    };
    let (whole, part) = match amount.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (amount, None),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(digits) || !part.is_none_or(is_number) || digits.len() < 5 {
        return normal.to_owned();
    }
    let mut text = sign.to_owned();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    for (mark, rest) in [(".", part), (" ", unit)] {
        if let Some(rest) = rest {
            text.push_str(mark);
            text.push_str(rest);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PassageRef;

    #[test]
    fn normal_forms_are_said_in_words() {
        for (normal, expected) in [
            ("2022-02-22", "22 February 2022"),
            ("2022-02", "February 2022"),
            ("2022", "2022"),
            ("--02-22", "22 February"),
            ("--02", "February"),
            ("---22", "day 22"),
            ("-W-2", "Tuesday"),
            ("-W-8", "-W-8"),
            ("P0D", "today"),
            ("-P1D", "yesterday"),
            ("P3D", "3 days later"),
            ("--03-06/--03-10", "6–10 March"),
            ("6400000000 m³ ~ 6800000000 m³", "6,400,000,000 m³ ~ 6,800,000,000 m³"),
            ("2022-04/2022-05", "April – May 2022"),
            ("2022-12-30/2023-01-02", "30 December 2022 – 2 January 2023"),
            ("2022-03-30/2022-04-02", "30 March – 2 April 2022"),
            ("2015/2016", "2015/2016"),
            ("1990/1999", "the 1990s"),
            ("1991/2000", "1991–2000"),
            ("2014/2018", "2014–2018"),
            ("2022-13-01", "2022-13-01"),
            ("43", "43"),
            ("9999", "9999"),
            ("11000", "11,000"),
            ("-11000.25", "-11,000.25"),
            ("6150000000 INR", "6,150,000,000 INR"),
            ("48 hours", "48 hours"),
            ("18:04", "18:04"),
            ("", ""),
            ("--", "--"),
            ("हज़ार", "हज़ार"),
        ] {
            assert_eq!(said(normal), expected, "{normal}");
        }
    }

    #[test]
    fn a_fact_is_called_by_its_evidence_unless_the_reader_named_it() {
        let evidence = vec![
            (EvidenceKind::Date, "--03-10".to_owned()),
            (EvidenceKind::Concept, "agree, reach consensus".to_owned()),
            (EvidenceKind::Number, "11000".to_owned()),
            (EvidenceKind::Name, "Geneva".to_owned()),
        ];
        let mut fact = Fact {
            id: "f".to_owned(),
            label: "--03-10, agree, reach consensus, 11000".to_owned(),
            evidence,
            mentions: vec![PassageRef { article: 0, passage: 0 }],
            conflicts: Vec::new(),
        };
        assert_eq!(fact_label(&fact), "10 March · agree · 11,000");
        fact.label = "the day of --03-10".to_owned();
        assert_eq!(fact_label(&fact), "the day of --03-10");
    }
}
