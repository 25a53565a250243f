//! Markdown: a report that one can read and hand on. Every quote says where it stands, and the
//! sources at the end which version of the article that is.

use super::wire::{Place, Wire};
use super::{ExportError, Source, What, text, time};
use crate::lang::in_words;
use crate::model::Evidence;
use std::io::Write;

/// Writes pairs, facts, conflicts or annotations.
pub fn write(what: What, source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let there = match what {
        What::Annotations => !source.annotations.is_empty(),
        What::Pairs => !source.alignment.links.is_empty(),
        What::Conflicts => source.alignment.facts.iter().any(|fact| !fact.conflicts.is_empty()),
        _ => !source.alignment.facts.is_empty(),
    };
    match what {
        What::Annotations => annotations(source, out)?,
        What::Pairs => pairs(source, out)?,
        What::Facts => facts(source, out)?,
        What::Conflicts => conflicts(source, out)?,
        What::Passages | What::OnlyOne | What::Decisions => {}
    }
    if !there {
        writeln!(out, "\n{}", super::nothing(what))?;
    }
    sources(source, out)
}

/// By article, each with its quote and where that stands.
fn annotations(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    writeln!(out, "# Annotations")?;
    let mut path = None;
    let written = source.annotations.iter();
    let mut notes: Vec<_> = written.filter_map(|note| Some((note, wire.note(note)?))).collect();
    notes.sort_by(|(_, x), (_, y)| (x.path, x.start, x.id).cmp(&(y.path, y.start, y.id)));
    for (written, note) in notes {
        if path != Some(note.path) {
            path = Some(note.path);
            writeln!(out, "\n## {} ({})", text::markdown(note.path), note.lang)?;
        }
        for place in &note.anchors {
            writeln!(out, "\n> {}", text::markdown(place.quote))?;
            // The others of a link or fact stand in other articles.
            if place.path != note.path {
                writeln!(out, ">\n> — {} ({})", text::markdown(place.path), place.lang)?;
            }
        }
        for line in note.note.lines() {
            writeln!(out, "\n{}", text::markdown(line))?;
        }
        let tags: String =
            note.tags.iter().map(|tag| format!(" \\#{}", text::markdown(tag))).collect();
        let author = match note.author {
            "" => String::new(),
            name => format!("{}, ", text::markdown(name)),
        };
        let place = match (note.start, note.end) {
            (Some(start), Some(end)) => format!(", characters {start}–{end}"),
            _ => String::new(),
        };
        let modified = time::said(written.modified);
        let state = in_words::state(written.state).map_or(String::new(), |s| format!(", {s}"));
        writeln!(out, "\n— {author}{modified}{place}{state}{tags}")?;
    }
    Ok(())
}

fn pairs(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    writeln!(out, "# Pairs")?;
    for link in &source.alignment.links {
        let pair = wire.pair(link);
        let verdict = pair.verdict.map_or(String::new(), |verdict| format!(", {verdict}"));
        writeln!(out, "\n## {} {:.2}{verdict}\n", pair.tier, pair.score)?;
        quote(&pair.a, out)?;
        quote(&pair.b, out)?;
        for reason in &link.evidence {
            writeln!(out, "- {}: {}", reason.kind.as_str(), shared(reason, &wire))?;
        }
        for conflict in &pair.conflicts {
            let [a, b] = [conflict.a, conflict.b].map(said);
            writeln!(out, "- conflict, {}: {a} / {b}", conflict.kind)?;
        }
    }
    Ok(())
}

fn facts(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    writeln!(out, "# Facts")?;
    for fact in &source.alignment.facts {
        let line = wire.fact(fact);
        let label = text::markdown(&in_words::fact_label(fact));
        writeln!(out, "\n## {label} ({})\n", text::markdown(line.id))?;
        for place in &line.mentions {
            quote(place, out)?;
        }
        for conflict in &line.conflicts {
            let values: Vec<String> = conflict
                .values
                .iter()
                .map(|claim| format!("{} ({})", said(claim.value), text::markdown(claim.article)))
                .collect();
            writeln!(out, "- conflict, {}: {}", conflict.kind, values.join(" / "))?;
        }
    }
    Ok(())
}

fn conflicts(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    writeln!(out, "# Conflicts")?;
    for fact in &source.alignment.facts {
        for conflict in &fact.conflicts {
            let label = text::markdown(&in_words::fact_label(fact));
            let id = text::markdown(&fact.id);
            writeln!(out, "\n## {label} ({id}): {}\n", conflict.kind.as_str())?;
            for claim in &conflict.values {
                writeln!(out, "**{}**\n", said(&claim.value))?;
                quote(&wire.place(claim.at), out)?;
            }
        }
    }
    Ok(())
}

/// What two passages share; of a passage that is linked to both where it stands.
fn shared(reason: &Evidence, wire: &Wire<'_>) -> String {
    match reason.third().map(|at| wire.place(at)) {
        Some(place) => {
            format!("{}, characters {}–{}", text::markdown(place.path), place.start, place.end)
        }
        None => text::markdown(&in_words::evidence(reason.kind, &reason.value)),
    }
}

/// A normal form in words.
fn said(normal: &str) -> String {
    text::markdown(&in_words::said(normal))
}

fn quote(place: &Place<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    writeln!(out, "> {}", text::markdown(place.text))?;
    writeln!(
        out,
        ">\n> — {} ({}), characters {}–{}\n",
        text::markdown(place.path),
        place.lang,
        place.start,
        place.end
    )?;
    Ok(())
}

fn sources(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    if source.articles.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Sources\n\n| article | language | SHA-256 of its text |\n|---|---|---|")?;
    for article in source.articles {
        let path = text::markdown(&article.path);
        writeln!(out, "| {path} | {} | `{}` |", article.lang, article.hash)?;
    }
    Ok(())
}
