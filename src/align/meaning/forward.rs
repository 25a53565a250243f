//! One pass of a BERT-like encoder over a batch of sequences laid end to end, without padding.
//! Linear layers see all tokens at once; attention and pooling keep to their sequence.

use super::linear::{Gemm, Linear, Rows};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};
use std::ops::Range;

/// Layer normalisation's weights, one of each for a dimension.
pub(super) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
    pub epsilon: f32,
}

impl Norm {
    pub fn apply(&self, rows: &mut [f32]) {
        let width = self.weight.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = Sum::new(row).dispatch() / width as f32;
            let variance = SumSquareSub::new(row, mean).dispatch() / width as f32;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: 1.0 / (variance + self.epsilon).sqrt(),
                element_scale: Some(&self.weight),
                element_bias: Some(&self.bias),
                ..NormalizeOptions::default()
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

/// One transformer layer (Vaswani et al. 2017, with the norms after each half, as in BERT).
pub(super) struct Layer {
    /// Query, key and value side by side.
    pub qkv: Linear,
    pub attention_out: Linear,
    pub attention_norm: Norm,
    pub inner: Linear,
    pub outer: Linear,
    pub output_norm: Norm,
}

/// Buffers of one batch, kept from layer to layer.
#[derive(Default)]
struct Buffers {
    rows: Rows,
    sums: Vec<i32>,
    wide: Vec<f32>,
    context: Vec<f32>,
    out: Vec<f32>,
}

/// Runs `hidden` (`[tokens, width]`: the sum of word and position rows, normed) through the layers
/// and gives each sequence's mean token at length 1. `sequences` are ranges of tokens in order.
pub(super) fn encode(
    layers: &[Layer],
    heads: usize,
    mut hidden: Vec<f32>,
    sequences: &[Range<usize>],
) -> Vec<Vec<f32>> {
    let tokens = sequences.last().map_or(0, |last| last.end);
    let Some(width) = hidden.len().checked_div(tokens) else {
        return Vec::new();
    };
    let (gemm, floats) = (&Gemm::default(), &GemmExecutor::<f32>::default());
    let mut buffers = Buffers::default();
    for layer in layers {
        let Buffers { rows, sums, wide, context, out } = &mut buffers;
        rows.set(&hidden, width);
        layer.qkv.run(gemm, rows, sums, wide);
        context.resize(hidden.len(), 0.0);
        for sequence in sequences {
            attend(floats, wide, context, width, heads, sequence);
        }
        rows.set(context, width);
        layer.attention_out.run(gemm, rows, sums, out);
        add(&mut hidden, out);
        layer.attention_norm.apply(&mut hidden);

        rows.set(&hidden, width);
        layer.inner.run(gemm, rows, sums, wide);
        Gelu {}.map_mut(wide);
        rows.set(wide, layer.inner.outputs());
        layer.outer.run(gemm, rows, sums, out);
        add(&mut hidden, out);
        layer.output_norm.apply(&mut hidden);
    }
    sequences.iter().map(|sequence| mean(&hidden, width, sequence)).collect()
}

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(sum, value)| *sum += value);
}

/// Attention of one sequence: `qkv` is `[tokens, 3 * width]`, what it gives goes into the
/// sequence's rows of `context` (`[tokens, width]`).
fn attend(
    gemm: &GemmExecutor<f32>,
    qkv: &[f32],
    context: &mut [f32],
    width: usize,
    heads: usize,
    sequence: &Range<usize>,
) {
    let length = sequence.len();
    let size = width / heads;
    let mut weights = vec![0f32; length * length];
    let mut part = vec![0f32; length * size];
    let rows = &qkv[sequence.start * 3 * width..sequence.end * 3 * width];
    let matrix = |offset: usize, shape: [usize; 2], strides: [usize; 2]| {
        NdTensorView::from_data_with_strides(shape, &rows[offset..], strides)
            .expect("the rows hold every head of query, key and value")
    };
    for head in 0..heads {
        let at = head * size;
        let query = matrix(at, [length, size], [3 * width, 1]);
        let key = matrix(width + at, [size, length], [1, 3 * width]);
        let value = matrix(2 * width + at, [length, size], [3 * width, 1]);
        let scaled = GemmOptions { alpha: 1.0 / (size as f32).sqrt(), ..GemmOptions::default() };
        gemm.gemm(&mut weights, GemmInputA::Unpacked(query), GemmInputB::Unpacked(key), scaled)
            .expect("query and key have the same size");
        for row in weights.chunks_exact_mut(length) {
            Softmax::new_mut(row).dispatch();
        }
        let each = NdTensorView::from_data([length, length], weights.as_slice());
        let plain = GemmOptions::default();
        gemm.gemm(&mut part, GemmInputA::Unpacked(each), GemmInputB::Unpacked(value), plain)
            .expect("there is a weight for each value");
        for (from, token) in part.chunks_exact(size).zip(sequence.clone()) {
            context[token * width + at..][..size].copy_from_slice(from);
        }
    }
}

/// The mean of a sequence's tokens at length 1.
fn mean(hidden: &[f32], width: usize, sequence: &Range<usize>) -> Vec<f32> {
    let mut sum = vec![0f32; width];
    for token in sequence.clone() {
        add(&mut sum, &hidden[token * width..][..width]);
    }
    super::means::unit(sum)
}
