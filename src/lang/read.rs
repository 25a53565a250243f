//! Everything that is known of the passages of a set, found in one go.

use super::{concepts, names, values};
use crate::model::{Article, Passage, Reading, Span};
use rayon::prelude::*;

/// Reads every passage: values, names and concepts, with spans in the article's text.
/// `[article][passage]`. Names carry one label an entity over the whole set.
pub fn read(articles: &[Article]) -> Vec<Vec<Reading>> {
    let mut readings: Vec<Vec<Reading>> = articles
        .par_iter()
        .map(|article| article.passages.par_iter().map(|passage| one(article, passage)).collect())
        .collect();
    for (article, found) in readings.iter_mut().zip(names::find(articles)) {
        for (reading, names) in article.iter_mut().zip(found) {
            reading.names = names;
        }
    }
    readings
}

fn one(article: &Article, passage: &Passage) -> Reading {
    let text = passage.span.of(&article.text);
    let base = passage.span.start;
    let moved = |span: &mut Span| *span = span.shifted(base);
    let mut values = values::scan(text, passage.lang);
    values::resolve(&mut values, article.date);
    values.iter_mut().for_each(|value| moved(&mut value.span));
    let mut concepts = concepts::find(text, passage.lang);
    concepts.iter_mut().for_each(|concept| moved(&mut concept.span));
    Reading { values, names: Vec::new(), concepts }
}
