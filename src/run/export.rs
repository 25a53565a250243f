//! `hexapla export`.

use super::{Done, meaning};
use crate::align::{self, scope::Scope};
use crate::cli::{Export, ExportWhat, Global};
use crate::export::{self, ExportError, Format, Source, What};
use crate::lang;
use crate::load::{self, Loaded};
use crate::model::Alignment;
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
                decisions: &[],
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
        annotations: &[],
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
    Ok(if loaded.problems.is_empty() { Done::All } else { Done::Part })
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
    if paths.is_empty() {
        return Loaded { articles: load::sample(), problems: Vec::new() };
    }
    let options = load::Options {
        langs: global.lang.clone(),
        dates: global.date.clone(),
        ..load::Options::default()
    };
    load::load(paths, &options)
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
