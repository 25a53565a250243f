//! What can happen to the reader, and what it asks the run loop to do.

use super::state::{Popup, Progress};
use crate::model::{Alignment, Annotation, Article, Decision, Lang, Reading};
use std::path::PathBuf;
use std::sync::Arc;

/// Something happened.
#[derive(Clone, Debug)]
pub enum Msg {
    Key(Key),
    Mouse(Mouse),
    /// Text pasted by the terminal.
    Paste(String),
    /// The terminal's new size in cells.
    Resize {
        columns: u16,
        rows: u16,
    },
    /// The worker read the passages.
    Read(Arc<Vec<Vec<Reading>>>),
    /// The worker aligned the set; `generation` is that of the request.
    Aligned {
        generation: u64,
        alignment: Arc<Alignment>,
        how: &'static str,
    },
    /// How far the worker is.
    Progress(Progress),
    /// What another program said, or why it did not.
    Said(Popup),
    /// Something that the reader should know: done, or why not.
    Notice(Notice),
    /// What the reader wrote in the editor of their choice.
    Edited(String),
    /// Articles that the reader asked for were read.
    Opened(Vec<Article>),
    /// What the library holds on the articles that are open.
    Recalled {
        notes: Vec<Annotation>,
        decisions: Vec<Decision>,
    },
}

/// A line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub bad: bool,
}

impl Notice {
    pub fn good(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: false }
    }

    pub fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: true }
    }
}

/// A key as pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    /// Only told apart for keys that are no characters.
    pub shift: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A mouse event at a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub what: MouseWhat,
    pub column: u16,
    pub row: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseWhat {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// What `update` asks for; only the run loop does it.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Align the articles that are open with the decisions as they are; answers carry `generation`, older ones are dropped.
    Align {
        generation: u64,
    },
    /// Keep an annotation, new or changed.
    PutNote(Annotation),
    DeleteNote {
        id: String,
    },
    /// Keep what changed in the reader's decisions.
    ChangeDecisions {
        before: Vec<Decision>,
        after: Vec<Decision>,
    },
    /// Put text on the clipboard.
    Copy(String),
    /// Write an export to a file, by its ending.
    Export {
        path: PathBuf,
    },
    /// Read a file or folder and say what was in it.
    Open {
        path: String,
    },
    /// Say what the library holds on the articles that are open.
    Recall,
    /// Have a text in this language translated by the program that the settings name.
    Translate {
        title: String,
        text: String,
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
