//! The editor of the reader's choice.

use anyhow::{Context, Result, bail};
use std::io::{Read, Seek, Write};
use std::process::Command;

/// Where the reader names none.
const USUAL: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// Lets `$VISUAL` or `$EDITOR` change a text; both may carry arguments, as `code --wait`.
pub fn edit(text: &str) -> Result<String> {
    let command = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.trim().is_empty())
        .unwrap_or_else(|| USUAL.to_owned());
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or(USUAL);
    let mut file = tempfile::Builder::new()
        .prefix("hexapla-note-")
        .suffix(".txt")
        .tempfile()
        .context("no file to edit the note in; TMPDIR may name another folder")?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.flush())
        .with_context(|| format!("{}: not written", file.path().display()))?;
    let status = Command::new(program)
        .args(words)
        .arg(file.path())
        .status()
        .with_context(|| format!("{program} can't be started: set EDITOR to your editor"))?;
    if !status.success() {
        bail!("{program} ended with {status}; the note is as it was");
    }
    // Some editors write a new file in the old one's place.
    let mut edited = String::new();
    match std::fs::read_to_string(file.path()) {
        Ok(text) => edited = text,
        Err(_) => {
            file.rewind()?;
            file.read_to_string(&mut edited)?;
        }
    }
    Ok(edited)
}
