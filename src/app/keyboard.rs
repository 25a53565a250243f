//! Keyboards that write no Latin letters: which key of a US keyboard each of their letters stands
//! on, so that commands work without changing the layout. What is being typed is left alone.

use std::collections::BTreeMap;

/// The layouts known, by the name that the settings have for them. A new one is a file and a row.
const LAYOUTS: &[(&str, &str)] = &[
    ("arabic", include_str!("../../assets/keyboards/arabic.tsv")),
    ("persian", include_str!("../../assets/keyboards/persian.tsv")),
    ("hebrew", include_str!("../../assets/keyboards/hebrew.tsv")),
    ("hindi", include_str!("../../assets/keyboards/hindi.tsv")),
    ("russian", include_str!("../../assets/keyboards/russian.tsv")),
];

/// What stands for all layouts at once in the settings.
pub const AUTO: &str = "auto";

/// Where the letters of the layouts in use stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyboard {
    /// The names that it was made from.
    names: Vec<String>,
    /// None where two layouts have the letter on different keys.
    keys: BTreeMap<char, Option<char>>,
}

/// A name that is no layout.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no keyboard known here: use auto, {list}", list = names().join(", "))]
pub struct UnknownLayout(pub String);

/// What a letter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// The same key of a US keyboard.
    On(char),
    /// Layouts differ, and the settings do not say which is meant.
    Ambiguous,
    Unknown,
}

impl Default for Keyboard {
    /// All layouts; letters that they have on different keys mean nothing.
    fn default() -> Self {
        let mut keys = BTreeMap::new();
        for (_, table) in LAYOUTS {
            for (letter, key) in read(table) {
                let entry = keys.entry(letter).or_insert(Some(key));
                if *entry != Some(key) {
                    *entry = None;
                }
            }
        }
        Self { names: vec![AUTO.to_owned()], keys }
    }
}

impl Keyboard {
    /// These layouts; of two that have a letter on different keys the first counts. With `auto`
    /// alone all of them, with no name none.
    ///
    /// # Errors
    /// Where a name is no layout's.
    pub fn of(names: &[String]) -> Result<Self, UnknownLayout> {
        if names.len() == 1 && names[0] == AUTO {
            return Ok(Self::default());
        }
        let mut keys = BTreeMap::new();
        for name in names {
            let table = LAYOUTS.iter().find(|(known, _)| known == name);
            let (_, table) = table.ok_or_else(|| UnknownLayout(name.clone()))?;
            for (letter, key) in read(table) {
                keys.entry(letter).or_insert(Some(key));
            }
        }
        Ok(Self { names: names.to_vec(), keys })
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub fn letter(&self, letter: char) -> Letter {
        match self.keys.get(&letter) {
            Some(Some(key)) => Letter::On(*key),
            Some(None) => Letter::Ambiguous,
            None => Letter::Unknown,
        }
    }
}

/// The names of all layouts.
pub fn names() -> Vec<&'static str> {
    LAYOUTS.iter().map(|(name, _)| *name).collect()
}

/// The rows of a table: the letter, then its key.
fn read(table: &'static str) -> impl Iterator<Item = (char, char)> {
    table.lines().filter_map(|line| {
        let (key, letter) = line.split_once('\t')?;
        Some((letter.chars().next()?, key.chars().next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str]) -> Keyboard {
        Keyboard::of(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_layout_has_the_letters_of_the_middle_row() {
        for (name, table) in LAYOUTS {
            let keys: Vec<char> = read(table).map(|(_, key)| key).collect();
            for key in "asdfghjkl".chars() {
                assert!(keys.contains(&key), "{name} lacks {key}");
            }
        }
    }

    #[test]
    fn letters_stand_where_the_keyboards_have_them() {
        let cases = [
            ("arabic", 'ت', 'j'),
            ("persian", 'د', 'n'),
            ("hebrew", 'ח', 'j'),
            ("hindi", 'र', 'j'),
            ("russian", 'о', 'j'),
            ("russian", 'Т', 'N'),
            ("hindi", '२', '2'),
        ];
        for (name, letter, key) in cases {
            assert_eq!(of(&[name]).letter(letter), Letter::On(key), "{letter} of {name}");
        }
    }

    #[test]
    fn a_latin_letter_is_never_changed() {
        for (name, table) in LAYOUTS {
            assert!(
                read(table).all(|(letter, key)| !letter.is_ascii() && key.is_ascii()),
                "{name}"
            );
        }
    }

    #[test]
    fn where_layouts_differ_the_config_decides() {
        assert_eq!(Keyboard::default().letter('د'), Letter::Ambiguous);
        assert_eq!(Keyboard::default().letter('ش'), Letter::On('a'));
        assert_eq!(of(&["persian", "arabic"]).letter('د'), Letter::On('n'));
        assert_eq!(of(&["arabic", "persian"]).letter('د'), Letter::On(']'));
        assert_eq!(of(&[]).letter('ش'), Letter::Unknown);
        assert_eq!(of(&["auto"]), Keyboard::default());
        let wrong = Keyboard::of(&["klingon".to_owned()]).unwrap_err().to_string();
        assert!(wrong.contains("klingon") && wrong.contains("persian"), "{wrong}");
    }
}
