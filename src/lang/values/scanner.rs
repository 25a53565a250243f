//! The walk over the tokens, and the look at what stands at one of them.

use super::junk;
use super::table::{Lexeme, Table};
use crate::lang::fold::{Folded, fold_word};
use crate::lang::words::{self, Hit, Token, TokenKind};
use crate::model::{Qualifier, Value, ValueForm};

/// A value between two tokens.
#[derive(Clone, Debug)]
pub struct Found {
    pub from: usize,
    /// The token after its last.
    pub to: usize,
    pub form: ValueForm,
}

pub struct Scanner<'a> {
    folded: &'a Folded,
    source: &'a str,
    pub table: &'static Table,
    pub tokens: Vec<Token<'a>>,
    /// Tokens that belong to URLs, handles, ids and the like.
    pub junk: Vec<bool>,
    /// The phrases of the tables that stand at the tokens, one after the other.
    hits: Vec<Hit<'static, Lexeme>>,
    /// Where in `hits` those of each token begin; one more than there are tokens.
    starts: Vec<u32>,
}

impl<'a> Scanner<'a> {
    pub fn new(folded: &'a Folded, source: &'a str, table: &'static Table) -> Self {
        let tokens = split_numbers(words::tokens(&folded.text), folded, source, table);
        let mut hits = Vec::new();
        let mut starts = Vec::with_capacity(tokens.len() + 1);
        for at in 0..=tokens.len() {
            starts.push(u32::try_from(hits.len()).unwrap_or(u32::MAX));
            let found = table.phrases.at(&tokens, at, &table.affixes).into_iter();
            hits.extend(
                found.filter(|hit| {
                    hit.stem.is_none_or(|letters| takes_endings(hit.meaning, letters))
                }),
            );
        }
        let junk = vec![false; tokens.len()];
        let mut scanner = Self { folded, source, table, tokens, junk, hits, starts };
        scanner.junk = junk::mark(&scanner);
        scanner
    }

