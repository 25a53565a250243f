//! Broken copies of good files of every format: articles or messages, never a panic, and the spans
//! hold. `PROPTEST_CASES=20000 cargo test --release --test load mutations` runs it longer.

use super::{properties::spans_hold, stories, write};
use hexapla::load::{self, Limits, Options};
use proptest::prelude::*;

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let stories = stories();
    let story = &stories[1];
    vec![
        ("a.txt", write::text(story, "\r\n", "").into_bytes()),
        (
            "b.txt",
            write::text(story, "\n", "\n").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("a.md", write::markdown(story, 1).into_bytes()),
        ("a.html", write::html(story, 0).into_bytes()),
        ("b.html", write::html(story, 1).into_bytes()),
        ("a.epub", write::epub(story, 0)),
        ("a.docx", write::docx(story, 3)),
        ("a.rss", write::rss(story, 0).into_bytes()),
        ("a.atom", write::rss(story, 3).into_bytes()),
        ("a.jsonl", write::json(story, 0).into_bytes()),
        ("a.tmx", write::bitext(story, &stories[0], 0).into_bytes()),
        ("a.xlf", write::bitext(story, &stories[0], 1).into_bytes()),
        ("b.xlf", write::bitext(story, &stories[0], 2).into_bytes()),
        ("set.toml", b"[[article]]\npath = 'gone.txt'\nlang = 'ar'\ndate = 2023-05-04\n".to_vec()),
    ]
}

#[derive(Clone, Debug)]
enum Change {
    Set(usize, u8),
    Cut(usize, usize),
    Repeat(usize, usize),
    End(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (any::<usize>(), 1..60_usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<usize>(), 1..60_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        any::<usize>().prop_map(Change::End),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len();
    match *change {
        Change::Set(at, byte) => bytes[at % length] = byte,
        Change::Cut(at, count) => {
            let from = at % length;
            bytes.drain(from..(from + count).min(length));
        }
        Change::Repeat(at, count) => {
            let from = at % length;
            let piece = bytes[from..(from + count).min(length)].to_vec();
            bytes.splice(from..from, piece);
        }
        Change::End(at) => bytes.truncate(at % length),
    }
}

proptest! {
    #[test]
    fn broken_copies_do_no_harm(which in 0..14_usize, changes in prop::collection::vec(change(), 0..6)) {
        let (name, mut bytes) = files().swap_remove(which);
        for change in &changes {
            apply(&mut bytes, change);
        }
        let options = Options { limits: Limits { text_bytes: 1 << 20, ..Limits::default() }, ..Options::default() };
        let loaded = load::from_bytes(name, bytes, &options);
        prop_assert!(!loaded.articles.is_empty() || !loaded.problems.is_empty());
        for article in &loaded.articles {
            spans_hold(article)?;
        }
        for problem in &loaded.problems {
            prop_assert!(!problem.what.is_empty() && !problem.way_out.is_empty());
        }
    }
}
