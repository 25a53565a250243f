//! The thin binary; everything it does is in the library's `run`.

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Gives back what the reading of a long article took for a while; the system's keeps about as much
/// as the article's own size (docs/scale.md has the figures).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    hexapla::run::main(hexapla::cli::Cli::parse())
}
