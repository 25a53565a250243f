//! Takes the terminal over and gives it back as it was: on leaving, on an error, on a panic.

use std::io::{self, Write};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::Mode;

const ALTERNATE: &str = "\x1b[?1049h";
const PASTE: &str = "\x1b[?2004h";
/// Presses, drags, and coordinates beyond column 223.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const HIDE: &str = "\x1b[?25l";

const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";
const BACK: &str = "\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// What the guard in force has to undo. In a static, since a panic or a signal must find it.
struct Undo {
    bytes: String,
    owner: ThreadId,
}

static UNDO: Mutex<Option<Undo>> = Mutex::new(None);
/// What other threads had to say when they panicked while the screen was in use.
static UNSAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Holds the terminal: raw mode, alternate screen, mouse, bracketed paste, cursor hidden. Dropping
/// it, or a panic of the thread that made it, gives the terminal back.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
    mode: Mode,
}

impl Guard {
    /// Takes the terminal. What it is can be asked now ([`super::probe()`]), and its mode set.
    ///
    /// # Errors
    /// Where standard output is no terminal or can't be written; the terminal is as it was then.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        install_hook();
        // Consoles take escape sequences only once they were told to.
        #[cfg(windows)]
        crossterm::ansi_support::supports_ansi();
        let guard = Self { mouse, mode: Mode::Visual };
        guard.take()?;
        Ok(guard)
    }

    /// Puts the terminal into another mode. The screen has to be drawn anew after it.
    ///
    /// # Errors
    /// Where the terminal can't be written.
    pub fn set_mode(&mut self, mode: Mode) -> io::Result<()> {
        write(self.mode.leave())?;
        self.mode = mode;
        self.promise();
        write(mode.enter())?;
        write("\x1b[2J")
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// Where the terminal can't be written.
    pub fn set_mouse(&mut self, mouse: bool) -> io::Result<()> {
        self.mouse = mouse;
        self.promise();
        write(if mouse { MOUSE } else { NO_MOUSE })
    }

    /// Notes what there is to undo.
    fn promise(&self) {
        let mouse = if self.mouse { NO_MOUSE } else { "" };
        let bytes = format!("{mouse}{}{BACK}", self.mode.leave());
        *lock(&UNDO) = Some(Undo { bytes, owner: thread::current().id() });
    }

    fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        self.promise();
        let mouse = if self.mouse { MOUSE } else { "" };
        let entering = format!("{ALTERNATE}{}{PASTE}{mouse}{HIDE}\x1b[2J", self.mode.enter());
        let written = write(&entering);
        if written.is_err() {
            restore();
        }
        written
    }

    /// Gives the terminal back, stops the program as Ctrl-Z does, and takes the terminal again
    /// when it goes on. The screen has to be drawn anew after it.
    ///
    /// # Errors
    /// Where the terminal is gone when the program goes on.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        super::signals::stop()?;
        self.take()
    }

    /// Gives the terminal to another program (an editor) for as long as `work` runs. The screen
    /// has to be drawn anew after it.
    ///
    /// # Errors
    /// Where the terminal can't be taken again.
    pub fn lend<T>(&self, work: impl FnOnce() -> T) -> io::Result<T> {
        restore();
        let result = work();
        self.take()?;
        Ok(result)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
        for message in lock(&UNSAID).drain(..) {
            eprintln!("{message}");
        }
    }
}

/// Gives the terminal back if a guard holds it. Can be called from anywhere and more than once.
pub(super) fn restore() {
    let undo = lock(&UNDO).take();
    if let Some(undo) = undo {
        // Nothing can be done about a terminal that is gone.
        let _ = write(&undo.bytes);
        let _ = disable_raw_mode();
    }
}

fn write(bytes: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes.as_bytes())?;
    out.flush()
}

/// A thread that panicked with the lock held leaves a value that is still good.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A panic of the thread that draws gives the terminal back before its message is printed. That
/// of another thread is kept until the screen is left: whoever waits for that thread hears of it.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let owner = lock(&UNDO).as_ref().map(|undo| undo.owner);
            match owner {
                Some(owner) if owner != thread::current().id() => {
                    lock(&UNSAID).push(panic.to_string());
                }
                _ => {
                    restore();
                    before(panic);
                }
            }
        }));
    });
}
