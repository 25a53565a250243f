//! The library under violence: killed while it writes, two writers at once, no room on the disk.

use hexapla::model::{
    Anchor, Annotation, AnnotationState, Article, Color, ContentHash, Direction, Lang, Span, Target,
};
use hexapla::store::{Store, StoreError};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Kills in one run; in CI fewer, so that it stays short.
fn kills() -> usize {
    if std::env::var_os("CI").is_some() { 40 } else { 200 }
}

const HASH: ContentHash = ContentHash([7; 32]);

fn article() -> Article {
    Article {
        path: "a.txt".to_owned(),
        id: "a".to_owned(),
        source: None,
        title: None,
        lang: Lang::new("en"),
        dir: Direction::LeftToRight,
        date: None,
        text: "The harbour is open.".to_owned(),
        hash: HASH,
        passages: Vec::new(),
    }
}

fn note(id: String, text: &str) -> Annotation {
    Annotation {
        note: format!("{id} {text}"),
        id,
        on: Target::Range,
        anchors: vec![Anchor {
            article: HASH,
            path: "a.txt".to_owned(),
            article_id: "a".to_owned(),
            lang: Lang::new("en"),
            span: Span::new(4, 11),
            quote: "harbour".to_owned(),
            prefix: "The ".to_owned(),
            suffix: " is open.".to_owned(),
        }],
        tags: vec!["t".to_owned()],
        color: Color::Red,
        author: "me".to_owned(),
        created: 1,
        modified: 1,
        state: AnnotationState::Anchored,
    }
}

fn ids(path: &Path) -> BTreeSet<String> {
    let store = Store::open(path).expect("opens");
    assert!(store.rescued().is_none(), "a kill damages nothing");
    let notes = store.annotations(&[article()]).expect("read");
    for found in &notes {
        let whole = note(found.id.clone(), &"text ".repeat(50));
        assert_eq!(*found, whole, "a note is kept as a whole or not at all");
    }
    notes.into_iter().map(|note| note.id).collect()
}

/// Not a test of its own: what the tests below start as another process. Writes notes and says
/// each that the store acknowledged.
#[test]
fn writer() {
    let (Some(path), Ok(name)) = (std::env::var_os("STORE_PATH"), std::env::var("STORE_NAME"))
    else {
        return;
    };
    let most: usize = std::env::var("STORE_MOST").expect("set").parse().expect("a number");
    let mut store = Store::open(Path::new(&path)).expect("opens");
    for number in 0..most {
        let id = format!("{name}-{number}");
        store.put_annotation(&note(id.clone(), &"text ".repeat(50))).expect("kept");
        println!("kept {id}");
    }
}

fn start(path: &Path, name: &str, most: usize) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut child = Command::new(std::env::current_exe().expect("known"))
        .args(["--exact", "writer", "--nocapture"])
        .env("STORE_PATH", path)
        .env("STORE_NAME", name)
        .env("STORE_MOST", most.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    let kept = out
        .lines()
        .map_while(Result::ok)
        // A line that the kill cut short acknowledges nothing that can be told.
        .filter_map(|line| line.split_once("kept ").map(|(_, id)| id.to_owned()));
    (child, kept)
}

#[test]
fn nothing_acknowledged_is_lost_by_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut chance: u64 = 0x2545_f491_4f6c_dd1d;
    let mut random = |below: u64| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        chance % below
    };
    let (mut acknowledged, mut checked) = (BTreeSet::new(), 0);
    for kill in 0..kills() {
        // A new file now and then, so that its making is interrupted too.
        let path = folder.path().join(format!("library-{}.db", kill / 20));
        let (mut child, mut kept) = start(&path, &format!("{kill}"), 1_000_000);
        let wanted = random(6) as usize;
        acknowledged.extend(kept.by_ref().take(wanted));
        std::thread::sleep(Duration::from_micros(random(3_000)));
        child.kill().expect("killed");
        child.wait().expect("ended");
        // What it said before the kill reached it counts too, but for a line cut short.
        acknowledged.extend(kept.filter(|id| id.starts_with(&format!("{kill}-"))));
        if kill % 20 == 19 || kill + 1 == kills() {
            let found = ids(&path);
            let lost: Vec<_> = acknowledged.difference(&found).collect();
            // A last line cut short is the beginning of a number, which was kept before it.
            assert!(lost.is_empty(), "lost: {lost:?}");
            checked += acknowledged.len();
            acknowledged.clear();
        }
    }
    assert!(checked >= kills(), "{checked} notes were acknowledged");
    println!("{} kills, {checked} acknowledged notes, none lost", kills());
}

#[test]
fn two_writers_at_once_keep_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("library.db");
    let most = if std::env::var_os("CI").is_some() { 200 } else { 1000 };
    let writers: Vec<_> = ["one", "two"].map(|name| start(&path, name, most)).into();
    let readers: Vec<_> = writers
        .into_iter()
        .map(|(mut child, kept)| {
            std::thread::spawn(move || {
                let kept: Vec<String> = kept.collect();
                assert!(child.wait().expect("ends").success());
                kept
            })
        })
        .collect();
    let said: BTreeSet<String> =
        readers.into_iter().flat_map(|reader| reader.join().expect("read")).collect();
    assert_eq!(said.len(), 2 * most);
    assert_eq!(ids(&path), said);
}

/// A small file system in memory, given back at the end.
struct Small(tempfile::TempDir);

impl Small {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=400k", "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_said_and_earlier_notes_stay() {
    let Some(disk) = Small::mount() else {
        eprintln!("skipped: mounting a file system is not allowed here");
        return;
    };
    let path = disk.0.path().join("library.db");
    let mut store = Store::open(&path).expect("opens");
    let mut kept = BTreeSet::new();
    let error = loop {
        let id = format!("n{}", kept.len());
        match store.put_annotation(&note(id.clone(), &"text ".repeat(50))) {
            Ok(()) => assert!(kept.insert(id)),
            Err(error) => break error,
        }
        assert!(kept.len() < 10_000, "the disk never fills");
    };
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert!(kept.len() > 10);
    let found = |store: &Store| -> BTreeSet<String> {
        let notes = store.annotations(&[article()]).expect("read");
        notes.into_iter().map(|note| note.id).collect()
    };
    assert_eq!(found(&store), kept, "while it is full");
    drop(store);
    let store = Store::read_only(&path).expect("readable").expect("there");
    assert_eq!(found(&store), kept, "after closing");
}
