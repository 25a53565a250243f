//! Prints what the engine measures of every pair of passages of a set, a JSON line each, to fit its
//! weights: `cargo run --example measures -- PATH...` (see tools/calibrate/fit.py).

use hexapla::align::{Input, mentions, pairs, score};
use hexapla::export::offsets::Offsets;
use hexapla::{lang, load};
use std::io::Write;
use std::sync::atomic::AtomicBool;

fn main() -> anyhow::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let loaded = load::load(&paths, &load::Options::default());
    let articles = loaded.articles;
    let readings = lang::read::read(&articles);
    let input = Input { articles: &articles, readings: &readings, vectors: None, decisions: &[] };
    let set = mentions::Set::new(input);
    let candidates = pairs::candidates(&set, input.vectors, &AtomicBool::new(false))?;
    let (measures, _) = score::measure(&set, &candidates);
    let offsets: Vec<Offsets<'_>> =
        articles.iter().map(|article| Offsets::new(&article.text)).collect();
    let place = |bag: usize| {
        let at = set.bags[bag].at;
        let article = &articles[at.article];
        let [start, end] = offsets[at.article].span(article.passages[at.passage].span);
        serde_json::json!({"path": article.path, "start": start, "end": end, "index": at.passage})
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (candidate, measures) in candidates.iter().zip(&measures) {
        let line = serde_json::json!({
            "a": place(candidate.a), "b": place(candidate.b), "tier": "possible", "measures": measures,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
