//! The rooms of the program and which of them may know which; see docs/ARCHITECTURE.md.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("layout", &["model"]),
    ("lang", &["model"]),
    ("term", &[]),
    ("load", &["model", "lang"]),
    ("align", &["model", "lang"]),
    ("store", &["model", "lang"]),
    ("export", &["model", "lang", "layout"]),
    ("import", &["model", "lang", "layout"]),
    ("app", &["model", "lang", "layout", "load", "align", "store", "export", "import"]),
    ("ui", &["model", "lang", "layout", "app"]),
];

/// Crates that only some rooms may use.
const CRATES: &[(&str, &[&str])] =
    &[("ratatui", &["ui", "term"]), ("crossterm", &["term"]), ("rusqlite", &["store"])];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder of ours").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first path part behind each `crate::`, also in groups: `use crate::{model, lang}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate::` and names that merely end so are none of ours.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(name(rest));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (place, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    found.push(name(&group[start..place]));
                    break;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(name(&group[start..place]));
                    start = place + 1;
                }
                _ => {}
            }
        }
    }
    found
}

/// Code without line comments, so that a sentence about a room is no import of it.
fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_arrow_runs_the_wrong_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        let mut files = Vec::new();
        sources(&src.join(room), &mut files);
        assert!(!files.is_empty(), "the room {room} has no files");
        // Unit tests may make their articles as any room does.
        files
            .retain(|file| !file.ends_with("tests.rs") && !file.iter().any(|part| part == "tests"));
        for file in files {
            let code = without_comments(&fs::read_to_string(&file).expect("a source of ours"));
            for name in imports(&code) {
                if name != *room && !name.is_empty() && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}: crate::{name}", file.display()));
                }
            }
            for (name, rooms) in CRATES {
                if code.contains(&format!("{name}::")) && !rooms.contains(room) {
                    wrong.push(format!("{}: {name}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports against docs/ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_a_known_room() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(src).expect("the sources").flatten() {
        let name = entry.file_name().into_string().expect("a plain name");
        if entry.path().is_dir() {
            let known = name == "run" || ROOMS.iter().any(|(room, _)| *room == name);
            assert!(known, "src/{name} is no room of docs/ARCHITECTURE.md");
        }
    }
}

#[test]
fn imports_are_found_in_every_spelling() {
    let code = "use crate::model::Span; use crate::{lang::fold, align::{self, facts}, ui};\n\
                fn f() { crate::term::copy(); my_crate::x(); }";
    assert_eq!(imports(code), ["model", "lang", "align", "ui", "term"]);
}
