//! How much each measure counts. Made by `tools/calibrate/fit.py` from marked events; see
//! docs/alignment.md for which and how it transfers.

use super::features::{AROUND, OWN};

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

/// Of a pair by itself.
pub const FIRST: Judge<{ OWN.len() }> = Judge {
    bias: -5.07,
    weights: [
        5.11, 4.84, 0.84, 2.15, 0.46, 0.99, -0.21, 3.40, 4.48, 0.00, 0.00, 0.00, 0.00, -0.10,
        -2.18, 0.78, -2.50,
    ],
};

/// Of a pair by itself and among the others.
pub const SECOND: Judge<{ OWN.len() + AROUND.len() }> = Judge {
    bias: -9.22,
    weights: [
        1.96, 1.23, 0.45, 1.22, -0.50, 1.22, -0.51, 0.75, 1.55, 0.00, 0.00, 0.00, 0.00, 0.14,
        -0.88, 0.02, -1.05, 1.52, 0.67, 1.01, 1.55, 1.45, 1.48,
    ],
};
