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
    bias: -4.90,
    weights: [
        3.35, 3.62, 0.53, 1.60, 0.63, 1.08, 0.63, 2.22, 3.26, 0.00, 0.00, 0.00, 0.00, -0.09, -1.44,
        0.67, -2.00,
    ],
};

/// Of a pair by itself and among the others.
pub const SECOND: Judge<{ OWN.len() + AROUND.len() }> = Judge {
    bias: -9.74,
    weights: [
        1.57, 1.39, -0.11, 0.69, -0.46, 0.86, -0.18, 0.74, 1.45, 0.00, 0.00, 0.00, 0.00, 0.13,
        -0.46, -0.16, -1.23, 1.65, 1.07, 1.05, 1.61, 1.58, 2.07,
    ],
};
