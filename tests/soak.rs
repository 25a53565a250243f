//! The program under whatever comes: random keys, mouse, pastes, resizes, signals and broken input,
//! for `HEXAPLA_SOAK` seconds; without it nothing is done. No panic, no growth of memory, no lost note.
//!
//! `HEXAPLA_SOAK_SEED` repeats a run's choices; what the program makes of them depends on timing.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use hexapla::app::command::COMMANDS;
use hexapla::app::msg::{Key, KeyCode};

mod chance;
mod pty;

use chance::Chance;
use portable_pty::CommandBuilder;
use pty::Session;

/// Commands that end the program, take notes away or change them, or close the articles that notes
/// stand in: given no key, so that no click does them either, and with them the help, in which a
/// click does every command. Else nothing could be said of what must be there in the end. Their own
/// tests press them.
const NOT_PRESSED: [&str; 8] =
    ["quit", "suspend", "undo", "redo", "delete-note", "edit-note", "close", "help"];

/// Kilobytes that a session's memory may grow by after its first third.
const GROWTH: u64 = 24 * 1024;

impl Chance {
    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize].clone()
    }
}

/// What a terminal sends for a key.
fn bytes(key: Key) -> String {
    let plain = match key.code {
        KeyCode::Char(letter) if key.ctrl => char::from(letter as u8 & 0x1F).to_string(),
        KeyCode::Char(letter) => letter.to_string(),
        KeyCode::Enter => "\r".into(),
        KeyCode::Esc => "\x1b".into(),
        KeyCode::Tab if key.shift => "\x1b[Z".into(),
        KeyCode::Tab => "\t".into(),
        KeyCode::Backspace => "\x7f".into(),
        KeyCode::Delete => "\x1b[3~".into(),
        KeyCode::Up => "\x1b[A".into(),
        KeyCode::Down => "\x1b[B".into(),
        KeyCode::Left => "\x1b[D".into(),
        KeyCode::Right => "\x1b[C".into(),
        KeyCode::Home => "\x1b[H".into(),
        KeyCode::End => "\x1b[F".into(),
        KeyCode::PageUp => "\x1b[5~".into(),
        KeyCode::PageDown => "\x1b[6~".into(),
        KeyCode::F(number) => format!("\x1bO{}", char::from(b'O' + number.min(4))),
    };
    if key.alt { format!("\x1b{plain}") } else { plain }
}

/// The keys of all commands that may be pressed, and those that move in what is being typed.
fn keys() -> Vec<String> {
    let mut keys: Vec<String> = COMMANDS
        .iter()
        .filter(|entry| !NOT_PRESSED.contains(&entry.name))
        .flat_map(|entry| entry.keys)
        .map(|key| bytes(key.parse().expect("a key of the table")))
        .collect();
    for key in ["Left", "Right", "Up", "Down", "Backspace", "Delete", "Enter", "Esc", "Tab"] {
        keys.push(bytes(key.parse().expect("a key")));
    }
    // In a note: the editor, the colour, keep.
    keys.extend(["\x18", "\x0f", "\x13"].map(str::to_owned));
    keys
}

/// Never the letters that would be a forbidden command outside of an entry.
const TYPED: [&str; 12] = [
    "43",
    "سلام",
    "بندا",
    "क्षि",
    "שלום",
    "👨\u{200d}👩\u{200d}👧",
    " ",
    "2022",
    "a\u{301}",
    "Мост",
    "می‌خواهم",
    "中",
];

/// What no terminal should send, and some send all the same.
const BROKEN: [&str; 13] = [
    "\x1b[",
    "\x1b[<0;9999;9999M",
    "\x1b[<0;0;0M",
    "\x1b[M   ",
    "\x1b]11;rgb:zz/zz/zz\x07",
    "\x1bP>|hexapla\x1b\\",
    "\x1b[?62;c",
    "\x1b[99999999999;99999999999R",
    "\x1b[M\x7f\x7f\x7f",
    "\u{9b}5n",
    "\x1b\x1b\x1b",
    "\x1b[200~",
    "\x1b[1;2;3;4;5;6;7;8;9m",
];

