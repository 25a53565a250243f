//! The settings file. One table ([`fields::FIELDS`] and the table of commands) gives what may stand
//! in it, its defaults, and the file with every default written out and commented.

mod fields;
#[cfg(test)]
mod tests;

use super::paths;
use crate::app::command::{COMMANDS, Command};
use crate::app::keymap::Keymap;
use crate::app::msg::{Key, KeyCode};
use crate::cli::{Global, MeaningChoice, ThemeChoice};
use crate::layout::Marks;
use crate::load::Limits;
use crate::term::Mode;
use fields::{FIELDS, Section};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the settings file says, defaults where it says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub theme: ThemeChoice,
    pub bidi: Mode,
    pub meaning: MeaningChoice,
    pub model: Option<PathBuf>,
    pub mouse: bool,
    /// One passage under the other, without boxes: for screen readers.
    pub linear: bool,
    /// None: as the terminal draws them best.
    pub marks: Option<Marks>,
    /// Whether the first article stands on the right.
    pub right_to_left_panes: bool,
    /// Whether names are shown in Latin letters where the reasons of a link are told.
    pub latin_names: bool,
    /// Signs the notes.
    pub author: Option<String>,
    /// A program and its arguments; empty: none.
    pub translate_command: Vec<String>,
    /// Seconds that it may take.
    pub translate_timeout: u64,
    pub limits: Limits,
    pub keymap: Keymap,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::Auto,
            bidi: Mode::Auto,
            meaning: MeaningChoice::Encoder,
            model: None,
            mouse: true,
            linear: false,
            marks: None,
            right_to_left_panes: false,
            latin_names: true,
            author: None,
            translate_command: Vec::new(),
            translate_timeout: 20,
            limits: Limits::default(),
            keymap: Keymap::default(),
        }
    }
}

/// Why a settings file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error(
        "{path}:{line}: {what}. Correct the line or put # before it; \
         `hexapla doctor --defaults` prints a file with every setting"
    )]
    Line { path: PathBuf, line: usize, what: String },
    #[error("{path}: can't be read: {source}. Name another file with --config, or none")]
    File { path: PathBuf, source: std::io::Error },
}

/// What is wrong at a place of the text, in bytes.
struct Fault {
    at: Range<usize>,
    what: String,
}

impl Settings {
    /// Reads the file that the command line names, which must be there, or the platform's, which
    /// need not.
    ///
    /// # Errors
    /// Where the file can't be read or says what can't be meant.
    pub fn load(global: &Global) -> Result<Self, ConfigError> {
        let Ok(path) = paths::config(global) else { return Ok(Self::default()) };
        let missing = |error: &std::io::Error| {
            global.config.is_none() && error.kind() == std::io::ErrorKind::NotFound
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::read(&path, &text),
            Err(error) if missing(&error) => Ok(Self::default()),
            Err(source) => Err(ConfigError::File { path, source }),
        }
    }

    /// Reads the text of a file; `path` is for the message.
    ///
    /// # Errors
    /// With the first line that can't be meant.
    pub fn read(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let mut settings = Self::default();
        settings.take(text).map_err(|fault| ConfigError::Line {
            path: path.to_owned(),
            line: 1 + text[..fault.at.start.min(text.len())].matches('\n').count(),
            what: fault.what,
        })?;
        Ok(settings)
    }

