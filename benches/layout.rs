//! How long layout takes: `cargo bench --bench layout`.
//!
//! One frame is what a reader sees of an article: 40 rows of 36 cells, laid out and painted with
//! the pane's frame and the status lines.

use divan::{Bencher, black_box};
use hexapla::app::msg::{Env, Msg};
use hexapla::app::state::Look;
use hexapla::app::{State, moves, update};
use hexapla::layout::{Marks, Options, Output, count, lay_out, rows};
use hexapla::model::{Article, ContentHash, Direction, Lang, Passage, PassageKind, Span};
use hexapla::ui::{self, theme::Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

const ARABIC: &str = "أغلقت السلطات (يوم 14 آذار 2023) جسر السلام بعد سيول جرفت ٣ من دعاماته، \
    وقال المهندس: «الجسر آمن للمشاة [لا للمركبات]». ";
const HINDI: &str = "अधिकारियों ने 14 मार्च 2023 को शांति पुल बंद कर दिया, क्योंकि बाढ़ उसके 3 खंभे \
    बहा ले गई। ";
const ENGLISH: &str = "The authorities closed the bridge on 14 March 2023 after floods had swept \
    away three of its piers. ";
const THAI: &str = "เจ้าหน้าที่ปิดสะพานสันติภาพหลังน้ำท่วมพัดเสาสามต้นหายไปเมื่อวันที่สิบสี่มีนาคม ";

const LANGUAGES: [(&str, &str, Direction); 4] = [
    ("ar", ARABIC, Direction::RightToLeft),
    ("hi", HINDI, Direction::LeftToRight),
    ("en", ENGLISH, Direction::LeftToRight),
    ("th", THAI, Direction::LeftToRight),
];

fn of(name: &str) -> (String, Options) {
    let (_, text, direction) = LANGUAGES.into_iter().find(|one| one.0 == name).expect("known");
    (text.repeat(6), Options::new(36, direction))
}

/// One long passage, all its rows.
#[divan::bench(args = ["ar", "hi", "en", "th"])]
fn passage(bencher: Bencher<'_, '_>, language: &str) {
    let (text, options) = of(language);
    bencher
        .counter(divan::counter::BytesCount::new(text.len()))
        .bench(|| lay_out(black_box(&text), 0, &options));
}

/// As above, but only counting the rows.
#[divan::bench(args = ["ar", "hi", "en", "th"])]
fn counting(bencher: Bencher<'_, '_>, language: &str) {
    let (text, options) = of(language);
    bencher
        .counter(divan::counter::BytesCount::new(text.len()))
        .bench(|| count(black_box(&text), &options));
}

/// The reader with one Arabic article of so many bytes, whose passages are sentences, in a pane of
/// 40 columns and 42 rows.
fn reader(bytes: usize) -> State {
    let count = bytes / ARABIC.len();
    let passages = (0..count)
        .map(|number| Passage {
            span: Span::new(number * ARABIC.len(), (number + 1) * ARABIC.len()),
            kind: PassageKind::Prose,
            paragraph: number / 5,
            lang: Lang::new("ar"),
        })
        .collect();
    let article = Article {
        path: "a".into(),
        id: "a".into(),
        source: None,
        title: None,
        lang: Lang::new("ar"),
        dir: Direction::RightToLeft,
        date: None,
        text: ARABIC.repeat(count),
        hash: ContentHash([0; 32]),
        passages,
    };
    let look = Look::default();
    let mut state = State::new(vec![article], look, String::new());
    send(&mut state, Msg::Resize { columns: 40, rows: 44 });
    state
}

fn send(state: &mut State, message: Msg) {
    update(state, message, &Env { now: 0, id: String::new() });
}

/// A key step and the frame after it, at a place in an article of so many bytes: in hundredths of
/// its length.
#[divan::bench(args = [(50_000, 0), (50_000, 50), (50_000, 100), (50_000_000, 0), (50_000_000, 50), (50_000_000, 100)])]
fn frame(bencher: Bencher<'_, '_>, (bytes, place): (usize, usize)) {
    let mut state = reader(bytes);
    let last = state.articles[0].passages.len() - 1;
    moves::to_passage(&mut state, 0, last * place / 100);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 44));
    let mut down = place < 100;
    bencher.bench_local(|| {
        let key = if down { "j" } else { "k" };
        down = !down;
        send(&mut state, Msg::Key(key.parse().expect("a key")));
        buffer.reset();
        ui::draw(&state, Theme::Dark, &mut buffer);
    });
}

/// The first 40 rows of one passage without an end: no space, no line end, 10 MB.
#[divan::bench(args = ["ا", "ab", "क्", "中", "a\u{301}"])]
fn endless(bencher: Bencher<'_, '_>, of: &str) {
    let text = of.repeat(10_000_000 / of.len());
    let options = Options::new(36, Direction::RightToLeft);
    bencher.bench(|| rows(black_box(&text), 0, &options).take(40).count());
}

/// Every output.
#[divan::bench(args = [Output::Visual, Output::Words, Output::Isolates, Output::Embed, Output::Plain])]
fn output(bencher: Bencher<'_, '_>, output: Output) {
    let options =
        Options { output, marks: Marks::Hide, ..Options::new(36, Direction::RightToLeft) };
    bencher.bench(|| lay_out(black_box(ARABIC), 0, &options));
}
