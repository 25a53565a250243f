//! One spelling for what readers take as the same letters, with an exact way back to the text.
//!
//! The fold is the same for every language, so that a Persian ک finds an Arabic ك. It is NFKC
//! (without taking fractions apart) with these taken away or made one: case; diacritics of Latin
//! and Greek letters and stress marks; `ё`/`е` (but `й` and `ї` are letters of their own); harakat,
//! tatweel, niqqud, nukta; alef, hamza seats, yeh, kaf, heh and teh marbuta of Arabic, Persian and
//! Urdu; final letters of Hebrew and Greek; chandrabindu and a nasal before its own stop in
//! Devanagari (`हिन्दी`/`हिंदी`); decimal digits; quotes, dashes, commas, full stops; runs of white
//! space; zero-width and bidi control characters.
//!
//! The fold of a text is made grapheme by grapheme, which is what makes the way back exact: every
//! span that comes from it lies on grapheme boundaries.

use crate::model::Span;
use std::ops::Range;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

#[cfg(test)]
mod tests;

/// A folded text and the map from its bytes to those of the text it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// May be shorter or longer than the source.
    pub text: String,
    runs: Vec<Run>,
    source_len: usize,
}

/// Neighbouring graphemes that are all equally long in the source and equally long in the fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    folded: usize,
    source: usize,
    folded_unit: usize,
    source_unit: usize,
}

/// Folds a text. Linear in its length.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        runs: Vec::new(),
        source_len: text.len(),
    };
    for (at, grapheme) in text.grapheme_indices(true) {
        let before = folded.text.len();
        fold_grapheme(grapheme, &text[at + grapheme.len()..], &mut folded.text);
        folded.note(before, at, grapheme.len());
    }
    folded
}

/// The fold of a word where no way back is needed.
pub fn fold_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (at, grapheme) in word.grapheme_indices(true) {
        fold_grapheme(grapheme, &word[at + grapheme.len()..], &mut out);
    }
    out
}

impl Folded {
    fn note(&mut self, folded: usize, source: usize, source_unit: usize) {
        let folded_unit = self.text.len() - folded;
        let goes_on = self
            .runs
            .last()
            .is_some_and(|run| run.folded_unit == folded_unit && run.source_unit == source_unit);
        if !goes_on {
            self.runs.push(Run { folded, source, folded_unit, source_unit });
        }
    }

    /// The graphemes of the source that the bytes `folded` of the fold were made from. An empty
    /// range gives an empty span; what lies beyond the end is cut off.
    pub fn source(&self, folded: Range<usize>) -> Span {
        let start = folded.start.min(self.text.len());
        let end = folded.end.min(self.text.len());
        let from = self.grapheme_at(start).start;
        if end <= start {
            Span::new(from, from)
        } else {
            Span::new(from, self.grapheme_at(end - 1).end)
        }
    }

    /// The grapheme of the source from which this byte of the fold was made.
    fn grapheme_at(&self, folded: usize) -> Span {
        if folded >= self.text.len() {
            return Span::new(self.source_len, self.source_len);
        }
        let after = self.runs.partition_point(|run| run.folded <= folded);
        let Some(run) = after.checked_sub(1).and_then(|at| self.runs.get(at)) else {
            return Span::default();
        };
        let count = (folded - run.folded) / run.folded_unit.max(1);
        let start = run.source + count * run.source_unit;
        Span::new(start, start + run.source_unit)
    }

    /// Where in the fold the grapheme begins that holds byte `source` of the source; the length of
    /// the fold for the end of the source and beyond.
    pub fn folded_at(&self, source: usize) -> usize {
        if source >= self.source_len {
            return self.text.len();
        }
        let after = self.runs.partition_point(|run| run.source <= source);
        after.checked_sub(1).and_then(|at| self.runs.get(at)).map_or(0, |run| {
            run.folded + (source - run.source) / run.source_unit.max(1) * run.folded_unit
        })
    }

    /// Where `needle`, itself folded, stands in the source; from left to right, without overlap.
    /// An empty needle stands nowhere.
    pub fn find_all<'a>(&'a self, needle: &'a str) -> impl Iterator<Item = Span> + 'a {
        let found = (!needle.is_empty()).then(|| self.text.match_indices(needle));
        found.into_iter().flatten().map(|(at, hit)| self.source(at..at + hit.len()))
    }
}