    fn take(&mut self, text: &str) -> Result<(), Fault> {
        // A mark that some editors write before the text.
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let table = DeTable::parse(&text[start..]).map_err(|error| Fault {
            at: error.span().unwrap_or(0..0),
            what: one_line(error.message()),
        })?;
        for (name, value) in table.get_ref() {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("keys", DeValue::Table(keys)) => self.take_keys(keys)?,
                ("limits", DeValue::Table(limits)) => {
                    for (name, value) in limits {
                        self.set(Section::Limits, name, value)?;
                    }
                }
                ("keys" | "limits", _) => {
                    let what = format!("`{0}` is a section: write [{0}]", name.get_ref());
                    return Err(Fault { at: name.span(), what });
                }
                _ => self.set(Section::Top, name, value)?,
            }
        }
        Ok(())
    }

    fn set(
        &mut self,
        section: Section,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), Fault> {
        let here = || FIELDS.iter().filter(move |field| field.section == section);
        let Some(field) = here().find(|field| field.name == name.get_ref().as_ref()) else {
            let known: Vec<&str> = here().map(|field| field.name).collect();
            let what = format!(
                "there is no setting `{}`{}: there are {}",
                name.get_ref(),
                section.place(),
                known.join(", ")
            );
            return Err(Fault { at: name.span(), what });
        };
        (field.set)(self, value.get_ref())
            .map_err(|what| Fault { at: value.span(), what: format!("{}: {what}", field.name) })
    }

    /// Gives commands the keys of the section `[keys]`; two may not claim the same one.
    fn take_keys(&mut self, table: &DeTable<'_>) -> Result<(), Fault> {
        let mut taken: BTreeMap<Key, Vec<Command>> = BTreeMap::new();
        for (name, value) in table {
            let entry = COMMANDS.iter().find(|entry| entry.name == name.get_ref().as_ref());
            let Some(entry) = entry else {
                let what = format!(
                    "there is no command `{}`; `hexapla doctor --defaults` lists them",
                    name.get_ref()
                );
                return Err(Fault { at: name.span(), what });
            };
            let mut keys = Vec::new();
            for (word, at) in words(value).map_err(|what| Fault { at: value.span(), what })? {
                let key: Key = word.parse().map_err(|error| Fault {
                    at: at.clone(),
                    what: format!("{}: {error}", entry.name),
                })?;
                let claimed = taken.entry(key).or_default();
                let other = claimed.iter().find(|other| {
                    other.entry().context.meets(entry.context) && **other != entry.command
                });
                if let Some(other) = other {
                    let what =
                        format!("{key} is given to both {} and {}", other.entry().name, entry.name);
                    return Err(Fault { at, what });
                }
                claimed.push(entry.command);
                keys.push(key);
            }
            self.keymap.rebind(entry.command, &keys);
        }
        if self.keymap.main_key(Command::Quit).is_none() {
            // One must be able to leave, whatever the file says.
            let key = Key { ctrl: true, ..Key::plain(KeyCode::Char('c')) };
            self.keymap.rebind(Command::Quit, &[key]);
        }
        Ok(())
    }

    /// Puts what the file says where the command line says nothing.
    pub fn fill(&self, global: &mut Global) {
        global.meaning.get_or_insert(self.meaning);
        global.theme.get_or_insert(self.theme);
        global.bidi.get_or_insert(self.bidi);
        if global.model.is_none() {
            global.model.clone_from(&self.model);
        }
        global.limits = self.limits;
    }
}

/// A file with every setting at its default, each line commented out and explained.
pub fn defaults() -> String {
    let settings = Settings::default();
    let mut text = String::from(
        "# Settings of hexapla. Every line shows a default: take the # away to change it.\n\
         # What is said on the command line goes before what is said here.\n",
    );
    for field in FIELDS.iter().filter(|field| field.section == Section::Top) {
        describe(&mut text, field, &settings);
    }
    text.push_str("\n[limits]\n");
    for field in FIELDS.iter().filter(|field| field.section == Section::Limits) {
        describe(&mut text, field, &settings);
    }
    text.push_str(
        "\n# Which keys do what. A key given to one command is taken from any other; [] takes all\n\
         # keys away. Write letters as they are, and Ctrl-o, Alt-x, Shift-Tab, F1, Space, Enter,\n\
         # Esc, Tab, Up, Down, Left, Right, Home, End, PageUp, PageDown, Delete, Backspace.\n\
         [keys]\n",
    );
    let mut group = None;
    for entry in COMMANDS {
        if group != Some(entry.group) {
            group = Some(entry.group);
            let title = if entry.group.is_empty() { "Always" } else { entry.group };
            // Writing into a string can't fail.
            let _ = writeln!(text, "\n# {title}");
        }
        let keys: Vec<String> = entry.keys.iter().map(|key| quoted(key)).collect();
        let _ = writeln!(text, "# {} = [{}]  # {}", entry.name, keys.join(", "), entry.help);
    }
    text
}

fn describe(text: &mut String, field: &fields::Field, settings: &Settings) {
    text.push('\n');
    for line in field.help.lines() {
        let _ = writeln!(text, "# {}", line.trim());
    }
    let _ = writeln!(text, "# {} = {}", field.name, (field.show)(settings));
}

/// The settings by section and name, each with what it is for: for the manual.
pub fn described() -> impl Iterator<Item = (String, String, String)> {
    let settings = Settings::default();
    FIELDS.iter().map(move |field| {
        let name = match field.section {
            Section::Top => field.name.to_owned(),
            Section::Limits => format!("limits.{}", field.name),
        };
        let help: Vec<&str> = field.help.lines().map(str::trim).collect();
        (name, (field.show)(&settings), help.join(" "))
    })
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A string or a list of strings, each with its place.
fn words(value: &Spanned<DeValue<'_>>) -> Result<Vec<(String, Range<usize>)>, String> {
    let word = |value: &Spanned<DeValue<'_>>| {
        let text = value.get_ref().as_str()?;
        Some((text.to_owned(), value.span()))
    };
    let found = match value.get_ref() {
        DeValue::Array(list) => list.iter().map(word).collect(),
        _ => word(value).map(|word| vec![word]),
    };
    found.ok_or_else(|| "write a list of words in quotes: [\"j\", \"Down\"]".to_owned())
}

/// Messages of the TOML reader may have several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
