//! What stands around names in one language: proclitics, endings, and the words that announce a
//! name, by the tables `LL/names.tsv`.

use crate::lang::assets;
use crate::lang::fold::fold_word;
use crate::model::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A name keeps at least so many letters when something is taken off it.
const LEAST_LETTERS: usize = 3;

/// The rules of one language; all folded.
#[derive(Default)]
pub struct Rules {
    /// Longest first.
    proclitics: Vec<String>,
    /// The article with and without proclitics: stands before common words, not before most names.
    articles: Vec<String>,
    /// Endings of adjectives and names of peoples, longest first.
    endings: Vec<String>,
    /// Case endings, which are taken off again and again; longest first.
    cases: Vec<String>,
    before: HashSet<String>,
    after: HashSet<String>,
    /// Words for "language", beside which an adjective of a country names the language.
    language: HashSet<String>,
    /// Spoken name of a Latin letter, and the letter; longest first.
    letters: Vec<(String, char)>,
}

/// The rules of a language; empty ones where it has no table.
pub fn rules(lang: Lang) -> &'static Rules {
    static ALL: OnceLock<(HashMap<&'static str, Rules>, Rules)> = OnceLock::new();
    let (all, none) = ALL.get_or_init(|| {
        let all = assets::files("", "/names.tsv")
            .filter_map(|(path, text)| Some((path.strip_suffix("/names.tsv")?, Rules::read(text))))
            .collect();
        (all, Rules::default())
    });
    all.get(lang.as_str()).unwrap_or(none)
}

impl Rules {
    fn read(text: &str) -> Self {
        let mut rules = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((kind, words)) = line.split_once('\t') else { continue };
            let folded = words.split(' ').map(fold_word);
            match kind {
                "proclitic" => rules.proclitics.extend(folded),
                "article" => rules.articles.extend(folded),
                "ending" => rules.endings.extend(folded),
                "case" => rules.cases.extend(folded),
                "before" => rules.before.extend(folded),
                "after" => rules.after.extend(folded),
                "language" => rules.language.extend(folded),
                "letters" => rules.letters.extend(words.split(' ').filter_map(|pair| {
                    let (letter, name) = pair.split_once('=')?;
                    Some((fold_word(name), letter.chars().next()?))
                })),
                _ => {}
            }
        }
        for list in
            [&mut rules.proclitics, &mut rules.articles, &mut rules.endings, &mut rules.cases]
        {
            list.sort_by_key(|affix| (std::cmp::Reverse(affix.chars().count()), affix.clone()));
            list.dedup();
        }
        rules.letters.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        rules
    }

    /// The folded word without each proclitic that may stand before it; the longest rest first.
    pub fn without_proclitics<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.proclitics
            .iter()
            .rev()
            .filter_map(|proclitic| word.strip_prefix(proclitic.as_str()))
            .filter(|rest| long_enough(rest))
    }

    /// The folded word without the article.
    pub fn without_article<'a>(&'a self, word: &'a str) -> Option<&'a str> {
        self.articles
            .iter()
            .find_map(|article| word.strip_prefix(article.as_str()))
            .filter(|rest| long_enough(rest))
    }

    /// `للعراق` is written without the alef of the article: the word with it, `العراق`.
    pub fn with_article(&self, word: &str) -> Option<String> {
        let at = word.find("لل").filter(|at| *at <= 2)?;
        let rest = &word[at + "لل".len()..];
        (self.proclitics.iter().any(|proclitic| proclitic == "لل") && long_enough(rest))
            .then(|| format!("ال{rest}"))
    }

    /// The folded word without each ending that adjectives and names of peoples may have.
    pub fn without_endings<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.endings
            .iter()
            .filter_map(|ending| word.strip_suffix(ending.as_str()))
            .filter(|rest| long_enough(rest))
    }

    /// The same for every case of a folded name, for tables and texts alike; not always a stem
    /// that a linguist would own to.
    pub fn key<'a>(&self, word: &'a str) -> &'a str {
        let mut rest = word;
        while let Some(shorter) = self
            .cases
            .iter()
            .filter_map(|ending| rest.strip_suffix(ending.as_str()))
            .find(|shorter| long_enough(shorter))
        {
            rest = shorter;
        }
        rest
    }

    /// Whether a name is likely after this folded word: a title, "city of".
    pub fn announces(&self, word: &str) -> bool {
        self.before.contains(word)
            || self.without_proclitics(word).any(|rest| self.before.contains(rest))
    }

    /// Whether a name is likely before this folded word.
    pub fn follows(&self, word: &str) -> bool {
        self.after.contains(word)
    }

    /// Whether the folded word is one for "language".
    pub fn is_language(&self, word: &str) -> bool {
        self.language.contains(word)
            || self.without_proclitics(word).any(|rest| self.language.contains(rest))
    }

    /// Latin capitals spelled out letter by letter: `एनडीआरएफ` is `NDRF`. At least three letters.
    pub fn spelled_out(&self, word: &str) -> Option<String> {
        let mut rest = word;
        let mut out = String::new();
        while !rest.is_empty() {
            let (name, letter) =
                self.letters.iter().find(|(name, _)| rest.starts_with(name.as_str()))?;
            rest = &rest[name.len()..];
            out.push(letter.to_ascii_uppercase());
        }
        (out.len() >= 3).then_some(out)
    }
}

fn long_enough(word: &str) -> bool {
    word.chars().nth(LEAST_LETTERS - 1).is_some()
}
