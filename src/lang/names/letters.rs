//! Letters to sounds and to Latin letters, by the tables `letters/*.tsv` and `LL/letters.tsv`.

use crate::lang::assets;
use crate::model::Lang;
use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// One row: these letters stand for these sounds.
struct Rule {
    letters: Vec<char>,
    at_start: bool,
    at_end: bool,
    sounds: &'static str,
    latin: &'static str,
}

/// The rows of one language, by their first letter, the longest and most bound first.
#[derive(Default)]
pub struct Letters {
    rules: HashMap<char, Vec<Rule>>,
}

/// The letters of a language; those of its script where it has no rows of its own.
pub fn letters(lang: Lang) -> &'static Letters {
    static ALL: OnceLock<(Letters, HashMap<&'static str, Letters>)> = OnceLock::new();
    let (common, own) = ALL.get_or_init(|| {
        let own = assets::files("", "/letters.tsv").filter_map(|(path, text)| {
            let lang = path.strip_suffix("/letters.tsv")?;
            Some((lang, Letters::read(std::iter::once(text).chain(scripts()))))
        });
        (Letters::read(scripts()), own.collect())
    });
    own.get(lang.as_str()).unwrap_or(common)
}

fn scripts() -> impl Iterator<Item = &'static str> {
    assets::files("letters/", ".tsv").map(|(_, text)| text)
}

impl Letters {
    /// Of rows for the same letters the first counts.
    fn read<'a>(files: impl Iterator<Item = &'static str> + 'a) -> Self {
        let mut letters = Self::default();
        for line in files.flat_map(str::lines).filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(key), Some(sounds)) = (columns.next(), columns.next()) else { continue };
            let bare = key.trim_start_matches('^').trim_end_matches('$');
            let rule = Rule {
                letters: bare.nfc().collect(),
                at_start: key.starts_with('^'),
                at_end: key.ends_with('$'),
                sounds,
                latin: columns.next().unwrap_or(""),
            };
            let Some(first) = rule.letters.first() else { continue };
            let rules = letters.rules.entry(*first).or_default();
            let same = |other: &Rule| {
                (&other.letters, other.at_start, other.at_end)
                    == (&rule.letters, rule.at_start, rule.at_end)
            };
            if !rules.iter().any(same) {
                rules.push(rule);
            }
        }
        for rules in letters.rules.values_mut() {
            rules.sort_by_key(|rule| {
                std::cmp::Reverse((rule.letters.len(), rule.at_start, rule.at_end))
            });
        }
        letters
    }

    fn rule(&self, word: &[char], at: usize) -> Option<&Rule> {
        self.rules.get(word.get(at)?)?.iter().find(|rule| {
            let end = at + rule.letters.len();
            word.get(at..end) == Some(&rule.letters)
                && (!rule.at_start || at == 0)
                && (!rule.at_end || end == word.len())
        })
    }

    /// Walks the word, giving each row that fits; for letters without a row that of their base
    /// letter, and `None` for what has none at all.
    fn walk<'a>(&'a self, word: &'a [char], mut take: impl FnMut(Step<'a>)) {
        let mut at = 0;
        while let Some(&letter) = word.get(at) {
            if let Some(rule) = self.rule(word, at) {
                let end = at + rule.letters.len();
                take(Step {
                    sounds: rule.sounds,
                    latin: rule.latin,
                    has_vowel: !rule.letters.iter().copied().any(is_devanagari_consonant)
                        || word.get(end).is_none_or(|next| is_devanagari_vowel_sign(*next)),
                    letter,
                });
                at = end;
                continue;
            }
            let mut base = None;
            decompose_canonical(letter, |part| base = base.or(Some(part)));
            let base = base.filter(|base| *base != letter).map(|base| [base]);
            if let Some(rule) = base.and_then(|base| self.rule(&base, 0)) {
                take(Step { sounds: rule.sounds, latin: rule.latin, has_vowel: true, letter });
            }
            at += 1;
        }
    }

    /// The sounds of a word (see `assets/lang/letters/README.md`), at most `most` of them.
    pub fn sounds(&self, word: &str, most: usize) -> Vec<u8> {
        let word = prepare(word, most);
        let mut out: Vec<u8> = Vec::with_capacity(word.len() + 4);
        self.walk(&word, |step| {
            for sound in step.sounds.bytes() {
                // Doubled consonants are written in some scripts only.
                if out.last() != Some(&sound) {
                    out.push(sound);
                }
            }
            if !step.has_vowel {
                out.push(b'@');
            }
        });
        out.truncate(most);
        out
    }

    /// The word in Latin letters for a reader, small letters; empty where no row fits.
    pub fn latin(&self, word: &str) -> String {
        let word = prepare(word, usize::MAX);
        let mut steps = Vec::new();
        self.walk(&word, |step| steps.push(step));
        let mut out = String::new();
        for (at, step) in steps.iter().enumerate() {
            let near = |other: Option<usize>| {
                other.and_then(|at| steps.get(at)).is_some_and(|step| !step.is_vowel())
            };
            let between = near(at.checked_sub(1)) && (near(Some(at + 1)) || at + 1 == steps.len());
            match step.latin {
                // The long vowels of Arabic script are written with consonants.
                "w" | "v" if between && step.letter == 'و' => out.push('u'),
                "y" if between && is_arabic(step.letter) => out.push('i'),
                latin => out.push_str(latin),
            }
            if !step.has_vowel {
                out.push('a');
            }
        }
        out
    }
}

/// What one row makes of the letters it fits.
struct Step<'a> {
    sounds: &'a str,
    latin: &'a str,
    /// False after a Devanagari consonant with which an unwritten vowel is said.
    has_vowel: bool,
    letter: char,
}

impl Step<'_> {
    fn is_vowel(&self) -> bool {
        self.sounds.bytes().all(|sound| b"aeiou@".contains(&sound))
    }
}

/// Small letters in composed form, without what the tables do not speak of.
fn prepare(word: &str, most: usize) -> Vec<char> {
    word.nfc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | '׳' | '‘' | '`' | 'ʼ' => '\'',
            _ => c,
        })
        .filter(|c| !is_silent(*c))
        .take(most)
        .collect()
}

/// Harakat, niqqud, tatweel and zero-width characters.
const fn is_silent(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{652}'
        | '\u{656}'..='\u{65f}' | '\u{670}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

const fn is_devanagari_consonant(c: char) -> bool {
    matches!(c, '\u{915}'..='\u{939}' | '\u{958}'..='\u{95f}')
}

/// Vowel signs and virama, after which no vowel is left unwritten.
const fn is_devanagari_vowel_sign(c: char) -> bool {
    matches!(c, '\u{93e}'..='\u{94d}' | '\u{962}' | '\u{963}')
}
