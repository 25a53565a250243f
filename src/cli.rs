//! The command line: one declaration gives the parser, the help, the man page and the completions.

// A doc comment here is what `--help` prints; what says itself there stays without one.
#![allow(missing_docs)]

use crate::export::Format;
use crate::load::Limits;
use crate::model::{Lang, PartialDate, Tier, Verdict};
use crate::term::Mode;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Read the same story in several languages side by side.
///
/// Opens articles in panes, each laid out as its script demands, finds the passages that report the
/// same fact and keeps them on one row while you read, note and export. Without a path the built-in
/// sample opens.
#[derive(Debug, Parser)]
#[command(name = "hexapla", version)]
#[command(
    after_help = "Exit codes: 0 done; 1 something could not be done (named on standard error); 2 wrong usage."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    /// One passage under the other, without boxes: for screen readers
    #[arg(long)]
    pub linear: bool,
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files, folders (every article in them), or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Settings file instead of the platform's
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Library database instead of the platform's: annotations, verdicts, sessions
    #[arg(long, global = true, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// How nearness of meaning is judged
    #[arg(long, global = true, value_enum, value_name = "WHICH")]
    pub meaning: Option<MeaningChoice>,
    /// A folder with a sentence encoder of your own (tokenizer.json, onnx/*.onnx)
    #[arg(long, global = true, value_name = "DIR")]
    pub model: Option<PathBuf>,
    /// The language of an article, where it is found wrongly: ar, fa, hi, ...
    #[arg(long, global = true, value_name = "PATH=CODE", value_parser = path_lang)]
    pub lang: Vec<(String, Lang)>,
    /// The date of an article, from which "yesterday" counts
    #[arg(long, global = true, value_name = "PATH=YYYY-MM-DD", value_parser = path_date)]
    pub date: Vec<(String, PartialDate)>,
    /// How right-to-left text is sent to the terminal
    #[arg(long, global = true, value_enum, value_name = "MODE")]
    pub bidi: Option<Mode>,
    /// Colours
    #[arg(long, global = true, value_enum, value_name = "THEME")]
    pub theme: Option<ThemeChoice>,
    /// No colours (as with NO_COLOR in the environment)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// How much is loaded; only the settings file says.
    #[arg(skip)]
    pub limits: Limits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MeaningChoice {
    /// Words, names and values only
    None,
    /// The built-in table: instant
    Table,
    /// The built-in encoder: better, slower
    Encoder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeChoice {
    /// By asking the terminal
    Auto,
    Dark,
    Light,
    /// No colours, only bold, underlined and reversed
    Mono,
    /// High contrast
    Contrast,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write pairs, facts, conflicts, passages or annotations
    Export(Export),
    /// Take over annotations and verdicts from Web Annotation (JSON-LD) or TMX
    ///
    /// What is there already is kept as it is: an annotation that differs from yours is added beside
    /// it, a verdict that differs is named and not taken. Who wrote an annotation is kept.
    Import(Import),
    /// Align sets of articles: a set a line in (JSON), its links and facts a line out
    Align,
    /// Find the articles on one event among many: a set a line out (JSON), ready for `align`
    Group(Group),
    /// What this terminal is, how text is written for it and why; calibration by eye
    Doctor {
        /// Print a settings file with every default, each explained, and no more
        #[arg(long)]
        defaults: bool,
    },
    /// Completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_enum)]
    pub what: ExportWhat,
    /// Files, folders (every article in them), or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// [default: as the ending of --output says, else jsonl]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Where to write instead of standard output; a folder for xliff, moses and cesalign
    #[arg(long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// The least tier; possible includes sure
    #[arg(long, value_enum, default_value = "possible")]
    pub tier: TierChoice,
    /// The least score
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = share)]
    pub min_score: f32,
    /// With facts: passages that no other article covers
    #[arg(long)]
    pub only_one: bool,
    /// With annotations: the log of what you decided, with author and time
    #[arg(long)]
    pub decisions: bool,
    /// Also links that you rejected
    #[arg(long)]
    pub rejected: bool,
    /// Only links with this verdict, and the facts that they tie; may be repeated
    #[arg(long, value_enum, value_name = "VERDICT")]
    pub verdict: Vec<VerdictChoice>,
    /// Only what belongs to this fact; may be repeated
    #[arg(long, value_name = "ID")]
    pub fact: Vec<String>,
    /// Only what touches this article, by its id or path; may be repeated
    #[arg(long, value_name = "ID|PATH")]
    pub article: Vec<String>,
    /// Only annotations with this tag, and what they are on; may be repeated
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

impl Export {
    /// The format that is asked for by name, else by the ending of the file to be written.
    pub fn format(&self) -> Format {
        let by_ending = || Format::of_path(self.output.as_deref()?);
        self.format.or_else(by_ending).unwrap_or(Format::Jsonl)
    }
}

#[derive(Debug, Args)]
pub struct Import {
    /// Web Annotation (JSON-LD) or TMX; - for standard input
    pub file: String,
    /// The articles that it is about: files, folders, or none for the sample
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Group {
    /// Files, folders (every article in them), or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    Pairs,
    Facts,
    Conflicts,
    Passages,
    Annotations,
}

/// The table of formats is the list of values.
impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()).help(self.about()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerdictChoice {
    Confirmed,
    Rejected,
    /// Links on which you said nothing
    None,
}

impl VerdictChoice {
    /// Whether a link with this verdict is meant.
    pub fn takes(self, verdict: Option<Verdict>) -> bool {
        verdict
            == match self {
                Self::Confirmed => Some(Verdict::Confirmed),
                Self::Rejected => Some(Verdict::Rejected),
                Self::None => None,
            }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TierChoice {
    Sure,
    Possible,
}

impl From<TierChoice> for Tier {
    fn from(choice: TierChoice) -> Self {
        match choice {
            TierChoice::Sure => Self::Sure,
            TierChoice::Possible => Self::Possible,
        }
    }
}

fn share(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| format!("`{text}` is no number from 0 to 1"))
}

fn path_value(text: &str) -> Result<(&str, &str), String> {
    text.rsplit_once('=').ok_or_else(|| format!("`{text}` lacks a `=`: write PATH=VALUE"))
}

fn path_lang(text: &str) -> Result<(String, Lang), String> {
    let (path, code) = path_value(text)?;
    let lang = code.parse().map_err(|error: crate::model::BadLang| error.to_string())?;
    Ok((path.to_owned(), lang))
}

fn path_date(text: &str) -> Result<(String, PartialDate), String> {
    let (path, date) = path_value(text)?;
    let date = date.parse().map_err(|error: crate::model::BadDate| error.to_string())?;
    Ok((path.to_owned(), date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn paths_with_values() {
        assert_eq!(path_lang("a=b.txt=fa"), Ok(("a=b.txt".to_owned(), Lang::new("fa"))));
        assert!(path_lang("a.txt").is_err());
        assert!(path_lang("a.txt=persian").is_err());
        assert_eq!(
            path_date("a.txt=2022-02-25"),
            Ok(("a.txt".to_owned(), PartialDate::full(2022, 2, 25)))
        );
        for wrong in ["a.txt=2022-2-25", "a.txt=2022-13-01", "a.txt=2022-02-25-1", "a.txt=x"] {
            assert!(path_date(wrong).is_err(), "{wrong}");
        }
    }
}
