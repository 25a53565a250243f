//! Prints what the engine measures of every pair of passages of a set, a JSON line each, to fit its
//! weights: `cargo run --example measures -- PATH...` (see tools/calibrate/fit.py). The variable
//! HEXAPLA_MEANING chooses the source of meaning.

use clap::{Parser, ValueEnum};
use hexapla::align::{Input, mentions, pairs, score, weights};
use hexapla::cli::MeaningChoice;
use hexapla::export::offsets::Offsets;
use hexapla::run::meaning;
use hexapla::{lang, load};
use std::io::Write;
use std::sync::atomic::AtomicBool;

fn main() -> anyhow::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let loaded = load::load(&paths, &load::Options::default());
    let articles = loaded.articles;
    let never = AtomicBool::new(false);
    let readings = lang::read::read(&articles);
    let meaning = std::env::var("HEXAPLA_MEANING").map_or(MeaningChoice::Encoder, |name| {
        MeaningChoice::from_str(&name, true).unwrap_or(MeaningChoice::Encoder)
    });
    let cli = hexapla::cli::Cli::parse_from(["measures"]);
    let global = hexapla::cli::Global { meaning: Some(meaning), ..cli.global };
    let source = meaning::source(&global)?;
    let vectors = match &source {
        Some(source) => Some(meaning::vectors(&**source, &articles, &|_, _| {}, &never)?),
        None => None,
    };
    let input = Input {
        articles: &articles,
        readings: &readings,
        vectors: vectors.as_ref(),
        decisions: &[],
    };
    let set = mentions::Set::new(input);
    let judges = weights::judges(input.vectors.map(|vectors| vectors.kind));
    let candidates = pairs::candidates(&set, input.vectors, &never)?;
    let (measures, _) = score::measure(&set, &candidates, judges);
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
