//! How the articles are being read, to be kept and taken up again.

use super::boards::Board;
use super::moves;
use super::panes::FOOT;
use super::state::{Panes, Place as At, State, View};
use crate::layout::Marks;
use crate::model::Tier;
use crate::store::Place;

/// Rows of a pane in which at least the beginning of a passage is seen, borders included.
const LEAST: u16 = 5;

/// Where the reader stands. What was searched for and what boards were narrowed to is of the moment:
/// found again later it would only hide and colour.
pub fn place(state: &State) -> Place {
    let id = |article: usize| state.articles[article].id.clone();
    let passages = state.panes.places.iter().enumerate();
    let boards = || Board::ALL.iter().map(|board| (board.title().to_owned(), *board));
    Place {
        shown: state.panes.order.iter().map(|article| id(*article)).collect(),
        focus: state.focused().map(id).unwrap_or_default(),
        passages: passages.map(|(article, at)| (id(article), (at.passage, at.row))).collect(),
        follow: state.panes.follow,
        reversed: state.look.reversed,
        shows_marks: Some(state.look.marks == Marks::Show)
            .filter(|_| state.look.marks != state.ways.marks),
        sure_only: state.scope.tier == Tier::Sure,
        min_score: state.scope.min_score,
        view: match state.view {
            View::Board(board) if board != Board::Hits => board.title().to_owned(),
            View::Board(_) | View::Panes | View::Help => "panes".to_owned(),
        },
        rows: boards()
            .map(|(name, board)| (name, state.boards.place(board)))
            .filter(|(_, row)| *row > 0)
            .collect(),
        orders: boards()
            .filter(|(_, board)| board.orders().first() != Some(&state.boards.order(*board)))
            .map(|(name, board)| (name, state.boards.order(board).as_str().to_owned()))
            .collect(),
        widths: state
            .panes
            .weights
            .iter()
            .enumerate()
            .filter(|(_, weight)| **weight != Panes::USUAL)
            .map(|(article, weight)| (id(article), *weight))
            .collect(),
    }
}

/// Leads to where the reader went in the beginnings of the same articles, if they went anywhere.
pub fn carry(from: &State, to: &mut State) {
    let moved = from.panes.places.iter().any(|place| place.passage > 0 || place.row != 0);
    if !moved && from.panes.focus == 0 {
        return;
    }
    for (article, at) in from.articles.iter().zip(&from.panes.places) {
        let same = to.articles.iter().position(|found| {
            found.id == article.id && found.text.starts_with(article.text.as_str())
        });
        if let Some(same) = same {
            to.panes.places[same] = At { passage: at.passage, row: at.row, ..At::default() };
        }
    }
    let focused = from.focused().map(|article| from.articles[article].id.as_str());
    let focus = to.articles.iter().position(|article| Some(article.id.as_str()) == focused);
    if let Some(article) = focus {
        let passage = to.panes.places[article].passage;
        moves::to_passage(to, article, passage);
    }
}

/// Leads back there; what is gone since is left out.
pub fn restore(state: &mut State, place: &Place) {
    let find = |state: &State, id: &str| state.articles.iter().position(|found| found.id == id);
    let shown: Vec<usize> = place.shown.iter().filter_map(|id| find(state, id)).collect();
    if !shown.is_empty() {
        state.panes.order = shown;
    }
    for (article, found) in state.articles.iter().enumerate() {
        let kept = place.passages.get(&found.id);
        if let Some((passage, row)) = kept.filter(|(passage, _)| *passage < found.passages.len()) {
            state.panes.places[article] = At { passage: *passage, row: *row, ..At::default() };
        }
    }
    for (article, found) in state.articles.iter().enumerate() {
        if let Some(weight) = place.widths.get(&found.id).filter(|w| Panes::WEIGHTS.contains(w)) {
            state.panes.weights[article] = *weight;
        }
    }
    state.panes.follow = place.follow;
    state.look.reversed = place.reversed;
    state.look.marks = match place.shows_marks {
        Some(true) => Marks::Show,
        Some(false) => Marks::Hide,
        None => state.ways.marks,
    };
    state.scope.tier = if place.sure_only { Tier::Sure } else { Tier::Possible };
    state.scope.min_score = place.min_score.clamp(0.0, 1.0);
    state.index_links();
    for board in Board::ALL {
        let name = board.title();
        let order = place.orders.get(name);
        let order =
            board.orders().iter().find(|own| order.is_some_and(|kept| own.as_str() == kept));
        if let Some(order) = order {
            state.boards.set_order(board, *order);
        }
        if let Some(row) = place.rows.get(name) {
            state.boards.resume(board, *row);
        }
        if place.view == board.title() {
            state.view = View::Board(board);
        }
    }
    // The screen may be smaller than it was.
    let lowest = i32::from(state.rows.saturating_sub(FOOT + LEAST));
    for at in &mut state.panes.places {
        at.row = at.row.clamp(0, lowest.max(0));
    }
    let focus = find(state, &place.focus).or_else(|| state.focused());
    if let Some(article) = focus {
        let passage = state.panes.places[article].passage;
        moves::to_passage(state, article, passage);
    }
}
