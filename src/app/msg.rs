//! What can happen to the reader, and what it asks the run loop to do.

use super::state::{Popup, Progress};
use crate::model::{Alignment, Annotation, Article, Decision, Lang, Logged, Reading};
use std::path::PathBuf;
use std::sync::Arc;

/// Something happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A button or the wheel was used while the mouse is the program's.
    Mouse(Mouse),
    /// Text pasted by the terminal.
    Paste(String),
    /// The terminal's new size in cells.
    Resize {
        /// Cells in a row.
        columns: u16,
        /// Rows of the screen.
        rows: u16,
    },
    /// The worker read the passages.
    Read(Arc<Vec<Vec<Reading>>>),
    /// The worker aligned the set; `generation` is that of the request.
    Aligned {
        /// Answers to any but the newest request are dropped.
        generation: u64,
        /// Links and facts of the articles that were open at the request.
        alignment: Arc<Alignment>,
        /// What it was made with: `words`, the table where there is one included, or `meaning`, the source that was asked for.
        how: &'static str,
    },
    /// How far the worker is.
    Progress(Progress),
    /// What another program said, or why it did not.
    Said(Popup),
    /// Something that the reader should know: done, or why not.
    Notice(Notice),
    /// The file that was to be exported to is there already.
    Taken(String),
    /// What the reader wrote in the editor of their choice.
    Edited(String),
    /// Articles that the reader asked for were read.
    Opened(Vec<Article>),
    /// What the library holds on the articles that are open.
    Recalled {
        /// Brought to the texts as they are now, oldest first.
        notes: Vec<Annotation>,
        /// Oldest first.
        decisions: Vec<Decision>,
        /// Those that are left aside, with what they were made on.
        aside: Vec<Logged>,
    },
}

/// A line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// As shown, in a line.
    pub text: String,
    /// Whether something could not be done.
    pub bad: bool,
}

impl Notice {
    /// Something was done.
    pub fn good(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: false }
    }

    /// Something could not be done; the text says why, and what to do.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: true }
    }
}

/// A key as pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key itself, modifiers apart.
    pub code: KeyCode,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Only told apart for keys that are no characters.
    pub shift: bool,
}

/// The keys that terminals send. `Display` of [`Key`] writes their names as the settings file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A letter, digit or sign, upper case where Shift was held; Space too.
    Char(char),
    /// Enter, of the keypad too.
    Enter,
    /// Escape: leaves what was begun.
    Esc,
    /// The tabulator; Shift-Tab is this one with `shift`.
    Tab,
    /// Deletes before the cursor.
    Backspace,
    /// Deletes under the cursor.
    Delete,
    /// The arrow.
    Up,
    /// The arrow.
    Down,
    /// The arrow: to the left on the screen, whatever the text's direction.
    Left,
    /// The arrow: to the right on the screen.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page back.
    PageUp,
    /// A page on.
    PageDown,
    /// A function key, 1 to 24.
    F(u8),
}

/// A mouse event at a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What was done with it.
    pub what: MouseWhat,
    /// Counted in cells from 0 at the left edge of the screen.
    pub column: u16,
    /// Counted from 0 at the top.
    pub row: u16,
}

/// What a mouse can do. Other buttons than the first are not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseWhat {
    /// The button went down.
    Press,
    /// It moved with the button down.
    Drag,
    /// The button came up.
    Release,
    /// A notch of the wheel, towards the beginning.
    WheelUp,
    /// A notch of the wheel, towards the end.
    WheelDown,
}

/// What `update` asks for; only the run loop does it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Align the articles that are open with the decisions as they are; answers carry `generation`, older ones are dropped.
    Align {
        /// Comes back in [`Msg::Aligned`].
        generation: u64,
    },
    /// Keep an annotation, new or changed.
    PutNote(Annotation),
    /// Take an annotation out of the library.
    DeleteNote {
        /// See [`Annotation::id`].
        id: String,
    },
    /// Keep what changed in the reader's decisions.
    ChangeDecisions {
        /// Those that are no more, as they were.
        before: Vec<Decision>,
        /// Those in their place.
        after: Vec<Decision>,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Write an export to a file, by its ending.
    Export {
        /// As typed.
        path: PathBuf,
        /// Whether a file that is there already gives way.
        replace: bool,
    },
    /// Read a file or folder and say what was in it.
    Open {
        /// As typed.
        path: String,
    },
    /// Say what the library holds on the articles that are open.
    Recall,
    /// Have a text in this language translated by the program that the settings name.
    Translate {
        /// What the box with the answer is called.
        title: String,
        /// Handed to the program on its standard input.
        text: String,
        /// The language that the program is told.
        lang: Lang,
    },
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Open these paths in the place of what is open; none: the sample.
    OpenSet(Vec<String>),
    /// Let the reader edit this text in `$EDITOR`.
    Edit(String),
    /// Stop, and come back when the shell says so.
    Suspend,
    /// Leave the terminal as it was found, and end.
    Quit,
}

/// What the outside lends an update, so that updates need neither clock nor chance.
#[derive(Clone, Debug)]
pub struct Env {
    /// Seconds since 1970.
    pub now: i64,
    /// An id that was never given before.
    pub id: String,
}
