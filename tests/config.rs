//! One table, many places: the help, the manual, the README's keys, docs/keys.md and the settings
//! file all follow from the command table, and this fails where one of them has drifted.
//!
//! With `HEXAPLA_WRITE=1` set, the generated parts of the documents are written anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use hexapla::app::command::{COMMANDS, FIRST};
use hexapla::app::keymap::{Context, Keymap};
use hexapla::app::msg::{Env, Key, KeyCode, Msg};
use hexapla::app::state::{Look, View};
use hexapla::app::{State, update};
use hexapla::load;
use hexapla::ui::{self, theme::Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Runs the program with a home in which nothing is yet.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().expect("a folder");
    run_in(home.path(), arguments)
}

fn run_in(home: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hexapla"))
        .env_clear()
        .env("HOME", home)
        .current_dir(home)
        .args(arguments)
        .output()
        .expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn sample() -> State {
    let look = Look::default();
    State::new(load::sample(), look, String::new())
}

fn screen(state: &State) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.columns, state.rows));
    ui::draw(state, Theme::Mono, &mut buffer);
    let mut text = String::new();
    for y in 0..state.rows {
        for x in 0..state.columns {
            text.push_str(buffer[(x, y)].symbol());
        }
        text.push('\n');
    }
    text
}

fn send(state: &mut State, msg: Msg) {
    update(state, msg, &Env { now: 0, id: String::new() });
}

/// Everything that the help shows, on whatever pages.
fn help(mut state: State, columns: u16, rows: u16) -> String {
    send(&mut state, Msg::Resize { columns, rows });
    send(&mut state, Msg::Key("F1".parse().expect("a key")));
    assert_eq!(state.view, View::Help);
    let mut pages: Vec<String> = Vec::new();
    loop {
        let page = screen(&state);
        if pages.contains(&page) || pages.len() > 50 {
            return pages.concat();
        }
        pages.push(page);
        send(&mut state, Msg::Key(Key::plain(KeyCode::PageDown)));
        if state.view != View::Help {
            return pages.concat();
        }
    }
}

#[test]
fn the_help_lists_every_command_with_its_keys_on_any_screen() {
    for (columns, rows) in [(80, 24), (200, 50), (70, 10)] {
        let text = help(sample(), columns, rows);
        for entry in COMMANDS {
            let line = text.lines().find(|line| line.contains(entry.help));
            assert!(line.is_some(), "{} at {columns}x{rows}:\n{text}", entry.name);
            for key in entry.keys {
                assert!(line.is_some_and(|line| line.contains(key)), "{key} of {}", entry.name);
            }
        }
    }
}

#[test]
fn the_help_follows_the_live_keymap() {
    let mut state = sample();
    let entry = COMMANDS.iter().find(|entry| entry.name == "next-fact").expect("a command");
    state.keymap.rebind(entry.command, &["Alt-x".parse().expect("a key")]);
    let text = help(state, 80, 24);
    let line = text.lines().find(|line| line.contains(entry.help)).expect("a line");
    assert!(line.contains("Alt-x") && !line.trim_start().starts_with("n "), "{line}");
}

#[test]
fn the_manual_has_every_command_key_option_and_setting() {
    let (code, page, _) = run(&["man"]);
    assert_eq!(code, Some(0));
    // As roff writes them.
    let plain = page.replace("\\-", "-").replace("\\*(Aq", "'").replace("\\&", "");
    for entry in COMMANDS {
        assert!(plain.contains(&format!("{} ({})", entry.help, entry.name)), "{}", entry.name);
        let keys = entry.keys.join(" ").replace('\\', "\\\\");
        assert!(plain.contains(&keys), "{keys}");
    }
    for word in [
        "--store",
        "--theme",
        "--linear",
        "export",
        "doctor",
        "--defaults",
        "--format",
        "--only-one",
    ] {
        assert!(plain.contains(word), "{word}");
    }
    let (_, defaults, _) = run(&["doctor", "--defaults"]);
    let settings = defaults.lines().take_while(|line| *line != "[keys]");
    for name in settings.filter_map(|line| line.strip_prefix("# ")?.split_once(" = ")) {
        if name.0.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            assert!(plain.contains(&format!("{} = ", name.0)), "{}", name.0);
        }
    }
}

