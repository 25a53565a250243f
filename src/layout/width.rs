//! How many cells a text takes in the terminal. Every other count of cells in the program comes
//! from here.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// What terminals disagree about, as measured at the start (`term::probe`). The default is what
/// most of them do: a cluster is as wide as its code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Widths {
    /// Cells of an Indic spacing vowel sign, as in कि: 1, or 0 where it shares its letter's cell.
    pub spacing_mark: u8,
    /// Cells that a consonant adds to the conjunct it ends, as in क्ष: 1, or 0.
    pub conjunct: u8,
    /// Cells of an emoji sequence held by zero width joiners: 2, or `None` for the sum.
    pub emoji_sequence: Option<u8>,
    /// Cells that a skin tone adds to its emoji: 2, or 0.
    pub skin_tone: u8,
    /// Cells that U+FE0F adds to a narrow symbol: 0, or 1.
    pub emoji_style: u8,
    /// Cells of a flag, a pair of regional indicators: 2, or 4.
    pub flag: u8,
    /// Cells of the characters that East Asian fonts draw wide (“…±): 1, or 2.
    pub ambiguous: u8,
    /// Most cells that one cluster gets, where the terminal has a limit.
    pub most: Option<u8>,
    /// Whether ZWJ and ZWNJ take a cell, so that they are better left out.
    pub joiners_take_cells: bool,
}

impl Default for Widths {
    fn default() -> Self {
        Self {
            spacing_mark: 1,
            conjunct: 1,
            emoji_sequence: None,
            skin_tone: 2,
            emoji_style: 0,
            flag: 2,
            ambiguous: 1,
            most: None,
            joiners_take_cells: false,
        }
    }
}

impl Widths {
    /// What to have the terminal draw, for [`Widths::measured`].
    pub const PROBES: [&str; 9] =
        ["कि", "क्ष", "👨\u{200D}👩\u{200D}👧", "👍🏽", "❤\u{FE0F}", "🇮🇷", "“", "ا\u{200C}", "स्त्री"];

    /// The widths of a terminal that gave these cells to [`Widths::PROBES`]. A number that no
    /// terminal should give leaves the default in place.
    pub fn measured(cells: &[u16; Self::PROBES.len()]) -> Self {
        let usual = Self::default();
        let [vowel, conjunct, family, tone, heart, flag, quote, joiner, word] = *cells;
        Self {
            spacing_mark: u8::from(vowel >= 2),
            conjunct: u8::from(conjunct >= 2),
            emoji_sequence: (family == 2).then_some(2),
            skin_tone: if tone == 2 { 0 } else { usual.skin_tone },
            emoji_style: u8::from(heart == 2),
            flag: if matches!(flag, 2 | 4) { flag as u8 } else { usual.flag },
            ambiguous: if quote == 2 { 2 } else { usual.ambiguous },
            joiners_take_cells: joiner >= 2,
            // By its code points it has 4 cells, or 3 without the vowel's.
            most: (word == 2).then_some(2),
        }
    }
}

/// Cells of `text`, in one row and without control characters (they count nothing here; layout
/// shows marks in their stead).
pub fn width(text: &str, widths: &Widths) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    text.graphemes(true).map(|grapheme| usize::from(grapheme_width(grapheme, widths))).sum()
}

/// Cells of one character that stands alone.
pub(super) fn char_width(c: char, widths: &Widths) -> u8 {
    let narrow = match c {
        // Terminals give the soft hyphen a cell; layout never passes it on.
        '\u{AD}' => 0,
        // Vowel signs with a place of their own in the line. The crate counts nothing for them,
        // since they never begin a grapheme; terminals count a cell, and what is written into that
        // takes the sign off the screen.
        _ if is_spacing_extender(c) => 1,
        _ => c.width().unwrap_or(0),
    };
    let cells = if widths.ambiguous == 2 && narrow == 1 {
        c.width_cjk().unwrap_or(0).max(1)
    } else {
        narrow
    };
    u8::try_from(cells).unwrap_or(u8::MAX)
}

