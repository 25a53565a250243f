//! `hexapla doctor`: what the terminal is, how text is written for it and why, and a calibration
//! by eye, whose answer is kept for each terminal.

use super::{Done, paths};
use crate::cli::Global;
use crate::layout::{Options, Output, Widths, lay_out};
use crate::model::Direction;
use crate::term::{self, Guard, Mode, Terminal};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

/// How long a terminal may take to answer. Longer than the reader waits: this is not for reading,
/// and what a slow terminal answers later would stand at the prompt as if it had been typed.
const WAIT: Duration = Duration::from_secs(2);

/// A sentence in which each mistake of a terminal shows: joining, order, a Latin word, numbers,
/// brackets, and a mark at the end.
const SENTENCE: &str = "سلام (abc) 123، پنج [لا] و ۴۵!";

/// How it should look, for those who don't read it.
const RIGHT: &str = "Right is, from the right: a word of joined letters, (abc), 123 and a comma, \
    a joined word, a short one in square brackets, one letter, a number of two digits; \
    the exclamation mark stands at the far left.";

/// Prints what was found; in a terminal, asks which line reads right.
pub fn run(global: &Global) -> Result<Done> {
    let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    let kept = paths::terminals(global).ok();
    let mut report = String::new();
    let (terminal, cells) = ask(global, interactive)?;
    describe(&mut report, &terminal, cells.as_deref());
    let answer = kept.as_deref().and_then(|path| stored(path, &terminal));
    if let Some(mode) = answer {
        writeln!(report, "calibrated      {mode} (used instead, unless --bidi says otherwise)")?;
    }
    places(&mut report, global, kept.as_deref());
    print!("{report}");
    io::stdout().flush()?;
    if interactive && let Some(path) = kept {
        calibrate(&path, &terminal)?;
    }
    Ok(Done::All)
}

/// Asks the terminal, if there is one; the cells that it gave to the probes.
fn ask(global: &Global, interactive: bool) -> Result<(Terminal, Option<Vec<u16>>)> {
    let wanted = global.bidi.unwrap_or_default();
    if !interactive {
        return Ok((term::probe(wanted, WAIT)?, None));
    }
    let mut guard = Guard::enter(false).context("the terminal can't be used")?;
    let mut terminal = term::probe(wanted, WAIT)?;
    guard.set_mode(terminal.mode)?;
    let patience = if terminal.took.is_some() { WAIT } else { Duration::ZERO };
    let cells = term::measure(&Widths::PROBES, patience, &mut terminal.typed)?;
    Ok((terminal, cells))
}

fn describe(report: &mut String, terminal: &Terminal, cells: Option<&[u16]>) {
    let mut line = |name: &str, value: &str| {
        // Writing into a string can't fail.
        let _ = writeln!(report, "{name:15} {value}");
    };
    line("hexapla", env!("CARGO_PKG_VERSION"));
    let version = terminal.version.as_deref().unwrap_or("");
    line("terminal", format!("{} {version}", terminal.emulator.name()).trim());
    line("right to left", &format!("{}: {}", terminal.mode, terminal.why));
    match terminal.took {
        Some(took) => line("answered", &format!("after {} ms", took.as_millis())),
        None => line("answered", "not at all, or too late: the environment decided"),
    }
    let answers = &terminal.answers;
    let known = [
        ("XTVERSION", answers.version.clone()),
        ("primary", answers.primary.clone()),
        ("secondary", answers.secondary.clone()),
        ("tertiary", answers.tertiary.clone()),
        ("DECRQM 8", answers.bidi.map(|state| state.to_string())),
        ("DECRQM ?2027", answers.clusters.map(|state| state.to_string())),
        (
            "background",
            answers.background.map(|[red, green, blue]| format!("{red} {green} {blue}")),
        ),
    ];
    for (name, answer) in known {
        if let Some(answer) = answer {
            // An answer is text from outside too.
            line(name, &answer.escape_default().to_string());
        }
    }
    line("TERM", &terminal.hints.term.escape_default().to_string());
    if let Some(cells) = cells {
        let probes: Vec<String> =
            ["ki", "kSa", "family", "skin tone", "heart", "flag", "quote", "ZWNJ", "stri"]
                .iter()
                .zip(cells)
                .map(|(name, cells)| format!("{name} {cells}"))
                .collect();
        line("cells", &probes.join(", "));
    }
}