#[test]
fn completions_know_every_subcommand_and_option() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, script, _) = run(&["completions", shell]);
        assert_eq!(code, Some(0), "{shell}");
        for word in ["export", "align", "doctor", "completions", "man", "linear", "defaults"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
}

#[test]
fn the_written_defaults_are_read_and_change_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    let (code, defaults, _) = run_in(home.path(), &["doctor", "--defaults"]);
    assert_eq!(code, Some(0));
    for entry in COMMANDS {
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("{key:?}")).collect();
        let line = format!("# {} = [{}]  # {}", entry.name, keys.join(", "), entry.help);
        assert!(defaults.lines().any(|found| found == line), "{line}");
    }
    fs::write(home.path().join("mine.toml"), &defaults).expect("written");
    let plain = run_in(home.path(), &["export", "passages"]);
    let with = run_in(home.path(), &["export", "passages", "--config", "mine.toml"]);
    assert_eq!(plain, with);
}

#[test]
fn the_settings_file_is_found_and_what_is_wrong_in_it_is_said() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join(".config/hexapla");
    fs::create_dir_all(&folder).expect("made");
    let file = folder.join("config.toml");
    fs::write(&file, "# mine\nmeaning = \"much\"\n").expect("written");
    let (code, out, error) = run_in(home.path(), &["export", "passages"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(error.contains("config.toml:2: meaning: write one of"), "{error}");
    assert!(error.contains("doctor --defaults"), "{error}");
    // A way out that always works.
    assert_eq!(run_in(home.path(), &["doctor", "--defaults"]).0, Some(0));
    let (code, _, error) = run_in(home.path(), &["export", "passages", "--config", "none.toml"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("none.toml"), "{error}");
    // A limit that is obeyed.
    fs::write(&file, "[limits]\nfile_megabytes = 1\n").expect("written");
    fs::write(home.path().join("long.txt"), "Rain fell. ".repeat(100_000)).expect("written");
    let (code, _, error) = run_in(home.path(), &["export", "passages", "long.txt"]);
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("long.txt") && error.contains("1 MB"), "{error}");
}

/// A document of which the part between two marks is generated.
fn check(name: &str, mark: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).expect("a document of ours");
    let (begin, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let from = text.find(&begin).expect("the mark") + begin.len();
    let to = from + text[from..].find(&end).expect("the end's mark");
    if std::env::var_os("HEXAPLA_WRITE").is_some() {
        let new = format!("{}{generated}{}", &text[..from], &text[to..]);
        fs::write(&path, new).expect("written");
        return;
    }
    assert_eq!(
        &text[from..to],
        generated,
        "{name} has drifted: HEXAPLA_WRITE=1 cargo test --test config writes it anew"
    );
}

#[test]
fn the_readme_has_the_first_keys() {
    let keymap = Keymap::default();
    let mut table = String::from("| key | |\n|---|---|\n");
    for (command, _, help) in FIRST {
        let key = keymap.main_key(*command).expect("a key");
        writeln!(table, "| `{key}` | {help} |").expect("a string");
    }
    check("README.md", "first keys", &table);
}

#[test]
fn the_list_of_keys_is_that_of_the_table() {
    let mut text = String::new();
    let mut group = None;
    for entry in COMMANDS {
        if group != Some(entry.group) {
            group = Some(entry.group);
            let title = if entry.group.is_empty() { "Always" } else { entry.group };
            write!(text, "\n## {title}\n| key | command | |\n|---|---|---|\n").expect("a string");
        }
        let keys: Vec<String> =
            entry.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        let place = match entry.context {
            Context::Board => " (on boards)",
            Context::Reading | Context::Any => "",
        };
        let keys = keys.join(" ");
        writeln!(text, "| {keys} | `{}` | {}{place} |", entry.name, entry.help).expect("a string");
    }
    check("docs/keys.md", "keys", &text);
}
