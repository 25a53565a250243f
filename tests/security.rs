//! What a stranger's article, library, settings or file name can't do. The list of threats, and
//! which test stands against which, is docs/security.md.

use hexapla::align::{self, align};
use hexapla::app::boards::Board;
use hexapla::app::msg::{Effect, Env, Msg, Notice};
use hexapla::app::start::{Recent, Start};
use hexapla::app::state::{Look, Popup, View};
use hexapla::app::{State, update};
use hexapla::export::{self, Source};
use hexapla::layout::Output;
use hexapla::model::*;
use hexapla::store::Store;
use hexapla::ui::{self, theme::Theme};
use hexapla::{lang, load};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Words that a terminal would obey, of seven and of eight bits, and words turned round.
const EVIL: &str = "\u{1b}[2J\u{1b}]0;title\u{7}\u{1b}]52;c;ZXZpbA==\u{1b}\\\u{9b}31m\u{9d}0;t\u{9c}\u{7f}\u{202e}live\u{202d}";

fn send(state: &mut State, msg: Msg) -> Vec<Effect> {
    update(state, msg, &Env { now: 0, id: "id".to_owned() })
}

fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    keys.split(' ').flat_map(|key| send(state, Msg::Key(key.parse().expect("a key")))).collect()
}

/// Two articles full of [`EVIL`] that tell one fact and differ in a number.
fn articles() -> Vec<Article> {
    let make = |id: &str, dead: &str| {
        let text = format!(
            "Flood {EVIL} in Alder Bay\n\nOn 22 February 2022 {EVIL} the flood in Alder Bay killed \
             {dead} people.\n\nThe river {id} {EVIL} fell.\n\n{EVIL}\n"
        );
        let date = PartialDate::full(2022, 2, 23);
        let name = format!("{id}{EVIL}");
        let mut article = load::from_text(&name, &name, text, Some(Lang::new("en")), Some(date));
        article.source = Some(EVIL.to_owned());
        article.title = Some(EVIL.to_owned());
        article
    };
    vec![make("one", "11,000"), make("two", "11,700")]
}

/// A reader of these articles with notes and decisions of the same kind.
fn reader(output: Output) -> State {
    let look = Look { output, ..Look::default() };
    let mut state = State::new(articles(), look, EVIL.to_owned());
    send(&mut state, Msg::Resize { columns: 100, rows: 30 });
    let readings = lang::read::read(&state.articles);
    let at = |article: usize| {
        let found: &Article = &state.articles[article];
        PassageKey { article: found.hash, span: found.passages[1].span }
    };
    let word = |text: &str| Word { lang: Lang::new("en"), text: format!("{text}{EVIL}") };
    let decisions = vec![
        Decision::Link { a: at(0), b: at(1), verdict: Verdict::Confirmed },
        Decision::Name { passage: at(0), label: EVIL.to_owned() },
        Decision::Words { a: word("flood"), b: word("deluge") },
    ];
    let input = align::Input {
        articles: &state.articles,
        readings: &readings,
        vectors: None,
        decisions: &decisions,
    };
    let alignment = align(input, &AtomicBool::new(false)).expect("nobody cancels it");
    assert!(!alignment.facts.is_empty());
    let note = Annotation {
        id: "1".to_owned(),
        on: Target::Passage,
        anchors: vec![Anchor::new(&state.articles[0], state.articles[0].passages[1].span)],
        note: EVIL.to_owned(),
        tags: vec![EVIL.to_owned()],
        color: Color::Red,
        author: EVIL.to_owned(),
        created: i64::MAX,
        modified: i64::MIN,
        state: AnnotationState::Orphan,
    };
    send(&mut state, Msg::Read(Arc::new(readings)));
    send(&mut state, Msg::Recalled { notes: vec![note], decisions, aside: Vec::new() });
    let generation = state.generation;
    send(&mut state, Msg::Aligned { generation, alignment: Arc::new(alignment), how: "words" });
    state
}

/// Draws the screen; nothing on it may be obeyed by a terminal.
#[track_caller]
fn is_harmless(state: &State) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.columns, state.rows));
    ui::draw(state, Theme::Dark, &mut buffer);
    for cell in buffer.content() {
        let symbol = cell.symbol();
        assert!(!symbol.contains(char::is_control), "{symbol:?} in {:?}", state.view);
        let turned = symbol.contains(['\u{202d}', '\u{202e}']);
        assert!(!turned || state.look.output == Output::Embed, "{symbol:?} in {:?}", state.view);
    }
}

