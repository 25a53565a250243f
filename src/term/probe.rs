//! Asks the terminal what it is and how wide it draws.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::Event;

use super::answers::{Answers, Reader};
use super::quirks::{self, Emulator, Hints};
use super::{Mode, typed_events};

/// How long a terminal may take to answer.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// What was found out about the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Which terminal it is, as far as that can be told.
    pub emulator: Emulator,
    /// In the terminal's own numbering; for VTE as in `VTE_VERSION`.
    pub version: Option<String>,
    /// How text is to be written; never [`Mode::Auto`].
    pub mode: Mode,
    /// Why so, in words.
    pub why: &'static str,
    /// What it said of itself.
    pub answers: Answers,
    /// What the environment says of it.
    pub hints: Hints,
    /// How long it took to answer; `None` where it did not answer in time.
    pub took: Option<Duration>,
    /// What was typed while it answered, to be handled before all else.
    pub typed: Vec<Event>,
}

/// XTVERSION, DECRQM 8 and ?2027, the background, secondary and tertiary attributes; primary attributes last:
/// every terminal answers them, so that the wait is over.
const QUESTIONS: &str = "\x1b[>q\x1b[8$p\x1b[?2027$p\x1b]11;?\x1b\\\x1b[>c\x1b[=c\x1b[c";

impl Terminal {
    /// Whether the background is light, where the terminal says what colour it is.
    pub fn is_light(&self) -> Option<bool> {
        let [red, green, blue] = self.answers.background?.map(u32::from);
        // Luma as in ITU-R BT.601, in thousandths.
        Some(299 * red + 587 * green + 114 * blue > 127 * 1000)
    }
}

/// Asks the terminal what it is, if there is one, and chooses how to write for it. `wanted` other
/// than [`Mode::Auto`] is used whatever the terminal is; the last answer ends the `patience`. Call it with the guard in force, since some
/// terminals print what they don't understand, and before the first event is read.
///
/// # Errors
/// Where the terminal can't be read or written.
pub fn probe(wanted: Mode, patience: Duration) -> io::Result<Terminal> {
    let hints = Hints::read(|name| std::env::var(name).ok());
    let start = Instant::now();
    let (answers, typed) = ask(QUESTIONS, patience)?;
    let took = answers.primary.is_some().then(|| start.elapsed());
    let (emulator, version) = quirks::identify(&answers, &hints);
    let (mode, why) = match wanted {
        Mode::Auto => quirks::choose(emulator, &answers, &hints),
        mode => (mode, "asked for"),
    };
    let typed = typed_events(&typed);
    Ok(Terminal { emulator, version, mode, why, answers, hints, took, typed })
}

/// Draws each of `texts` in the corner of the screen, unseen, and asks how far the cursor went:
/// cells for each text, in order, or `None` where the terminal did not answer within `patience`.
/// What was typed meanwhile is added to `typed`. Call it in the mode that will be used.
///
/// # Errors
/// Where the terminal can't be read or written.
pub fn measure(
    texts: &[&str],
    patience: Duration,
    typed: &mut Vec<Event>,
) -> io::Result<Option<Vec<u16>>> {
    let mut question = String::from("\x1b[8m");
    for text in texts {
        question.push_str("\x1b[1;1H");
        question.push_str(text);
        question.push_str("\x1b[6n");
    }
    question.push_str("\x1b[0m\x1b[1;1H\x1b[2K\x1b[c");
    let (answers, more) = ask(&question, patience)?;
    typed.extend(typed_events(&more));
    let cells: Vec<u16> = answers.columns.iter().map(|column| column.saturating_sub(1)).collect();
    Ok((cells.len() == texts.len()).then_some(cells))
}

/// Writes `question` and reads until primary attributes come or `patience` ends.
#[cfg(unix)]
fn ask(question: &str, patience: Duration) -> io::Result<(Answers, Vec<u8>)> {
    use std::io::Write;

    use rustix::termios::{OptionalActions, SpecialCodeIndex, isatty, tcgetattr, tcsetattr};

    use super::keyboard::Keyboard;

    let mut reader = Reader::default();
    let Ok(keyboard) = Keyboard::open() else { return Ok(reader.finish()) };
    if !isatty(io::stdout()) {
        return Ok(reader.finish());
    }
    let before = tcgetattr(&keyboard)?;
    let mut raw = before.clone();
    raw.make_raw();
    // A read never waits.
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    tcsetattr(&keyboard, OptionalActions::Now, &raw)?;
    let asked = (|| {
        let mut out = io::stdout().lock();
        out.write_all(question.as_bytes())?;
        out.flush()?;
        let start = Instant::now();
        let mut bytes = [0; 1024];
        while reader.answers.primary.is_none()
            && let Some(rest) = patience.checked_sub(start.elapsed())
        {
            keyboard.wait(rest)?;
            let read = || rustix::io::read(&keyboard, &mut bytes);
            let count = rustix::io::retry_on_intr(read)?;
            reader.feed(&bytes[..count]);
        }
        io::Result::Ok(())
    })();
    tcsetattr(&keyboard, OptionalActions::Now, &before)?;
    asked?;
    Ok(reader.finish())
}

/// Other systems' consoles are not asked; the environment has to do.
#[cfg(not(unix))]
fn ask(_question: &str, _patience: Duration) -> io::Result<(Answers, Vec<u8>)> {
    Ok(Reader::default().finish())
}
