//! How much each measure counts. Made by `tools/calibrate/apply.sh` from marked events; see
//! docs/alignment.md for which and how it transfers.

use super::features::{AROUND, OWN};
use super::meaning::MeaningKind;

/// A judgement: the logarithm of the odds is the bias plus the weighted measures.
pub struct Judge<const N: usize> {
    /// Log odds of a pair of which all measures are 0.
    pub bias: f32,
    /// In the order of the measures' names.
    pub weights: [f32; N],
}

impl<const N: usize> Judge<N> {
    /// Log odds.
    pub fn odds(&self, measures: &[f32; N]) -> f32 {
        self.bias + self.weights.iter().zip(measures).map(|(w, x)| w * x).sum::<f32>()
    }
}

/// The two judgements of a pair: by itself, and by itself and among the others.
pub struct Judges {
    /// When two articles are translations of each other.
    pub parallel: Parallel,
    /// By what the two passages share.
    pub first: Judge<{ OWN.len() }>,
    /// By that, and by what stands around them.
    pub second: Judge<{ OWN.len() + AROUND.len() }>,
    /// Share of the sure links that have to be right by their scores where articles hardly retell each
    /// other: a little lower than the share that is, since scores are too low there.
    pub right_apart: f32,
}

/// How translations are told from retellings; see `parallel.rs`.
pub struct Parallel {
    /// Least cosine of the counterparts that are looked at.
    pub near: f32,
    /// Likeness of two articles from which on they are translations of each other.
    pub typical: f32,
    /// Part of the judgement in the strength of a pair.
    pub judged: f32,
    /// Least strength of counterparts within a translation.
    pub middle: f32,
    /// Least strength of two passages that stand between the same counterparts, in order.
    pub between: f32,
    /// Least cosine of a piece of a sentence.
    pub piece: f32,
}

/// The judges for a source of meaning: a cosine is worth more from one than from another.
pub fn judges(meaning: Option<MeaningKind>) -> &'static Judges {
    match meaning {
        None => &WORDS,
        Some(MeaningKind::Table) => &TABLE,
        Some(MeaningKind::Encoder | MeaningKind::ModelDir) => &ENCODER,
    }
}

/// Without meaning.
pub const WORDS: Judges = Judges {
    parallel: Parallel {
        near: 1.0,
        typical: 1.0,
        judged: 0.0,
        middle: 1.0,
        between: 1.0,
        piece: 1.0,
    },
    first: Judge {
        bias: -5.38,
        weights: [
            5.65, 4.50, 5.93, 1.97, 2.36, 0.07, 0.34, -0.87, 5.48, 2.74, 0.00, 0.00, 0.00, 0.00,
            0.00, -0.97, -4.23, 0.90, -4.71,
        ],
    },
    second: Judge {
        bias: -8.38,
        weights: [
            2.66, 2.07, 2.42, 0.74, 1.03, 0.11, 1.20, -0.67, 2.73, 1.44, 0.00, 0.00, 0.00, 0.00,
            0.00, -0.26, -2.77, 0.43, -2.83, 1.06, 0.39, 1.04, 1.02, 1.02, 3.62, -0.66,
        ],
    },
    right_apart: 0.84,
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    parallel: Parallel {
        near: 0.38,
        typical: 0.17,
        judged: 0.45,
        middle: 0.12,
        between: -0.4,
        piece: 0.0,
    },
    first: Judge {
        bias: -5.62,
        weights: [
            4.36, 3.45, 4.79, 1.10, 1.63, 0.22, 0.66, -0.84, 4.72, 2.53, 1.80, -0.37, 0.56, 0.88,
            1.73, -0.23, -2.90, 1.11, -5.53,
        ],
    },
    second: Judge {
        bias: -8.30,
        weights: [
            2.45, 1.86, 1.83, 0.53, 0.86, 0.11, 1.21, -0.74, 2.65, 1.45, -0.11, 0.47, -0.13, 1.09,
            1.07, 0.02, -2.32, 0.62, -3.05, 1.06, 0.47, 1.05, 0.90, 1.05, 3.18, -0.25,
        ],
    },
    right_apart: 0.75,
};

/// With the encoder.
pub const ENCODER: Judges = Judges {
    parallel: Parallel {
        near: 0.35,
        typical: 0.25,
        judged: 0.25,
        middle: 0.28,
        between: -0.05,
        piece: 0.2,
    },
    first: Judge {
        bias: -6.70,
        weights: [
            4.43, 2.90, 3.32, 1.07, 1.78, 0.29, 1.14, -0.98, 0.02, 1.91, 3.58, -0.09, 0.26, 0.82,
            2.95, 0.25, -1.45, 1.49, -5.15,
        ],
    },
    second: Judge {
        bias: -8.51,
        weights: [
            2.50, 1.65, 1.46, 0.37, 0.90, 0.30, 1.73, -0.90, 0.64, 1.37, 0.39, 1.03, 0.03, 1.08,
            2.08, 0.27, -1.47, 0.95, -2.67, 1.11, 0.42, 0.97, 0.47, 0.58, 2.57, 0.15,
        ],
    },
    right_apart: 0.75,
};
