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
            5.65, 4.60, 6.18, 2.05, 2.43, 0.01, 0.21, -0.93, 5.54, 2.88, 0.00, 0.00, 0.00, 0.00,
            0.00, -1.36, -4.12, 0.79, -4.74,
        ],
    },
    second: Judge {
        bias: -8.37,
        weights: [
            2.76, 2.21, 2.39, 0.82, 1.09, 0.08, 1.13, -0.71, 2.70, 1.51, 0.00, 0.00, 0.00, 0.00,
            0.00, -0.58, -2.69, 0.39, -2.91, 1.08, 0.27, 0.99, 1.03, 1.04, 3.67, -0.66,
        ],
    },
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    parallel: Parallel {
        near: 0.30,
        typical: 0.10,
        judged: 0.45,
        middle: 0.12,
        between: -0.4,
        piece: 0.0,
    },
    first: Judge {
        bias: -5.78,
        weights: [
            4.82, 3.94, 5.19, 1.59, 2.13, 0.06, 0.45, -0.94, 4.62, 2.67, 2.80, -0.72, -0.29, 1.42,
            1.89, -0.99, -2.89, 0.92, -5.15,
        ],
    },
    second: Judge {
        bias: -8.15,
        weights: [
            2.66, 2.07, 2.01, 0.82, 1.11, 0.05, 0.98, -0.71, 2.58, 1.39, 0.20, 0.43, -0.71, 1.26,
            1.14, -0.53, -2.34, 0.51, -2.96, 1.08, 0.30, 1.01, 0.90, 1.17, 3.19, -0.38,
        ],
    },
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
        bias: -6.61,
        weights: [
            4.65, 3.08, 3.48, 1.28, 1.94, 0.26, 1.03, -1.04, 0.11, 2.07, 3.43, 0.06, 0.06, 0.88,
            3.00, -0.04, -1.47, 1.39, -5.11,
        ],
    },
    second: Judge {
        bias: -8.33,
        weights: [
            2.65, 1.83, 1.63, 0.53, 1.03, 0.25, 1.54, -0.91, 0.72, 1.47, 0.46, 1.00, -0.07, 1.12,
            2.12, 0.05, -1.43, 0.89, -2.79, 1.10, 0.34, 0.92, 0.48, 0.62, 2.40, 0.14,
        ],
    },
};
