//! One file per format. What is exported is decided by the caller; here it is only written.
//! Text is always logical: no presentation forms, no controls of ours.

mod bitext;
mod cesalign;
mod csv;
mod error;
mod format;
mod html;
pub(crate) mod json;
mod jsonl;
mod log;
mod markdown;
mod moses;
pub mod offsets;
mod table;
pub mod text;
pub(crate) mod time;
mod tmx;
mod tsv;
mod webanno;
pub(crate) mod wire;
mod xliff;

pub use error::{ExportError, Misfit};
pub use format::Format;

use crate::model::{Alignment, Annotation, Article, Logged, PassageRef, Reading};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Two linked passages a line or unit, with the reasons.
    Pairs,
    /// A fact a line, with its mentions.
    Facts,
    /// A conflict a line.
    Conflicts,
    /// All passages of all articles, noise included.
    Passages,
    /// Passages that no other article covers.
    OnlyOne,
    /// What the reader wrote, and decided where the format can hold it.
    Annotations,
    /// The log of what the reader decided.
    Decisions,
}

/// Everything an exporter may draw on; already cut to what the reader asked for.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// All of the set: what else refers to them by place.
    pub articles: &'a [Article],
    /// `[article][passage]`.
    pub readings: &'a [Vec<Reading>],
    /// Links and facts to write.
    pub alignment: &'a Alignment,
    /// Notes to write.
    pub annotations: &'a [Annotation],
    /// What the reader decided, oldest first; goes with the annotations where the format can give
    /// it back.
    pub decisions: &'a [Logged],
    /// The passages that were asked for, in order; `None`: all.
    pub passages: Option<&'a [PassageRef]>,
}

impl Source<'_> {
    /// The passages to write, in order.
    pub fn passages(&self) -> Vec<PassageRef> {
        match self.passages {
            Some(passages) => passages.to_vec(),
            None => self
                .articles
                .iter()
                .enumerate()
                .flat_map(|(article, found)| {
                    (0..found.passages.len()).map(move |passage| PassageRef { article, passage })
                })
                .collect(),
        }
    }
}

/// Writes `what` in a `format` of one file.
pub fn write(
    what: What,
    format: Format,
    source: Source<'_>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    if !format.holds(what) {
        return Err(ExportError::DoesNotFit(Misfit { format, what }));
    }
    match format {
        Format::Jsonl => jsonl::write(what, source, out),
        Format::Tsv => tsv::write(what, source, out),
        Format::Csv => csv::write(what, source, out),
        Format::Tmx => tmx::pairs(source, out),
        Format::Html => html::write(what, source, out),
        Format::Markdown => markdown::write(what, source, out),
        Format::Webanno => webanno::write(what, source, out),
        Format::Xliff | Format::Moses | Format::CesAlign => Err(ExportError::WantsFolder(format)),
    }
}

/// Writes `what` in a `format` of several files into a folder, which is made where there is none.
/// Files of the same names are replaced, others are left alone.
pub fn write_folder(
    what: What,
    format: Format,
    source: Source<'_>,
    folder: &Path,
) -> Result<(), ExportError> {
    if !format.holds(what) {
        return Err(ExportError::DoesNotFit(Misfit { format, what }));
    }
    fs::create_dir_all(folder)?;
    match format {
        Format::Xliff => xliff::pairs(source, folder),
        Format::Moses => moses::pairs(source, folder),
        Format::CesAlign => cesalign::pairs(source, folder),
        _ => Err(ExportError::WantsFile(format)),
    }
}

/// Has a file written beside its place and then put into it, so that what was there is lost only to
/// what is whole, and nothing half stays behind. `write` gets the path to write to, which has the
/// ending of `path` and ends in its name. What is there and no file (a pipe, a device) is written
/// to as it is.
pub fn whole<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<(), E> {
    // A link stays a link, and leads to what is written.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let there = fs::metadata(&place).ok();
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return write(path);
    }
    let Some(name) = place.file_name() else {
        return Err(io::Error::other("that is no name of a file; give another").into());
    };
    let mut fresh = OsString::from(format!(".{}-", std::process::id()));
    fresh.push(name);
    let fresh = place.with_file_name(fresh);
    let written = write(&fresh).and_then(|()| {
        if let Some(there) = there {
            fs::set_permissions(&fresh, there.permissions())?;
        }
        Ok(fs::rename(&fresh, &place)?)
    });
    if written.is_err() {
        // What is half is of no use; that it can't be removed either is no news.
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// What a report for people says where there is nothing to report.
fn nothing(what: What) -> String {
    format!("There are no {} in what was exported.", what.as_str())
}

/// Writes to a new file by its name: `pairs.tsv`, `facts.jsonl`, `annotations.md`. What is exported
/// is what the stem names, pairs where it names nothing.
pub fn to_file(path: &Path, source: Source<'_>) -> Result<(), ExportError> {
    let format = Format::of_path(path).ok_or(ExportError::UnknownEnding)?;
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let all = [What::Facts, What::Conflicts, What::Passages, What::Annotations, What::Decisions];
    let named = all.into_iter().find(|what| stem.contains(what.as_str()));
    let what = named.unwrap_or(match format {
        Format::Markdown | Format::Webanno => What::Annotations,
        _ => What::Pairs,
    });
    if !format.holds(what) {
        return Err(ExportError::DoesNotFit(Misfit { format, what }));
    }
    // Nothing that is already there is lost by a slip of the hand.
    let mut out = BufWriter::new(File::create_new(path)?);
    write(what, format, source, &mut out)?;
    out.flush()?;
    Ok(())
}

impl What {
    /// In the order in which messages name them.
    pub const ALL: [Self; 7] = [
        Self::Pairs,
        Self::Facts,
        Self::Conflicts,
        Self::Passages,
        Self::OnlyOne,
        Self::Annotations,
        Self::Decisions,
    ];

    /// The word of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pairs => "pairs",
            Self::Facts => "facts",
            Self::Conflicts => "conflicts",
            Self::Passages => "passages",
            Self::OnlyOne => "only-one",
            Self::Annotations => "annotations",
            Self::Decisions => "decisions",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_by_a_whole_one_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pairs.tsv");
        fs::write(&path, "dear").expect("written");
        let half = |to: &Path| -> Result<(), io::Error> {
            fs::write(to, "ha")?;
            Err(io::Error::other("the disk is full"))
        };
        whole(&path, half).expect_err("not written");
        assert_eq!(fs::read_to_string(&path).expect("there"), "dear");
        whole(&path, |to| fs::write(to, "new")).expect("written");
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 1, "what was half is gone");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_replaced_keeps_its_permissions_and_its_links() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let [path, link] = ["real.tsv", "link.tsv"].map(|name| folder.path().join(name));
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        symlink(&path, &link).expect("made");
        whole(&link, |to| fs::write(to, "new")).expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
