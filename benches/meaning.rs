//! Passages a second of the semantic table and the built-in encoder, and how long they take to
//! open. `cargo bench --bench meaning`
use divan::counter::ItemsCount;
use hexapla::align::meaning::{Encoder, Meaning, Table, assets};
use hexapla::model::Lang;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

fn main() {
    divan::main();
}

/// The project's own sentences in 14 languages.
static PASSAGES: LazyLock<Vec<(Lang, &'static str)>> = LazyLock::new(|| {
    include_str!("../assets/meaning/sentences.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t')?.1.split_once('\t'))
        .map(|(code, text)| (Lang::new(code), text))
        .collect()
});

fn embed(bencher: divan::Bencher, source: &dyn Meaning, threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    bencher
        .counter(ItemsCount::new(PASSAGES.len()))
        .bench_local(|| pool.install(|| source.embed(&PASSAGES, &|_| (), &AtomicBool::new(false))));
}

#[divan::bench(args = [1, 2])]
fn table(bencher: divan::Bencher, threads: usize) {
    let table = Table::open(assets::TABLE).expect("the built-in table");
    embed(bencher, &table, threads);
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn encoder(bencher: divan::Bencher, threads: usize) {
    let encoder = Encoder::open(assets::ENCODER, assets::ENCODER_MEANS).expect("the encoder");
    embed(bencher, &encoder, threads);
}

#[divan::bench(sample_count = 20)]
fn open_table() -> Table {
    Table::open(assets::TABLE).expect("the built-in table")
}

#[divan::bench(sample_count = 5)]
fn open_encoder() -> Encoder {
    Encoder::open(assets::ENCODER, assets::ENCODER_MEANS).expect("the encoder")
}
