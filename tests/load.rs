//! Loading as a user meets it: real-shaped files of every format, written to a folder and opened.

#[path = "load/broken.rs"]
mod broken;
#[path = "load/formats.rs"]
mod formats;
#[path = "load/mutations.rs"]
mod mutations;
#[path = "load/properties.rs"]
mod properties;
#[path = "load/write.rs"]
mod write;

use hexapla::load::{self, Loaded, Options};
use hexapla::model::{Article, PassageKind};
use std::path::Path;
use write::Story;

/// The stories of `tests/data/noise_frames.tsv`: language, title, three paragraphs.
fn stories() -> Vec<Story> {
    include_str!("data/noise_frames.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [lang, title, a, b, c] = fields[..] else { return None };
            Some(Story { lang, title, body: [a, b, c] })
        })
        .collect()
}

fn open(path: &Path) -> Loaded {
    load::load(&[path.to_string_lossy().into_owned()], &Options::default())
}

/// The article is the story: language, title, every paragraph in prose passages, and what else is
/// in the file is noise or heading.
fn check(article: &Article, story: &Story, what: &str) {
    assert_eq!(article.lang.as_str(), story.lang, "{what}: {}", article.text);
    assert_eq!(article.title.as_deref(), Some(story.title), "{what}");
    let prose: String = passages(article, |kind| kind == PassageKind::Prose);
    for paragraph in story.body {
        let wanted: String = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(prose.contains(&wanted), "{what}: {paragraph}\n{:#?}", describe(article));
    }
    for passage in &article.passages {
        let text = passage.span.of(&article.text);
        assert!(!text.is_empty() && text.trim() == text, "{what}: {text:?}");
    }
}

fn passages(article: &Article, test: impl Fn(PassageKind) -> bool) -> String {
    let kept = article.passages.iter().filter(|passage| test(passage.kind));
    kept.flat_map(|passage| passage.span.of(&article.text).chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

fn describe(article: &Article) -> Vec<(PassageKind, &str)> {
    article.passages.iter().map(|passage| (passage.kind, passage.span.of(&article.text))).collect()
}
