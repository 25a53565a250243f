//! Which language a text is in: its script first, then, among the languages of that script, the
//! letters, frequent words and word endings of `assets/lang/LL/language.toml`; for Latin and
//! Cyrillic letters whatlang's trigrams have a vote too. whatlang alone knows neither Pashto nor
//! Sorani nor Azerbaijani apart from their neighbours.
mod codes;
mod rivals;
mod scripts;
#[cfg(test)]
mod tests;

use super::{languages, letters};
use crate::model::{Direction, Lang};
use codes::THREE_LETTERS;
use rivals::{LONGEST_WORD, Rivals, Scores};
use scripts::{Script, script_of};

/// Beyond this many bytes a text adds nothing to what is known of its language.
const ENOUGH: usize = 32 * 1024;

/// The language of a text, [`Lang::UNKNOWN`] if it has no letters or nothing speaks for one. Best
/// given the body of an article, not its title alone. Reads the first 32 KiB.
pub fn identify(text: &str) -> Lang {
    let text = sample(text);
    let Some(script) = main_script(&text) else { return Lang::UNKNOWN };
    let Some(rivals) = rivals::of_script(script.code()) else {
        return by_trigrams(&text).map_or(Lang::UNKNOWN, |(lang, _)| lang);
    };
    rivals.only().unwrap_or_else(|| among(&text, script, rivals))
}

/// The direction in which a language is written; left to right where it is not known.
pub fn direction(lang: Lang) -> Direction {
    languages::language(lang).direction
}

/// The beginning of the text, without the words that are addresses and handles: they are Latin in
/// every language.
fn sample(text: &str) -> String {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut kept = String::with_capacity(end);
    for word in text[..end].split_whitespace() {
        let address = word.contains("://")
            || word.contains("www.")
            || word.starts_with(['@', '#'])
            || word.len() > LONGEST_WORD * 4;
        if !address {
            kept.push_str(word);
            kept.push(' ');
        }
    }
    kept
}

const HAN: Script = Script("Hani");
const KANA: Script = Script("Jpan");

/// The script of most words. By words and not by letters, so that a Chinese article with English
/// names stays Chinese: a Han or Kana letter counts as half a word.
fn main_script(text: &str) -> Option<Script> {
    // There are few in a text.
    let mut counts: Vec<(Script, usize)> = Vec::new();
    let mut add = |script: Script, count| match counts.iter_mut().find(|(own, _)| *own == script) {
        Some((_, sum)) => *sum += count,
        None => counts.push((script, count)),
    };
    for word in text.split(|c: char| !letters::is_alphanumeric(c) && !is_mark(c)) {
        let Some(script) =
            word.chars().find_map(|c| if letters::is_numeric(c) { None } else { script_of(c) })
        else {
            continue;
        };
        if matches!(script.code(), "Hani" | "Jpan") {
            word.chars().filter_map(script_of).for_each(|script| add(script, 1));
        } else {
            add(script, 2);
        }
    }
    let of = |script: Script| counts.iter().find(|(own, _)| *own == script).map_or(0, |own| own.1);
    let (han, kana) = (of(HAN), of(KANA));
    // Japanese is written in Han letters too, never without Kana beside them.
    if kana > 0 && kana * 8 >= han {
        counts.retain(|(script, _)| *script != HAN);
        counts.iter_mut().filter(|(script, _)| *script == KANA).for_each(|kana| kana.1 += han);
    }
    counts
        .into_iter()
        .max_by_key(|(script, count)| (*count, script.code()))
        .map(|(script, _)| script)
}

fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x5B0..=0x5C7 | 0x64B..=0x65F | 0x670 | 0x900..=0x903
        | 0x93A..=0x94F | 0x951..=0x957 | 0x962..=0x963 | 0x981..=0x983 | 0x9BC..=0x9CD | 0x200C | 0x200D)
        || c == '\''
        || c == '’'
}

fn among(text: &str, script: Script, rivals: &Rivals) -> Lang {
    let ranking = rank(text, script, rivals);
    if let Some(lang) = ranking.unlisted {
        return lang;
    }
    let default = script.default_lang();
    ranking
        .scores
        .iter()
        .filter(|(_, score)| *score > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1).then((a.0 == default).cmp(&(b.0 == default))))
        .map_or(default, |(lang, _)| *lang)
}

