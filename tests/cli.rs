//! The command line as other programs see it: exit codes, keys, offsets, the same bytes twice.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of the test's own with the story in it, and a home in which nothing is yet.
struct Room {
    folder: tempfile::TempDir,
}

const STORY: [&str; 5] = ["ar.txt", "en.txt", "fa.txt", "he.txt", "hi.txt"];

impl Room {
    fn new() -> Self {
        let room = Self { folder: tempfile::tempdir().expect("a folder") };
        for name in STORY {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/story").join(name);
            fs::copy(from, room.path(name)).expect("copied");
        }
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hexapla"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .args(arguments);
        command
    }

    /// Runs it to its end, without an encoder: what is tested here does not hang on the meaning.
    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        command.args(["--meaning", "none"]);
        finish(command, input)
    }

    /// What it prints as JSON lines; it must end well.
    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(arguments, "");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        parse(&output.stdout)
    }
}

fn finish(mut command: Command, input: &str) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_owned();
    // A program that ends without reading is for the caller to judge.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().expect("ends");
    writer.join().expect("written");
    output
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn parse(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn has_keys(value: &Value, expected: &[&str]) {
    for key in expected {
        assert!(keys(value).contains(key), "`{key}` is missing in {value}");
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))).expect("fits")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

#[test]
fn exit_codes() {
    let room = Room::new();
    room.write("empty.txt", "");
    room.write("binary.txt", [0_u8, 159, 146, 150, 0, 0, 1, 2, 255, 254, 0]);
    fs::create_dir(room.path("none")).expect("made");
    let set = |id: &str| format!("{{\"id\":\"{id}\",\"articles\":[]}}\n");
    for (code, arguments, input) in [
        (0, &["--version"][..], String::new()),
        (0, &["--help"], String::new()),
        (0, &["export", "--help"], String::new()),
        (0, &["export", "passages", "en.txt"], String::new()),
        (0, &["export", "passages", "-"], "One line.\n".to_owned()),
        (0, &["align"], String::new()),
        (0, &["align"], set("a")),
        (0, &["man"], String::new()),
        (0, &["completions", "bash"], String::new()),
        (1, &["export", "passages", "en.txt", "missing.txt"], String::new()),
        (1, &["export", "passages", "empty.txt"], String::new()),
        (1, &["export", "passages", "binary.txt"], String::new()),
        (1, &["export", "passages", "none"], String::new()),
        (1, &["export", "passages", "en.txt", "--output", "none/where/x"], String::new()),
        (1, &["align"], format!("{}{{\n", set("a"))),
        (1, &["align"], "{\"id\":\"a\"}\n".to_owned()),
        (1, &["missing.txt"], String::new()),
        (2, &["export"], String::new()),
        (2, &["export", "everything"], String::new()),
        (2, &["export", "pairs", "--format", "docx"], String::new()),
        (2, &["export", "facts", "en.txt", "--format", "tmx"], String::new()),
        (2, &["export", "pairs", "en.txt", "--only-one"], String::new()),
        (2, &["export", "pairs", "--tier", "certain"], String::new()),
        (2, &["export", "pairs", "en.txt", "--min-score", "much"], String::new()),
        (2, &["export", "pairs", "en.txt", "--min-score", "nan"], String::new()),
        (2, &["export", "pairs", "en.txt", "--min-score", "1.5"], String::new()),
        (2, &["export", "passages", "en.txt", "--lang", "en.txt"], String::new()),
        (2, &["export", "passages", "en.txt", "--lang", "en.txt=english"], String::new()),
        (2, &["export", "passages", "en.txt", "--date", "en.txt=2021-13-01"], String::new()),
        (2, &["--frobnicate"], String::new()),
        (2, &["completions", "cmd"], String::new()),
        (2, &["align", "en.txt"], String::new()),
    ] {
        let output = room.run(arguments, &input);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", errors(&output));
        assert_eq!(code == 0, output.stderr.is_empty(), "{arguments:?}: {}", errors(&output));
    }
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let room = Room::new();
    let output = room.run(&["export", "passages", "missing.txt", "en.txt"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("missing.txt"), "{}", errors(&output));
    let lines = parse(&output.stdout);
    assert!(lines.iter().all(|line| line["path"] == "en.txt"));
    assert_eq!(lines.len(), 5);
}

#[test]
fn passages_have_the_keys_and_texts_of_the_contract() {
    let room = Room::new();
    let lines = room.lines(&["export", "passages", "en.txt", "fa.txt"]);
    for line in &lines {
        has_keys(
            line,
            &[
                "path", "article", "lang", "dir", "index", "start", "end", "text", "kind",
                "values", "names",
            ],
        );
        for value in line["values"].as_array().expect("a list") {
            has_keys(value, &["kind", "text", "value", "start", "end"]);
        }
        for name in line["names"].as_array().expect("a list") {
            has_keys(name, &["text", "name", "start", "end"]);
        }
        assert_eq!(line["kind"] == "noise", line.get("reason").is_some(), "{line}");
    }
    let found: Vec<(&str, u64, &str, &str)> = lines
        .iter()
        .map(|line| {
            let index = line["index"].as_u64().expect("a number");
            (text(&line["article"]), index, text(&line["kind"]), text(&line["text"]))
        })
        .collect();
    assert_eq!(
        found[..5],
        [
            ("en", 0, "title", "Harbour towns sign a pact"),
            (
                "en",
                1,
                "prose",
                "Karim Haddad and Leila Moradi signed a pact of 27 articles on 3 March 2021."
            ),
            ("en", 2, "prose", "About 1,250 workers will move to the new harbour."),
            ("en", 3, "prose", "Fishermen said that no one had asked them."),
            ("en", 4, "noise", "Share on Facebook"),
        ]
    );
    let values = |line: &Value| -> Vec<(String, String)> {
        let all = line["values"].as_array().expect("a list");
        all.iter().map(|v| (text(&v["kind"]).to_owned(), text(&v["value"]).to_owned())).collect()
    };
    let pair = |kind: &str, value: &str| (kind.to_owned(), value.to_owned());
    assert_eq!(values(&lines[1]), [pair("number", "27"), pair("date", "2021-03-03")]);
    assert_eq!((&lines[0]["lang"], &lines[0]["dir"]), (&json!("en"), &json!("ltr")));
    let persian = &lines[6];
    assert_eq!((&persian["lang"], &persian["dir"]), (&json!("fa"), &json!("rtl")));
    // 13 Esfand 1399.
    assert_eq!(values(persian), [pair("date", "2021-03-03"), pair("number", "27")]);
    for line in [&lines[1], persian] {
        let names = line["names"].as_array().expect("a list");
        assert!(names.iter().any(|name| name["name"] == "Leila Moradi"), "one label an entity");
    }
}

#[test]
fn pairs_facts_conflicts_and_only_one_have_their_keys_and_agree() {
    let room = Room::new();
    let place = ["path", "article", "lang", "index", "start", "end", "text"];
    let files: Vec<&str> = STORY.to_vec();
    let arguments = |what: &[&'static str]| [&["export"], what, &files[..]].concat();
    let pairs = room.lines(&arguments(&["pairs"]));
    let facts = room.lines(&arguments(&["facts"]));
    let conflicts = room.lines(&arguments(&["conflicts"]));
    let alone = room.lines(&arguments(&["facts", "--only-one"]));
    let passages = room.lines(&arguments(&["passages"]));
    assert!(pairs.len() >= 10 && facts.len() >= 2, "{} pairs, {} facts", pairs.len(), facts.len());

    let fact_ids: BTreeSet<&str> = facts.iter().map(|fact| text(&fact["id"])).collect();
    assert_eq!(fact_ids.len(), facts.len(), "ids are unique");
    let mut covered = BTreeSet::new();
    for pair in &pairs {
        has_keys(
            pair,
            &["a", "b", "score", "tier", "origin", "verdict", "facts", "evidence", "conflicts"],
        );
        has_keys(&pair["a"], &place);
        has_keys(&pair["b"], &place);
        assert_ne!(pair["a"]["article"], pair["b"]["article"]);
        let score = pair["score"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&score));
        assert!(pair["tier"] == "sure" || pair["tier"] == "possible");
        assert_eq!((&pair["origin"], &pair["verdict"]), (&json!("auto"), &Value::Null));
        for evidence in pair["evidence"].as_array().expect("a list") {
            has_keys(evidence, &["kind", "value", "a", "b", "weight"]);
        }
        for conflict in pair["conflicts"].as_array().expect("a list") {
            assert_eq!(keys(conflict), BTreeSet::from(["kind", "a", "b"]));
        }
        for fact in pair["facts"].as_array().expect("a list") {
            assert!(fact_ids.contains(text(fact)));
        }
        for side in ["a", "b"] {
            covered.insert((text(&pair[side]["article"]), number(&pair[side]["index"])));
        }
    }
    let mut listed = 0;
    for fact in &facts {
        has_keys(fact, &["id", "label", "evidence", "mentions", "articles", "conflicts"]);
        let mentions = fact["mentions"].as_array().expect("a list");
        mentions.iter().for_each(|mention| has_keys(mention, &place));
        let articles: BTreeSet<&str> = mentions.iter().map(|m| text(&m["article"])).collect();
        assert_eq!(number(&fact["articles"]), articles.len());
        assert!(articles.len() >= 2);
        for evidence in fact["evidence"].as_array().expect("a list") {
            has_keys(evidence, &["kind", "value"]);
        }
        for conflict in fact["conflicts"].as_array().expect("a list") {
            assert_eq!(conflict["values"], conflicts[listed]["values"]);
            assert_eq!(conflicts[listed]["fact"], fact["id"]);
            listed += 1;
        }
    }
    assert_eq!(listed, conflicts.len());
    for conflict in &conflicts {
        assert_eq!(keys(conflict), BTreeSet::from(["fact", "kind", "values"]));
        let values = conflict["values"].as_array().expect("a list");
        values.iter().for_each(|value| has_keys(value, &["path", "article", "index", "value"]));
    }
    // The Hebrew article counts 29 articles of the pact where the others count 27.
    assert!(
        conflicts.iter().any(|conflict| {
            let values = conflict["values"].as_array().expect("a list");
            ["27", "29"].iter().all(|n| values.iter().any(|v| text(&v["value"]).contains(n)))
        }),
        "{conflicts:?}"
    );
    let expected: Vec<(&str, usize)> = passages
        .iter()
        .filter(|passage| passage["kind"] != "noise")
        .map(|passage| (text(&passage["article"]), number(&passage["index"])))
        .filter(|at| !covered.contains(at))
        .collect();
    let found: Vec<(&str, usize)> = alone
        .iter()
        .map(|passage| (text(&passage["article"]), number(&passage["index"])))
        .collect();
    assert_eq!(found, expected);
}

/// Texts in which bytes, UTF-16 units, graphemes and code points all count otherwise.
const AWKWARD: &[(&str, &[u8])] = &[
    ("bom.txt", "\u{feff}First line. 𝟒𝟑 points, 🧑‍🚀 said on 3 March 2021.\nNext.\n".as_bytes()),
    (
        "crlf.txt",
        "Title here\r\n\r\nWe saw 1,250 people.\r\nThen 🇮🇷 left on 4 May 2023.\r\n".as_bytes(),
    ),
    ("marks.txt", "वर्ष 2021 में क्षि\u{301}\u{301} हुआ। e\u{301}e\u{301} 27।\n".as_bytes()),
    ("arabic.txt", "\u{feff}قالَ\u{64b} الرَّئيس: ٤٣ بندًا.\r\n🚢 في ٣ مارس ٢٠٢١.".as_bytes()),
    ("inner.txt", "One\u{feff}two 12.\n\u{301}Begins with a mark. \u{202e}Turned 13.\n".as_bytes()),
    ("utf16.txt", b"\xff\xfeO\0n\0e\0 \x001\x003\0 \0=\xd8\xa2\xde.\0\n\0"),
];

fn decoded(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
        let units: Vec<u16> =
            units.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16(&units).expect("UTF-16");
    }
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()
}

