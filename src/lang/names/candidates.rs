//! What may be a name in one passage, judged by the passage alone.

use super::gazetteer::{Entity, Found, gazetteer};
use super::rules::rules;
use super::sound::Sound;
use super::token::{Case, Gap, Script, Token, tokens};
use super::words::{is_common, words};
use crate::model::{Lang, Span};

/// A word or words of a passage that may be a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// In the passage.
    pub span: Span,
    /// What is known of it.
    pub what: What,
    /// Whether the candidate before ends right before this one, so that both may be one name.
    pub joins: bool,
    /// In brackets after the candidate before, and so perhaps its short form.
    pub in_brackets: bool,
    /// The passage's language.
    pub lang: Lang,
    /// The script of its first letter.
    pub script: Script,
}

/// Whether a table knows the word.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A name of the gazetteer.
    Known {
        entity: Entity,
        family: bool,
        shared: bool,
        word: Word,
        /// Whether it is one word, which may yet be part of another name.
        alone: bool,
    },
    /// Perhaps a name: what else the set says decides.
    Unknown(Word),
}

/// A word as it stands, whether a table knows it or not; of known names all their words.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// As it stands in the passage, without a possessive.
    pub surface: String,
    /// As names are compared: folded, in small letters.
    pub folded: String,
    /// What speaks for it.
    pub mark: Mark,
    /// In scripts without capitals: the word together with the one before or after it, since many
    /// write one foreign word as two.
    pub compounds: Vec<Compound>,
}

/// Two neighbouring words that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Compound {
    /// The two as one word.
    pub surface: String,
    /// In the passage.
    pub span: Span,
}

/// What speaks for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Less than nothing: very short, or perhaps a form of a common word. Only what stands beside
    /// it in two languages makes a name of it.
    Doubtful,
    /// Nothing: the script has no capitals, or the place asks for one.
    Plain,
    /// A word after it mostly follows names.
    Hinted,
    /// A word before it announces a name: a title, "city of".
    Announced,
    /// A capital where only names have one.
    Capital,
}

/// Small words inside names of people and places.
const PARTICLES: &[&str] = &[
    "al",
    "el",
    "bin",
    "ibn",
    "bint",
    "de",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "du",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ter",
    "ben",
    "abu",
    "аль",
    "эль",
    "ибн",
    "бин",
    "бен",
    "ад",
    "ар",
    "ас",
    "аш",
    "ан",
    "ат",
    "фон",
    "ван",
    "де",
    "да",
    "ди",
    "дер",
    "بن",
    "ابن",
    "بنت",
    "ابو",
    "ال",
    "دي",
    "دی",
    "دا",
    "دو",
    "دل",
    "فان",
    "فون",
    "ڈی",
    "ون",
    "बिन",
    "इब्न",
    "अल",
    "उल",
    "डी",
    "दा",
    "डा",
    "वान",
    "वॉन",
    "בן",
    "אבן",
    "אבו",
    "אל",
    "דה",
    "די",
    "ואן",
    "פון",
];

/// Languages that write every noun with a capital: there it marks no name.
const CAPITAL_NOUNS: &[&str] = &["de", "lb"];

/// Finds what may be a name. Spans count in `text`. Linear in its length.
pub fn candidates(text: &str, lang: Lang) -> Vec<Candidate> {
    let tokens = tokens(text, lang);
    let capitals_mean_nothing =
        capitals_mean_nothing(&tokens) || CAPITAL_NOUNS.contains(&lang.as_str());
    let mut out: Vec<Candidate> = Vec::new();
    // Where the last candidate ended, particles after it included.
    let mut last_end = 0;
    // Where the last name of a language ended.
    let mut language_end = usize::MAX;
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let joins = at > 0 && at == last_end && token.gap.joins();
        let in_brackets = at > 0 && at == last_end && token.gap == Gap::Bracket;
        let candidate = |span: Span, what: What| Candidate {
            span,
            what,
            joins,
            in_brackets,
            lang,
            script: token.script,
        };
        if let Some(found) = gazetteer().find(&tokens, at, lang) {
            let end = at + found.words;
            // "In Russian" names no country.
            let is_language = |at: usize| {
                tokens.get(at).is_some_and(|token| rules(lang).is_language(&token.folded))
            };
            if found.people
                && (at.checked_sub(1).is_some_and(is_language)
                    || is_language(end)
                    || at == language_end)
            {
                language_end = end;
                at = end;
                continue;
            }
            let span = Span::new(token.span.start, tokens[end - 1].span.end);
            out.push(candidate(span, known(&found, token, span.of(text))));
            last_end = end;
            at = end;
            continue;
        }
        if let Some(word) = unknown(&tokens, at, text, lang, capitals_mean_nothing) {
            out.push(candidate(token.span, word));
            last_end = at + 1;
        } else if at > 0
            && at == last_end
            && token.gap.joins()
            && PARTICLES.contains(&token.folded.as_str())
        {
            last_end = at + 1;
        }
        at += 1;
    }
    out
}

/// What the tables have, as it is written here.
fn known(found: &Found, first: &Token, surface: &str) -> What {
    What::Known {
        entity: found.entity,
        family: found.family,
        shared: found.shared,
        word: Word {
            surface: surface.to_owned(),
            folded: first.folded.clone(),
            mark: if first.script.has_case() { Mark::Capital } else { Mark::Plain },
            compounds: Vec::new(),
        },
        alone: found.words == 1 && !found.people,
    }
}

