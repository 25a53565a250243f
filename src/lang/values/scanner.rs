//! The walk over the tokens, and the look at what stands at one of them.

use super::junk;
use super::table::{Lexeme, Table};
use crate::lang::fold::Folded;
use crate::lang::words::{self, Hit, Token, TokenKind};
use crate::model::{Qualifier, Value, ValueForm};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

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
    /// What stands at the few tokens around the place of reading.
    seen: RefCell<HashMap<usize, Hits>>,
}

pub type Hits = Rc<[Hit<'static, Lexeme>]>;

impl<'a> Scanner<'a> {
    pub fn new(folded: &'a Folded, source: &'a str, table: &'static Table) -> Self {
        let tokens = words::tokens(&folded.text);
        let mut scanner = Self {
            folded,
            source,
            table,
            junk: vec![false; tokens.len()],
            tokens,
            seen: RefCell::default(),
        };
        scanner.junk = junk::mark(&scanner);
        scanner
    }

    pub fn run(&self) -> Vec<Value> {
        let mut out: Vec<Value> = Vec::new();
        let mut qualifier: Option<(Qualifier, usize)> = None;
        let mut at = 0;
        while at < self.tokens.len() {
            if at % 64 == 0 {
                self.seen.borrow_mut().clear();
            }
            if self.junk[at] {
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
                at += 1;
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

    /// The phrases at a token, junk or not.
    pub fn phrase_at(&self, at: usize) -> Vec<Hit<'static, Lexeme>> {
        let table: &'static Table = self.table;
        table.phrases.at(&self.tokens, at, &table.affixes)
    }

    /// Every phrase of the tables that stands here, the longest first.
    pub fn hits(&self, at: usize) -> Hits {
        if let Some(known) = self.seen.borrow().get(&at) {
            return Rc::clone(known);
        }
        let table: &'static Table = self.table;
        let hits: Hits = if self.junk.get(at).copied().unwrap_or(true) {
            Rc::from([])
        } else {
            table.phrases.at(&self.tokens, at, &table.affixes).into()
        };
        self.seen.borrow_mut().insert(at, Rc::clone(&hits));
        hits
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
