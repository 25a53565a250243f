//! Cuts running text into sentences. One pass over the text: at every mark that may end a sentence
//! the words on both sides decide, by the rules of the language's `language.toml`. The rules go
//! further than UAX 29 where news text needs it: abbreviations, initials, ordinals, "...", addresses,
//! stops without a space after them, stops that stand alone, "|" written for a danda, and quotations
//! that their sentence carries on after.

mod marks;
mod rules;
#[cfg(test)]
mod tests;

use super::{languages, letters};
use crate::model::{Lang, Span};
use marks::{closing_bracket, is_closer, is_mark, is_quote, is_straight_quote, is_terminator};
use rules::{Stop, ends_sentence};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// A sentence longer than this many bytes is cut at white space, or at a grapheme's edge: text
/// without an end stays readable and quick.
pub const LONGEST: usize = 4_000;
/// A bracket that closes within this many bytes keeps what is in it together.
const LONGEST_BRACKET: usize = 300;

/// The sentences of a text without the white space around them, in order, on grapheme boundaries.
/// Time grows with the length of the text alone. A line break is white space here, an empty line
/// ends a sentence; which lines are paragraphs of their own is for `load` to say.
pub fn sentences(text: &str, lang: Lang) -> Vec<Span> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        cut_paragraph(text, paragraph, lang, &mut found);
    }
    found
}

/// The stretches between empty lines and paragraph separators.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut line_start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' {
            if at > line_start && text[line_start..at].trim().is_empty() || at == line_start {
                found.push(Span::new(start, line_start));
                start = at + 1;
            }
            line_start = at + 1;
        }
    }
    found.push(Span::new(start, text.len()));
    found.retain(|span| !span.is_empty());
    found
}

fn cut_paragraph(text: &str, paragraph: Span, lang: Lang, found: &mut Vec<Span>) {
    let language = languages::language(lang);
    let body = &text[..paragraph.end];
    let mut start = paragraph.start;
    let mut at = paragraph.start;
    // Where the bracket that was opened inside the sentence closes: no end before it.
    let mut held_until = 0;
    let mut has_words = false;
    let mut quotes_open = false;
    while let Some(c) = body[at..].chars().next() {
        let next = at + c.len_utf8();
        if !is_terminator(c, language) {
            if c == '\u{2029}' {
                push(text, Span::new(start, at), paragraph.start, found);
                (start, has_words) = (next, false);
            } else if is_straight_quote(c) {
                quotes_open = opens_quotation(body, at, next);
            } else if let Some(closing) = closing_bracket(c) {
                let quotes = matches!(c, '「' | '『');
                if (has_words || quotes) && at >= held_until {
                    held_until = close_of(body, next, c, closing).unwrap_or(0);
                    if quotes && body[..held_until].ends_with(['。', '！', '？']) {
                        // The last stop in a quotation ends the sentence or not as after others.
                        held_until -= '。'.len_utf8();
                    }
                }
            } else if letters::is_alphanumeric(c) {
                has_words = true;
            }
            at = next;
            continue;
        }
        let mut end = next;
        end += run(&body[end..], |c| is_terminator(c, language));
        let stop = Stop { text: body, sentence: start, start: at, end, quotes_open };
        let closed = end + closers(&body[end..], quotes_open);
        if at < held_until || !has_words || !ends_sentence(&stop, closed, language) {
            at = end;
            continue;
        }
        if body[end..closed].chars().any(is_straight_quote) {
            quotes_open = false;
        }
        let closed = absorb_strays(body, closed, language);
        push(text, Span::new(start, closed), paragraph.start, found);
        (start, at, has_words) = (closed, closed, false);
    }
    push(text, Span::new(start, paragraph.end), paragraph.start, found);
}

/// Length in bytes of the leading characters for which `test` holds.
fn run(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.find(|c| !test(c)).unwrap_or(text.len())
}

/// The stops that stand alone after the end of a sentence (". ." and ". |") belong to it.
fn absorb_strays(body: &str, mut end: usize, language: &languages::Language) -> usize {
    loop {
        let rest = &body[end..];
        let stray = rest.trim_start();
        let length =
            run(stray, |c| is_terminator(c, language) || c == '|' || is_closer(c) && !is_quote(c));
        let after = stray[length..].chars().next();
        if length == 0 || after.is_some_and(|c| !c.is_whitespace()) {
            return end;
        }
        end += rest.len() - stray.len() + length;
    }
}

