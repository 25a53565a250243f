//! Whatever the text: passages are in order, on grapheme boundaries, and slice to what they show.

use hexapla::load::{from_passages, from_text};
use hexapla::model::Article;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

pub fn spans_hold(article: &Article) -> Result<(), TestCaseError> {
    let edges: Vec<usize> =
        article.text.grapheme_indices(true).map(|(at, _)| at).chain([article.text.len()]).collect();
    let mut last = 0;
    for passage in &article.passages {
        let span = passage.span;
        prop_assert!(
            span.start >= last && span.end >= span.start && span.end <= article.text.len()
        );
        prop_assert!(
            edges.contains(&span.start) && edges.contains(&span.end),
            "{:?} in {:?}",
            span,
            article.text
        );
        last = span.end;
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_cut_without_loss(
        text in "(\u{FEFF}|[a-zA-Zа-я.!?…:—@#/ \"'()0-9]|[।|۔؟«»ء-ي]|\\r\\n|\\n\\n|\\PC|\u{301}|\u{200d}|👩‍🚀|https://t.co/a |©){0,120}",
    ) {
        let article = from_text("a.txt", "a", text.clone(), None, None);
        prop_assert_eq!(&article.text, &text);
        spans_hold(&article)?;
        let mut last = 0;
        for passage in &article.passages {
            prop_assert!(!passage.span.is_empty());
            prop_assert!(!text[last..passage.span.start].contains(char::is_alphanumeric));
            last = passage.span.end;
        }
        prop_assert!(!text[last..].contains(char::is_alphanumeric));
    }

    #[test]
    fn given_passages_are_taken_as_they_are(passages in prop::collection::vec("\\PC{0,12}(\\r\\n)?", 0..8)) {
        let article = from_passages("a", passages.clone(), None, None);
        let found: Vec<&str> = article.passages.iter().map(|p| p.span.of(&article.text)).collect();
        prop_assert_eq!(found, passages.iter().map(String::as_str).collect::<Vec<_>>());
        for (passage, text) in article.passages.iter().zip(&passages) {
            prop_assert_eq!(passage.kind.is_noise(), text.trim().is_empty());
        }
    }
}
