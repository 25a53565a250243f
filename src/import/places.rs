//! What a file says of a place, and where that is in the articles that are open.

use crate::model::{Anchor, Article, ContentHash, Lang, PassageKey, Span};
use std::path::Path;
use unicode_segmentation::UnicodeSegmentation;

/// Code points of context kept before and after a quote.
const CONTEXT: usize = 32;

/// The hash that stands for a version of a text that nobody named: no text has it, so that the
/// store looks for the quote.
pub(super) const UNKNOWN: ContentHash = ContentHash([0; 32]);

/// What a file says of a place in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clue {
    pub hash: Option<ContentHash>,
    pub path: Option<String>,
    pub article_id: Option<String>,
    pub lang: Option<Lang>,
    /// Bytes of the text as decoded, in UTF-8.
    pub bytes: Option<Span>,
    /// Code points.
    pub points: Option<[usize; 2]>,
    pub quote: Option<Quote>,
}

/// The words and what stands around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

/// Where a place is.
enum Found<'a> {
    /// In an open article.
    Open(&'a Article, Span),
    /// In a version of a text that is not open, or no longer there in the article at that path.
    Elsewhere(ContentHash, Span, Option<&'a Article>),
}

impl Clue {
    /// An anchor for it; none where nothing tells the article or the words.
    pub fn anchor(&self, articles: &[Article]) -> Option<Anchor> {
        match self.find(articles)? {
            Found::Open(article, span) => {
                let quote = self.quote.clone().unwrap_or_else(|| quote_of(article, span));
                Some(Anchor {
                    article: article.hash,
                    // Where it is here, so that a later version of it is found.
                    path: article.path.clone(),
                    article_id: article.id.clone(),
                    lang: article.lang,
                    span,
                    quote: quote.exact,
                    prefix: quote.prefix,
                    suffix: quote.suffix,
                })
            }
            Found::Elsewhere(hash, span, article) => {
                let quote = self.quote.clone()?;
                let named = self.path.clone().unwrap_or_default();
                Some(Anchor {
                    article: hash,
                    path: article.map_or(named, |article| article.path.clone()),
                    article_id: match article {
                        Some(article) => article.id.clone(),
                        None => self.article_id.clone().unwrap_or_default(),
                    },
                    lang: article
                        .map(|article| article.lang)
                        .or(self.lang)
                        .unwrap_or(Lang::UNKNOWN),
                    span,
                    quote: quote.exact,
                    prefix: quote.prefix,
                    suffix: quote.suffix,
                })
            }
        }
    }

    /// The passage that it names; none where its article is not known.
    pub fn passage(&self, articles: &[Article]) -> Option<PassageKey> {
        match self.find(articles)? {
            Found::Open(article, span) => Some(PassageKey { article: article.hash, span }),
            Found::Elsewhere(hash, span, _) => {
                (hash != UNKNOWN).then_some(PassageKey { article: hash, span })
            }
        }
    }

    /// The article and place, in words.
    pub fn describe(&self) -> String {
        let path = self.path.as_deref().filter(|path| !path.is_empty());
        let quote =
            self.quote.as_ref().map(|quote| quote.exact.chars().take(40).collect::<String>());
        match (path, quote) {
            (Some(path), Some(quote)) => format!("{path}, `{quote}`"),
            (Some(path), None) => path.to_owned(),
            (None, Some(quote)) => format!("`{quote}`"),
            (None, None) => "a place that is not named".to_owned(),
        }
    }

    fn find<'a>(&self, articles: &'a [Article]) -> Option<Found<'a>> {
        if let Some(hash) = self.hash {
            if let Some(article) = articles.iter().find(|article| article.hash == hash) {
                if let Some(span) = self.in_its_text(article) {
                    return Some(Found::Open(article, span));
                }
            } else if let Some(span) = self.bytes {
                return Some(Found::Elsewhere(hash, span, None));
            }
        }
        let named: Vec<&Article> = articles.iter().filter(|a| self.names(a)).collect();
        for article in &named {
            if let Some(span) = self.in_some_text(article) {
                return Some(Found::Open(article, span));
            }
        }
        if let [article] = named[..] {
            // It is about this article, but the words are not there as they were, or more than
            // once: the note is kept all the same, and the store looks for its place.
            self.quote.as_ref()?;
            return Some(Found::Elsewhere(UNKNOWN, self.bytes.unwrap_or_default(), Some(article)));
        }
        // Nobody says which article: the words do, where one alone has them.
        let mut hits = articles
            .iter()
            .filter_map(|article| Some((article, once(article, &self.quote.as_ref()?.exact)?)));
        match (hits.next(), hits.next()) {
            (Some((article, span)), None) => Some(Found::Open(article, span)),
            _ => None,
        }
    }

    /// Whether the file means this article, by path, file name or id.
    fn names(&self, article: &Article) -> bool {
        let Some(path) = self.path.as_deref().filter(|path| !path.is_empty()) else { return false };
        let name = |path: &str| Path::new(path).file_name().map(ToOwned::to_owned);
        path == article.path || path == article.id || name(path) == name(&article.path)
    }

    /// The place in the very text that the file counts in.
    fn in_its_text(&self, article: &Article) -> Option<Span> {
        let text = &article.text;
        let said = |span: &Span| self.quote.as_ref().is_none_or(|q| span.of(text) == q.exact);
        // A passage is a place of its own, wherever its edges are.
        let is_passage = |span: &Span| article.passages.iter().any(|found| found.span == *span);
        let bytes = self.bytes.filter(|span| is_whole(text, *span) || is_passage(span));
        let points = self.points.and_then(|points| bytes_of(text, points));
        // A quote that differs from what stands at its place is a change that the reader is shown.
        bytes
            .filter(said)
            .or_else(|| points.filter(|span| said(span)).map(|span| widened(text, span)))
            .or(bytes)
            .or_else(|| self.in_some_text(article))
    }

    /// The place in a text that may have changed: only where the words are there.
    fn in_some_text(&self, article: &Article) -> Option<Span> {
        let text = &article.text;
        let points = self.points.and_then(|points| bytes_of(text, points));
        let Some(quote) = &self.quote else {
            // Without words there is only the position.
            return points.map(|span| widened(text, span));
        };
        if quote.exact.is_empty() {
            return None;
        }
        if let Some(span) = points.filter(|span| span.of(text) == quote.exact) {
            return Some(widened(text, span));
        }
        let fits = |span: &Span| {
            text[..span.start].ends_with(&quote.prefix)
                && text[span.end..].starts_with(&quote.suffix)
        };
        let length = quote.exact.len();
        let hits: Vec<Span> = text
            .match_indices(&quote.exact)
            .map(|(start, _)| Span::new(start, start + length))
            .collect();
        let in_context: Vec<Span> = hits.iter().copied().filter(fits).collect();
        let hit = match (&hits[..], &in_context[..]) {
            (_, [one]) | ([one], _) => *one,
            _ => return None,
        };
        Some(widened(text, hit))
    }
}

