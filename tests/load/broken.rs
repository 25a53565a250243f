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
    refused("many.html", "<p>a".repeat(2_100_000).as_bytes(), "2000000 elements");
    let locked = ["META-INF/container.xml", "META-INF/encryption.xml", "META-INF/license.lcpl"];
    refused("lcp.epub", &write::zipped(&locked.map(|name| (name, String::new()))), "DRM");
    for (name, bytes) in [("password.docx", &docx), ("password.epub", &epub)] {
        refused(name, &write::with_password(bytes), "is encrypted");
    }
    refused("other.zip", &write::zipped(&[("a.bin", "x".to_owned())]), "zip");
    refused("cut.tmx", &write::bitext(&story, &stories()[1], 0).as_bytes()[..700], "");
    refused("bad.xlf", b"<xliff version='2.1'><file></xliff>", "XML");
    refused("none.xml", b"<rss version='2.0'><channel></channel></rss>", "");
    refused("set.toml", b"[[article]]\npth = 'a'\n", "line 2");
    refused("set.toml", b"a = [", "set file");
    refused("story.xml", b"<?xml version='1.0'?><nitf><body>Text.</body></nitf>", "<nitf>");
    refused("none.jsonl", b"[]", "no articles");
    refused("page.html", b"<html><head><script>x</script></head><body></body></html>", "no text");
    refused("a.pdf", b"%PDF-1.7\n", "PDF");
    refused("ar.pdf", &write::pdf(&["ةعاس ةرشع ىدحإ ثداحملا"]), "PDF");
}

