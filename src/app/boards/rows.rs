//! What the rows of the boards say and where they lead.

use super::Board;
use super::filter::Filter;
use super::items::{Item, articles_of, decision_place};
use crate::align::decisions;
use crate::app::notes;
use crate::app::state::{State, View};
use crate::lang::in_words;
use crate::layout;
use crate::model::{AnnotationState, Decision, Direction, PassageRef, Span, Target};
use std::collections::BTreeSet;

/// A row of a board.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// Short cells before the text: marks by article, values.
    pub head: String,
    /// The text of the row.
    pub text: RowText,
    /// Where it leads.
    pub at: PassageRef,
    /// The annotation that the row is.
    pub note: Option<usize>,
}

/// What a board's row says.
#[derive(Clone, Debug, PartialEq)]
pub enum RowText {
    /// Words of ours.
    Own(String),
    /// A passage, with a part to be seen.
    Passage {
        /// Which passage.
        at: PassageRef,
        /// What has to be seen where the row is too short for all, in bytes of the article's text.
        part: Option<Span>,
    },
    /// A passage around a hit, which stands in the middle.
    Keyword {
        /// Which passage.
        at: PassageRef,
        /// The hit, in bytes of the article's text.
        part: Span,
    },
}

/// Articles whose marks have a column of their own before the facts.
pub const MARKED: usize = 24;

/// Cells of an article's column before the facts: what the article is called fits in, or its
/// language, or nothing but the mark, as there is room. On a wide screen there is room for the
/// outlets' names.
pub fn mark_width(state: &State) -> u16 {
    const NAME: u16 = 14;
    let count = state.articles.len().clamp(1, MARKED) as u16;
    let short = state.names.cells + 1;
    let room = state.columns / 2;
    [NAME.max(short), short.max(3), 3]
        .into_iter()
        .find(|width| count * width <= if *width > 3 { room } else { state.columns / 3 })
        .unwrap_or(1)
}

/// The row of an item.
pub fn row(state: &State, item: Item) -> BoardRow {
    match item {
        Item::Fact(fact) => fact_row(state, fact),
        Item::Claim { fact, conflict, value } => claim_row(state, fact, conflict, value),
        Item::Passage(at) => BoardRow {
            head: place(state, at),
            text: RowText::Passage { at, part: None },
            at,
            note: None,
        },
        Item::Note(note) => note_row(state, note),
        Item::Hit(hit) => {
            let hit = state.search.hits[hit];
            BoardRow {
                head: place(state, hit.at),
                text: RowText::Keyword { at: hit.at, part: hit.span },
                at: hit.at,
                note: None,
            }
        }
        Item::Decision(decision) => decision_row(state, &state.decisions[decision]),
    }
}

/// `ar   12`, `ar·003   12`.
fn place(state: &State, at: PassageRef) -> String {
    let width = usize::from(state.names.cells).max(2);
    format!("{:<width$} {:>4}", state.names.short[at.article], at.passage + 1)
}

fn fact_row(state: &State, number: usize) -> BoardRow {
    let fact = &state.alignment.facts[number];
    let told = articles_of(&fact.mentions);
    let width = usize::from(mark_width(state));
    // Those of which a passage of their own has the words that the filter asks for.
    let board = if state.view == View::Board(Board::Rows) { Board::Rows } else { Board::Facts };
    let filter = Filter::parse(state, state.boards.filter(board));
    let saying = says(state, &filter, &fact.mentions);
    let mark = |article: usize| match (told.contains(&article), saying.contains(&article)) {
        (true, true) => '●',
        (true, false) => '○',
        (false, _) => '·',
    };
    let marks: String = (0..state.articles.len().min(MARKED))
        .map(|article| format!("{:<width$}", mark(article)))
        .collect();
    let many = if state.articles.len() > MARKED {
        format!(" {:>3}/{}", told.len(), state.articles.len())
    } else {
        String::new()
    };
    let conflict = if fact.conflicts.is_empty() { ' ' } else { '≠' };
    BoardRow {
        head: format!("{marks}{many} {conflict}"),
        text: RowText::Own(in_words::fact_label(fact)),
        at: nearest(state, &fact.mentions),
        note: None,
    }
}

/// The articles of which a passage of these says what the filter asks for.
pub fn says(state: &State, filter: &Filter, mentions: &[PassageRef]) -> BTreeSet<usize> {
    mentions.iter().filter(|at| filter.is_said(state, **at)).map(|at| at.article).collect()
}

