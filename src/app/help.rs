//! What the help lists and where it stands: every command of the live keymap, in pages.

use super::command::{COMMANDS, Command};
use super::panes::FOOT;
use super::state::State;

/// Width of a column of the help, in cells.
pub const COLUMN: u16 = 66;
/// Width of the keys in it, where there is room.
const KEYS: u16 = 14;
/// The same on a screen of fewer than [`NARROW`] columns, where each command has its first key only.
const FEW_KEYS: u16 = 6;
/// See `FEW_KEYS`.
const NARROW: u16 = 40;

/// Cells for the keys before what the commands do, on this screen.
pub fn keys_width(state: &State) -> u16 {
    if state.columns < NARROW { FEW_KEYS } else { KEYS }
}

/// What stands under the lines: which page it is and how to go on; the longest that there is room
/// for.
pub fn foot(state: &State) -> String {
    let (page, pages) = (state.help_page.min(pages(state) - 1) + 1, pages(state));
    let all = if pages > 1 {
        [
            format!(
                "page {page} of {pages} · Space turns it · a click does what the line says · \
                 any other key leads back"
            ),
            format!("page {page} of {pages} · Space turns it · any other key leads back"),
            format!("{page}/{pages} · Space · Esc"),
        ]
    } else {
        [
            "a click does what the line says · any key leads back".to_owned(),
            "any key leads back".to_owned(),
            "Esc".to_owned(),
        ]
    };
    let room = state.columns.saturating_sub(2);
    let [.., shortest] = &all;
    all.iter().find(|text| state.look.cells(text, room) <= room).unwrap_or(shortest).clone()
}

/// A line of the help.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// First column on the screen, in cells.
    pub x: u16,
    /// Row of the screen.
    pub y: u16,
    /// Its keys as the settings file writes them, parted by spaces; empty in a heading.
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
        let keys = if state.columns < NARROW {
            state.keymap.main_key(entry.command).into_iter().collect()
        } else {
            state.keymap.keys_of(entry.command)
        };
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
