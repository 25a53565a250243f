//! One label an entity over a whole set: which unknown words of its articles are one name.

mod clusters;
mod kinds;
mod pairs;
mod sequences;

use super::candidates::Candidate;
use crate::model::Name;
use clusters::Clusters;
use kinds::Kinds;
use sequences::Sequences;

/// Labels the names among the candidates: `set[article][passage]`. The outcome depends on the set
/// alone. Spans count as those of the candidates.
pub fn unify(set: &[Vec<Vec<Candidate>>]) -> Vec<Vec<Vec<Name>>> {
    let kinds = Kinds::collect(set);
    let clusters = Clusters::new(&kinds);
    let sequences = Sequences::collect(set, &kinds, &clusters);
    set.iter()
        .map(|article| article.iter().map(|passage| sequences.names(passage)).collect())
        .collect()
}
