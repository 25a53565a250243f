use super::marks::{
    closing_bracket, is_caseless, is_closer, is_mark, is_opener, is_plain_end, is_quote,
};
use crate::lang::languages::Language;

/// How far to look for the word before a stop and the words after it, in bytes.
const REACH: usize = 160;

/// A run of marks that may end a sentence.
pub(super) struct Stop<'a> {
    /// The text up to the end of the paragraph.
    pub text: &'a str,
    /// Where the sentence begins that the run may end.
    pub sentence: usize,
    /// Where the run begins and ends.
    pub start: usize,
    pub end: usize,
    /// Whether a straight quotation mark stands open.
    pub quotes_open: bool,
}

impl<'a> Stop<'a> {
    fn marks(&self) -> &'a str {
        &self.text[self.start..self.end]
    }

    fn before(&self) -> &'a str {
        let mut from = self.start.saturating_sub(REACH).max(self.sentence);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..self.start]
    }

    /// What stands between the last white space and the stop, without opening marks.
    fn token(&self) -> &'a str {
        let before = self.before();
        let token = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        token.trim_start_matches(|c: char| is_opener(c) || matches!(c, '-' | '–' | '—' | '،' | ','))
    }

    fn kind(&self) -> Kind {
        let marks = self.marks();
        if marks == "." {
            Kind::Full
        } else if marks.chars().all(|c| c == '.' || c == '…') {
            Kind::Ellipsis
        } else if marks.contains('|') && marks.chars().all(|c| c == '|') {
            Kind::Bar
        } else {
            Kind::Strong
        }
    }
}

enum Kind {
    /// One full stop, which also ends abbreviations.
    Full,
    Ellipsis,
    /// "|", written for a danda, but also between columns.
    Bar,
    /// Any other mark.
    Strong,
}

/// Whether the run of marks ends its sentence; `closed` is where the quotation marks and brackets
/// after it end.
pub(super) fn ends_sentence(stop: &Stop, closed: usize, language: &Language) -> bool {
    let rest = &stop.text[closed..];
    let spaced = rest.starts_with(char::is_whitespace);
    let after = rest.trim_start();
    let Some(next) = after.chars().next() else { return true };
    if !spaced && closed == stop.end {
        return ends_without_space(stop, after, language);
    }
    if matches!(
        next,
        ',' | ';' | ':' | '،' | '؛' | '、' | '，' | '；' | '：' | ')' | ']' | '%' | '/'
    ) {
        return false;
    }
    if closed > stop.end && !spaced && !(is_opener(next) || next.is_alphanumeric()) {
        return false;
    }
    let word_start = after.trim_start_matches(|c: char| is_opener(c) || c.is_whitespace());
    let first = word_start.chars().next();
    if matches!(next, '—' | '–' | '-' | '―') {
        let said = after.trim_start_matches(|c: char| !c.is_alphanumeric());
        let carries_on = said.starts_with(char::is_lowercase)
            || closed > stop.end
                && words(said, 2).any(|word| language.says.contains(word.as_str()));
        return !carries_on;
    }
    if first.is_some_and(char::is_lowercase) {
        // The danda and its like end a sentence whatever follows.
        return stop.marks().chars().any(is_plain_end);
    }
    let quoted = stop.text[stop.end..closed].chars().any(is_quote);
    if quoted && carries_on_after_quote(after, language) {
        return false;
    }
    match stop.kind() {
        Kind::Strong => {
            // "۔" after a spelled initial: "ایم۔ اے".
            !(stop.marks() == "۔" && language.initials.contains(stop.token()))
        }
        Kind::Bar => stop.before().trim_end().chars().next_back().is_some_and(is_letter_or_mark),
        Kind::Ellipsis => ends_after_dots(stop, word_start, language),
        Kind::Full => closed > stop.end || ends_after_full_stop(stop, after, language),
    }
}

fn is_letter_or_mark(c: char) -> bool {
    is_caseless(c) || is_mark(c) || is_closer(c) || c.is_numeric()
}

/// `count` words from the start of the text, lower-case, without the marks around them.
fn words(text: &str, count: usize) -> impl Iterator<Item = String> {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end]
        .split_whitespace()
        .take(count)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c)).to_lowercase())
}

fn first_word(text: &str) -> String {
    words(text.trim_start_matches(is_opener), 1).next().unwrap_or_default()
}

/// `"Enough!" Rana said.`: a verb of saying right after the quotation, or one that ends the clause.
fn carries_on_after_quote(after: &str, language: &Language) -> bool {
    if language.says.is_empty() {
        return false;
    }
    if language.says.contains(&first_word(after)) {
        return true;
    }
    if after.starts_with(is_ideograph) {
        return language.says.iter().any(|word| after.starts_with(word.as_str()));
    }
    after.split_whitespace().take(6).any(|word| {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark(c));
        bare.len() < word.len()
            && word[bare.len()..].starts_with(['.', '।', '۔', ',', '،', '|'])
            && language.says.contains(&bare.to_lowercase())
    })
}

