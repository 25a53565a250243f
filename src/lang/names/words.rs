//! Words that are no names, for each language: its `common.tsv`, those met in running text
//! (`common-met.tsv`), the words of its concepts, which reports of events are full of, and those of
//! its dates and numbers.

use super::rules::rules;
use crate::lang::assets;
use crate::lang::concepts::affixes::Affixes;
use crate::lang::fold::fold_word;
use crate::model::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

/// The common words of one language, folded.
#[derive(Default)]
pub struct Words {
    listed: HashSet<String>,
    /// Words and forms of words, as they were met.
    met: HashSet<String>,
    concepts: HashSet<String>,
    /// How words of concepts begin that are given as `stem*`.
    beginnings: HashSet<String>,
    /// The words without their endings.
    stems: HashSet<String>,
    affixes: Affixes,
}

/// The common words of a language, read when first asked for; none where it has no list.
pub fn words(lang: Lang) -> &'static Words {
    static ALL: OnceLock<HashMap<&'static str, OnceLock<Words>>> = OnceLock::new();
    static NONE: LazyLock<Words> = LazyLock::new(Words::default);
    let all = ALL.get_or_init(|| {
        let paths = assets::paths("", ".tsv").filter_map(|path| path.split_once('/'));
        let lists = paths.filter(|(_, file)| is_list(file));
        lists.map(|(lang, _)| (lang, OnceLock::new())).collect()
    });
    match all.get_key_value(lang.as_str()) {
        Some((code, words)) => words.get_or_init(|| Words::read(code, lang)),
        None => &NONE,
    }
}

/// Whether a file of a language says which words are none of names.
fn is_list(file: &str) -> bool {
    matches!(file, "common.tsv" | "common-met.tsv" | "values.tsv" | "values-own.tsv")
        || file.starts_with("concepts/")
}

impl Words {
    fn read(code: &str, lang: Lang) -> Self {
        let folder = format!("{code}/");
        let mut words = Self::default();
        for (path, text) in assets::files(&folder, ".tsv") {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            match &path[folder.len()..] {
                "common.tsv" => {
                    words.listed.extend(lines.flat_map(str::split_whitespace).map(fold_word));
                }
                "common-met.tsv" => {
                    words.met.extend(lines.flat_map(str::split_whitespace).map(fold_word));
                }
                "values.tsv" | "values-own.tsv" => {
                    let forms = lines.filter_map(|line| line.split('\t').nth(2));
                    words.concepts.extend(forms.flat_map(str::split_whitespace).map(fold_word));
                }
                file if is_list(file) => {
                    let forms = lines.filter_map(|line| line.split('\t').nth(1));
                    forms.for_each(|forms| words.take_forms(forms));
                }
                _ => {}
            }
        }
        words.affixes = Affixes::of(lang);
        let known = words.listed.iter().chain(&words.concepts);
        words.stems =
            known.filter_map(|word| words.affixes.stem_of_form(word)).map(str::to_owned).collect();
        words
    }

    fn take_forms(&mut self, forms: &str) {
        for word in forms.split([';', ' ', '-']).filter(|word| !matches!(*word, "" | "..")) {
            let folded = fold_word(word.trim_start_matches('='));
            match folded.strip_suffix('*') {
                Some(stem) => self.beginnings.insert(stem.to_owned()),
                None => self.concepts.insert(folded),
            };
        }
    }

    /// Whether this very word, folded, is in the list of usual words.
    pub fn is_listed(&self, word: &str) -> bool {
        self.listed.contains(word)
    }

    /// Whether this very word, folded, is a usual word or one of a concept.
    pub fn has(&self, word: &str) -> bool {
        self.listed.contains(word) || self.concepts.contains(word) || self.met.contains(word)
    }

    fn has_inflected(&self, word: &str) -> bool {
        let known = |word: &str| {
            self.has(word)
                || self.stems.contains(word)
                || word
                    .char_indices()
                    .skip(4)
                    .take(20)
                    .any(|(at, _)| self.beginnings.contains(&word[..at]))
                || self.beginnings.contains(word)
        };
        let bare = self.affixes.bare(word);
        bare.iter().any(|word| known(word))
            || bare.iter().any(|word| self.affixes.stems(word).iter().any(|stem| known(stem)))
    }
}

/// Whether a folded word is, bare or with the affixes of its language, a word that names nothing.
pub fn is_common(word: &str, lang: Lang) -> bool {
    let words = words(lang);
    words.has(word)
        || words.has_inflected(word)
        || rules(lang).without_article(word).is_some_and(|rest| words.has_inflected(rest))
}
