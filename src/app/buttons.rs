//! Words on the screen that stand for a key or a command, so that a click does what the key does.
//! Where they stand is said here once, for painting and for clicking.

use super::command::Command;
use super::msg::{Key, KeyCode};
use super::panes::FOOT;
use super::popup;
use super::state::{Entry, State, View};

/// A word that can be clicked.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// First column and row on the screen, in cells.
    pub x: u16,
    /// See `x`.
    pub y: u16,
    /// The key that does the same; before the text.
    pub key: String,
    /// What it says; may be empty beside a key.
    pub text: String,
    /// Cells that it takes, the gap between key and text included.
    pub width: u16,
    /// What a click does.
    pub press: Press,
}

/// What a click on a button does.
#[derive(Clone, Debug, PartialEq)]
pub enum Press {
    /// What that key does here.
    Key(Key),
    /// What that command does, whichever key it is on.
    Command(Command),
    /// Puts a tag to the note that is being written, or takes it away.
    Tag(String),
}

impl Button {
    fn new(state: &State, (x, y): (u16, u16), (key, text, press): Label) -> Self {
        let cells = |text: &str| state.look.cells(text, state.columns);
        let gap = u16::from(!key.is_empty() && !text.is_empty());
        let width = cells(&key).saturating_add(gap).saturating_add(cells(&text));
        Self { x, y, key, text, width, press }
    }
}

/// What a button is made of: its key, its text and what a click does.
type Label = (String, String, Press);

/// A box on the screen, borders included, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First column on the screen.
    pub x: u16,
    /// First row on the screen.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The box in which a note is written.
pub fn note_box(state: &State) -> Area {
    let (columns, rows) = (state.columns, state.rows);
    let width = columns.saturating_sub(4).clamp(16, 80).min(columns);
    let height = 11.min(rows);
    Area { x: (columns - width) / 2, y: (rows - height) / 2, width, height }
}

/// Whether a note's box has room for a line of text, its tags and its keys only.
pub fn note_is_low(area: Area) -> bool {
    area.height < 8
}

/// All buttons that are on the screen.
pub fn all(state: &State) -> Vec<Button> {
    match &state.entry {
        Some(Entry::Note(_)) => note_buttons(state),
        Some(_) => line_buttons(state),
        None => {
            let mut buttons = hints(state);
            buttons.extend(reason_buttons(state));
            buttons
        }
    }
}

/// What can be done with the link whose reasons are spread out: in the lower border of their box.
pub fn reason_buttons(state: &State) -> Vec<Button> {
    let is_shown = state.explain && state.view == View::Panes && state.popup.is_none();
    if !is_shown || state.current_link().is_none() {
        return Vec::new();
    }
    let width = popup::width(state.columns);
    let x = (state.columns - width) / 2 + 2;
    let y = state.rows.saturating_sub(FOOT + 1);
    let list = [
        (Command::Confirm, "confirm"),
        (Command::Reject, "reject"),
        (Command::NextLink, "next"),
        (Command::Explain, "close"),
    ];
    in_row(state, (x, y), x + width.saturating_sub(4), of_commands(state, &list))
}

/// Commands with their keys, those that have one.
fn of_commands(state: &State, list: &[(Command, &str)]) -> Vec<Label> {
    list.iter()
        .filter_map(|(command, text)| {
            let key = state.keymap.main_key(*command)?;
            Some((key.to_string(), (*text).to_owned(), Press::Command(*command)))
        })
        .collect()
}

/// The button under a cell.
pub fn hit(state: &State, column: u16, row: u16) -> Option<Press> {
    all(state)
        .into_iter()
        .find(|button| button.y == row && (button.x..button.x + button.width).contains(&column))
        .map(|button| button.press)
}

/// Places buttons in a row from the left, as far as there is room.
fn in_row(state: &State, (mut x, y): (u16, u16), end: u16, list: Vec<Label>) -> Vec<Button> {
    let mut placed = Vec::new();
    for label in list {
        let button = Button::new(state, (x, y), label);
        if x.saturating_add(button.width) > end {
            break;
        }
        x += button.width + 2;
        placed.push(button);
    }
    placed
}

fn key(name: &str, code: KeyCode, ctrl: bool, text: &str) -> Label {
    let press = Press::Key(Key { ctrl, ..Key::plain(code) });
    (name.to_owned(), text.to_owned(), press)
}

/// What a note's box offers: its keys, and under the tags those that other notes have.
fn note_buttons(state: &State) -> Vec<Button> {
    let area = note_box(state);
    let (x, end) = (area.x + 2, (area.x + area.width).saturating_sub(2));
    let bottom = area.y + area.height;
    let keys = vec![
        key("Esc", KeyCode::Esc, false, "keep"),
        key("Tab", KeyCode::Tab, false, "tags"),
        key("^O", KeyCode::Char('o'), true, "colour"),
        key("^N", KeyCode::Char('n'), true, "next tag"),
        key("^X", KeyCode::Char('x'), true, "$EDITOR"),
        key("^C", KeyCode::Char('c'), true, "leave"),
    ];
    let mut buttons = in_row(state, (x, bottom.saturating_sub(2)), end, keys);
    // On a low screen what is typed comes first.
    let offered = if note_is_low(area) { Vec::new() } else { super::notes::offered(state) };
    let tags = offered
        .into_iter()
        .map(|tag| (String::new(), format!("#{tag}"), Press::Tag(tag)))
        .collect();
    buttons.extend(in_row(state, (x, bottom.saturating_sub(3)), end, tags));
    buttons
}

/// At the end of a line that is being typed.
fn line_buttons(state: &State) -> Vec<Button> {
    let keys =
        vec![key("Enter", KeyCode::Enter, false, "go"), key("Esc", KeyCode::Esc, false, "leave")];
    let width = 8 + 2 + 9;
    let x = state.columns.saturating_sub(width + 1);
    if x < 30 {
        return Vec::new();
    }
    in_row(state, (x, state.rows.saturating_sub(1)), state.columns, keys)
}

/// The keys that matter now, in the last row of the screen. While a notice has that row, only the
/// way to all commands, at its end: what can't be seen can't be clicked.
pub fn hints(state: &State) -> Vec<Button> {
    let y = state.rows.saturating_sub(1);
    if state.notice.is_some() && state.view != View::Help {
        let Some(key) = state.keymap.main_key(Command::Help) else { return Vec::new() };
        let label = (key.to_string(), "help".to_owned(), Press::Command(Command::Help));
        let mut button = Button::new(state, (0, y), label);
        button.x = state.columns.saturating_sub(button.width + 1);
        return vec![button];
    }
    let list: &[(Command, &str)] = match state.view {
        View::Panes if state.selection.is_some() => &[
            (Command::Annotate, "annotate"),
            (Command::Mark, "mark"),
            (Command::Words, "same words"),
            (Command::Copy, "copy"),
            (Command::Select, "leave"),
            (Command::Help, "help"),
        ],
        View::Panes => &[
            (Command::NextPassage, "next"),
            (Command::NextFact, "next fact"),
            (Command::Jump, "jump to a fact"),
            (Command::Annotate, "annotate"),
            (Command::Facts, "facts"),
            (Command::Help, "help"),
            (Command::Quit, "quit"),
        ],
        View::Board(_) => &[
            (Command::BoardOpen, "go there"),
            (Command::Panes, "back"),
            (Command::Filter, "filter"),
            (Command::OneArticle, "one article"),
            (Command::Order, "order"),
            (Command::Help, "help"),
        ],
        View::Help => &[],
    };
    in_row(state, (1, y), state.columns, of_commands(state, list))
}
