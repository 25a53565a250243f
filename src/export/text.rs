//! What has to be done to a text before a format can carry it.

/// Whether XML 1.0 can hold the character.
fn in_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// A bidi control: an override left open would turn what follows it in the other program.
fn is_bidi_control(letter: char) -> bool {
    matches!(
        letter,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// A segment for a translation memory or a table: one line, single spaces, no controls of any kind.
/// The position and hash beside it lead to the exact text.
pub fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = !out.is_empty();
        } else if !letter.is_control() && in_xml(letter) && !is_bidi_control(letter) {
            if gap {
                out.push(' ');
            }
            gap = false;
            out.push(letter);
        }
    }
    out
}

/// A segment as a cell of a table: one that a spreadsheet would take for a formula is led by an apostrophe.
pub fn cell(text: &str) -> String {
    let cell = segment(text);
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell }
}

/// Text with Markdown's own characters taken literally, on one line.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in segment(text).chars() {
        if matches!(
            letter,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '('
                | ')'
                | '#'
                | '|'
                | '!'
                | '~'
                | '&'
        ) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_hold_no_controls() {
        for (text, expected) in [
            ("  a \n\t b  ", "a b"),
            ("a\u{0}b\u{b}c\u{1b}[31m", "ab c[31m"),
            ("\u{202e}abc\u{2066}", "abc"),
            ("می\u{200c}شود", "می\u{200c}شود"),
            ("\u{fffe}x\u{1F600}", "x\u{1F600}"),
        ] {
            assert_eq!(segment(text), expected, "{text:?}");
        }
    }

    #[test]
    fn cells_are_no_formulas() {
        for (text, expected) in
            [("=1+1", "'=1+1"), ("\t@x", "'@x"), ("a=b", "a=b"), ("- yes", "'- yes")]
        {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn markdown_is_literal() {
        assert_eq!(markdown("*a* [b](c) <d>"), "\\*a\\* \\[b\\]\\(c\\) \\<d\\>");
    }
}
