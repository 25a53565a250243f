//! Events for the run loop: what was typed while the terminal answered, then what crossterm reads,
//! less the answers that come too late.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyModifiers};

use super::Terminal;
#[cfg(unix)]
use super::keyboard::Keyboard;

/// How long after the question an answer may still come.
const LATE: Duration = Duration::from_secs(5);

/// How long crossterm looks for what is there already. It does not look at all where it is given no
/// time, and keeps looking for all of it: a millisecond would be felt at every key.
const LOOK: Duration = Duration::from_micros(20);

/// The stream of events.
#[derive(Debug)]
pub struct Input {
    typed: VecDeque<Event>,
    late: Option<Late>,
    #[cfg(unix)]
    keyboard: Keyboard,
}

impl Input {
    /// Starts with what was typed while `terminal` was probed. Where it did not answer in time,
    /// its answers are kept out. Ask for the size of the screen after this: from now on no change
    /// of it is missed.
    ///
    /// # Errors
    /// Where the terminal can't be read.
    pub fn new(terminal: &mut Terminal) -> io::Result<Self> {
        // Makes crossterm listen for the signal.
        event::poll(LOOK)?;
        let late = terminal.took.is_none().then(|| Late::new(Instant::now() + LATE));
        Ok(Self {
            typed: std::mem::take(&mut terminal.typed).into(),
            late,
            #[cfg(unix)]
            keyboard: Keyboard::open()?,
        })
    }

    /// The next event, if one comes within `patience`.
    ///
    /// # Errors
    /// Where the terminal can't be read; [`io::ErrorKind::UnexpectedEof`] where it is gone.
    pub fn next(&mut self, patience: Duration) -> io::Result<Option<Event>> {
        if let Some(event) = self.typed.pop_front() {
            return Ok(Some(event));
        }
        #[cfg(unix)]
        let patience = {
            self.keyboard.wait(Duration::ZERO)?;
            if !event::poll(LOOK)? {
                self.keyboard.wait(patience)?;
            }
            LOOK
        };
        if !event::poll(patience)? {
            return Ok(None);
        }
        let event = event::read()?;
        let now = Instant::now();
        if self.late.as_ref().is_some_and(|late| late.until < now && !late.inside) {
            self.late = None;
        }
        let swallowed = self.late.as_mut().is_some_and(|late| late.swallows(&event));
        Ok((!swallowed).then_some(event))
    }
}

/// Keeps out the strings that crossterm takes for keys: Alt-P or Alt-], the answer letter by
/// letter, Alt-backslash or Ctrl-G. (The answers in control sequences it drops by itself.)
#[derive(Debug)]
struct Late {
    until: Instant,
    inside: bool,
}

impl Late {
    const fn new(until: Instant) -> Self {
        Self { until, inside: false }
    }

    fn swallows(&mut self, event: &Event) -> bool {
        let Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) = event else {
            self.inside = false;
            return false;
        };
        let alt = modifiers.contains(KeyModifiers::ALT);
        let ctrl = modifiers.contains(KeyModifiers::CONTROL);
        match (self.inside, alt, c) {
            (false, true, 'P' | ']') => self.inside = true,
            (true, true, '\\') => self.inside = false,
            (true, false, 'g') if ctrl => self.inside = false,
            (true, false, _) => {}
            _ => {
                self.inside = false;
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEventKind;

    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, KeyEventKind::Press))
    }

    #[test]
    fn late_answers_are_swallowed_and_keys_are_not() {
        let mut late = Late::new(Instant::now());
        let alt = |c| pressed(KeyCode::Char(c), KeyModifiers::ALT);
        let plain = |c| pressed(KeyCode::Char(c), KeyModifiers::NONE);
        let stream =
            [plain('a'), alt('P'), plain('>'), plain('|'), plain('k'), alt('\\'), plain('b')];
        let kept: Vec<&Event> = stream.iter().filter(|event| !late.swallows(event)).collect();
        assert_eq!(kept, [&plain('a'), &plain('b')]);
    }
}
