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
    pub first: Judge<{ OWN.len() }>,
    pub second: Judge<{ OWN.len() + AROUND.len() }>,
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
    first: Judge {
        bias: -5.07,
        weights: [
            5.11, 4.84, 0.84, 2.15, 0.46, 0.99, -0.21, 3.40, 4.48, 0.00, 0.00, 0.00, 0.00, -0.10,
            -2.18, 0.78, -2.50,
        ],
    },
    second: Judge {
        bias: -9.22,
        weights: [
            1.96, 1.23, 0.45, 1.22, -0.50, 1.22, -0.51, 0.75, 1.55, 0.00, 0.00, 0.00, 0.00, 0.14,
            -0.88, 0.02, -1.05, 1.52, 0.67, 1.01, 1.55, 1.45, 1.48,
        ],
    },
};

/// With the semantic table.
pub const TABLE: Judges = Judges {
    first: Judge {
        bias: -5.70,
        weights: [
            3.65, 2.98, -0.45, 0.80, 0.41, 1.35, -0.85, -0.01, 3.94, 3.07, 1.26, 1.87, 0.79, 0.45,
            -0.71, 0.99, -2.56,
        ],
    },
    second: Judge {
        bias: -8.14,
        weights: [
            2.12, 1.20, -0.05, 0.83, -0.39, 1.69, -1.03, -0.29, 2.18, 1.28, 2.38, 0.77, 1.25, 0.77,
            -0.56, 0.57, -1.16, 1.23, 0.54, 1.06, 0.45, 0.76, 1.21,
        ],
    },
};

/// With the encoder.
pub const ENCODER: Judges = Judges {
    first: Judge {
        bias: -5.70,
        weights: [
            3.65, 2.98, -0.45, 0.80, 0.41, 1.35, -0.85, -0.01, 3.94, 3.07, 1.26, 1.87, 0.79, 0.45,
            -0.71, 0.99, -2.56,
        ],
    },
    second: Judge {
        bias: -8.14,
        weights: [
            2.12, 1.20, -0.05, 0.83, -0.39, 1.69, -1.03, -0.29, 2.18, 1.28, 2.38, 0.77, 1.25, 0.77,
            -0.56, 0.57, -1.16, 1.23, 0.54, 1.06, 0.45, 0.76, 1.21,
        ],
    },
};