/// How much speaks for each language of a script.
struct Ranking {
    scores: Vec<(Lang, f32)>,
    words: f32,
    /// A language without a file that whatlang is sure of and against which no file speaks.
    unlisted: Option<Lang>,
}

fn rank(text: &str, script: Script, rivals: &Rivals) -> Ranking {
    let mut ranking = Ranking::by_words(text, rivals);
    ranking.ask_trigrams(text, script);
    ranking
}

impl Ranking {
    fn by_words(text: &str, rivals: &Rivals) -> Self {
        let Scores { scores, words } = rivals.score(text);
        Self { scores, words, unlisted: None }
    }

    /// What whatlang's answer adds to one score at most.
    fn most_of_trigrams(&self) -> f32 {
        // Worth a few words in a title, little against what a whole body says.
        2.0 + 0.15 * self.words
    }

    fn ask_trigrams(&mut self, text: &str, script: Script) {
        let ("Latn" | "Cyrl" | "Deva") = script.code() else { return };
        let Some((lang, confidence)) = by_trigrams(text) else { return };
        let most = self.most_of_trigrams();
        match self.scores.iter_mut().find(|(candidate, _)| *candidate == lang) {
            Some((_, score)) => *score += most * confidence,
            None => {
                let best = self.scores.iter().map(|(_, score)| *score).fold(0.0, f32::max);
                self.unlisted = (confidence > 0.8 && best < 0.3 * self.words).then_some(lang);
            }
        }
    }

    fn score(&self, wanted: Lang) -> Option<f32> {
        self.scores.iter().find(|(lang, _)| *lang == wanted).map(|(_, score)| *score)
    }
}

/// whatlang's answer as a code of ours, with its confidence from 0 to 1.
fn by_trigrams(text: &str) -> Option<(Lang, f32)> {
    let info = whatlang::detect(text)?;
    let code = info.lang().code();
    let short = THREE_LETTERS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two);
    Some((short.parse().ok()?, info.confidence() as f32))
}

/// The language of a part of an article that is in `lang`: another one only where the part is
/// clearly not in it.
pub fn part(text: &str, lang: Lang) -> Lang {
    let text = sample(text);
    let Some(script) = main_script(&text) else { return lang };
    let count = text.split_whitespace().count();
    let own = languages::language(lang).script.as_str();
    if own == script.code() {
        return if count < 8 { lang } else { neighbour(&text, script, lang) };
    }
    if own.is_empty() && script.code() == "Latn" || count < 3 {
        return lang;
    }
    let english = Lang::new("en");
    match identify(&text) {
        Lang::UNKNOWN => lang,
        // Few Latin words within another script say little, and are mostly English.
        other if script.code() == "Latn" && count < 8 => {
            neighbour_or(&text, script, english, other)
        }
        other => other,
    }
}

/// Another language of the same script, where much more speaks for it.
fn neighbour(text: &str, script: Script, lang: Lang) -> Lang {
    let Some(rivals) = rivals::of_script(script.code()) else { return lang };
    let mut ranking = Ranking::by_words(text, rivals);
    let Some(own) = ranking.score(lang) else { return lang };
    let margin = 3.0 + 0.2 * ranking.words;
    let best = ranking.scores.iter().map(|(_, score)| *score).fold(own, f32::max);
    // whatlang costs as much as all the rest, and mostly can change nothing.
    if best + ranking.most_of_trigrams() + 0.1 < own + margin {
        return lang;
    }
    ranking.ask_trigrams(text, script);
    let own = ranking.score(lang).unwrap_or(own);
    let best = ranking.scores.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    best.filter(|(_, score)| score - own >= margin && *score >= 0.35 * ranking.words)
        .map_or(lang, |(best, _)| *best)
}

/// `other` if three points more speak for it than for `lang`.
fn neighbour_or(text: &str, script: Script, lang: Lang, other: Lang) -> Lang {
    let Some(rivals) = rivals::of_script(script.code()) else { return lang };
    let ranking = rank(text, script, rivals);
    let score = |wanted: Lang| ranking.score(wanted).unwrap_or_default();
    if score(other) - score(lang) >= 3.0 { other } else { lang }
}
