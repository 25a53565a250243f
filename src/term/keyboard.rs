//! Where the keys come from, asked without crossterm.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::isatty;

/// The file that crossterm reads: standard input if it is a terminal, else the terminal of the
/// session.
#[derive(Debug)]
pub(super) struct Keyboard(Option<File>);

impl Keyboard {
    /// Finds it.
    ///
    /// # Errors
    /// Where there is no terminal.
    pub(super) fn open() -> io::Result<Self> {
        if isatty(rustix::stdio::stdin()) {
            return Ok(Self(None));
        }
        File::open("/dev/tty").map(|tty| Self(Some(tty)))
    }

    /// Waits for something to read, a signal, or the end of `patience`. crossterm reads on for ever
    /// at the end of its file, which is what a terminal that was closed has: ask here first.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] where the terminal is gone.
    pub(super) fn wait(&self, patience: Duration) -> io::Result<()> {
        let mut files = [PollFd::from_borrowed_fd(self.as_fd(), PollFlags::IN)];
        let patience = patience.try_into().map_err(io::Error::other)?;
        match poll(&mut files, Some(&patience)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        if files[0].revents().intersects(gone) {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the terminal is gone"));
        }
        Ok(())
    }
}

impl AsFd for Keyboard {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match &self.0 {
            Some(tty) => tty.as_fd(),
            None => rustix::stdio::stdin(),
        }
    }
}
