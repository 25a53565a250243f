//! `hexapla export`.

use super::{Done, meaning};
use crate::align::{self, scope::Scope};
use crate::cli::{Export, ExportWhat, Global};
use crate::export::{self, ExportError, Format, Source, What};
use crate::lang;
use crate::load::{self, Loaded};
use crate::model::{Alignment, Annotation, Article, Decision};
use crate::store::{Store, StoreError};
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::atomic::AtomicBool;

pub fn run(global: &Global, arguments: &Export) -> Result<Done> {
    let loaded = load_paths(global, &arguments.paths);
    for problem in &loaded.problems {
        super::complain(problem);
    }
    let articles = loaded.articles;
    let readings = lang::read::read(&articles);
    let what = what(arguments);
    let (kept, all_kept) = Kept::read(global, what, &articles);
    let alignment = match what {
        What::Passages | What::Annotations => Alignment::default(),
        _ => {
            let cancel = AtomicBool::new(false);
            let vectors = match meaning::source(global)? {
                Some(source) => Some(meaning::vectors(&*source, &articles, &|_, _| {}, &cancel)?),
                None => None,
            };
            let input = align::Input {
                articles: &articles,
                readings: &readings,
                vectors: vectors.as_ref(),
                decisions: &kept.decisions,
            };
            let alignment = align::align(input, &cancel)?;
            let scope = Scope {
                tier: arguments.tier.into(),
                min_score: arguments.min_score,
                rejected: arguments.rejected,
            };
            scope.cut(&alignment)
        }
    };
    let source = Source {
        articles: &articles,
        readings: &readings,
        alignment: &alignment,
        annotations: &kept.notes,
    };
    let mut out: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(BufWriter::new(
            File::create(path).with_context(|| format!("{}: can't be written", path.display()))?,
        )),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    let written = export::write(what, arguments.format.into(), source, &mut out);
    match written.and_then(|()| Ok(out.flush()?)) {
        Err(error) if error.is_closed_pipe() => {}
        outcome => outcome?,
    }
    Ok(if loaded.problems.is_empty() && all_kept { Done::All } else { Done::Part })
}

/// What the reader wrote and decided on these articles.
#[derive(Default)]
struct Kept {
    notes: Vec<Annotation>,
    decisions: Vec<Decision>,
}

impl Kept {
    /// Reads it, and tells whether it could be read. A library that nobody made yet holds nothing;
    /// one that was named has to be there when its annotations are asked for.
    fn read(global: &Global, what: What, articles: &[Article]) -> (Self, bool) {
        let Ok(path) = super::paths::store(global) else { return (Self::default(), true) };
        let read = || -> Result<Option<Self>, StoreError> {
            let Some(store) = Store::read_only(&path)? else { return Ok(None) };
            let notes = match what {
                What::Annotations => store.annotations(articles)?,
                _ => Vec::new(),
            };
            Ok(Some(Self { notes, decisions: store.decisions()? }))
        };
        match read() {
            Ok(Some(kept)) => (kept, true),
            Ok(None) if global.store.is_some() && what == What::Annotations => {
                super::complain(format_args!("{}: there is no library here", path.display()));
                (Self::default(), false)
            }
            Ok(None) => (Self::default(), true),
            Err(error) => {
                super::complain(error);
                (Self::default(), false)
            }
        }
    }
}

/// Why these arguments can't be meant, if they can't.
pub fn misuse(arguments: &Export) -> Option<String> {
    let (format, what) = (Format::from(arguments.format), what(arguments));
    if arguments.only_one && arguments.what != ExportWhat::Facts {
        return Some("--only-one goes with `export facts`".to_owned());
    }
    (!export::fits(what, format)).then(|| {
        ExportError::DoesNotFit { format: format.as_str(), what: what.as_str() }.to_string()
    })
}

/// Opens what was named; the built-in sample where nothing was.
pub fn load_paths(global: &Global, paths: &[String]) -> Loaded {
    load_with(paths, &load_options(global))
}

/// The same under other options.
pub fn load_with(paths: &[String], options: &load::Options) -> Loaded {
    if paths.is_empty() {
        return Loaded { articles: load::sample(), problems: Vec::new() };
    }
    load::load(paths, options)
}

/// What the command line says of the files to open.
pub fn load_options(global: &Global) -> load::Options {
    load::Options { langs: global.lang.clone(), dates: global.date.clone(), limits: global.limits }
}

fn what(arguments: &Export) -> What {
    match arguments.what {
        ExportWhat::Pairs => What::Pairs,
        ExportWhat::Facts if arguments.only_one => What::OnlyOne,
        ExportWhat::Facts => What::Facts,
        ExportWhat::Conflicts => What::Conflicts,
        ExportWhat::Passages => What::Passages,
        ExportWhat::Annotations => What::Annotations,
    }
}