fn places(report: &mut String, global: &Global, terminals: Option<&Path>) {
    if let Ok(config) = paths::config(global) {
        let read = if config.exists() { "" } else { " (not there; --defaults prints one)" };
        let _ = writeln!(report, "{:15} {}{read}", "settings", config.display());
    }
    if let Ok(store) = paths::store(global) {
        let _ = writeln!(report, "{:15} {}", "library", store.display());
    }
    if let Some(path) = terminals {
        let _ = writeln!(report, "{:15} {}", "calibrations", path.display());
    }
}

/// What a terminal is called in the file of answers.
fn key(terminal: &Terminal) -> String {
    let version = terminal.version.as_deref().unwrap_or("");
    format!("{} {version}", terminal.emulator.name()).trim().to_owned()
}

/// The mode that was chosen by eye for this terminal.
pub(super) fn stored(path: &Path, terminal: &Terminal) -> Option<Mode> {
    let text = std::fs::read_to_string(path).ok()?;
    let answers: BTreeMap<String, String> = toml::from_str(&text).ok()?;
    answers.get(&key(terminal))?.parse().ok()
}

fn store(path: &Path, terminal: &Terminal, mode: Mode) -> Result<()> {
    let failed = || format!("{}: not written", path.display());
    let mut answers: BTreeMap<String, String> = match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text)
            .with_context(|| format!("{}: no list of terminals; move it away", path.display()))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(error).with_context(failed),
    };
    answers.insert(key(terminal), mode.as_str().to_owned());
    if let Some(folder) = path.parent() {
        crate::store::private_folder(folder).with_context(failed)?;
    }
    std::fs::write(path, toml::to_string(&answers)?).with_context(failed)
}

/// The modes that can be told apart on one screen, and what stands around a line in each.
const LINES: [(Mode, Output, &str, &str); 7] = [
    (Mode::Visual, Output::Visual, "", ""),
    (Mode::Terminal, Output::Visual, "\r\x1b[8l", "\r\n\x1b[8h"),
    (Mode::Konsole, Output::Isolates, "", ""),
    (Mode::Kitty, Output::Words, "", ""),
    (Mode::Putty, Output::Stretches, "", ""),
    (Mode::Embed, Output::Embed, "", ""),
    (Mode::Plain, Output::Plain, "", ""),
];

/// The sentence as `output` writes it, in `width` cells.
fn sample(output: Output, width: u16) -> String {
    let options = Options { output, ..Options::new(width, Direction::RightToLeft) };
    let mut text = String::new();
    let mut at = 0;
    for row in lay_out(SENTENCE, 0, &options).iter().take(1) {
        for (column, cells, symbol, _) in row.ink() {
            text.extend(std::iter::repeat_n(' ', usize::from(column.saturating_sub(at))));
            text.push_str(symbol);
            at = column + u16::from(cells);
        }
    }
    text
}

fn calibrate(path: &Path, terminal: &Terminal) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "\nWhich line reads right?\n{RIGHT}\n")?;
    for (number, (mode, output, before, after)) in (1..).zip(LINES) {
        let text = sample(output, 40);
        // A border as in the panes: in its class that terminal sees the line's direction.
        let border = if output.wants_strong_borders() { '\u{2847}' } else { '│' };
        write!(out, "{before}{number} {:9}{border}{text}{border}", mode.as_str())?;
        out.write_all(if after.is_empty() { "\n" } else { after }.as_bytes())?;
    }
    write!(out, "\nIts number, or Enter to leave it to the program: ")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let chosen =
        answer.trim().parse::<usize>().ok().and_then(|number| LINES.get(number.wrapping_sub(1)));
    match chosen {
        Some(&(mode, ..)) => {
            store(path, terminal, mode)?;
            writeln!(out, "kept: {mode} for {}", key(terminal))?;
        }
        None => writeln!(out, "nothing kept")?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_kept_for_its_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("terminals.toml");
        let mut terminal = term::probe(Mode::Auto, WAIT).unwrap();
        assert_eq!(stored(&path, &terminal), None);
        store(&path, &terminal, Mode::Embed).unwrap();
        store(&path, &terminal, Mode::Plain).unwrap();
        assert_eq!(stored(&path, &terminal), Some(Mode::Plain));
        terminal.version = Some("another".into());
        assert_eq!(stored(&path, &terminal), None);
        std::fs::write(&path, "no toml [").unwrap();
        assert!(store(&path, &terminal, Mode::Plain).is_err());
    }

    #[test]
    fn each_line_is_the_sentence() {
        for (_, output, ..) in LINES {
            let text = sample(output, 40);
            assert!(text.contains("abc") && text.contains("123"), "{text}");
            assert!(!text.contains('\u{1b}'));
        }
    }
}
