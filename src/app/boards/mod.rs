//! Boards: lists over the whole set, each row of which leads to passages. What a board lists is
//! kept, made anew only when something it follows from has changed.

pub(crate) mod filter;
mod items;
pub mod place;
pub mod rows;

pub use items::{Item, fact_order};
pub use rows::{BoardRow, RowText};

use super::command::Command;
use super::moves;
use super::state::{State, View};
use crate::model::PassageRef;
use items::Mark;

/// The boards, in the order of their tabs and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Board {
    /// Each fact with the articles that tell it.
    Facts,
    /// Each side of each conflict.
    Conflicts,
    /// Passages without a counterpart.
    OnlyHere,
    /// The reader's annotations.
    Notes,
    /// Where the last search was found.
    Hits,
    /// Facts side by side, an article a column.
    Rows,
    /// Verdicts, merges, splits, names and the glossary.
    Decisions,
}

impl Board {
    /// In the order of the tabs; a board's place is its number.
    pub const ALL: [Self; 7] = [
        Self::Facts,
        Self::Conflicts,
        Self::OnlyHere,
        Self::Notes,
        Self::Hits,
        Self::Rows,
        Self::Decisions,
    ];

    /// Its tab, and its name in a kept session.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Conflicts => "conflicts",
            Self::OnlyHere => "only here",
            Self::Notes => "notes",
            Self::Hits => "hits",
            Self::Rows => "rows",
            Self::Decisions => "decisions",
        }
    }

    /// The orders that it can have, the usual one first.
    pub const fn orders(self) -> &'static [Order] {
        match self {
            Self::Facts | Self::Conflicts => &[Order::Told, Order::Text, Order::Disputed],
            Self::Rows => &[Order::Text, Order::Told, Order::Disputed],
            Self::Notes => &[Order::Text, Order::Newest, Order::State],
            Self::Decisions => &[Order::Text, Order::Newest],
            Self::OnlyHere | Self::Hits => &[Order::Text],
        }
    }
}

/// What comes first on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What most articles tell.
    Told,
    /// What stands first: in the focused article, then in the others.
    Text,
    /// What most conflicts are about.
    Disputed,
    /// What was written last.
    Newest,
    /// Orphans and changed ones.
    State,
}

impl Order {
    /// For the line that says what is shown, and for a kept session.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Told => "told by most first",
            Self::Text => "in the order of the text",
            Self::Disputed => "most disputed first",
            Self::Newest => "newest first",
            Self::State => "lost and changed first",
        }
    }
}

/// One board's list and the reader's place in it.
#[derive(Clone, Debug, Default)]
struct List {
    items: Vec<Item>,
    /// Whether `items` still follow from the state.
    is_current: bool,
    cursor: usize,
    /// The first row on the screen.
    top: usize,
    /// The row to come back to once the list is that long: see [`Boards::resume`].
    resume: Option<usize>,
    /// What the cursor stood on, to find it again in a new list.
    mark: Option<Mark>,
    /// As typed: see [`filter`].
    filter: String,
    /// Place in [`Board::orders`].
    order: usize,
}

/// All boards with the reader's place on each.
#[derive(Clone, Debug, Default)]
pub struct Boards {
    lists: [List; Board::ALL.len()],
}

impl Boards {
    /// The row where the reader stands, from 0.
    pub fn cursor(&self, board: Board) -> usize {
        self.lists[board as usize].cursor
    }

    /// Leads back to a row that was left in another session, when the list has been made.
    pub fn resume(&mut self, board: Board, row: usize) {
        let list = &mut self.lists[board as usize];
        (list.resume, list.mark, list.is_current) = (Some(row), None, false);
    }

    /// The row where the reader stands, or is to stand once the list has been made.
    pub fn place(&self, board: Board) -> usize {
        let list = &self.lists[board as usize];
        list.resume.unwrap_or(list.cursor)
    }

    /// The first row on the screen.
    pub fn top(&self, board: Board) -> usize {
        self.lists[board as usize].top
    }

    /// What the board lists; made by [`settle`].
    pub fn items(&self, board: Board) -> &[Item] {
        &self.lists[board as usize].items
    }

    /// What was typed to narrow it; empty where everything is shown.
    pub fn filter(&self, board: Board) -> &str {
        &self.lists[board as usize].filter
    }

    /// The order it is in.
    pub fn order(&self, board: Board) -> Order {
        let orders = board.orders();
        orders[self.lists[board as usize].order % orders.len()]
    }

    /// Shows only what fits the filter.
    pub fn set_filter(&mut self, board: Board, filter: impl Into<String>) {
        let list = &mut self.lists[board as usize];
        list.filter = filter.into();
        list.is_current = false;
    }

