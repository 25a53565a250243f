//! Text from anywhere, made harmless: no byte that a terminal could take for a command, for a
//! change of direction or for a flood leaves layout. What carries meaning is shown as a mark, as
//! `less` and `vim` show it: `^[`, `<9b>`, `<202e>`.

use std::fmt::Write as _;

use compact_str::CompactString;

/// Most code points of one cluster that are shown. The longest emoji of Unicode 16 has 10, the
/// longest Sanskrit conjunct in use fewer.
const MOST_CODE_POINTS: usize = 24;
/// Most marks on one letter that are shown; pointed and cantillated Hebrew has up to 4.
const MOST_MARKS: usize = 8;

/// What to do with one character of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handling {
    /// Passed on.
    Keep,
    /// Has done its work in layout, or has none: not passed on, nothing shown.
    Drop,
    /// A mark is shown in its stead.
    Mark,
    /// Shown as one space.
    Space,
}

/// How a character is handled wherever it stands. Bidi controls that are in order are dropped: see
/// [`unmatched`] for those that are not.
pub(super) const fn handling(c: char) -> Handling {
    match c {
        // Line ends have ended the row; the soft hyphen is the business of `wrap`.
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{AD}' => Handling::Drop,
        '\t' => Handling::Space,
        '\0'..='\x1F' | '\x7F'..='\u{9F}' => Handling::Mark,
        // LRM, RLM, ALM, zero width space, word joiner and the invisible operators, BOM, the
        // combining grapheme joiner, Mongolian vowel separator, shorthand and musical controls.
        '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{61C}'
        | '\u{2060}'..='\u{2065}'
        | '\u{FEFF}'
        | '\u{34F}'
        | '\u{180E}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' => Handling::Drop,
        // Embeddings and isolates.
        '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' => Handling::Drop,
        // Overrides make a text read otherwise than it is written.
        '\u{202D}' | '\u{202E}' => Handling::Mark,
        // Deprecated format characters, interlinear annotation, tags, noncharacters.
        '\u{206A}'..='\u{206F}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E00FF}'
        | '\u{E01F0}'..='\u{E0FFF}'
        | '\u{FDD0}'..='\u{FDEF}' => Handling::Mark,
        _ if (c as u32) & 0xFFFE == 0xFFFE => Handling::Mark,
        _ => Handling::Keep,
    }
}

/// The mark that stands for a character.
pub(super) fn push_mark(symbol: &mut CompactString, c: char) {
    match c {
        '\0'..='\x1F' => {
            symbol.push('^');
            symbol.push(char::from(c as u8 + 0x40));
        }
        '\x7F' => symbol.push_str("^?"),
        _ => {
            // Writing into a string can't fail.
            let _ = write!(symbol, "<{:x}>", c as u32);
        }
    }
}

/// Counts what a cluster passes on, so that a flood of marks or joined letters ends.
#[derive(Default)]
pub(super) struct Flood {
    code_points: usize,
    marks: usize,
    selectors: usize,
}

impl Flood {
    /// Whether one more character of `width` cells may be passed on.
    pub(super) const fn admits(&mut self, c: char, width: u8) -> bool {
        self.code_points += 1;
        self.marks = if width == 0 { self.marks + 1 } else { 0 };
        if is_selector(c) {
            self.selectors += 1;
        }
        self.code_points <= MOST_CODE_POINTS && self.marks <= MOST_MARKS
    }

    /// Whether a variation selector is one too many; an emoji sequence has one an emoji.
    pub(super) const fn is_spent(&self, c: char) -> bool {
        is_selector(c) && self.selectors >= 4
    }
}

const fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a cluster is the flag of a region (England, Wales): a black flag, tags, an end.
pub(super) fn is_tag_flag(grapheme: &str) -> bool {
    let Some(tags) = grapheme.strip_prefix('\u{1F3F4}') else { return false };
    let mut tags = tags.chars();
    tags.next_back() == Some('\u{E007F}')
        && (4..=6).contains(&tags.clone().count())
        && tags.all(|c| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}'))
}

/// The bytes of the embeddings and isolates of a paragraph that are never closed, and of the ends
/// that close nothing.
pub(super) fn unmatched(text: &str) -> Vec<usize> {
    let mut stray = Vec::new();
    let mut isolates: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut embeddings: Vec<usize> = Vec::new();
    // All of these controls are U+20xx, which starts with this byte.
    if !text.as_bytes().contains(&0xE2) {
        return stray;
    }
    for (at, c) in text.char_indices() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => embeddings.push(at),
            '\u{202C}' if embeddings.pop().is_none() => stray.push(at),
            '\u{2066}'..='\u{2068}' => isolates.push((at, std::mem::take(&mut embeddings))),
            '\u{2069}' => match isolates.pop() {
                // The end of an isolate closes what was opened inside it.
                Some((_, outer)) => stray.extend(std::mem::replace(&mut embeddings, outer)),
                None => stray.push(at),
            },
            _ => {}
        }
    }
    stray.extend(embeddings);
    for (at, inner) in isolates {
        stray.push(at);
        stray.extend(inner);
    }
    stray.sort_unstable();
    stray
}

/// A text for the clipboard, in logical order and whole, but for what could work on the program it
/// is pasted into: controls (but tabs and line ends), embeddings and overrides, and isolates that
/// are left open or close nothing.
pub fn without_controls(text: &str) -> String {
    let stray = unmatched(text);
    text.char_indices()
        .filter(|&(at, c)| match c {
            '\t' | '\n' => true,
            '\r' => text[at + 1..].starts_with('\n'),
            // The ends of overrides go with them: no end may be left over.
            '\u{202A}'..='\u{202E}' => false,
            '\u{2066}'..='\u{2069}' => stray.binary_search(&at).is_err(),
            _ => !c.is_control(),
        })
        .map(|(_, c)| c)
        .collect()
}

/// Whether a mark is a vowel sign or cantillation that readers may want hidden: harakat, niqqud,
/// Quranic signs; not the hamza and madda that make another letter.
pub(super) const fn is_vowel_mark(c: char) -> bool {
    matches!(
        c,
        '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}'
            | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{652}' | '\u{656}'..='\u{65F}'
            | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}'
            | '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
    )
}
