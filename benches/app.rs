//! What a key costs: `cargo bench --bench app`.
//!
//! Takes the reader's state through steps of the keys and draws each as the run loop does, with 10
//! and with 100 articles of the same story open, all of them tied to each other, and 10,000 notes.
//! The last line says by how much a step grows with the articles that are not on the screen.

use hexapla::app::msg::{Env, Key, Msg};
use hexapla::app::state::Look;
use hexapla::app::{State, update};
use hexapla::model::*;
use hexapla::ui::{self, theme::Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PASSAGES: usize = 40;
const NOTES: usize = 10_000;
const SCREEN: (u16, u16) = (160, 50);
const SENTENCES: [(&str, &str, Direction); 3] = [
    (
        "en",
        "The bridge was closed to lorries on the 14th of March after the flood.",
        Direction::LeftToRight,
    ),
    ("ar", "أغلق الجسر أمام الشاحنات في الرابع عشر من مارس بعد السيول.", Direction::RightToLeft),
    ("hi", "बाढ़ के बाद 14 मार्च को पुल ट्रकों के लिए बंद कर दिया गया।", Direction::LeftToRight),
];

fn article(number: usize) -> Article {
    let (lang, sentence, dir) = SENTENCES[number % SENTENCES.len()];
    let mut text = String::new();
    let mut passages = Vec::new();
    for paragraph in 0..PASSAGES {
        let start = text.len();
        text.push_str(sentence);
        let span = Span::new(start, text.len());
        let (kind, lang) = (PassageKind::Prose, Lang::new(lang));
        passages.push(Passage { span, kind, paragraph, lang });
        text.push('\n');
    }
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&number.to_le_bytes());
    Article {
        path: format!("{number}.txt"),
        id: number.to_string(),
        source: None,
        title: None,
        lang: Lang::new(lang),
        dir,
        date: None,
        text,
        hash: ContentHash(hash),
        passages,
    }
}

/// The passages of one place in every article are one fact, each linked to each.
fn alignment(articles: usize) -> Alignment {
    let mut alignment = Alignment::default();
    for a in 0..articles {
        for passage in 0..PASSAGES {
            for b in a + 1..articles {
                let end = |article| PassageRef { article, passage };
                let evidence = Evidence {
                    kind: EvidenceKind::Number,
                    value: passage.to_string(),
                    a: None,
                    b: None,
                    weight: 1.0,
                };
                alignment.links.push(Link {
                    a: end(a),
                    b: end(b),
                    score: 0.9 - 0.001 * (b - a) as f32,
                    tier: Tier::Sure,
                    origin: Origin::Automatic,
                    verdict: None,
                    evidence: vec![evidence],
                    conflicts: Vec::new(),
                });
            }
        }
    }
    alignment.facts = (0..PASSAGES)
        .map(|passage| Fact {
            id: format!("f{passage}"),
            label: format!("bridge {passage}"),
            evidence: vec![(EvidenceKind::Number, passage.to_string())],
            mentions: (0..articles).map(|article| PassageRef { article, passage }).collect(),
            conflicts: Vec::new(),
        })
        .collect();
    alignment
}

fn notes(articles: &[Article]) -> Vec<Annotation> {
    (0..NOTES)
        .map(|number| {
            let article = &articles[number % articles.len()];
            let passage = &article.passages[number / articles.len() % PASSAGES];
            Annotation {
                id: format!("n{number:05}"),
                on: Target::Passage,
                anchors: vec![Anchor::new(article, passage.span)],
                note: format!("note {number}"),
                tags: vec!["bridge".to_owned()],
                color: Color::Blue,
                author: "me".to_owned(),
                created: number as i64,
                modified: number as i64,
                state: AnnotationState::Anchored,
            }
        })
        .collect()
}

fn send(state: &mut State, msg: Msg) {
    let env = Env { now: 0, id: "new".to_owned() };
    update(state, msg, &env);
}

fn press(state: &mut State, keys: &[&str]) {
    for key in keys {
        let key: Key = key.parse().expect("a key");
        send(state, Msg::Key(key));
    }
}

fn state(count: usize) -> State {
    let articles: Vec<Article> = (0..count).map(article).collect();
    let notes = notes(&articles);
    let look = Look::default();
    let mut state = State::new(articles, look, "me".to_owned());
    state.set_notes(notes);
    send(&mut state, Msg::Resize { columns: SCREEN.0, rows: SCREEN.1 });
    let alignment = Arc::new(alignment(count));
    send(&mut state, Msg::Aligned { generation: 0, alignment, how: "bench" });
    state
}

/// The middle one of the times that a step and its frame take.
fn middle(state: &mut State, keys: &[&str]) -> Duration {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SCREEN.0, SCREEN.1));
    let mut times: Vec<Duration> = (0..200)
        .map(|step| {
            let start = Instant::now();
            press(state, &keys[step % keys.len()..][..1]);
            buffer.reset();
            ui::draw(state, Theme::Dark, &mut buffer);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    // What `cargo test --benches` asks of a benchmark is that it runs.
    let steps: [(&str, &[&str], &[&str]); 5] = [
        ("next and previous passage", &[], &["j", "j", "k", "j", "k", "k"]),
        ("next and previous fact", &[], &["n", "n", "N", "N"]),
        ("up and down the fact board", &["1"], &["j", "j", "k", "k"]),
        ("up and down the notes", &["4"], &["j", "j", "k", "k"]),
        ("up and down aligned rows", &["6"], &["j", "j", "k", "k"]),
    ];
    println!("{:<30} {:>12} {:>12} {:>8}", "update and view", "10 articles", "100", "ratio");
    let (mut few, mut many) = (state(10), state(100));
    for (name, before, keys) in steps {
        let mut times = [Duration::ZERO; 2];
        for (time, state) in times.iter_mut().zip([&mut few, &mut many]) {
            press(state, &["Esc"]);
            press(state, before);
            *time = middle(state, keys);
        }
        let ratio = times[1].as_secs_f64() / times[0].as_secs_f64();
        println!("{name:<30} {:>12.1?} {:>12.1?} {ratio:>8.2}", times[0], times[1]);
    }
}
