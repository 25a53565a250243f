//! `hexapla export` with what narrows it down, as other programs see it.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with the story in it, and a library of its own.
pub struct Room {
    folder: tempfile::TempDir,
}

pub const STORY: [&str; 5] = ["ar.txt", "en.txt", "fa.txt", "he.txt", "hi.txt"];

impl Room {
    pub fn new() -> Self {
        let room = Self { folder: tempfile::tempdir().expect("a folder") };
        for name in STORY {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/story").join(name);
            fs::copy(from, room.path(name)).expect("copied");
        }
        room
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs it without an encoder, with the room's library.
    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_hexapla"))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .args(arguments)
            .args(["--meaning", "none", "--store", "library.db"])
            .output()
            .expect("runs")
    }

    /// What it prints; it must end with this code.
    pub fn printed(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// What it prints as JSON lines about the story.
    pub fn lines(&self, what: &str, options: &[&str]) -> Vec<Value> {
        let printed = self.printed(0, &[&["export", what], options, &STORY[..]].concat());
        printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

fn article(place: &Value) -> &str {
    place["article"].as_str().expect("an article")
}

#[test]
fn by_article() {
    let room = Room::new();
    let (all, some) = (room.lines("pairs", &[]), room.lines("pairs", &["--article", "fa"]));
    let touches = |pair: &&Value| article(&pair["a"]) == "fa" || article(&pair["b"]) == "fa";
    assert!(!some.is_empty() && some.len() < all.len());
    assert_eq!(some, all.iter().filter(touches).cloned().collect::<Vec<_>>());
    let passages = room.lines("passages", &["--article", "fa.txt", "--article", "hi"]);
    assert!(passages.iter().all(|line| ["fa", "hi"].contains(&article(line))));
    assert!(["fa", "hi"].iter().all(|id| passages.iter().any(|line| article(line) == *id)));
    let facts = room.lines("facts", &["--article", "he"]);
    for fact in &facts {
        let mentions = fact["mentions"].as_array().expect("a list");
        assert!(mentions.iter().any(|mention| article(mention) == "he"), "{fact}");
    }
    let only = room.lines("facts", &["--only-one", "--article", "he"]);
    let all_only = room.lines("facts", &["--only-one"]);
    let of_he: Vec<&Value> = all_only.iter().filter(|line| article(line) == "he").collect();
    assert_eq!(only.iter().collect::<Vec<_>>(), of_he, "what only it tells stays the same");
}

#[test]
fn by_fact() {
    let room = Room::new();
    let facts = room.lines("facts", &[]);
    let id = facts[0]["id"].as_str().expect("an id");
    assert_eq!(room.lines("facts", &["--fact", id]), facts[..1]);
    let pairs = room.lines("pairs", &["--fact", id]);
    let belongs = |pair: &&Value| pair["facts"].as_array().expect("a list").contains(&id.into());
    let all = room.lines("pairs", &[]);
    assert!(!pairs.is_empty() && pairs.len() < all.len());
    assert_eq!(pairs, all.iter().filter(belongs).cloned().collect::<Vec<_>>());
    let told = room.lines("passages", &["--fact", id]);
    assert_eq!(told.len(), facts[0]["mentions"].as_array().expect("a list").len());
}

#[test]
fn what_is_not_there_is_said() {
    let room = Room::new();
    for (option, name) in [("--fact", "f0"), ("--article", "zz"), ("--tag", "none")] {
        let output = room.run(&["export", "facts", option, name, "ar.txt", "en.txt"]);
        assert_eq!(output.status.code(), Some(1), "{option}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(option) && said.contains(name), "{said}");
        assert!(output.stdout.is_empty(), "{option}");
    }
}

/// Nothing but notes was asked for, and there are none to be had: nothing is written.
#[test]
fn a_library_that_is_not_there_costs_no_file() {
    let room = Room::new();
    fs::write(room.path("notes.csv"), "of yesterday").expect("written");
    let output = room.run(&["export", "annotations", "--output", "notes.csv", "en.txt"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("library.db"), "{said}");
    assert_eq!(fs::read_to_string(room.path("notes.csv")).expect("there"), "of yesterday");
    assert_eq!(room.printed(1, &["export", "annotations", "--format", "csv", "en.txt"]), "");
}

/// A report that is empty says so: else one would look for what is missing.
#[test]
fn a_report_says_that_there_is_nothing() {
    let room = Room::new();
    for format in ["html", "md"] {
        let report = ["export", "conflicts", "--format", format, "en.txt"];
        let said = room.printed(0, &report);
        assert!(said.contains("There are no conflicts in what was exported."), "{said}");
    }
}

#[test]
fn misuse_names_the_way_out() {
    let room = Room::new();
    for (arguments, said) in [
        (&["export", "facts", "--format", "tmx"][..], "use jsonl, tsv, csv, html, md or webanno"),
        (&["export", "pairs", "--format", "xliff"], "--output DIR"),
        (&["export", "passages", "--verdict", "none"], "`export pairs`"),
        (&["export", "pairs", "--format", "pdf"], "cesalign"),
        (&["export", "pairs", "--only-one"], "`export facts`"),
        (&["export", "pairs", "--decisions"], "`export annotations`"),
        (
            &["export", "annotations", "--decisions", "--format", "md"],
            "use jsonl, tsv, csv or webanno",
        ),
    ] {
        let output = room.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}

#[test]
fn folders_are_made_and_the_same_each_time() {
    let room = Room::new();
    for (format, file) in
        [("xliff", "ar-en.xlf"), ("moses", "ar-en.ids"), ("cesalign", "xml/ar/ar.xml")]
    {
        let arguments = [&["export", "pairs", "--format", format, "--output", format], &STORY[..]];
        assert_eq!(room.printed(0, &arguments.concat()), "");
        let first = fs::read(room.path(format).join(file)).expect("made");
        assert_eq!(room.printed(0, &arguments.concat()), "", "written over its own");
        assert_eq!(fs::read(room.path(format).join(file)).expect("made"), first);
    }
}

#[test]
fn quotes_can_be_checked() {
    use sha2::Digest;
    let room = Room::new();
    for pair in room.lines("pairs", &["--tier", "sure"]) {
        for side in [&pair["a"], &pair["b"]] {
            let file = fs::read(room.path(side["path"].as_str().expect("a path"))).expect("there");
            let digest = sha2::Sha256::digest(&file);
            let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(side["hash"], hash.as_str());
            let text = String::from_utf8(file).expect("UTF-8");
            let place =
                |key: &str| usize::try_from(side[key].as_u64().expect("a number")).expect("fits");
            let slice: String =
                text.chars().skip(place("start")).take(place("end") - place("start")).collect();
            assert_eq!(side["text"], slice.as_str());
        }
    }
}
