//! The reader without a terminal: what it knows, what can happen to it, what follows.

mod arrange;
pub mod boards;
pub mod buttons;
pub mod command;
mod corrections;
mod entry;
pub(crate) mod gist;
pub mod help;
mod history;
mod index;
mod jump;
mod jumps;
pub(crate) mod keyboard;
pub mod keymap;
mod laid;
mod mouse;
pub mod moves;
pub mod msg;
pub(crate) mod names;
mod notes;
mod opposite;
pub mod panes;
mod perform;
pub(crate) mod popup;
pub(crate) mod prompt;
mod search;
pub mod session;
pub mod start;
pub mod state;
pub(crate) mod update;

pub use state::State;
pub use update::update;
