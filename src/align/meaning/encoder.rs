//! The built-in encoder: multilingual-e5-small (Wang et al. 2024, MIT) with the pieces of the
//! supported languages. `tools/encoder/build.py` describes the file.

use super::bytes::Reader;
use super::forward::{self, Layer, Norm};
use super::linear::{Gemm, Linear, Weights};
use super::tokenizer::{self, Tokenizer};
use super::{Meaning, MeaningError, MeaningKind, Means, Progress, quantised};
use crate::model::Lang;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

const MAGIC: &[u8] = b"hxe5v001";
const ASSET: &str = "the asset of the built-in encoder";
/// What the model was trained to see before a text that is compared with its like.
const PREFIX: &str = "query: ";
/// Tokens that go through the layers together: enough to keep the processor busy, few enough for
/// its cache and for a cancelled run to stop soon.
const BATCH_TOKENS: usize = 256;

/// The encoder, ready to run. Opening it takes about a tenth of a second; share it.
pub struct Encoder {
    identity: [u8; 16],
    tokenizer: Tokenizer,
    /// Word rows in Q4_0, `row_bytes` each.
    rows: Cow<'static, [u8]>,
    row_bytes: usize,
    /// `[positions, width]`.
    positions: Vec<f32>,
    width: usize,
    heads: usize,
    embedding_norm: Norm,
    layers: Vec<Layer>,
    means: Means,
}

