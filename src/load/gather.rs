//! Paths to files, files to articles.

use super::build::{self, Given};
use super::error::{LoadError, Refusal};
use super::limits::size;
use super::{Loaded, Options, encoding, text};
use crate::model::Article;
use rayon::prelude::*;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Folders within folders are looked into this deep.
const DEEPEST: usize = 8;
/// What a folder is searched for; a file that is named on its own is read whatever its name.
const ENDINGS: &[&str] = &["txt", "text"];

/// Reads everything that the paths name, in the order given.
pub(super) fn gather(paths: &[String], options: &Options) -> Loaded {
    let mut loaded = Loaded::default();
    let mut files = Vec::new();
    for path in paths {
        expand(path, &mut files, &mut loaded.problems);
    }
    let read: Vec<Result<Vec<Article>, LoadError>> =
        files.par_iter().map(|path| read(path, options)).collect();
    for result in read {
        match result {
            Ok(articles) => loaded.articles.extend(articles),
            Err(problem) => loaded.problems.push(problem),
        }
    }
    loaded
}

fn expand(path: &str, files: &mut Vec<String>, problems: &mut Vec<LoadError>) {
    if path == "-" || !Path::new(path).is_dir() {
        files.push(path.to_owned());
        return;
    }
    let before = files.len();
    search(Path::new(path), 0, files, problems);
    if files.len() == before && problems.iter().all(|problem| problem.path != path) {
        let refusal = Refusal::new(
            "there is no article in this folder",
            format!("articles end in .{}", ENDINGS.join(", .")),
        );
        problems.push(refusal.of(path));
    }
}

fn search(folder: &Path, depth: usize, files: &mut Vec<String>, problems: &mut Vec<LoadError>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let refusal = Refusal::new(
                format!("the folder can't be read ({error})"),
                "check its permissions",
            );
            problems.push(refusal.of(&folder.to_string_lossy()));
            return;
        }
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                search(&path, depth + 1, files, problems);
            }
        } else if path
            .extension()
            .is_some_and(|ext| ENDINGS.contains(&ext.to_string_lossy().to_lowercase().as_str()))
        {
            files.push(path.to_string_lossy().into_owned());
        }
    }
}

fn read(path: &str, options: &Options) -> Result<Vec<Article>, LoadError> {
    let bytes = bytes_of(path, options).map_err(|refusal| refusal.of(path))?;
    let text = encoding::decode(&bytes, None).map_err(|refusal| refusal.of(path))?;
    if text.trim().is_empty() {
        let refusal = Refusal::new("the file is empty", "give a file with an article in it");
        return Err(refusal.of(path));
    }
    let stem = stem(path);
    let given = Given { path, id: &stem, lang: options.lang(path), date: options.date(path) };
    Ok(vec![build::article(text::read(text), &given)])
}

fn stem(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    Path::new(path)
        .file_stem()
        .map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// The file's content, refused where it is too large before it is read.
fn bytes_of(path: &str, options: &Options) -> Result<Vec<u8>, Refusal> {
    let limit = options.limits.file_bytes;
    let too_large = |bytes: Option<u64>| {
        let length = bytes.map_or_else(|| "more".to_owned(), size);
        Refusal::new(
            format!("{length} is more than the limit of {}", size(limit)),
            "split it, or raise `file_bytes` under [limits] in the configuration",
        )
    };
    let cannot = |error: std::io::Error| {
        let way_out = match error.kind() {
            std::io::ErrorKind::NotFound => "check the spelling of the path",
            std::io::ErrorKind::PermissionDenied => "check the file's permissions",
            _ => "check that the file is there and whole",
        };
        Refusal::new(format!("can't be read ({error})"), way_out)
    };
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        let file = fs::File::open(path).map_err(cannot)?;
        let length = file.metadata().map_err(cannot)?.len();
        if length > limit {
            return Err(too_large(Some(length)));
        }
        // Again by the bytes that come: a pipe or device has no length.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(cannot)?;
    }
    if bytes.len() as u64 > limit { Err(too_large(None)) } else { Ok(bytes) }
}
