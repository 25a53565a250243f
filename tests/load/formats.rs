//! At least forty files per format, every one right.

use super::{check, describe, open, passages, stories, write};
use hexapla::load::{self, Options};
use hexapla::model::{PartialDate, PassageKind};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Writes every story in every variant, opens the folder and checks each article.
fn check_all(ending: &str, make: impl Fn(&super::Story, usize) -> Vec<u8>) {
    let folder = TempDir::new().unwrap();
    let stories = stories();
    for story in &stories {
        for variant in 0..4 {
            let name = format!("{}-{variant}.{ending}", story.lang);
            fs::write(folder.path().join(name), make(story, variant)).unwrap();
        }
    }
    let loaded = open(folder.path());
    assert_eq!(loaded.problems, [], "{ending}");
    assert!(loaded.articles.len() >= 40 && loaded.articles.len() == stories.len() * 4, "{ending}");
    for article in &loaded.articles {
        let name = Path::new(&article.path).file_stem().unwrap().to_string_lossy().into_owned();
        let story =
            stories.iter().find(|story| name.starts_with(&format!("{}-", story.lang))).unwrap();
        check(article, story, &article.path);
    }
}

#[test]
fn plain_text_in_every_line_end_and_encoding() {
    check_all("txt", |story, variant| {
        let text = match variant {
            0 => write::text(story, "\n", ""),
            1 => format!("\u{FEFF}{}", write::text(story, "\r\n", "\r\n")),
            _ => write::text(story, "\r\n", ""),
        };
        match variant {
            2 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            3 => format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => text.into_bytes(),
        }
    });
}

#[test]
fn plain_text_in_the_old_encodings() {
    let folder = TempDir::new().unwrap();
    for story in stories() {
        let encoding = match story.lang {
            "ar" | "fa" => encoding_rs::WINDOWS_1256,
            "ru" | "uk" => encoding_rs::WINDOWS_1251,
            "tr" => encoding_rs::WINDOWS_1254,
            "he" => encoding_rs::WINDOWS_1255,
            "fr" | "de" | "es" => encoding_rs::WINDOWS_1252,
            "zh" => encoding_rs::GB18030,
            _ => continue,
        };
        let text = write::text(&story, "\n", "\n");
        let (bytes, _, lossy) = encoding.encode(&text);
        // Persian's own letters and digits are not all in windows-1256.
        if lossy {
            continue;
        }
        let path = folder.path().join(format!("{}.txt", story.lang));
        fs::write(&path, bytes).unwrap();
        let loaded = open(&path);
        check(&loaded.articles[0], &story, encoding.name());
    }
}

#[test]
fn markdown() {
    check_all("md", |story, variant| write::markdown(story, variant).into_bytes());
}

#[test]
fn html() {
    check_all("html", |story, variant| write::html(story, variant).into_bytes());
}

#[test]
fn html_in_the_encoding_it_names() {
    let folder = TempDir::new().unwrap();
    let story = stories().into_iter().find(|story| story.lang == "ar").unwrap();
    let page = write::html(&story, 0).replace("charset=\"utf-8\"", "charset=\"windows-1256\"");
    let path = folder.path().join("page");
    fs::write(&path, encoding_rs::WINDOWS_1256.encode(&page).0).unwrap();
    let loaded = open(&path);
    check(&loaded.articles[0], &story, "windows-1256 page");
    assert_eq!(loaded.articles[0].date, Some(PartialDate::full(2023, 5, 4)));
}

#[test]
fn a_post_in_a_page_is_noise() {
    let folder = TempDir::new().unwrap();
    let story = stories().into_iter().find(|story| story.lang == "en").unwrap();
    let path = folder.path().join("page.html");
    fs::write(&path, write::html(&story, 1)).unwrap();
    let loaded = open(&path);
    let prose = passages(&loaded.articles[0], |kind| !kind.is_noise());
    assert!(!prose.contains("Newpier!") && !prose.contains("@alderbay"), "{prose}");
}

/// Programs that nobody tells the language write English over any text.
#[test]
fn a_language_that_the_text_is_not_in_is_not_believed() {
    let wrong = |story: &super::Story| super::Story { lang: "en", ..*story };
    for story in stories().iter().filter(|story| ["ar", "ru", "hi", "he"].contains(&story.lang)) {
        for (name, file) in [
            ("a.epub", write::epub(&wrong(story), 0)),
            ("a.html", write::html(&wrong(story), 0).into_bytes()),
            ("a.xml", write::rss(&wrong(story), 0).into_bytes()),
        ] {
            let loaded = load::from_bytes(name, file, &Options::default());
            assert_eq!(loaded.articles[0].lang.as_str(), story.lang, "{name}");
        }
    }
}

