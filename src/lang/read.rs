//! Everything that is known of the passages of a set, found in one go.

use super::{concepts, names, values};
use crate::model::{Article, Passage, Reading};
use rayon::prelude::*;

/// Reads every passage, with spans in the article's text. `[article][passage]`.
pub fn read(articles: &[Article]) -> Vec<Vec<Reading>> {
    let mut readings: Vec<Vec<Reading>> = articles
        .par_iter()
        .map(|article| article.passages.par_iter().map(|passage| one(article, passage)).collect())
        .collect();
    // Names are matched over the whole set, so that one entity has one label.
    for (article, found) in readings.iter_mut().zip(names::find(articles)) {
        for (reading, names) in article.iter_mut().zip(found) {
            reading.names = names;
            reading.names.shrink_to_fit();
        }
    }
    readings
}

fn one(article: &Article, passage: &Passage) -> Reading {
    let text = passage.span.of(&article.text);
    let base = passage.span.start;
    let mut values = values::scan(text, passage.lang);
    values::resolve(&mut values, article.date);
    for value in &mut values {
        value.span = value.span.shifted(base);
    }
    let mut concepts = concepts::find(text, passage.lang);
    for concept in &mut concepts {
        concept.span = concept.span.shifted(base);
    }
    // Hundreds of thousands of these are kept for a long text, most of them short.
    values.shrink_to_fit();
    concepts.shrink_to_fit();
    Reading { values, concepts, names: Vec::new() }
}
