//! Reports on the lexicon of event concepts:
//!
//! ```text
//! cargo run --release --example lexicon -- check
//! cargo run --release --example lexicon -- uncovered LANG FILE... [--top N]
//! ```
//!
//! `check` prints what is to be mended. `uncovered` prints how much of plain texts the forms cover
//! and the words that none covers, the most frequent first, each with its count and nothing of its
//! surroundings: enough to see what is missing, too little to fit a lexicon to a text.

use hexapla::lang::fold::fold;
use hexapla::lang::words::{TokenKind, tokens};
use hexapla::lang::{concepts, values};
use hexapla::model::{Lang, Span};
use std::collections::HashMap;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["check"] => {
            let findings = concepts::check();
            findings.iter().for_each(|finding| println!("{finding}"));
            if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        ["uncovered", lang, files @ ..] if !files.is_empty() => match uncovered(lang, files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: lexicon check | lexicon uncovered LANG FILE... [--top N]");
            ExitCode::from(2)
        }
    }
}

fn uncovered(lang: &str, arguments: &[&str]) -> Result<(), Box<dyn std::error::Error>> {
    let lang: Lang = lang.parse()?;
    let (files, top) = match arguments {
        [files @ .., "--top", number] => (files, number.parse()?),
        files => (files, 200),
    };
    let mut counts: HashMap<String, (usize, String)> = HashMap::new();
    let (mut words, mut covered) = (0_usize, 0_usize);
    let mut concepts_seen: HashMap<&str, usize> = HashMap::new();
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        for line in text.lines() {
            let found = concepts::find(line, lang);
            for concept in &found {
                *concepts_seen.entry(concepts::info(concept.id).id).or_default() += 1;
            }
            let mut known: Vec<Span> = found.iter().map(|concept| concept.span).collect();
            known.extend(values::scan(line, lang).iter().map(|value| value.span));
            let folded = fold(line);
            for token in tokens(&folded.text) {
                if token.kind != TokenKind::Word || token.text.chars().count() < 3 {
                    continue;
                }
                words += 1;
                let span = folded.source(token.start..token.end());
                if known.iter().any(|known| known.overlaps(span)) {
                    covered += 1;
                    continue;
                }
                let entry = counts.entry(token.text.to_owned());
                entry.or_insert_with(|| (0, span.of(line).to_owned())).0 += 1;
            }
        }
    }
    let share = covered as f64 / words.max(1) as f64;
    println!(
        "{lang}: {words} words, {covered} in a form or value ({share:.3}); {} concepts seen",
        concepts_seen.len()
    );
    let mut rows: Vec<(usize, String)> = counts.into_values().collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (count, word) in rows.into_iter().take(top) {
        println!("{count}\t{word}");
    }
    Ok(())
}
