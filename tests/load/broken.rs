//! What can't be read is named, with the way out, and the rest opens.

use super::{open, stories, write};
use hexapla::load::{self, Limits, Options};
use std::fs;
use tempfile::TempDir;

fn refused(name: &str, bytes: &[u8], what: &str) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let loaded = open(&path);
    assert!(loaded.articles.is_empty(), "{name} opened: {:?}", loaded.articles);
    let [problem] = &loaded.problems[..] else { panic!("{name}: {:?}", loaded.problems) };
    let message = problem.to_string();
    assert!(message.contains(name) && message.contains(what), "{message}");
    assert!(!problem.way_out.is_empty(), "{message}");
}

#[test]
fn each_kind_of_broken_file_has_its_message() {
    let story = stories()[0];
    let docx = write::docx(&story, 0);
    let epub = write::epub(&story, 0);
    refused("empty.txt", b"", "empty");
    refused("blank.txt", b"\xEF\xBB\xBF \n\n", "empty");
    refused("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0", "binary");
    refused("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "Office");
    refused("a.rtf", b"{\\rtf1 text}", "RTF");
    refused("a.txt.gz", b"\x1F\x8B\x08\0", "gzip");
    refused("cut.docx", &docx[..docx.len() / 2], "zip");
    refused("cut.epub", &epub[..epub.len() / 2], "zip");
    refused("other.zip", &write::zipped(&[("a.bin", "x".to_owned())]), "zip");
    refused("cut.tmx", &write::bitext(&story, &stories()[1], 0).as_bytes()[..700], "");
    refused("bad.xlf", b"<xliff version='2.1'><file></xliff>", "XML");
    refused("none.xml", b"<rss version='2.0'><channel></channel></rss>", "");
    refused("set.toml", b"[[article]]\npth = 'a'\n", "line 2");
    refused("set.toml", b"a = [", "set file");
    refused("page.html", b"<html><head><script>x</script></head><body></body></html>", "no text");
    #[cfg(not(feature = "pdf"))]
    refused("a.pdf", b"%PDF-1.7\n", "PDF");
}

#[test]
fn a_missing_file_does_not_keep_the_others_from_opening() {
    let folder = TempDir::new().unwrap();
    let good = folder.path().join("good.txt");
    fs::write(&good, write::text(&stories()[0], "\n", "")).unwrap();
    let gone = folder.path().join("gone.txt").to_string_lossy().into_owned();
    let loaded =
        load::load(&[gone.clone(), good.to_string_lossy().into_owned()], &Options::default());
    assert_eq!((loaded.articles.len(), loaded.problems.len()), (1, 1));
    assert_eq!(loaded.problems[0].path, gone);
}

#[test]
fn bad_lines_of_json_are_named_and_passed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("rows.jsonl");
    let good = write::json(&stories()[0], 0);
    fs::write(&path, format!("{good}{{\"id\": 3\n\n{good}{{\"text\": \" \"}}\n")).unwrap();
    let loaded = open(&path);
    assert_eq!(loaded.articles.len(), 2);
    assert_ne!(loaded.articles[0].id, loaded.articles[1].id);
    let places: Vec<&str> = loaded.problems.iter().filter_map(|p| p.place.as_deref()).collect();
    assert_eq!(places, ["line 2", "line 5"]);
}

#[test]
fn limits_are_stated() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("long.txt");
    fs::write(&path, "word ".repeat(1000)).unwrap();
    let open = |limits| {
        load::load(
            &[path.to_string_lossy().into_owned()],
            &Options { limits, ..Options::default() },
        )
    };
    let loaded = open(Limits { file_bytes: 4000, ..Limits::default() });
    assert!(loaded.problems[0].to_string().contains("3.9 kB"), "{:?}", loaded.problems);
    let loaded = open(Limits { text_bytes: 4000, ..Limits::default() });
    assert!(loaded.problems[0].to_string().contains("text_bytes"), "{:?}", loaded.problems);
    assert_eq!(open(Limits::default()).problems, []);
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bomb.docx");
    let bomb = " ".repeat(30 << 20);
    fs::write(&path, write::zipped(&[("word/document.xml", bomb)])).unwrap();
    let limits = Limits { text_bytes: 1 << 20, ..Limits::default() };
    let loaded = load::load(
        &[path.to_string_lossy().into_owned()],
        &Options { limits, ..Options::default() },
    );
    assert!(
        loaded.problems[0].to_string().contains("unpacks to more than 4 MB"),
        "{:?}",
        loaded.problems
    );
}

#[test]
fn deep_and_wide_markup_does_no_harm() {
    let folder = TempDir::new().unwrap();
    for (name, page) in [
        (
            "deep.html",
            format!(
                "<html><body>{}text of the page{}",
                "<div>".repeat(60_000),
                "</div>".repeat(60_000)
            ),
        ),
        ("wide.html", format!("<html><body>{}", "<p>word</p>".repeat(50_000))),
        ("open.html", format!("<html><body>{}text", "<b><i><a>".repeat(3_000))),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, page).unwrap();
        let before = std::time::Instant::now();
        let loaded = open(&path);
        assert_eq!(loaded.articles.len() + loaded.problems.len(), 1, "{name}");
        assert!(before.elapsed().as_secs() < 60, "{name}: {:?}", before.elapsed());
    }
}
