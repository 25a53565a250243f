//! Broken copies of good files by the million, where libFuzzer can't be had:
//! `cargo run --release --example mutate -- SECONDS [OUT [SEED]]`. Each loader gets that many seconds. EPUB
//! and DOCX are changed inside and packed again. What makes a loader panic, take longer than
//! five seconds or give unsound spans is written to OUT and counted. `mutate seeds FOLDER` writes the
//! good files, a folder for each libFuzzer target, shaped as that target takes them.

#[path = "../../tests/load/write.rs"]
#[allow(dead_code)]
mod write;

use hexapla::load::{self, Limits, Options};
use std::error::Error;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;
use write::Story;

const SLOW: Duration = Duration::from_secs(5);

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % n.max(1) as u64) as usize
    }
}

/// Pieces that mean something to some reader.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"</",
    b"/>",
    b"&",
    b"&amp;",
    b"&#0;",
    b"&#x110000;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"\0",
    b"\r",
    b"\n\n",
    b"\"",
    b"'",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xfe\xff",
    b"\xd8\x00",
    b"\x80",
    b"---\n",
    b"# ",
    b"```",
    b"|",
    b"<p>",
    b"<table>",
    b"<w:p>",
    b"<tuv>",
    b"<seg>",
    b"<x/>",
    b"xml:lang=\"ar\"",
    b"9999999999",
    b"-1",
    "\u{202e}".as_bytes(),
    "\u{301}".as_bytes(),
    "\u{200d}".as_bytes(),
    "👩‍🚀".as_bytes(),
    "۴۳".as_bytes(),
];

