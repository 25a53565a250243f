//! Paths to files, files to articles.

use super::build::{self, Given};
use super::draft::Draft;
use super::error::{LoadError, Refusal};
use super::format::{self, ENDINGS, Format};
use super::limits::{Limits, size};
use super::set::{self, Member};
use super::{Loaded, Options, bitext, docx, encoding, epub, feed, html, json, markdown, pdf, text};
use rayon::prelude::*;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders within folders are looked into this deep.
const DEEPEST: usize = 8;

/// Reads everything that the paths name, in the order given.
pub(super) fn gather(paths: &[String], options: &Options) -> Loaded {
    let mut loaded = Loaded::default();
    let mut files = Vec::new();
    for path in paths {
        expand(path, &options.limits, &mut files, &mut loaded.problems);
    }
    let read: Vec<Loaded> = files.par_iter().map(|path| read(path, options)).collect();
    for file in read {
        loaded.articles.extend(file.articles);
        loaded.problems.extend(file.problems);
    }
    loaded
}

/// Puts the files that a path stands for behind the others: itself, those of a folder, or those
/// that fit a pattern (`*`, `?`, `[...]`, `**`) where there is no file of this very name.
fn expand(path: &str, limits: &Limits, files: &mut Vec<String>, problems: &mut Vec<LoadError>) {
    let before = (files.len(), problems.len());
    let refusal = if path == "-" || Path::new(path).is_file() {
        files.push(path.to_owned());
        None
    } else if Path::new(path).is_dir() {
        search(Path::new(path), 0, files, problems);
        let way_out = format!("articles end in .{}", ENDINGS.join(", ."));
        Some(Refusal::new("there is no article in this folder", way_out))
    } else if is_pattern(path) {
        match fitting(path, problems) {
            Err(refusal) => problems.push(refusal.of(path)),
            Ok(found) => {
                for path in found {
                    if path.is_dir() {
                        search(&path, 0, files, problems);
                    } else {
                        files.push(path.to_string_lossy().into_owned());
                    }
                }
            }
        }
        let way_out = "check its spelling, and that it is in quotes";
        Some(Refusal::new("there is no file that fits this pattern", way_out))
    } else {
        // A pipe or device; or nothing, which reading it will tell.
        files.push(path.to_owned());
        None
    };
    if let Some(refusal) = refusal
        && (files.len(), problems.len()) == before
    {
        problems.push(refusal.of(path));
    }
    if let Err(refusal) = limits.check_count(files.len() - before.0, "files") {
        files.truncate(before.0);
        problems.push(refusal.of(path));
    }
}

/// Whether a path stands for those that fit it: a file of this very name comes first.
pub fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '[']) && !Path::new(path).exists()
}

/// What fits a pattern, sorted; files and folders whose names begin with a dot only where it says so.
/// Folders that could not be looked into are problems.
fn fitting(pattern: &str, problems: &mut Vec<LoadError>) -> Result<Vec<PathBuf>, Refusal> {
    let options = glob::MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let paths = glob::glob_with(pattern, options).map_err(|error| {
        let way_out = "write * for any letters, ? for one, [abc] for one of several, [[] for a [";
        Refusal::new(format!("is no pattern ({error})"), way_out)
    })?;
    let mut found: Vec<PathBuf> = Vec::new();
    for path in paths {
        match path {
            Ok(path) => found.push(path),
            Err(error) => problems.push(shut(error.path(), error.error())),
        }
    }
    found.sort();
    Ok(found)
}

fn shut(folder: &Path, error: &std::io::Error) -> LoadError {
    Refusal::new(format!("the folder can't be read ({error})"), "check its permissions")
        .of(&folder.to_string_lossy())
}

