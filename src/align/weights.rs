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
    bias: -4.56,
    weights: [
        2.62, 2.92, 0.72, 1.55, 0.85, 1.52, 0.10, 1.73, 2.43, 0.00, 0.00, 0.00, 0.00, -0.20, -1.44,
        0.74, 0.00,
    ],
};

/// Of a pair by itself and among the others.
pub const SECOND: Judge<{ OWN.len() + AROUND.len() }> = Judge {
    bias: -6.00,
    weights: [
        1.16, 1.17, 0.13, 0.47, -0.30, 0.80, -0.43, 0.69, 1.17, 0.00, 0.00, 0.00, 0.00, -0.04,
        -0.75, 0.01, 0.00, 1.57, 1.68, 1.00, 1.50, 1.38,
    ],
};
