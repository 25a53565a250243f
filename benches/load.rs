//! Articles loaded a second for each format, and text cut and identified a second.

#[path = "../tests/group/feed.rs"]
#[allow(dead_code)]
mod feed;
#[path = "../tests/load/write.rs"]
#[allow(dead_code)]
mod write;

use divan::counter::{BytesCount, ItemsCount};
use hexapla::align::group::{self, Profile};
use hexapla::lang::{identify, sentences};
use hexapla::load::{self, Limits, Options};
use hexapla::model::Lang;
use write::Story;

fn main() {
    divan::main();
}

fn stories() -> Vec<Story> {
    include_str!("../tests/data/noise_frames.tsv")
        .lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [lang, title, a, b, c] = fields[..] else { return None };
            Some(Story { lang, title, body: [a, b, c] })
        })
        .collect()
}

/// All stories in one format, the paragraphs ten times over so that they have an article's length.
fn files(format: &str) -> Vec<Vec<u8>> {
    let long = |text: &'static str| -> &'static str {
        Box::leak(format!("{text} ").repeat(10).into_boxed_str())
    };
    stories()
        .into_iter()
        .map(|story| Story { body: story.body.map(long), ..story })
        .map(|story| match format {
            "txt" => write::text(&story, "\n", "\n").into_bytes(),
            "md" => write::markdown(&story, 0).into_bytes(),
            "html" => write::html(&story, 0).into_bytes(),
            "epub" => write::epub(&story, 0),
            "docx" => write::docx(&story, 0),
            "rss" => write::rss(&story, 0).into_bytes(),
            "jsonl" => write::json(&story, 0).into_bytes(),
            _ => write::bitext(&story, &story, if format == "tmx" { 0 } else { 2 }).into_bytes(),
        })
        .collect()
}

#[divan::bench(args = ["txt", "md", "html", "epub", "docx", "rss", "jsonl", "tmx", "xlf"])]
fn articles(bencher: divan::Bencher, format: &str) {
    let files = files(format);
    let options = Options::default();
    let name = format!("a.{format}");
    bencher.counter(ItemsCount::new(files.len())).bench(|| {
        files
            .iter()
            .map(|file| load::from_bytes(&name, file.clone(), &options).articles.len())
            .sum::<usize>()
    });
}

fn text(lang: &str) -> String {
    let story =
        stories().into_iter().find(|story| story.lang == lang).expect("a story in this language");
    story.body.join(" ").repeat(200)
}

#[divan::bench(args = ["ar", "hi", "ru", "en", "zh"])]
fn sentence_bytes(bencher: divan::Bencher, lang: &str) {
    let text = text(lang);
    let lang: Lang = lang.parse().expect("a code");
    bencher.counter(BytesCount::new(text.len())).bench(|| sentences::sentences(&text, lang).len());
}

/// One letter, 10 MB of it.
#[divan::bench(sample_count = 3)]
fn ten_megabytes_of_one_letter(bencher: divan::Bencher) {
    let text = "م".repeat(5 << 20);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| load::from_text("a", "a", text.clone(), None, None).passages.len());
}

#[divan::bench(args = ["ar", "hi", "ru", "en"])]
fn identified(bencher: divan::Bencher, lang: &str) {
    let story =
        stories().into_iter().find(|story| story.lang == lang).expect("a story in this language");
    let text = story.body.join("\n");
    bencher.bench(|| identify::identify(&text));
}

/// From articles to sets; 50,000 of them are measured by `tools/feed/measure.py`.
#[divan::bench(args = [1_000, 2_000, 4_000], sample_count = 3)]
fn grouped(bencher: divan::Bencher, articles: usize) {
    let limits = Limits { file_bytes: u64::MAX, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let bytes = feed::feed(articles, 3).join("\n").into_bytes();
    let loaded = load::from_bytes("feed.jsonl", bytes, &options).articles;
    bencher.counter(ItemsCount::new(articles)).bench(|| {
        let profiles: Vec<Profile> = loaded.iter().map(Profile::new).collect();
        group::group(&profiles).len()
    });
}
