//! Which tokens belong to something that is no text: web and mail addresses, handles, hashtags,
//! numbers glued to a name (`F-16`, `Chandrayaan-3`), telephone numbers, versions.

use super::scanner::Scanner;
use super::table::Lexeme;
use crate::lang::words::{Token, TokenKind, is_ideograph};

pub fn mark(scanner: &Scanner<'_>) -> Vec<bool> {
    let tokens = &scanner.tokens;
    let mut junk = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        let end = (at + 1..tokens.len()).find(|next| tokens[*next].gap).unwrap_or(tokens.len());
        if is_address(&tokens[at..end]) {
            // What follows in a script without spaces is text again.
            let stop = (at..end).find(|next| !tokens[*next].text.is_ascii()).unwrap_or(end);
            junk[at..stop.max(at + 1)].fill(true);
        } else {
            numbers_in_names(scanner, at, end, &mut junk);
        }
        at = end;
    }
    telephones(tokens, &mut junk);
    junk
}

/// Whether a piece of text between spaces holds `://`, `www.`, `@` before a word, or `#`.
fn is_address(piece: &[Token<'_>]) -> bool {
    let three = piece.windows(3);
    let scheme = three.clone().any(|w| w[0].is(":") && w[1].is("/") && w[2].is("/"));
    let host = three.clone().any(|w| w[0].text == "www" && w[1].is("."));
    let path = piece.windows(5).any(|w| {
        let word = |at: usize| w[at].kind == TokenKind::Word && w[at].text.is_ascii();
        word(0) && w[1].is(".") && word(2) && w[2].text.len() <= 4 && w[3].is("/")
    });
    let handle =
        piece.windows(2).any(|w| (w[0].is("@") || w[0].is("#")) && w[1].kind != TokenKind::Sign);
    scheme || host || path || handle
}

/// Digits with letters before them (`F-16`, `G20`, `کوفید-۱۹`), unless those are particles that the
/// language glues to numbers; and digits with letters after them that no table knows (`5G`).
fn numbers_in_names(scanner: &Scanner<'_>, from: usize, to: usize, junk: &mut [bool]) {
    let tokens = &scanner.tokens;
    let word = |at: usize| {
        tokens[at].kind == TokenKind::Word && !tokens[at].text.chars().all(is_ideograph)
    };
    let mut at = from;
    while at < to {
        if tokens[at].kind != TokenKind::Digits {
            at += 1;
            continue;
        }
        let glued = at > from && word(at - 1);
        let hyphened = at > from + 1 && tokens[at - 1].is("-") && word(at - 2);
        let before = if glued { Some(at - 1) } else { hyphened.then(|| at - 2) };
        let named = before.is_some_and(|before| !may_precede(scanner, before, hyphened));
        let after = at + 1 < to && word(at + 1) && !may_follow(scanner, at + 1);
        if named || after {
            junk[at] = true;
            // `S-300V4`, `COVID-19.2`
            at += 1;
            while at < to && (tokens[at].kind == TokenKind::Digits || word(at)) {
                junk[at] = true;
                at += 1;
            }
        } else {
            at += 1;
        }
    }
}

fn may_precede(scanner: &Scanner<'_>, at: usize, hyphened: bool) -> bool {
    // "10h30"
    if scanner.tokens[at].text == "h" && !hyphened && at > 0 && !scanner.tokens[at].gap {
        return scanner.tokens[at - 1].kind == TokenKind::Digits;
    }
    // A space forgotten after a word of a script in which no codes are written.
    let letters = scanner.tokens[at].text.chars();
    if !hyphened && letters.clone().count() > 2 && letters.clone().all(|c| c > '\u{52f}') {
        return true;
    }
    // Of "LVM-al3" the particle is none.
    let begins = scanner.tokens[at].gap
        || at == 0
        || scanner.tokens[at - 1].kind == TokenKind::Sign && !scanner.tokens[at - 1].is("-");
    let whole = |lexeme: &Lexeme| match lexeme {
        Lexeme::Clitic => begins,
        Lexeme::Currency(_) => !hyphened,
        Lexeme::To => hyphened,
        Lexeme::Month { .. } => hyphened,
        _ => false,
    };
    scanner.phrases(at).iter().any(|hit| !hit.stripped && hit.end == at + 1 && whole(hit.meaning))
}

fn may_follow(scanner: &Scanner<'_>, at: usize) -> bool {
    let told = |lexeme: &Lexeme| match lexeme {
        Lexeme::Unit(unit) => !(matches!(*unit, "g" | "m") && scanner.large_symbol(at)),
        Lexeme::Duration(_)
        | Lexeme::Currency(_)
        | Lexeme::Scale(_)
        | Lexeme::Percent
        | Lexeme::OrdinalSuffix
        | Lexeme::DecadeAfter
        | Lexeme::YearAfter
        | Lexeme::DayPart(_)
        | Lexeme::ClockAfter
        | Lexeme::Month { .. }
        | Lexeme::Era(_)
        | Lexeme::Times(_) => true,
        _ => false,
    };
    // A space forgotten before one.
    let letters = scanner.tokens[at].text.chars();
    if letters.clone().count() > 1 && letters.clone().all(|c| c > '\u{52f}') {
        return true;
    }
    scanner.tokens[at].text == "h" || scanner.phrases(at).iter().any(|hit| told(hit.meaning))
}

/// `+98 21 8888 1234`, `555-123-4567`: four groups of digits, or three joined by hyphens that make
/// no date, or a plus before seven digits and more.
fn telephones(tokens: &[Token<'_>], junk: &mut [bool]) {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].kind != TokenKind::Digits {
            at += 1;
            continue;
        }
        let plus = at > 0 && tokens[at - 1].is("+") && !tokens[at].gap;
        let (mut end, mut groups, mut hyphens) = (at + 1, 1, 0);
        let mut digits = tokens[at].text.len();
        loop {
            let joined = tokens.get(end).is_some_and(|token| token.is("-") && !token.gap);
            let next = end + usize::from(joined);
            let Some(token) = tokens.get(next) else { break };
            if token.kind != TokenKind::Digits || (token.gap && (joined || !plus)) {
                break;
            }
            digits += token.text.len();
            groups += 1;
            hyphens += usize::from(joined);
            end = next + 1;
        }
        let date = groups == 3 && digits <= 8;
        if plus && digits >= 7 || hyphens >= 2 && !date || digits > 18 {
            junk[at..end].fill(true);
        }
        at = end;
    }
}
