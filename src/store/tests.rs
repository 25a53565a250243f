use super::*;
use crate::model::{
    Anchor, Annotation, AnnotationState, Article, Color, ContentHash, Decision, Direction, Lang,
    Logged, Passage, PassageKey, PassageKind, Span, Target, Verdict, Word,
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
        Decision::Words {
            a: Word { lang: Lang::new("fa"), text: "طوفان".to_owned() },
            b: Word { lang: Lang::new("en"), text: "the storm".to_owned() },
        },
    ];
    store.change_decisions(&[], &all).expect("kept");
    assert_eq!(store.decisions().expect("read"), all);
}

#[test]
fn the_log_is_of_the_articles_and_adds_nothing_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("library.db")).expect("opens");
    let mine = Decision::Name { passage: key(1, 0), label: "mine".to_owned() };
    let far = Decision::Name { passage: key(9, 0), label: "far".to_owned() };
    let word = |lang: &str, text: &str| Word { lang: Lang::new(lang), text: text.to_owned() };
    let words = Decision::Words { a: word("fa", "طوفان"), b: word("en", "the storm") };
    let by = |author: &str, made, decision: &Decision| Logged {
        decision: decision.clone(),
        author: author.to_owned(),
        made,
        anchors: Vec::new(),
    };
    store
        .put_decisions(&[by("me", 7, &mine), by("me", 8, &far), by("you", 9, &words)])
        .expect("kept");
    store.put_decisions(&[by("you", 99, &mine)]).expect("kept");
    let log = store.decision_log_on(&[article(1, "a.txt")]).expect("read");
    let said: Vec<_> =
        log.iter().map(|l| (l.decision.clone(), l.author.as_str(), l.made)).collect();
    assert_eq!(said, [(mine, "me", 7), (words, "you", 9)]);
}

/// An article of one passage a line.
fn lines(byte: u8, path: &str, text: &str) -> Article {
    let mut passages = Vec::new();
    let mut start = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        let span = Span::new(start, start + line.len());
        let (kind, lang) = (PassageKind::Prose, Lang::new("en"));
        passages.push(Passage { span, kind, paragraph, lang });
        start += line.len() + 1;
    }
    let lang = Lang::new("en");
    Article { text: text.to_owned(), passages, lang, ..article(byte, path) }
}

fn made(log: Vec<Logged>) -> Vec<Decision> {
    log.into_iter().map(|logged| logged.decision).collect()
}

#[test]
fn decisions_follow_their_passages_into_a_changed_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let old = "The pact has 43 points in all.\nIt rained on the day of the signing.";
    let (a, b) = (lines(1, "a.txt", old), lines(2, "b.txt", "Forty-three points were agreed on."));
    let on = |article: &Article, passage: usize| PassageKey {
        article: article.hash,
        span: article.passages[passage].span,
    };
    let verdict = Decision::Link { a: on(&a, 0), b: on(&b, 0), verdict: Verdict::Rejected };
    let name = Decision::Name { passage: on(&a, 1), label: "rain".to_owned() };
    let all = [verdict.clone(), name.clone()];
    let mut store = Store::open(&path).expect("opens");
    let articles = [a.clone(), b.clone()];
    let maker = Maker { author: "me", now: 7, articles: &articles };
    store.decide(&[], &all, maker).expect("kept");
    assert_eq!(store.decisions_on(&articles).expect("read").decisions, all);

    // A line was put in before, and the second sentence has gone.
    let moved = lines(3, "a.txt", "News of today.\nThe pact has 43 points in all.");
    let settled = store.settle_decisions(&[moved.clone(), b.clone()]).expect("read");
    let there = Decision::Link { a: on(&moved, 1), b: on(&b, 0), verdict: Verdict::Rejected };
    assert_eq!(settled.decisions, std::slice::from_ref(&there));
    assert_eq!((settled.moved, made(settled.aside)), (1, vec![name.clone()]));
    assert_eq!(store.decisions().expect("read"), [there.clone(), name.clone()], "it is kept there");
    let log = store.decision_log_on(std::slice::from_ref(&moved)).expect("read");
    assert_eq!(log.len(), 2, "also what is left aside");
    assert_eq!((log[0].author.as_str(), log[0].made), ("me", 7));
    assert_eq!(log[0].anchors[0].quote, "The pact has 43 points in all.");

    // Another number is another statement: no verdict on one is a verdict on the other.
    let other = lines(4, "a.txt", "News of today.\nThe pact has 44 points in all.");
    let settled = store.settle_decisions(&[other, b.clone()]).expect("read");
    assert_eq!(settled.decisions, []);
    assert_eq!(settled.aside[0].anchors[0].quote, "The pact has 43 points in all.");
    assert_eq!(made(settled.aside), [there.clone(), name]);
    // With the text back, so is the decision; taken back, it is gone from the library.
    let settled = store.settle_decisions(&[moved, b]).expect("read");
    assert_eq!(settled.decisions, [there]);
    store.change_decisions(&settled.decisions, &[]).expect("kept");
    assert_eq!(store.decisions().expect("read").len(), 1);
}

