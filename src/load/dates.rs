//! The article's own date: what its metadata say, else its dateline or first lines.

use super::draft::Draft;
use crate::lang::values;
use crate::model::{DateValue, Lang, NoiseReason, PartialDate, Passage, PassageKind, ValueForm};

/// A date by which metadata begin: `2022-02-25`, `2022-02-25T18:50:00Z`, `20220225`, `2022-02`.
pub(super) fn iso(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let digits = |part: &str| -> Option<u32> {
        (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    let year = digits(text.get(..4)?)? as i32;
    let rest = text.get(4..)?;
    let (month, day) = match rest.strip_prefix(['-', '/']) {
        Some(rest) => (rest.get(..2).and_then(digits), rest.get(3..5).and_then(digits)),
        None => (rest.get(..2).and_then(digits), rest.get(2..4).and_then(digits)),
    };
    let month = month.filter(|month| (1..=12).contains(month)).map(|month| month as u8);
    let day = day.filter(|day| month.is_some() && (1..=31).contains(day)).map(|day| day as u8);
    (1000..=2999).contains(&year).then(|| PartialDate::new(Some(year), month, day))
}

/// How far into the article its date is looked for, in passages.
const HEAD: usize = 6;

/// The date of an article whose metadata give none: a full date on a line that is a dateline, or
/// in the dateline that begins the first paragraph ("DUBAI, March 11 -", where the year may be
/// missing). A date that the sentences tell is the event's and not taken.
pub(super) fn of_text(draft: &Draft, lang: Lang, passages: &[Passage]) -> Option<PartialDate> {
    let lines = passages
        .iter()
        .filter(|passage| passage.kind == PassageKind::Noise(NoiseReason::Dateline))
        .take(HEAD)
        .map(|passage| passage.span.of(&draft.text));
    if let Some(date) =
        lines.filter_map(|line| first_date(line, lang)).find(|date| date.month.is_some())
    {
        return Some(date);
    }
    let first = passages.iter().take(HEAD).find(|passage| passage.kind == PassageKind::Prose)?;
    first_date(dateline(first.span.of(&draft.text))?, lang)
}

/// What stands before the first dash of a paragraph, if it is short: the place and the date.
fn dateline(text: &str) -> Option<&str> {
    let end = [" - ", " – ", " — ", " -- ", "— ", "– ", ": "]
        .iter()
        .filter_map(|dash| text.find(dash))
        .min()?;
    let head = text.get(..end)?;
    (head.chars().count() <= 60 && head.chars().any(char::is_numeric)).then_some(head)
}

fn first_date(text: &str, lang: Lang) -> Option<PartialDate> {
    values::scan(text, lang).into_iter().find_map(|value| match value.form {
        ValueForm::Date(DateValue::Partial(date)) if date.month.is_some() => Some(date),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_metadata() {
        let full = Some(PartialDate::full(2022, 2, 25));
        for text in [
            "2022-02-25",
            "2022-02-25T18:50:00+04:00",
            "20220225",
            "2022/02/25 18:50",
            " 2022-02-25 ",
        ] {
            assert_eq!(iso(text), full, "{text}");
        }
        assert_eq!(iso("2022-02"), Some(PartialDate::new(Some(2022), Some(2), None)));
        assert_eq!(iso("2022"), Some(PartialDate::new(Some(2022), None, None)));
        assert_eq!(iso("2022-13-45").and_then(|date| date.month), None);
        for text in ["", "Friday", "٢٠٢٢-٠٢-٢٥", "0001-01-01", "2é22"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn the_date_is_the_datelines_and_not_the_events() {
        let check = |text: &str, date: Option<PartialDate>| {
            assert_eq!(
                crate::load::from_text("a", "a", text.to_owned(), None, None).date,
                date,
                "{text}"
            );
        };
        let body = "The mayors signed the treaty on 3 May 2019 after long talks. Nobody spoke of the price.";
        check(body, None);
        check(
            &format!("A treaty is signed\n\nFriday 25 February 2022 - 18:50\n\n{body}"),
            Some(PartialDate::full(2022, 2, 25)),
        );
        check(
            &format!("A treaty is signed\n\nDUBAI, March 11 - {body}"),
            Some(PartialDate::new(None, Some(3), Some(11))),
        );
    }
}
