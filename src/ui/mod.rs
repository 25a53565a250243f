//! From state to frame.

pub mod paint;
