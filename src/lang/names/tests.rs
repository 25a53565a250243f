use super::{candidates, find};
use crate::model::{Article, ContentHash, Direction, Lang, Passage, PassageKind, Span};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// An article whose passages are the lines of the text.
fn article(lang: &str, text: &str) -> Article {
    let mut passages = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        let lang = Lang::new(lang);
        passages.push(Passage { span, kind: PassageKind::Prose, paragraph: 0, lang });
        start = span.end;
    }
    Article {
        path: lang.to_owned(),
        id: lang.to_owned(),
        source: None,
        title: None,
        lang: Lang::new(lang),
        dir: Direction::LeftToRight,
        date: None,
        text: text.to_owned(),
        hash: ContentHash([0; 32]),
        passages,
    }
}

fn labels(articles: &[Article]) -> Vec<Vec<(String, String)>> {
    find(articles)
        .iter()
        .zip(articles)
        .map(|(names, article)| {
            let names = names.iter().flatten();
            names
                .map(|name| (name.span.of(&article.text).to_owned(), name.label.to_string()))
                .collect()
        })
        .collect()
}

#[track_caller]
fn check(texts: &[(&str, &str)], expected: &[&[(&str, &str)]]) {
    let articles: Vec<Article> = texts.iter().map(|(lang, text)| article(lang, text)).collect();
    let expected: Vec<Vec<(String, String)>> = expected
        .iter()
        .map(|names| names.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect())
        .collect();
    assert_eq!(labels(&articles), expected);
}

#[test]
fn short_words_are_matched_in_company() {
    check(
        &[
            ("en", "The report quotes Tamsin Roe at length."),
            ("ar", "وتحدث التقرير عن تامسين رو مطولا."),
        ],
        &[&[("Tamsin Roe", "Tamsin Roe")], &[("تامسين رو", "Tamsin Roe")]],
    );
}

#[test]
fn a_known_word_beside_an_unknown_one_is_another_name() {
    check(
        &[
            ("en", "The prize went to Ismail Putin yesterday."),
            ("ru", "Премию получил Исмаил Путин."),
        ],
        &[&[("Ismail Putin", "Ismail Putin")], &[("Исмаил Путин", "Ismail Putin")]],
    );
}

#[test]
fn one_word_may_be_written_as_two() {
    check(
        &[
            ("en", "The village of Kolperstad was cut off."),
            ("ur", "کل کولپر سٹاڈ کا راستہ بند رہا۔"),
        ],
        &[&[("Kolperstad", "Kolperstad")], &[("کولپر سٹاڈ", "Kolperstad")]],
    );
}

#[test]
fn foreign_orthography_is_read_as_its_own() {
    check(
        &[("en", "They met in Vernault on Monday."), ("ru", "Они встретились в городе Верно.")],
        &[&[("Vernault", "Vernault")], &[("Верно", "Vernault")]],
    );
}

#[test]
fn titles_and_months_are_no_names() {
    check(
        &[("en", "He said that Mr and Mrs came in March, and the Prime Minister in May.")],
        &[&[]],
    );
}

proptest! {
    #[test]
    fn spans_lie_in_their_passages_in_order_and_on_graphemes(
        texts in prop::collection::vec(
            "\u{feff}?([A-ZА-Яа-яא-תء-یक-ह]{1,7}|\\PC|[ '\"־.-]|Putin|بوتين|मोदी|נתניהו|Путина|\u{301}|\u{200c}|😀|\r\n){0,40}",
            1..4,
        ),
    ) {
        let langs = ["en", "ar", "hi", "he", "ru", "tr"];
        let articles: Vec<Article> =
            texts.iter().zip(langs).map(|(text, lang)| article(lang, text)).collect();
        let found = find(&articles);
        for (names, article) in found.iter().zip(&articles) {
            let text = &article.text;
            for (names, passage) in names.iter().zip(&article.passages) {
                let inside = passage.span.of(text);
                let edges: Vec<usize> = inside
                    .grapheme_indices(true)
                    .map(|(at, _)| at + passage.span.start)
                    .chain([passage.span.end])
                    .collect();
                let mut end = passage.span.start;
                for name in names {
                    prop_assert!(end <= name.span.start && name.span.start < name.span.end);
                    prop_assert!(edges.contains(&name.span.start) && edges.contains(&name.span.end));
                    prop_assert!(!name.label.is_empty());
                    end = name.span.end;
                }
            }
        }
    }

    #[test]
    fn the_order_of_articles_changes_no_label(
        texts in prop::collection::vec("([A-Z][a-z]{2,7} |बराक |पुतिन |म[क-ह]{2,4} |Путин |[А-Я][а-я]{3,6} ){0,20}", 2..4),
    ) {
        let langs = ["en", "hi", "ru"];
        let mut articles: Vec<Article> =
            texts.iter().zip(langs).map(|(text, lang)| article(lang, text)).collect();
        let mut there = find(&articles);
        articles.reverse();
        there.reverse();
        prop_assert_eq!(there, find(&articles));
    }
}

#[test]
fn endless_words_do_no_harm() {
    for unit in ["a", "A", "ا", "क", "Ж ", "Aa ", "بن ", "-"] {
        let text = unit.repeat(30_000 / unit.len());
        candidates(&text, Lang::new("en"));
        find(&[article("ar", &text), article("en", &text)]);
    }
}
