//! A passage as words, with what their form and place say about being a name.

use crate::lang::fold::fold_word;
use crate::lang::letters;
use crate::model::{Lang, Span};
use unicode_segmentation::UnicodeSegmentation;

/// A word of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In the passage, on grapheme boundaries.
    pub span: Span,
    pub folded: String,
    pub case: Case,
    /// What stands between this word and the one before.
    pub gap: Gap,
    pub script: Script,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// The script has no capitals.
    None,
    Small,
    Capital,
    /// At least two capitals and no small letter.
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Space,
    Hyphen,
    /// A full stop without space, as in `U.S.`
    Dot,
    /// An opening bracket: what follows may stand for what was before.
    Bracket,
    /// Another sign.
    Sign,
    /// The end of a sentence, or the beginning of the passage.
    Stop,
}

impl Gap {
    /// Whether one name may go on over it.
    pub const fn joins(self) -> bool {
        matches!(self, Self::Space | Self::Hyphen)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Hebrew,
    Devanagari,
    Other,
}

impl Script {
    pub fn of(word: &str) -> Self {
        let letter = word.chars().find(|c| letters::is_alphabetic(*c));
        match letter {
            Some('A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') => {
                Self::Latin
            }
            Some('\u{400}'..='\u{52f}') => Self::Cyrillic,
            Some('\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fefc}') => {
                Self::Arabic
            }
            Some('\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}') => Self::Hebrew,
            Some('\u{900}'..='\u{97f}') => Self::Devanagari,
            _ => Self::Other,
        }
    }

    /// Whether names are written with a capital.
    pub const fn has_case(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic)
    }
}

/// The words of a passage, in order.
pub fn tokens(text: &str, lang: Lang) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start: Option<usize> = None;
    let mut end = 0;
    let mut gap = Gap::Stop;
    let mut graphemes = text.grapheme_indices(true).peekable();
    while let Some((at, grapheme)) = graphemes.next() {
        let next_is_word = graphemes.peek().is_some_and(|(_, next)| is_word(next));
        let in_hebrew = || text[..at].ends_with(|c| matches!(c, 'א'..='ת'));
        let inside = start.is_some() && next_is_word;
        if is_word(grapheme)
            || (inside && is_apostrophe(grapheme))
            || (inside && is_gershayim(grapheme) && in_hebrew())
        {
            start.get_or_insert(at);
            end = at + grapheme.len();
            continue;
        }
        if let Some(from) = start {
            // A geresh closes a letter: the last of a word too.
            if matches!(grapheme, "׳") {
                end = at + grapheme.len();
            }
            push(&mut tokens, text, Span::new(from, end), gap, lang);
            start = None;
            gap = Gap::Hyphen;
            if matches!(grapheme, "׳") {
                continue;
            }
        }
        gap = widen(gap, grapheme, next_is_word && at == end);
    }
    if let Some(from) = start {
        push(&mut tokens, text, Span::new(from, end), gap, lang);
    }
    tokens
}

/// The gap so far with one more grapheme in it. A gap starts as `Hyphen`, the nearest there is.
fn widen(gap: Gap, grapheme: &str, between_letters: bool) -> Gap {
    let new = match grapheme {
        "-" | "‐" | "‑" | "־" => Gap::Hyphen,
        "." if between_letters => Gap::Dot,
        "." | "!" | "?" | "؟" | "।" | "۔" | "…" => Gap::Stop,
        "\n" | "\r\n" => Gap::Stop,
        "(" | "[" => Gap::Bracket,
        _ if grapheme.chars().all(char::is_whitespace) => Gap::Space,
        // Bidi controls and the like are not there for the reader.
        _ if fold_word(grapheme).is_empty() => gap,
        _ => Gap::Sign,
    };
    let rank = |gap: Gap| match gap {
        Gap::Hyphen => 0,
        Gap::Dot => 1,
        Gap::Space => 2,
        Gap::Bracket => 3,
        Gap::Sign => 4,
        Gap::Stop => 5,
    };
    if rank(new) > rank(gap) { new } else { gap }
}

fn push(tokens: &mut Vec<Token>, text: &str, span: Span, gap: Gap, lang: Lang) {
    let mut span = span;
    let word = span.of(text);
    let script = Script::of(word);
    if script.has_case() {
        span.end = span.start + without_suffix(word, lang).len();
    }
    let word = span.of(text);
    let folded = fold_word(word);
    if folded.is_empty() {
        return;
    }
    let letters = || word.chars().filter(|c| letters::is_alphabetic(*c));
    let case = if !script.has_case() {
        Case::None
    } else if letters().nth(1).is_some() && letters().all(|c| !c.is_lowercase()) {
        Case::All
    } else if letters().next().is_some_and(char::is_uppercase) {
        Case::Capital
    } else {
        Case::Small
    };
    tokens.push(Token { span, folded, case, gap, script });
}

/// `Putin's`, `Putin'in`: the part before the apostrophe.
fn without_suffix(word: &str, lang: Lang) -> &str {
    let Some((name, suffix)) = word.rsplit_once(['\'', '’', '‘', '`']) else { return word };
    let possessive = suffix.eq_ignore_ascii_case("s");
    let turkic = matches!(lang.as_str(), "tr" | "az") && name.chars().nth(1).is_some();
    if possessive || turkic { name } else { word }
}

fn is_word(grapheme: &str) -> bool {
    grapheme.chars().any(letters::is_alphanumeric)
}

fn is_apostrophe(grapheme: &str) -> bool {
    matches!(grapheme, "'" | "’" | "‘" | "`" | "ʼ" | "׳" | "״")
}

/// Signs that stand for gershayim inside a Hebrew abbreviation and quote elsewhere.
fn is_gershayim(grapheme: &str) -> bool {
    matches!(grapheme, "\"" | "″" | "”")
}
