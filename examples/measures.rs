//! Prints what the engine measures of every pair of passages of a set, a JSON line each, to fit its
//! weights: `cargo run --example measures -- PATH...` (see tools/calibrate/fit.py). The variable
//! HEXAPLA_MEANING chooses the source of meaning, HEXAPLA_FIRST gives the first judgement's bias and
//! weights, parted by spaces, in place of the built-in ones.

use anyhow::Context;
use clap::{Parser, ValueEnum};
use hexapla::align::{Input, features, mentions, pairs, rivals, score, weights};
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
    let builtin = weights::judges(input.vectors.map(|vectors| vectors.kind));
    let first = match std::env::var("HEXAPLA_FIRST") {
        Ok(first) => {
            let numbers: Vec<f32> =
                first.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
            let (bias, rest) = numbers.split_first().context("HEXAPLA_FIRST is empty")?;
            let weights = rest.try_into().context("HEXAPLA_FIRST has another number of weights")?;
            weights::Judge { bias: *bias, weights }
        }
        Err(_) => weights::Judge { bias: builtin.first.bias, weights: builtin.first.weights },
    };
    let weights::Judges { parallel, second, right_apart, .. } = builtin;
    let judges = weights::Judges {
        parallel: weights::Parallel { ..*parallel },
        first,
        second: weights::Judge { bias: second.bias, weights: second.weights },
        right_apart: *right_apart,
    };
    let candidates = pairs::candidates(&set, input.vectors, &never)?;
    let (measures, _) =
        score::measure(&features::Measurer::new(&set, &candidates), &candidates, &judges);
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
        let rivals: Vec<_> = rivals::find(&set, candidate)
            .iter()
            .map(|rival| {
                let said = |bag: usize, mention: usize| &set.bags[bag].mentions[mention].value;
                serde_json::json!({
                    "a": said(candidate.a, rival.a), "b": said(candidate.b, rival.b),
                    "distance": rival.distance, "around": rival.around, "sole": rival.sole,
                })
            })
            .collect();
        let line = serde_json::json!({
            "a": place(candidate.a), "b": place(candidate.b), "tier": "possible",
            "measures": measures.as_slice(), "rivals": rivals,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
