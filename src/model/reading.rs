use super::{Span, Value};
use std::sync::Arc;

/// What `lang` found in one passage. Spans count in the article's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text, without overlap.
    pub values: Vec<Value>,
    /// In the order of the text.
    pub names: Vec<Name>,
    /// In the order of the text; two concepts may stand on the same words.
    pub concepts: Vec<Concept>,
}

/// A person, place or organisation named in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The words that name it, in the article's text.
    pub span: Span,
    /// In Latin letters; one label an entity, the same in every article and language of a set, and
    /// one piece of memory, since a long article has millions of names.
    pub label: Arc<str>,
}

/// An event concept of the lexicon found in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concept {
    /// The words that say it, in the article's text.
    pub span: Span,
    /// Which one.
    pub id: ConceptId,
}

/// A row of the built-in lexicon; `lang::concepts` knows its name, label and group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub u16);
