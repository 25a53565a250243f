//! Tab-separated values: a header, then a row a pair.

use super::wire::Wire;
use super::{ExportError, Source, text};
use std::io::Write;

/// Columns of a table of pairs.
const PAIRS: &[&str] = &[
    "a_path", "a_lang", "a_index", "a_start", "a_end", "a_text", "b_path", "b_lang", "b_index",
    "b_start", "b_end", "b_text", "score", "tier", "verdict", "evidence",
];

/// Writes the links as a table.
pub fn pairs(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    let mut table = csv::WriterBuilder::new()
        .delimiter(b'\t')
        .quote_style(csv::QuoteStyle::Never)
        .from_writer(out);
    table.write_record(PAIRS)?;
    for link in &source.alignment.links {
        let pair = wire.pair(link);
        let evidence: Vec<String> = pair
            .evidence
            .iter()
            .map(|reason| format!("{} {}", reason.kind, reason.value))
            .collect();
        let mut row: Vec<String> = Vec::with_capacity(PAIRS.len());
        for place in [&pair.a, &pair.b] {
            row.extend([
                text::cell(place.path),
                place.lang.to_owned(),
                place.index.to_string(),
                place.start.to_string(),
                place.end.to_string(),
                text::cell(place.text),
            ]);
        }
        row.extend([
            pair.score.to_string(),
            pair.tier.to_owned(),
            pair.verdict.unwrap_or_default().to_owned(),
            text::cell(&evidence.join("; ")),
        ]);
        table.write_record(&row)?;
    }
    table.flush()?;
    Ok(())
}