/// What becomes of a character that is a grapheme by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It has to be looked at among its neighbours, or becomes several characters.
    Unclear,
    Gone,
    One(char),
}

/// The alphabets of which most texts consist, and the signs between words, end before these.
const ALPHABETS: u32 = 0x980;
const SIGNS: Range<u32> = 0x2000..0x2080;

/// Characters that are folded together, when the first of them is asked for.
const BLOCK: u32 = 128;
type Block = [Fate; BLOCK as usize];

/// The fates of `ALPHABETS`, then of `SIGNS`: taking a character apart and together again costs a
/// hundred times as much as looking it up.
static FATES: [OnceLock<Block>; ((ALPHABETS + SIGNS.end - SIGNS.start) / BLOCK) as usize] =
    [const { OnceLock::new() }; _];

fn fate(c: char) -> Fate {
    let code = c as u32;
    let at = if code < ALPHABETS {
        code
    } else if SIGNS.contains(&code) {
        ALPHABETS + code - SIGNS.start
    } else {
        return Fate::Unclear;
    };
    let block = FATES[(at / BLOCK) as usize].get_or_init(|| {
        let first = code / BLOCK * BLOCK;
        std::array::from_fn(|at| fate_of(first + at as u32))
    });
    block[(at % BLOCK) as usize]
}

/// The fate by the fold itself.
fn fate_of(code: u32) -> Fate {
    let Some(c) = char::from_u32(code).filter(|c| !c.is_whitespace()) else {
        return Fate::Unclear;
    };
    let mut folded = String::new();
    fold_cluster(c.encode_utf8(&mut [0; 4]), "", &mut folded);
    let mut chars = folded.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Fate::Gone,
        (Some(one), None) => Fate::One(one),
        _ => Fate::Unclear,
    }
}

/// Whether the fold of a cluster with this character is that of its characters one by one: the
/// marks of these scripts are signs of their own or go away, and what is left is never put together.
const fn stands_alone(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{6ff}' | '\u{900}'..='\u{950}' | '\u{955}'..='\u{97f}'
        | '\u{200c}'..='\u{200f}')
}

/// Appends the fold of one grapheme; `rest` is the text after it.
fn fold_grapheme(grapheme: &str, rest: &str, out: &mut String) {
    let mut chars = grapheme.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return };
    if first == ' ' && second.is_none() {
        return push_space(out);
    }
    if second.is_none() {
        return match fate(first) {
            Fate::One(one) => out.push(one),
            Fate::Gone => {}
            Fate::Unclear => fold_cluster(grapheme, rest, out),
        };
    }
    let alone = |c: char| stands_alone(c) && fate(c) != Fate::Unclear;
    if !grapheme.chars().all(alone) {
        return fold_cluster(grapheme, rest, out);
    }
    let start = out.len();
    let mut joins = false;
    for c in grapheme.chars() {
        if let Fate::One(one) = fate(c) {
            joins |= one == VIRAMA;
            out.push(one);
        }
    }
    if joins && let Some(nasals) = join_nasals(&out[start..], rest) {
        out.truncate(start);
        out.push_str(&nasals);
    }
}

fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

fn fold_cluster(grapheme: &str, rest: &str, out: &mut String) {
    if grapheme.chars().all(char::is_whitespace) {
        return push_space(out);
    }
    let mut folded = String::new();
    let mut base = '\0';
    for source in grapheme.chars() {
        if is_fraction(source) {
            folded.push(source);
            continue;
        }
        for c in std::iter::once(source).nfkd() {
            if is_dropped(c) || (is_diacritic(c) && !keeps(base, c)) {
                continue;
            }
            if c.is_whitespace() {
                // Spacing accents decompose into a space and the accent.
                continue;
            }
            if !is_diacritic(c) {
                base = c;
            }
            fold_char(c, &mut folded);
        }
    }
    let nasals = join_nasals(&folded, rest);
    let composed = nasals.as_deref().unwrap_or(&folded);
    if composed.is_ascii() {
        out.push_str(composed);
    } else {
        out.extend(composed.nfc());
    }
}

