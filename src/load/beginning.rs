//! The first paragraphs of long texts, to be shown while the rest is read.

use super::{Options, gather, make_ids_unique};
use crate::model::Article;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Files that have fewer bytes than this together are read before anybody would look for them.
const LONG: u64 = 2_000_000;
/// How much of each is read, in bytes: more than a screen holds, so that there is some way to go.
const ENOUGH: u64 = 64 * 1024;

/// The beginnings of plain texts of which at least one is long, under the names that the whole
/// articles will have; none where it would not pay, or could not be told from so little.
pub fn beginnings(paths: &[String], options: &Options) -> Option<Vec<Article>> {
    let lengths = paths.iter().map(|path| {
        let about = std::fs::metadata(path).ok().filter(|about| about.is_file())?;
        (is_plain(path) && about.len() <= options.limits.file_bytes).then_some(about.len())
    });
    let all: u64 = lengths.sum::<Option<u64>>()?;
    if all < LONG {
        return None;
    }
    let articles = paths.iter().map(|path| beginning(path, options));
    let mut articles = articles.collect::<Option<Vec<Article>>>()?;
    make_ids_unique(&mut articles);
    Some(articles)
}

fn is_plain(path: &str) -> bool {
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| matches!(ending, "txt" | "text"))
}

fn beginning(path: &str, options: &Options) -> Option<Article> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(ENOUGH).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 == ENOUGH {
        // Up to an empty line, which ends a paragraph however the text is set.
        let end = bytes.windows(2).rposition(|pair| pair == b"\n\n")?;
        bytes.truncate(end);
    }
    // In other encodings a byte says little of where a letter or a line ends.
    std::str::from_utf8(&bytes).ok()?;
    let mut articles = gather::from_bytes(path, bytes, options).articles;
    articles.pop().filter(|_| articles.is_empty())
}
