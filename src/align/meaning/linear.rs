//! A linear layer in 8 bits: weights rounded to 7 bits by output, inputs to 8 bits by row. Sums are
//! whole numbers, so a row's result is the same to the last bit in whatever batch it comes and on
//! however many threads; and 7-bit weights keep processors without VNNI from saturating (rten's
//! docs/quantization.md), so every x86 gives the same sums.

use super::MeaningError;
use super::bytes::Reader;
use super::quantised;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, MinMax, Quantize};

/// The largest size of a quantised weight.
const WEIGHT_LIMIT: f32 = 63.0;

pub(super) type Gemm = GemmExecutor<u8, i8, i32>;

/// Weights as read from an asset, `[outputs, inputs]`, and a bias for each output.
pub(super) struct Weights {
    weights: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Weights {
    pub fn read(
        reader: &mut Reader<'_>,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, MeaningError> {
        let size = inputs.checked_mul(outputs).and_then(quantised::size_of);
        let size = size.ok_or_else(|| reader.error("a layer has an impossible size"))?;
        let mut weights = Vec::with_capacity(inputs * outputs);
        quantised::dequantise(reader.take(size, "its layers")?, &mut weights);
        Ok(Self { weights, bias: reader.floats(outputs, "its layers")?, inputs })
    }

    /// Puts the outputs of `other`, which has the same inputs, after this one's.
    pub fn join(mut self, other: Self) -> Self {
        self.weights.extend(other.weights);
        self.bias.extend(other.bias);
        self
    }
}

/// A layer ready to run.
pub(super) struct Linear {
    weights: PackedBMatrix<i8>,
    scales: Vec<f32>,
    /// Each output's sum of weights: what a row's zero adds to its sums.
    totals: Vec<i32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Linear {
    pub fn new(gemm: &Gemm, from: Weights) -> Self {
        let Weights { weights, bias, inputs } = from;
        let mut rounded = Vec::with_capacity(weights.len());
        let mut scales = Vec::with_capacity(bias.len());
        for row in weights.chunks_exact(inputs) {
            let largest = row.iter().fold(0f32, |most, weight| most.max(weight.abs()));
            let scale = if largest > 0.0 { largest / WEIGHT_LIMIT } else { 1.0 };
            rounded.extend(row.iter().map(|weight| (weight / scale).round() as i8));
            scales.push(scale);
        }
        let total = |row: &[i8]| row.iter().map(|weight| i32::from(*weight)).sum();
        let totals = rounded.chunks_exact(inputs).map(total).collect();
        let outputs = bias.len();
        let by_output = NdTensorView::from_data([outputs, inputs], rounded.as_slice());
        let weights = gemm.prepack_b(by_output.transposed());
        Self { weights, scales, totals, bias, inputs }
    }

    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The layer's outputs for each row of `rows`.
    pub fn run(&self, gemm: &Gemm, rows: &Rows, scratch: &mut Vec<i32>, out: &mut Vec<f32>) {
        let count = rows.scales.len();
        scratch.resize(count * self.outputs(), 0);
        gemm.gemm(
            scratch,
            GemmInputA::Unpacked(NdTensorView::from_data(
                [count, self.inputs],
                rows.values.as_slice(),
            )),
            GemmInputB::Packed(&self.weights),
            GemmOptions::default(),
        )
        .expect("the sizes of a layer fit each other by construction");
        out.clear();
        out.reserve(scratch.len());
        let terms = || self.scales.iter().zip(&self.bias).zip(&self.totals);
        for (row, sums) in scratch.chunks_exact(self.outputs()).enumerate() {
            let (row_scale, zero) = (rows.scales[row], rows.zeros[row]);
            out.extend(sums.iter().zip(terms()).map(|(sum, ((scale, bias), total))| {
                (sum - zero * total) as f32 * (row_scale * scale) + bias
            }));
        }
    }
}

/// Rows of inputs in 8 bits: `value = (stored - zero) * scale`, with a zero and scale for each row.
#[derive(Default)]
pub(super) struct Rows {
    values: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<i32>,
}

impl Rows {
    /// Takes the place of what was there.
    pub fn set(&mut self, rows: &[f32], width: usize) {
        self.values.clear();
        self.values.reserve(rows.len());
        self.scales.clear();
        self.zeros.clear();
        for row in rows.chunks_exact(width) {
            let (least, most) = MinMax::new(row).dispatch();
            let (least, most) = (least.min(0.0), most.max(0.0));
            let scale = if most > least { (most - least) / 255.0 } else { 1.0 };
            let zero = (-least / scale).round() as u8;
            self.values.extend_init(|free| {
                Quantize::new(row, &mut free[..row.len()], 1.0 / scale, zero).dispatch()
            });
            self.scales.push(scale);
            self.zeros.push(i32::from(zero));
        }
    }
}