/// The place of words that stand in the text once.
fn once(article: &Article, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let mut hits = article.text.match_indices(words);
    match (hits.next(), hits.next()) {
        (Some((start, _)), None) => {
            Some(widened(&article.text, Span::new(start, start + words.len())))
        }
        _ => None,
    }
}

/// Code points to bytes.
fn bytes_of(text: &str, [start, end]: [usize; 2]) -> Option<Span> {
    let length = end.checked_sub(start)?;
    let mut places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).skip(start);
    let first = places.next()?;
    let last = if length == 0 { first } else { places.nth(length - 1)? };
    Some(Span::new(first, last))
}

/// Whether a span begins and ends between graphemes of the text.
fn is_whole(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some() && widened(text, span) == span
}

/// The same place from grapheme edge to grapheme edge.
fn widened(text: &str, span: Span) -> Span {
    // No grapheme is looked at beyond its line, which keeps this short in a long text.
    let line = text[..span.start].rfind('\n').unwrap_or(0);
    let mut out = span;
    let graphemes = text[line..]
        .grapheme_indices(true)
        .map(|(at, part)| Span::new(line + at, line + at + part.len()));
    for grapheme in graphemes {
        if grapheme.start < span.start && span.start < grapheme.end {
            out.start = grapheme.start;
        }
        if grapheme.start < span.end && span.end < grapheme.end {
            out.end = grapheme.end;
        }
        if grapheme.start >= span.end {
            break;
        }
    }
    out
}

fn quote_of(article: &Article, span: Span) -> Quote {
    let prefix: Vec<char> = article.text[..span.start].chars().rev().take(CONTEXT).collect();
    Quote {
        exact: span.of(&article.text).to_owned(),
        prefix: prefix.into_iter().rev().collect(),
        suffix: article.text[span.end..].chars().take(CONTEXT).collect(),
    }
}
