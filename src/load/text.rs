//! Plain text: every line a paragraph, as articles are saved and scraped, unless the lines are
//! wrapped at a fixed width, where empty lines part the paragraphs.

use super::draft::{Block, Draft, Role};
use crate::model::Span;

pub(super) fn read(text: String) -> Draft {
    let blocks = blocks(&text);
    Draft { text, blocks, ..Draft::default() }
}

/// The paragraphs of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut groups: Vec<Vec<Span>> = vec![Vec::new()];
    for line in lines(text) {
        if line.of(text).trim().is_empty() {
            if groups.last().is_some_and(|group| !group.is_empty()) {
                groups.push(Vec::new());
            }
        } else if let Some(group) = groups.last_mut() {
            group.push(line);
        }
    }
    let mut blocks = Vec::new();
    for group in groups {
        let Some((first, last)) = group.first().zip(group.last()) else { continue };
        if is_wrapped(text, &group) {
            blocks.push(Block { span: Span::new(first.start, last.end), role: Role::Text });
        } else {
            blocks.extend(group.into_iter().map(|span| Block { span, role: Role::Text }));
        }
    }
    blocks
}

/// The lines of a text without their ends (LF, CRLF, CR, NEL, LS, PS).
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        if matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}') {
            found.push(Span::new(start, at));
            start = at + c.len_utf8();
            if c == '\r' && letters.next_if(|(_, next)| *next == '\n').is_some() {
                start += 1;
            }
        }
    }
    found.push(Span::new(start, text.len()));
    found
}

/// Whether the lines were broken to a width of 50 to 100 letters: all but the last nearly equally
/// long, and most of them ending within a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let Some((_, full)) = lines.split_last().filter(|(_, full)| full.len() >= 2) else {
        return false;
    };
    let widths: Vec<usize> =
        full.iter().map(|line| line.of(text).trim_end().chars().count()).collect();
    let (narrowest, widest) = widths
        .iter()
        .fold((usize::MAX, 0), |(low, high), width| (low.min(*width), high.max(*width)));
    let open_ends = full
        .iter()
        .filter(|line| {
            let last = line.of(text).trim_end().chars().next_back();
            last.is_some_and(|c| c.is_alphanumeric() || c == ',' || c == '،' || c == '-')
        })
        .count();
    (50..=100).contains(&widest) && narrowest + 22 >= widest && open_ends * 10 >= full.len() * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = blocks(text).iter().map(|block| block.span.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_are_paragraphs_unless_wrapped() {
        check("one\ntwo\r\n\r\nthree\rfour", &["one", "two", "three", "four"]);
        check("", &[]);
        let wrapped = "The harbour council met on Monday evening to decide how the new\n\
                       pier should be paid for, and who would have to wait until the\n\
                       work is done.\n\nIt rained.";
        let first = &wrapped[..wrapped.find("\n\n").unwrap()];
        check(wrapped, &[first, "It rained."]);
    }
}