#[test]
fn a_store_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let old = Connection::open(&path).expect("opens");
    schema::make(&old, 1).expect("made");
    let passages = format!("{}:0-10\n", ContentHash([1; 32]));
    old.execute(
        "INSERT INTO decisions (kind, word, passages) VALUES ('name', 'rain', ?1)",
        [&passages],
    )
    .expect("written");
    drop(old);
    let named = Decision::Name { passage: key(1, 0), label: "rain".to_owned() };
    let store = Store::read_only(&path).expect("opens").expect("is there");
    let log = store.decision_log_on(&[article(1, "a.txt")]).expect("read");
    assert_eq!(log[0].decision, named);
    drop(store);
    let mut store = Store::open(&path).expect("opens");
    assert_eq!(store.settle_decisions(&[]).expect("read").decisions, [named]);
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

#[cfg(unix)]
#[test]
fn folders_that_it_makes_are_its_owners() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let there = folder.path().join("there");
    std::fs::create_dir(&there).expect("made");
    let before = std::fs::metadata(&there).expect("there").permissions().mode();
    Store::open(&there.join("new/newer/library.db")).expect("opens");
    let mode = |name: &str| {
        std::fs::metadata(there.join(name)).expect("there").permissions().mode() & 0o777
    };
    assert_eq!((mode("new"), mode("new/newer")), (0o700, 0o700));
    assert_eq!(std::fs::metadata(&there).expect("there").permissions().mode(), before);
}

/// A library that somebody else made can bring code of SQL along, but none that reaches out of it.
#[test]
fn what_a_library_brings_along_is_not_trusted() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    drop(Store::open(&path).expect("opens"));
    for store in [
        Store::open(&path).expect("opens"),
        Store::read_only(&path).expect("opens").expect("there"),
    ] {
        let pragma = |name: &str| -> i64 {
            store
                .connection
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
                .expect("a number")
        };
        assert_eq!((pragma("trusted_schema"), pragma("cell_size_check")), (0, 1));
        store
            .connection
            .query_row("SELECT load_extension('x')", [], |_| Ok(()))
            .expect_err("extensions are not loaded");
    }
}

#[test]
fn a_full_store_says_so_and_keeps_what_it_had() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let mut store = Store::open(&path).expect("opens");
    store.put_annotation(&note("1", 1, "kept")).expect("kept");
    let pages: i64 =
        store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).expect("a number");
    let set = |store: &Store, pages: i64| {
        store
            .connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, i64>(0))
            .expect("set");
    };
    set(&store, pages);
    let long = "x".repeat(100_000);
    let error = store.put_annotation(&note("2", 1, &long)).expect_err("there is no room");
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert!(error.to_string().contains("library.db: no room on the disk"), "{error}");
    let texts = |store: &Store| -> Vec<String> {
        let found = store.annotations(&[article(1, "a.txt")]).expect("read");
        found.into_iter().map(|note| note.note).collect()
    };
    assert_eq!(texts(&store), ["kept"]);
    // A note that is changed to one without room stays as it was.
    store.put_annotation(&note("1", 1, &long)).expect_err("there is no room");
    assert_eq!(texts(&store), ["kept"]);
    set(&store, 1_000_000);
    store.put_annotation(&note("2", 1, "now there is")).expect("kept");
    assert_eq!(texts(&store), ["kept", "now there is"]);
}

