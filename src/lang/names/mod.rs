//! People, places and organisations named in passages, under one label an entity in every language.

mod candidates;
mod gazetteer;
mod keys;
mod letters;
mod rules;
mod sound;
mod token;
mod unify;
mod words;

#[cfg(test)]
mod tests;

use crate::lang::fold;
use crate::model::{Article, Lang, Name};

pub use candidates::{Candidate, candidates};
pub use keys::{NameKey, keys};
pub use sound::Sound;
pub use unify::unify;
pub use words::is_common;

/// The names of a set of articles, `[article][passage]`, in the order of the text and without
/// overlap; spans count in the article's text. One label an entity over the whole set: the one of
/// the tables, else the spelling met in Latin letters, else a romanised one.
pub fn find(articles: &[Article]) -> Vec<Vec<Vec<Name>>> {
    let mut names = unify(articles);
    for (article, names) in articles.iter().zip(&mut names) {
        for (passage, names) in article.passages.iter().zip(names) {
            for name in names {
                name.span = name.span.shifted(passage.span.start);
            }
        }
    }
    names
}

/// From here on two spellings are mostly the same name.
pub const SAME: f32 = 0.7;

/// 0 to 1: how likely two spellings are the same name.
pub fn same_name(a: &str, a_lang: Lang, b: &str, b_lang: Lang) -> f32 {
    if fold::fold_word(a) == fold::fold_word(b) {
        return 1.0;
    }
    let gazetteer = gazetteer::gazetteer();
    if let (Some(a), Some(b)) = (gazetteer.exact(a, a_lang), gazetteer.exact(b, b_lang)) {
        return if a == b { 1.0 } else { 0.0 };
    }
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
