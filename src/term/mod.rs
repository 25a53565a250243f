//! The one place that writes escape bytes: what the terminal is asked, told and given back. Knows
//! nothing of articles.

mod answers;
mod backend;
mod clipboard;
mod guard;
mod input;
#[cfg(unix)]
mod keyboard;
mod mode;
mod probe;
mod quirks;
mod signals;
mod typed;

pub use answers::Answers;
pub use backend::Backend;
pub use clipboard::{Copied, copy};
pub use guard::Guard;
pub use input::Input;
pub use mode::{Mode, UnknownMode};
pub use probe::{PATIENCE, Terminal, measure, probe};
pub use quirks::{Emulator, Hints};
pub use signals::{Signal, Signals};
pub use typed::typed_events;
