//! Nearness of meaning: passages of any supported language to vectors in one space, so that a
//! passage and its translation lie close together. Three sources give them: the semantic table
//! (instant), the built-in encoder, and a folder that the reader names (`--model DIR`).

mod bytes;
mod cache;
mod encoder;
mod forward;
mod linear;
mod means;
mod model_dir;
mod quantised;
mod table;
mod tokenizer;
mod trie;

pub use cache::Cached;
pub use encoder::Encoder;
pub use means::Means;
pub use model_dir::ModelDir;
pub use table::Table;
pub use tokenizer::Tokenizer;

use crate::model::Lang;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// What gives the vectors, as `--meaning` and `--model` name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeaningKind {
    /// The built-in semantic table: an average of word vectors, made at once.
    Table,
    /// The built-in sentence encoder: slower and nearer to the meaning.
    Encoder,
    /// An encoder of the reader's own, in a folder.
    ModelDir,
}

/// Called with the number of passages done so far, from the thread that called `embed`.
pub type Progress<'a> = &'a dyn Fn(usize);

/// A source of vectors. What a passage's vector is depends on the passage and its language alone:
/// not on the passages around it, the number of threads, or a cache.
pub trait Meaning: Send + Sync {
    /// Which of the kinds it is: each has weights of its own.
    fn kind(&self) -> MeaningKind;

    /// Names what the vectors are made with and how they are computed on this machine: vectors
    /// under the same name are the same to the last bit.
    fn identity(&self) -> String;

    /// A unit vector for each passage, centred by its language's mean; empty where the passage has
    /// no text. Passages longer than the source can read are cut. Polls `cancel` between batches.
    fn embed(
        &self,
        passages: &[(Lang, &str)],
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<Vec<f32>>, MeaningError>;
}

/// Why there are no vectors.
#[derive(Debug, thiserror::Error)]
pub enum MeaningError {
    /// Somebody set `cancel`; nothing is wrong.
    #[error("the work on meaning was cancelled")]
    Cancelled,
    /// A file in the program is not as it was made.
    #[error("{asset} is damaged: {what} (the program was not built right; build it again)")]
    Asset {
        /// Which of the built-in files.
        asset: &'static str,
        /// What is wrong with its bytes.
        what: String,
    },
    /// The folder that was named can't be used.
    #[error("model: {}: {what}", path.display())]
    ModelDir {
        /// The folder, or the file in it that is at fault.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The built-in assets, made by the scripts in `tools/`.
pub mod assets {
    /// The encoder: tokenizer, word rows and layers. Made by `tools/encoder/build.py`.
    pub static ENCODER: &[u8] =
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/meaning/encoder.bin"));
    /// The semantic table. Made by `tools/table/train.py`.
    pub static TABLE: &[u8] =
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/meaning/table.bin"));
    /// The mean vector of each language under the encoder. Made by `tools/encoder/means.py`.
    pub static ENCODER_MEANS: &[u8] =
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/meaning/encoder.means"));
}

#[cfg(test)]
mod tests;
