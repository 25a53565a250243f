use super::{ContentHash, Span};

/// A passage named by what it says and not by its place in a set: survives re-alignment, other
/// sets with the same article, and other versions of the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageKey {
    /// The text that `span` counts in.
    pub article: ContentHash,
    /// The passage's bytes in that text.
    pub span: Span,
}

/// The reader's word on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The two report the same fact: the link is sure and scores 1.
    Confirmed,
    /// They don't: the link ties no fact, and is exported only where it is asked for.
    Rejected,
}

impl Verdict {
    /// The word in output and in the library.
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
    Link {
        /// One end; of which article it is does not matter.
        a: PassageKey,
        /// The other end, of another article.
        b: PassageKey,
        /// Whether the two report the same fact.
        verdict: Verdict,
    },
    /// These passages tell one fact, whatever the engine makes of them.
    Merge {
        /// Two or more, of any of the articles.
        passages: Vec<PassageKey>,
    },
    /// This passage is not part of the fact of the other.
    Split {
        /// What is taken out.
        passage: PassageKey,
        /// Any passage of the fact that it is taken out of.
        from: PassageKey,
    },
    /// The reader's name for the fact that this passage tells; of several the one of fewest passages.
    Name {
        /// Any passage of the fact.
        passage: PassageKey,
        /// Shown and exported as the fact's label.
        label: String,
    },
    /// These two mean the same: an entry of the reader's own glossary.
    Words {
        /// A word of one language.
        a: Word,
        /// What another language says for it.
        b: Word,
    },
}

/// A decision as the library keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// What was decided.
    pub decision: Decision,
    /// Who made it; empty where that is not known.
    pub author: String,
    /// Seconds since 1970-01-01T00:00:00Z; 0 where that is not known.
    pub made: i64,
    /// What its passages said when it was made, in its own order; those that are known.
    pub anchors: Vec<super::Anchor>,
}

/// A word or phrase as it stands in a text of a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// The language in which it means that.
    pub lang: super::Lang,
    /// As selected; compared by its folded form.
    pub text: String,
}

impl Decision {
    /// The word the command line prints.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Link { .. } => "link",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Name { .. } => "name",
            Self::Words { .. } => "words",
        }
    }

    /// The passages that it is about, in the order that gives it its meaning.
    pub fn passages(&self) -> Vec<&PassageKey> {
        match self {
            Self::Link { a, b, .. } => vec![a, b],
            Self::Merge { passages } => passages.iter().collect(),
            Self::Name { passage, .. } => vec![passage],
            Self::Split { passage, from } => vec![passage, from],
            Self::Words { .. } => Vec::new(),
        }
    }

    /// The same decision about passages elsewhere; none where one of them is nowhere.
    pub fn moved(&self, place: impl Fn(&PassageKey) -> Option<PassageKey>) -> Option<Self> {
        Some(match self {
            Self::Link { a, b, verdict } => {
                Self::Link { a: place(a)?, b: place(b)?, verdict: *verdict }
            }
            Self::Merge { passages } => {
                Self::Merge { passages: passages.iter().map(&place).collect::<Option<_>>()? }
            }
            Self::Name { passage, label } => {
                Self::Name { passage: place(passage)?, label: label.clone() }
            }
            Self::Split { passage, from } => {
                Self::Split { passage: place(passage)?, from: place(from)? }
            }
            Self::Words { .. } => self.clone(),
        })
    }
}
