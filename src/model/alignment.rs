use super::Span;

/// A passage of a set: the article's place in the set, the passage's place in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageRef {
    pub article: usize,
    pub passage: usize,
}

/// What `align` makes of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Ordered by (a, b); each pair of passages at most once, `a` before `b`.
    pub links: Vec<Link>,
    pub facts: Vec<Fact>,
}

/// Two passages of two articles that report the same fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub a: PassageRef,
    pub b: PassageRef,
    /// 0 to 1: the share of links with this score that are right.
    pub score: f32,
    pub tier: Tier,
    pub origin: Origin,
    pub verdict: Option<super::Verdict>,
    /// Heaviest first.
    pub evidence: Vec<Evidence>,
    pub conflicts: Vec<LinkConflict>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    Possible,
    /// Nine in ten are right.
    Sure,
}

impl Tier {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Sure => "sure",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    Automatic,
    Human,
}

impl Origin {
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
    pub kind: EvidenceKind,
    /// Normal form of the value, label of the name or concept; for `Support` the third passage.
    pub value: String,
    /// The very words in a's and b's text; none for `Meaning` and `Support`.
    pub a: Option<Span>,
    pub b: Option<Span>,
    /// Share of the link's strength, at least 0; comparable within a link.
    pub weight: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvidenceKind {
    Date,
    Number,
    Name,
    Concept,
    Meaning,
    Support,
}

impl EvidenceKind {
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
    pub kind: ConflictKind,
    /// Normal forms.
    pub a: String,
    pub b: String,
    pub a_span: Span,
    pub b_span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConflictKind {
    Date,
    Number,
    Name,
}

impl ConflictKind {
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
    pub conflicts: Vec<Conflict>,
}

/// One matter of a fact on which its passages disagree.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub kind: ConflictKind,
    /// At least two different values.
    pub values: Vec<ConflictValue>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConflictValue {
    pub at: PassageRef,
    pub span: Span,
    /// Normal form.
    pub value: String,
}
