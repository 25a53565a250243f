//! What others, or another library, wrote about articles: annotations and verdicts out of W3C Web
//! Annotation (JSON-LD) and verdicts out of TMX. Here they are only read and found in the articles
//! that are open; what becomes of them the caller decides.

mod instant;
mod iri;
mod places;
mod tmx;
pub(crate) mod webanno;

use crate::model::{Annotation, Article, Logged};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Anchored in the open articles, or in a version of their text that is not open: the store looks
    /// for the quote.
    pub annotations: Vec<Annotation>,
    /// Of which every passage could be told; with author and time where the file tells them, and
    /// what the passages said.
    pub decisions: Vec<Logged>,
    /// What could not be used, each with the reason.
    pub problems: Vec<String>,
    /// What nobody wrote or decided: links, facts and conflicts as they were found.
    pub passed_over: usize,
}

impl Imported {
    /// How many annotations are on an article that is open, but on words that it does not have, or
    /// has more than once: the store looks for them whenever that article is opened.
    pub fn unplaced(&self) -> usize {
        let lost = |note: &&Annotation| note.anchors.iter().any(|a| a.article == places::UNKNOWN);
        self.annotations.iter().filter(lost).count()
    }
}

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// By its first bytes it is nothing that can be read here.
    #[error(
        "neither Web Annotation (JSON-LD) nor TMX; `hexapla export annotations --format webanno` writes one, `hexapla export pairs --format tmx` the other"
    )]
    Unknown,
    /// It is JSON, but not to the end.
    #[error("line {line}: broken JSON ({what}); get the file again")]
    Json {
        /// From 1; where the reader gave up, which may be behind the mistake.
        line: usize,
        /// What the parser says of it.
        what: String,
    },
    /// It is XML, but not to the end.
    #[error("line {line}: broken XML ({what}); export the file again")]
    Xml {
        /// From 1; where the reader gave up, which may be behind the mistake.
        line: usize,
        /// What the parser says of it.
        what: String,
    },
    /// Well-formed so far as it goes.
    #[error("the file ends in the middle; get the whole file")]
    CutShort,
    /// XML of another kind; the outermost element's name.
    #[error("no TMX: the outermost element is `{0}`; only TMX gives verdicts back")]
    NotTmx(String),
}

/// Reads a file of either kind, told apart by content.
///
/// `articles`: those that are open. `now`: seconds since 1970, for what bears no date.
pub fn read(text: &str, articles: &[Article], now: i64) -> Result<Imported, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().chars().next() {
        Some('{' | '[') => webanno::read(text, articles, now),
        Some('<') => tmx::read(text, articles),
        _ => Err(ImportError::Unknown),
    }
}
