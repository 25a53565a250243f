//! Vectors of the built-in encoder for the scripts in `tools/`: one passage a line on standard
//! input, on standard output its vector as little-endian floats, not centred (zeros for a blank
//! line). `cargo run --release --example embed < passages.txt > vectors.f32`
use hexapla::align::meaning::{Encoder, assets};
use std::io::{Read, Write};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let start = Instant::now();
    let encoder = Encoder::open(assets::ENCODER, assets::ENCODER_MEANS)?;
    eprintln!("opened in {:.0?}", start.elapsed());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let passages: Vec<&str> = text.lines().collect();
    let start = Instant::now();
    let progress = |done: usize| eprint!("\r{done} of {}", passages.len());
    let vectors = encoder.raw(&passages, &progress, &AtomicBool::new(false))?;
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("\n{:.1} passages a second", passages.len() as f64 / seconds);
    let width = vectors.iter().map(Vec::len).max().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for vector in &vectors {
        for at in 0..width {
            out.write_all(&vector.get(at).copied().unwrap_or(0.0).to_le_bytes())?;
        }
    }
    Ok(())
}
