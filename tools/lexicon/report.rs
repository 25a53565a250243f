//! Reports on the lexicon of event concepts:
//!
//! ```text
//! cargo run --release --example lexicon -- check
//! cargo run --release --example lexicon -- coverage DIR
//! cargo run --release --example lexicon -- uncovered LANG FILE... [--top N]
//! ```
//!
//! `check` prints what is to be mended. `coverage` prints for every `LL.txt` in a folder how much of
//! that plain text of the language LL the forms cover. `uncovered` prints the same of some texts, and
//! the words that no form covers, the most frequent first, each with its count and nothing of its
//! surroundings: enough to see what is missing, too little to fit a lexicon to a text.

use hexapla::lang::fold::fold;
use hexapla::lang::words::{TokenKind, tokens};
use hexapla::lang::{concepts, values};
use hexapla::model::Lang;
use std::collections::{HashMap, HashSet};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["check"] => {
            let findings = concepts::check();
            findings.iter().for_each(|finding| println!("{finding}"));
            return if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        ["coverage", folder] => coverage(folder),
        ["uncovered", lang, files @ ..] if !files.is_empty() => uncovered(lang, files),
        _ => {
            eprintln!(
                "usage: lexicon check | lexicon coverage DIR | lexicon uncovered LANG FILE... [--top N]"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What the forms cover of some texts of a language.
#[derive(Default)]
struct Measured {
    /// Running words of three letters and more.
    words: usize,
    /// Those of them in a form of a concept.
    in_form: usize,
    /// Those in a date, number or other value, and in no form.
    in_value: usize,
    concepts: HashSet<&'static str>,
    /// The words that neither covers: how often, and as it first stood; by the fold.
    rest: HashMap<String, (usize, String)>,
}

impl Measured {
    fn read(&mut self, text: &str, lang: Lang) {
        for line in text.lines() {
            let found = concepts::find(line, lang);
            self.concepts.extend(found.iter().map(|concept| concepts::info(concept.id).id));
            let values = values::scan(line, lang);
            let folded = fold(line);
            for token in tokens(&folded.text) {
                if token.kind != TokenKind::Word || token.text.chars().count() < 3 {
                    continue;
                }
                self.words += 1;
                let span = folded.source(token.start..token.end());
                if found.iter().any(|concept| concept.span.overlaps(span)) {
                    self.in_form += 1;
                } else if values.iter().any(|value| value.span.overlaps(span)) {
                    self.in_value += 1;
                } else {
                    let entry = self.rest.entry(token.text.to_owned());
                    entry.or_insert_with(|| (0, span.of(line).to_owned())).0 += 1;
                }
            }
        }
    }

    fn share(&self, part: usize) -> f64 {
        part as f64 / self.words.max(1) as f64
    }
}

fn coverage(folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.sort();
    println!("| language | running words | in a form | in a value | concepts seen |");
    println!("|---|---|---|---|---|");
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let lang: Lang = name.parse()?;
        let mut measured = Measured::default();
        measured.read(&std::fs::read_to_string(file)?, lang);
        println!(
            "| {lang} | {} | {:.3} | {:.3} | {} |",
            measured.words,
            measured.share(measured.in_form),
            measured.share(measured.in_value),
            measured.concepts.len()
        );
    }
    Ok(())
}

fn uncovered(lang: &str, arguments: &[&str]) -> Result<(), Box<dyn std::error::Error>> {
    let lang: Lang = lang.parse()?;
    let (files, top) = match arguments {
        [files @ .., "--top", number] => (files, number.parse()?),
        files => (files, 200),
    };
    let mut measured = Measured::default();
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        measured.read(&text, lang);
    }
    println!(
        "{lang}: {} words, {:.3} in a form, {:.3} in a value; {} concepts seen",
        measured.words,
        measured.share(measured.in_form),
        measured.share(measured.in_value),
        measured.concepts.len()
    );
    let mut rows: Vec<(usize, String)> = measured.rest.into_values().collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (count, word) in rows.into_iter().take(top) {
        println!("{count}\t{word}");
    }
    Ok(())
}
