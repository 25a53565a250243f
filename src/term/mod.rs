//! The one place that writes escape bytes: what the terminal is asked, told and given back. Knows
//! nothing of articles.

mod clipboard;
mod guard;
mod signals;

pub use clipboard::{Copied, copy};
pub use guard::{Guard, Setup};
pub use signals::{Signal, Signals};
