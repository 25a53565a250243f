//! The program in a real pseudo-terminal: how it takes the terminal, what it asks it, and that it
//! gives it back however it ends.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use hexapla::term::{Guard, Mode};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longest wait for anything; the tests wait for text, never for time.
const PATIENCE: Duration = Duration::from_secs(60);

struct Session {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that the program wrote.
    written: String,
}

/// What a terminal answers to the question that ends in its primary attributes.
const VTE: &str = "\x1b[8;1$y\x1b[?2027;0$y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[>65;7006;1c\
    \x1bP!|7E565445\x1b\\\x1b[?65;1;9c";

impl Session {
    fn start(command: CommandBuilder) -> Self {
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

    fn reader(folder: &Path) -> Self {
        Self::start(reader(folder, &["tools/pictures/text/ar.txt", "tools/pictures/text/fa.txt"]))
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Takes what the program wrote within `wait`; `false` where it has ended.
    fn take(&mut self, wait: Duration) -> bool {
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
    fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
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

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |session| session.screen.screen().contents().contains(text));
    }

    /// Waits for the end; the exit code.
    #[track_caller]
    fn end(&mut self) -> u32 {
        let start = Instant::now();
        while self.take(Duration::from_millis(50)) {
            assert!(start.elapsed() < PATIENCE, "does not end");
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Whether the terminal is as it was: the screen, the cursor, the mouse, pasting.
    #[track_caller]
    fn assert_given_back(&self) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "left on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pasting is bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.master
            .resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let side = |count| NonZeroU16::new(count).unwrap();
        self.screen.screen_mut().set_size(side(rows), side(columns));
    }
}

fn reader(folder: &Path, arguments: &[&str]) -> CommandBuilder {
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

#[test]
fn opens_resizes_and_quits() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    // The last letters of دعاماته, joined, from the left.
    session.wait_for(".\u{FEEA}\u{FE97}\u{FE8E}");
    session.resize(50, 12);
    session.wait_until("one pane", |session| {
        let text = session.screen.screen().contents();
        !text.contains("fa · ") && text.contains("ar · ")
    });
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_given_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let home = tempfile::tempdir().unwrap();
        let mut session = Session::reader(home.path());
        session.wait_for("ar · ");
        let id = session.child.process_id().unwrap().to_string();
        std::process::Command::new("kill").args(["-s", signal, &id]).status().unwrap();
        assert_eq!(session.end(), code, "{signal}");
        session.assert_given_back();
    }
}

#[test]
fn ctrl_c_ends_it_and_the_terminal_is_given_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    session.press("\x03");
    session.end();
    session.assert_given_back();
}

#[test]
fn a_note_outlives_kill_9() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    session.press("a");
    session.wait_for("note on passage");
    session.press("to be checked");
    session.wait_for("to be checked");
    session.press("\x1b");
    session.wait_for("annotation kept");
    session.child.kill().unwrap();
    session.child.wait().unwrap();

    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    session.press("4");
    session.wait_for("to be checked");
    session.press("q");
    session.end();
}

#[test]
fn a_screen_too_small_says_so_and_recovers() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    session.resize(19, 4);
    session.wait_for("at least 20x5");
    session.resize(80, 24);
    session.wait_for("ar · ");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn stops_on_ctrl_z_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    session.press("\x1a");
    session.wait_until("the shell's screen", |session| !session.screen.screen().alternate_screen());
    session.assert_given_back();
    let id = session.child.process_id().unwrap().to_string();
    let stopped = || {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        stat.rsplit(')').next().unwrap().trim_start().starts_with('T')
    };
    let start = Instant::now();
    while !stopped() {
        assert!(start.elapsed() < PATIENCE, "does not stop");
        thread::sleep(Duration::from_millis(20));
    }
    std::process::Command::new("kill").args(["-s", "CONT", &id]).status().unwrap();
    session.wait_until("its own screen", |session| session.screen.screen().alternate_screen());
    session.wait_for("ar · ");
    session.press("q");
    session.end();
    session.assert_given_back();
}

#[test]
fn answers_choose_the_mode_and_keys_typed_meanwhile_count() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_until("a question", |session| session.written.contains("\x1b[c"));
    // A key in the midst of the answers.
    session.press(&VTE.replacen("\x1b[>", "?\x1b[>", 1));
    session.wait_until("its mode", |session| session.written.contains("\x1b[8l\x1b[2J"));
    session.wait_for("next passage");
    session.press("\x1b");
    session.wait_for("ar · ");
    session.press("q");
    session.end();
    session.assert_given_back();
    let (_, after) = session.written.rsplit_once("\x1b[8l").unwrap();
    assert!(after.contains("\x1b[8h"), "the terminal's own order is back");
}

#[test]
fn answers_that_come_too_late_are_no_keys() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::reader(home.path());
    session.wait_for("ar · ");
    session.press("\x1bP>|quit(1)\x1b\\");
    session.press(VTE);
    session.press("?");
    session.wait_for("next passage");
    session.press("\x1b");
    session.wait_for("ar · ");
    session.press("q");
    assert_eq!(session.end(), 0);
}

/// Not a test by itself: the child of the one below.
#[test]
#[ignore = "is run by a_panic_gives_the_terminal_back"]
fn panics_with_the_terminal_taken() {
    let mut guard = Guard::enter(true).unwrap();
    guard.set_mode(Mode::Terminal).unwrap();
    let worker = thread::spawn(|| panic!("the worker's panic is told at the end"));
    assert!(worker.join().is_err());
    panic!("the drawing thread's panic");
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "--nocapture", "panics_with_the_terminal_taken"]);
    let mut session = Session::start(command);
    session.end();
    session.assert_given_back();
    assert!(session.written.contains("\x1b[8h"));
    let (_, after) = session.written.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("the drawing thread's panic"), "{after}");
    assert!(after.contains("the worker's panic"), "{after}");
}