/// "word.Next", "है।रूस", "3.5", "example.com", "(?)".
fn ends_without_space(stop: &Stop, after: &str, language: &Language) -> bool {
    let Some(next) = after.chars().next() else { return true };
    let second = after.chars().nth(1);
    let last = stop.before().chars().next_back();
    let opens = is_opener(next)
        && !(next == '"' && stop.quotes_open)
        && second.is_some_and(|c| is_caseless(c) || c.is_uppercase());
    let kind = stop.kind();
    // What most stops within a word fail by, before the word is looked at.
    let begins = match kind {
        Kind::Strong if stop.marks().chars().any(is_plain_end) => {
            next.is_alphanumeric() || is_opener(next) || !next.is_ascii_punctuation()
        }
        Kind::Strong => is_caseless(next) || next.is_uppercase() || opens,
        Kind::Bar => is_caseless(next),
        Kind::Ellipsis => next.is_uppercase() || opens,
        Kind::Full if is_caseless(next) => second.is_some_and(|c| is_caseless(c) || is_mark(c)),
        Kind::Full => {
            opens
                || next.is_uppercase()
                    && second.is_some_and(|c| c.is_lowercase() || c.is_whitespace())
        }
    };
    let Some(last) = last.filter(|_| begins) else { return false };
    let token = stop.token();
    if token.is_empty() {
        return stop.marks().chars().any(is_plain_end);
    }
    if last.is_numeric() && next.is_numeric()
        || token.contains("://")
        || token.starts_with("www.")
        || token.contains('@')
    {
        return false;
    }
    match kind {
        Kind::Strong => !(stop.marks() == "۔" && language.initials.contains(token)),
        Kind::Bar => is_letter_or_mark(last),
        Kind::Ellipsis => next.is_uppercase() && last.is_lowercase() || opens && is_closer(last),
        Kind::Full => {
            let letters = token.chars().filter(|c| c.is_alphanumeric()).count();
            let rest = after.split(char::is_whitespace).next().unwrap_or_default();
            let whole = format!("{token}.{}", rest.trim_end_matches('.'));
            !known(token, language)
                && !known(&whole, language)
                && (opens
                    || letters >= 2
                        && !token.contains('.')
                        && (is_caseless(next)
                            || last.is_lowercase()
                            || last.is_numeric()
                            || is_closer(last)))
        }
    }
}

/// Whether the word is one that a full stop may follow within a sentence.
fn known(token: &str, language: &Language) -> bool {
    let lower = token.to_lowercase();
    is_abbreviation(token, language)
        || language.initials.contains(token)
        || language.closing.contains(&lower)
        || language.before_number.contains(&lower)
}

/// Whether three dots end the sentence before `after`.
fn ends_after_dots(stop: &Stop, after: &str, language: &Language) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if next.is_uppercase() {
        return true;
    }
    // " ... " leaves words out of the middle of a sentence.
    let alone = stop.before().ends_with(char::is_whitespace);
    !alone && !next.is_numeric() && !language.continues.contains(&first_word(after))
}

fn is_abbreviation(token: &str, language: &Language) -> bool {
    language.abbreviations.contains(token) || language.abbreviations.contains(&token.to_lowercase())
}

fn ends_after_full_stop(stop: &Stop, after: &str, language: &Language) -> bool {
    let token = stop.token();
    let Some(last) = token.chars().next_back() else {
        // A stop that stands alone, after white space.
        return true;
    };
    let lower = token.to_lowercase();
    let next = after.chars().next();
    let starter = || language.starters.contains(&first_word(after));
    if let Some(apart) = spaced_abbreviation(stop, token)
        && language.closing.contains(&apart)
    {
        return starter();
    }
    if is_abbreviation(token, language) {
        return false;
    }
    if language.before_number.contains(&lower) && next.is_some_and(char::is_numeric) {
        return false;
    }
    if language.initials.contains(token) {
        return starter();
    }
    if token.chars().all(char::is_numeric) {
        let number_of_list = stop.text[stop.sentence..stop.start].trim_start().len() == token.len();
        if number_of_list && token.chars().count() <= 3 {
            return false;
        }
        return !language.ordinals || token.chars().count() > 2 || starter();
    }
    if language.ordinals && token.len() <= 5 && token.chars().all(|c| "IVXLC".contains(c)) {
        return starter();
    }
    let is_letter = token.chars().count() == 1 && last.is_alphabetic();
    let number_of_list = stop.text[stop.sentence..stop.start].trim_start().len() == token.len();
    if is_letter && (number_of_list || !is_ideograph(last)) {
        return starter() && !number_of_list;
    }
    if language.closing.contains(&lower) || is_dotted(token) {
        return starter();
    }
    true
}

/// "т.д" where the text has "т. д": the letter before the stop and the one before it.
fn spaced_abbreviation(stop: &Stop, token: &str) -> Option<String> {
    let mut letters = token.chars();
    let (Some(_), None) = (letters.next(), letters.next()) else { return None };
    let before = stop.before().strip_suffix(token)?.trim_end().strip_suffix('.')?;
    let first = before.rsplit(char::is_whitespace).next()?;
    (first.chars().count() == 1).then(|| format!("{first}.{token}").to_lowercase())
}

fn is_ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x9FFF | 0xAC00..=0xD7AF | 0x20000..=0x3FFFF)
}

/// "U.S", "p.m", "т.д", "ק.ב": single letters with stops between them.
fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|part| {
            let mut letters = part.trim_start_matches('-').chars().filter(|c| !is_mark(*c));
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
        && token.chars().next().is_none_or(|c| closing_bracket(c).is_none())
}
