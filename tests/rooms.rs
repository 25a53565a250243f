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

/// What stands between backticks in a page.
fn quoted(page: &str) -> impl Iterator<Item = &str> {
    page.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The pages that people read, with their text.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md"].map(|name| root.join(name)).into();
    let docs = fs::read_dir(root.join("docs")).expect("the docs").flatten();
    paths.extend(
        docs.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "md")),
    );
    let read = |path: PathBuf| {
        (path.display().to_string(), fs::read_to_string(path).expect("a page of ours"))
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn the_docs_name_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tops = ["src", "tests", "tools", "assets", "docs", "benches", "fuzz", ".ci"];
    let rooms: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).chain(["run"]).collect();
    let is_sign = |c: char| !(c.is_ascii_alphanumeric() || "/._-*".contains(c));
    let mut missing = Vec::new();
    for (page, text) in pages() {
        for word in quoted(&text).flat_map(|quote| quote.split(is_sign)) {
            let word = word.trim_end_matches('.');
            let parts: Vec<&str> = word.split('/').collect();
            // LL, NAME and the like stand for any name, `*` too.
            let any = |part: &&str| {
                let stem = part.split('.').next().unwrap_or_default();
                part.contains('*')
                    || (1..5).contains(&stem.len()) && stem.bytes().all(|b| b.is_ascii_uppercase())
            };
            let known = tops.contains(&parts[0]) || rooms.contains(&parts[0]);
            if parts.len() < 2 || !known || parts.iter().any(any) {
                continue;
            }
            if !root.join(word).exists() && !root.join("src").join(word).exists() {
                missing.push(format!("{page}: {word}"));
            }
        }
    }
    assert!(missing.is_empty(), "named, but not there:\n{}", missing.join("\n"));
}

#[test]
fn each_threat_has_the_tests_that_the_list_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    sources(&root.join("tests"), &mut files);
    let code: String = files.iter().map(|file| fs::read_to_string(file).expect("ours")).collect();
    let page = fs::read_to_string(root.join("docs/security.md")).expect("the list");
    let mut named = 0;
    for word in
        quoted(&page).flat_map(|quote| quote.split(|c: char| !c.is_alphanumeric() && c != '_'))
    {
        // Names of tests are sentences; one that is cut ends with `_`.
        if word.matches('_').count() < 3 {
            continue;
        }
        assert!(code.contains(&format!("fn {word}")), "docs/security.md names {word}");
        named += 1;
    }
    assert!(named > 20, "{named} tests are named");
}

#[test]
fn imports_are_found_in_every_spelling() {
    let code = "use crate::model::Span; use crate::{lang::fold, align::{self, facts}, ui};\n\
                fn f() { crate::term::copy(); my_crate::x(); }";
    assert_eq!(imports(code), ["model", "lang", "align", "ui", "term"]);
}
