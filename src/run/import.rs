//! `hexapla import`: what others wrote goes into the library, and nothing that is there is changed.

use super::{Done, export, paths};
use crate::cli::{Global, Import};
use crate::import::{self, Imported, webanno};
use crate::model::{Annotation, Decision, Logged};
use crate::store::{Store, StoreError};
use anyhow::{Context, Result, bail};
use encoding_rs::Encoding;
use std::fs::File;
use std::io::Read;
use std::time::{SystemTime, UNIX_EPOCH};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 << 20;

pub fn run(global: &Global, arguments: &Import) -> Result<Done> {
    let name = &arguments.file;
    let text = text(name).with_context(|| format!("{name}: can't be read"))?;
    let loaded = export::load_paths(global, &arguments.paths);
    for problem in &loaded.problems {
        super::complain(problem);
    }
    let imported = import::read(&text, &loaded.articles, now()).with_context(|| name.clone())?;
    for problem in &imported.problems {
        super::complain(format_args!("{name}: {problem}"));
    }
    let path = paths::store(global)?;
    let mut store = Store::open(&path)?;
    if let Some(rescued) = store.rescued() {
        super::complain(rescued);
    }
    let merged = merge(&imported, &store)?;
    for problem in &merged.refused {
        super::complain(format_args!("{name}: {problem}"));
    }
    store.put_annotations(&merged.annotations)?;
    store.put_decisions(&merged.decisions)?;
    super::print(format!("{}\n", merged.report(&imported)).as_bytes())?;
    let all = loaded.problems.is_empty()
        && imported.problems.is_empty()
        && merged.refused.is_empty()
        && store.rescued().is_none();
    Ok(if all { Done::All } else { Done::Part })
}

/// The file's text: UTF-8, or UTF-16 as translation programs write it.
fn text(name: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let limited = |reader: Box<dyn Read>| reader.take(LARGEST + 1);
    let mut reader = if name == "-" {
        limited(Box::new(std::io::stdin().lock()))
    } else {
        limited(Box::new(File::open(name)?))
    };
    reader.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        bail!("larger than {} MB; split it", LARGEST >> 20);
    }
    let encoding = Encoding::for_bom(&bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    let (text, _, broken) = encoding.decode(&bytes);
    if broken {
        bail!("no {} text; save it as UTF-8", encoding.name());
    }
    Ok(text.into_owned())
}

fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok())
        .unwrap_or(0)
}

/// What is new to a library.
#[derive(Debug, Default)]
struct Merged {
    annotations: Vec<Annotation>,
    decisions: Vec<Logged>,
    /// Annotations among those that stand beside one of the same id.
    beside: usize,
    /// What was there already.
    known: usize,
    /// Verdicts that contradict one of the library's.
    refused: Vec<String>,
}

/// Tells what of it the library lacks. Nothing is replaced: an annotation whose id is taken by
/// another gets an id of its own (the same at every import), a verdict against one that is there is
/// refused.
fn merge(imported: &Imported, store: &Store) -> Result<Merged, StoreError> {
    let mut merged = Merged::default();
    for note in &imported.annotations {
        let mut note = note.clone();
        let taken = |id: &str, merged: &Merged| -> Result<Option<Annotation>, StoreError> {
            match merged.annotations.iter().find(|other| other.id == id) {
                Some(other) => Ok(Some(other.clone())),
                None => store.annotation(id),
            }
        };
        if let Some(other) = taken(&note.id, &merged)? {
            if same(&note, &other) {
                merged.known += 1;
                continue;
            }
            note.id = webanno::id_for(&note, &["beside"]);
            if taken(&note.id, &merged)?.is_some() {
                merged.known += 1;
                continue;
            }
            merged.beside += 1;
        }
        merged.annotations.push(note);
    }
    let kept = store.decisions()?;
    for logged in &imported.decisions {
        let decision = &logged.decision;
        let there = kept.iter().chain(merged.decisions.iter().map(|logged| &logged.decision));
        match there.map(|other| relation(decision, other)).max().unwrap_or(Relation::None) {
            Relation::Same => merged.known += 1,
            Relation::Against => merged.refused.push(contradiction(decision)),
            Relation::None => merged.decisions.push(logged.clone()),
        }
    }
    Ok(merged)
}

/// Whether two annotations say the same of the same words. Where those stand may differ: the
/// article may have changed on one side.
fn same(x: &Annotation, y: &Annotation) -> bool {
    let said = |note: &Annotation| {
        let quotes: Vec<String> = note.anchors.iter().map(|a| a.quote.clone()).collect();
        (note.on, note.note.clone(), note.tags.clone(), note.color, note.author.clone(), quotes)
    };
    said(x) == said(y) && (x.created, x.modified) == (y.created, y.modified)
}

/// What a decision is to one that is there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    None,
    Same,
    /// It decides the same matter otherwise.
    Against,
}

fn relation(new: &Decision, old: &Decision) -> Relation {
    if new == old {
        return Relation::Same;
    }
    match (new, old) {
        (
            Decision::Link { a, b, verdict },
            Decision::Link { a: old_a, b: old_b, verdict: old_verdict },
        ) if (a, b) == (old_a, old_b) || (a, b) == (old_b, old_a) => {
            if verdict == old_verdict {
                Relation::Same
            } else {
                Relation::Against
            }
        }
        (Decision::Name { passage, .. }, Decision::Name { passage: old, .. }) if passage == old => {
            Relation::Against
        }
        (Decision::Words { a, b }, Decision::Words { a: old_a, b: old_b })
            if (a, b) == (old_b, old_a) =>
        {
            Relation::Same
        }
        _ => Relation::None,
    }
}

fn contradiction(decision: &Decision) -> String {
    match decision {
        Decision::Link { a, b, verdict } => format!(
            "a link is {} here and was decided otherwise in the library, which stays \
             (articles {:?} and {:?}, bytes {} and {})",
            verdict.as_str(),
            a.article,
            b.article,
            a.span.start,
            b.span.start
        ),
        Decision::Name { label, .. } => {
            format!("a fact is named `{label}` here and otherwise in the library, which stays")
        }
        _ => "a correction contradicts one in the library, which stays".to_owned(),
    }
}

impl Merged {
    fn report(&self, imported: &Imported) -> String {
        let count = |number: usize, one: &str, many: &str| {
            format!("{number} {}", if number == 1 { one } else { many })
        };
        let mut parts = vec![format!(
            "taken over: {} and {}",
            count(self.annotations.len(), "annotation", "annotations"),
            count(self.decisions.len(), "decision", "decisions")
        )];
        for (number, what) in [
            (self.beside, "beside one of yours that differs"),
            (self.known, "here already"),
            (self.refused.len(), "against yours"),
            (imported.unplaced(), "on words that are not there as they were, or more than once"),
            (imported.passed_over, "without a verdict"),
            (imported.problems.len(), "not understood"),
        ] {
            if number > 0 {
                parts.push(format!("{number} {what}"));
            }
        }
        parts.join("; ")
    }
}
