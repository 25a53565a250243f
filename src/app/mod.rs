//! The reader without a terminal: what it knows, what can happen to it, what follows.

pub mod arrange;
pub mod boards;
pub mod buttons;
pub mod command;
pub mod corrections;
pub mod entry;
pub mod gist;
pub mod help;
pub mod history;
pub mod index;
pub mod jumps;
pub mod keyboard;
pub mod keymap;
pub mod laid;
pub mod mouse;
pub mod moves;
pub mod msg;
pub mod notes;
pub mod panes;
pub mod perform;
pub mod popup;
pub mod prompt;
pub mod search;
pub mod session;
pub mod start;
pub mod state;
pub mod update;

pub use state::State;
pub use update::update;
