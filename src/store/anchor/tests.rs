use super::*;
use crate::load;
use std::collections::HashMap;

const TABLE: &str = include_str!("../../../tests/data/anchors.tsv");

/// An anchor on `quote` as the reader would make it.
fn anchor(article: &Article, quote: &str) -> Anchor {
    let start = article.text.find(quote).expect("the quote is in the text");
    let end = start + quote.len();
    let before: Vec<char> = article.text[..start].chars().rev().take(32).collect();
    Anchor {
        article: article.hash,
        path: article.path.clone(),
        article_id: article.id.clone(),
        lang: article.lang,
        span: Span::new(start, end),
        quote: quote.to_owned(),
        prefix: before.into_iter().rev().collect(),
        suffix: article.text[end..].chars().take(32).collect(),
    }
}

fn article(lang: &str, text: &str) -> Article {
    load::from_text("a.txt", "a", text.to_owned(), lang.parse().ok(), None)
}

#[test]
fn edits_of_the_table() {
    let mut before = HashMap::new();
    let (mut all, mut to_find, mut found, mut wrong) = (0, 0, 0, Vec::new());
    let mut missed = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [lang, edit, quote, text, state, expected] = cells[..] else { panic!("{line}") };
        let text = text.replace("\\n", "\n");
        if quote.is_empty() {
            before.insert(lang, article(lang, &text));
            continue;
        }
        all += 1;
        let after = article(lang, &text);
        let place = Finder::new(&after).find(&anchor(&before[lang], quote));
        let got = place.map(|place| (place.state.as_str(), place.span.of(&after.text)));
        to_find += usize::from(state != "orphan");
        match got {
            None if state == "orphan" => {}
            None => missed.push(format!("{lang} {edit}")),
            Some(got) if got == (state, expected) => found += 1,
            Some(got) => wrong.push(format!("{lang} {edit}: {got:?}")),
        }
    }
    assert!(all >= 60);
    assert!(wrong.is_empty(), "{wrong:#?}\nmissed: {missed:#?}");
    assert!(found * 100 >= to_find * 95, "{found} of {to_find}; missed: {missed:#?}");
}

#[test]
fn the_same_text_is_taken_by_position() {
    let one = article("en", "It is so. It is so. It is so.");
    let mut second = anchor(&one, "It is so.");
    second.span = Span::new(10, 19);
    let place = Finder::new(&one).find(&second).expect("found");
    assert_eq!((place.span, place.state), (Span::new(10, 19), AnnotationState::Anchored));
    // A quote kept from an earlier text whose number was another is not silently accepted.
    second.quote = "It is 5.".to_owned();
    let place = Finder::new(&one).find(&second).expect("found");
    assert_eq!(place.state, AnnotationState::Changed);
}

#[test]
fn numbers_are_not_found_inside_others() {
    let before = article("en", "They counted 43 points there.");
    for after in ["They counted 143 points there.", "They counted 3.43 points there."] {
        let after = article("en", after);
        let place = Finder::new(&after).find(&anchor(&before, "43"));
        assert!(place.is_none_or(|place| place.state == AnnotationState::Changed), "{after:?}");
    }
}

#[test]
fn spans_are_on_letters_whatever_the_text() {
    let before = article("hi", "क्षि की बात 43 बिंदुओं में कही गई थी।");
    for after in ["", "x", "\u{301}", "क्षिक", "की बात 43 बिंदुओं में कही गई", "🚢".repeat(50).as_str()]
    {
        let after = article("hi", after);
        for quote in ["क्षि की बात 43 बिंदुओं में कही गई थी।", "की", "43"]
        {
            if let Some(place) = Finder::new(&after).find(&anchor(&before, quote)) {
                assert!(after.text.get(place.span.range()).is_some());
            }
        }
    }
}
