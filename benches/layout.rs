//! How long layout takes: `cargo bench --bench layout`.
//!
//! One frame is what a reader sees of an article: 40 rows of 36 cells, laid out and painted.

use divan::{Bencher, black_box};
use hexapla::layout::{Marks, Options, Output, count, lay_out, rows};
use hexapla::model::Direction;
use hexapla::ui::paint;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

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

/// One frame from the middle of an article of so many bytes, whose passages are sentences.
#[divan::bench(args = [50_000, 50_000_000])]
fn frame(bencher: Bencher<'_, '_>, bytes: usize) {
    let article = ARABIC.repeat(bytes / ARABIC.len());
    let options = Options::new(36, Direction::RightToLeft);
    let first = article.len() / ARABIC.len() / 2;
    let mut buffer = Buffer::empty(Rect::new(0, 0, 36, 40));
    bencher.bench_local(|| {
        buffer.reset();
        let mut y = 0;
        let mut at = first * ARABIC.len();
        while y < 40 {
            for row in lay_out(&article[at..at + ARABIC.len()], at, &options) {
                paint::row(&mut buffer, 0, y, &row, |_| Style::new());
                y += 1;
            }
            at += ARABIC.len();
        }
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
