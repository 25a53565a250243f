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
        bias: -4.93,
        weights: [
            5.27, 4.81, 1.10, 2.05, 0.82, 1.10, -0.84, 3.24, 4.04, 0.00, 0.00, 0.00, 0.00, -0.46,
            -2.39, 0.71, -2.33,
        ],
    },
    second: Judge {
        bias: -9.47,
        weights: [
            1.98, 1.47, 0.50, 1.11, -0.40, 1.56, -0.84, 0.79, 0.90, 0.00, 0.00, 0.00, 0.00, -0.36,
            -1.64, -0.05, -0.75, 1.42, 0.80, 1.17, 1.58, 1.55, 0.84, 0.82,
        ],
    },
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    parallel: Parallel { near: 0.30, typical: 0.28, middle: 0.12, between: -0.4, piece: 0.0 },
    first: Judge {
        bias: -5.36,
        weights: [
            4.59, 4.04, 0.43, 1.75, 0.71, 1.59, -1.05, 1.59, 3.57, 2.25, 0.18, 1.25, 1.59, 0.42,
            -1.12, 0.76, -2.53,
        ],
    },
    second: Judge {
        bias: -8.87,
        weights: [
            2.70, 2.47, 0.93, 1.74, 0.20, 1.23, -0.50, 0.51, 1.07, 0.19, -0.04, -0.34, 1.92, 0.19,
            -1.21, 0.35, -0.93, 0.64, 1.88, 1.19, 1.32, 1.53, 0.81, 0.92,
        ],
    },
};

/// With the encoder.
pub const ENCODER: Judges = Judges {
    parallel: Parallel { near: 0.35, typical: 0.38, middle: 0.24, between: -0.05, piece: 0.2 },
    first: Judge {
        bias: -5.93,
        weights: [
            3.76, 3.19, -0.21, 1.08, 0.40, 1.53, -0.87, -0.40, 3.18, 3.30, 1.29, 1.71, 1.27, 0.24,
            -0.95, 1.00, -2.47,
        ],
    },
    second: Judge {
        bias: -8.83,
        weights: [
            2.14, 1.52, 0.41, 1.15, -0.38, 1.74, -0.73, -0.46, 1.27, -0.12, 1.66, 0.25, 1.60, 0.36,
            -1.04, 0.43, -0.84, 1.01, 1.26, 1.10, 0.46, 1.25, 0.53, 1.11,
        ],
    },
};
