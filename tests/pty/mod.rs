//! The program in a pseudo-terminal, with a vt100 terminal at the other end.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longest wait for anything; the tests wait for text, never for time.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and its terminal.
pub struct Session {
    pub master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub keyboard: Box<dyn Write + Send>,
    pub bytes: Receiver<Vec<u8>>,
    pub screen: vt100::Parser,
    /// Everything that the program wrote.
    pub written: String,
}

impl Session {
    pub fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let side = |count| NonZeroU16::new(count).unwrap();
        let screen = vt100::Parser::new(side(24), side(80), 0);
        Self { master: pair.master, child, keyboard, bytes, screen, written: String::new() }
    }

    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Takes what the program wrote within `wait`; `false` where it has ended.
    pub fn take(&mut self, wait: Duration) -> bool {
        match self.bytes.recv_timeout(wait) {
            Ok(bytes) => {
                self.screen.process(&bytes);
                self.written.push_str(&String::from_utf8_lossy(&bytes));
                true
            }
            Err(mpsc::RecvTimeoutError::Timeout) => true,
            Err(mpsc::RecvTimeoutError::Disconnected) => false,
        }
    }

    #[track_caller]
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "no {what} on\n{}",
                self.screen.screen().contents()
            );
            let goes_on = self.take(Duration::from_millis(50)) || holds(self);
            assert!(goes_on, "ended before {what}: {}", self.screen.screen().contents());
        }
    }

    // Not every test looks for a text.
    #[allow(dead_code)]
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |session| session.screen.screen().contents().contains(text));
    }

    /// Waits for the end; the exit code.
    #[track_caller]
    pub fn end(&mut self) -> u32 {
        let start = Instant::now();
        while self.take(Duration::from_millis(50)) {
            assert!(
                start.elapsed() < PATIENCE,
                "does not end:\n{}",
                self.screen.screen().contents()
            );
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Whether the terminal is as it was: the screen, the cursor, the mouse, pasting.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "left on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pasting is bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master
            .resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let side = |count| NonZeroU16::new(count).unwrap();
        self.screen.screen_mut().set_size(side(rows), side(columns));
    }
}

/// The reader with a store of its own below `folder`, and nothing of this machine's environment.
pub fn reader(folder: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hexapla"));
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", folder);
    command.args(["--store".as_ref(), folder.join("store.db").as_os_str()]);
    command.args(["--meaning", "none"]);
    command.args(arguments);
    command
}
