//! What has to be done to a text before a format can carry it.

/// Whether XML 1.0 can hold the character.
fn in_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Code points that are for no interchange, ever; HTML knows none of them.
fn is_noncharacter(letter: char) -> bool {
    matches!(letter, '\u{FDD0}'..='\u{FDEF}') || u32::from(letter) & 0xFFFE == 0xFFFE
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
        } else if !(letter.is_control() || is_noncharacter(letter) || is_bidi_control(letter)) {
            if gap {
                out.push(' ');
            }
            gap = false;
            out.push(letter);
        }
    }
    out
}

/// What a spreadsheet takes for the beginning of a formula, the forms of East Asian input included,
/// and the apostrophe that guards it.
const GUARDED: [char; 9] = ['=', '+', '-', '@', '\'', '＝', '＋', '－', '＠'];

/// A segment as a cell of a table: one that a spreadsheet would take for a formula is led by an
/// apostrophe, and so is one that begins with an apostrophe, so that taking away the one that leads
/// a cell always gives the segment.
pub fn cell(text: &str) -> String {
    let cell = segment(text);
    if cell.starts_with(GUARDED) { format!("'{cell}") } else { cell }
}

/// Text for XML 1.0 as it is, white space included: controls that XML can't hold are written by
/// `other`; bidi controls are left out, and so are U+FFFE and U+FFFF, which nothing can hold.
pub fn xml(text: &str, other: impl Fn(char) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Raw, a parser reads it as a line feed.
            '\r' => out.push_str("&#xD;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if is_bidi_control(letter) => {}
            _ if in_xml(letter) => out.push(letter),
            _ => out.push_str(&other(letter)),
        }
    }
    out
}

/// A name that every file system takes: letters, digits, `-`, `_` and `.`, not hidden, not long.
pub fn file_name(text: &str) -> String {
    const LONGEST: usize = 100;
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let mut name = String::new();
    for letter in text.chars().map(|letter| if plain(letter) { letter } else { '_' }) {
        if name.len() + letter.len_utf8() > LONGEST {
            break;
        }
        name.push(letter);
    }
    if name.is_empty() || name.starts_with('.') {
        name.insert(0, '_');
    }
    name
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
    use proptest::prelude::*;

    #[test]
    fn segments_hold_no_controls() {
        for (text, expected) in [
            ("  a \n\t b  ", "a b"),
            ("a\u{0}b\u{b}c\u{1b}[31m", "ab c[31m"),
            ("\u{202e}abc\u{2066}", "abc"),
            ("می\u{200c}شود", "می\u{200c}شود"),
            ("\u{fffe}x\u{1F600}\u{fdd0}\u{10ffff}", "x\u{1F600}"),
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

    proptest! {
        #[test]
        fn a_guarded_cell_gives_its_segment_back(text in "[=+'@ a-c\\-＝\t]{0,9}") {
            let cell = cell(&text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '＝']));
            prop_assert_eq!(cell.strip_prefix('\'').unwrap_or(&cell), segment(&text));
        }
    }

    #[test]
    fn xml_holds_everything() {
        let marked = |letter: char| format!("<cp hex=\"{:04X}\"/>", u32::from(letter));
        for (text, expected) in [
            ("a ]]> <b> & \r\n", "a ]]&gt; &lt;b&gt; &amp; &#xD;\n"),
            ("\u{1b}[0m\u{ffff}", "<cp hex=\"001B\"/>[0m"),
            ("\u{202e}x\u{1F600}", "x\u{1F600}"),
        ] {
            assert_eq!(xml(text, marked), expected, "{text:?}");
        }
    }

    #[test]
    fn file_names_stay_in_their_folder() {
        for (text, expected) in
            [("../a b", "_.._a_b"), ("", "_"), ("خبر-1.x", "خبر-1.x"), ("a\0/b", "a__b")]
        {
            assert_eq!(file_name(text), expected, "{text:?}");
        }
        assert!(file_name(&"ب".repeat(300)).len() <= 100);
    }

    #[test]
    fn markdown_is_literal() {
        assert_eq!(markdown("*a* [b](c) <d>"), "\\*a\\* \\[b\\]\\(c\\) \\<d\\>");
    }
}
