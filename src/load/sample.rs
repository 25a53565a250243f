//! The built-in sample: an event that never was, told by eight outlets that never were, written
//! for this project.

use super::{Article, from_text};

/// The name of each article and its text, in the order of the panes.
macro_rules! files {
    ($($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../assets/sample/", $name, ".txt")))),*]
    };
}

const FILES: &[(&str, &str)] = files!("hi", "ar", "fa", "en", "ru", "ur", "he", "tr");

/// What `hexapla` opens when no path is given.
pub fn sample() -> Vec<Article> {
    FILES
        .iter()
        .map(|(id, text)| {
            from_text(&format!("sample/{id}.txt"), id, (*text).to_owned(), None, None)
        })
        .collect()
}
