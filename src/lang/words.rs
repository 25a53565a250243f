//! A folded text as a row of tokens, and phrases looked up in it by their first word.

use super::fold::{Folded, fold};
use super::letters;
use crate::model::Span;
use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and their marks. A Chinese or Japanese character is a word of its own.
    Word,
    /// ASCII digits, as the fold writes those of every script.
    Digits,
    /// One character of anything else but white space.
    Sign,
}

/// A word, a row of digits or a sign of a folded text.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    /// As the fold has it.
    pub text: &'a str,
    /// What it is made of.
    pub kind: TokenKind,
    /// Where it begins in the fold, in bytes.
    pub start: usize,
    /// Whether white space, or the beginning of the text, stands before it.
    pub gap: bool,
}

impl Token<'_> {
    /// Where it ends in the fold, in bytes.
    pub const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }
}

/// Cuts a folded text into tokens.
pub fn tokens(folded: &str) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(folded.len() / 6);
    let mut chars = folded.char_indices().peekable();
    let mut gap = true;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            gap = true;
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let goes_on = match kind {
                TokenKind::Word => {
                    !is_ideograph(first) && !is_ideograph(c) && kind_of(c) == TokenKind::Word
                }
                TokenKind::Digits => c.is_ascii_digit(),
                TokenKind::Sign => false,
            };
            if !goes_on && !is_combining_mark(c) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        out.push(Token { text: &folded[start..end], kind, start, gap });
        gap = false;
    }
    out
}

fn kind_of(c: char) -> TokenKind {
    match c {
        '0'..='9' => TokenKind::Digits,
        // Marks that follow nothing, and letters' own signs: U+0970 abbreviates in Hindi.
        '\u{970}' => TokenKind::Sign,
        _ if letters::is_alphabetic(c) || is_combining_mark(c) => TokenKind::Word,
        _ => TokenKind::Sign,
    }
}

/// Characters of scripts that put no space between words.
pub const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The span in the source that the tokens `from..to` were made from.
pub fn source(folded: &Folded, tokens: &[Token<'_>], from: usize, to: usize) -> Span {
    match (tokens.get(from), tokens.get(to.saturating_sub(1))) {
        (Some(first), Some(last)) if from < to => folded.source(first.start..last.end()),
        _ => Span::default(),
    }
}

/// What a language glues to its words, all of it folded.
#[derive(Clone, Debug, Default)]
pub struct Affixes {
    /// Longest first.
    pub prefixes: Vec<String>,
    /// Longest first.
    pub suffixes: Vec<String>,
}

/// Words longer than this, in bytes of their fold, are no words of a table.
const LONGEST_WORD: usize = 96;

/// Phrases with what they mean, found by their first word.
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: HashMap<Box<str>, Vec<Phrase<T>>>,
}

#[derive(Debug)]
struct Phrase<T> {
    rest: Box<[Box<str>]>,
    meaning: T,
}

/// A phrase that stands at a place.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'t, T> {
    /// What the table says of the phrase.
    pub meaning: &'t T,
    /// The token after its last.
    pub end: usize,
    /// Whether something glued to the front of the first word was taken off.
    pub stripped: bool,
    /// How many letters of the first word are left without its ending, where it has one.
    pub stem: Option<usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a form as a dictionary writes it. Hyphens and full stops in it are as good as spaces.
    pub fn add(&mut self, form: &str, meaning: T) {
        let folded = fold(form);
        let all = tokens(&folded.text);
        let glue = |token: &&Token<'_>| all.len() == 1 || !is_glue(token);
        let mut words = all.iter().filter(glue).map(|token| Box::<str>::from(token.text));
        if let Some(first) = words.next() {
            let phrase = Phrase { rest: words.collect(), meaning };
            let group = self.by_first.entry(first).or_default();
            // Longest first, so that the first hit is the longest.
            let at = group.partition_point(|other| other.rest.len() >= phrase.rest.len());
            group.insert(at, phrase);
        }
    }

    /// Every phrase that stands at token `at`, the longest first; with what the language glues to
    /// words taken off only where no phrase stands there as it is.
    pub fn at<'t>(&'t self, tokens: &[Token<'_>], at: usize, affixes: &Affixes) -> Vec<Hit<'t, T>> {
        let Some(token) = tokens.get(at).filter(|token| token.text.len() <= LONGEST_WORD) else {
            return Vec::new();
        };
        let mut hits = self.under(token.text, tokens, at, affixes);
        if hits.is_empty() && token.kind == TokenKind::Word {
            for prefix in &affixes.prefixes {
                let Some(rest) = strip(token.text, prefix) else { continue };
                hits = self.under(rest, tokens, at, affixes);
                if !hits.is_empty() {
                    hits.iter_mut().for_each(|hit| hit.stripped = true);
                    break;
                }
            }
        }
        if hits.is_empty() && token.kind == TokenKind::Word {
            for suffix in &affixes.suffixes {
                let stem = token.text.strip_suffix(suffix.as_str());
                let Some(stem) = stem.filter(|stem| stem.chars().nth(2).is_some()) else {
                    continue;
                };
                hits = self.under(stem, tokens, at, affixes);
                if !hits.is_empty() {
                    let letters = stem.chars().count();
                    hits.iter_mut().for_each(|hit| hit.stem = Some(letters));
                    break;
                }
            }
        }
        hits
    }

    fn under<'t>(
        &'t self,
        word: &str,
        tokens: &[Token<'_>],
        at: usize,
        affixes: &Affixes,
    ) -> Vec<Hit<'t, T>> {
        let group = self.by_first.get(word).map_or(&[][..], Vec::as_slice);
        group
            .iter()
            .filter_map(|phrase| {
                let end = follow(&phrase.rest, tokens, at + 1, affixes)?;
                Some(Hit { meaning: &phrase.meaning, end, stripped: false, stem: None })
            })
            .collect()
    }
}

/// The token after `rest`, where that stands at `at`.
fn follow(rest: &[Box<str>], tokens: &[Token<'_>], at: usize, affixes: &Affixes) -> Option<usize> {
    let mut next = at;
    for word in rest {
        while tokens.get(next).is_some_and(|token| is_glue(token) && token.text != &**word) {
            next += 1;
            if next > at + 12 {
                return None;
            }
        }
        let token = tokens.get(next)?;
        let fits = token.text == &**word
            || affixes.prefixes.iter().any(|prefix| strip(token.text, prefix) == Some(word))
            || affixes
                .suffixes
                .iter()
                .any(|suffix| token.text.strip_suffix(suffix.as_str()) == Some(word));
        if !fits {
            return None;
        }
        next += 1;
    }
    Some(next)
}

/// The word without a prefix, where at least two letters are left.
fn strip<'a>(word: &'a str, prefix: &str) -> Option<&'a str> {
    word.strip_prefix(prefix).filter(|rest| rest.chars().nth(1).is_some())
}

/// Signs that join or end the words of one phrase: `twenty-five`, `p.m.`
fn is_glue(token: &Token<'_>) -> bool {
    token.is("-") || token.is(".")
}
