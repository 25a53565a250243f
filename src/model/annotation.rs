use super::{ContentHash, Span};

/// What the reader wrote about a passage, a range, a link or a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Unique in the world and for ever (a UUID as text).
    pub id: String,
    pub on: Target,
    /// The first is where the reader stood; a link has two, a fact one for each passage.
    pub anchors: Vec<Anchor>,
    pub note: String,
    /// Sorted, without repeats.
    pub tags: Vec<String>,
    pub color: Color,
    pub author: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
    pub modified: i64,
    pub state: AnnotationState,
}

/// A place in an article that can be found again after the article's text has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The text that `span` counts in.
    pub article: ContentHash,
    /// The article's path and id when the annotation was made: for people, and to look for a
    /// changed version of the article.
    pub path: String,
    pub article_id: String,
    pub lang: super::Lang,
    pub span: Span,
    /// Exactly the text under the span.
    pub quote: String,
    /// Up to 32 code points before and after the quote.
    pub prefix: String,
    pub suffix: String,
}

/// Code points of context kept before and after a quote.
const CONTEXT: usize = 32;

impl Anchor {
    /// An anchor for a span of an article.
    pub fn new(article: &super::Article, span: Span) -> Self {
        let text = &article.text;
        let before = text.get(..span.start).unwrap_or_default();
        let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let after = text.get(span.end..).unwrap_or_default();
        Self {
            article: article.hash,
            path: article.path.clone(),
            article_id: article.id.clone(),
            lang: article.lang,
            span,
            quote: span.of(text).to_owned(),
            prefix: before[start..].to_owned(),
            suffix: after.chars().take(CONTEXT).collect(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    Passage,
    Range,
    Link,
    Fact,
}

impl Target {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Range => "range",
            Self::Link => "link",
            Self::Fact => "fact",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    #[default]
    Yellow,
    Green,
    Blue,
    Red,
    Purple,
}

impl Color {
    pub const ALL: [Color; 5] = [Self::Yellow, Self::Green, Self::Blue, Self::Red, Self::Purple];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Red => "red",
            Self::Purple => "purple",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AnnotationState {
    #[default]
    Anchored,
    /// Found again, but a number or date in the quote differs: for the reader to look at.
    Changed,
    /// Not found in the article as it is now; kept and listed.
    Orphan,
}

impl AnnotationState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anchored => "anchored",
            Self::Changed => "changed",
            Self::Orphan => "orphan",
        }
    }
}
