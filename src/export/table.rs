//! What is exported as a table of cells, for TSV and CSV. Every row of text says where the text
//! stands (path, code points) and in which version of the article (SHA-256 of its text).

use super::text::cell;
use super::wire::{Place, Wire};
use super::{ExportError, Source, What, log};
use std::io::Write;

const PAIRS: &[&str] = &[
    "a_path",
    "a_lang",
    "a_index",
    "a_start",
    "a_end",
    "a_text",
    "b_path",
    "b_lang",
    "b_index",
    "b_start",
    "b_end",
    "b_text",
    "score",
    "tier",
    "verdict",
    "evidence",
    "origin",
    "facts",
    "conflicts",
    "a_article",
    "a_hash",
    "b_article",
    "b_hash",
];

/// A row for each passage that tells the fact.
const FACTS: &[&str] = &[
    "fact", "label", "evidence", "path", "article", "lang", "index", "start", "end", "text", "hash",
];

/// A row for each value that is claimed.
const CONFLICTS: &[&str] =
    &["fact", "kind", "value", "path", "article", "lang", "index", "start", "end", "text", "hash"];

const PASSAGES: &[&str] = &[
    "path", "article", "lang", "dir", "index", "start", "end", "text", "kind", "reason", "values",
    "names", "hash",
];

/// A row for each place that the annotation is on.
const ANNOTATIONS: &[&str] = &[
    "id", "on", "path", "article", "lang", "start", "end", "quote", "note", "tags", "color",
    "author", "created", "modified", "state", "hash",
];

/// A row for each passage that the decision is on, in the order that gives it its meaning, or for
/// each word; `decision` counts the decisions from 1.
const DECISIONS: &[&str] = &[
    "decision", "kind", "verdict", "label", "author", "made", "path", "article", "lang", "start",
    "end", "quote", "hash",
];

/// Writes the header and the rows.
pub fn write<W: Write>(
    what: What,
    source: Source<'_>,
    table: &mut ::csv::Writer<W>,
) -> Result<(), ExportError> {
    match what {
        What::Pairs => pairs(source, table)?,
        What::Facts => facts(source, table)?,
        What::Conflicts => conflicts(source, table)?,
        What::Passages | What::OnlyOne => passages(source, table)?,
        What::Annotations => annotations(source, table)?,
        What::Decisions => decisions(source, table)?,
    }
    table.flush()?;
    Ok(())
}

fn pairs<W: Write>(source: Source<'_>, table: &mut ::csv::Writer<W>) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    table.write_record(PAIRS)?;
    for link in &source.alignment.links {
        let pair = wire.pair(link);
        let evidence = pair.evidence.iter().map(|reason| (reason.kind, &*reason.value));
        let conflicts: Vec<String> = pair
            .conflicts
            .iter()
            .map(|conflict| format!("{} {} / {}", conflict.kind, conflict.a, conflict.b))
            .collect();
        let mut row: Vec<String> = Vec::with_capacity(PAIRS.len());
        for place in [&pair.a, &pair.b] {
            row.extend([
                cell(place.path),
                place.lang.to_owned(),
                place.index.to_string(),
                place.start.to_string(),
                place.end.to_string(),
                cell(place.text),
            ]);
        }
        row.extend([
            pair.score.to_string(),
            pair.tier.to_owned(),
            pair.verdict.unwrap_or_default().to_owned(),
            cell(&reasons(evidence)),
            pair.origin.to_owned(),
            cell(&pair.facts.join(" ")),
            cell(&conflicts.join("; ")),
        ]);
        for place in [&pair.a, &pair.b] {
            row.extend([cell(place.article), place.hash.clone()]);
        }
        table.write_record(&row)?;
    }
    Ok(())
}

fn facts<W: Write>(source: Source<'_>, table: &mut ::csv::Writer<W>) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    table.write_record(FACTS)?;
    for fact in &source.alignment.facts {
        let line = wire.fact(fact);
        let evidence = reasons(line.evidence.iter().map(|reason| (reason.kind, reason.value)));
        for place in &line.mentions {
            let mut row = vec![cell(line.id), cell(line.label), cell(&evidence)];
            row.extend(where_it_stands(place));
            table.write_record(&row)?;
        }
    }
    Ok(())
}

