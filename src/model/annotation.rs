use super::{ContentHash, Span};

/// What the reader wrote about a passage, a range, a link or a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Unique in the world and for ever (a UUID as text).
    pub id: String,
    /// What was annotated; says how `anchors` are to be read.
    pub on: Target,
    /// The first is where the reader stood; a link has two, a fact one for each passage.
    pub anchors: Vec<Anchor>,
    /// What the reader wrote, as written; may be empty where a colour or a tag says it all.
    pub note: String,
    /// Sorted, without repeats.
    pub tags: Vec<String>,
    /// What the words are marked with in the panes.
    pub color: Color,
    /// The name from the settings or the account when it was written; may be empty.
    pub author: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
    /// Likewise; the same as `created` until it is changed.
    pub modified: i64,
    /// How the worst of its places could be found in the articles as they are now.
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
    /// See [`Article::id`](super::Article::id).
    pub article_id: String,
    /// The article's language when the annotation was made.
    pub lang: super::Lang,
    /// Where the quote stands, in bytes of the text that `article` is the hash of.
    pub span: Span,
    /// Exactly the text under the span.
    pub quote: String,
    /// Up to 32 code points before and after the quote.
    pub prefix: String,
    /// Up to 32 code points of the text after it.
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

/// What an annotation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A whole passage: one anchor.
    Passage,
    /// Words that the reader selected, within a passage or over several: one anchor.
    Range,
    /// Two passages of two articles: two anchors.
    Link,
    /// All passages that tell a fact: an anchor each.
    Fact,
}

impl Target {
    /// The word in output and in the library.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passage => "passage",
            Self::Range => "range",
            Self::Link => "link",
            Self::Fact => "fact",
        }
    }
}

/// What an annotated place is marked with; the theme decides which shade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// The colour of a new annotation.
    #[default]
    Yellow,
    /// The second; colours mean what the reader wants them to mean.
    Green,
    /// The third.
    Blue,
    /// The fourth.
    Red,
    /// The fifth.
    Purple,
}

impl Color {
    /// In the order in which one key walks through them.
    pub const ALL: [Color; 5] = [Self::Yellow, Self::Green, Self::Blue, Self::Red, Self::Purple];

    /// The word in output and in the library.
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

/// Whether a place is still in its article as it is now. Of several places the worst counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AnnotationState {
    /// The quote stands where it stood, or was found elsewhere in the text as good as unchanged.
    #[default]
    Anchored,
    /// Found again, but a number or date in the quote differs: for the reader to look at.
    Changed,
    /// Not found in the article as it is now; kept and listed.
    Orphan,
}

impl AnnotationState {
    /// The word in output and on the board of annotations.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anchored => "anchored",
            Self::Changed => "changed",
            Self::Orphan => "orphan",
        }
    }
}
