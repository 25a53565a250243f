//! Cuts a passage into paragraphs (UAX #9 P1), and endless paragraphs into pieces that can be
//! laid out without looking at the rest.

use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Longest piece in bytes. A paragraph of prose is a tenth of it at most; what is longer is no
/// prose, and gets a row end here, at a space where there is one.
pub(super) const LONGEST: usize = 16 * 1024;
/// Longest grapheme cluster in bytes that is kept in one piece.
const LONGEST_GRAPHEME: usize = 64 * 1024;

/// The byte ranges of the pieces of a text, one after the other, line ends included.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

/// Whether a row ends after `c` whatever the width: the mandatory breaks of UAX #14 (BK, CR, LF,
/// NL) and the paragraph separators of UAX #9.
pub(super) const fn ends_row(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1C'..='\x1E' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        let window = &rest[..rest.floor_char_boundary(LONGEST)];
        let length = match window.char_indices().find(|&(_, c)| ends_row(c)) {
            Some((at, '\r')) if rest[at + 1..].starts_with('\n') => at + 2,
            Some((at, c)) => at + c.len_utf8(),
            None if window.len() == rest.len() => rest.len(),
            None => cut(rest, window.len()),
        };
        self.at = start + length;
        Some(start..self.at)
    }
}

/// Where to cut a paragraph that is longer than `limit`: after a space in the last half, else at
/// the last grapheme boundary, else (one grapheme longer than all that) at its end, or through it.
fn cut(rest: &str, limit: usize) -> usize {
    let half = rest.floor_char_boundary(limit / 2);
    if let Some(space) = rest[half..limit].rfind(' ') {
        let after = half + space + 1;
        let mut cursor = GraphemeCursor::new(after, rest.len(), true);
        if cursor.is_boundary(rest, 0) == Ok(true) {
            return after;
        }
    }
    // What comes later can't take a boundary away, but may join what ends at the window's edge.
    match rest[..limit].grapheme_indices(true).next_back() {
        Some((at, _)) if at > 0 => at,
        _ => {
            let window = &rest[..rest.floor_char_boundary(LONGEST_GRAPHEME)];
            window.graphemes(true).next().map_or(window.len(), str::len)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_are_cut_at_spaces_or_graphemes_and_monsters_through() {
        let check = |text: &str, expected: &[usize]| {
            let lengths: Vec<usize> = Pieces::new(text).map(|piece| piece.len()).collect();
            assert_eq!(lengths, expected);
        };
        check("a\r\nb\n\nc", &[3, 2, 1, 1]);
        check(&"abcd ".repeat(4000), &[16380, 3620]);
        check(&"中".repeat(6000), &[16383 - 3, 18000 - 16380]);
        check(&format!("a{}b", "\u{301}".repeat(10_000)), &[20_001, 1]);
        check(&format!("a{}", "\u{301}".repeat(50_000)), &[65_535, 100_001 - 65_535]);
    }
}