/// The mention in the focused article, else the first.
pub fn nearest(state: &State, mentions: &[PassageRef]) -> PassageRef {
    let focused = state.focused();
    mentions
        .iter()
        .find(|mention| Some(mention.article) == focused)
        .or_else(|| mentions.first())
        .copied()
        .unwrap_or(PassageRef { article: 0, passage: 0 })
}

fn claim_row(state: &State, fact: usize, conflict: usize, value: usize) -> BoardRow {
    let claim = &state.alignment.facts[fact].conflicts[conflict].values[value];
    let mark = if value == 0 { "≠" } else { " " };
    BoardRow {
        head: format!("{mark} {} {:>16}", place(state, claim.at), in_words::said(&claim.value)),
        text: RowText::Passage { at: claim.at, part: Some(claim.span) },
        at: claim.at,
        note: None,
    }
}

fn note_row(state: &State, number: usize) -> BoardRow {
    let note = &state.notes[number];
    let at = state.index.place(number).unwrap_or(PassageRef { article: 0, passage: 0 });
    let quote = note.anchors.first().map_or("", |anchor| anchor.quote.as_str());
    let quote = layout::isolated(quote);
    let first_line = match note.note.lines().next().unwrap_or_default() {
        // A mark without words.
        "" => format!("“{quote}”"),
        line => layout::isolated(line).into_owned(),
    };
    // Those in the words are seen there.
    let seen: Vec<&str> = notes::hashtags(&note.note).collect();
    let unseen = note.tags.iter().filter(|tag| !seen.contains(&tag.as_str()));
    let tags: String =
        unseen.map(|tag| format!(" {}", layout::isolated(&format!("#{tag}")))).collect();
    let state_of = match note.state {
        AnnotationState::Anchored => String::new(),
        AnnotationState::Changed => format!(" [the text has changed; was: {quote}]"),
        AnnotationState::Orphan => format!(" [no longer in the text: {quote}]"),
    };
    let on = match note.on {
        Target::Passage | Target::Range => "",
        Target::Link => "⇄ ",
        Target::Fact => "● ",
    };
    BoardRow {
        head: place(state, at),
        // What was written first: the old words may fill the row.
        text: RowText::Own(format!("{on}{first_line}{tags}{state_of}")),
        at,
        note: Some(number),
    }
}

fn decision_row(state: &State, decision: &Decision) -> BoardRow {
    let at = decision_place(state, decision).unwrap_or(PassageRef { article: 0, passage: 0 });
    let aside = state.set_aside(decision);
    let keys = decision.passages();
    // What is left of the row beside the names, for each.
    let room = state.columns.saturating_sub(16) / keys.len().max(1) as u16;
    let room = room.saturating_sub(state.names.cells + 10);
    let quoted = |name: String, text: &str| {
        // Less than that says nothing.
        if room < 8 {
            return name;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = layout::shortened(&text, &state.look.options(room, Direction::LeftToRight));
        format!("{name} “{}”", layout::isolated(&text))
    };
    let places: Vec<String> = keys
        .into_iter()
        .map(|key| {
            let mut was = aside.iter().flat_map(|logged| &logged.anchors);
            let was = was.find(|anchor| anchor.article == key.article && anchor.span == key.span);
            match (decisions::locate(&state.articles, key), was) {
                (Some(at), _) => {
                    quoted(state.name(at), state.articles[at.article].passage_text(at.passage))
                }
                (None, Some(was)) => quoted("was".to_owned(), &was.quote),
                (None, None) => "an article that is not open".to_owned(),
            }
        })
        .collect();
    let text = match decision {
        Decision::Link { .. } => places.join(" ⇄ "),
        Decision::Merge { .. } => format!("one fact: {}", places.join(", ")),
        Decision::Split { .. } => places.join(" is not part of the fact of "),
        Decision::Name { label, .. } => {
            format!("“{}”: {}", layout::isolated(label), places.join(", "))
        }
        Decision::Words { a, b } => {
            let (one, other) = (layout::isolated(&a.text), layout::isolated(&b.text));
            format!("{} {one} = {} {other}", a.lang, b.lang)
        }
    };
    let head = match decision {
        Decision::Link { verdict, .. } => verdict.as_str(),
        other => other.kind(),
    };
    let text = match aside {
        Some(_) => format!("[text changed] {text}"),
        None => text,
    };
    BoardRow { head: format!("{head:<9}"), text: RowText::Own(text), at, note: None }
}
