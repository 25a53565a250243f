//! Which source of meaning is used, and the vectors it gives for a set.

use super::paths;
use crate::align::meaning::{Cached, Encoder, Meaning, MeaningError, ModelDir, Table, assets};
use crate::align::{self, Vectors};
use crate::cli::{Global, MeaningChoice};
use crate::lang::clauses::Outline;
use crate::model::{Article, Lang};
use crate::store;
use anyhow::{Context, Result};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// The source that was asked for, the encoder where nothing was; none for `--meaning none`. A
/// folder given with `--model` takes the encoder's place.
pub fn source(global: &Global) -> Result<Option<Arc<dyn Meaning>>> {
    match (global.meaning.unwrap_or(MeaningChoice::Encoder), &global.model) {
        (MeaningChoice::None, _) => Ok(None),
        (MeaningChoice::Table, _) => table().map(Some),
        (MeaningChoice::Encoder, Some(dir)) => Ok(Some(cached(Box::new(ModelDir::open(dir)?)))),
        (MeaningChoice::Encoder, None) => {
            let encoder = Encoder::open(assets::ENCODER, assets::ENCODER_MEANS)
                .context("the built-in encoder can't be used")?;
            Ok(Some(cached(Box::new(encoder))))
        }
    }
}

/// The source for the first links, before the one that was asked for is ready.
pub fn quick(global: &Global) -> Result<Option<Arc<dyn Meaning>>> {
    match global.meaning {
        Some(MeaningChoice::None) => Ok(None),
        _ => table().map(Some),
    }
}

/// The built-in table; what it gives is made faster than it could be read from a cache.
fn table() -> Result<Arc<dyn Meaning>> {
    let table = Table::open(assets::TABLE).context("the built-in table can't be used")?;
    Ok(Arc::new(table))
}

/// Vectors are kept where the platform keeps such things; without such a place they are made anew.
fn cached(source: Box<dyn Meaning>) -> Arc<dyn Meaning> {
    match paths::cache() {
        Ok(folder) => {
            // Vectors tell what was read. Where it can't be made nothing is kept.
            let _ = store::private_folder(&folder);
            Arc::new(Cached::new(source, folder))
        }
        Err(_) => Arc::from(source),
    }
}

/// The vectors of a set's passages and of their clauses; noise has none, since it is not compared by
/// meaning, and an article that is alone has none.
pub fn vectors(
    source: &dyn Meaning,
    articles: &[Article],
    progress: &dyn Fn(usize, usize),
    cancel: &AtomicBool,
) -> Result<Vectors, MeaningError> {
    let compared = if align::can_be_compared(articles) { articles } else { &[] };
    let mut texts: Vec<(Lang, &str)> = Vec::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (number, article) in compared.iter().enumerate() {
        for (index, passage) in article.passages.iter().enumerate() {
            if !passage.kind.is_noise() {
                texts.push((passage.lang, passage.span.of(&article.text)));
                places.push((number, index));
            }
        }
    }
    let whole = texts.len();
    for number in 0..whole {
        let (lang, text) = texts[number];
        let pieces = Outline::new(text, lang).pieces(text.len());
        if pieces.len() > 1 {
            texts.extend(pieces.into_iter().map(|piece| (lang, text[piece].trim())));
            places.resize(texts.len(), places[number]);
        }
    }
    let all = texts.len();
    let mut found = source.embed(&texts, &|done| progress(done, all), cancel)?;
    let mut clauses: Vec<Vec<Vec<Vec<f32>>>> =
        articles.iter().map(|article| vec![Vec::new(); article.passages.len()]).collect();
    for ((article, passage), vector) in places.drain(whole..).zip(found.drain(whole..)) {
        clauses[article][passage].push(vector);
    }
    let mut rows: Vec<Vec<Vec<f32>>> =
        articles.iter().map(|article| vec![Vec::new(); article.passages.len()]).collect();
    for ((article, passage), vector) in places.into_iter().zip(found) {
        rows[article][passage] = vector;
    }
    Ok(Vectors { kind: source.kind(), rows, clauses })
}
