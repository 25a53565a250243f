//! JSON lines, lossless: the contract of the command line.

use super::wire::Wire;
use super::{ExportError, Source, What};
use crate::model::PassageRef;
use serde::Serialize;
use std::collections::HashSet;
use std::io::Write;

/// Writes one object a line.
pub fn write(what: What, source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    match what {
        What::Pairs => {
            for link in &source.alignment.links {
                line(&wire.pair(link), out)?;
            }
        }
        What::Facts => {
            for fact in &source.alignment.facts {
                line(&wire.fact(fact), out)?;
            }
        }
        What::Conflicts => {
            for fact in &source.alignment.facts {
                for conflict in &fact.conflicts {
                    line(&wire.conflict(fact, conflict), out)?;
                }
            }
        }
        What::Passages => {
            for at in passages(source) {
                line(&wire.passage(at), out)?;
            }
        }
        What::OnlyOne => {
            let covered: HashSet<PassageRef> =
                source.alignment.links.iter().flat_map(|link| [link.a, link.b]).collect();
            for at in passages(source) {
                let kind = source.articles[at.article].passages[at.passage].kind;
                if !kind.is_noise() && !covered.contains(&at) {
                    line(&wire.passage(at), out)?;
                }
            }
        }
        What::Annotations => {
            for note in source.annotations.iter().filter_map(|note| wire.note(note)) {
                line(&note, out)?;
            }
        }
    }
    Ok(())
}

/// Every passage of the set, in order.
pub fn passages(source: Source<'_>) -> impl Iterator<Item = PassageRef> {
    source.articles.iter().enumerate().flat_map(|(article, found)| {
        (0..found.passages.len()).map(move |passage| PassageRef { article, passage })
    })
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
