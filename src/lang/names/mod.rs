//! People, places and organisations named in passages, under one label an entity in every language.

mod letters;
mod sound;

use crate::model::Lang;

pub use sound::Sound;

/// 0 to 1: how likely two spellings are the same name.
pub fn same_name(a: &str, a_lang: Lang, b: &str, b_lang: Lang) -> f32 {
    Sound::new(a, a_lang).likeness(&Sound::new(b, b_lang))
}

/// The text in Latin letters for readers who do not know its script; what is Latin already and
/// what no table knows stays.
pub fn latin(text: &str, lang: Lang) -> String {
    let letters = letters::letters(lang);
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        let latin = letters.latin(word);
        if latin.is_empty() {
            out.push_str(word)
        } else {
            out.push_str(&latin)
        }
        word.clear();
    };
    for c in text.chars() {
        let foreign = !c.is_ascii() && !is_latin(c) && (c.is_alphabetic() || is_mark(c));
        if foreign || (c == '\'' && !word.is_empty()) {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}

const fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97f}' | '\u{200c}' | '\u{200d}' | '\u{64b}'..='\u{65f}')
}