fn change(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let length = bytes.len();
    let at = dice.below(length + 1);
    let most = if dice.below(8) == 0 { 2000 } else { 24 };
    let count = 1 + dice.below(most);
    let end = (at + count).min(length);
    match dice.below(7) {
        0 if length > 0 => bytes[at.min(length - 1)] = dice.below(256) as u8,
        1 if length > 0 => bytes[at.min(length - 1)] ^= 1 << dice.below(8),
        2 => drop(bytes.drain(at..end)),
        3 => {
            let piece = bytes[at..end].to_vec();
            for _ in 0..1 + dice.below(20) {
                bytes.splice(at..at, piece.iter().copied());
            }
        }
        4 => {
            let piece = bytes[at..end].to_vec();
            let to = dice.below(length + 1);
            bytes.splice(to..to, piece);
        }
        5 if dice.below(6) == 0 => bytes.truncate(at),
        _ => {
            let piece = PIECES[dice.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}

/// A file of an archive: its name and what is in it.
type Member = (String, Vec<u8>);

fn unpack(bytes: &[u8]) -> Result<Vec<Member>, Box<dyn Error>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        files.push((file.name()?.into_owned(), content));
    }
    Ok(files)
}

fn sound(name: &str, bytes: &[u8]) -> bool {
    let limits = Limits { text_bytes: 1 << 20, unpacked_bytes: 4 << 20, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let loaded = load::from_bytes(name, bytes.to_vec(), &options);
    let edges = |text: &str| -> Vec<usize> {
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
    };
    let whole = |article: &hexapla::model::Article| {
        let edges = edges(&article.text);
        let mut last = 0;
        article.passages.iter().all(|passage| {
            let (start, end) = (passage.span.start, passage.span.end);
            let holds = start >= last
                && end >= start
                && edges.binary_search(&start).is_ok()
                && edges.binary_search(&end).is_ok();
            last = end;
            holds
        })
    };
    loaded.articles.iter().all(whole)
        && loaded.problems.iter().all(|p| !p.what.is_empty() && !p.way_out.is_empty())
        && (!loaded.articles.is_empty() || !loaded.problems.is_empty())
}

fn files(loader: &str) -> Vec<Vec<u8>> {
    let stories: Vec<Story> = include_str!("../../tests/data/noise_frames.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [lang, title, a, b, c] = fields[..] else { return None };
            Some(Story { lang, title, body: [a, b, c] })
        })
        .collect();
    let of = |story: &Story, variant: usize| match loader {
        "text" if variant == 1 => {
            write::text(story, "\n", "").encode_utf16().flat_map(u16::to_le_bytes).collect()
        }
        "text" => write::text(story, "\r\n", "\r\n").into_bytes(),
        "markdown" => write::markdown(story, variant).into_bytes(),
        "html" => write::html(story, variant).into_bytes(),
        "json" => write::json(story, variant).into_bytes(),
        "feed" => write::rss(story, variant).into_bytes(),
        "bitext" => write::bitext(story, &stories[0], variant % 3).into_bytes(),
        "epub" => write::epub(story, variant),
        "docx" => write::docx(story, variant),
        "pdf" => write::pdf(&story.body),
        _ => "[[article]]\npath = 'gone.txt'\nlang = 'ar'\ndate = 2023-05-04\nid = 'a'\n".into(),
    };
    stories.iter().flat_map(|story| (0..4).map(move |variant| of(story, variant))).collect()
}

/// Notes and verdicts on the articles that the target `import` has open.
const NOTES: [&str; 3] = [
    r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","id":"urn:uuid:6fa459ea-ee8a-4ca4-894e-db77e160355e","created":"2022-02-23T08:00:00Z","body":[{"type":"TextualBody","value":"Others say eleven."},{"type":"TextualBody","purpose":"tagging","value":"ships"}],"target":{"source":{"id":"a.txt","label":"a"},"selector":[{"type":"TextQuoteSelector","exact":"Nine ships","prefix":"open. ","suffix":" came"},{"type":"TextPositionSelector","start":21,"end":31},{"type":"DataPositionSelector","start":21,"end":31}]}}"#,
    r#"[{"type":"Annotation","motivation":"assessing","body":{"type":"TextualBody","purpose":"classifying","value":"confirmed"},"target":[{"source":"a.txt","selector":{"type":"TextQuoteSelector","exact":"Nine ships came."}},{"source":"b.txt","selector":{"type":"TextPositionSelector","start":14,"end":26}}]}]"#,
    "<tmx version='1.4'><header srclang='*all*'/><body><tu><prop type='x-verdict'>rejected</prop><tuv xml:lang='en'><prop type='x-bytes'>21-37</prop><seg>Nine ships came.</seg></tuv><tuv xml:lang='fa'><seg>نه کشتی آمد.</seg></tuv></tu></body></tmx>",
];

/// The good files as the fuzz targets take them. Where the first byte chooses what stands before
/// the rest, it is one that chooses nothing.
fn seeds(folder: &Path) -> Result<(), Box<dyn Error>> {
    let led = |first: u8, file: &[u8]| [&[first], file].concat();
    let mut made: Vec<(&str, Vec<u8>)> = Vec::new();
    for loader in
        ["text", "markdown", "html", "json", "feed", "bitext", "epub", "docx", "pdf", "set"]
    {
        for file in files(loader).into_iter().take(40) {
            match loader {
                "feed" => made.push(("load_feed", led(b'2', &file))),
                "bitext" => made.push(("load_bitext", led(b'3', &file))),
                "pdf" => made.push(("load_pdf", file[file.len().min(9)..].to_vec())),
                "text" => {
                    made.push(("load_text", file.clone()));
                    made.push(("layout", [&[40, 0], &file[..]].concat()));
                    made.push(("scanner", led((made.len() % 16) as u8, &file)));
                }
                "markdown" => made.push(("load_markdown", file)),
                "html" => made.push(("load_html", file)),
                "json" => made.push(("load_json", file)),
                "set" => made.push(("load_set", file)),
                "docx" => {
                    for (name, part) in unpack(&file)? {
                        if name == "word/document.xml" {
                            made.push(("load_docx", part));
                        }
                    }
                    made.push(("load_docx", file));
                }
                _ => {
                    for (name, part) in unpack(&file)? {
                        let kind = if name.ends_with(".opf") { Some(b'0') } else { None };
                        let kind = kind.or(name.ends_with(".xhtml").then_some(b'1'));
                        if let Some(kind) = kind {
                            made.push(("load_epub", led(kind, &part)));
                        }
                    }
                    made.push(("load_epub", file));
                }
            }
        }
    }
    made.extend(NOTES.map(|notes| ("import", led(b'3', notes.as_bytes()))));
    let answers = "\x1b[?62;4;22c\x1b[>1;7802;0c\x1bP>|XTerm(379)\x1b\\\x1b]11;rgb:0000/0000/0000\x07\x1b[3;9Rab";
    made.push(("answers", answers.as_bytes().to_vec()));
    for (number, (target, bytes)) in made.iter().enumerate() {
        std::fs::create_dir_all(folder.join(target))?;
        std::fs::write(folder.join(target).join(number.to_string()), bytes)?;
    }
    println!("{} files", made.len());
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, folder] = &arguments[..]
        && command == "seeds"
    {
        return seeds(Path::new(folder));
    }
    let seconds = arguments.first().map_or(Ok(10), |text| text.parse())?;
    let out = arguments.get(1).cloned().unwrap_or_else(|| "mutate-out".to_owned());
    std::fs::create_dir_all(&out)?;
    let mut dice = Dice(arguments.get(2).map_or(Ok(1), |text| text.parse())?);
    std::panic::set_hook(Box::new(|_| {}));
    println!("loader     runs  bad");
    for (loader, name) in [
        ("text", "a.txt"),
        ("markdown", "a.md"),
        ("html", "a.html"),
        ("json", "a.jsonl"),
        ("feed", "a.xml"),
        ("bitext", "a.tmx"),
        ("epub", "a.epub"),
        ("docx", "a.docx"),
        ("pdf", "a.pdf"),
        ("set", "a.toml"),
    ] {
        let good = files(loader);
        let (start, mut runs, mut bad) = (Instant::now(), 0_usize, 0_usize);
        while start.elapsed() < Duration::from_secs(seconds) {
            let mut bytes = good[dice.below(good.len())].clone();
            let inside = matches!(loader, "epub" | "docx") && dice.below(4) > 0;
            let changes = 1 + dice.below(8);
            if inside {
                let mut parts = unpack(&bytes)?;
                for _ in 0..changes {
                    let at = dice.below(parts.len());
                    change(&mut parts[at].1, &mut dice);
                }
                bytes = write::packed(
                    &parts
                        .iter()
                        .map(|(name, part)| (name.as_str(), &part[..]))
                        .collect::<Vec<_>>(),
                );
            } else {
                (0..changes).for_each(|_| change(&mut bytes, &mut dice));
            }
            let quick = || {
                let before = Instant::now();
                let fine = catch_unwind(|| sound(name, &bytes)).unwrap_or(false);
                fine && before.elapsed() < SLOW
            };
            runs += 1;
            // Twice: the machine may have been busy with something else.
            if !quick() && !quick() {
                std::fs::write(format!("{out}/{loader}-{bad}-{name}"), &bytes)?;
                bad += 1;
            }
        }
        println!("{loader:9} {runs:6} {bad:4}");
    }
    Ok(())
}
