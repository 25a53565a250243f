use super::{ContentHash, Span};

/// A passage named by what it says and not by its place in a set: survives re-alignment, other
/// sets with the same article, and other versions of the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageKey {
    pub article: ContentHash,
    pub span: Span,
}

/// The reader's word on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Confirmed,
    Rejected,
}

impl Verdict {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// A correction of the reader, obeyed by every later alignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A verdict on a link, or a link made by hand where the engine has none (`Confirmed`).
    Link { a: PassageKey, b: PassageKey, verdict: Verdict },
    /// These passages tell one fact, whatever the engine makes of them.
    Merge { passages: Vec<PassageKey> },
    /// This passage is not part of the fact of the other.
    Split { passage: PassageKey, from: PassageKey },
    /// The reader's name for the fact that this passage tells.
    Name { passage: PassageKey, label: String },
}