fn conflicts<W: Write>(
    source: Source<'_>,
    table: &mut ::csv::Writer<W>,
) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    table.write_record(CONFLICTS)?;
    for fact in &source.alignment.facts {
        for conflict in &fact.conflicts {
            for claim in &conflict.values {
                let kind = conflict.kind.as_str().to_owned();
                let mut row = vec![cell(&fact.id), kind, cell(&claim.value)];
                row.extend(where_it_stands(&wire.place(claim.at)));
                table.write_record(&row)?;
            }
        }
    }
    Ok(())
}

/// The columns from `path` to `hash`.
fn where_it_stands(place: &Place<'_>) -> [String; 8] {
    [
        cell(place.path),
        cell(place.article),
        place.lang.to_owned(),
        place.index.to_string(),
        place.start.to_string(),
        place.end.to_string(),
        cell(place.text),
        place.hash.clone(),
    ]
}

fn passages<W: Write>(source: Source<'_>, table: &mut ::csv::Writer<W>) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    table.write_record(PASSAGES)?;
    for at in source.passages() {
        let passage = wire.passage(at);
        let values: Vec<String> = passage
            .values
            .iter()
            .map(|value| {
                let meant = value.resolved.as_ref().unwrap_or(&value.value);
                format!("{} {meant}", value.kind)
            })
            .collect();
        let names: Vec<&str> = passage.names.iter().map(|name| name.name).collect();
        table.write_record([
            cell(passage.path),
            cell(passage.article),
            passage.lang.to_owned(),
            passage.dir.to_owned(),
            passage.index.to_string(),
            passage.start.to_string(),
            passage.end.to_string(),
            cell(passage.text),
            passage.kind.to_owned(),
            passage.reason.unwrap_or_default().to_owned(),
            cell(&values.join("; ")),
            cell(&names.join("; ")),
            passage.hash,
        ])?;
    }
    Ok(())
}

fn annotations<W: Write>(
    source: Source<'_>,
    table: &mut ::csv::Writer<W>,
) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    table.write_record(ANNOTATIONS)?;
    for annotation in source.annotations {
        let Some(note) = wire.note(annotation) else { continue };
        for place in &note.anchors {
            let count = |number: Option<usize>| number.map_or(String::new(), |n| n.to_string());
            table.write_record([
                cell(note.id),
                note.on.to_owned(),
                cell(place.path),
                cell(place.article),
                place.lang.to_owned(),
                count(place.start),
                count(place.end),
                cell(place.quote),
                cell(note.note),
                cell(&note.tags.join(" ")),
                note.color.to_owned(),
                cell(note.author),
                note.created.clone(),
                note.modified.clone(),
                note.state.to_owned(),
                place.hash.clone(),
            ])?;
        }
    }
    Ok(())
}

fn decisions<W: Write>(
    source: Source<'_>,
    table: &mut ::csv::Writer<W>,
) -> Result<(), ExportError> {
    table.write_record(DECISIONS)?;
    for (number, logged) in source.decisions.iter().enumerate() {
        let line = log::line(logged, source.articles);
        let mut row = |place: [String; 7]| {
            let said = [
                (number + 1).to_string(),
                line.kind.to_owned(),
                line.verdict.unwrap_or_default().to_owned(),
                cell(line.label.unwrap_or_default()),
                cell(line.author),
                line.made.clone().unwrap_or_default(),
            ];
            table.write_record(said.into_iter().chain(place))
        };
        let text = |part: Option<&str>| cell(part.unwrap_or_default());
        let count = |number: Option<usize>| number.map_or(String::new(), |n| n.to_string());
        for passage in &line.passages {
            row([
                text(passage.path),
                text(passage.article),
                passage.lang.unwrap_or_default().to_owned(),
                count(passage.start),
                count(passage.end),
                text(passage.quote),
                passage.hash.clone(),
            ])?;
        }
        for word in &line.words {
            let mut place = [const { String::new() }; 7];
            (place[2], place[5]) = (word.lang.to_owned(), cell(word.text));
            row(place)?;
        }
    }
    Ok(())
}

/// `date 2022-02-22; number 43`.
fn reasons<'a>(evidence: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let words: Vec<String> = evidence.map(|(kind, value)| format!("{kind} {value}")).collect();
    words.join("; ")
}
