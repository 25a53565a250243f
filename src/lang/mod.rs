//! What is known of languages: folding, sentences, values, names, event concepts. Table-driven;
//! the tables stand in `assets/lang/`. Knows neither the file system nor the clock.

pub(crate) mod assets;
pub(crate) mod clauses;
pub mod concepts;
pub mod fold;
pub mod identify;
pub mod in_words;
mod languages;
pub(crate) mod letters;
pub mod names;
pub mod read;
pub mod sentences;
pub(crate) mod surrogates;
pub mod values;
pub mod words;
