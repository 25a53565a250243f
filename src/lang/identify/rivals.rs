//! How much speaks for each language of a script: its letters, words, endings and particles, those
//! of all rivals in one table, so that a word is looked up once and not once a language.

use super::is_mark;
use crate::lang::languages::{self, Language};
use crate::lang::letters;
use crate::model::Lang;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

/// A word longer than this many bytes is no word of a language (a URL, a base64 block).
pub(super) const LONGEST_WORD: usize = 120;

/// A set of languages: a bit for each, in the order of [`Rivals::languages`].
type Set = u64;

/// The languages of one script.
pub(super) struct Rivals {
    languages: Vec<(Lang, &'static Language)>,
    words: HashMap<&'static str, Set>,
    particles: HashMap<&'static str, Set>,
    /// By their last letter, the longest first.
    endings: HashMap<char, Vec<Ending>>,
    /// In ascending order.
    letters: Vec<(char, Letter)>,
    /// Those that have particles.
    with_particles: Set,
    /// Those that have common letters.
    with_common: Set,
}

struct Ending {
    text: &'static str,
    letters: usize,
    of: Set,
}

/// What a letter says.
#[derive(Clone, Copy, Default)]
struct Letter {
    /// Of these languages it speaks for.
    speaks: Set,
    /// These never use it.
    absent: Set,
    /// It is common in these.
    common: Set,
}

/// How much speaks for each language, in the order of their codes, and of how many words that is
/// what was found.
pub(super) struct Scores {
    pub(super) scores: Vec<(Lang, f32)>,
    pub(super) words: f32,
}

/// The languages of a script (ISO 15924); none where no language of it is known.
pub(super) fn of_script(script: &str) -> Option<&'static Rivals> {
    static ALL: LazyLock<BTreeMap<&'static str, OnceLock<Rivals>>> =
        LazyLock::new(|| languages::scripts().map(|script| (script, OnceLock::new())).collect());
    ALL.get(script).map(|rivals| rivals.get_or_init(|| Rivals::new(script)))
}

impl Rivals {
    fn new(script: &str) -> Self {
        // A set has no room for more; a test sees to it that there are none.
        let languages: Vec<_> = languages::of_script(script).take(Set::BITS as usize).collect();
        let mut rivals = Self {
            words: HashMap::new(),
            particles: HashMap::new(),
            endings: HashMap::new(),
            letters: Vec::new(),
            with_particles: 0,
            with_common: 0,
            languages: Vec::new(),
        };
        let mut letters: BTreeMap<char, Letter> = BTreeMap::new();
        for (at, (_, language)) in languages.iter().enumerate() {
            let bit: Set = 1 << at;
            for word in &language.words {
                *rivals.words.entry(word).or_default() |= bit;
            }
            for word in &language.particles {
                *rivals.particles.entry(word).or_default() |= bit;
                rivals.with_particles |= bit;
            }
            for letter in &language.letters {
                letters.entry(*letter).or_default().speaks |= bit;
            }
            for letter in language.absent.difference(&language.letters) {
                letters.entry(*letter).or_default().absent |= bit;
            }
            for letter in &language.common {
                letters.entry(*letter).or_default().common |= bit;
                rivals.with_common |= bit;
            }
            for ending in &language.endings {
                rivals.add_ending(ending, bit);
            }
        }
        for endings in rivals.endings.values_mut() {
            endings.sort_by_key(|ending| (std::cmp::Reverse(ending.letters), ending.text));
        }
        rivals.letters = letters.into_iter().collect();
        rivals.languages = languages;
        rivals
    }

    fn add_ending(&mut self, text: &'static str, of: Set) {
        let Some(last) = text.chars().next_back() else { return };
        let endings = self.endings.entry(last).or_default();
        match endings.iter_mut().find(|ending| ending.text == text) {
            Some(ending) => ending.of |= of,
            None => endings.push(Ending { text, letters: text.chars().count(), of }),
        }
    }