#[test]
fn books() {
    check_all("epub", write::epub);
}

/// Readers of books name the title apart; it stands in the text all the same.
#[test]
fn a_book_keeps_its_title() {
    for story in stories() {
        let loaded = load::from_bytes("a.epub", write::epub(&story, 0), &Options::default());
        let titles = passages(&loaded.articles[0], |kind| kind == PassageKind::Title);
        let wanted: String = story.title.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(titles, wanted, "{:#?}", describe(&loaded.articles[0]));
    }
}

#[test]
fn word_documents() {
    check_all("docx", write::docx);
}

#[test]
fn feeds() {
    check_all("xml", |story, variant| write::rss(story, variant).into_bytes());
}

#[test]
fn json_lines() {
    check_all("jsonl", |story, variant| write::json(story, variant).into_bytes());
}

#[test]
fn bitexts_give_an_article_a_language() {
    let folder = TempDir::new().unwrap();
    let stories = stories();
    let mut files = 0;
    for (at, a) in stories.iter().enumerate() {
        let b = &stories[(at + 1) % stories.len()];
        for variant in 0..3 {
            for ending in ["tmx", "xlf"] {
                let path = folder.path().join(format!("{}-{variant}.{ending}", a.lang));
                fs::write(&path, write::bitext(a, b, variant)).unwrap();
                let loaded = open(&path);
                files += 1;
                assert_eq!(
                    (loaded.articles.len(), loaded.problems.len()),
                    (2, 0),
                    "{path:?} {:?}",
                    loaded.problems
                );
                for (article, story) in loaded.articles.iter().zip([a, b]) {
                    assert_eq!(article.lang.as_str(), story.lang);
                    let expected: Vec<&str> =
                        std::iter::once(story.title).chain(story.body).collect();
                    let found: Vec<&str> =
                        article.passages.iter().map(|p| p.span.of(&article.text)).collect();
                    assert_eq!(found, expected, "{path:?}");
                    assert!(
                        article.passages.iter().all(|passage| passage.kind == PassageKind::Prose)
                    );
                }
            }
        }
    }
    assert!(files >= 40, "{files}");
}

#[test]
fn a_set_file_says_what_its_files_do_not() {
    let folder = TempDir::new().unwrap();
    let stories = stories();
    for story in &stories[..2] {
        fs::write(folder.path().join(format!("{}.txt", story.lang)), write::text(story, "\n", ""))
            .unwrap();
    }
    let set = folder.path().join("set.toml");
    fs::write(
        &set,
        "[[article]]\npath = 'en.txt'\nlang = 'fr'\ndate = 2023-05-04\nsource = 'Courier'\nid = 'one'\n\
         [[article]]\npath = 'ar.txt'\ntitle = 'T'\n[[article]]\npath = 'gone.txt'\n",
    )
    .unwrap();
    let loaded = open(&set);
    let [en, ar] = &loaded.articles[..] else { panic!("{loaded:?}") };
    assert_eq!(
        (en.id.as_str(), en.lang.as_str(), en.source.as_deref()),
        ("one", "fr", Some("Courier"))
    );
    assert_eq!(en.date, Some(PartialDate::full(2023, 5, 4)));
    assert_eq!((ar.id.as_str(), ar.lang.as_str(), ar.title.as_deref()), ("ar", "ar", Some("T")));
    assert_eq!(loaded.problems.len(), 1);
    assert!(loaded.problems[0].path.ends_with("gone.txt"));
}

#[test]
fn ids_are_unique_and_the_order_is_the_one_given() {
    let folder = TempDir::new().unwrap();
    let story = stories()[0];
    let mut paths = Vec::new();
    for sub in ["b", "a"] {
        fs::create_dir(folder.path().join(sub)).unwrap();
        let path = folder.path().join(sub).join("x.txt");
        fs::write(&path, write::text(&story, "\n", "")).unwrap();
        paths.push(path.to_string_lossy().into_owned());
    }
    let loaded = load::load(&paths, &Options::default());
    let found: Vec<(&str, &str)> =
        loaded.articles.iter().map(|a| (a.path.as_str(), a.id.as_str())).collect();
    assert_eq!(found, [(paths[0].as_str(), "x"), (paths[1].as_str(), "x-2")]);
    let lang = (paths[1].clone(), "tr".parse().unwrap());
    let date = (paths[1].clone(), PartialDate::full(2020, 1, 2));
    let options = Options { langs: vec![lang], dates: vec![date], ..Options::default() };
    let loaded = load::load(&paths, &options);
    assert_eq!(loaded.articles[1].lang.as_str(), "tr");
    assert_eq!(loaded.articles[1].date, Some(PartialDate::full(2020, 1, 2)));
    assert_ne!(loaded.articles[0].lang.as_str(), "tr");
}
