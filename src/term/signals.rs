//! Signals from outside, for the run loop to ask for between two events.

#[cfg(not(unix))]
use std::io;
use std::sync::mpsc::Receiver;

/// What the system asks of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Save and go; the exit code by convention, 128 and the signal's number.
    Quit(i32),
    /// Stop until told to go on: see [`super::Guard::suspend`].
    Suspend,
}

/// Catches SIGTERM, SIGHUP, SIGINT, SIGQUIT and SIGTSTP for as long as the program runs.
#[derive(Debug)]
pub struct Signals(Receiver<Signal>);

impl Signals {
    /// The signal that came first of those not asked for yet.
    pub fn next(&self) -> Option<Signal> {
        self.0.try_recv().ok()
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, mpsc};
    use std::time::Duration;
    use std::{io, thread};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator;
    use signal_hook::low_level::emulate_default_handler;

    use super::{Signal, Signals};

    /// How long the run loop has to go once it was told to.
    const GRACE: Duration = Duration::from_secs(3);

    impl Signals {
        /// Starts to catch them.
        ///
        /// # Errors
        /// Where the system refuses a handler.
        pub fn catch() -> io::Result<Self> {
            let mut caught = iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
            let (sender, receiver) = mpsc::channel();
            let asked = Arc::new(AtomicBool::new(false));
            thread::Builder::new().name("signals".into()).spawn(move || {
                for number in caught.forever() {
                    if number == SIGTSTP {
                        let _ = sender.send(Signal::Suspend);
                        continue;
                    }
                    let again = asked.swap(true, Ordering::Relaxed);
                    let heard = sender.send(Signal::Quit(128 + number)).is_ok();
                    if again || !heard {
                        leave(number);
                    }
                    thread::spawn(move || {
                        thread::sleep(GRACE);
                        leave(number);
                    });
                }
            })?;
            Ok(Self(receiver))
        }
    }

    /// The run loop does not answer: what the user sees of the terminal must be right even so.
    fn leave(number: i32) {
        crate::term::guard::restore();
        std::process::exit(128 + number);
    }

    pub(in crate::term) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }
}

#[cfg(unix)]
pub(super) use unix::stop;

#[cfg(not(unix))]
impl Signals {
    /// Other systems have no such signals: nothing ever comes.
    pub fn catch() -> io::Result<Self> {
        Ok(Self(std::sync::mpsc::channel().1))
    }
}

#[cfg(not(unix))]
pub(super) fn stop() -> io::Result<()> {
    Ok(())
}