/// A straight quotation mark opens before a letter, after white space or another mark.
fn opens_quotation(body: &str, at: usize, next: usize) -> bool {
    let before = body[..at].chars().next_back();
    let after = body[next..].chars().next();
    after.is_some_and(|c| !c.is_whitespace())
        && before.is_none_or(|c| !c.is_alphanumeric() && !is_mark(c))
}

/// Length in bytes of the closing marks after a stop. A straight quotation mark before a letter
/// opens the next sentence unless one stands open.
fn closers(text: &str, quotes_open: bool) -> usize {
    let mut length = run(text, is_closer);
    if length == 0 {
        // French leaves a space before "»", careless typists before any of them.
        let apart = run(text, |c| c.is_whitespace() && c != '\n');
        let marks = run(&text[apart..], |c| {
            is_closer(c) && (!is_straight_quote(c) || quotes_open) && c != '*' && c != '\''
        });
        let after = text[apart + marks..].chars().next();
        if apart > 0 && marks > 0 && after.is_none_or(|c| !c.is_alphanumeric()) {
            return apart + marks;
        }
    }
    if let Some(last) = text[..length].chars().next_back()
        && is_straight_quote(last)
        && !quotes_open
        && text[length..].starts_with(char::is_alphanumeric)
    {
        length -= last.len_utf8();
    }
    length
}

/// Where the bracket opened before `from` closes, if it does so soon.
fn close_of(body: &str, from: usize, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (offset, c) in body[from..].char_indices() {
        if offset > LONGEST_BRACKET {
            return None;
        }
        if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(from + offset);
            }
            depth -= 1;
        }
    }
    None
}

/// Adds the span without the white space around it, in pieces where it is too long. Marks without
/// a word belong to the sentence before them in the paragraph that begins at `paragraph`.
fn push(text: &str, span: Span, paragraph: usize, found: &mut Vec<Span>) {
    let Some(mut span) = trimmed(text, span) else { return };
    if let Some(last) = found.last_mut() {
        span.start = span.start.max(last.end);
        let wordless = span.len() < LONGEST && !span.of(text).contains(letters::is_alphanumeric);
        if wordless && last.start >= paragraph {
            last.end = span.end;
            return;
        }
    }
    while span.len() > LONGEST {
        let cut = cut_before(text, span.start, span.start + LONGEST);
        found.extend(trimmed(text, Span::new(span.start, cut)));
        span.start = cut;
    }
    found.extend(trimmed(text, span));
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// The span without the white space at both ends, widened to grapheme boundaries; none if nothing
/// is left.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let inside = span.of(text);
    let start = span.start + (inside.len() - inside.trim_start_matches(is_blank).len());
    let end = span.start + inside.trim_end_matches(is_blank).len();
    if start >= end {
        return None;
    }
    let starts_grapheme = |at: usize| {
        let from = text[..at].char_indices().next_back().map_or(0, |(before, _)| before);
        !(at > span.start
            && text[from..].graphemes(true).next().is_some_and(|g| from + g.len() > at))
    };
    let start = if starts_grapheme(start) {
        start
    } else {
        text[..start].char_indices().next_back().map_or(0, |(before, _)| before)
    };
    Some(Span::new(start, grapheme_end(text, start, end)))
}

/// `end`, or the end of the grapheme that it would cut.
fn grapheme_end(text: &str, start: usize, end: usize) -> usize {
    let part = &text[start..];
    let mut cursor = GraphemeCursor::new(end - start, part.len(), true);
    match cursor.is_boundary(part, 0) {
        Ok(false) => {
            cursor.next_boundary(part, 0).ok().flatten().map_or(text.len(), |at| start + at)
        }
        _ => end,
    }
}

/// The last white space before `limit`, else the last grapheme boundary; always after `start`.
fn cut_before(text: &str, start: usize, limit: usize) -> usize {
    let mut limit = limit;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let piece = &text[start..limit];
    if let Some(space) = piece.rfind(char::is_whitespace).filter(|at| *at > LONGEST / 2) {
        return grapheme_end(text, start, start + space);
    }
    grapheme_end(text, start, limit)
}
