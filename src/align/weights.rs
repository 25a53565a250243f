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
        bias: -8.99,
        weights: [
            7.08, 5.60, 1.16, 2.16, -0.10, 0.77, -1.32, 4.84, 3.12, 0.00, 0.00, 0.00, 0.00, -1.60,
            -4.72, 0.48, -3.05, -0.08, 2.66, 3.52, 0.31, 3.64, 2.43,
        ],
    },
    second: Judge {
        bias: -8.29,
        weights: [
            1.32, 1.25, 0.55, 0.97, -0.28, 0.32, -0.22, 0.53, 0.35, 0.00, 0.00, 0.00, 0.00, -0.85,
            -0.88, -0.10, -0.88, -0.01, 0.78, 0.12, -0.30, -0.78, 1.22, 0.88, 0.59, 0.81, 1.08,
            0.69, 0.55, 1.85, 2.08, 0.79,
        ],
    },
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    parallel: Parallel { near: 0.30, typical: 0.26, middle: 0.12, between: -0.4, piece: 0.0 },
    first: Judge {
        bias: -8.14,
        weights: [
            6.47, 5.01, 0.70, 1.98, 0.07, 1.07, -1.11, 1.97, 2.48, -0.02, 1.70, 0.55, 2.92, -0.40,
            -4.66, 0.75, -3.36, -0.13, 2.70, 2.58, 1.73, 3.54, 2.39,
        ],
    },
    second: Judge {
        bias: -8.70,
        weights: [
            1.33, 1.17, 0.50, 0.90, -0.24, 0.21, -0.14, 0.12, -0.15, 0.22, -0.09, 0.05, 1.03,
            -0.42, -0.84, 0.04, -0.90, -0.05, 0.71, -0.13, 0.17, -0.77, 1.27, 0.80, 0.44, 0.74,
            1.21, 1.21, 0.83, 1.88, 2.07, 0.71,
        ],
    },
};

/// With the encoder.
pub const ENCODER: Judges = Judges {
    parallel: Parallel { near: 0.35, typical: 0.36, middle: 0.24, between: -0.05, piece: 0.2 },
    first: Judge {
        bias: -8.65,
        weights: [
            5.95, 4.32, 0.40, 1.84, -0.30, 1.73, -1.22, -0.81, 2.69, 1.94, 2.16, 0.77, 2.53, -0.55,
            -3.76, 0.65, -3.50, -0.38, 2.26, 2.14, 1.63, 2.71, 3.08,
        ],
    },
    second: Judge {
        bias: -8.61,
        weights: [
            1.44, 1.11, 0.22, 0.82, -0.38, 0.71, -0.29, -0.16, 0.55, 0.45, 0.63, 0.33, 1.09, -0.41,
            -0.62, 0.03, -1.00, 0.17, 0.71, -0.15, 0.43, -0.76, 1.66, 0.81, 0.65, 0.72, 0.38, 0.78,
            0.51, 1.96, 1.98, 0.84,
        ],
    },
};
