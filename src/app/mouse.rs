//! What the mouse does: everything that the keys do.

use super::boards::filter::{article_of, with_article};
use super::boards::place::BoardHit;
use super::boards::{self, Board};
use super::buttons::{self, Press};
use super::command::Command;
use super::keymap::Context;
use super::msg::{Effect, Env, Mouse, MouseWhat};
use super::state::{Drag, Entry, Selection, State, View};
use super::{arrange, help, moves, notes, panes, perform, popup, start, update};

/// Rows of text that one step of the wheel scrolls.
const WHEEL: i32 = 3;

/// Takes a mouse event.
pub fn on_mouse(state: &mut State, mouse: Mouse, env: &Env) -> Vec<Effect> {
    if state.start.is_some() {
        return start::on_mouse(state, mouse);
    }
    if state.entry.is_none() && state.popup.is_some() {
        popup::on_mouse(state, mouse);
        return Vec::new();
    }
    if mouse.what == MouseWhat::Press
        && let Some(press) = buttons::hit(state, mouse.column, mouse.row)
    {
        return on_button(state, press, env);
    }
    if state.entry.is_some() {
        return Vec::new();
    }
    if mouse.what == MouseWhat::Press && mouse.row + 1 == state.rows {
        // A notice that was read makes room for the keys again.
        state.notice = None;
        return Vec::new();
    }
    if mouse.what == MouseWhat::Press
        && state.view == View::Panes
        && mouse.row + panes::FOOT == state.rows
    {
        // The line of reasons: on the left all of them, on the right the next counterpart.
        let left = mouse.column < state.columns / 2;
        let command = if left { Command::Explain } else { Command::NextLink };
        return perform::perform(state, command, env);
    }
    match state.view {
        View::Help => return in_help(state, mouse, env),
        View::Board(board) => return on_board(state, board, mouse, env),
        View::Panes => on_panes(state, mouse),
    }
    Vec::new()
}

fn on_button(state: &mut State, press: Press, env: &Env) -> Vec<Effect> {
    match press {
        Press::Key(key) => update::on_key(state, key, env),
        Press::Command(command) => {
            state.notice = None;
            perform::perform(state, command, env)
        }
        Press::Tag(tag) => {
            if let Some(Entry::Note(entry)) = &mut state.entry {
                notes::toggle_tag(entry, &tag);
            }
            Vec::new()
        }
    }
}

/// A click on a line of the help does what the line says.
fn in_help(state: &mut State, mouse: Mouse, env: &Env) -> Vec<Effect> {
    match mouse.what {
        MouseWhat::WheelDown => {
            state.help_page = (state.help_page + 1).min(help::pages(state) - 1);
        }
        MouseWhat::WheelUp => state.help_page = state.help_page.saturating_sub(1),
        MouseWhat::Press => {
            let command = help::hit(state, mouse.column, mouse.row);
            state.view = state.before_help;
            if let Some(command) = command {
                match (command.entry().context, state.view) {
                    (Context::Reading, View::Board(_)) => state.view = View::Panes,
                    (Context::Board, View::Panes) => return Vec::new(),
                    _ => {}
                }
                return perform::perform(state, command, env);
            }
        }
        MouseWhat::Drag | MouseWhat::Release => {}
    }
    Vec::new()
}

fn on_panes(state: &mut State, mouse: Mouse) {
    if state.drag.is_some() && drags(state, mouse) {
        return;
    }
    if mouse.what == MouseWhat::Press
        && let Some(pane) = border_at(state, mouse.column)
    {
        state.drag = Some(Drag::Border(pane));
        return;
    }
    let Some(hit) = panes::hit(state, mouse.column, mouse.row) else { return };
    match mouse.what {
        MouseWhat::WheelUp => moves::scroll(state, hit.pane, -WHEEL),
        MouseWhat::WheelDown => moves::scroll(state, hit.pane, WHEEL),
        MouseWhat::Press => press(state, hit, mouse.row),
        MouseWhat::Drag => {
            if let (Some(selection), Some(grapheme)) = (&mut state.selection, hit.grapheme)
                && hit.at.is_some_and(|at| at.article == selection.article)
            {
                selection.head = grapheme;
            }
        }
        MouseWhat::Release => {
            // A click without a drag selects nothing.
            if state.selection.is_some_and(|selection| selection.anchor == selection.head) {
                state.selection = None;
            }
        }
    }
}

