//! What the help lists and where it stands: every command of the live keymap, in pages.

use super::command::{COMMANDS, Command};
use super::panes::FOOT;
use super::state::State;

/// Width of a column of the help, in cells.
pub const COLUMN: u16 = 66;
/// Width of the keys in it.
pub const KEYS: u16 = 14;

/// A line of the help.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// First column on the screen, in cells.
    pub x: u16,
    /// Row of the screen.
    pub y: u16,
    /// Its keys as the config writes them, parted by spaces; empty in a heading.
    pub keys: String,
    /// What the command does, or the heading.
    pub text: String,
    /// None in a heading.
    pub command: Option<Command>,
}

/// How many pages the help has on this screen.
pub fn pages(state: &State) -> usize {
    entries(state).len().div_ceil(room(state)).max(1)
}

/// Lines that a page holds.
fn room(state: &State) -> usize {
    let rows = usize::from(state.rows.saturating_sub(FOOT)).max(1);
    rows * usize::from((state.columns / COLUMN).max(1))
}

fn entries(state: &State) -> Vec<(String, String, Option<Command>)> {
    let mut lines = Vec::new();
    let mut group = None;
    for entry in COMMANDS {
        if group != Some(entry.group) {
            group = Some(entry.group);
            if !entry.group.is_empty() {
                lines.push((String::new(), entry.group.to_owned(), None));
            }
        }
        let keys = state.keymap.keys_of(entry.command);
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        lines.push((keys.join(" "), entry.help.to_owned(), Some(entry.command)));
    }
    lines
}

/// The lines of the page that is shown.
pub fn lines(state: &State) -> Vec<Line> {
    let rows = usize::from(state.rows.saturating_sub(FOOT)).max(1);
    let page = state.help_page.min(pages(state) - 1);
    entries(state)
        .into_iter()
        .skip(page * room(state))
        .take(room(state))
        .enumerate()
        .map(|(place, (keys, text, command))| Line {
            x: (place / rows) as u16 * COLUMN + 1,
            y: (place % rows) as u16,
            keys,
            text,
            command,
        })
        .collect()
}

/// The command whose line stands under a cell.
pub fn hit(state: &State, column: u16, row: u16) -> Option<Command> {
    lines(state)
        .into_iter()
        .find(|line| line.y == row && (line.x..line.x + COLUMN - 1).contains(&column))?
        .command
}
