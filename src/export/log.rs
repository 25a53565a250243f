//! The log of the reader's decisions as JSON lines: what was decided, by whom, when, on what words.

use super::ExportError;
use super::offsets::Offsets;
use super::time::rfc3339;
use crate::model::{Article, Decision, Logged};
use serde::Serialize;
use std::io::Write;

/// A decision as the line and the rows of the log.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    pub(super) kind: &'a str,
    pub(super) verdict: Option<&'a str>,
    pub(super) label: Option<&'a str>,
    pub(super) words: Vec<Word<'a>>,
    pub(super) author: &'a str,
    pub(super) made: Option<String>,
    pub(super) passages: Vec<Passage<'a>>,
}

#[derive(Serialize)]
pub(super) struct Word<'a> {
    pub(super) lang: &'a str,
    pub(super) text: &'a str,
}

#[derive(Serialize)]
pub(super) struct Passage<'a> {
    pub(super) path: Option<&'a str>,
    pub(super) article: Option<&'a str>,
    pub(super) lang: Option<&'a str>,
    /// SHA-256 of the article's text.
    pub(super) hash: String,
    /// Code points; none where the article is not open as it was.
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) quote: Option<&'a str>,
}

/// Writes one decision a line, oldest first.
pub fn write(log: &[Logged], articles: &[Article], out: &mut dyn Write) -> Result<(), ExportError> {
    for logged in log {
        serde_json::to_writer(&mut *out, &line(logged, articles))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Draws a decision together; what is known of a text that is not open comes from its anchors.
pub(super) fn line<'a>(logged: &'a Logged, articles: &'a [Article]) -> Line<'a> {
    let decision = &logged.decision;
    let passages = decision.passages().into_iter().map(|key| {
        let anchor = logged
            .anchors
            .iter()
            .find(|anchor| anchor.article == key.article && anchor.span == key.span);
        let article = articles.iter().find(|article| article.hash == key.article);
        let span = article.map(|article| Offsets::new(&article.text).span(key.span));
        let known =
            |of_article: Option<&'a str>, of_anchor: Option<&'a str>| of_article.or(of_anchor);
        Passage {
            path: known(
                article.map(|article| article.path.as_str()),
                anchor.map(|anchor| anchor.path.as_str()),
            ),
            article: known(
                article.map(|article| article.id.as_str()),
                anchor.map(|anchor| anchor.article_id.as_str()),
            ),
            lang: known(
                article.map(|article| article.lang.as_str()),
                anchor.map(|anchor| anchor.lang.as_str()),
            ),
            hash: key.article.to_string(),
            start: span.map(|span| span[0]),
            end: span.map(|span| span[1]),
            quote: known(
                article.map(|article| key.span.of(&article.text)),
                anchor.map(|anchor| anchor.quote.as_str()),
            ),
        }
    });
    let words = match decision {
        Decision::Words { a, b } => vec![a, b],
        _ => Vec::new(),
    };
    Line {
        kind: decision.kind(),
        verdict: match decision {
            Decision::Link { verdict, .. } => Some(verdict.as_str()),
            _ => None,
        },
        label: match decision {
            Decision::Name { label, .. } => Some(label),
            _ => None,
        },
        words: words
            .into_iter()
            .map(|word| Word { lang: word.lang.as_str(), text: &word.text })
            .collect(),
        author: &logged.author,
        made: (logged.made != 0).then(|| rfc3339(logged.made)),
        passages: passages.collect(),
    }
}

#[cfg(test)]
mod tests;