impl Encoder {
    /// Reads the encoder and the means of its languages, as `assets` has them.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>, means: &[u8]) -> Result<Self, MeaningError> {
        match bytes.into() {
            Cow::Borrowed(bytes) => Self::read(bytes, means, |range| Cow::Borrowed(&bytes[range])),
            Cow::Owned(bytes) => {
                Self::read(&bytes, means, |range| Cow::Owned(bytes[range].to_vec()))
            }
        }
    }

    fn read(
        bytes: &[u8],
        means: &[u8],
        part: impl Fn(Range<usize>) -> Cow<'static, [u8]>,
    ) -> Result<Self, MeaningError> {
        let mut reader = Reader::new(ASSET, bytes);
        reader.magic(MAGIC)?;
        let mut identity = [0; 16];
        identity.copy_from_slice(reader.take(16, "its header")?);
        let mut sizes = [0; 7];
        for size in &mut sizes {
            *size = reader.size("its header")?;
        }
        let [width, layers, heads, inner, positions, pieces, replacements] = sizes;
        let epsilon = reader.f32("its header")?;
        if heads == 0 || width == 0 || !width.is_multiple_of(heads) || positions < 4 {
            return Err(reader.error("its sizes do not fit each other"));
        }
        let tokenizer = Tokenizer::read(&mut reader, replacements, pieces)?;
        let row_bytes = quantised::size_of(width)
            .ok_or_else(|| reader.error("its rows are no whole number of blocks"))?;
        let start = reader.position();
        let size = row_bytes.saturating_mul(pieces);
        reader.take(size, "its word rows")?;
        let rows = part(start..start + size);
        let norm = |reader: &mut Reader<'_>| -> Result<Norm, MeaningError> {
            let weight = reader.floats(width, "a norm")?;
            Ok(Norm { weight, bias: reader.floats(width, "a norm")?, epsilon })
        };
        let positions = reader.floats(positions.saturating_mul(width), "its positions")?;
        let embedding_norm = norm(&mut reader)?;
        let gemm = Gemm::default();
        let layers = (0..layers)
            .map(|_| {
                let query = Weights::read(&mut reader, width, width)?;
                let key = Weights::read(&mut reader, width, width)?;
                let value = Weights::read(&mut reader, width, width)?;
                let attention_out = Weights::read(&mut reader, width, width)?;
                let into = Weights::read(&mut reader, width, inner)?;
                let out_of = Weights::read(&mut reader, inner, width)?;
                Ok(Layer {
                    qkv: Linear::new(&gemm, query.join(key).join(value)),
                    attention_out: Linear::new(&gemm, attention_out),
                    attention_norm: norm(&mut reader)?,
                    inner: Linear::new(&gemm, into),
                    outer: Linear::new(&gemm, out_of),
                    output_norm: norm(&mut reader)?,
                })
            })
            .collect::<Result<Vec<_>, MeaningError>>()?;
        reader.end()?;
        let means = Means::open(means)?;
        if means.dimensions() != width {
            return Err(reader.error("its language means have another size"));
        }
        Ok(Self {
            identity,
            tokenizer,
            rows,
            row_bytes,
            positions,
            width,
            heads,
            embedding_norm,
            layers,
            means,
        })
    }

    /// What cuts texts into the pieces that the encoder knows.
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// The pieces of a passage with prefix, begin and end; cut at the model's limit, empty where
    /// the passage has none.
    fn sequence(&self, text: &str) -> Vec<u32> {
        let limit = self.positions.len() / self.width;
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let mut pieces = vec![tokenizer::BEGIN];
        pieces.extend(self.tokenizer.encode(&format!("{PREFIX}{text}")));
        pieces.truncate(limit - 1);
        pieces.push(tokenizer::END);
        pieces
    }

    /// Vectors of some sequences, in one pass.
    fn run(&self, sequences: &[Vec<u32>]) -> Vec<Vec<f32>> {
        let mut hidden = Vec::new();
        let mut ranges = Vec::new();
        for sequence in sequences {
            let start = hidden.len() / self.width;
            for (piece, position) in sequence.iter().zip(self.positions.chunks_exact(self.width)) {
                let row = *piece as usize * self.row_bytes;
                let first = hidden.len();
                quantised::dequantise(&self.rows[row..row + self.row_bytes], &mut hidden);
                hidden[first..].iter_mut().zip(position).for_each(|(sum, value)| *sum += value);
            }
            ranges.push(start..start + sequence.len());
        }
        self.embedding_norm.apply(&mut hidden);
        forward::encode(&self.layers, self.heads, hidden, &ranges)
    }

    /// Vectors as the model gives them, not centred; empty for passages without text.
    pub fn raw(
        &self,
        passages: &[&str],
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<Vec<f32>>, MeaningError> {
        let mut sequences: Vec<Vec<u32>> =
            passages.par_iter().map(|text| self.sequence(text)).collect();
        let mut order: Vec<usize> =
            (0..sequences.len()).filter(|at| !sequences[*at].is_empty()).collect();
        order.sort_by_key(|at| sequences[*at].len());
        let mut vectors = vec![Vec::new(); passages.len()];
        let mut done = passages.len() - order.len();
        progress(done);
        let batches = batches(&order, &sequences);
        for group in batches.chunks(rayon::current_num_threads().max(1)) {
            if cancel.load(Ordering::Relaxed) {
                return Err(MeaningError::Cancelled);
            }
            let inputs: Vec<Vec<Vec<u32>>> = group
                .iter()
                .map(|batch| batch.iter().map(|at| std::mem::take(&mut sequences[*at])).collect())
                .collect();
            let outputs: Vec<Vec<Vec<f32>>> =
                inputs.par_iter().map(|batch| self.run(batch)).collect();
            for (at, vector) in group.iter().flatten().zip(outputs.into_iter().flatten()) {
                vectors[*at] = vector;
                done += 1;
            }
            progress(done);
        }
        Ok(vectors)
    }
}

/// Cuts `order` into runs of about `BATCH_TOKENS` tokens.
fn batches(order: &[usize], sequences: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut tokens = usize::MAX;
    for &at in order {
        let length = sequences[at].len();
        if tokens.saturating_add(length) > BATCH_TOKENS {
            batches.push(Vec::new());
            tokens = 0;
        }
        tokens += length;
        if let Some(batch) = batches.last_mut() {
            batch.push(at);
        }
    }
    batches
}

impl Meaning for Encoder {
    fn kind(&self) -> MeaningKind {
        MeaningKind::Encoder
    }

    fn identity(&self) -> String {
        let weights = super::hex(&self.identity);
        let floats = rten_gemm::GemmExecutor::<f32>::default();
        format!("{weights}-{}-{}", self.means.identity(), floats.kernel_name())
    }

    fn embed(
        &self,
        passages: &[(Lang, &str)],
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<Vec<f32>>, MeaningError> {
        let texts: Vec<&str> = passages.iter().map(|(_, text)| *text).collect();
        let raw = self.raw(&texts, progress, cancel)?;
        Ok(raw
            .iter()
            .zip(passages)
            .map(|(vector, (lang, _))| self.means.centre(*lang, vector))
            .collect())
    }
}