/// Whatever its dictionary says, and however often it is packed.
#[cfg(feature = "pdf")]
#[test]
fn a_pdf_that_unpacks_without_end_is_refused_before_it_is_read() {
    let bomb = vec![b' '; 30 << 20];
    let once = write::deflated(&bomb);
    let limits = Limits { unpacked_bytes: 4 << 20, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    for (packed, dictionary) in [
        (once.clone(), "/Filter /FlateDecode"),
        (write::deflated(&once), "/Filter [/FlateDecode /FlateDecode]"),
        (once, "/Subtype /Image /Filter /FlateDecode"),
    ] {
        let mut file = b"%PDF-1.4\n4 0 obj\n<< ".to_vec();
        file.extend(dictionary.as_bytes());
        file.extend(format!(" /Length {} >>\nstream\n", packed.len()).bytes());
        file.extend(packed);
        file.extend(b"\nendstream\nendobj\n");
        let loaded = load::from_bytes("bomb.pdf", file, &options);
        let said = loaded.problems[0].to_string();
        assert!(said.contains("unpacks to more than 4 MB"), "{dictionary}: {said}");
    }
}

/// What a PDF says in Latin letters is read, where the program is built to; other builds say so.
#[test]
fn a_pdf_is_read_or_refused() {
    let lines = ["The council met on Monday evening.", "It will build a new pier."];
    let loaded = load::from_bytes("a.pdf", write::pdf(&lines), &Options::default());
    if cfg!(feature = "pdf") {
        assert_eq!(loaded.problems, []);
        let article = &loaded.articles[0];
        let passages: Vec<&str> =
            article.passages.iter().map(|passage| passage.span.of(&article.text)).collect();
        assert_eq!(passages, lines);
    } else {
        assert!(loaded.problems[0].to_string().contains("--features pdf"), "{:?}", loaded.problems);
    }
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

/// Half of an emoji, as programs leave it that cut text by the unit of UTF-16.
#[test]
fn half_a_surrogate_pair_in_json_is_a_mark_in_the_text() {
    let rows = r#"{"text":"The pier \ud83d is open."} {"text":"Ships \ud83d\ude00 came."}"#;
    for (name, json) in [
        ("rows.jsonl", rows.replace("} {", "}\n{")),
        ("rows", format!("[{}]", rows.replace("} {", "},{"))),
    ] {
        let loaded = load::from_bytes(name, json.into_bytes(), &Options::default());
        assert_eq!(loaded.problems, []);
        let texts: Vec<&str> = loaded.articles.iter().map(|article| &article.text[..]).collect();
        assert_eq!(texts, ["The pier \u{fffd} is open.", "Ships 😀 came."]);
    }
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
    let message = loaded.problems[0].to_string();
    assert!(message.contains("4.9 kB") && message.contains("3.9 kB"), "{message}");
    let loaded = open(Limits { text_bytes: 4000, ..Limits::default() });
    assert!(loaded.problems[0].to_string().contains("text_megabytes"), "{:?}", loaded.problems);
    assert_eq!(open(Limits::default()).problems, []);
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_read() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bomb.docx");
    let bomb = " ".repeat(30 << 20);
    fs::write(&path, write::zipped(&[("word/document.xml", bomb)])).unwrap();
    let limits = Limits { unpacked_bytes: 4 << 20, ..Limits::default() };
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
fn a_folder_or_file_of_too_many_is_refused() {
    let folder = TempDir::new().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(folder.path().join(name), "A line.").unwrap();
    }
    let rows = folder.path().join("rows.jsonl");
    fs::write(&rows, "{\"text\":\"A line.\"}\n".repeat(3)).unwrap();
    let folder = folder.path().to_string_lossy().into_owned();
    let options =
        Options { limits: Limits { articles: 2, ..Limits::default() }, ..Options::default() };
    for path in [folder.clone(), format!("{folder}/*.txt"), rows.to_string_lossy().into_owned()] {
        let loaded = load::load(std::slice::from_ref(&path), &options);
        assert!(loaded.articles.is_empty(), "{path}");
        let message = loaded.problems[0].to_string();
        assert!(message.starts_with(&path) && message.contains("limit of 2"), "{message}");
        assert!(message.contains("`articles` under [limits]"), "{message}");
    }
}

/// One article is too long, not the file that it stands in with others.
#[test]
fn the_limit_of_text_is_one_of_each_article() {
    let short = "{\"text\":\"A line of words.\"}\n";
    let long = format!("{{\"text\":\"{}\"}}\n", "word ".repeat(300));
    let limits = Limits { text_bytes: 1000, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let bytes = (short.repeat(100) + &long).into_bytes();
    let loaded = load::from_bytes("rows.jsonl", bytes, &options);
    assert_eq!(loaded.articles.len(), 100);
    let [problem] = &loaded.problems[..] else { panic!("{:?}", loaded.problems) };
    let message = problem.to_string();
    assert!(message.contains("line 101") && message.contains("`text_megabytes`"), "{message}");
}

/// Nobody's permissions keep the administrator out: there is nothing to see then.
#[cfg(unix)]
#[test]
fn a_folder_that_is_shut_is_named_and_the_rest_opens() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let shut = folder.path().join("shut");
    fs::create_dir(&shut).unwrap();
    fs::write(folder.path().join("a.txt"), "First.").unwrap();
    let allow = |mode| fs::set_permissions(&shut, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o000);
    if fs::read_dir(&shut).is_ok() {
        return;
    }
    let folder = folder.path().to_string_lossy().into_owned();
    for path in [folder.clone(), format!("{folder}/*/*.txt")] {
        let good = format!("{folder}/a.txt");
        let loaded = load::load(&[path, good], &Options::default());
        let [problem] = &loaded.problems[..] else { panic!("{:?}", loaded.problems) };
        assert_eq!(problem.path, shut.to_string_lossy());
        assert!(problem.to_string().contains("permissions"), "{problem}");
        assert!(!loaded.articles.is_empty());
    }
    allow(0o700);
}

#[test]
fn a_pattern_is_a_set() {
    let folder = TempDir::new().unwrap();
    for (name, text) in
        [("b.txt", "Second."), ("a.txt", "First."), ("c.md", "Third."), ("[d].txt", "Fourth.")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::create_dir(folder.path().join("in.txt")).unwrap();
    fs::write(folder.path().join("in.txt/e.md"), "Fifth.").unwrap();
    let folder = folder.path().to_string_lossy().into_owned();
    let ids = |pattern: &str| -> Result<Vec<String>, String> {
        let loaded = load::load(&[format!("{folder}/{pattern}")], &Options::default());
        match &loaded.problems[..] {
            [] => Ok(loaded.articles.into_iter().map(|article| article.id).collect()),
            [problem, ..] => Err(problem.to_string()),
        }
    };
    let good = |ids: &[&str]| Ok(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    assert_eq!(ids("[ab].txt"), good(&["a", "b"]));
    assert_eq!(ids("?.*"), good(&["a", "b", "c"]));
    assert_eq!(ids("i*"), good(&["e"]), "a folder that fits is a folder given");
    assert_eq!(ids("[d].txt"), good(&["[d]"]), "a file of that very name comes first");
    for (pattern, what) in [("*.rtf", "no file"), ("[a.txt", "pattern")] {
        let message = ids(pattern).unwrap_err();
        assert!(message.contains(pattern) && message.contains(what), "{message}");
    }
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