#[test]
fn nothing_that_a_terminal_obeys_gets_on_the_screen_whoever_wrote_it() {
    let outputs =
        [Output::Visual, Output::Words, Output::Isolates, Output::Stretches, Output::Plain];
    for output in outputs {
        let mut state = reader(output);
        is_harmless(&state);
        for board in Board::ALL {
            press(&mut state, &(board as usize + 1).to_string());
            assert_eq!(state.view, View::Board(board));
            is_harmless(&state);
            press(&mut state, "j Enter");
            is_harmless(&state);
        }
        press(&mut state, "0");
        for keys in ["i", "Esc ?", "Esc a", "Esc e", "Tab", "Esc v j", "Esc /"] {
            press(&mut state, keys);
            send(&mut state, Msg::Paste(EVIL.to_owned()));
            is_harmless(&state);
        }
        press(&mut state, "Enter");
        is_harmless(&state);
        send(&mut state, Msg::Notice(Notice::bad(EVIL)));
        is_harmless(&state);
        let said = Popup { title: EVIL.to_owned(), text: EVIL.to_owned(), bad: false, top: 0 };
        send(&mut state, Msg::Said(said));
        is_harmless(&state);
        let recent = Recent { title: EVIL.to_owned(), paths: vec![EVIL.to_owned()] };
        state.start = Some(Start { sets: vec![recent], ..Start::default() });
        is_harmless(&state);
    }
}

#[test]
fn what_is_pasted_is_no_key_and_what_is_copied_no_command() {
    let mut state = reader(Output::Visual);
    assert_eq!(send(&mut state, Msg::Paste("qx\u{3}\u{1b}q\rU".to_owned())), []);
    press(&mut state, "j j");
    match &press(&mut state, "y")[..] {
        [Effect::Copy(text)] => {
            assert!(text.contains("river"), "{text}");
            assert!(!text.contains(|c: char| c.is_control() || c == '\u{202e}'), "{text:?}");
        }
        other => panic!("no copy but {other:?}"),
    }
}

#[test]
fn the_reader_exports_over_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pairs.tsv");
    std::fs::write(&path, "dear").expect("written");
    let state = reader(Output::Visual);
    let source = Source {
        articles: &state.articles,
        readings: &state.readings,
        alignment: &state.alignment,
        annotations: &state.notes,
        decisions: &[],
        passages: None,
    };
    export::to_file(&path, source).expect_err("there is one");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "dear");
    export::to_file(&folder.path().join("more.tsv"), source).expect("written");
}

/// A folder of the test's own, in which the program runs with a home of its own.
struct Room(tempfile::TempDir);

impl Room {
    fn new() -> Self {
        let room = Self(tempfile::tempdir().expect("a folder"));
        std::fs::create_dir(room.0.path().join("home")).expect("made");
        room
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name), content).expect("written");
    }

    /// Runs the program to its end; its exit code and what it said on standard error.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let program = env!("CARGO_BIN_EXE_hexapla");
        let output = Command::new("sh")
            .args(["-c", "umask 022; exec \"$0\" \"$@\"", program])
            .args(arguments)
            .current_dir(self.0.path())
            .env("HOME", self.0.path().join("home"))
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CACHE_HOME")
            .stdin(Stdio::null())
            .output()
            .expect("runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    }
}

#[cfg(unix)]
#[test]
fn on_a_shared_machine_what_is_kept_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    room.write("a.txt", "The bridge was closed on 22 February 2022.");
    room.write("b.txt", "On 22 February 2022 they closed the bridge.");
    let tmx = "<tmx version=\"1.4\"><header/><body/></tmx>";
    room.write("none.tmx", tmx);
    // The one makes the library, the other the cache of vectors.
    assert_eq!(room.run(&["import", "none.tmx", "a.txt", "b.txt"]), (Some(0), String::new()));
    assert_eq!(room.run(&["export", "pairs", "a.txt", "b.txt"]), (Some(0), String::new()));
    let home = room.0.path().join("home");
    assert!(home.join(".local/share/hexapla/library.db").is_file());
    assert!(home.join(".cache/hexapla/meaning").is_dir());
    let mut folders = vec![home];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("read") {
            let path = entry.expect("read").path();
            let mode = std::fs::metadata(&path).expect("read").permissions().mode() & 0o777;
            // What others can't enter needs no look inside.
            if mode & 0o077 != 0 {
                assert!(path.is_dir(), "{} is open to others: {mode:o}", path.display());
                folders.push(path);
            }
        }
    }
}

