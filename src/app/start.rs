//! The screen before articles are open: what was read lately, and the sample, to be chosen from;
//! or what is being opened, as long as that takes.

use super::msg::{Effect, Key, KeyCode, Mouse, MouseWhat};
use super::state::State;

/// The list, and where its cursor stands. Its last row is the built-in sample.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Newest first.
    pub sets: Vec<Recent>,
    /// The row chosen, from 0.
    pub cursor: usize,
    /// What is being opened, while that takes long: then nothing can be chosen.
    pub opening: Option<Opening>,
}

/// A set on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What was named.
    pub title: String,
    /// For how long it has been read, in whole seconds.
    pub seconds: u64,
}

/// A set that was read before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// What it is called in the list.
    pub title: String,
    /// As they were given when it was read.
    pub paths: Vec<String>,
}

/// The row of the screen on which the first set stands.
pub const TOP: u16 = 2;

impl Start {
    /// Rows with the sample's.
    pub fn rows(&self) -> usize {
        self.sets.len() + 1
    }

    fn choose(&self) -> Effect {
        let paths = self.sets.get(self.cursor).map(|set| set.paths.clone());
        Effect::OpenSet(paths.unwrap_or_default())
    }
}

/// Takes a key while the list is shown.
pub fn on_key(state: &mut State, key: Key) -> Vec<Effect> {
    let key = state.keymap.latin(key);
    let Some(start) = &mut state.start else { return Vec::new() };
    let last = start.rows() - 1;
    let chooses = start.opening.is_none();
    match key.code {
        KeyCode::Char('z') if key.ctrl => return vec![Effect::Suspend],
        KeyCode::Char('c') if key.ctrl => return vec![Effect::Quit],
        KeyCode::Char('q') | KeyCode::Esc => return vec![Effect::Quit],
        _ if !chooses => {}
        KeyCode::Down | KeyCode::Char('j') => start.cursor = (start.cursor + 1).min(last),
        KeyCode::Up | KeyCode::Char('k') => start.cursor = start.cursor.saturating_sub(1),
        KeyCode::Home | KeyCode::PageUp | KeyCode::Char('g') => start.cursor = 0,
        KeyCode::End | KeyCode::PageDown | KeyCode::Char('G') => start.cursor = last,
        KeyCode::Enter | KeyCode::Char(' ') => return vec![start.choose()],
        _ => {}
    }
    Vec::new()
}

/// Takes a click or the wheel while the list is shown.
pub fn on_mouse(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    let Some(start) = state.start.as_mut().filter(|start| start.opening.is_none()) else {
        return Vec::new();
    };
    let last = start.rows() - 1;
    match mouse.what {
        MouseWhat::WheelDown => start.cursor = (start.cursor + 1).min(last),
        MouseWhat::WheelUp => start.cursor = start.cursor.saturating_sub(1),
        MouseWhat::Press => {
            if let Some(row) = mouse.row.checked_sub(TOP).map(usize::from)
                && row <= last
            {
                start.cursor = row;
                return vec![start.choose()];
            }
        }
        MouseWhat::Drag | MouseWhat::Release => {}
    }
    Vec::new()
}
