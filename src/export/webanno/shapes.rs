//! Targets and bodies.

use super::iri;
use crate::export::Source;
use crate::export::offsets::Offsets;
use crate::lang::identify;
use crate::model::{Anchor, PassageKey, Span, Word};
use serde_json::{Value, json};

/// Makes targets; knows each article's code points.
pub struct Shapes<'a> {
    source: Source<'a>,
    offsets: Vec<Offsets<'a>>,
}

impl<'a> Shapes<'a> {
    pub fn new(source: Source<'a>) -> Self {
        let offsets = source.articles.iter().map(|article| Offsets::new(&article.text)).collect();
        Self { source, offsets }
    }

    /// A place in an article.
    pub fn target(&self, anchor: &Anchor) -> Value {
        let mut quote = json!({"type": "TextQuoteSelector", "exact": anchor.quote});
        for (key, context) in [("prefix", &anchor.prefix), ("suffix", &anchor.suffix)] {
            if !context.is_empty() {
                quote[key] = context.as_str().into();
            }
        }
        let mut selectors = vec![quote];
        if let Some([start, end]) = self.position(anchor) {
            selectors.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
        }
        selectors.push(bytes(anchor.span));
        json!({
            "type": "SpecificResource",
            "source": {
                "id": iri::of_path(&anchor.path), "type": "Text", "format": "text/plain",
                "language": anchor.lang.as_str(),
                "textDirection": identify::direction(anchor.lang).as_str(),
                "label": anchor.article_id,
                "canonical": iri::of_hash(anchor.article),
            },
            "selector": selectors,
        })
    }

    /// Code points, where the article is open and the text there is the quote.
    fn position(&self, anchor: &Anchor) -> Option<[usize; 2]> {
        let articles = self.source.articles;
        let number = articles.iter().position(|article| article.hash == anchor.article)?;
        let text = articles[number].text.get(anchor.span.range())?;
        (text == anchor.quote).then(|| self.offsets[number].span(anchor.span))
    }

    /// A passage of an article that is not open: nothing is known but its place.
    pub fn unknown(&self, key: &PassageKey) -> Value {
        let id = iri::of_hash(key.article);
        json!({
            "type": "SpecificResource",
            "source": {"id": id, "type": "Text", "canonical": id},
            "selector": [bytes(key.span)],
        })
    }
}

fn bytes(span: Span) -> Value {
    json!({"type": "DataPositionSelector", "start": span.start, "end": span.end})
}

/// A word of the reader's glossary, which stands in its own address (RFC 2397); `encoded`: its text.
pub fn word(word: &Word, encoded: &str) -> Value {
    json!({
        "id": format!("data:text/plain;charset=utf-8,{encoded}"), "type": "Text",
        "format": "text/plain", "language": word.lang.as_str(),
        "textDirection": identify::direction(word.lang).as_str(),
    })
}

/// A body of a word or two.
pub fn tag(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}
