//! What stands in the rows of the page's table.

use super::{escaped, id, plain};
use crate::export::html::words::{evidence, marked, said};
use crate::export::wire::{Place, Wire};
use crate::export::{Source, What, time};
use crate::lang::{identify, in_words};
use crate::model::{Annotation, ConflictValue, Direction, Evidence, Fact, Lang, PassageRef, Span};

/// A row of the table.
pub struct Row {
    /// Of what one can choose to see only: class and label (a fact, a tag).
    pub groups: Vec<(String, String)>,
    pub differ: bool,
    /// HTML of the first cell.
    pub head: String,
    pub cells: Cells,
}

pub enum Cells {
    /// HTML for each article of the set; empty where it has none.
    ByArticle(Vec<String>),
    List(Vec<Cell>),
}

/// A cell that says itself what it is written in.
pub struct Cell {
    pub lang: Lang,
    pub dir: Direction,
    /// HTML.
    pub content: String,
    /// The article's place in the set, where it is of an open article.
    pub article: Option<usize>,
}

/// The rows for what is exported.
pub fn of(what: What, source: Source<'_>) -> Vec<Row> {
    let wire = Wire::new(source);
    match what {
        What::Facts => facts(source, &wire),
        What::Conflicts => conflicts(source, &wire),
        What::Annotations => {
            let mut tags: Vec<&str> = source
                .annotations
                .iter()
                .flat_map(|note| note.tags.iter().map(String::as_str))
                .collect();
            tags.sort_unstable();
            tags.dedup();
            source.annotations.iter().map(|note| annotation(source, &wire, &tags, note)).collect()
        }
        _ => pairs(source, &wire),
    }
}

fn facts(source: Source<'_>, wire: &Wire<'_>) -> Vec<Row> {
    let rows = source.alignment.facts.iter().enumerate().map(|(number, fact)| {
        let claims: Vec<&ConflictValue> =
            fact.conflicts.iter().flat_map(|conflict| &conflict.values).collect();
        let mut cells = vec![String::new(); source.articles.len()];
        for at in &fact.mentions {
            let marks: Vec<Span> =
                claims.iter().filter(|claim| claim.at == *at).map(|claim| claim.span).collect();
            cells[at.article].push_str(&passage(source, wire, *at, &marks));
        }
        let shared: Vec<String> =
            fact.evidence.iter().map(|(kind, value)| evidence(*kind, value)).collect();
        let mut head = label(fact);
        head.push_str(&format!("<small>{}</small>", shared.join(" · ")));
        for conflict in &fact.conflicts {
            let values: Vec<String> = conflict
                .values
                .iter()
                .map(|claim| format!("<mark>{}</mark>", said(&claim.value)))
                .collect();
            let kind = conflict.kind.as_str();
            head.push_str(&format!("<p>conflict, {kind}: {}</p>", values.join(" / ")));
        }
        Row {
            groups: vec![(format!("g{number}"), in_words::fact_label(fact))],
            differ: !fact.conflicts.is_empty(),
            head,
            cells: Cells::ByArticle(cells),
        }
    });
    rows.collect()
}

fn conflicts(source: Source<'_>, wire: &Wire<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, fact) in source.alignment.facts.iter().enumerate() {
        for conflict in &fact.conflicts {
            let mut cells = vec![String::new(); source.articles.len()];
            for claim in &conflict.values {
                let cell = &mut cells[claim.at.article];
                cell.push_str(&format!(
                    "<p class=\"label\" lang=\"en\" dir=\"ltr\">{}</p>",
                    said(&claim.value)
                ));
                cell.push_str(&passage(source, wire, claim.at, &[claim.span]));
            }
            rows.push(Row {
                groups: vec![(format!("g{number}"), in_words::fact_label(fact))],
                differ: true,
                head: format!("{}<small>{}</small>", label(fact), conflict.kind.as_str()),
                cells: Cells::ByArticle(cells),
            });
        }
    }
    rows
}

