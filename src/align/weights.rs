//! How much each measure counts. Made by `tools/calibrate/apply.sh` from marked events; see
//! docs/alignment.md for which and how it transfers.

use super::features::{AROUND, OWN};
use super::meaning::MeaningKind;

/// A judgement: the logarithm of the odds is the bias plus the weighted measures.
pub struct Judge<const N: usize> {
    pub bias: f32,
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
    pub parallel: Parallel,
    pub first: Judge<{ OWN.len() }>,
    pub second: Judge<{ OWN.len() + AROUND.len() }>,
}

/// How translations are told from retellings; see `parallel.rs`.
pub struct Parallel {
    /// Least cosine of the counterparts that are looked at.
    pub near: f32,
    /// Likeness of two articles from which on they are translations of each other.
    pub typical: f32,
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
    parallel: Parallel { near: 1.0, typical: 1.0, middle: 1.0, between: 1.0, piece: 1.0 },
    first: Judge {
        bias: -8.81,
        weights: [
            5.74, 5.04, 1.04, 2.01, 0.25, 1.32, -1.34, 3.54, 3.04, 0.00, 0.00, 0.00, 0.00, -1.17,
            -2.67, 0.45, -2.41, 0.15, 2.60, 3.19, 0.55, 3.31, 2.45,
        ],
    },
    second: Judge {
        bias: -8.96,
        weights: [
            0.90, 0.89, 0.41, 0.86, -0.17, 0.77, -0.20, 0.35, 0.34, 0.00, 0.00, 0.00, 0.00, -0.38,
            -0.48, -0.09, -0.48, 0.18, 0.60, 0.19, -0.21, -0.57, 0.69, 0.99, 0.88, 0.77, 1.28,
            0.84, 1.15, 1.15, 1.63, 0.46,
        ],
    },
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    parallel: Parallel { near: 0.30, typical: 0.26, middle: 0.12, between: -0.4, piece: 0.0 },
    first: Judge {
        bias: -7.93,
        weights: [
            5.24, 4.31, 0.40, 1.72, 0.37, 1.45, -1.16, 1.40, 2.43, -0.11, 1.56, 1.01, 2.68, -0.23,
            -2.23, 0.69, -2.72, 0.04, 2.60, 2.49, 1.79, 3.30, 2.41,
        ],
    },
    second: Judge {
        bias: -9.04,
        weights: [
            0.90, 0.84, 0.30, 0.71, -0.07, 0.46, -0.15, 0.10, 0.03, -0.04, -0.03, 0.24, 0.95,
            -0.15, -0.38, 0.05, -0.53, 0.10, 0.53, 0.02, 0.20, -0.47, 0.86, 0.80, 0.77, 0.69, 1.34,
            1.42, 1.23, 1.19, 1.57, 0.47,
        ],
    },
};

/// With the encoder.
pub const ENCODER: Judges = Judges {
    parallel: Parallel { near: 0.35, typical: 0.36, middle: 0.24, between: -0.05, piece: 0.2 },
    first: Judge {
        bias: -8.34,
        weights: [
            4.59, 3.50, -0.10, 1.40, -0.05, 2.13, -1.28, -0.46, 2.35, 1.60, 2.11, 1.34, 2.49,
            -0.43, -1.88, 0.61, -2.74, -0.20, 2.16, 2.09, 1.60, 2.55, 3.09,
        ],
    },
    second: Judge {
        bias: -8.95,
        weights: [
            0.93, 0.71, 0.05, 0.64, -0.30, 0.88, -0.24, -0.08, 0.46, 0.34, 0.59, 0.48, 1.08, -0.12,
            -0.28, 0.04, -0.56, 0.35, 0.56, 0.00, 0.36, -0.49, 1.18, 0.86, 0.85, 0.70, 0.59, 1.00,
            0.88, 1.31, 1.50, 0.60,
        ],
    },
};
