//! JSON lines, lossless: the contract of the command line.

use super::wire::Wire;
use super::{ExportError, Source, What, log};
use serde::Serialize;
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
        What::Passages | What::OnlyOne => {
            for at in source.passages() {
                line(&wire.passage(at), out)?;
            }
        }
        What::Annotations => {
            for note in source.annotations.iter().filter_map(|note| wire.note(note)) {
                line(&note, out)?;
            }
        }
        What::Decisions => log::write(source.decisions, source.articles, out)?,
    }
    Ok(())
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
