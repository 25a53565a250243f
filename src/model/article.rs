use super::{Direction, Lang, PartialDate, Span};
use std::fmt;

/// The SHA-256 of an article's text as decoded; what annotations and verdicts are keyed by, so that
/// a moved file keeps them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 32]);

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..4].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// One article as read, never changed afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// As given on the command line (`-` for standard input; `file#n` for the n-th of several in one file).
    pub path: String,
    /// The file's stem, made unique within the set, or the id that was given.
    pub id: String,
    /// The outlet, where the file or the set names it.
    pub source: Option<String>,
    /// From the file's metadata or its first line; untrusted like the text.
    pub title: Option<String>,
    /// The language of the body.
    pub lang: Lang,
    /// How the language of the body is read; single passages may run the other way.
    pub dir: Direction,
    /// The article's own date (dateline, metadata or `--date`): what "yesterday" counts from.
    pub date: Option<PartialDate>,
    /// Decoded text, byte order mark dropped, nothing else changed; for HTML and the like the
    /// extracted text. Untrusted: may hold escape sequences and bidi controls.
    pub text: String,
    /// Of `text`.
    pub hash: ContentHash,
    /// In the order of the text, without overlap.
    pub passages: Vec<Passage>,
}

impl Article {
    /// The text of one passage; empty if there is no such passage.
    pub fn passage_text(&self, index: usize) -> &str {
        self.passages.get(index).map_or("", |passage| passage.span.of(&self.text))
    }
}

/// A sentence, heading or noise line of an article: the unit that is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// In bytes of [`Article::text`], without the white space around the passage.
    pub span: Span,
    /// What it is to the reader: prose is aligned, noise is not.
    pub kind: PassageKind,
    /// Counts the paragraphs of the article from 0.
    pub paragraph: usize,
    /// The language of this passage; mostly the article's, not so for a quoted tweet.
    pub lang: Lang,
}

/// What a passage is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PassageKind {
    /// The article's own headline; aligned like prose.
    Title,
    /// A sentence, or a heading within the article.
    Prose,
    /// Shown dimmed, never dropped, never scored as prose.
    Noise(NoiseReason),
}

impl PassageKind {
    /// The word the command line prints.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Prose => "prose",
            Self::Noise(_) => "noise",
        }
    }

    /// Whether it belongs to the page and not to the story.
    pub const fn is_noise(self) -> bool {
        matches!(self, Self::Noise(_))
    }
}

/// Why a passage is noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoiseReason {
    /// "Share this", with the names of the networks.
    Share,
    /// A post of a network set into the page, with its counters and handles.
    SocialPost,
    /// Who wrote, photographed or delivered it.
    Credit,
    /// The words under a picture.
    Caption,
    /// What the site wants to be allowed to do.
    Cookies,
    /// Fields, rules and counters of the comments.
    CommentForm,
    /// "Read also", and what follows it.
    Related,
    /// Another article's headline, met among this article's lines.
    Headline,
    /// Place and time of writing; `Article::date` may come from it.
    Dateline,
    /// The outlet's own name as a line.
    SiteName,
    /// An address and nothing else.
    Link,
    /// What it costs to read on.
    Paywall,
    /// Sections, tags, crumbs.
    Navigation,
    /// A line of rules, bullets or signs.
    Symbols,
}

impl NoiseReason {
    /// A phrase for the reader.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Share => "share line",
            Self::SocialPost => "social media post",
            Self::Credit => "credit or source line",
            Self::Caption => "caption",
            Self::Cookies => "cookie or privacy notice",
            Self::CommentForm => "comment form",
            Self::Related => "pointer to another article",
            Self::Headline => "headline of another article",
            Self::Dateline => "dateline",
            Self::SiteName => "site name",
            Self::Link => "bare link",
            Self::Paywall => "subscription notice",
            Self::Navigation => "menu or tag line",
            Self::Symbols => "no words",
        }
    }
}