    /// Takes the next of the board's orders.
    pub fn turn_order(&mut self, board: Board) {
        let list = &mut self.lists[board as usize];
        list.order = (list.order + 1) % board.orders().len();
        list.is_current = false;
    }

    /// Takes an order, if the board can have it.
    pub fn set_order(&mut self, board: Board, order: Order) {
        if let Some(place) = board.orders().iter().position(|other| *other == order) {
            let list = &mut self.lists[board as usize];
            list.order = place;
            list.is_current = false;
        }
    }

    /// What the boards follow from has changed.
    pub fn outdate(&mut self) {
        for list in &mut self.lists {
            list.is_current = false;
        }
    }

    /// The hits or the decisions have changed, and nothing else.
    pub fn outdate_one(&mut self, board: Board) {
        self.lists[board as usize].is_current = false;
    }

    /// Forgets where the cursor stood: the list is of something else now.
    pub fn restart(&mut self, board: Board) {
        let list = &mut self.lists[board as usize];
        (list.cursor, list.top, list.mark, list.is_current) = (0, 0, None, false);
        list.resume = None;
    }
}

/// What an empty board says.
pub fn empty(state: &State, board: Board) -> String {
    match board {
        Board::Facts | Board::Rows => "No facts among the links shown.".to_owned(),
        Board::Conflicts => "No conflicts found among the links shown.".to_owned(),
        Board::OnlyHere => "Every passage has a counterpart.".to_owned(),
        Board::Notes => {
            format!("No annotations yet: press {} on a passage.", state.way(Command::Annotate))
        }
        Board::Hits => "Nothing found.".to_owned(),
        Board::Decisions => format!(
            "No decisions yet: {} confirms a link, {} rejects it.",
            state.way(Command::Confirm),
            state.way(Command::Reject)
        ),
    }
}

/// Makes the list of the board that is shown, if it no longer follows from the state, with the
/// cursor on what it stood on.
pub fn settle(state: &mut State) {
    if let View::Board(board) = state.view {
        settle_board(state, board);
    }
}

/// The same for any board.
pub fn settle_board(state: &mut State, board: Board) {
    let list = &state.boards.lists[board as usize];
    if !list.is_current {
        let items = items::make(state, board);
        let cursor = list
            .mark
            .as_ref()
            .and_then(|mark| mark.find(state, &items))
            .unwrap_or(list.cursor)
            .min(items.len().saturating_sub(1));
        let list = &mut state.boards.lists[board as usize];
        let cursor = match list.resume {
            Some(row) if row < items.len() => {
                list.resume = None;
                row
            }
            _ => cursor,
        };
        list.items = items;
        list.is_current = true;
        list.cursor = cursor;
    }
    set_cursor(state, board, state.boards.cursor(board));
}

/// Puts a board's cursor on a row, or the last one, and scrolls as little as is needed.
pub fn set_cursor(state: &mut State, board: Board, row: usize) {
    let count = state.boards.items(board).len();
    let row = row.min(count.saturating_sub(1));
    let mark = state.boards.items(board).get(row).map(|item| Mark::of(state, *item));
    let top = place::top(state, board, row);
    let list = &mut state.boards.lists[board as usize];
    (list.cursor, list.top) = (row, top);
    list.mark = mark.or(list.mark.take());
}

/// The item under the cursor of the board that is shown.
pub fn current(state: &State) -> Option<Item> {
    let View::Board(board) = state.view else { return None };
    state.boards.items(board).get(state.boards.cursor(board)).copied()
}

/// The row under the cursor of the board that is shown.
pub fn current_row(state: &State) -> Option<BoardRow> {
    current(state).map(|item| rows::row(state, item))
}

/// Leaves the board for the passage where its row under the cursor leads: of a fact, with the other
/// panes at theirs.
pub fn go_to(state: &mut State, at: PassageRef) {
    let item = current(state);
    state.view = View::Panes;
    match item {
        Some(Item::Fact(fact) | Item::Claim { fact, .. }) => moves::jump_to_fact(state, fact, at),
        _ => moves::jump(state, at),
    }
}

/// All rows of a board, whether or not it is on the screen.
pub fn rows(state: &State, board: Board) -> Vec<BoardRow> {
    let list = &state.boards.lists[board as usize];
    let made;
    let items = if list.is_current {
        &list.items
    } else {
        made = items::make(state, board);
        &made
    };
    items.iter().map(|item| rows::row(state, *item)).collect()
}

/// The passage where an annotation leads, if one of its articles is open; of one whose words are
/// gone, where they stood before the article changed.
pub fn note_place(state: &State, note: &crate::model::Annotation) -> Option<PassageRef> {
    let number = state.notes.iter().position(|other| other.id == note.id)?;
    state.index.place(number)
}
