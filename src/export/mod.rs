//! One file per format. What is exported is decided by the caller; here it is only written.
//! Text is always logical: no presentation forms, no controls of ours.

pub mod jsonl;
pub mod offsets;
pub mod time;
pub mod wire;

use crate::model::{Alignment, Annotation, Article, Reading};
use std::io;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Pairs,
    Facts,
    Conflicts,
    Passages,
    /// Passages that no other article covers.
    OnlyOne,
    Annotations,
}

/// Everything an exporter may draw on; already cut to what the reader asked for.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub articles: &'a [Article],
    /// `[article][passage]`.
    pub readings: &'a [Vec<Reading>],
    pub alignment: &'a Alignment,
    pub annotations: &'a [Annotation],
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{0}")]
    Write(#[from] io::Error),
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

impl ExportError {
    /// Whether the reader at the other end of a pipe has left, which is no error.
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Write(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Self::Json(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
        }
    }
}
