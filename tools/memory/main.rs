//! What an open article costs in memory: `cargo run --release --example memory -- FILE...` opens the
//! files as the reader does, takes every step that the reader's worker takes, and prints after each
//! how much memory is the program's own (`RssAnon`) and the most that was resident since the step
//! before (`VmHWM`), in megabytes and as a multiple of the text. Linux only.

use hexapla::app::State;
use hexapla::app::state::Look;
use hexapla::model::Alignment;
use hexapla::{align, lang, load};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A row of `/proc/self/status` in megabytes.
fn status(row: &str) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(row));
    let kilobytes: f64 = line.unwrap_or("0").trim_matches([':', ' ', '\t', 'k', 'B']).parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}

struct Steps {
    text: f64,
    last: Instant,
}

impl Steps {
    fn done(&mut self, what: &str) -> anyhow::Result<()> {
        let (own, peak) = (status("RssAnon")?, status("VmHWM")?);
        println!(
            "{what:12} {:6.1} s  own {own:7.1} MB ({:.2})  peak {peak:7.1} MB ({:.2})",
            self.last.elapsed().as_secs_f64(),
            own / self.text,
            peak / self.text
        );
        // The peak counts from here again.
        std::fs::write("/proc/self/clear_refs", "5")?;
        self.last = Instant::now();
        Ok(())
    }
}

fn main() -> anyhow::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let bytes: u64 = files
        .iter()
        .map(|file| std::fs::metadata(file).map(|data| data.len()))
        .sum::<Result<u64, _>>()?;
    let mut steps = Steps { text: bytes as f64 / 1e6, last: Instant::now() };
    // The tables are the program's, not the article's.
    lang::read::read(&load::sample());
    steps.done("tables")?;
    let articles = load::load(&files, &load::Options::default()).articles;
    steps.done("load")?;
    let look = Look::default();
    let mut state = State::new(articles, look, String::new());
    steps.done("state")?;
    state.readings = Arc::new(lang::read::read(&state.articles));
    steps.done("read")?;
    let input = align::Input {
        articles: &state.articles,
        readings: &state.readings,
        vectors: None,
        decisions: &[],
    };
    let alignment: Alignment = align::align(input, &AtomicBool::new(false))?;
    state.alignment = Arc::new(alignment);
    state.index_links();
    steps.done("align")?;
    let passages: usize = state.articles.iter().map(|article| article.passages.len()).sum();
    let found = state.readings.iter().flatten();
    let (values, names, concepts) = found.fold((0, 0, 0), |(a, b, c), reading| {
        (a + reading.values.len(), b + reading.names.len(), c + reading.concepts.len())
    });
    println!("{passages} passages, {values} values, {names} names, {concepts} concepts");
    state.folded();
    steps.done("search")?;
    Ok(())
}