    /// The only language of the script, where there is one.
    pub(super) fn only(&self) -> Option<Lang> {
        match self.languages.as_slice() {
            [(lang, _)] => Some(*lang),
            _ => None,
        }
    }

    fn letter(&self, letter: char) -> Letter {
        let at = self.letters.binary_search_by_key(&letter, |(letter, _)| *letter);
        at.map_or(Letter::default(), |at| self.letters[at].1)
    }

    /// What a text says for each language.
    pub(super) fn score(&self, text: &str) -> Scores {
        let mut scores = vec![0.0_f32; self.languages.len()];
        let lower = text.to_lowercase();
        let mut words = 0.0_f32;
        let mut of_word = scores.clone();
        for word in lower.split(|c: char| !letters::is_alphanumeric(c) && !is_mark(c)) {
            if word.is_empty() || word.len() > LONGEST_WORD || word.chars().all(letters::is_numeric)
            {
                continue;
            }
            words += 1.0;
            self.score_word(word, &mut of_word);
            for (score, of_word) in scores.iter_mut().zip(&of_word) {
                *score += of_word;
            }
        }
        let costs = self.lacks(&lower, words);
        let found = self.languages.iter().zip(scores).zip(costs);
        let scores = found.map(|(((lang, _), score), cost)| (*lang, score - cost)).collect();
        Scores { scores, words }
    }

    fn score_word(&self, word: &str, scores: &mut [f32]) {
        scores.fill(0.0);
        let known = self.words.get(word).copied().unwrap_or(0);
        each(known, |at| scores[at] = 1.5);
        let last = word.chars().next_back();
        if let Some(endings) = last.and_then(|last| self.endings.get(&last)) {
            let mut told = known;
            for ending in endings {
                if word.len() > ending.text.len() + 3 && word.ends_with(ending.text) {
                    // The longer an ending, the less it is chance.
                    let score = (0.25 * ending.letters as f32).min(1.0);
                    each(ending.of & !told, |at| scores[at] = score);
                    told |= ending.of;
                }
            }
        }
        for letter in word.chars() {
            let letter = self.letter(letter);
            each(letter.speaks, |at| scores[at] += 0.4);
            each(letter.absent, |at| scores[at] -= 2.0);
        }
    }

    /// What it costs each language that a text has none of its commonest letters or particles: the
    /// (natural) logarithm of how unlikely that is.
    fn lacks(&self, lower: &str, words: f32) -> Vec<f32> {
        let found = |all: Set, sets: &mut dyn Iterator<Item = Set>| {
            let mut found = 0;
            while found & all != all
                && let Some(set) = sets.next()
            {
                found |= set;
            }
            all & !found
        };
        let common = &mut lower.chars().map(|letter| self.letter(letter).common);
        let no_common = found(self.with_common, common);
        let particles = &mut lower
            .split_whitespace()
            .map(|word| self.particles.get(word).copied().unwrap_or(0));
        let no_particles = found(self.with_particles, particles);
        let mut costs = vec![0.0; self.languages.len()];
        if no_common != 0 {
            let letters = lower.chars().filter(|c| letters::is_alphabetic(*c)).count() as f32;
            let languages = &self.languages;
            each(no_common, |at| costs[at] += (letters * languages[at].1.common_share).min(6.0));
        }
        each(no_particles, |at| costs[at] += (words * 0.2).min(2.0));
        costs
    }
}

/// Calls `does` with the place of each language in the set.
fn each(mut set: Set, mut does: impl FnMut(usize)) {
    while set != 0 {
        does(set.trailing_zeros() as usize);
        set &= set - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_room_for_all_languages_of_a_script() {
        for script in languages::scripts() {
            let count = languages::of_script(script).count();
            assert!((1..=Set::BITS as usize).contains(&count), "{script}: {count}");
        }
    }
}
