//! The thin binary; everything it does is in the library's `run`.

use clap::Parser;
use std::process::ExitCode;

/// Gives back what reading a long text took for a moment, which the system's own keeps.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hexapla::run::main(hexapla::cli::Cli::parse())
}