#[test]
fn a_files_name_neither_steers_the_terminal_nor_turns_the_message() {
    let room = Room::new();
    let (code, said) = room.run(&["export", "passages", "\u{1b}[2J\u{9b}1m\u{202e}txt.exe"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("\\u{1b}[2J\\u{9b}1m\\u{202e}txt.exe"), "{said}");
    assert!(!said.trim_end().contains(|c: char| c.is_control() || c == '\u{202e}'), "{said:?}");
}

#[test]
fn settings_that_can_not_be_meant_end_in_a_message() {
    let room = Room::new();
    let deep = format!("theme = {}", "[".repeat(200_000));
    let wide = format!("[keys]\n{}", "quit = \"q\"\n".repeat(50_000));
    let long = format!("author = \"{}\"\n{EVIL}", "x".repeat(1 << 20));
    let cases: [(&str, &[u8]); 7] = [
        ("deep", deep.as_bytes()),
        ("wide", wide.as_bytes()),
        ("long", long.as_bytes()),
        ("bytes", b"theme = \"\xff\xfe\""),
        ("zero", b"\0\0\0\0"),
        ("number", b"translate_timeout = 99999999999999999999999"),
        ("limit", b"[limits]\nfile_megabytes = -1"),
    ];
    for (name, text) in cases {
        room.write("config.toml", text);
        let (code, said) = room.run(&["export", "passages", "--config", "config.toml"]);
        assert_eq!(code, Some(1), "{name}: {said}");
        assert!(said.starts_with("hexapla: config.toml") && said.len() < 4_096, "{name}: {said}");
        assert!(!said.trim_end().contains(char::is_control), "{name}: {said:?}");
    }
}

/// Rows that this program would never write: places outside the text, within a letter, the wrong
/// way round; words it does not know; a session on a screen of the impossible.
#[test]
fn a_library_with_impossible_rows_opens_and_is_drawn() {
    let room = Room::new();
    let path = room.0.path().join("library.db");
    drop(Store::open(&path).expect("opens"));
    let found = articles();
    let raw = rusqlite::Connection::open(&path).expect("opens");
    let places = [(0, i64::MAX), (-5, 7), (9, 2), (7, 8), (i64::MAX, i64::MIN), (1 << 40, 1 << 41)];
    let letters = "\u{1b}[2J\u{202e}".repeat(50);
    for (number, (start, end)) in places.into_iter().enumerate() {
        raw.execute(
            "INSERT INTO annotations VALUES (?1, ?2, ?3, ?3, 'no colour', ?3, ?4, ?5)",
            rusqlite::params![format!("{number}"), "no target", letters, i64::MAX, i64::MIN],
        )
        .expect("written");
        raw.execute(
            "INSERT INTO anchors VALUES (?1, ?2, ?3, ?4, ?4, '\u{1b}', ?5, ?6, ?4, ?4, ?4)",
            rusqlite::params![
                format!("{number}"),
                number as i64,
                found[0].hash.0,
                letters,
                start,
                end
            ],
        )
        .expect("written");
        let key = format!("{}:{start}-{end}", found[0].hash);
        for kind in ["link", "merge", "split", "name", "words", "no kind"] {
            let word = if kind == "link" { "confirmed" } else { "\u{1b}\t\u{9b}\nfa\tx" };
            raw.execute(
                "INSERT OR IGNORE INTO decisions (kind, word, passages) VALUES (?1, ?2, ?3)",
                rusqlite::params![kind, word, format!("{key}\n{key}")],
            )
            .expect("written");
        }
    }
    drop(raw);
    let mut store = Store::open(&path).expect("opens");
    assert!(store.rescued().is_none(), "SQLite sees nothing wrong in it");
    let notes = store.annotations(&found).expect("read");
    let decisions = store.settle_decisions(&found).expect("read").decisions;
    assert_eq!(notes.len(), places.len());
    assert!(!decisions.is_empty());
    let mut state = reader(Output::Visual);
    send(&mut state, Msg::Recalled { notes, decisions: decisions.clone(), aside: Vec::new() });
    let readings = lang::read::read(&state.articles);
    let input = align::Input {
        articles: &state.articles,
        readings: &readings,
        vectors: None,
        decisions: &decisions,
    };
    let alignment = align(input, &AtomicBool::new(false)).expect("nobody cancels it");
    let generation = state.generation;
    send(&mut state, Msg::Aligned { generation, alignment: Arc::new(alignment), how: "words" });
    is_harmless(&state);
    for key in ["4", "j Enter e Esc", "4 j Enter", "7 j Enter", "1", "6", "0 t j t", "u U"] {
        press(&mut state, key);
        is_harmless(&state);
    }
}