/// Fractions stay: taken apart, `3½` would read as 31/2.
const fn is_fraction(c: char) -> bool {
    matches!(c, '\u{bc}'..='\u{be}' | '\u{2150}'..='\u{215f}' | '\u{2189}')
}

/// Marks that make no other letter, and characters that are not seen.
const fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}'
        // niqqud and cantillation
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}'
        // Arabic marks, hamza above and below among them, and tatweel
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        // nukta
        | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}')
}

const fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Diacritics that make another letter of the alphabet: й ў ї and the like.
const fn keeps(base: char, mark: char) -> bool {
    matches!(
        (base, mark),
        ('и' | 'И' | 'у' | 'У', '\u{306}')
            | ('і' | 'І', '\u{308}')
            | ('г' | 'Г' | 'к' | 'К', '\u{301}')
    )
}

/// The zeros of the decimal digits of the scripts in use, each followed by its nine others.
const ZEROS: [char; 18] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}',
    '\u{17e0}', '\u{1810}',
];

/// Appends the fold of one character that has no compatibility decomposition.
fn fold_char(c: char, out: &mut String) {
    let one = match c {
        // Arabic, Persian, Urdu, Kurdish, Pashto
        'ٱ' | 'ٲ' | 'ٳ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ے' | 'ێ' | 'ۍ' => 'ي',
        'ک' | 'ڪ' | 'ګ' => 'ك',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        'ں' => 'ن',
        'ۆ' | 'ۇ' | 'ۋ' => 'و',
        // Hebrew finals
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ς' => 'σ',
        // Devanagari chandrabindu
        'ँ' => 'ं',
        // Latin letters that Unicode does not decompose
        'ø' | 'Ø' => 'o',
        'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
        'ł' | 'Ł' => 'l',
        'ħ' | 'Ħ' => 'h',
        'ı' => 'i',
        'ŋ' | 'Ŋ' => 'n',
        'ŧ' | 'Ŧ' => 't',
        // Azerbaijani: Əliyev is Aliyev abroad
        'ə' | 'Ə' => 'a',
        // Signs
        '‘' | '’' | '‚' | '‛' | '′' | '׳' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '‹' | '›' => {
            '\''
        }
        '“' | '”' | '„' | '‟' | '″' | '״' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '־' => '-',
        '،' | '٬' | '、' => ',',
        '؛' => ';',
        '؟' => '?',
        '٪' => '%',
        '٫' | '۔' | '。' => '.',
        '\u{2044}' => '/',
        _ => '\0',
    };
    if one != '\0' {
        return out.push(one);
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        _ => match ZEROS
            .iter()
            .find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|n| *n < 10))
        {
            Some(digit) => out.extend(char::from_digit(digit, 10)),
            None => out.extend(c.to_lowercase()),
        },
    }
}

/// Takes the vowel from a Devanagari letter.
const VIRAMA: char = '\u{94d}';

/// Writes a nasal with virama before a stop of its own class as anusvara, as `हिन्दी` is also
/// spelled. `None` where there is nothing to change.
fn join_nasals(cluster: &str, rest: &str) -> Option<String> {
    if !cluster.contains(VIRAMA) {
        return None;
    }
    let chars: Vec<char> = cluster.chars().collect();
    let mut out = String::with_capacity(cluster.len());
    let mut at = 0;
    while at < chars.len() {
        let after = chars.get(at + 2).copied().or_else(|| rest.chars().next());
        let joins = chars.get(at + 1) == Some(&VIRAMA)
            && after.is_some_and(|after| own_nasal(after) == Some(chars[at]));
        out.push(if joins { 'ं' } else { chars[at] });
        at += if joins { 2 } else { 1 };
    }
    Some(out)
}

/// The nasal of the class that a Devanagari stop belongs to.
const fn own_nasal(stop: char) -> Option<char> {
    Some(match stop {
        'क'..='घ' => 'ङ',
        'च'..='झ' => 'ञ',
        'ट'..='ढ' => 'ण',
        'त'..='ध' => 'न',
        'प'..='भ' => 'म',
        _ => return None,
    })
}