fn search(folder: &Path, depth: usize, files: &mut Vec<String>, problems: &mut Vec<LoadError>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(shut(folder, &error));
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

/// Reads one file, of whatever format; a file may hold many articles, and some of them broken.
fn read(path: &str, options: &Options) -> Loaded {
    match bytes_of(path, options) {
        Ok(bytes) => from_bytes(path, bytes, options),
        Err(refusal) => refused(refusal, path),
    }
}

fn refused(refusal: Refusal, path: &str) -> Loaded {
    Loaded { articles: Vec::new(), problems: vec![refusal.of(path)] }
}

/// The articles of a file's content.
pub(super) fn from_bytes(path: &str, bytes: Vec<u8>, options: &Options) -> Loaded {
    match drafts(path, bytes, options) {
        Ok(Content::Set(members)) => read_set(path, members, options),
        Ok(Content::Articles(drafts, refusals)) => {
            let mut loaded = articles(path, drafts, options);
            loaded.problems.extend(refusals.into_iter().map(|refusal| refusal.of(path)));
            loaded
        }
        Err(refusal) => refused(refusal, path),
    }
}

enum Content {
    Articles(Vec<Draft>, Vec<Refusal>),
    Set(Vec<Member>),
}

fn drafts(path: &str, bytes: Vec<u8>, options: &Options) -> Result<Content, Refusal> {
    let empty = || Refusal::new("the file is empty", "give a file with an article in it");
    let one = |draft: Draft| {
        if draft.text.trim().is_empty() {
            return Err(Refusal::new("has no text in it", "give a file with an article in it"));
        }
        Ok(Content::Articles(vec![draft], Vec::new()))
    };
    let many = |drafts: Vec<Draft>| Ok(Content::Articles(drafts, Vec::new()));
    if bytes.is_empty() {
        return Err(empty());
    }
    match format::of_bytes(&bytes)? {
        Some(Format::Pdf) => return one(pdf::read(&bytes, &options.limits)?),
        Some(Format::Epub) => return one(epub::read(bytes, &options.limits)?),
        Some(Format::Docx) => return one(docx::read(&bytes, &options.limits)?),
        _ => {}
    }
    let declared = format::declared_encoding(&bytes);
    let text = encoding::decode(bytes, declared.as_deref())?;
    if text.trim().is_empty() {
        return Err(empty());
    }
    let format = format::of_text(&text, path)?;
    // Of many articles in one file each has its own limit.
    if format != Format::Json {
        options.limits.check_text(&text)?;
    }
    match format {
        Format::Html => one(html::read(&text)?),
        Format::Markdown => one(markdown::read(&text)),
        Format::Feed => many(feed::read(&text)?),
        Format::Tmx | Format::Xliff => many(bitext::read(&text)?),
        Format::Json => {
            let (drafts, refusals) = json::read(&text, &options.limits);
            if drafts.is_empty() && refusals.is_empty() {
                return Err(Refusal::new("has no articles in it", "give rows with a \"text\""));
            }
            Ok(Content::Articles(drafts, refusals))
        }
        Format::Set => Ok(Content::Set(set::read(&text, path)?)),
        Format::Text | Format::Epub | Format::Docx | Format::Pdf => one(text::read(text)),
    }
}

/// The drafts of one file as articles; several are named `file#1`, `file#2`.
fn articles(path: &str, drafts: Vec<Draft>, options: &Options) -> Loaded {
    let mut loaded = Loaded::default();
    let stem = stem(path);
    let several = drafts.len() > 1;
    if let Err(refusal) = options.limits.check_count(drafts.len(), "articles") {
        return refused(refusal, path);
    }
    loaded.articles = drafts
        .into_par_iter()
        .enumerate()
        .map(|(at, draft)| {
            let (path, id) = if several {
                (format!("{path}#{}", at + 1), format!("{stem}-{}", at + 1))
            } else {
                (path.to_owned(), stem.clone())
            };
            let given = Given {
                path: &path,
                id: &id,
                lang: options.lang(&path),
                date: options.date(&path),
            };
            build::article(draft, &given)
        })
        .collect();
    loaded
}

/// The members of a set. What the set file says of one wins over what its file says; what the
/// command line says wins over both.
fn read_set(path: &str, members: Vec<Member>, options: &Options) -> Loaded {
    let mut loaded = Loaded::default();
    for member in members {
        let mut options = options.clone();
        if member.path == path {
            let refusal = Refusal::new("the set names itself", "name articles in it");
            loaded.problems.push(refusal.of(path));
            continue;
        }
        options.langs.extend(member.lang.map(|lang| (member.path.clone(), lang)));
        options.dates.extend(member.date.map(|date| (member.path.clone(), date)));
        let content = bytes_of(&member.path, &options)
            .and_then(|bytes| drafts(&member.path, bytes, &options));
        match content {
            Err(refusal) => loaded.problems.push(refusal.of(&member.path)),
            Ok(Content::Set(_)) => {
                let refusal =
                    Refusal::new("a set file within a set file", "name its articles instead");
                loaded.problems.push(refusal.of(&member.path));
            }
            Ok(Content::Articles(drafts, refusals)) => {
                let mut read = articles(&member.path, drafts, &options);
                for article in &mut read.articles {
                    article.source = member.source.clone().or(article.source.take());
                    article.title = member.title.clone().or(article.title.take());
                    if let Some(id) = &member.id {
                        article.id.clone_from(id);
                    }
                }
                loaded.articles.extend(read.articles);
                loaded.problems.extend(read.problems);
                loaded
                    .problems
                    .extend(refusals.into_iter().map(|refusal| refusal.of(&member.path)));
            }
        }
    }
    loaded
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
            "split it, or raise `file_megabytes` under [limits] in the settings file",
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
        bytes.reserve(usize::try_from(length).unwrap_or(0));
        // Again by the bytes that come: a pipe or device has no length.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(cannot)?;
    }
    if bytes.len() as u64 > limit { Err(too_large(None)) } else { Ok(bytes) }
}
