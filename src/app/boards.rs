//! Boards: lists over the whole set, each row of which leads to passages.

use super::state::State;
use crate::model::{Anchor, AnnotationState, PassageRef, Span};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Board {
    Facts,
    Conflicts,
    OnlyHere,
    Notes,
    Hits,
}

impl Board {
    pub const ALL: [Board; 5] =
        [Self::Facts, Self::Conflicts, Self::OnlyHere, Self::Notes, Self::Hits];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Conflicts => "conflicts",
            Self::OnlyHere => "only here",
            Self::Notes => "annotations",
            Self::Hits => "hits",
        }
    }

    /// What an empty board says.
    pub const fn empty(self) -> &'static str {
        match self {
            Self::Facts => {
                "No facts yet: the passages are still being compared, or nothing is told twice."
            }
            Self::Conflicts => "No conflicts found among the links shown.",
            Self::OnlyHere => "Every passage has a counterpart.",
            Self::Notes => "No annotations yet: press a on a passage.",
            Self::Hits => "Nothing found.",
        }
    }
}

/// Where each board's cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boards {
    cursors: [usize; 5],
}

impl Boards {
    pub fn cursor(&self, board: Board) -> usize {
        self.cursors[board as usize]
    }

    pub fn set_cursor(&mut self, board: Board, row: usize) {
        self.cursors[board as usize] = row;
    }
}

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
    Passage { at: PassageRef, part: Option<Span> },
}

/// All rows of a board.
pub fn rows(state: &State, board: Board) -> Vec<BoardRow> {
    match board {
        Board::Facts => facts(state),
        Board::Conflicts => conflicts(state),
        Board::OnlyHere => only_here(state),
        Board::Notes => notes(state),
        Board::Hits => hits(state),
    }
}

/// Facts of which the scope leaves a link, told by most articles first.
pub fn fact_order(state: &State) -> Vec<usize> {
    let alignment = state.scope.cut(&state.alignment);
    let kept: BTreeSet<&str> = alignment.facts.iter().map(|fact| fact.id.as_str()).collect();
    let facts = &state.alignment.facts;
    let mut order: Vec<usize> =
        (0..facts.len()).filter(|number| kept.contains(facts[*number].id.as_str())).collect();
    order.sort_by_key(|number| {
        (std::cmp::Reverse(articles_of(&facts[*number].mentions).len()), *number)
    });
    order
}

fn articles_of(mentions: &[PassageRef]) -> BTreeSet<usize> {
    mentions.iter().map(|mention| mention.article).collect()
}

fn facts(state: &State) -> Vec<BoardRow> {
    fact_order(state)
        .into_iter()
        .map(|number| {
            let fact = &state.alignment.facts[number];
            let told = articles_of(&fact.mentions);
            let marks: String = (0..state.articles.len())
                .map(|article| if told.contains(&article) { '●' } else { '·' })
                .collect();
            let conflict = if fact.conflicts.is_empty() { " " } else { "≠" };
            BoardRow {
                head: format!("{marks} {conflict}"),
                text: RowText::Own(fact.label.clone()),
                at: nearest(state, &fact.mentions),
                note: None,
            }
        })
        .collect()
}

/// The mention in the focused article, else the first.
fn nearest(state: &State, mentions: &[PassageRef]) -> PassageRef {
    let focused = state.focused();
    mentions
        .iter()
        .find(|mention| Some(mention.article) == focused)
        .or_else(|| mentions.first())
        .copied()
        .unwrap_or(PassageRef { article: 0, passage: 0 })
}

fn conflicts(state: &State) -> Vec<BoardRow> {
    let mut rows = Vec::new();
    for number in fact_order(state) {
        let fact = &state.alignment.facts[number];
        for conflict in &fact.conflicts {
            for (place, claim) in conflict.values.iter().enumerate() {
                let mark = if place == 0 { "≠" } else { " " };
                rows.push(BoardRow {
                    head: format!(
                        "{mark} {:<8} {:>16}",
                        state.articles[claim.at.article].lang, claim.value
                    ),
                    text: RowText::Passage { at: claim.at, part: Some(claim.span) },
                    at: claim.at,
                    note: None,
                });
            }
        }
    }
    rows
}

fn only_here(state: &State) -> Vec<BoardRow> {
    let mut rows = Vec::new();
    for (article, found) in state.articles.iter().enumerate() {
        for (passage, text) in found.passages.iter().enumerate() {
            let at = PassageRef { article, passage };
            if !text.kind.is_noise() && !state.links_of.contains_key(&at) {
                rows.push(BoardRow {
                    head: format!("{:<3}{:>4}", found.lang, passage + 1),
                    text: RowText::Passage { at, part: None },
                    at,
                    note: None,
                });
            }
        }
    }
    rows
}

/// The passage where an annotation's first anchor stands, if its article is open; of one whose words
/// are gone, where they stood before the article changed.
pub fn note_place(state: &State, note: &crate::model::Annotation) -> Option<PassageRef> {
    let place = |anchor: &Anchor, article: usize| {
        let passages = &state.articles[article].passages;
        let after = passages.iter().position(|passage| passage.span.end > anchor.span.start);
        // The article may have become shorter than it was.
        let passage = after.or_else(|| passages.len().checked_sub(1))?;
        Some(PassageRef { article, passage })
    };
    let open = |anchor: &Anchor| {
        place(anchor, state.articles.iter().position(|article| article.hash == anchor.article)?)
    };
    let changed = |anchor: &Anchor| {
        place(anchor, state.articles.iter().position(|article| article.path == anchor.path)?)
    };
    note.anchors.iter().find_map(open).or_else(|| note.anchors.iter().find_map(changed))
}

fn notes(state: &State) -> Vec<BoardRow> {
    let mut rows: Vec<BoardRow> = state
        .notes
        .iter()
        .enumerate()
        .filter_map(|(number, note)| {
            let at = note_place(state, note)?;
            let tags: String = note.tags.iter().map(|tag| format!(" #{tag}")).collect();
            let first_line = note.note.lines().next().unwrap_or_default();
            let quote = note.anchors.first().map_or("", |anchor| anchor.quote.as_str());
            let state_of = match note.state {
                AnnotationState::Anchored => String::new(),
                AnnotationState::Changed => format!("[the text has changed; was: {quote}] "),
                AnnotationState::Orphan => format!("[no longer in the text: {quote}] "),
            };
            Some(BoardRow {
                head: format!("{:<3}{:>4}", state.articles[at.article].lang, at.passage + 1),
                text: RowText::Own(format!("{state_of}{first_line}{tags}")),
                at,
                note: Some(number),
            })
        })
        .collect();
    rows.sort_by_key(|row| row.at);
    rows
}

fn hits(state: &State) -> Vec<BoardRow> {
    state
        .search
        .hits
        .iter()
        .map(|hit| BoardRow {
            head: format!("{:<3}{:>4}", state.articles[hit.at.article].lang, hit.at.passage + 1),
            text: RowText::Passage { at: hit.at, part: Some(hit.span) },
            at: hit.at,
            note: None,
        })
        .collect()
}
