//! Which row of a board stands where on the screen: for painting and clicking alike.

use super::rows::{MARKED, mark_width};
use super::{Board, Item};
use crate::app::panes::{self, FOOT};
use crate::app::state::State;
use crate::layout::Row;
use crate::model::PassageRef;
use std::rc::Rc;

/// Rows of the screen above a board's rows: the boards' names, and what is shown of this one.
pub const HEAD: u16 = 2;
/// The least width of a column of aligned rows, in cells.
pub const NARROWEST: u16 = 24;

/// Rows of the screen for a board's rows.
pub fn height(state: &State) -> u16 {
    state.rows.saturating_sub(FOOT + HEAD)
}

/// The boards' names in the first row: board, column, text. Where there is not room for all, those
/// before the one that is shown give way to it.
pub fn tabs(columns: u16, shown: Board) -> Vec<(Board, u16, String)> {
    let all = tabs_from(columns, 0);
    let is_seen = |tabs: &[(Board, u16, String)]| tabs.iter().any(|(board, ..)| *board == shown);
    if is_seen(&all) {
        return all;
    }
    let first = (1..=shown as usize).find(|first| is_seen(&tabs_from(columns, *first)));
    tabs_from(columns, first.unwrap_or(shown as usize))
}

/// The same from the board of that place on, as many as there is room for.
fn tabs_from(columns: u16, first: usize) -> Vec<(Board, u16, String)> {
    let names = || Board::ALL.map(|board| format!("{} {}", board as usize + 1, board.title()));
    let all: usize = names().iter().map(String::len).sum();
    let gap = if all + 2 * Board::ALL.len() <= usize::from(columns) { 2 } else { 1 };
    let mut x = 1;
    Board::ALL
        .into_iter()
        .zip(names())
        .skip(first)
        .map(|(board, name)| {
            let tab = (board, x, name);
            x += tab.2.len() as u16 + gap;
            tab
        })
        .filter(|(_, x, name)| x + name.len() as u16 <= columns)
        .collect()
}

/// The columns of articles in the second row, where the board has them: article, column, width.
pub fn columns(state: &State, board: Board) -> Vec<(usize, u16, u16)> {
    match board {
        Board::Facts => {
            let width = mark_width(state);
            (0..state.articles.len().min(MARKED))
                .map(|article| (article, 1 + article as u16 * width, width))
                .collect()
        }
        Board::Rows => {
            let order = &state.panes.order;
            let room = usize::from((state.columns / NARROWEST).max(1)).min(order.len());
            if room == 0 {
                return Vec::new();
            }
            // The focused article is always among them.
            let last = order.len() - room;
            let first = if state.panes.focus < room { 0 } else { state.panes.focus + 1 - room };
            let shown = &order[first.min(last)..][..room];
            let width = state.columns / room as u16;
            let place = |number: usize| {
                let number = if state.look.reversed { room - 1 - number } else { number };
                number as u16 * width
            };
            shown.iter().enumerate().map(|(n, article)| (*article, place(n), width)).collect()
        }
        _ => Vec::new(),
    }
}

/// The passages of a fact in one article, laid out one under the other in a column of aligned rows.
pub fn column_rows(
    state: &State,
    fact: usize,
    article: usize,
    width: u16,
) -> Vec<(PassageRef, Rc<[Row]>)> {
    let mentions = &state.alignment.facts[fact].mentions;
    mentions
        .iter()
        .filter(|at| at.article == article)
        .map(|at| (*at, panes::passage_rows(state, article, at.passage, width.saturating_sub(3))))
        .collect()
}

/// Rows of the screen that an item takes.
fn item_height(state: &State, board: Board, item: Item) -> u16 {
    if let Item::Claim { value: 0, .. } = item {
        // What the conflict is about stands above its first side.
        return 2;
    }
    let (Board::Rows, Item::Fact(fact)) = (board, item) else { return 1 };
    let texts = columns(state, board)
        .into_iter()
        .map(|(article, _, width)| {
            let rows = column_rows(state, fact, article, width);
            rows.iter().map(|(_, rows)| rows.len()).sum::<usize>()
        })
        .max()
        .unwrap_or(0);
    // The label above, a blank row below.
    u16::try_from(texts.max(1) + 2).unwrap_or(u16::MAX)
}

/// The first row on the screen if the cursor is on `row`: as it is, if that shows the cursor's row
/// whole; else scrolled as little as is needed.
pub fn top(state: &State, board: Board, row: usize) -> usize {
    let items = state.boards.items(board);
    let before = last_top(state, board).min(state.boards.top(board));
    if row <= before {
        return row;
    }
    let mut room = height(state);
    let mut top = row;
    for place in (0..=row).rev() {
        let needed = item_height(state, board, items[place]);
        if needed > room {
            break;
        }
        room -= needed;
        top = place;
        if top <= before {
            return before;
        }
    }
    top
}

/// The first row at which the last one is still on the screen: no list is scrolled further, so that
/// a screen that has become higher is filled.
fn last_top(state: &State, board: Board) -> usize {
    let items = state.boards.items(board);
    let mut room = height(state);
    let mut top = items.len().saturating_sub(1);
    for place in (0..items.len()).rev() {
        let needed = item_height(state, board, items[place]);
        if needed > room {
            break;
        }
        room -= needed;
        top = place;
    }
    top
}

/// The items on the screen: place in the list, row of the screen, rows taken.
pub fn visible(state: &State, board: Board) -> Vec<(usize, u16, u16)> {
    let items = state.boards.items(board);
    let bottom = HEAD + height(state);
    let mut y = HEAD;
    let mut found = Vec::new();
    for (place, item) in items.iter().enumerate().skip(state.boards.top(board)) {
        if y >= bottom {
            break;
        }
        let rows = item_height(state, board, *item);
        found.push((place, y, rows.min(bottom - y)));
        y = y.saturating_add(rows);
    }
    found
}

/// What stands under a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardHit {
    /// The name of a board in the first row.
    Tab(Board),
    /// The column of an article.
    Article(usize),
    /// The line that says what is shown and in which order.
    Shown,
    /// A row, by its place in the list, and the passage that stands there in aligned rows.
    Row(usize, Option<PassageRef>),
}

/// The inverse of painting.
pub fn hit(state: &State, board: Board, column: u16, row: u16) -> Option<BoardHit> {
    if row == 0 {
        return tabs(state.columns, board)
            .into_iter()
            .find(|(_, x, name)| (*x..x + name.len() as u16).contains(&column))
            .map(|(board, ..)| BoardHit::Tab(board));
    }
    let cell =
        columns(state, board).into_iter().find(|(_, x, width)| (*x..x + width).contains(&column));
    if row == 1 {
        return Some(cell.map_or(BoardHit::Shown, |(article, ..)| BoardHit::Article(article)));
    }
    let (place, y, _) =
        visible(state, board).into_iter().find(|(_, y, rows)| (*y..y + rows).contains(&row))?;
    let mut at = None;
    if let (Board::Rows, Item::Fact(fact), Some((article, _, width))) =
        (board, state.boards.items(board)[place], cell)
    {
        let mut line = y + 1;
        for (passage, rows) in column_rows(state, fact, article, width) {
            let end = line + rows.len() as u16;
            // The label leads to the first.
            if at.is_none() || row >= line {
                at = Some(passage);
            }
            line = end;
        }
    }
    Some(BoardHit::Row(place, at))
}
