use super::*;
use crate::align::{Input, align};
use crate::lang::read;
use crate::load;
use std::sync::atomic::AtomicBool;

fn word(lang: &str, text: &str) -> Word {
    Word { lang: Lang::new(lang), text: text.to_owned() }
}

fn pair(a: Word, b: Word) -> Decision {
    Decision::Words { a, b }
}

#[test]
fn words_are_found_inflected_and_in_phrases() {
    let glossary = Glossary::new(&[
        pair(word("en", "reed warbler"), word("ar", "هازجة القصب")),
        pair(word("en", "reed warbler"), word("ru", "камышовка")),
    ]);
    for (lang, text, found) in [
        ("en", "Two Reed Warblers sang.", "Reed Warblers"),
        ("ar", "وهازجة القصب تغني", "وهازجة القصب"),
        ("ru", "Пели камышовки.", "камышовки"),
    ] {
        let mentions = glossary.mentions(text, 10, Lang::new(lang));
        assert_eq!(mentions.len(), 1, "{text}");
        let span = mentions[0].span;
        assert_eq!(&text[span.start - 10..span.end - 10], found);
        assert_eq!(mentions[0].keys, [(Key::Words(0), 1.0)], "all three are one");
    }
    assert!(glossary.mentions("A reed.", 0, Lang::new("en")).is_empty());
    assert!(glossary.mentions("reed warbler", 0, Lang::new("de")).is_empty());
}

#[test]
fn a_pair_of_words_is_evidence() {
    let text = |lang: &str, lines: &str| {
        load::from_text(lang, lang, lines.to_owned(), lang.parse().ok(), None)
    };
    let articles = vec![
        text("en", "The bog orchid is back.\n\nTrains were late.\n\nTea was served."),
        text("ru", "Хаммарбия вернулась.\n\nПоезда опоздали.\n\nПодали чай."),
    ];
    let readings = read::read(&articles);
    let score = |decisions: &[Decision]| {
        let input = Input { articles: &articles, readings: &readings, vectors: None, decisions };
        let alignment = align(input, &AtomicBool::new(false)).expect("not cancelled");
        let link =
            alignment.links.into_iter().find(|link| (link.a.passage, link.b.passage) == (0, 0))?;
        let says = link.evidence.iter().any(|evidence| evidence.value.contains("bog orchid"));
        Some((link.score, says))
    };
    assert_eq!(score(&[]), None);
    let decided = [pair(word("en", "bog orchid"), word("ru", "хаммарбия"))];
    let (score, says) = score(&decided).expect("a link now");
    assert!(score > 0.0 && says);
}
