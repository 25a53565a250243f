//! The words of the program as plain values: what is read, what was found in it, what ties
//! passages together, and what the reader has added. Imports no other room.

mod alignment;
mod annotation;
mod article;
mod decision;
mod lang;
mod reading;
mod span;
mod value;

pub use alignment::{
    Alignment, Conflict, ConflictKind, ConflictValue, Evidence, EvidenceKind, Fact, Link,
    LinkConflict, NEARLY, Origin, PassageRef, Tier,
};
pub use annotation::{Anchor, Annotation, AnnotationState, Color, Target};
pub use article::{Article, ContentHash, NoiseReason, Passage, PassageKind};
pub use decision::{Decision, Logged, PassageKey, Verdict, Word};
pub use lang::{BadLang, Direction, Lang};
pub use reading::{Concept, ConceptId, Name, Reading};
pub use span::Span;
pub use value::{
    BadDate, DateValue, PartialDate, Qualifier, Quantity, TimeOfDay, Value, ValueForm, ValueKind,
};
