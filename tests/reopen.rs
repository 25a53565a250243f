//! The program in a pseudo-terminal, opened more than once: the place is taken up again, recent
//! sets are offered, and the settings file is obeyed.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longest wait for anything; the tests wait for text, never for time.
const PATIENCE: Duration = Duration::from_secs(60);

struct Reader {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    written: String,
    // Closing it hangs up.
    _master: Box<dyn MasterPty + Send>,
}

impl Reader {
    /// Starts it in a home of the test's own.
    fn start(home: &Path, arguments: &[&str]) -> Self {
        Self::start_with(home, arguments, &[])
    }

    fn start_with(home: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_hexapla"));
        command.cwd(home);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        for (name, value) in environment {
            command.env(name, value);
        }
        command.args(["--meaning", "none"]);
        command.args(arguments);
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let (sender, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let side = |count| NonZeroU16::new(count).unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(side(24), side(80), 0);
        let written = String::new();
        Self { child, keyboard, bytes, screen, written, _master: pair.master }
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        let start = Instant::now();
        while !self.screen.screen().contents().contains(text) {
            let shown = self.screen.screen().contents();
            assert!(start.elapsed() < PATIENCE, "no {text} on\n{shown}");
            match self.bytes.recv_timeout(Duration::from_millis(50)) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.written.push_str(&String::from_utf8_lossy(&bytes));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => panic!("ended before {text}:\n{shown}"),
            }
        }
    }

    #[track_caller]
    fn quit(mut self) -> String {
        self.press("q");
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < PATIENCE, "does not end");
            match self.bytes.recv_timeout(Duration::from_millis(50)) {
                Ok(bytes) => self.written.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        assert_eq!(self.child.wait().unwrap().exit_code(), 0);
        self.written
    }
}

/// A home with two articles in it.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/story");
    for name in ["en.txt", "ar.txt"] {
        fs::copy(story.join(name), home.path().join(name)).unwrap();
    }
    home
}

#[test]
fn the_place_is_taken_up_again_and_recent_sets_are_offered() {
    let home = home();
    let mut first = Reader::start(home.path(), &["en.txt", "ar.txt"]);
    first.wait_for("en · ");
    first.wait_for("next fact · ");
    first.press("jj");
    first.wait_for(" 3/");
    first.quit();

    let mut again = Reader::start(home.path(), &["en.txt", "ar.txt"]);
    again.wait_for(" 3/");
    assert!(!again.screen.screen().contents().contains("next fact · "));
    again.press("3");
    again.wait_for("3 only here");
    again.quit();

    let mut offered = Reader::start(home.path(), &[]);
    offered.wait_for("2 articles · en ar · en.txt, ar.txt");
    offered.wait_for("the built-in sample");
    offered.press("\r");
    offered.wait_for("3 only here");
    offered.press("0");
    offered.wait_for(" 3/");
    offered.quit();
}

#[test]
fn without_recent_sets_the_sample_opens() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut reader = Reader::start(home.path(), &[]);
        reader.wait_for("1/");
        assert!(!reader.screen.screen().contents().contains("lately"));
        reader.quit();
    }
}

#[test]
fn the_mouse_stays_with_the_terminal_until_it_is_asked_for() {
    let home = home();
    let mut reader = Reader::start(home.path(), &["--no-mouse", "en.txt"]);
    reader.wait_for("en · ");
    assert!(!reader.written.contains("\x1b[?1000h"));
    // F2.
    reader.press("\x1bOQ");
    reader.wait_for("the mouse works here");
    assert!(reader.written.contains("\x1b[?1000h"));
    let written = reader.quit();
    let (_, after) = written.rsplit_once("\x1b[?1000h").unwrap();
    assert!(after.contains("\x1b[?1000l"), "given back at the end");
}

#[test]
fn the_settings_file_is_obeyed_by_the_reader() {
    let home = home();
    let folder = home.path().join(".config/hexapla");
    fs::create_dir_all(&folder).unwrap();
    let settings = "linear = true\ntranslate_command = [\"tr\", \"a-z\", \"A-Z\"]\n\
        [keys]\nquit = [\"q\"]\ntranslate = [\"%\"]\n";
    fs::write(folder.join("config.toml"), settings).unwrap();
    let mut reader = Reader::start(home.path(), &["en.txt", "ar.txt"]);
    reader.wait_for("en en, passage 1 of ");
    let text = fs::read_to_string(home.path().join("en.txt")).unwrap();
    let word = text.split_whitespace().nth(1).unwrap().to_uppercase();
    reader.press("%");
    reader.wait_for("passage 1 of en");
    reader.wait_for(&word);
    // Any key puts the box away; Escape and a letter after it would be one key.
    reader.press("x");
    reader.quit();
}

#[test]
fn a_light_background_gets_the_light_theme() {
    let home = home();
    // The cursor's bar in the colours of the two themes.
    for (colors, bar) in [("0;15", "38;5;130"), ("15;0", "38;5;220")] {
        let mut reader = Reader::start_with(home.path(), &["en.txt"], &[("COLORFGBG", colors)]);
        reader.wait_for("en · ");
        let written = reader.quit();
        assert!(written.contains(bar), "{colors}");
    }
    let mut reader = Reader::start_with(home.path(), &["en.txt"], &[("NO_COLOR", "1")]);
    reader.wait_for("en · ");
    assert!(!reader.quit().contains("38;5;"), "NO_COLOR is obeyed");
}