/// Moves or lets go of what the mouse holds; whether the event was all about that.
fn drags(state: &mut State, mouse: Mouse) -> bool {
    match (mouse.what, state.drag) {
        (MouseWhat::Drag, Some(Drag::Border(pane))) => {
            arrange::set_border(state, pane, mouse.column);
            true
        }
        (MouseWhat::Drag, Some(Drag::Title(_))) => true,
        (MouseWhat::Release, Some(Drag::Title(from))) => {
            state.drag = None;
            if let Some(hit) = panes::hit(state, mouse.column, mouse.row)
                && hit.pane != from
            {
                arrange::move_pane(state, from, hit.pane);
            }
            true
        }
        (MouseWhat::Release, _) => {
            state.drag = None;
            false
        }
        _ => false,
    }
}

/// Puts the cursor where the button went down: on the passage, or only into the pane.
fn press(state: &mut State, hit: panes::Hit, row: u16) {
    state.notice = None;
    state.selection = None;
    if row == 0 {
        state.drag = Some(Drag::Title(hit.pane));
    }
    let Some(at) = hit.at else { return moves::focus(state, hit.pane) };
    // The clicked passage stays where it is on the screen.
    let row = clicked_row(state, at.article, at.passage);
    state.panes.focus = hit.pane;
    (state.panes.link, state.panes.fact) = (0, None);
    let place = &mut state.panes.places[at.article];
    place.passage = at.passage;
    place.row = row.unwrap_or(place.row);
    moves::follow(state);
    if let Some(grapheme) = hit.grapheme {
        state.selection = Some(Selection { article: at.article, anchor: grapheme, head: grapheme });
    }
}

/// The pane whose right border, or the left border of the next one, stands in a column.
fn border_at(state: &State, column: u16) -> Option<usize> {
    let areas = panes::areas(state);
    areas
        .windows(2)
        .find(|pair| column + 1 == pair[1].x || column == pair[1].x)
        .map(|pair| pair[0].pane)
}

/// The row at which the clicked passage begins.
fn clicked_row(state: &State, article: usize, passage: usize) -> Option<i32> {
    let area = moves::area_of(state, article)?;
    let rows = panes::visible(state, &area);
    if let Some(first) = rows.iter().find(|row| row.passage == passage && row.first) {
        return Some(i32::from(first.y));
    }
    // Its first rows are above the screen.
    let shown = rows.iter().filter(|row| row.passage == passage).count() as i32;
    let all = panes::passage_rows(state, article, passage, area.text_width()).len() as i32;
    Some(shown - all)
}

fn on_board(state: &mut State, board: Board, mouse: Mouse, env: &Env) -> Vec<Effect> {
    boards::settle_board(state, board);
    match mouse.what {
        MouseWhat::WheelUp => perform::move_on_board(state, board, -WHEEL),
        MouseWhat::WheelDown => perform::move_on_board(state, board, WHEEL),
        MouseWhat::Press => {
            state.notice = None;
            match boards::place::hit(state, board, mouse.column, mouse.row) {
                Some(BoardHit::Tab(other)) => state.view = View::Board(other),
                Some(BoardHit::Article(article)) => {
                    let filter = state.boards.filter(board).to_owned();
                    let already = article_of(state, &filter) == Some(article);
                    let wanted = (!already).then_some(article);
                    state.boards.set_filter(board, with_article(state, &filter, wanted));
                }
                Some(BoardHit::Shown) => {
                    return perform::perform(state, Command::Order, env);
                }
                Some(BoardHit::Row(row, at)) => {
                    let again = state.boards.cursor(board) == row;
                    boards::set_cursor(state, board, row);
                    match (again, at) {
                        (true, Some(at)) => boards::go_to(state, at),
                        (true, None) => {
                            return perform::perform(state, Command::BoardOpen, env);
                        }
                        (false, _) => {}
                    }
                }
                None => {}
            }
        }
        MouseWhat::Drag | MouseWhat::Release => {}
    }
    Vec::new()
}
