//! Markdown: annotations as a report that one can read and hand on.

use super::wire::Wire;
use super::{ExportError, Source, text};
use std::io::Write;

/// Writes the annotations by article, each with its quote and where that stands.
pub fn annotations(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    writeln!(out, "# Annotations")?;
    let mut path = None;
    let mut notes: Vec<_> = source.annotations.iter().filter_map(|note| wire.note(note)).collect();
    notes.sort_by(|x, y| (x.path, x.start, x.id).cmp(&(y.path, y.start, y.id)));
    for note in notes {
        if path != Some(note.path) {
            path = Some(note.path);
            writeln!(out, "\n## {} ({})", text::markdown(note.path), note.lang)?;
        }
        writeln!(out, "\n> {}", text::markdown(note.quote))?;
        for line in note.note.lines() {
            writeln!(out, "\n{}", text::markdown(line))?;
        }
        let tags: String =
            note.tags.iter().map(|tag| format!(" \\#{}", text::markdown(tag))).collect();
        let place = match (note.start, note.end) {
            (Some(start), Some(end)) => format!(", characters {start}–{end}"),
            _ => String::new(),
        };
        writeln!(
            out,
            "\n— {}, {}{place}, {}{tags}",
            text::markdown(note.author),
            note.modified,
            note.state
        )?;
    }
    Ok(())
}