    pub fn run(&self) -> Vec<Value> {
        let mut out: Vec<Value> = Vec::new();
        let mut qualifier: Option<(Qualifier, usize)> = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            let compounds =
                token.kind == TokenKind::Word && !self.table.compound_numbers.is_empty();
            let begins = compounds
                || token.kind == TokenKind::Digits
                || token.is("-")
                || !self.hits(at).is_empty();
            if self.junk[at] || !begins {
                at += 1;
                continue;
            }
            if let Some(end) = self.skipped(at) {
                at = end;
                continue;
            }
            let found = self.found_at(at);
            if found.is_empty() {
                if let Some((kind, end)) = self.first(at, |lexeme| match lexeme {
                    Lexeme::Before(kind) => Some(*kind),
                    _ => None,
                }) {
                    qualifier = Some((kind, end));
                    at = end;
                    continue;
                }
                at = if self.numeral(at).is_some() { at + 1 } else { self.past_chain(at) };
                continue;
            }
            let end = found.iter().map(|one| one.to).max().unwrap_or(at + 1).max(at + 1);
            let mut before =
                qualifier.take().filter(|(_, end)| at <= end + 1).map(|(kind, _)| kind);
            for one in found {
                let after = self.first(one.to, |lexeme| match lexeme {
                    Lexeme::After(kind) => Some(*kind),
                    _ => None,
                });
                let qualifier = before.take().or(after.map(|(kind, _)| kind)).unwrap_or_default();
                let span = words::source(self.folded, &self.tokens, one.from, one.to);
                // Two graphemes of the fold can come from one of the source.
                let overlaps = out.last().is_some_and(|last| last.span.end > span.start);
                if !overlaps && !span.is_empty() {
                    out.push(Value { span, form: one.form, qualifier, resolved: None });
                }
            }
            at = end;
        }
        out
    }

    fn found_at(&self, at: usize) -> Vec<Found> {
        let dates = self.date(at);
        if !dates.is_empty() {
            return dates;
        }
        if let Some(time) = self.time(at) {
            return vec![time];
        }
        self.quantity(at)
    }

    /// The end of what is no value at all: phrases of the table, the number of an item of a list.
    fn skipped(&self, at: usize) -> Option<usize> {
        if let Some((_, end)) = self.first(at, |lexeme| (*lexeme == Lexeme::Not).then_some(())) {
            return Some(end);
        }
        let numbers_an_item = self.tokens[at].kind == TokenKind::Digits
            && self.tokens[at].text.len() <= 2
            && self.at_line_start(at)
            && self.glued(at + 1, &[".", ")", "-"])
            && self.tokens.get(at + 2).is_some_and(|next| next.gap && next.kind == TokenKind::Word)
            && self.month(at + 2).is_none();
        numbers_an_item.then_some(at + 2)
    }

    fn at_line_start(&self, at: usize) -> bool {
        let start = self.folded.source(self.tokens[at].start..self.tokens[at].end()).start;
        let before = self.source.get(..start).unwrap_or_default();
        before.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n')
    }

    /// The text of a token as it stands in the source.
    pub fn original(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| self.folded.source(token.start..token.end()).of(self.source))
    }

    pub fn capital(&self, at: usize) -> bool {
        self.original(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a symbol of one letter is written large where the unit is small: 5G is no weight.
    pub fn large_symbol(&self, at: usize) -> bool {
        matches!(self.original(at), "G" | "M")
    }

    /// Whether the token is one of these signs, without a space before it.
    pub fn glued(&self, at: usize, signs: &[&str]) -> bool {
        self.sign(at, signs) && !self.tokens[at].gap
    }

    pub fn sign(&self, at: usize, signs: &[&str]) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Sign && signs.contains(&token.text))
    }

    /// Whether the token is a row of digits of no URL.
    pub fn digits(&self, at: usize) -> Option<&'a str> {
        let token = self.tokens.get(at).filter(|_| !self.junk[at])?;
        (token.kind == TokenKind::Digits).then_some(token.text)
    }

    pub fn gap(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.gap)
    }

    /// The phrases of the tables that stand at a token, the longest first.
    pub fn phrases(&self, at: usize) -> &[Hit<'static, Lexeme>] {
        let range =
            |at: usize| Some(*self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize);
        range(at).and_then(|range| self.hits.get(range)).unwrap_or_default()
    }

    /// The same, but nothing for junk.
    pub fn hits(&self, at: usize) -> &[Hit<'static, Lexeme>] {
        if self.junk.get(at).copied().unwrap_or(true) { &[] } else { self.phrases(at) }
    }

    /// The longest phrase here that `wanted` takes, and the token after it.
    pub fn first<T>(&self, at: usize, wanted: impl Fn(&Lexeme) -> Option<T>) -> Option<(T, usize)> {
        self.hits(at).iter().find_map(|hit| Some((wanted(hit.meaning)?, hit.end)))
    }

    /// The token after `lexeme`, where it stands here.
    pub fn past(&self, at: usize, lexeme: Lexeme) -> Option<usize> {
        self.first(at, |other| (*other == lexeme).then_some(())).map(|((), end)| end)
    }

    /// The same, or the place itself.
    pub fn maybe(&self, at: usize, lexeme: Lexeme) -> usize {
        self.past(at, lexeme).unwrap_or(at)
    }
}

/// Cuts a number word from what a zero-width non-joiner ties to it ("شش‌چرخ", six-wheeled), where
/// the two together are no word of the tables.
fn split_numbers<'a>(
    tokens: Vec<Token<'a>>,
    folded: &Folded,
    source: &str,
    table: &Table,
) -> Vec<Token<'a>> {
    if !source.contains('\u{200c}') {
        return tokens;
    }
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens {
        let original = folded.source(token.start..token.end()).of(source);
        let cut = original.split_once('\u{200c}').map(|(first, _)| fold_word(first).len());
        let cut = cut.filter(|cut| token.kind == TokenKind::Word && *cut < token.text.len());
        let parts = cut.and_then(|cut| Some((token.text.get(..cut)?, token.text.get(cut..)?)));
        let known = |text: &str| {
            let alone = [Token { text, ..token }];
            let hits = table.phrases.at(&alone, 0, &words::Affixes::default());
            hits.first().map(|hit| matches!(hit.meaning, Lexeme::Number(_)))
        };
        match parts {
            Some((first, rest)) if known(first) == Some(true) && known(token.text).is_none() => {
                out.push(Token { text: first, ..token });
                out.push(Token {
                    text: rest,
                    start: token.start + first.len(),
                    gap: false,
                    ..token
                });
            }
            _ => out.push(token),
        }
    }
    out
}

/// What may stand with an ending of the language: numbers and the like are too short, and with an
/// ending often other words (Turkish dün, yesterday, and dünya, world).
fn takes_endings(lexeme: &Lexeme, letters: usize) -> bool {
    match lexeme {
        Lexeme::Month { .. } | Lexeme::Weekday(_) => letters > 3,
        Lexeme::Unit(_) | Lexeme::Duration(_) | Lexeme::Currency(_) | Lexeme::Percent => true,
        Lexeme::MonthWord | Lexeme::YearAfter => true,
        _ => false,
    }
}
