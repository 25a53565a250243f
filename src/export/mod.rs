//! One file per format. What is exported is decided by the caller; here it is only written.
//! Text is always logical: no presentation forms, no controls of ours.

pub mod jsonl;
pub mod log;
pub mod markdown;
pub mod offsets;
pub mod text;
pub mod time;
pub mod tmx;
pub mod tsv;
pub mod wire;

use crate::model::{Alignment, Annotation, Article, Reading};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

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

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Jsonl,
    Tsv,
    Tmx,
    Markdown,
}

impl Format {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Tsv => "tsv",
            Self::Tmx => "tmx",
            Self::Markdown => "md",
        }
    }

    /// The format that a file's ending names.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        [Self::Jsonl, Self::Tsv, Self::Tmx, Self::Markdown]
            .into_iter()
            .find(|format| format.as_str() == ending)
    }
}

/// Writes `what` in `format`.
pub fn write(
    what: What,
    format: Format,
    source: Source<'_>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    match (format, what) {
        (Format::Jsonl, _) => jsonl::write(what, source, out),
        (Format::Tsv, What::Pairs) => tsv::pairs(source, out),
        (Format::Tmx, What::Pairs) => tmx::pairs(source, out),
        (Format::Markdown, What::Annotations) => markdown::annotations(source, out),
        _ => Err(ExportError::DoesNotFit { format: format.as_str(), what: what.as_str() }),
    }
}

/// Whether a format can hold it.
pub const fn fits(what: What, format: Format) -> bool {
    match format {
        Format::Jsonl => true,
        Format::Tsv | Format::Tmx => matches!(what, What::Pairs),
        Format::Markdown => matches!(what, What::Annotations),
    }
}

/// Writes to a new file by its name: `pairs.tsv`, `facts.jsonl`, `annotations.md`. What is exported
/// is what the stem names, pairs where it names nothing.
pub fn to_file(path: &Path, source: Source<'_>) -> Result<(), ExportError> {
    let format = Format::of_path(path).ok_or(ExportError::UnknownEnding)?;
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let all = [What::Facts, What::Conflicts, What::Passages, What::Annotations];
    let named = all.into_iter().find(|what| stem.contains(what.as_str()));
    let what = named.unwrap_or(match format {
        Format::Markdown => What::Annotations,
        Format::Jsonl | Format::Tsv | Format::Tmx => What::Pairs,
    });
    // Nothing that is already there is lost by a slip of the hand.
    let mut out = BufWriter::new(File::create_new(path)?);
    write(what, format, source, &mut out)?;
    out.flush()?;
    Ok(())
}

impl What {
    /// The word of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pairs => "pairs",
            Self::Facts => "facts",
            Self::Conflicts => "conflicts",
            Self::Passages => "passages",
            Self::OnlyOne => "only-one",
            Self::Annotations => "annotations",
        }
    }
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{0}")]
    Write(#[from] io::Error),
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    Table(#[from] csv::Error),
    #[error("{what} can't be written as {format}: jsonl holds everything")]
    DoesNotFit { format: &'static str, what: &'static str },
    #[error("the file's ending names no format: jsonl, tsv, tmx or md")]
    UnknownEnding,
}

impl ExportError {
    /// Whether the reader at the other end of a pipe has left, which is no error.
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Write(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Self::Json(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
            Self::Table(error) => match error.kind() {
                csv::ErrorKind::Io(error) => error.kind() == io::ErrorKind::BrokenPipe,
                _ => false,
            },
            Self::DoesNotFit { .. } | Self::UnknownEnding => false,
        }
    }
}
