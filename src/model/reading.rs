use super::{Span, Value};

/// What `lang` found in one passage. Spans count in the article's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text, without overlap.
    pub values: Vec<Value>,
    pub names: Vec<Name>,
    pub concepts: Vec<Concept>,
}

/// A person, place or organisation named in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub span: Span,
    /// In Latin letters; one label an entity, the same in every article and language of a set.
    pub label: String,
}

/// An event concept of the lexicon found in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    pub span: Span,
    pub id: ConceptId,
}

/// A row of the built-in lexicon; `lang::concepts` knows its name, label and group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub u16);
