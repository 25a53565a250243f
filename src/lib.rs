//! A terminal reader that sets the same story in several languages side by side. The rooms and the
//! way of the data are described in `docs/ARCHITECTURE.md`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod align;
pub mod app;
pub mod cli;
pub mod export;
pub mod import;
pub mod lang;
pub mod layout;
pub mod load;
pub mod model;
pub mod run;
pub mod store;
pub mod term;
pub mod ui;
