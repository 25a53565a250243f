//! Event concepts: what people and states do, roles, institutions, disasters. The lexicon stands in
//! `assets/lang/concepts/*.tsv` (the concepts) and `assets/lang/LL/concepts/*.tsv` (their words).

pub(in crate::lang) mod affixes;
mod check;
mod lexicon;

#[cfg(test)]
mod tests;

pub use check::{Finding, check};

use crate::lang::assets;
use crate::lang::fold::fold;
use crate::lang::words;
use crate::model::{Concept, ConceptId, Lang};
use lexicon::Lexicon;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// One row of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConceptInfo {
    /// Kebab-case, unique.
    pub id: &'static str,
    /// Related concepts share it.
    pub group: &'static str,
    /// English, for the reader.
    pub label: &'static str,
}

/// All concepts; a [`ConceptId`] is a place in it.
static CONCEPTS: LazyLock<Vec<ConceptInfo>> = LazyLock::new(|| {
    assets::files("concepts/", ".tsv")
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some(ConceptInfo {
                id: columns.next()?.trim(),
                group: columns.next()?.trim(),
                label: columns.next()?.trim(),
            })
        })
        .collect()
});

static IDS: LazyLock<HashMap<&'static str, ConceptId>> = LazyLock::new(|| {
    let id = |at: usize| u16::try_from(at).map(ConceptId).ok();
    CONCEPTS.iter().enumerate().filter_map(|(at, info)| Some((info.id, id(at)?))).collect()
});

/// What a language glues to the front and the end of its words, for other tables of words.
pub fn affixes(lang: Lang) -> super::words::Affixes {
    let own = affixes::Affixes::of(lang);
    let mut suffixes = own.endings.clone();
    suffixes.extend(own.dropped().map(str::to_owned));
    suffixes.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    suffixes.dedup();
    super::words::Affixes { prefixes: own.prefixes, suffixes }
}

/// A phrase, folded, with each word's dictionary ending taken off: what [`affixes()`] leave of another
/// form of it. None where that is the phrase itself.
pub fn stemmed(phrase: &str, lang: Lang) -> Option<String> {
    let own = affixes::Affixes::of(lang);
    let folded = fold(phrase).text;
    let stems: Vec<&str> =
        folded.split(' ').map(|word| own.stem_of_form(word).unwrap_or(word)).collect();
    let stems = stems.join(" ");
    (stems != folded).then_some(stems)
}

/// What a concept is. Panics if `id` was not made by this module.
pub fn info(id: ConceptId) -> &'static ConceptInfo {
    &CONCEPTS[usize::from(id.0)]
}

/// The concept of this name.
pub fn by_name(name: &str) -> Option<ConceptId> {
    IDS.get(name).copied()
}

/// The concepts that a text of this language names: the longest form wins where several begin at
/// one word, and none overlap. Spans cover the very words.
pub fn find(text: &str, lang: Lang) -> Vec<Concept> {
    find_in(lexicon(lang), text)
}

fn find_in(lexicon: &Lexicon, text: &str) -> Vec<Concept> {
    if lexicon.is_empty() {
        return Vec::new();
    }
    let folded = fold(text);
    let tokens = words::tokens(&folded.text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = lexicon.at(&tokens, at) else {
            at += 1;
            continue;
        };
        out.push(Concept {
            span: words::source(&folded, &tokens, at, found.to),
            id: found.concept,
        });
        at = found.to;
    }
    out
}

/// The forms of a language, read when they are first asked for.
fn lexicon(lang: Lang) -> &'static Lexicon {
    static LEXICONS: LazyLock<Mutex<HashMap<Lang, &'static Lexicon>>> =
        LazyLock::new(Mutex::default);
    static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
    let folder = format!("{lang}/concepts/");
    if assets::paths(&folder, ".tsv").next().is_none() {
        return &NONE;
    }
    let mut lexicons = LEXICONS.lock().unwrap_or_else(PoisonError::into_inner);
    // Leaked once for each language that has files.
    lexicons.entry(lang).or_insert_with(|| {
        let texts = assets::files(&folder, ".tsv").map(|(_, text)| text);
        Box::leak(Box::new(Lexicon::read(lang, texts, by_name)))
    })
}
