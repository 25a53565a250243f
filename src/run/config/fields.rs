//! The table of settings.

use super::{Settings, quoted};
use crate::app::keyboard::Keyboard;
use crate::layout::Marks;
use clap::ValueEnum;
use std::path::PathBuf;
use toml::de::DeValue;

/// Where a setting stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Top,
    Limits,
}

impl Section {
    /// For a message.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Limits => " in [limits]",
        }
    }
}

/// A row of the table.
pub struct Field {
    pub section: Section,
    pub name: &'static str,
    /// What it is for; a line of the file a line.
    pub help: &'static str,
    /// Its value as TOML writes it.
    pub show: fn(&Settings) -> String,
    /// Takes a value in, or says why not.
    pub set: fn(&mut Settings, &DeValue<'_>) -> Result<(), String>,
}

const MEGABYTE: u64 = 1 << 20;

pub const FIELDS: &[Field] = &[
    Field {
        section: Section::Top,
        name: "theme",
        help: "Colours: auto asks the terminal whether its background is dark or light; dark, light,
               mono (no colours), contrast (high contrast). NO_COLOR and --no-color mean mono.",
        show: |settings| chosen(settings.theme),
        set: |settings, value| choice(value).map(|theme| settings.theme = theme),
    },
    Field {
        section: Section::Top,
        name: "bidi",
        help: "How right-to-left text is sent to the terminal: auto, visual, terminal, konsole, kitty,
               mlterm, putty, embed, plain. `hexapla doctor` shows which one reads right.",
        show: |settings| chosen(settings.bidi),
        set: |settings, value| choice(value).map(|bidi| settings.bidi = bidi),
    },
    Field {
        section: Section::Top,
        name: "meaning",
        help: "How nearness of meaning is judged: encoder (better, slower), table (instant), none.",
        show: |settings| chosen(settings.meaning),
        set: |settings, value| choice(value).map(|meaning| settings.meaning = meaning),
    },
    Field {
        section: Section::Top,
        name: "model",
        help: "A folder with a sentence encoder of your own; \"\" is the built-in one.",
        show: |settings| {
            let path = settings.model.as_ref().map(|path| path.to_string_lossy());
            quoted(&path.unwrap_or_default())
        },
        set: |settings, value| {
            let path = text(value)?;
            settings.model = (!path.is_empty()).then(|| PathBuf::from(path));
            Ok(())
        },
    },
    Field {
        section: Section::Top,
        name: "mouse",
        help: "Whether the mouse works in the reader. Off, it selects text as the terminal does.",
        show: |settings| settings.mouse.to_string(),
        set: |settings, value| flag(value).map(|mouse| settings.mouse = mouse),
    },
    Field {
        section: Section::Top,
        name: "linear",
        help: "One passage under the other, without boxes, in logical order: for screen readers.",
        show: |settings| settings.linear.to_string(),
        set: |settings, value| flag(value).map(|linear| settings.linear = linear),
    },
    Field {
        section: Section::Top,
        name: "marks",
        help: "Whether vowel marks (harakat, niqqud) are shown at the start: true, false, or \"auto\",
               which hides them in terminals that lose letters over them.",
        show: |settings| match settings.marks {
            None => quoted("auto"),
            Some(marks) => (marks == Marks::Show).to_string(),
        },
        set: |settings, value| {
            settings.marks = match value.as_str() {
                Some("auto") => None,
                _ if flag(value)? => Some(Marks::Show),
                _ => Some(Marks::Hide),
            };
            Ok(())
        },
    },
    Field {
        section: Section::Top,
        name: "right_to_left_panes",
        help: "Whether the panes stand from right to left at the start, the first article rightmost.",
        show: |settings| settings.right_to_left_panes.to_string(),
        set: |settings, value| flag(value).map(|reversed| settings.right_to_left_panes = reversed),
    },
    Field {
        section: Section::Top,
        name: "latin_names",
        help: "Whether the reasons of a link show names in Latin letters, or as the articles do.",
        show: |settings| settings.latin_names.to_string(),
        set: |settings, value| flag(value).map(|latin| settings.latin_names = latin),
    },
    Field {
        section: Section::Top,
        name: "author",
        help: "Signs your notes; \"\" is the name that the system knows you by.",
        show: |settings| quoted(settings.author.as_deref().unwrap_or_default()),
        set: |settings, value| {
            let name = text(value)?;
            settings.author = (!name.is_empty()).then_some(name);
            Ok(())
        },
    },
    Field {
        section: Section::Top,
        name: "keyboard",
        help: "Keyboards without Latin letters whose keys work as commands: auto (all; a letter that
               they have on different keys means nothing), or a list, first come first served:
               [\"persian\", \"arabic\"]. Known: arabic, persian, hebrew, hindi, russian. [] is none.",
        show: |settings| list(settings.keymap.keyboard.names()),
        set: |settings, value| {
            let keyboard = Keyboard::of(&strings(value)?).map_err(|error| error.to_string())?;
            settings.keymap.keyboard = keyboard;
            Ok(())
        },
    },
    Field {
        section: Section::Top,
        name: "translate_command",
        help: "A program of your own to call for a passage, and its arguments; {lang} becomes the
               passage's language. It gets the passage on standard input; what it prints is shown.
               What it does with the text is its own affair. [] is none: nothing leaves the machine.
               For instance [\"trans\", \"-brief\", \"{lang}:en\"].",
        show: |settings| list(&settings.translate_command),
        set: |settings, value| strings(value).map(|words| settings.translate_command = words),
    },
    Field {
        section: Section::Top,
        name: "translate_timeout",
        help: "Seconds that it may take.",
        show: |settings| settings.translate_timeout.to_string(),
        set: |settings, value| {
            settings.translate_timeout = count(value, 3600)?;
            Ok(())
        },
    },
    Field {
        section: Section::Limits,
        name: "file_megabytes",
        help: "The largest file that is opened (a compressed one as it lies on the disk).",
        show: |settings| (settings.limits.file_bytes / MEGABYTE).to_string(),
        set: |settings, value| {
            settings.limits.file_bytes = count(value, MOST_MEGABYTES)? * MEGABYTE;
            Ok(())
        },
    },
    Field {
        section: Section::Limits,
        name: "text_megabytes",
        help: "The longest text of one article.",
        show: |settings| (settings.limits.text_bytes / MEGABYTE).to_string(),
        set: |settings, value| {
            settings.limits.text_bytes = count(value, MOST_MEGABYTES)? * MEGABYTE;
            Ok(())
        },
    },
    Field {
        section: Section::Limits,
        name: "unpacked_megabytes",
        help: "What a compressed file (EPUB, DOCX) may grow to, pictures included.",
        show: |settings| (settings.limits.unpacked_bytes / MEGABYTE).to_string(),
        set: |settings, value| {
            settings.limits.unpacked_bytes = count(value, MOST_MEGABYTES)? * MEGABYTE;
            Ok(())
        },
    },
    Field {
        section: Section::Limits,
        name: "articles",
        help: "The most articles in one file; the most files in one folder or pattern.",
        show: |settings| settings.limits.articles.to_string(),
        set: |settings, value| {
            let articles = count(value, u64::from(u32::MAX))?;
            settings.limits.articles = usize::try_from(articles).unwrap_or(usize::MAX);
            Ok(())
        },
    },
];

/// More than any machine has; so that bytes never overflow.
const MOST_MEGABYTES: u64 = 1 << 20;

fn chosen<T: ValueEnum>(choice: T) -> String {
    let name = choice.to_possible_value().map(|value| value.get_name().to_owned());
    quoted(&name.unwrap_or_default())
}

fn choice<T: ValueEnum>(value: &DeValue<'_>) -> Result<T, String> {
    let known: Vec<String> = T::value_variants()
        .iter()
        .filter_map(|variant| Some(variant.to_possible_value()?.get_name().to_owned()))
        .collect();
    value
        .as_str()
        .and_then(|name| T::from_str(name, false).ok())
        .ok_or_else(|| format!("write one of \"{}\"", known.join("\", \"")))
}

fn flag(value: &DeValue<'_>) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| "write true or false".to_owned())
}

fn text(value: &DeValue<'_>) -> Result<String, String> {
    value.as_str().map(str::to_owned).ok_or_else(|| "write a text in quotes".to_owned())
}

/// A number from 1 to `most`.
fn count(value: &DeValue<'_>, most: u64) -> Result<u64, String> {
    value
        .as_integer()
        .and_then(|number| {
            u64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
        })
        .filter(|number| (1..=most).contains(number))
        .ok_or_else(|| format!("write a whole number from 1 to {most}"))
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(", "))
}

/// A text, or a list of texts.
fn strings(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let found = match value {
        DeValue::Array(list) => {
            list.iter().map(|word| word.get_ref().as_str().map(str::to_owned)).collect()
        }
        other => other.as_str().map(|word| vec![word.to_owned()]),
    };
    found.ok_or_else(|| "write a list of texts in quotes: [\"one\", \"two\"]".to_owned())
}
