//! A box of text over the screen: scrolled, or put away.

use super::msg::{Key, KeyCode, Mouse, MouseWhat};
use super::panes::FOOT;
use super::state::State;
use crate::layout;
use crate::model::Direction;

/// The widest box, in cells, borders included; longer lines are hard to read.
const WIDEST: u16 = 100;
/// Rows that a page of a box scrolls.
const PAGE: usize = 10;

/// Cells of a box on a screen of so many columns, borders included.
pub fn width(columns: u16) -> u16 {
    columns.saturating_sub(4).clamp(16, WIDEST).min(columns)
}

/// Cells for text in it.
pub fn inner(columns: u16) -> u16 {
    width(columns).saturating_sub(4)
}

/// The most rows of text that a box has on a screen of so many rows.
pub fn most(rows: u16) -> u16 {
    rows.saturating_sub(FOOT + 2)
}

/// Takes a key while a box is shown: those that scroll, and any other to put it away.
pub fn on_key(state: &mut State, key: Key) {
    match state.keymap.latin(key).code {
        KeyCode::Down | KeyCode::Char('j') => scroll(state, 1, true),
        KeyCode::Up | KeyCode::Char('k') => scroll(state, 1, false),
        KeyCode::PageDown | KeyCode::Char(' ') => scroll(state, PAGE, true),
        KeyCode::PageUp => scroll(state, PAGE, false),
        _ => state.popup = None,
    }
}

/// The wheel scrolls, a click puts it away.
pub fn on_mouse(state: &mut State, mouse: Mouse) {
    match mouse.what {
        MouseWhat::WheelDown => scroll(state, 3, true),
        MouseWhat::WheelUp => scroll(state, 3, false),
        MouseWhat::Press => state.popup = None,
        MouseWhat::Drag | MouseWhat::Release => {}
    }
}

fn scroll(state: &mut State, rows: usize, down: bool) {
    let Some(popup) = &mut state.popup else { return };
    let options = state.look.options(inner(state.columns), Direction::LeftToRight);
    let all: usize = popup.text.lines().map(|line| layout::count(line, &options)).sum();
    let last = all.saturating_sub(usize::from(most(state.rows)));
    popup.top = if down { (popup.top + rows).min(last) } else { popup.top.saturating_sub(rows) };
}