/// The spacing marks (Mc) of Bengali, Oriya, Tamil, Kannada, Malayalam and Sinhala that are
/// Grapheme_Extend.
const fn is_spacing_extender(c: char) -> bool {
    matches!(
        c,
        '\u{9BE}'
            | '\u{9D7}'
            | '\u{B3E}'
            | '\u{B57}'
            | '\u{BBE}'
            | '\u{BD7}'
            | '\u{CC0}'
            | '\u{CC2}'
            | '\u{CC7}'
            | '\u{CC8}'
            | '\u{CCA}'
            | '\u{CCB}'
            | '\u{CD5}'
            | '\u{CD6}'
            | '\u{D3E}'
            | '\u{D57}'
            | '\u{DCF}'
            | '\u{DDF}'
    )
}

const fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94D}'
            | '\u{9CD}'
            | '\u{A4D}'
            | '\u{ACD}'
            | '\u{B4D}'
            | '\u{BCD}'
            | '\u{C4D}'
            | '\u{CCD}'
            | '\u{D4D}'
            | '\u{DCA}'
    )
}

const fn is_indic(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{DFF}')
}

const fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

const fn is_regional(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Cells of one grapheme cluster.
pub(super) fn grapheme_width(grapheme: &str, widths: &Widths) -> u8 {
    let mut chars = grapheme.chars();
    let Some(first) = chars.next() else { return 0 };
    let mut cells = char_width(first, widths);
    if chars.as_str().is_empty() {
        return cells;
    }
    let mut previous = first;
    let mut sequence = false;
    for c in chars {
        let own = char_width(c, widths);
        let added = if is_indic(c) && own == 1 {
            if is_virama(previous) || previous == '\u{200D}' {
                widths.conjunct
            } else {
                widths.spacing_mark
            }
        } else if is_skin_tone(c) {
            widths.skin_tone
        } else if c == '\u{FE0F}' && cells == 1 {
            widths.emoji_style
        } else if is_regional(c) && is_regional(previous) {
            widths.flag.saturating_sub(1)
        } else {
            own
        };
        sequence |= previous == '\u{200D}' && own == 2;
        cells = cells.saturating_add(added);
        previous = c;
    }
    if let (true, Some(joined)) = (sequence, widths.emoji_sequence) {
        cells = joined;
    }
    widths.most.map_or(cells, |most| cells.min(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_terminals_add_up_code_points() {
        let check = |text: &str, expected| {
            assert_eq!(width(text, &Widths::default()), expected, "{text}");
        };
        check("abc", 3);
        check("سلام", 4);
        check("कि", 2);
        check("क्ष", 2);
        check("स्त्री", 4);
        check("பாலம்", 4);
        check("মাটি", 4);
        check("ಪೀಠ", 3);
        check("中文", 4);
        check("e\u{301}", 1);
        check("🇮🇷", 2);
        check("👍🏽", 4);
        check("👨‍👩‍👧", 6);
        check("❤\u{FE0F}", 1);
        check("ก็", 1);
        check("a\u{AD}b", 2);
    }

    #[test]
    fn what_the_default_says_is_what_measuring_it_says() {
        let usual = Widths::default();
        let cells = Widths::PROBES.map(|probe| u16::try_from(width(probe, &usual)).unwrap());
        assert_eq!(Widths::measured(&cells), usual);
        let kitty = Widths::measured(&[1, 2, 2, 2, 2, 2, 1, 1, 3]);
        assert_eq!((kitty.spacing_mark, kitty.emoji_sequence, kitty.skin_tone), (0, Some(2), 0));
        assert_eq!(width("स्त्री", &kitty), 3);
        assert_eq!(Widths::measured(&[2, 2, 6, 4, 1, 2, 1, 1, 2]).most, Some(2));
    }

    #[test]
    fn measured_widths_change_what_was_measured() {
        let kitty =
            Widths { spacing_mark: 0, emoji_sequence: Some(2), skin_tone: 0, ..Widths::default() };
        let check = |text: &str, expected| assert_eq!(width(text, &kitty), expected, "{text}");
        check("कि", 1);
        check("स्त्री", 3);
        check("👨‍👩‍👧", 2);
        check("👍🏽", 2);
        let wide = Widths { ambiguous: 2, ..Widths::default() };
        assert_eq!(width("“…", &wide), 4);
    }
}
