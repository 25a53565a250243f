//! Vectors kept on disk by what they were made from: a file each, so that any number of processes
//! can read and write at once. A file that can't be read or is damaged counts as none; a folder
//! that can't be written costs nothing but time.

use super::{Meaning, MeaningError, MeaningKind, Progress};
use crate::model::Lang;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::{fs, io};

const MAGIC: &[u8] = b"hxvec001";
const CHECK_BYTES: usize = 8;
/// Vectors kept in each of the 256 folders: about 40 MB in all. The oldest go first.
const MOST_IN_FOLDER: usize = 96;
/// Passages made between two writings, so that a cancelled run keeps what it has done.
const STEP: usize = 64;

/// A source of vectors with a cache in a folder. Gives the same vectors as the source, to the bit.
pub struct Cached {
    source: Box<dyn Meaning>,
    dir: PathBuf,
}

impl Cached {
    /// `dir` is made when there is something to keep.
    pub fn new(source: Box<dyn Meaning>, dir: impl Into<PathBuf>) -> Self {
        Self { source, dir: dir.into() }
    }

    /// Where the vector of a passage is kept: `ab/cdef...` by the hash of source, language, text.
    fn path(&self, identity: &str, lang: Lang, text: &str) -> PathBuf {
        let mut hash = Sha256::new();
        for part in [identity, lang.as_str(), text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let name = super::hex(&hash.finalize()[..20]);
        self.dir.join(&name[..2]).join(&name[2..])
    }
}

impl Meaning for Cached {
    fn kind(&self) -> MeaningKind {
        self.source.kind()
    }

    fn identity(&self) -> String {
        self.source.identity()
    }

    fn embed(
        &self,
        passages: &[(Lang, &str)],
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<Vec<f32>>, MeaningError> {
        let identity = self.source.identity();
        let paths: Vec<PathBuf> =
            passages.iter().map(|(lang, text)| self.path(&identity, *lang, text)).collect();
        let mut vectors: Vec<Option<Vec<f32>>> = paths.iter().map(|path| read(path)).collect();
        let missing: Vec<usize> = (0..vectors.len()).filter(|at| vectors[*at].is_none()).collect();
        let mut done = vectors.len() - missing.len();
        progress(done);
        let mut folders = BTreeSet::new();
        for step in missing.chunks(STEP) {
            let wanted: Vec<(Lang, &str)> = step.iter().map(|at| passages[*at]).collect();
            let made = self.source.embed(&wanted, &|part| progress(done + part), cancel)?;
            for (at, vector) in step.iter().zip(made) {
                if write(&paths[*at], &vector).is_ok() {
                    folders.extend(paths[*at].parent());
                }
                vectors[*at] = Some(vector);
            }
            done += step.len();
        }
        folders.into_iter().for_each(prune);
        Ok(vectors.into_iter().map(Option::unwrap_or_default).collect())
    }
}

fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let mut check = [0; CHECK_BYTES];
    check.copy_from_slice(&Sha256::digest(bytes)[..CHECK_BYTES]);
    check
}

fn read(path: &Path) -> Option<Vec<f32>> {
    let bytes = fs::read(path).ok()?;
    let (body, sum) = bytes.split_last_chunk::<CHECK_BYTES>()?;
    if check(body) != *sum {
        return None;
    }
    let (words, rest) = body.strip_prefix(MAGIC)?.as_chunks::<4>();
    rest.is_empty().then(|| words.iter().map(|word| f32::from_le_bytes(*word)).collect())
}

/// Writes beside the place and renames, so that no reader sees half a file.
fn write(path: &Path, vector: &[f32]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend(vector.iter().flat_map(|value| value.to_le_bytes()));
    bytes.extend(check(&bytes));
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let draft = folder.join(format!(".{}-{number}", std::process::id()));
    let written = fs::write(&draft, &bytes).and_then(|()| fs::rename(&draft, path));
    if written.is_err() {
        let _ = fs::remove_file(&draft);
    }
    written
}

/// Removes the oldest files of a folder that has too many. What another process has removed first
/// is gone all the same.
fn prune(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut files: Vec<_> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    files.sort();
    for (_, path) in files.iter().take(files.len().saturating_sub(MOST_IN_FOLDER)) {
        let _ = fs::remove_file(path);
    }
}
