use crate::lang::languages::Language;
use crate::lang::letters;

/// Marks that may end a sentence in any language (Unicode's Sentence_Terminal, what news text uses).
pub(super) fn is_terminator(c: char, language: &Language) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '。'
            | '．'
            | '！'
            | '？'
            | '｡'
            | '।'
            | '॥'
            | '؟'
            | '۔'
            | '։'
            | '።'
            | '፧'
            | '။'
            | '།'
            | '༎'
            | '‽'
            | '⸮'
            | '។'
            | '܂'
            | '᙮'
            | '᠃'
            | '߹'
    ) || language.terminators.contains(&c)
}

/// Whether the mark ends a sentence of its script and does nothing else: no doubt about it.
pub(super) fn is_plain_end(c: char) -> bool {
    matches!(c, '。' | '．' | '！' | '？' | '｡' | '।' | '॥' | '۔' | '።' | '။' | '༎' | '។' | '։')
}

/// Letters' marks that close a quotation or bracket after the end of a sentence.
pub(super) fn is_closer(c: char) -> bool {
    is_quote(c) || matches!(c, ')' | ']' | '}' | '）' | '】' | '〕' | '*')
}

/// Quotation marks that can close. “ closes in German, ' and " close and open alike.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | '‘'
            | '」'
            | '』'
            | '″'
            | '＂'
            | '`'
            | '´'
            | '״'
    )
}

pub(super) fn is_straight_quote(c: char) -> bool {
    c == '"'
}

/// Marks that open a quotation or bracket before the first word of a sentence.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '„'
            | '‚'
            | '»'
            | '”'
            | '('
            | '['
            | '{'
            | '「'
            | '『'
            | '（'
            | '【'
            | '¿'
            | '¡'
            | '`'
    )
}

/// The bracket that closes `c`, for brackets that hold a sentence together.
pub(super) fn closing_bracket(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '（' => '）',
        '【' => '】',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

/// A mark that joins letters and is none itself: vowel signs, harakat, joiners.
pub(super) fn is_mark(c: char) -> bool {
    !letters::is_alphanumeric(c)
        && (unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{200C}' | '\u{200D}' | '\u{640}'))
}

/// Whether the letter belongs to a script without capitals.
pub(super) fn is_caseless(c: char) -> bool {
    letters::is_alphabetic(c) && !c.is_lowercase() && !c.is_uppercase()
}
