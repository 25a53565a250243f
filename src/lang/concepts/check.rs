//! What is wrong with the lexicon.

use super::lexicon::{Fit, Pattern, parse};
use super::{CONCEPTS, by_name, find, info};
use crate::lang::assets;
use crate::lang::words::is_ideograph;
use crate::model::Lang;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

/// Something to mend in the lexicon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Below `assets/lang/`.
    pub file: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, for whoever writes the tables.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "assets/lang/{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Fewer letters than these say too little for a form to be inflected; scripts that leave vowels out
/// say more with fewer.
const FEWEST_LETTERS: usize = 3;
const FEWEST_CONSONANTS: usize = 2;
/// Fewer letters than these say too little for a `stem*`, alone or beside other words.
const FEWEST_IN_STEM: usize = 4;
const FEWEST_IN_STEM_OF_SEVERAL: usize = 3;

/// Reads the whole lexicon for unknown, missing and double ids, empty entries, forms that can't be
/// read, forms of one language in two concepts, forms that the matcher takes for another concept,
/// and forms too short to mean anything. In the order of the files.
pub fn check() -> Vec<Finding> {
    let mut findings = Vec::new();
    concepts(&mut findings);
    let langs: BTreeSet<&str> = assets::files("", ".tsv")
        .filter_map(|(path, _)| path.split_once("/concepts/").map(|(lang, _)| lang))
        .collect();
    for lang in langs {
        language(lang, &mut findings);
    }
    findings.sort();
    findings.dedup();
    findings
}

fn rows(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.starts_with('#'))
}

fn concepts(findings: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for (file, text) in assets::files("concepts/", ".tsv") {
        let mut add =
            |line, what: String| findings.push(Finding { file: file.to_owned(), line, what });
        for (line, row) in rows(text) {
            let columns: Vec<&str> = row.split('\t').collect();
            let kebab = |word: &str| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            };
            match columns.as_slice() {
                [id, group, label] => {
                    if !kebab(id) || !kebab(group) {
                        add(
                            line,
                            format!(
                                "`{id}` and `{group}` must be lower-case words joined by hyphens"
                            ),
                        );
                    }
                    if label.trim().is_empty() {
                        add(line, format!("`{id}` has no label"));
                    }
                    if let Some(other) = seen.insert((*id).to_owned(), file) {
                        add(line, format!("`{id}` is in {other} too"));
                    }
                }
                _ => add(line, "a concept has three columns: id, group, label".to_owned()),
            }
        }
    }
    if CONCEPTS.len() > usize::from(u16::MAX) {
        findings.push(Finding {
            file: "concepts".to_owned(),
            line: 0,
            what: "more concepts than ids".to_owned(),
        });
    }
}

fn language(lang: &str, findings: &mut Vec<Finding>) {
    let Ok(code) = lang.parse::<Lang>() else { return };
    let mut owner: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    let mut entries = BTreeSet::new();
    for (file, text) in assets::files(&format!("{lang}/concepts/"), ".tsv") {
        let mut add =
            |line, what: String| findings.push(Finding { file: file.to_owned(), line, what });
        let domain = file.rsplit('/').next().unwrap_or(file);
        if assets::file(&format!("concepts/{domain}")).is_none() {
            add(0, format!("there is no concepts/{domain}"));
        }
        for (line, row) in rows(text) {
            let Some((id, forms)) = row.split_once('\t') else {
                add(line, "an entry has two columns: id and forms".to_owned());
                continue;
            };
            if by_name(id).is_none() {
                add(line, format!("no concept `{id}`"));
                continue;
            }
            if !entries.insert(id) {
                add(line, format!("`{id}` has an entry already"));
            }
            if forms.contains('\t') || forms.trim().is_empty() {
                add(line, format!("`{id}` has no forms, or too many columns"));
            }
            for form in forms.split(';').map(str::trim).filter(|form| !form.is_empty()) {
                match parse(form) {
                    Err(why) => add(line, format!("`{form}` of `{id}`: {why}")),
                    Ok(words) => {
                        if let Some(why) = too_general(&words) {
                            add(line, format!("`{form}` of `{id}`: {why}"));
                        }
                        if let [word] = &*words
                            && super::lexicon(code).is_common(&word.text)
                        {
                            add(line, format!("`{form}` of `{id}` is in ambiguous.tsv"));
                        }
                        if let Some((other, _)) =
                            owner.get(&key(&words)).filter(|(other, _)| *other != id)
                        {
                            add(line, format!("`{form}` of `{id}` is a form of `{other}` too"));
                        } else {
                            owner.insert(key(&words), (id, file));
                            if let Some(other) = taken_for(form, id, code) {
                                add(line, format!("`{form}` of `{id}` is taken for `{other}`"));
                            }
                        }
                    }
                }
            }
        }
        let missing = assets::file(&format!("concepts/{domain}")).into_iter().flat_map(rows);
        for id in
            missing.filter_map(|(_, row)| row.split('\t').next()).filter(|id| !entries.contains(id))
        {
            add(0, format!("no entry for `{id}`"));
        }
    }
}

/// One text for forms that match the same words.
fn key(words: &[Pattern]) -> String {
    words
        .iter()
        .map(|word| format!("{}{} ", if word.gap { ".. " } else { "" }, word.text))
        .collect()
}

fn too_general(words: &[Pattern]) -> Option<&'static str> {
    let letters = |word: &Pattern| word.text.chars().count();
    let stem = if words.len() > 1 { FEWEST_IN_STEM_OF_SEVERAL } else { FEWEST_IN_STEM };
    if words.iter().any(|word| word.fit == Fit::Begins && letters(word) < stem) {
        return Some("a `stem*` needs at least four letters, or three beside other words");
    }
    let [word] = words else { return None };
    let full = word.text.chars().all(|c| c < '\u{590}');
    let fewest = if full { FEWEST_LETTERS } else { FEWEST_CONSONANTS };
    let short = word.fit == Fit::Inflected
        && letters(word) < fewest
        && !word.text.chars().all(is_ideograph);
    short.then_some("too short to be inflected: write `=word`, or more words")
}

/// The concept that the matcher finds where the form itself is the text, if it is another one.
fn taken_for(form: &str, id: &str, lang: Lang) -> Option<&'static str> {
    if form.contains("..") {
        return None;
    }
    let text: String = form.replace(['=', '*'], "");
    let found = find(&text, lang);
    let [one] = found.as_slice() else { return None };
    let whole = one.span.len() == text.trim().len();
    let name = info(one.id).id;
    (whole && name != id).then_some(name)
}