/// Fills a store, closes it, and overwrites some of its pages.
fn damaged(path: &Path, notes: usize, spoil: impl Fn(&mut [u8])) {
    let mut store = Store::open(path).expect("opens");
    for number in 0..notes {
        let text = format!("{number} {}", "long ".repeat(200));
        store.put_annotation(&note(&format!("{number:04}"), 1, &text)).expect("kept");
    }
    let name = Decision::Name { passage: key(1, 0), label: "43 points".to_owned() };
    store.change_decisions(&[], &[name]).expect("kept");
    drop(store);
    let mut bytes = std::fs::read(path).expect("there");
    spoil(&mut bytes);
    std::fs::write(path, bytes).expect("written");
}

#[test]
fn a_damaged_store_is_saved_aside_and_what_can_be_read_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let aside = folder.path().join("library.db.damaged-1");
    // A page in the middle of the notes.
    damaged(&path, 200, |bytes| {
        let middle = bytes.len() / 2 / 4096 * 4096;
        bytes[middle..middle + 4096].fill(0xa5);
    });
    let bytes = std::fs::read(&path).expect("there");
    assert!(matches!(
        Store::read_only(&path).map(|_| ()),
        Ok(()) | Err(StoreError::Damaged { .. })
    ));
    assert_eq!(std::fs::read(&path).expect("there"), bytes, "reading mends nothing");
    let store = Store::open(&path).expect("opens");
    let rescued = store.rescued().expect("told").clone();
    assert_eq!(rescued.aside, aside);
    assert_eq!(rescued.decisions, 1);
    assert!(rescued.notes >= 150, "{rescued}");
    assert!(rescued.to_string().contains("library.db.damaged-1"), "{rescued}");
    assert_eq!(std::fs::read(&aside).expect("there"), bytes, "the damaged file is untouched");
    let found = store.annotations(&[article(1, "a.txt")]).expect("read").len();
    assert!(found >= 100, "{found} notes with their places");
    drop(store);
    assert!(Store::open(&path).expect("opens").rescued().is_none(), "it is sound again");
}

#[test]
fn a_store_that_lost_its_head_is_saved_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    for (number, spoil) in [
        |bytes: &mut [u8]| bytes[..100].fill(0),
        |bytes: &mut [u8]| bytes.fill(b'x'),
        |bytes: &mut [u8]| bytes[4096..].fill(0xff),
    ]
    .into_iter()
    .enumerate()
    {
        damaged(&path, 10, spoil);
        let store = Store::open(&path).expect("opens");
        let aside = folder.path().join(format!("library.db.damaged-{}", number + 1));
        assert_eq!(store.rescued().expect("told").aside, aside);
        assert!(aside.exists());
        drop(store);
        std::fs::remove_file(&path).expect("removed");
    }
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear reader, ".repeat(400)).expect("written");
    let error = Store::open(&path).err().expect("refused");
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "Dear reader, ".repeat(400));
    assert!(matches!(Store::read_only(&folder.path().join("none.db")), Ok(None)));
    assert!(!folder.path().join("none.db").exists());
}

#[test]
fn a_note_follows_its_quote_in_a_changed_article() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("library.db")).expect("opens");
    let mut kept = note("1", 1, "x");
    kept.anchors[0].prefix = String::new();
    kept.anchors[0].quote = "The pact has 43 points in all.".to_owned();
    kept.anchors[0].suffix = " It rained.".to_owned();
    store.put_annotation(&kept).expect("kept");
    let version =
        |byte: u8, text: &str| Article { text: text.to_owned(), ..article(byte, "a.txt") };
    for (byte, text, state, place) in [
        (2, "New. The pact has 43 points in all. It rained.", AnnotationState::Anchored, 5),
        (3, "The pact has 44 points in all. It rained.", AnnotationState::Changed, 0),
        (4, "Nothing of it is left here.", AnnotationState::Orphan, 3),
    ] {
        let found = store.annotations(&[version(byte, text)]).expect("read");
        assert_eq!((found[0].state, found[0].anchors[0].span.start), (state, place), "{text}");
        assert_eq!(found[0].anchors[0].quote, kept.anchors[0].quote, "the quote is as it was");
        let moved = ContentHash([if state == AnnotationState::Orphan { 1 } else { byte }; 32]);
        assert_eq!(found[0].anchors[0].article, moved);
    }
}
