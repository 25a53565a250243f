//! What has effects: files, standard input and output, the terminal, the clock, threads.

mod batch;
mod batch_wire;
mod config;
mod doctor;
mod editor;
mod events;
mod export;
mod export_scope;
mod group;
mod import;
mod lines;
mod looks;
mod manual;
pub mod meaning;
mod paths;
mod progress;
mod reader;
mod translate;
mod worker;

use crate::cli::{Cli, Command};
use anyhow::Result;
use clap::CommandFactory;
use clap::error::ErrorKind;
use config::Settings;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program; what could not be done is named on standard error.
pub fn main(cli: Cli) -> ExitCode {
    match perform(cli) {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::Part) => ExitCode::from(1),
        Ok(Done::Stopped(code)) => ExitCode::from(code),
        Err(error) => {
            complain(format_args!("{error:#}"));
            ExitCode::from(1)
        }
    }
}

fn perform(mut cli: Cli) -> Result<Done> {
    let settings = match &cli.command {
        // These say what there is, and work whatever the settings file says.
        Some(Command::Completions { .. } | Command::Man | Command::Doctor { defaults: true }) => {
            Settings::default()
        }
        _ => Settings::load(&cli.global)?,
    };
    settings.fill(&mut cli.global);
    match &cli.command {
        Some(Command::Export(arguments)) => {
            if let Some(misuse) = export::misuse(arguments) {
                // With its own usage, which knows its whole name only once all is built.
                let mut all = Cli::command();
                all.build();
                let own = all.find_subcommand_mut("export").expect("it is being run");
                own.error(ErrorKind::ArgumentConflict, misuse).exit();
            }
            export::run(&cli.global, arguments)
        }
        Some(Command::Import(arguments)) => import::run(&cli.global, arguments),
        Some(Command::Align) => batch::run(&cli.global),
        Some(Command::Group(arguments)) => group::run(&cli.global, arguments),
        Some(Command::Completions { shell }) => completions(*shell),
        Some(Command::Doctor { defaults: true }) => print(config::defaults().as_bytes()),
        Some(Command::Doctor { defaults: false }) => doctor::run(&cli.global),
        Some(Command::Man) => man(),
        None => reader::run(&cli, settings),
    }
}

/// A line on standard error. What it quotes (paths, text of files) can't steer the terminal.
fn complain(what: impl std::fmt::Display) {
    let mut line = String::from("hexapla: ");
    for letter in what.to_string().chars() {
        // Bidi controls would show the rest in an order that it does not have.
        let turns = matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if letter.is_control() || turns {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line.push('\n');
    // With standard error gone there is nobody to tell.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// How much of what was asked for could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Everything that was asked for: exit code 0.
    All,
    /// Something was named on standard error; the rest is done.
    Part,
    /// A signal said to go; the exit code by convention.
    Stopped(u8),
}

fn man() -> Result<Done> {
    print(&manual::page()?)
}

fn completions(shell: clap_complete::Shell) -> Result<Done> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "hexapla", &mut script);
    print(&script)
}

/// Writes to standard output; a reader who has left is no error.
fn print(bytes: &[u8]) -> Result<Done> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(Done::All),
    }
}
