//! The built-in sample: the same event told by outlets that never were, written for this project.

use super::{Article, from_text};

const FILES: &[(&str, &str)] = &[
    ("sample/ar.txt", include_str!("../../assets/sample/ar.txt")),
    ("sample/en.txt", include_str!("../../assets/sample/en.txt")),
];

/// What `hexapla` opens when no path is given.
pub fn sample() -> Vec<Article> {
    FILES
        .iter()
        .map(|(path, text)| {
            let id = path.trim_start_matches("sample/").trim_end_matches(".txt");
            from_text(path, id, (*text).to_owned(), None, None)
        })
        .collect()
}
