//! `hexapla export`.

use super::export_scope::{Material, Wanted};
use super::{Done, meaning, progress};
use crate::align::{self, scope::Scope};
use crate::cli::{Export, ExportWhat, Global, VerdictChoice};
use crate::export::{self, ExportError, Misfit, Source, What};
use crate::lang;
use crate::load::{self, Loaded};
use crate::model::{Alignment, Annotation, Article, Decision, Logged, PassageRef};
use crate::store::{Store, StoreError};
use anyhow::{Result, anyhow, bail};
use std::collections::HashSet;
use std::fmt::Display;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

pub fn run(global: &Global, arguments: &Export) -> Result<Done> {
    let loaded = load_paths(global, &arguments.paths);
    for problem in &loaded.problems {
        super::complain(problem);
    }
    let articles = loaded.articles;
    let readings = lang::read::read(&articles);
    let what = what(arguments);
    let wanted = wanted(arguments);
    let (kept, all_kept) = Kept::read(global, what, &wanted, &articles)?;
    let alignment = match what {
        What::Passages | What::Annotations | What::Decisions if !wanted.needs_alignment() => {
            Alignment::default()
        }
        _ => {
            let cancel = AtomicBool::new(false);
            let vectors = match meaning::source(global)? {
                Some(source) => {
                    let line = progress::Line::new("comparing by meaning");
                    let progress = |done, all| line.at(done, all);
                    Some(meaning::vectors(&*source, &articles, &progress, &cancel)?)
                }
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
                rejected: arguments.rejected
                    || arguments.verdict.contains(&VerdictChoice::Rejected),
            };
            scope.cut(&alignment)
        }
    };
    let mut material = Material {
        passages: passages(what, &articles, &alignment),
        articles: &articles,
        alignment,
        notes: kept.notes,
        decisions: kept.log,
    };
    let missing = material.missing(&wanted);
    for problem in &missing {
        super::complain(problem);
    }
    material.cut(what, &wanted);
    let source = Source {
        articles: &articles,
        readings: &readings,
        alignment: &material.alignment,
        annotations: &material.notes,
        decisions: &material.decisions,
        passages: Some(&material.passages),
    };
    write(arguments, what, source)?;
    let all = loaded.problems.is_empty() && all_kept && missing.is_empty();
    Ok(if all { Done::All } else { Done::Part })
}

/// Writes where it was asked to.
fn write(arguments: &Export, what: What, source: Source<'_>) -> Result<()> {
    let format = arguments.format();
    // The error says itself what came of the disk: as a context it would be said twice.
    let named =
        |path: &Path, error: &dyn Display| anyhow!("{}: can't be written: {error}", path.display());
    if let Some(folder) = arguments.output.as_deref().filter(|_| format.is_folder()) {
        return export::write_folder(what, format, source, folder)
            .map_err(|error| named(folder, &error));
    }
    let write = |out: &mut dyn Write| match export::write(what, format, source, out)
        .and_then(|()| Ok(out.flush()?))
    {
        Err(error) if error.is_closed_pipe() => Ok(()),
        outcome => outcome,
    };
    match &arguments.output {
        Some(path) => export::whole(path, |path| write(&mut BufWriter::new(File::create(path)?)))
            .map_err(|error| named(path, &error)),
        None => Ok(write(&mut BufWriter::new(std::io::stdout().lock()))?),
    }
}

/// The passages that are exported where passages are: all, or those that no link touches.
fn passages(what: What, articles: &[Article], alignment: &Alignment) -> Vec<PassageRef> {
    let covered: HashSet<PassageRef> = match what {
        What::OnlyOne => alignment.links.iter().flat_map(|link| [link.a, link.b]).collect(),
        _ => HashSet::new(),
    };
    let all = articles.iter().enumerate().flat_map(|(number, article)| {
        article.passages.iter().enumerate().map(move |(passage, found)| {
            (PassageRef { article: number, passage }, found.kind.is_noise())
        })
    });
    all.filter(|(at, noise)| what != What::OnlyOne || !(*noise || covered.contains(at)))
        .map(|(at, _)| at)
        .collect()
}

fn wanted(arguments: &Export) -> Wanted<'_> {
    Wanted {
        facts: &arguments.fact,
        articles: &arguments.article,
        tags: &arguments.tag,
        verdicts: &arguments.verdict,
    }
}

/// What the reader wrote and decided on these articles.
#[derive(Default)]
struct Kept {
    notes: Vec<Annotation>,
    /// Those that count now.
    decisions: Vec<Decision>,
    /// With author and time, those that are left aside too; where they are asked for.
    log: Vec<Logged>,
}

impl Kept {
    /// Reads it, and tells whether it could be read. A library that nobody made yet holds nothing.
    ///
    /// # Errors
    /// Where nothing but what is in the library is asked for, and it can't be read, or was named
    /// and is not there.
    fn read(
        global: &Global,
        what: What,
        wanted: &Wanted<'_>,
        articles: &[Article],
    ) -> Result<(Self, bool)> {
        let Ok(path) = super::paths::store(global) else { return Ok((Self::default(), true)) };
        let decided = matches!(what, What::Annotations | What::Decisions);
        let read = || -> Result<Option<Self>, StoreError> {
            let Some(store) = Store::read_only(&path)? else { return Ok(None) };
            let notes = if what == What::Annotations || wanted.needs_notes() {
                store.annotations(articles)?
            } else {
                Vec::new()
            };
            let log = if decided { store.decision_log_on(articles)? } else { Vec::new() };
            Ok(Some(Self { notes, decisions: store.decisions_on(articles)?.decisions, log }))
        };
        match read() {
            Ok(Some(kept)) => Ok((kept, true)),
            Ok(None) if global.store.is_some() && decided => {
                bail!("{}: there is no library here", path.display())
            }
            Ok(None) => Ok((Self::default(), true)),
            Err(error) if decided => Err(error.into()),
            Err(error) => {
                super::complain(error);
                Ok((Self::default(), false))
            }
        }
    }
}

/// Why these arguments can't be meant, if they can't.
pub fn misuse(arguments: &Export) -> Option<String> {
    let (format, what) = (arguments.format(), what(arguments));
    if arguments.only_one && arguments.what != ExportWhat::Facts {
        return Some("--only-one goes with `export facts`".to_owned());
    }
    if arguments.decisions && arguments.what != ExportWhat::Annotations {
        return Some("--decisions goes with `export annotations`".to_owned());
    }
    let verdicts = matches!(what, What::Pairs | What::Facts | What::Conflicts);
    if !arguments.verdict.is_empty() && !verdicts {
        return Some("--verdict goes with `export pairs`, `facts` and `conflicts`".to_owned());
    }
    if !format.holds(what) {
        return Some(ExportError::DoesNotFit(Misfit { format, what }).to_string());
    }
    (format.is_folder() && arguments.output.is_none())
        .then(|| ExportError::WantsFolder(format).to_string())
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
        ExportWhat::Annotations if arguments.decisions => What::Decisions,
        ExportWhat::Annotations => What::Annotations,
    }
}
