//! Mean vectors by language. Vectors of one language lie together, apart from another's: without
//! taking the mean away, every pair of passages looks near.

use super::MeaningError;
use super::bytes::Reader;
use crate::model::Lang;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

const MAGIC: &[u8] = b"hxmean01";
const ASSET: &str = "the asset of language means";

/// The mean vector of each language known, and of all of them together for the others.
pub struct Means {
    by_language: HashMap<Lang, Vec<f32>>,
    overall: Vec<f32>,
    identity: String,
}

impl Means {
    /// Reads a file of means: magic, u32 languages, u32 dimensions, then for each a code of three
    /// bytes (padded with a space) and its floats.
    pub fn open(bytes: &[u8]) -> Result<Self, MeaningError> {
        let mut reader = Reader::new(ASSET, bytes);
        let means = Self::read(&mut reader)?;
        reader.end()?;
        Ok(means)
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, MeaningError> {
        reader.magic(MAGIC)?;
        let identity = super::hex(&Sha256::digest(reader.rest())[..8]);
        let languages = reader.size("its header")?;
        let dimensions = reader.size("its header")?;
        let mut by_language = HashMap::new();
        let mut overall = Vec::new();
        for _ in 0..languages {
            let code = reader.take(3, "a language code")?;
            let lang = std::str::from_utf8(code).ok().and_then(|code| code.trim_end().parse().ok());
            let lang = lang.ok_or_else(|| reader.error("a language code is none"))?;
            let mean = reader.floats(dimensions, "its means")?;
            if overall.is_empty() {
                overall = vec![0.0; dimensions];
            }
            for (sum, value) in overall.iter_mut().zip(&mean) {
                *sum += value / languages as f32;
            }
            by_language.insert(lang, mean);
        }
        if overall.is_empty() {
            return Err(reader.error("it has no languages"));
        }
        Ok(Self { by_language, overall, identity })
    }

    /// Names the means by their content.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Numbers in a vector.
    pub fn dimensions(&self) -> usize {
        self.overall.len()
    }

    /// Takes the language's mean away and makes the rest a unit vector; nothing is left (an empty
    /// vector) where the two are equal or their lengths differ.
    pub fn centre(&self, lang: Lang, vector: &[f32]) -> Vec<f32> {
        let mean = self.by_language.get(&lang).unwrap_or(&self.overall);
        if mean.len() != vector.len() {
            return Vec::new();
        }
        unit(vector.iter().zip(mean).map(|(value, mean)| value - mean).collect())
    }
}

/// The vector at length 1; empty if it has no direction.
pub(super) fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let norm = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if !norm.is_finite() || norm <= f32::EPSILON {
        return Vec::new();
    }
    vector.iter_mut().for_each(|value| *value /= norm);
    vector
}
