//! Words that are no names, a list for each language: `LL/common.tsv`, and the words of the concept
//! lexicon, which reports of events are full of.

use super::rules::{Rules, rules};
use crate::lang::assets;
use crate::lang::fold::fold_word;
use crate::model::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The common words of one language, folded.
#[derive(Default)]
pub struct Words {
    common: HashSet<String>,
    /// Words of concepts, and how those begin that are given as `stem*`.
    concepts: HashSet<String>,
    stems: HashSet<String>,
}

/// The common words of a language; none where it has no list.
pub fn words(lang: Lang) -> &'static Words {
    static ALL: OnceLock<(HashMap<&'static str, Words>, Words)> = OnceLock::new();
    let (all, none) = ALL.get_or_init(|| {
        let mut all: HashMap<&'static str, Words> = HashMap::new();
        for (path, text) in assets::files("", ".tsv") {
            let Some((lang, file)) = path.split_once('/') else { continue };
            let content = text.lines().filter(|line| !line.starts_with('#'));
            if file == "common.tsv" {
                let words = all.entry(lang).or_default();
                words.common.extend(content.flat_map(str::split_whitespace).map(fold_word));
            } else if file.starts_with("concepts/") {
                let words = all.entry(lang).or_default();
                content
                    .filter_map(|line| line.split('\t').nth(1))
                    .for_each(|forms| words.take_forms(forms));
            }
        }
        (all, Words::default())
    });
    all.get(lang.as_str()).unwrap_or(none)
}

impl Words {
    fn take_forms(&mut self, forms: &str) {
        for word in forms.split([';', ' ', '-']).filter(|word| !matches!(*word, "" | "..")) {
            let folded = fold_word(word.trim_start_matches('='));
            match folded.strip_suffix('*') {
                Some(stem) => self.stems.insert(stem.to_owned()),
                None => self.concepts.insert(folded),
            };
        }
    }

    /// Whether this very word, folded, is in the list of usual words.
    pub fn is_listed(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    fn has(&self, word: &str) -> bool {
        self.common.contains(word)
            || self.concepts.contains(word)
            || word.char_indices().skip(3).any(|(at, _)| self.stems.contains(&word[..at]))
            || self.stems.contains(word)
    }
}

/// Whether a folded word is, bare or with the affixes of its language, a word that names nothing.
pub fn is_common(word: &str, lang: Lang) -> bool {
    let words = words(lang);
    let rules = rules(lang);
    if is_with_endings(words, rules, word) {
        return true;
    }
    rules.without_article(word).is_some_and(|rest| is_with_endings(words, rules, rest))
        || rules.without_proclitics(word).any(|rest| is_with_endings(words, rules, rest))
}

fn is_with_endings(words: &Words, rules: &Rules, word: &str) -> bool {
    words.has(word)
        || rules.without_endings(word).any(|rest| words.has(rest))
        || (rules.declines() && words.has(rules.key(word)))
}
