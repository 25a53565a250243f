//! What has effects: files, standard input and output, the terminal, the clock, threads.

pub mod batch;
pub mod batch_wire;
pub mod doctor;
pub mod editor;
pub mod export;
pub mod meaning;
pub mod paths;
pub mod reader;
pub mod worker;

use crate::cli::{Cli, Command};
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program; what could not be done is named on standard error.
pub fn main(cli: Cli) -> ExitCode {
    let outcome = match &cli.command {
        Some(Command::Export(export)) => export::run(&cli.global, export),
        Some(Command::Align) => batch::run(&cli.global),
        Some(Command::Completions { shell }) => {
            clap_complete::generate(*shell, &mut Cli::command(), "hexapla", &mut std::io::stdout());
            Ok(Done::All)
        }
        Some(Command::Doctor) => doctor::run(&cli.global),
        Some(Command::Man) => man(),
        None => reader::run(&cli),
    };
    match outcome {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::Part) => ExitCode::from(1),
        Err(error) => {
            eprintln!("hexapla: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// How much of what was asked for could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    All,
    /// Something was named on standard error; the rest is done.
    Part,
}

fn man() -> Result<Done> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    std::io::stdout().write_all(&page)?;
    Ok(Done::All)
}