/// Titles in English capitalise most words, and some lines are all in capitals.
fn capitals_mean_nothing(tokens: &[Token]) -> bool {
    let long = || {
        tokens.iter().filter(|token| token.script.has_case() && token.folded.chars().count() >= 4)
    };
    let (all, capital) = (long().count(), long().filter(|token| token.case != Case::Small).count());
    all >= 3 && capital * 10 >= all * 7
}

fn unknown(
    tokens: &[Token],
    at: usize,
    text: &str,
    lang: Lang,
    capitals_mean_nothing: bool,
) -> Option<What> {
    let token = tokens.get(at)?;
    let letters = token.folded.chars().count();
    let has_digit = token.folded.chars().any(|c| c.is_ascii_digit());
    if has_digit || letters > 40 || token.script == Script::Other {
        return None;
    }
    let word_lang = lang_of(token.script, lang);
    if let Some(capitals) = rules(lang).spelled_out(&token.folded)
        && let Some(entity) =
            gazetteer().initialism(&capitals).filter(|_| !is_common(&token.folded, lang))
    {
        let surface = token.span.of(text).to_owned();
        let folded = token.folded.clone();
        let word = Word { surface, folded, mark: Mark::Plain, compounds: Vec::new() };
        return Some(What::Known { entity, family: false, shared: false, word, alone: false });
    }
    let mark = if token.script.has_case() {
        mark_of_capital(token, at == 0, word_lang, capitals_mean_nothing)?
    } else {
        mark_by_sound(tokens, at, word_lang, lang)?
    };
    let surface = token.span.of(text).to_owned();
    let compounds =
        if token.script.has_case() { Vec::new() } else { compounds(tokens, at, text, word_lang) };
    Some(What::Unknown(Word { surface, folded: token.folded.clone(), mark, compounds }))
}

/// What a word's capital says; none where it says that this is no name.
fn mark_of_capital(
    token: &Token,
    is_first: bool,
    lang: Lang,
    capitals_mean_nothing: bool,
) -> Option<Mark> {
    // Where a capital must mean something, only the very word is too common for a name.
    let forced = capitals_mean_nothing || token.gap == Gap::Stop || is_first;
    let words = words(lang);
    let common = words.is_listed(&token.folded)
        || rules(lang).announces(&token.folded)
        || (forced && is_common(&token.folded, lang));
    let numeral = token.case == Case::All && token.folded.chars().all(|c| "ivxlcdm".contains(c));
    let is_short = token.folded.chars().count() < 2;
    if token.case == Case::Small || is_short || common || numeral {
        return None;
    }
    Some(match forced {
        // What reports are full of may be a name too: a club called Arsenal.
        _ if words.has(&token.folded) => Mark::Doubtful,
        true => Mark::Plain,
        false => Mark::Capital,
    })
}

/// What a word of a script without capitals has for being a name: its sounds, and the words beside
/// it; none where it can't be one. `lang` reads the word, `around` what stands around it.
fn mark_by_sound(tokens: &[Token], at: usize, lang: Lang, around: Lang) -> Option<Mark> {
    let token = &tokens[at];
    let letters = token.folded.chars().count();
    let strong = Sound::new(&token.folded, lang).strong();
    if letters < 2 || strong < 1 || words(lang).has(&token.folded) {
        return None;
    }
    if letters < 3 || strong < 2 || is_common(&token.folded, lang) {
        return Some(Mark::Doubtful);
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    if token.gap == Gap::Space
        && before.is_some_and(|before| rules(around).announces(&before.folded))
    {
        return Some(Mark::Announced);
    }
    let follows = |after: &Token| after.gap == Gap::Space && rules(around).follows(&after.folded);
    Some(if tokens.get(at + 1).is_some_and(follows) { Mark::Hinted } else { Mark::Plain })
}

/// The word at `at` with its neighbours, as far as they may be one word.
fn compounds(tokens: &[Token], at: usize, text: &str, lang: Lang) -> Vec<Compound> {
    let pair = |first: usize| {
        let (first, second) = (tokens.get(first)?, tokens.get(first + 1)?);
        let letters = first.folded.chars().count() + second.folded.chars().count();
        let common = words(lang).has(&first.folded) || words(lang).has(&second.folded);
        let fits = !common && second.gap.joins() && first.script == second.script && letters <= 14;
        let span = Span::new(first.span.start, second.span.end);
        fits.then(|| Compound { surface: span.of(text).to_owned(), span })
    };
    [at.checked_sub(1), Some(at)].into_iter().flatten().filter_map(pair).collect()
}

/// The language by which a word is read: the passage's, if it is written in this script.
pub fn lang_of(script: Script, lang: Lang) -> Lang {
    let home = match lang.as_str() {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "sd" | "ug" => Script::Arabic,
        "hi" | "mr" | "ne" => Script::Devanagari,
        "he" | "yi" => Script::Hebrew,
        "ru" | "uk" | "bg" | "be" | "sr" | "kk" | "mk" => Script::Cyrillic,
        _ => Script::Latin,
    };
    if home == script {
        return lang;
    }
    match script {
        Script::Arabic => const { Lang::new("ar") },
        Script::Devanagari => const { Lang::new("hi") },
        Script::Hebrew => const { Lang::new("he") },
        Script::Cyrillic => const { Lang::new("ru") },
        _ => const { Lang::new("en") },
    }
}
