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
        bias: -5.30,
        weights: [
            6.24, 5.55, 1.45, 2.42, 0.50, 1.02, -1.19, 4.22, 3.93, 0.00, 0.00, 0.00, 0.00, -0.15,
            -5.15, 0.90, -3.91,
        ],
    },
    second: Judge {
        bias: -10.68,
        weights: [
            1.73, 1.29, 0.32, 0.99, -0.03, 0.97, -0.27, 0.83, 1.05, 0.00, 0.00, 0.00, 0.00, -0.21,
            -2.88, -0.02, -0.59, 1.13, 0.77, 1.12, 1.52, 1.39, 5.50, -0.53,
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
        bias: -4.83,
        weights: [
            5.39, 4.61, 0.71, 1.86, 0.56, 0.71, -1.14, 2.17, 3.42, 1.16, 0.42, 1.57, 2.62, 0.87,
            -4.46, 0.89, -4.38,
        ],
    },
    second: Judge {
        bias: -10.61,
        weights: [
            1.55, 1.28, 0.27, 0.86, 0.04, 0.68, -0.20, 0.37, 0.56, 0.05, 0.28, 0.15, 1.24, 0.10,
            -2.30, 0.14, -0.58, 0.76, 1.04, 1.12, 1.48, 1.75, 6.27, -0.77,
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
        bias: -5.88,
        weights: [
            5.61, 4.44, 0.44, 1.78, 0.17, 0.80, -1.14, -0.83, 3.48, 3.15, 1.19, 1.25, 1.37, 1.07,
            -4.15, 0.95, -5.26,
        ],
    },
    second: Judge {
        bias: -11.92,
        weights: [
            2.17, 1.28, 0.24, 1.06, -0.09, 1.02, -0.47, -0.16, 1.10, -1.01, 1.99, 0.30, 1.06, 0.49,
            -2.11, 0.37, -0.26, 0.91, 1.09, 1.10, 0.59, 1.37, 7.81, -0.38,
        ],
    },
};