#[test]
fn offsets_count_the_code_points_of_the_decoded_file() {
    let room = Room::new();
    for (name, bytes) in AWKWARD {
        room.write(name, bytes);
        let letters: Vec<char> = decoded(bytes).chars().collect();
        let slice = |start: &Value, end: &Value| -> String {
            letters[number(start)..number(end)].iter().collect()
        };
        let lines = room.lines(&["export", "passages", name]);
        assert!(!lines.is_empty(), "{name}");
        let mut values = 0;
        for line in lines {
            assert_eq!(text(&line["text"]), slice(&line["start"], &line["end"]), "{name}");
            for list in ["values", "names"] {
                for part in line[list].as_array().expect("a list") {
                    values += 1;
                    assert_eq!(text(&part["text"]), slice(&part["start"], &part["end"]), "{name}");
                    assert!(number(&line["start"]) <= number(&part["start"]));
                    assert!(number(&part["end"]) <= number(&line["end"]));
                }
            }
        }
        assert!(values > 0, "{name}: a number stands in each");
    }
}

#[test]
fn evidence_points_at_the_words_of_its_side() {
    let room = Room::new();
    // The story again, moved by a mark, line ends and letters beyond the first plane.
    for name in STORY {
        let story = fs::read_to_string(room.path(name)).expect("read");
        room.write(name, format!("\u{feff}🚢🚢\n\n{}", story.replace('\n', "\r\n")));
    }
    let pairs = room.lines(&[&["export", "pairs"], &STORY[..]].concat());
    let mut seen = 0;
    for pair in &pairs {
        for side in ["a", "b"] {
            let place = &pair[side];
            let bytes = fs::read(room.path(text(&place["path"]))).expect("read");
            let letters: Vec<char> = decoded(&bytes).chars().collect();
            let (start, end) = (number(&place["start"]), number(&place["end"]));
            assert_eq!(text(&place["text"]), letters[start..end].iter().collect::<String>());
            for evidence in pair["evidence"].as_array().expect("a list") {
                let Some(span) = evidence[side].as_array() else { continue };
                let (from, to) = (number(&span[0]), number(&span[1]));
                assert!(start <= from && from < to && to <= end, "{evidence} in {place}");
                if evidence["kind"] == "number" && evidence["value"] == "27" {
                    let words: String = letters[from..to].iter().collect();
                    assert!(words.contains("27") || words.contains("۲۷"), "{words}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let room = Room::new();
    for what in ["pairs", "facts"] {
        let arguments = [&["export", what], &STORY[..]].concat();
        let first = room.run(&arguments, "").stdout;
        assert!(!first.is_empty());
        let mut alone = room.command(&arguments);
        alone.args(["--meaning", "none"]).env("RAYON_NUM_THREADS", "1");
        assert_eq!(first, finish(alone, "").stdout, "{what}, one thread");
        assert_eq!(first, room.run(&arguments, "").stdout, "{what}, again");
    }
    let sets: String = (0..12)
        .map(|n| {
            let (a, b) = (format!("In {n} days 27 men came."), format!("27 men came in {n} days."));
            format!(
                "{}\n",
                json!({"id": n, "articles": [{"id": "a", "lang": "en", "text": a},
                    {"id": "b", "lang": "en", "text": b}]})
            )
        })
        .collect();
    let first = room.run(&["align"], &sets).stdout;
    let mut alone = room.command(&["align", "--meaning", "none"]);
    alone.env("RAYON_NUM_THREADS", "1");
    assert_eq!(first, finish(alone, &sets).stdout, "align, one thread");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let room = Room::new();
    let long = "Some 27 people came on 3 March 2021. ".repeat(4000);
    room.write("long.txt", &long);
    for (arguments, input) in [
        (&["export", "passages", "long.txt"][..], None),
        (&["export", "passages", "en.txt"], None),
        (&["man"], None),
        (&["completions", "zsh"], None),
        (&["align"], Some("{\"id\":1,\"articles\":[]}\n".repeat(20_000))),
    ] {
        let mut child = room
            .command(arguments)
            .args(["--meaning", "none"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("runs");
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().expect("piped");
        if let Some(input) = input {
            let _ = stdin.write_all(input.as_bytes());
        }
        drop(stdin);
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        assert_eq!(errors(&output), "", "{arguments:?}");
    }
}

#[test]
fn no_home_is_needed_and_none_is_made() {
    let room = Room::new();
    let home = room.path("home");
    for (home, what) in [(home.as_path(), "not there"), (Path::new("/proc/none"), "no place")] {
        for arguments in [&["export", "pairs", "en.txt", "fa.txt"][..], &["align"]] {
            let mut command = room.command(arguments);
            command.args(["--meaning", "none"]).env("HOME", home);
            let output = finish(command, "{\"id\":1,\"articles\":[]}\n");
            assert_eq!(output.status.code(), Some(0), "{what}: {}", errors(&output));
            assert!(!output.stdout.is_empty());
        }
    }
    assert!(!home.exists(), "export and align leave no trace");
    let mut command = room.command(&["export", "annotations", "en.txt"]);
    command.env_remove("HOME");
    assert_eq!(finish(command, "").status.code(), Some(0));
}

#[test]
fn align_answers_every_line_in_order() {
    let room = Room::new();
    let set = |id: Value| {
        json!({"id": id, "articles": [
            {"id": "one", "lang": "en", "text": "🚢 News.\nThe pact of 27 articles was signed on 3 March 2021."},
            {"id": "two", "lang": "fa", "passages": ["پیش.", "🚢 پیمان ۲۷ ماده‌ای در ۱۳ اسفند ۱۳۹۹ امضا شد."]},
        ]})
        .to_string()
    };
    let input = [
        set(json!("first")),
        "not JSON".to_owned(),
        String::new(),
        "{\"id\":\"no articles\"}".to_owned(),
        "{\"id\":\"both\",\"articles\":[{\"id\":\"a\",\"text\":\"x\",\"passages\":[]}]}".to_owned(),
        "{\"id\":\"twice\",\"articles\":[{\"id\":\"a\",\"text\":\"x\"},{\"id\":\"a\",\"text\":\"y\"}]}".to_owned(),
        "{\"id\":\"lang\",\"articles\":[{\"id\":\"a\",\"lang\":\"?\",\"text\":\"x\"}]}".to_owned(),
        "{\"id\":\"lone\",\"articles\":[{\"id\":\"a\",\"text\":\"\\ud800\"}]}".to_owned(),
        "[".repeat(5000),
        "\n".repeat(300),
        set(json!(12)),
    ]
    .join("\n");
    let output = room.run(&["align"], &input);
    assert_eq!(output.status.code(), Some(1));
    let named: Vec<String> = errors(&output).lines().map(str::to_owned).collect();
    assert_eq!(named.len(), 6, "{named:?}");
    assert!(named[0].starts_with("hexapla: line 2: not JSON"), "{named:?}");
    let answers = parse(&output.stdout);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(
        ids,
        [
            &json!("first"),
            &Value::Null,
            &json!("no articles"),
            &json!("both"),
            &json!("twice"),
            &json!("lang"),
            &json!("lone"),
            &Value::Null,
            &json!(12)
        ]
    );
    for (place, answer) in answers.iter().enumerate() {
        assert_eq!(keys(answer), BTreeSet::from(["id", "pairs", "facts", "error"]));
        let good = [0, 8].contains(&place);
        // Half a surrogate pair is a mark in the text, no reason to lose the line.
        let read = good || place == 6;
        assert_eq!(answer["error"].is_null(), read, "{answer}");
        assert_eq!(answer["pairs"].as_array().is_some_and(|pairs| !pairs.is_empty()), good);
    }
    let pair = &answers[0]["pairs"][0];
    has_keys(pair, &["a", "b", "score", "tier", "evidence"]);
    // A text is cut, given passages are kept; each place counts in its own way.
    let one: Vec<char> =
        "🚢 News.\nThe pact of 27 articles was signed on 3 March 2021.".chars().collect();
    let two: Vec<char> = "🚢 پیمان ۲۷ ماده‌ای در ۱۳ اسفند ۱۳۹۹ امضا شد.".chars().collect();
    assert_eq!(pair["a"], json!({"article": "one", "index": 1, "start": 8, "end": one.len()}));
    assert_eq!(pair["b"], json!({"article": "two", "index": 1, "start": 0, "end": two.len()}));
    let mut seen = 0;
    for evidence in pair["evidence"].as_array().expect("a list") {
        for (side, letters) in [("a", &one), ("b", &two)] {
            if evidence["value"] == "27" {
                let span = &evidence[side];
                let words: String = letters[number(&span[0])..number(&span[1])].iter().collect();
                assert!(words.starts_with("27") || words.starts_with("۲۷"), "{words}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 2);
    let fact = &answers[0]["facts"][0];
    assert_eq!(
        keys(fact),
        BTreeSet::from(["id", "label", "evidence", "mentions", "articles", "conflicts"])
    );
    assert_eq!(keys(&fact["mentions"][0]), BTreeSet::from(["article", "index", "start", "end"]));
}

#[test]
fn align_answers_a_line_before_the_input_ends() {
    let room = Room::new();
    let mut child = room
        .command(&["align", "--meaning", "none"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut stdin = child.stdin.take().expect("piped");
    // More than any number of sets held at once, less than fills the pipes.
    let line = "{\"id\":1,\"articles\":[]}\n";
    stdin.write_all(line.repeat(1000).as_bytes()).expect("written");
    stdin.flush().expect("written");
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("piped"));
    out.read_line(&mut first).expect("an answer");
    assert!(first.contains("\"error\":null"), "{first}");
    drop(stdin);
    let rest = out.lines().count();
    assert_eq!(rest, 999);
    assert!(child.wait().expect("ends").success());
}

#[test]
fn language_and_date_can_be_given() {
    let room = Room::new();
    room.write("a=b.txt", "Yesterday 12 men came and said that they would stay.\n");
    let lines = room.lines(&["export", "passages", "a=b.txt", "--date", "a=b.txt=2021-03-04"]);
    assert_eq!(lines[0]["lang"], "en");
    assert_eq!(lines[0]["values"][0]["resolved"], "2021-03-03");
    let lines = room.lines(&["export", "passages", "en.txt", "--lang", "en.txt=fa"]);
    assert_eq!((&lines[0]["lang"], &lines[0]["dir"]), (&json!("fa"), &json!("rtl")));
}

#[test]
fn tier_and_score_cut_the_list() {
    let room = Room::new();
    let pairs = |more: &[&str]| room.lines(&[&["export", "pairs"], &STORY[..], more].concat());
    let all = pairs(&[]);
    let sure = pairs(&["--tier", "sure"]);
    let expected: Vec<&Value> = all.iter().filter(|pair| pair["tier"] == "sure").collect();
    assert_eq!(
        sure.iter().map(|pair| &pair["a"]).collect::<Vec<_>>(),
        expected.iter().map(|pair| &pair["a"]).collect::<Vec<_>>()
    );
    assert!(!sure.is_empty());
    let strong = pairs(&["--min-score", "0.9"]);
    let count = all.iter().filter(|pair| pair["score"].as_f64() >= Some(0.9)).count();
    assert_eq!(strong.len(), count);
    assert_eq!(pairs(&["--tier", "possible"]), all);
}

#[test]
fn tables_and_memories_are_written() {
    let room = Room::new();
    let files = &STORY[..];
    let tsv = room.run(&[&["export", "pairs", "--format", "tsv"], files].concat(), "");
    let text = String::from_utf8(tsv.stdout).expect("UTF-8");
    let widths: BTreeSet<usize> = text.lines().map(|line| line.split('\t').count()).collect();
    assert_eq!(widths.len(), 1, "rectangular");
    let pairs = room.lines(&[&["export", "pairs"], files].concat());
    assert_eq!(text.lines().count(), pairs.len() + 1);

    let tmx = room
        .run(&[&["export", "pairs", "--format", "tmx", "--output", "out.tmx"], files].concat(), "");
    assert_eq!((tmx.status.code(), tmx.stdout.len()), (Some(0), 0));
    let text = fs::read_to_string(room.path("out.tmx")).expect("written");
    assert_eq!(text.matches("<tu>").count(), pairs.len());

    let md = room.run(&["export", "annotations", "--format", "md", "en.txt"], "");
    assert!(String::from_utf8_lossy(&md.stdout).starts_with("# Annotations\n"));
}

#[test]
fn the_manual_and_the_completions_name_every_command() {
    let room = Room::new();
    for arguments in [&["man"][..], &["completions", "bash"], &["completions", "fish"]] {
        let output = room.run(arguments, "");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        for word in ["export", "align", "completions", "store"] {
            assert!(text.contains(word), "{arguments:?}: {word}");
        }
    }
}

#[test]
fn output_for_a_pipe_is_clean() {
    let room = Room::new();
    room.write("esc.txt", "\u{1b}[31mRed 27\u{1b}[0m and \u{9b}2J more.\n");
    let output = room.run(&["export", "passages", "esc.txt"], "");
    assert!(!output.stdout.contains(&0x1b), "controls are escaped in JSON");
    let output = room.run(&["export", "passages", "\u{1b}[31mno.txt"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.contains(&0x1b), "a path can't steer the terminal");
}

#[test]
fn options_may_stand_before_the_command_and_behind_it() {
    let room = Room::new();
    let before = finish(room.command(&["--meaning", "none", "export", "passages", "en.txt"]), "");
    let after = finish(room.command(&["export", "passages", "en.txt", "--meaning", "none"]), "");
    assert_eq!(before.status.code(), Some(0), "{}", errors(&before));
    assert_eq!(before.stdout, after.stdout);
    assert!(!before.stdout.is_empty());
}

/// A document of these objects, the first of which is its catalogue.
#[cfg(feature = "pdf")]
fn pdf(objects: &[&str]) -> String {
    let (mut pdf, mut table) = ("%PDF-1.4\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{} 0 obj{object}endobj\n", number + 1);
    }
    let (start, size) = (pdf.len(), objects.len() + 1);
    let end = format!("trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{start}\n%%EOF");
    pdf + &format!("xref\n0 {size}\n{table}{end}")
}

#[cfg(feature = "pdf")]
#[test]
fn a_broken_pdf_is_refused_without_a_panic_on_the_screen() {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    // The library panics where resources are missing.
    let lost = "<</Type/Page/Parent 2 0 R/Resources 11 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>";
    let own_parent = "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>";
    let draws = "<</Type/Page/Parent 2 0 R/Resources<</XObject<</F 4 0 R>>>>\
        /MediaBox[0 0 9 9]/Contents 4 0 R>>";
    let empty = "<</Length 1>>stream\n \nendstream";
    let itself = "<</Subtype/Form/Length 5>>stream\n/F Do\nendstream";
    let endless = "its pages hold themselves, or parts upon parts";
    for (objects, why) in [
        ([catalog, pages, lost, empty], "its structure is broken"),
        ([catalog, pages, own_parent, empty], endless),
        ([catalog, pages, draws, itself], endless),
    ] {
        let room = Room::new();
        room.write("a.pdf", pdf(&objects));
        let output = room.run(&["export", "passages", "a.pdf", "en.txt"], "");
        let said = errors(&output);
        assert!(said.contains(&format!("a.pdf: is no readable PDF ({why})")), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        assert!(!output.stdout.is_empty(), "the other article opens");
    }
}
