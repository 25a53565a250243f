//! Bytes to articles: the encoding, one file per format, the language, the passages, and which of
//! them are noise. A file that can't be read is a [`LoadError`] and the others open.

mod beginning;
mod bitext;
mod build;
mod dates;
mod docx;
mod draft;
mod encoding;
mod epub;
mod error;
mod feed;
mod format;
mod gather;
mod html;
mod json;
mod limits;
mod markdown;
mod noise;
mod passages;
mod pdf;
mod sample;
mod set;
mod text;
mod zipped;

pub use beginning::beginnings;
pub use build::{from_passages, from_text};
pub use error::LoadError;
pub use gather::is_pattern;
pub use limits::{Limits, size};
pub use sample::sample;

use crate::model::{Article, Lang, PartialDate};
use std::collections::HashSet;

/// What the command line says of the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A path as given (or a file's path below a folder that was given) and its language.
    pub langs: Vec<(String, Lang)>,
    /// Likewise the article's own date.
    pub dates: Vec<(String, PartialDate)>,
    /// How large a file, and what comes out of it, may be.
    pub limits: Limits,
}

impl Options {
    fn lang(&self, path: &str) -> Option<Lang> {
        self.langs.iter().find(|(named, _)| named == path).map(|(_, lang)| *lang)
    }

    fn date(&self, path: &str) -> Option<PartialDate> {
        self.dates.iter().find(|(named, _)| named == path).map(|(_, date)| *date)
    }
}

/// What could be read, and what could not.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// In the order given; the ids are unique.
    pub articles: Vec<Article>,
    /// What could not be read; the rest is in `articles`.
    pub problems: Vec<LoadError>,
}

/// Reads files, folders (every article in them, sorted by path), patterns (`*.txt`), set files, and
/// `-`, the standard input.
pub fn load(paths: &[String], options: &Options) -> Loaded {
    let mut loaded = gather::gather(paths, options);
    make_ids_unique(&mut loaded.articles);
    loaded
}

/// Reads a file's content that is in memory already, of whatever format; `path` names it in the
/// articles and messages. A set file's members are still read from the disk.
pub fn from_bytes(path: &str, bytes: Vec<u8>, options: &Options) -> Loaded {
    let mut loaded = gather::from_bytes(path, bytes, options);
    make_ids_unique(&mut loaded.articles);
    loaded
}

/// Gives the second and later articles of one id a number: `ar`, `ar-2`, `ar-3`.
fn make_ids_unique(articles: &mut [Article]) {
    let given: HashSet<String> = articles.iter().map(|article| article.id.clone()).collect();
    let mut used: HashSet<String> = HashSet::new();
    for article in articles {
        if !used.insert(article.id.clone()) {
            let mut n = 2_usize;
            let free = loop {
                let id = format!("{}-{n}", article.id);
                if !given.contains(&id) && !used.contains(&id) {
                    break id;
                }
                n += 1;
            };
            used.insert(free.clone());
            article.id = free;
        }
    }
}
