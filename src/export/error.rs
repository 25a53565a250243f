use super::{Format, What};
use std::fmt;
use std::io;

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file or pipe could not be written.
    #[error("{0}")]
    Write(#[from] io::Error),
    /// Likewise, while writing JSON.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// Likewise, while writing a table.
    #[error("{0}")]
    Table(#[from] ::csv::Error),
    /// The format has no place for what was asked for.
    #[error("{0}")]
    DoesNotFit(Misfit),
    /// Several files come of it, and one was named.
    #[error("{} makes several files: name a folder with --output DIR", .0.as_str())]
    WantsFolder(Format),
    /// One file comes of it, and a folder was named.
    #[error("{} makes one file and no folder", .0.as_str())]
    WantsFile(Format),
    /// In the reader a file's ending says the format.
    #[error(
        "the file's ending names no format: jsonl, tsv, csv, tmx, html, md or jsonld (Web Annotation)"
    )]
    UnknownEnding,
}

/// A format, and what it can't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The format asked for.
    pub format: Format,
    /// What it can't hold.
    pub what: What,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (format, what) = (self.format, self.what);
        write!(
            f,
            "{} can't be written as {}, which holds {}; use {}",
            what.as_str(),
            format.as_str(),
            held(format),
            holding(what)
        )
    }
}

/// What a format holds, in words.
fn held(format: Format) -> String {
    list(What::ALL.into_iter().filter(|what| format.holds(*what)).map(What::as_str), "and")
}

/// The formats that hold it, in words.
fn holding(what: What) -> String {
    list(Format::ALL.into_iter().filter(|format| format.holds(what)).map(Format::as_str), "or")
}

/// `a, b and c`.
fn list(words: impl Iterator<Item = impl fmt::Display>, last: &str) -> String {
    let words: Vec<String> = words.map(|word| word.to_string()).collect();
    match words.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => words.concat(),
    }
}

impl ExportError {
    /// Whether the reader at the other end of a pipe has left, which is no error.
    pub fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Write(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Self::Json(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
            Self::Table(error) => match error.kind() {
                ::csv::ErrorKind::Io(error) => error.kind() == io::ErrorKind::BrokenPipe,
                _ => false,
            },
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_what_fits() {
        let error = ExportError::DoesNotFit(Misfit { format: Format::Tmx, what: What::Facts });
        assert_eq!(
            error.to_string(),
            "facts can't be written as tmx, which holds pairs; \
             use jsonl, tsv, csv, html, md or webanno"
        );
    }
}
