use super::Span;

/// A passage of a set: the article's place in the set, the passage's place in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageRef {
    /// Counts the articles of the set from 0, in the order in which they were given.
    pub article: usize,
    /// Counts the passages of the article from 0, noise included.
    pub passage: usize,
}

/// What `align` makes of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Ordered by (a, b); each pair of passages at most once, `a` before `b`.
    pub links: Vec<Link>,
    /// Each with mentions in at least two articles. Not kept by the library: made anew from the
    /// links.
    pub facts: Vec<Fact>,
}

/// Two passages of two articles that report the same fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The end in the article that comes first in the set.
    pub a: PassageRef,
    /// The end in the later article.
    pub b: PassageRef,
    /// 0 to 1: the share of links with this score that are right.
    pub score: f32,
    /// What the score is worth, measured on sets that were not learned from.
    pub tier: Tier,
    /// Who found it.
    pub origin: Origin,
    /// The reader's word on it, none where there is none.
    pub verdict: Option<super::Verdict>,
    /// Heaviest first.
    pub evidence: Vec<Evidence>,
    /// Values of the two passages that contradict each other.
    pub conflicts: Vec<LinkConflict>,
}

/// How far a link can be relied on. Ordered: possible comes before sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// More likely right than not; shown, but told apart from what is sure.
    Possible,
    /// About nine in ten are right; of articles that hardly retell each other somewhat fewer.
    Sure,
}

impl Tier {
    /// The word in output and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Sure => "sure",
        }
    }
}

/// Who found a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The engine.
    Automatic,
    /// The reader linked by hand what the engine had not found.
    Human,
}

impl Origin {
    /// The word in output: `auto` or `human`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "auto",
            Self::Human => "human",
        }
    }
}

/// One reason for a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What sort of thing the two passages share.
    pub kind: EvidenceKind,
    /// Normal form of the value, label of the name or concept; for `Support` the third passage.
    pub value: String,
    /// The very words in a's and b's text; none for `Meaning` and `Support`.
    pub a: Option<Span>,
    /// The words in b's text that say the same as those in a's.
    pub b: Option<Span>,
    /// Share of the link's strength, at least 0; comparable within a link.
    pub weight: f32,
}

impl Evidence {
    /// The passage of a third article that [`EvidenceKind::Support`] names, `article:passage` by
    /// their places in the set.
    pub fn third(&self) -> Option<PassageRef> {
        if self.kind != EvidenceKind::Support {
            return None;
        }
        let (article, passage) = self.value.split_once(':')?;
        Some(PassageRef { article: article.parse().ok()?, passage: passage.parse().ok()? })
    }
}

/// What stands between two values that are nearly the same in the value of a piece of evidence: a's, b's.
pub const NEARLY: &str = " ~ ";

/// What two passages can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// A day, month or year, resolved where the article's date or a link gives what the words lack.
    Date,
    /// A count, measure, sum of money, percentage, duration or time of day.
    Number,
    /// A person, place or organisation, whatever the scripts it is written in.
    Name,
    /// A kind of event of the built-in lexicon, or an entry of the reader's own glossary.
    Concept,
    /// Nearness of the two passages as vectors of the table or the encoder.
    Meaning,
    /// A passage of a third article that is linked to both.
    Support,
}

impl EvidenceKind {
    /// The word in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
            Self::Name => "name",
            Self::Concept => "concept",
            Self::Meaning => "meaning",
            Self::Support => "support",
        }
    }
}

/// Two linked passages that say different things of one matter.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkConflict {
    /// What sort of value they differ in.
    pub kind: ConflictKind,
    /// Normal forms.
    pub a: String,
    /// What passage b says.
    pub b: String,
    /// The words in a's text.
    pub a_span: Span,
    /// The words in b's text.
    pub b_span: Span,
}

/// What passages of one fact can disagree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConflictKind {
    /// When it was.
    Date,
    /// How much, how many or how long.
    Number,
    /// Who or where.
    Name,
}

impl ConflictKind {
    /// The word in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
            Self::Name => "name",
        }
    }
}

/// Passages of two or more articles tied by links around shared evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Made from its passages' content, so that it is the same in every run.
    pub id: String,
    /// For the reader: the evidence in a few words, or the name the reader gave.
    pub label: String,
    /// Kind and normal form of what the passages share, heaviest first.
    pub evidence: Vec<(EvidenceKind, String)>,
    /// Ordered.
    pub mentions: Vec<PassageRef>,
    /// A matter each; empty where the passages agree in all they say.
    pub conflicts: Vec<Conflict>,
}

/// One matter of a fact on which its passages disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What sort of value they differ in.
    pub kind: ConflictKind,
    /// At least two different values.
    pub values: Vec<ConflictValue>,
}

/// What one passage says of the matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConflictValue {
    /// The passage that says so.
    pub at: PassageRef,
    /// The words in that passage's article that say so.
    pub span: Span,
    /// Normal form.
    pub value: String,
}
