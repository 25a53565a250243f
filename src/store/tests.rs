use super::*;
use crate::model::{
    Anchor, Annotation, AnnotationState, Article, Color, ContentHash, Decision, Direction, Lang,
    PassageKey, Span, Target, Verdict,
};

fn article(byte: u8, path: &str) -> Article {
    Article {
        path: path.to_owned(),
        id: path.to_owned(),
        source: None,
        title: None,
        lang: Lang::new("ar"),
        dir: Direction::RightToLeft,
        date: None,
        text: "43 بند.".to_owned(),
        hash: ContentHash([byte; 32]),
        passages: Vec::new(),
    }
}

fn note(id: &str, byte: u8, text: &str) -> Annotation {
    Annotation {
        id: id.to_owned(),
        on: Target::Range,
        anchors: vec![Anchor {
            article: ContentHash([byte; 32]),
            path: "a.txt".to_owned(),
            article_id: "a".to_owned(),
            lang: Lang::new("ar"),
            span: Span::new(3, 9),
            quote: "بند".to_owned(),
            prefix: "43 ".to_owned(),
            suffix: ".".to_owned(),
        }],
        note: text.to_owned(),
        tags: vec!["draft".to_owned(), "مهم".to_owned()],
        color: Color::Blue,
        author: "me".to_owned(),
        created: 5,
        modified: 7,
        state: AnnotationState::Anchored,
    }
}

fn key(byte: u8, start: usize) -> PassageKey {
    PassageKey { article: ContentHash([byte; 32]), span: Span::new(start, start + 10) }
}

#[test]
fn notes_come_back_as_they_were_after_closing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new").join("library.db");
    let first = note("1", 1, "line one\nline two");
    {
        let mut store = Store::open(&path).expect("opens");
        store.put_annotation(&first).expect("kept");
        store.put_annotation(&note("2", 9, "elsewhere")).expect("kept");
    }
    let mut store = Store::open(&path).expect("opens again");
    let open = [article(1, "moved.txt")];
    assert_eq!(store.annotations(&open).expect("read"), vec![first.clone()]);
    let changed = Annotation { note: "changed".to_owned(), ..first };
    store.put_annotation(&changed).expect("kept");
    assert_eq!(store.annotations(&open).expect("read"), vec![changed]);
    store.delete_annotation("1").expect("deleted");
    assert_eq!(store.annotations(&open).expect("read"), vec![]);
}

#[test]
fn a_changed_article_is_found_by_its_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("library.db")).expect("opens");
    store.put_annotation(&note("1", 1, "x")).expect("kept");
    assert_eq!(store.annotations(&[article(2, "a.txt")]).expect("read").len(), 1);
    assert_eq!(store.annotations(&[article(2, "b.txt")]).expect("read").len(), 0);
}

#[test]
fn decisions_keep_order_and_those_of_another_instance() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let link = |start, verdict| Decision::Link { a: key(1, start), b: key(2, start), verdict };
    let mut one = Store::open(&path).expect("opens");
    let mut two = Store::open(&path).expect("opens twice");
    let first = vec![link(0, Verdict::Confirmed)];
    one.change_decisions(&[], &first).expect("kept");
    let others = vec![Decision::Name { passage: key(1, 5), label: "43 points".to_owned() }];
    two.change_decisions(&[], &others).expect("kept");
    let after = vec![link(0, Verdict::Rejected)];
    one.change_decisions(&first, &after).expect("kept");
    assert_eq!(one.decisions().expect("read"), vec![others[0].clone(), after[0].clone()]);
}

#[test]
fn every_kind_of_decision_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("library.db")).expect("opens");
    let all = vec![
        Decision::Link { a: key(1, 0), b: key(2, 0), verdict: Verdict::Rejected },
        Decision::Merge { passages: vec![key(1, 0), key(2, 0), key(3, 4)] },
        Decision::Split { passage: key(1, 0), from: key(2, 0) },
        Decision::Name { passage: key(1, 0), label: "a : b\u{202e}".to_owned() },
    ];
    store.change_decisions(&[], &all).expect("kept");
    assert_eq!(store.decisions().expect("read"), all);
}

#[test]
fn a_newer_store_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    Store::open(&path).expect("opens");
    let raw = Connection::open(&path).expect("opens");
    raw.pragma_update(None, "user_version", schema::VERSION + 1).expect("written");
    raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").expect("done");
    drop(raw);
    let bytes = std::fs::read(&path).expect("there");
    let error = Store::open(&path).err().expect("refused");
    assert!(matches!(error, StoreError::Newer { .. }), "{error}");
    assert_eq!(std::fs::read(&path).expect("there"), bytes);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    Store::open(&path).expect("opens");
    let mode = std::fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
