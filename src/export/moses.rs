//! Moses: for each pair of languages two files whose lines are translations of one another, and a
//! third that says of each line where it comes from.

use super::bitext::{self, Bitext};
use super::text::{cell, segment};
use super::wire::Wire;
use super::{ExportError, Source};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes `ar-fa.ar`, `ar-fa.fa` and `ar-fa.ids` for each pair of languages. Where both sides are
/// of one language the two files are `ar-ar.1.ar` and `ar-ar.2.ar`.
pub fn pairs(source: Source<'_>, folder: &Path) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    for bitext in bitext::by_languages(source, &wire) {
        let name = bitext.name();
        let file = |ending: String| -> Result<BufWriter<File>, ExportError> {
            Ok(BufWriter::new(File::create(folder.join(format!("{name}.{ending}")))?))
        };
        let [a, b] = bitext.langs;
        let [a, b] =
            if a == b { [format!("1.{a}"), format!("2.{b}")] } else { [a, b].map(str::to_owned) };
        let (mut a, mut b) = (file(a)?, file(b)?);
        let mut ids = file("ids".to_owned())?;
        for found in &bitext.pairs {
            writeln!(a, "{}", segment(found.pair.a.text))?;
            writeln!(b, "{}", segment(found.pair.b.text))?;
        }
        write_ids(&bitext, &mut ids)?;
        for mut file in [a, b, ids] {
            file.flush()?;
        }
    }
    Ok(())
}

/// For each line: of either side path, SHA-256 of the text, start and end in code points; then
/// score, tier, verdict. Parted by tabs.
fn write_ids(bitext: &Bitext<'_>, out: &mut impl Write) -> Result<(), ExportError> {
    for found in &bitext.pairs {
        for place in [&found.pair.a, &found.pair.b] {
            write!(out, "{}\t{}\t{}\t{}\t", cell(place.path), place.hash, place.start, place.end)?;
        }
        let verdict = found.pair.verdict.unwrap_or_default();
        writeln!(out, "{}\t{}\t{verdict}", found.pair.score, found.pair.tier)?;
    }
    Ok(())
}
