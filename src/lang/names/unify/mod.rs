//! One label an entity over a whole set: which unknown words of its articles are one name.

mod clusters;
mod compounds;
mod kinds;
mod pairs;
mod sequences;
mod spots;

use crate::model::{Article, Name};
use clusters::Clusters;
use rayon::prelude::*;
use sequences::Sequences;
use spots::Set;

/// The names of a set, `[article][passage]`. The outcome depends on the set alone. Spans count in
/// the passages.
pub fn unify(articles: &[Article]) -> Vec<Vec<Vec<Name>>> {
    let (set, mut kinds) = Set::read(articles);
    compounds::add(&mut kinds, &set);
    let clusters = Clusters::new(&kinds);
    let sequences = Sequences::collect(&set, &kinds, &clusters);
    let of = |(article, size): (usize, usize)| {
        let passages = (0..size).into_par_iter();
        passages.map(|passage| sequences.names(set.passage(article, passage))).collect()
    };
    set.sizes().enumerate().map(of).collect()
}
