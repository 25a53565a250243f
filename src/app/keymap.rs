//! Which key asks for which command.

use super::command::{COMMANDS, Command};
use super::keyboard::{Keyboard, Letter};
use super::msg::{Key, KeyCode};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Where a key counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// In the panes.
    Reading,
    /// On a board.
    Board,
    /// In both.
    Any,
}

impl Context {
    /// Whether one key can be pressed in both.
    pub fn meets(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

/// The live map; made from the table of commands, changed by the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    keys: BTreeMap<(Context, Key), Command>,
    /// For letters that stand on keys of another name.
    pub keyboard: Keyboard,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut keys = BTreeMap::new();
        for entry in COMMANDS {
            for key in entry.keys {
                if let Ok(key) = key.parse() {
                    keys.insert((entry.context, key), entry.command);
                }
            }
        }
        Self { keys, keyboard: Keyboard::default() }
    }
}

impl Keymap {
    /// The command of a key in a context that is not [`Context::Any`]. A letter that is bound to
    /// nothing counts as the Latin one on its key.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        self.bound(context, key).or_else(|| self.bound(context, self.latin(key)))
    }

    fn bound(&self, context: Context, key: Key) -> Option<Command> {
        self.keys.get(&(context, key)).or_else(|| self.keys.get(&(Context::Any, key))).copied()
    }

    /// The same key with the letter that a US keyboard has there.
    pub fn latin(&self, key: Key) -> Key {
        match key.code {
            KeyCode::Char(letter) => match self.keyboard.letter(letter) {
                Letter::On(latin) => Key { code: KeyCode::Char(latin), ..key },
                Letter::Ambiguous | Letter::Unknown => key,
            },
            _ => key,
        }
    }

    /// The keys of a command, as the settings file writes them.
    pub fn keys_of(&self, command: Command) -> Vec<Key> {
        self.keys.iter().filter(|(_, found)| **found == command).map(|((_, key), _)| *key).collect()
    }

    /// The key that the table names first and that is still bound, else any that is.
    pub fn main_key(&self, command: Command) -> Option<Key> {
        let bound = self.keys_of(command);
        command
            .entry()
            .keys
            .iter()
            .filter_map(|key| key.parse().ok())
            .find(|key| bound.contains(key))
            .or_else(|| bound.first().copied())
    }

    /// What a line for the reader calls the way to a command: its key, or its name in the settings
    /// where it has none.
    pub fn way(&self, command: Command) -> String {
        self.main_key(command)
            .map_or_else(|| command.entry().name.to_owned(), |key| key.to_string())
    }

    /// Gives `command` these keys and no others; what they meant before they mean no longer.
    pub fn rebind(&mut self, command: Command, keys: &[Key]) {
        let context = command.entry().context;
        self.keys.retain(|(other, key), found| {
            *found != command && !(keys.contains(key) && context.meets(*other))
        });
        for key in keys {
            self.keys.insert((context, *key), command);
        }
    }
}

impl Key {
    /// The key without Ctrl, Alt and Shift.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(letter) => write!(f, "{letter}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// Why a text names no key.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` names no key: write for instance j, Ctrl-o, Shift-Tab, F1, Space, PageDown")]
pub struct BadKey(pub String);

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadKey(text.to_owned());
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            let (held, name) = if let Some(name) = rest.strip_prefix("Ctrl-") {
                (&mut key.ctrl, name)
            } else if let Some(name) = rest.strip_prefix("Alt-") {
                (&mut key.alt, name)
            } else if let Some(name) = rest.strip_prefix("Shift-") {
                (&mut key.shift, name)
            } else {
                break;
            };
            if name.is_empty() {
                break;
            }
            *held = true;
            rest = name;
        }
        key.code = match rest {
            "Enter" => KeyCode::Enter,
            "Esc" => KeyCode::Esc,
            "Tab" => KeyCode::Tab,
            "Backspace" => KeyCode::Backspace,
            "Delete" => KeyCode::Delete,
            "Up" => KeyCode::Up,
            "Down" => KeyCode::Down,
            "Left" => KeyCode::Left,
            "Right" => KeyCode::Right,
            "Home" => KeyCode::Home,
            "End" => KeyCode::End,
            "PageUp" => KeyCode::PageUp,
            "PageDown" => KeyCode::PageDown,
            "Space" => KeyCode::Char(' '),
            _ => {
                let mut letters = rest.chars();
                match (letters.next(), letters.next()) {
                    (Some(letter), None) => KeyCode::Char(letter),
                    (Some('F'), Some(_)) => {
                        let number = rest[1..].parse().map_err(|_| bad())?;
                        if !(1..=24).contains(&number) {
                            return Err(bad());
                        }
                        KeyCode::F(number)
                    }
                    _ => return Err(bad()),
                }
            }
        };
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_default_key_parses_and_prints_the_same() {
        for entry in COMMANDS {
            for text in entry.keys {
                let key: Key = text.parse().expect("a key of the table");
                assert_eq!(key.to_string(), **text, "{}", entry.name);
            }
        }
    }

    #[test]
    fn no_key_means_two_things() {
        let mut seen = BTreeSet::new();
        for entry in COMMANDS {
            for key in entry.keys {
                let contexts: &[Context] = match entry.context {
                    Context::Any => &[Context::Reading, Context::Board],
                    Context::Reading => &[Context::Reading],
                    Context::Board => &[Context::Board],
                };
                for context in contexts {
                    assert!(seen.insert((context, key)), "{key} of {} is taken", entry.name);
                }
            }
        }
    }

    #[test]
    fn entries_stand_at_their_commands_place() {
        for (place, entry) in COMMANDS.iter().enumerate() {
            assert_eq!(entry.command as usize, place, "{}", entry.name);
            assert_eq!(entry.command.entry().name, entry.name);
        }
    }

    #[test]
    fn rebinding_leaves_no_old_key() {
        let mut keymap = Keymap::default();
        let key: Key = "Ctrl-x".parse().expect("a key");
        keymap.rebind(Command::Quit, &[key]);
        assert_eq!(keymap.command(Context::Reading, key), Some(Command::Quit));
        assert_eq!(keymap.command(Context::Board, "q".parse().expect("a key")), None);
        assert_eq!(keymap.main_key(Command::Quit), Some(key));
    }

    #[test]
    fn a_key_given_away_means_only_the_new_command() {
        let mut keymap = Keymap::default();
        let key: Key = "n".parse().expect("a key");
        keymap.rebind(Command::Quit, &[key]);
        assert_eq!(keymap.command(Context::Reading, key), Some(Command::Quit));
        assert_eq!(keymap.keys_of(Command::NextFact), []);
    }

    #[test]
    fn other_keyboards_reach_the_commands_and_their_own_letters_come_first() {
        let mut keymap = Keymap::default();
        let noon: Key = "ت".parse().expect("a key");
        assert_eq!(keymap.command(Context::Reading, noon), Some(Command::NextPassage));
        assert_eq!(keymap.command(Context::Board, noon), Some(Command::BoardDown));
        keymap.rebind(Command::Quit, &[noon]);
        assert_eq!(keymap.command(Context::Reading, noon), Some(Command::Quit));
    }
}