struct Soak {
    session: Session,
    chance: Chance,
    keys: Vec<String>,
    columns: u16,
    rows: u16,
    store: PathBuf,
    /// Notes that the database had.
    kept: BTreeSet<String>,
    actions: usize,
    /// How often it was quit and opened again.
    quits: usize,
    command: Box<dyn Fn() -> CommandBuilder>,
}

impl Soak {
    fn act(&mut self) {
        self.actions += 1;
        self.wake();
        match self.chance.below(1000) {
            0..500 => {
                let key = self.chance.pick(&self.keys);
                self.session.press(&key);
            }
            500..600 => {
                let text = self.chance.pick(&TYPED);
                self.session.press(text);
            }
            600..860 => self.mouse(),
            860..900 => {
                let mut text = "\x1b[200~".to_owned();
                for _ in 0..self.chance.below(40) {
                    text.push_str(self.chance.pick(&TYPED));
                    text.push(self.chance.pick(&[' ', '\n', '\t', '\u{202e}', '\u{7}']));
                }
                self.session.press(&(text + "\x1b[201~"));
            }
            900..940 => {
                let broken = self.chance.pick(&BROKEN);
                self.session.press(broken);
            }
            940..998 => {
                self.columns = 1 + self.chance.below(180) as u16;
                self.rows = 1 + self.chance.below(60) as u16;
                self.session.resize(self.columns, self.rows);
            }
            998 => self.stop("STOP"),
            _ => self.stop("TSTP"),
        }
        let wait = Duration::from_millis(self.chance.below(12));
        if !self.session.take(wait) {
            self.open_again();
        }
    }

    /// After a click on "quit", which stands below the panes whatever keys it has.
    fn open_again(&mut self) {
        self.session.end();
        let status = self.session.child.wait().expect("it has ended");
        let panicked = self.session.written.contains("panicked");
        assert!(status.success() && !panicked, "{status:?}: {}", self.last_words());
        self.session.assert_given_back();
        self.quits += 1;
        (self.columns, self.rows) = (80, 24);
        self.session = opened((self.command)());
    }

    /// Where nothing was done that ends it.
    fn mourn(&mut self) -> ! {
        let status = self.session.child.wait();
        panic!("it has ended, {status:?}: {}", self.last_words());
    }

    /// The last of what the program wrote.
    fn last_words(&self) -> &str {
        let written = &self.session.written;
        let start = written.len().saturating_sub(4000);
        &written[written.ceil_char_boundary(start)..]
    }

    fn mouse(&mut self) {
        let button = self.chance.pick(&[0, 0, 0, 32, 32, 64, 65, 1, 2, 35]);
        let (x, y) = (
            1 + self.chance.below(u64::from(self.columns) + 2),
            1 + self.chance.below(u64::from(self.rows) + 2),
        );
        let end = self.chance.pick(&['M', 'M', 'm']);
        self.session.press(&format!("\x1b[<{button};{x};{y}{end}"));
    }

