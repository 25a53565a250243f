//! The semantic table: a row for each piece, a passage is the sum of its pieces' rows. Distilled
//! from the encoder by `tools/table/train.py`, which describes how. It knows no word order, but
//! gives tens of thousands of passages a second.

use super::bytes::Reader;
use super::tokenizer::{self, Tokenizer};
use super::{Meaning, MeaningError, MeaningKind, Means, Progress, quantised};
use crate::model::Lang;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

const MAGIC: &[u8] = b"hxtab001";
const ASSET: &str = "the asset of the semantic table";
/// Passages between two looks at `cancel`.
const STEP: usize = 2048;

/// The semantic table. The file, little endian: magic, 16 bytes of identity, u32 dimensions, pieces
/// and normalisation rules; rules and pieces as in the encoder's file; rows in Q4_0; means.
pub struct Table {
    identity: [u8; 16],
    tokenizer: Tokenizer,
    rows: Cow<'static, [u8]>,
    row_bytes: usize,
    dimensions: usize,
    means: Means,
}

impl Table {
    /// Reads a table, as `assets` has it.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, MeaningError> {
        let bytes = bytes.into();
        let mut reader = Reader::new(ASSET, &bytes);
        reader.magic(MAGIC)?;
        let mut identity = [0; 16];
        identity.copy_from_slice(reader.take(16, "its header")?);
        let dimensions = reader.size("its header")?;
        let pieces = reader.size("its header")?;
        let replacements = reader.size("its header")?;
        let row_bytes = quantised::size_of(dimensions)
            .filter(|size| *size > 0)
            .ok_or_else(|| reader.error("its rows are no whole number of blocks"))?;
        let tokenizer = Tokenizer::read(&mut reader, replacements, pieces)?;
        let start = reader.position();
        let size = row_bytes.saturating_mul(pieces);
        reader.take(size, "its rows")?;
        let means = Means::read(&mut reader)?;
        reader.end()?;
        if means.dimensions() != dimensions {
            return Err(reader.error("its language means have another size"));
        }
        let rows = match &bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[start..start + size]),
            Cow::Owned(bytes) => Cow::Owned(bytes[start..start + size].to_vec()),
        };
        Ok(Self { identity, tokenizer, rows, row_bytes, dimensions, means })
    }

    fn vector(&self, lang: Lang, text: &str) -> Vec<f32> {
        let mut sum = vec![0f32; self.dimensions];
        for piece in self.tokenizer.encode(text) {
            if piece == tokenizer::UNKNOWN {
                continue;
            }
            let at = piece as usize * self.row_bytes;
            quantised::add(&self.rows[at..at + self.row_bytes], &mut sum);
        }
        let vector = super::means::unit(sum);
        if vector.is_empty() { vector } else { self.means.centre(lang, &vector) }
    }
}

impl Meaning for Table {
    fn kind(&self) -> MeaningKind {
        MeaningKind::Table
    }

    fn identity(&self) -> String {
        super::hex(&self.identity)
    }

    fn embed(
        &self,
        passages: &[(Lang, &str)],
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<Vec<f32>>, MeaningError> {
        let mut vectors = Vec::with_capacity(passages.len());
        progress(0);
        for step in passages.chunks(STEP) {
            if cancel.load(Ordering::Relaxed) {
                return Err(MeaningError::Cancelled);
            }
            vectors.par_extend(step.par_iter().map(|(lang, text)| self.vector(*lang, text)));
            progress(vectors.len());
        }
        Ok(vectors)
    }
}
