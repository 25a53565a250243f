//! How long work still takes, for whatever takes more than a second.

use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Before this nothing is said: an estimate from less is a guess.
const SECOND: Duration = Duration::from_secs(1);
/// Between two lines on standard error.
const STEP: Duration = Duration::from_millis(200);

/// Seconds that are left of work of which `done` of `all` took `elapsed`; `None` in its first second
/// and before anything is done.
pub fn left(elapsed: Duration, done: usize, all: usize) -> Option<u64> {
    if elapsed < SECOND || done == 0 {
        return None;
    }
    let rest = elapsed.as_secs_f64() * all.saturating_sub(done) as f64 / done as f64;
    // A number of seconds that a u64 can't hold is cut to the most it can.
    Some(rest.ceil() as u64)
}

/// A line on standard error that is written over and over, where that is a terminal.
pub struct Line {
    what: &'static str,
    start: Instant,
    said: Cell<Option<Instant>>,
    silent: bool,
}

impl Line {
    pub fn new(what: &'static str) -> Self {
        let silent = !std::io::stderr().is_terminal();
        Self { what, start: Instant::now(), said: Cell::new(None), silent }
    }

    /// The work is at `done` of `all`.
    pub fn at(&self, done: usize, all: usize) {
        let now = Instant::now();
        let Some(left) = left(now - self.start, done, all) else { return };
        let soon = self.said.get().is_some_and(|said| now - said < STEP);
        if self.silent || soon {
            return;
        }
        self.said.set(Some(now));
        let text =
            format!("\r\x1b[Khexapla: {} {} % · {left} s left", self.what, done * 100 / all.max(1));
        // With standard error gone there is nobody to tell.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.said.get().is_some() {
            let _ = std::io::stderr().lock().write_all(b"\r\x1b[K");
        }
    }
}

/// Does something of which no share can be told; where standard error is a terminal and it takes
/// more than a second, that it goes on is said there.
pub fn waiting<T>(what: &str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let start = Instant::now();
    let (running, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut said = false;
            // Ends when the other side is dropped.
            while ended.recv_timeout(STEP) == Err(RecvTimeoutError::Timeout) {
                if start.elapsed() >= SECOND {
                    let text = format!("\r\x1b[Khexapla: {what} … {} s", start.elapsed().as_secs());
                    let _ = std::io::stderr().lock().write_all(text.as_bytes());
                    said = true;
                }
            }
            if said {
                let _ = std::io::stderr().lock().write_all(b"\r\x1b[K");
            }
        });
        let result = work();
        drop(running);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_begin_after_a_second() {
        let cases = [
            (999, 50, 100, None),
            (2000, 0, 100, None),
            (2000, 50, 100, Some(2)),
            (3000, 1, 100, Some(297)),
            (3000, 100, 100, Some(0)),
            (1000, 3, 4, Some(1)),
        ];
        for (elapsed, done, all, expected) in cases {
            assert_eq!(left(Duration::from_millis(elapsed), done, all), expected);
        }
    }
}
