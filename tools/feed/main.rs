//! A feed of generated articles for volume runs: `cargo run --release --example feed -- 10000 [SEED]
//! \> feed.jsonl`. With `score FEED` it reads what `hexapla group` made of the feed from standard
//! input and prints how right it is.

#[path = "../../tests/group/feed.rs"]
mod feed;

use std::error::Error;
use std::io::{BufRead, Write};

fn ids(line: &str, sets: bool) -> Result<Vec<String>, Box<dyn Error>> {
    let value: serde_json::Value = serde_json::from_str(line)?;
    let id = |article: &serde_json::Value| article["id"].as_str().map(str::to_owned);
    Ok(if sets {
        value["articles"].as_array().into_iter().flatten().filter_map(id).collect()
    } else {
        id(&value).into_iter().collect()
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, path] = &arguments[..]
        && command == "score"
    {
        let mut all = Vec::new();
        for line in std::fs::read_to_string(path)?.lines() {
            all.extend(ids(line, false)?);
        }
        let mut sets = Vec::new();
        for line in std::io::stdin().lock().lines() {
            sets.push(ids(&line?, true)?);
        }
        let (right, found, wanted) = feed::pairs(&sets, &all);
        println!(
            "{} articles, {} sets: pairs on one event {wanted}, in one set {found}, both {right}; \
             precision {:.3}, recall {:.3}",
            all.len(),
            sets.len(),
            right as f64 / found.max(1) as f64,
            right as f64 / wanted.max(1) as f64
        );
        return Ok(());
    }
    let articles = arguments.first().map_or(Ok(1000), |text| text.parse())?;
    let seed = arguments.get(1).map_or(Ok(1), |text| text.parse())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in feed::feed(articles, seed) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}
