//! The languages the program knows, one `assets/lang/LL/language.toml` each.
//!
//! Keys of a file (lists of words are one string, parted by white space):
//! `name` in English, for people; `script` (ISO 15924), `direction` (`ltr`, `rtl`); for [`super::identify`]:
//! `letters` that speak for the language, `absent` letters it never uses, `common` ones that make
//! up a `common_share` of its letters (none of them speaks against it), `particles` without which it
//! seldom says five words, `words` that are frequent
//! in it and rare in its neighbours, `endings` of words; for [`super::sentences`]: `terminators`
//! beyond those of Unicode, `abbreviations` that never end a sentence, `before_number` those that
//! only stand before a number, `closing` those that may end one, `starters` the words that then
//! begin the next, `initials` spelled names of Latin letters ("एस. जयशंकर"), `continues` words that
//! carry a sentence on after "...", `says` verbs that carry it on after a quotation, `ordinals` where
//! a full stop after digits makes an ordinal.
use super::assets;
use crate::model::{Direction, Lang};
use std::collections::{BTreeMap, HashSet};
use std::sync::{LazyLock, OnceLock};

/// What is known of one language.
#[derive(Debug, Default)]
pub struct Language {
    pub script: String,
    pub direction: Direction,
    pub letters: HashSet<char>,
    pub absent: HashSet<char>,
    pub common: HashSet<char>,
    /// 0 to 1.
    pub common_share: f32,
    pub particles: HashSet<String>,
    pub words: HashSet<String>,
    pub endings: Vec<String>,
    pub terminators: Vec<char>,
    pub abbreviations: HashSet<String>,
    pub before_number: HashSet<String>,
    pub closing: HashSet<String>,
    pub starters: HashSet<String>,
    pub initials: HashSet<String>,
    pub continues: HashSet<String>,
    pub says: HashSet<String>,
    pub ordinals: bool,
}

/// A file, read when its language is first asked for.
struct Entry {
    script: &'static str,
    text: &'static str,
    language: OnceLock<Language>,
}

impl Entry {
    fn language(&self) -> &Language {
        self.language
            .get_or_init(|| self.text.parse().map(|table| read(&table)).unwrap_or_default())
    }
}

static ALL: LazyLock<BTreeMap<Lang, Entry>> = LazyLock::new(|| {
    assets::files("", "/language.toml")
        .filter_map(|(path, text)| {
            let lang = path.split('/').next()?.parse().ok()?;
            Some((lang, Entry { script: script(text)?, text, language: OnceLock::new() }))
        })
        .collect()
});

/// The script of a file, without reading all of it.
fn script(text: &'static str) -> Option<&'static str> {
    let line = text.lines().find_map(|line| line.strip_prefix("script = \""))?;
    line.strip_suffix('"')
}

static NONE: LazyLock<Language> = LazyLock::new(Language::default);

/// The scripts in which the languages are written (ISO 15924), one as often as it is one's.
pub fn scripts() -> impl Iterator<Item = &'static str> {
    ALL.values().map(|entry| entry.script)
}

/// Every language with a file that is written in this script (ISO 15924), ordered by code.
pub fn of_script(script: &str) -> impl Iterator<Item = (Lang, &'static Language)> {
    let fit = ALL.iter().filter(move |(_, entry)| entry.script == script);
    fit.map(|(lang, entry)| (*lang, entry.language()))
}

/// What is known of a language; an empty left-to-right one where nothing is.
pub fn language(lang: Lang) -> &'static Language {
    ALL.get(&lang).map_or(&*NONE, Entry::language)
}

fn read(table: &toml::Table) -> Language {
    let text = |key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or_default();
    let words = |key: &str| -> HashSet<String> {
        text(key).split_whitespace().map(str::to_owned).collect()
    };
    let letters = |key: &str| -> HashSet<char> {
        text(key).chars().filter(|letter| !letter.is_whitespace()).collect()
    };
    Language {
        script: text("script").to_owned(),
        direction: if text("direction") == "rtl" {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        },
        letters: letters("letters"),
        absent: letters("absent"),
        common: letters("common"),
        common_share: table.get("common_share").and_then(toml::Value::as_float).unwrap_or(0.0)
            as f32,
        particles: words("particles"),
        words: words("words"),
        endings: text("endings").split_whitespace().map(str::to_owned).collect(),
        terminators: letters("terminators").into_iter().collect(),
        abbreviations: words("abbreviations"),
        before_number: words("before_number"),
        closing: words("closing"),
        starters: words("starters"),
        initials: words("initials"),
        continues: words("continues"),
        says: words("says"),
        ordinals: table.get("ordinals").and_then(toml::Value::as_bool).unwrap_or(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_whole() {
        let known = [
            "name",
            "script",
            "direction",
            "letters",
            "absent",
            "common",
            "common_share",
            "particles",
            "words",
            "endings",
            "terminators",
            "abbreviations",
            "before_number",
            "closing",
            "starters",
            "initials",
            "continues",
            "says",
            "ordinals",
        ];
        for (path, text) in assets::files("", "/language.toml") {
            let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
            for key in table.keys() {
                assert!(known.contains(&key.as_str()), "{path}: unknown key {key}");
            }
            for key in ["name", "script", "direction"] {
                assert!(table.contains_key(key), "{path}: no {key}");
            }
            let lang: Lang = path.split('/').next().unwrap().parse().unwrap();
            let script = language(lang).script.as_str();
            assert!(!script.is_empty(), "{path} is not in the table");
            assert!(of_script(script).any(|(other, _)| other == lang), "{path}: script");
        }
    }
}