fn pairs(source: Source<'_>, wire: &Wire<'_>) -> Vec<Row> {
    let rows = source.alignment.links.iter().map(|link| {
        let pair = wire.pair(link);
        let spans = |pick: fn(&crate::model::LinkConflict) -> Span| -> Vec<Span> {
            link.conflicts.iter().map(pick).collect()
        };
        let side = |at: PassageRef, marks: &[Span]| {
            let article = &source.articles[at.article];
            Cell {
                lang: article.lang,
                dir: article.dir,
                content: format!(
                    "<small dir=\"auto\" lang=\"en\">{}</small>{}",
                    id(article),
                    passage(source, wire, at, marks)
                ),
                article: Some(at.article),
            }
        };
        let mut head = format!("<span class=\"label\">{} {:.2}</span>", pair.tier, pair.score);
        if let Some(verdict) = pair.verdict {
            head.push_str(&format!(" · {verdict}"));
        }
        let shared: Vec<String> =
            link.evidence.iter().map(|reason| reason_in_words(source, wire, reason)).collect();
        head.push_str(&format!("<small>{}</small>", shared.join(" · ")));
        for conflict in &pair.conflicts {
            head.push_str(&format!(
                "<p>conflict, {}: <mark>{}</mark> / <mark>{}</mark></p>",
                conflict.kind,
                said(conflict.a),
                said(conflict.b)
            ));
        }
        let facts = &source.alignment.facts;
        Row {
            groups: wire
                .facts_of(link)
                .map(|number| (format!("g{number}"), in_words::fact_label(&facts[number])))
                .collect(),
            differ: !link.conflicts.is_empty(),
            head,
            cells: Cells::List(vec![
                side(link.a, &spans(|conflict| conflict.a_span)),
                side(link.b, &spans(|conflict| conflict.b_span)),
            ]),
        }
    });
    rows.collect()
}

/// What two passages share; of a passage that is linked to both where it stands.
fn reason_in_words(source: Source<'_>, wire: &Wire<'_>, reason: &Evidence) -> String {
    match reason.third() {
        Some(at) => {
            let Place { start, end, .. } = wire.place(at);
            let id = plain(&source.articles[at.article].id);
            format!("{} <bdi>{id}</bdi> {start}–{end}", reason.kind.as_str())
        }
        None => evidence(reason.kind, &reason.value),
    }
}

fn annotation(source: Source<'_>, wire: &Wire<'_>, tags: &[&str], note: &Annotation) -> Row {
    let lines: Vec<String> =
        note.note.lines().map(|line| format!("<p dir=\"auto\">{}</p>", plain(line))).collect();
    let words: String =
        note.tags.iter().map(|tag| format!(" <bdi>#{}</bdi>", plain(tag))).collect();
    let (created, modified) = (time::said(note.created), time::said(note.modified));
    let changed = if created == modified { "" } else { &format!(", changed {modified}") };
    let state = in_words::state(note.state).map_or(String::new(), |state| format!(", {state}"));
    let head = format!(
        "{}<small><bdi>{}</bdi>, {created}{changed}{state}{words}</small>",
        lines.concat(),
        plain(&note.author),
    );
    let mut content = String::new();
    let open = |hash| source.articles.iter().position(|article| article.hash == hash);
    for anchor in &note.anchors {
        let place = wire.anchor(anchor);
        let at = match (place.start, place.end) {
            (Some(start), Some(end)) => format!(", {start}–{end}"),
            _ => format!(", not found now; text {}", place.hash),
        };
        content.push_str(&format!(
            "<p lang=\"{}\" dir=\"{}\">{}</p><span class=\"place\" lang=\"en\" dir=\"auto\">{}{at}</span>",
            anchor.lang,
            identify::direction(anchor.lang).as_str(),
            plain(place.quote),
            plain(place.path),
        ));
    }
    let first = note.anchors.first();
    let lang = first.map_or(Lang::UNKNOWN, |anchor| anchor.lang);
    let group = |tag: &String| {
        let number = tags.iter().position(|known| known == tag)?;
        Some((format!("g{number}"), format!("#{tag}")))
    };
    Row {
        groups: note.tags.iter().filter_map(group).collect(),
        differ: false,
        head,
        cells: Cells::List(vec![Cell {
            lang,
            dir: identify::direction(lang),
            content,
            article: first.and_then(|anchor| open(anchor.article)),
        }]),
    }
}

/// A passage and where it stands.
fn passage(source: Source<'_>, wire: &Wire<'_>, at: PassageRef, marks: &[Span]) -> String {
    let article = &source.articles[at.article];
    let Place { start, end, .. } = wire.place(at);
    let found = &article.passages[at.passage];
    format!(
        "<p lang=\"{}\" dir=\"{}\">{}</p><span class=\"place\" lang=\"en\" dir=\"ltr\">{start}–{end}</span>",
        found.lang,
        identify::direction(found.lang).as_str(),
        marked(&article.text, found.span, marks)
    )
}

fn label(fact: &Fact) -> String {
    format!(
        "<span class=\"label\"><bdi dir=\"auto\">{}</bdi></span><small>{}</small>",
        plain(&in_words::fact_label(fact)),
        escaped(&fact.id)
    )
}
