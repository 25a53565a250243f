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
        bias: -5.18,
        weights: [
            6.70, 5.69, 1.34, 2.57, 0.47, 1.22, -1.42, 4.11, 4.01, 0.00, 0.00, 0.00, 0.00, -0.33,
            -5.29, 0.82, -3.26,
        ],
    },
    second: Judge {
        bias: -6.91,
        weights: [
            1.84, 1.23, 0.27, 0.84, 0.01, 0.98, -0.36, 0.98, 1.21, 0.00, 0.00, 0.00, 0.00, -0.27,
            -2.89, -0.00, -2.21, 1.12, 0.78, 1.15, 1.50, 1.53, 0.15, 0.23,
        ],
    },
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    parallel: Parallel {
        near: 0.30,
        typical: 0.10,
        judged: 0.3,
        middle: 0.12,
        between: -0.4,
        piece: 0.0,
    },
    first: Judge {
        bias: -4.18,
        weights: [
            5.99, 4.90, 0.80, 2.17, 0.51, 0.73, -1.27, 1.83, 3.38, 0.19, 1.19, 1.19, 2.43, 0.64,
            -4.45, 0.84, -3.58,
        ],
    },
    second: Judge {
        bias: -7.00,
        weights: [
            1.67, 1.26, 0.25, 0.76, 0.07, 0.73, -0.30, 0.61, 0.68, 0.18, 0.17, -0.02, 1.35, 0.08,
            -2.37, 0.15, -2.37, 0.78, 1.04, 1.16, 1.48, 1.94, 0.28, 0.26,
        ],
    },
};

/// With the encoder.
pub const ENCODER: Judges = Judges {
    parallel: Parallel {
        near: 0.35,
        typical: 0.25,
        judged: 0.12,
        middle: 0.24,
        between: -0.05,
        piece: 0.2,
    },
    first: Judge {
        bias: -4.25,
        weights: [
            5.03, 3.95, 0.10, 1.58, 0.33, 1.09, -1.15, -0.72, 2.90, 1.01, 2.31, 1.62, 1.25, 0.85,
            -3.02, 1.00, -3.72,
        ],
    },
    second: Judge {
        bias: -6.97,
        weights: [
            1.63, 1.04, 0.06, 0.81, -0.04, 1.18, -0.46, -0.01, 1.13, -0.14, 1.32, 0.52, 1.15, 0.68,
            -1.46, 0.37, -2.26, 0.97, 1.14, 1.13, 0.52, 1.42, 0.02, 0.71,
        ],
    },
};
