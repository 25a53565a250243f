use super::{resolve, scan};
use crate::model::{Lang, PartialDate, Span, Value};

/// `kind normal-form`, and the words, of each value.
fn said(text: &str, lang: &str) -> Vec<String> {
    scan(text, Lang::new(lang))
        .iter()
        .map(|value| format!("{} {}", value.kind().as_str(), value.normal_form()))
        .collect()
}

#[test]
fn what_sentences_of_every_language_say() {
    let table = include_str!("../../../tests/data/values.tsv");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [lang, text, rest @ ..] = columns.as_slice() else { panic!("{line}") };
        let expected: Vec<&str> = rest
            .first()
            .into_iter()
            .flat_map(|all| all.split(" | "))
            .filter(|one| !one.is_empty())
            .collect();
        let found = said(text, lang);
        if found != expected {
            wrong.push(format!("{lang}: {text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn resolved(text: &str, lang: &str, today: PartialDate) -> Vec<String> {
    let mut values = scan(text, Lang::new(lang));
    resolve(&mut values, Some(today));
    values
        .iter()
        .map(|Value { resolved, .. }| {
            resolved.map_or_else(|| "-".to_owned(), |date| date.to_string())
        })
        .collect()
}

#[test]
fn what_is_left_open_comes_from_the_date_of_the_article() {
    // A Wednesday.
    let today = PartialDate::full(2022, 3, 2);
    assert_eq!(
        resolved("They met on Tuesday, not today.", "en", today),
        ["2022-03-01", "2022-03-02"]
    );
    assert_eq!(resolved("on Wednesday", "en", today), ["2022-03-02"]);
    assert_eq!(resolved("on Thursday", "en", today), ["2022-02-24"]);
    assert_eq!(resolved("on 28 December", "en", today), ["2021-12-28"]);
    assert_eq!(resolved("from 28 December to 2 January", "en", today), ["2021-12-28/2022-01-02"]);
    assert_eq!(resolved("in September 2019", "en", today), ["-"]);
    assert_eq!(resolved("yesterday", "en", PartialDate::full(2024, 3, 1)), ["2024-02-29"]);
}

#[test]
fn without_a_full_date_nothing_is_resolved() {
    let mut values = scan("yesterday", Lang::new("en"));
    resolve(&mut values, Some(PartialDate::new(Some(2022), None, None)));
    assert_eq!(values[0].resolved, None);
}

#[test]
fn the_span_is_what_the_words_say() {
    let text = "Около «11,7 тыс. человек» — 5 января\u{301} 2024 года";
    let words: Vec<&str> =
        scan(text, Lang::new("ru")).iter().map(|value| value.span.of(text)).collect();
    assert_eq!(words, ["11,7 тыс", "5 января\u{301} 2024 года"]);
}

#[test]
fn long_rows_of_one_kind_take_time_in_proportion() {
    for unit in
        ["7", "а", "7 ", "1a", "5-", "one ", "three hundred ", "10, ", "$", "\u{301}", "1.", "日"]
    {
        let text = unit.repeat(200_000 / unit.len());
        let values = scan(&text, Lang::new("en"));
        assert!(values.iter().all(|value| !value.span.of(&text).is_empty()));
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order_and_on_graphemes(
            text in "(\\PC|[0-9٠-٩۰-۹०-९ .,:/$%-]|million|and|شباط|دو|पाँच|марта|\u{301}|\r\n){0,60}",
            lang in prop::sample::select(vec!["en", "ar", "fa", "hi", "ru", "zh", "und"]),
        ) {
            let values = scan(&text, Lang::new(lang));
            let mut end = 0;
            let edges: Vec<usize> = unicode_segmentation::UnicodeSegmentation::grapheme_indices(text.as_str(), true)
                .map(|(at, _)| at).chain([text.len()]).collect();
            for Value { span: Span { start, end: to }, .. } in &values {
                prop_assert!(end <= *start && start < to);
                prop_assert!(edges.contains(start) && edges.contains(to));
                end = *to;
            }
        }
    }
}