    fn signal(&self, name: &str) {
        let id = self.session.child.process_id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "no {name} sent");
    }

    /// Stops the program and lets it go on, as job control does.
    fn stop(&mut self, signal: &str) {
        self.signal(signal);
        for _ in 0..8 {
            self.session.take(Duration::from_millis(50));
            self.signal("CONT");
        }
    }

    /// Back to the panes on a screen of common size, whatever was going on: the screen says "note
    /// on" and the like in the help and on boards too, so that what is going on is not read there.
    fn calm(&mut self) {
        (self.columns, self.rows) = (80, 24);
        self.session.resize(80, 24);
        // A Ctrl-s that came while it was suspended has stopped the terminal's output; Ctrl-q.
        self.session.press("\x11\x1b[201~m\x1b\\");
        for _ in 0..6 {
            self.pause();
            self.session.press("\x1b");
        }
        self.pause();
        self.session.press("0");
        self.pause();
    }

    /// Lets it go on where it has stopped by now: what is written to a stopped program fills up
    /// its terminal, and then the writer waits.
    fn wake(&self) {
        let id = self.session.child.process_id().expect("it runs");
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        if stat.rsplit(')').next().is_some_and(|state| state.trim_start().starts_with('T')) {
            self.signal("CONT");
        }
    }

    fn pause(&mut self) {
        self.wake();
        let end = Instant::now() + Duration::from_millis(120);
        while Instant::now() < end {
            if !self.session.take(Duration::from_millis(20)) {
                self.mourn();
            }
        }
    }

    /// Writes a note and waits until the database has it.
    fn note(&mut self) {
        // The last click may still be on its way, and be one on "quit".
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(1) {
            self.wake();
            if !self.session.take(Duration::from_millis(20)) {
                self.open_again();
            }
        }
        let text = format!("note-{}", self.actions);
        // A crowded machine may take keys together that were pressed one after the other.
        let written = (0..5).any(|_| {
            self.calm();
            self.session.press("a");
            self.comes(|soak| box_with(soak.session.screen.screen(), "")) && {
                self.session.press(&text);
                self.comes(|soak| box_with(soak.session.screen.screen(), &text))
            }
        });
        assert!(written, "no box for a note on\n{}", self.session.screen.screen().contents());
        self.session.press("\x1b");
        let kept = self.comes(|soak| soak.is_kept(&text));
        let screen = self.session.screen.screen().contents();
        assert!(kept, "{text} is not kept, but {:?}:\n{screen}", self.last_notes());
        self.kept.insert(text);
        // Only what came since the last note is looked through for panics.
        assert!(!self.session.written.contains("panicked"), "{}", self.session.written);
        self.session.written.clear();
    }

    /// Whether this comes to be within some seconds.
    fn comes(&mut self, holds: impl Fn(&Self) -> bool) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(15) {
            if holds(self) {
                return true;
            }
            self.wake();
            if !self.session.take(Duration::from_millis(50)) {
                self.mourn();
            }
        }
        holds(self)
    }

    /// Whether the database has a note of these words.
    fn is_kept(&self, text: &str) -> bool {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let count = rusqlite::Connection::open_with_flags(&self.store, flags).and_then(|store| {
            store.query_row("SELECT count(*) FROM annotations WHERE note = ?1", [text], |row| {
                row.get::<_, i64>(0)
            })
        });
        // The program may be writing just now.
        count.is_ok_and(|count| count == 1)
    }

    /// What the database has kept last, or why it can't be asked.
    fn last_notes(&self) -> Result<Vec<String>, rusqlite::Error> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let store = rusqlite::Connection::open_with_flags(&self.store, flags)?;
        let mut found =
            store.prepare("SELECT note FROM annotations ORDER BY rowid DESC LIMIT 5")?;
        found.query_map([], |row| row.get(0))?.collect()
    }

    /// Kilobytes of memory that are the program's own.
    fn memory(&self) -> u64 {
        let id = self.session.child.process_id().expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("Linux");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

/// Whether the box in which a note is written is open on a screen of 80x24 and holds just these
/// words, of ASCII: the cursor is shown after them, on the third line of a frame that is headed as a
/// new note's.
fn box_with(screen: &vt100::Screen, words: &str) -> bool {
    let (row, column) = screen.cursor_position();
    let Some(top) = row.checked_sub(2).filter(|_| !screen.hide_cursor()) else { return false };
    let line = |row: u16| screen.rows(2, 76).nth(row.into()).unwrap_or_default();
    line(top).starts_with("┌─ note on ")
        && line(row).trim_matches('│').trim() == words
        && usize::from(column) == 4 + words.len()
}

/// The program, when it has drawn its first screen.
fn opened(command: CommandBuilder) -> Session {
    let mut session = Session::start(command);
    // Reopened articles come back in the view that they were left in, which may be any.
    session.wait_until("the reader", |session| {
        let screen = session.screen.screen();
        screen.alternate_screen() && screen.contents().contains(['┌', '─', ' '])
    });
    session
}

/// What another run of the program finds in the database.
fn exported(folder: &Path, paths: &[String]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_hexapla"))
        .arg("--store")
        .arg(folder.join("store.db"))
        .args(["export", "annotations"])
        .args(paths)
        .env("HOME", folder)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON"))
        .filter_map(|note| Some(note.get("note")?.as_str()?.to_owned()))
        .collect()
}

/// One session of `length`: random actions, a note now and then, an end of some kind.
fn session(folder: &Path, length: Duration, chance: Chance, seen: &mut BTreeSet<String>) -> Chance {
    let paths: Vec<String> = ["ar", "fa", "he", "ur", "hi"]
        .iter()
        .map(|lang| format!("{}/tools/pictures/text/{lang}.txt", env!("CARGO_MANIFEST_DIR")))
        .chain([folder.join("hostile.txt").display().to_string()])
        .collect();
    // Letters of other scripts are no commands, or they would be those that are not pressed.
    let no_keys: String = NOT_PRESSED.iter().map(|name| format!("{name} = []\n")).collect();
    let settings = format!("keyboard = []\n[keys]\n{no_keys}");
    std::fs::write(folder.join("settings.toml"), settings).expect("a folder of ours");
    let (home, opens) = (folder.to_owned(), paths.clone());
    let command = move || {
        let mut command = pty::reader(&home, &opens.iter().map(String::as_str).collect::<Vec<_>>());
        command.args(["--config", "settings.toml"]);
        // Exports of the run go there; the editor changes nothing and ends.
        command.cwd(&home);
        command.env("EDITOR", "true");
        command
    };
    let mut soak = Soak {
        session: opened(command()),
        chance,
        keys: keys(),
        columns: 80,
        rows: 24,
        store: folder.join("store.db"),
        kept: BTreeSet::new(),
        actions: 0,
        quits: 0,
        command: Box::new(command),
    };
    let start = Instant::now();
    let (mut early, mut notes) = (None, Instant::now());
    while start.elapsed() < length {
        soak.act();
        if notes.elapsed() > Duration::from_secs(5) {
            soak.note();
            notes = Instant::now();
            if early.is_none() && start.elapsed() > length / 3 {
                early = Some(soak.memory());
            }
        }
    }
    soak.note();
    let early = early.unwrap_or_else(|| soak.memory());
    // What an export or a comparison took for a moment is no growth.
    soak.comes(|soak| soak.memory() < early + GROWTH);
    let late = soak.memory();
    let end = soak.chance.pick(&["TERM", "HUP", "KILL"]);
    let mut line = format!("{} actions, {} notes", soak.actions, soak.kept.len());
    let _ = write!(line, ", {} quits", soak.quits);
    let _ = write!(line, ", own memory {early} kB after a third, {late} kB at the end, by {end}");
    println!("{line}");
    soak.signal(end);
    soak.session.end();
    assert!(!soak.session.written.contains("panicked"), "{}", soak.session.written);
    if end != "KILL" {
        soak.session.assert_given_back();
    }
    assert!(late < early + GROWTH, "grows: {line}");
    seen.append(&mut soak.kept);
    let found = exported(folder, &paths);
    for note in seen.iter() {
        assert!(found.contains(note.as_str()), "{note} is lost, which the database had");
    }
    soak.chance
}

#[test]
fn whatever_comes_it_goes_on() {
    let number =
        |name, usual| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let seconds: u64 = number("HEXAPLA_SOAK", 0);
    if seconds == 0 {
        eprintln!("HEXAPLA_SOAK gives no seconds: not tested");
        return;
    }
    let seed = number("HEXAPLA_SOAK_SEED", u64::from(std::process::id()));
    println!("seed {seed}");
    let folder = tempfile::tempdir().unwrap();
    let hostile = format!(
        "A title\n\n\u{1b}[2J\u{1b}]52;c;ZXZpbA==\u{7} \u{9b}31m and \u{202e}turned round.\n\n\
         \u{2067}\u{2067}\u{202a} left open.\n\n{}\n\n{}\n\n{}\n",
        "a\u{301}".repeat(300) + &"\u{301}".repeat(10_000),
        "ا".repeat(100_000),
        "क्".repeat(2_000),
    );
    std::fs::write(folder.path().join("hostile.txt"), hostile).unwrap();
    let mut seen = BTreeSet::new();
    let mut chance = Chance(seed);
    // One long session, in which memory could grow, and short ones after it that end otherwise.
    let long = Duration::from_secs(seconds * 3 / 5);
    let short = Duration::from_secs(seconds / 5);
    for length in [long, short, short] {
        chance = session(folder.path(), length, chance, &mut seen);
    }
}
