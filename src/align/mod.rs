//! Evidence to links, links to facts and conflicts, each with its reasons. Pure: what is known of
//! the passages is handed in, the same input gives the same output, and it can be cancelled.

mod conflicts;
pub mod decisions;
mod facts;
pub mod features;
mod glossary;
pub mod group;
pub mod meaning;
pub mod mentions;
pub mod pairs;
mod parallel;
pub mod rivals;
pub(crate) mod scope;
pub mod score;
pub mod weights;

use crate::model::{Alignment, Article, Decision, Link, PassageRef, Reading};
use std::sync::atomic::{AtomicBool, Ordering};

/// Nearness of meaning for the passages of a set.
pub struct Vectors {
    /// What they were made with: a cosine is worth more from one than from another.
    pub kind: meaning::MeaningKind,
    /// `[article][passage][dimension]`: a unit vector for each passage, centred by language; empty
    /// where a passage has none.
    pub rows: Vec<Vec<Vec<f32>>>,
    /// `[article][passage][clause][dimension]`: likewise for each clause of a passage that has
    /// several; empty where a passage is one clause.
    pub clauses: Vec<Vec<Vec<Vec<f32>>>>,
}

/// One set of articles on which to find the passages that report the same fact.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The set, in order; what comes out refers to them by place.
    pub articles: &'a [Article],
    /// `[article][passage]`, as `lang` read them.
    pub readings: &'a [Vec<Reading>],
    /// None: words alone decide.
    pub vectors: Option<&'a Vectors>,
    /// What the reader decided, oldest first.
    pub decisions: &'a [Decision],
}

/// The work was called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("alignment was cancelled")]
pub struct Cancelled;

/// Whether two articles say anything: one alone has nothing to be linked with, however long it is.
pub fn can_be_compared(articles: &[Article]) -> bool {
    articles.iter().filter(|article| !article.passages.is_empty()).count() > 1
}

/// Aligns a set. Polls `cancel` between article pairs.
pub fn align(input: Input<'_>, cancel: &AtomicBool) -> Result<Alignment, Cancelled> {
    let mut links = Vec::new();
    if can_be_compared(input.articles) {
        let set = mentions::Set::new(input);
        let judges = weights::judges(input.vectors.map(|vectors| vectors.kind));
        let candidates = pairs::candidates(&set, input.vectors, cancel)?;
        links = score::links(&set, &candidates, judges);
    }
    decisions::apply_to_links(input, &mut links);
    if cancel.load(Ordering::Relaxed) {
        return Err(Cancelled);
    }
    links.sort_by_key(|link| (link.a, link.b));
    let facts = facts::find(input, &links);
    Ok(Alignment { links, facts })
}

impl Link {
    /// The passage at the other end, if `end` is one of the two.
    pub fn other(&self, end: PassageRef) -> Option<PassageRef> {
        if self.a == end {
            Some(self.b)
        } else if self.b == end {
            Some(self.a)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;
