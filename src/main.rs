//! The thin binary; everything it does is in the library's `run`.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    hexapla::run::main(hexapla::cli::Cli::parse())
}
