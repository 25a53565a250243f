//! The phrases of `assets/lang/noise.tsv` (every language) and `assets/lang/LL/noise.tsv`.
//!
//! A line is `reason`, `how`, `phrase` and, where it is not the usual, the most words that a
//! passage may have for the phrase to count, parted by tabs; `#` begins a comment. `how`: `is` the
//! whole passage apart from numbers, `starts`, `ends` or `has` it, `words` (the passage has no other
//! words than those given for this reason, and numbers), `byline` (a few capitalised words follow).

use crate::lang::{assets, fold, letters};
use crate::model::{Lang, NoiseReason};
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

#[derive(Debug, Default)]
pub(super) struct Table {
    is: HashMap<String, NoiseReason>,
    phrases: Vec<Phrase>,
    words: HashMap<String, Vec<NoiseReason>>,
}

#[derive(Debug)]
struct Phrase {
    how: How,
    /// Folded, with a space before and after every word.
    text: String,
    words: usize,
    longest: usize,
    reason: NoiseReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Starts,
    Ends,
    Has,
    Byline,
}

/// A passage as the tables look at it.
pub(super) struct Line {
    plain: String,
    words: usize,
    /// What stands before the first colon, bar or dash: "Photo" in "Photo: A. Lone".
    label: String,
    /// What stands after the last bracket, bar or dash: "Reuters" in "The pier (Reuters)".
    mark: String,
    /// Ends in a full stop, as running text does.
    stopped: bool,
    numbers: bool,
    /// The first word is followed by two to four capitalised ones and nothing, or a comma.
    named: bool,
}

impl Line {
    pub(super) fn new(text: &str) -> Self {
        let text = text.trim();
        let plain = plain(text);
        let label = text.split([':', '：', '|', '–', '—', '-', '/', '»', '>', '›', '•', '·', '؛']);
        let mark = text.rsplit(['(', '[', '|', '–', '—', '-', '/', '©', ':', '،', ',', '（']);
        Self {
            words: super::word_count(text),
            label: labelled(text, label),
            mark: labelled(text, mark),
            stopped: text.ends_with(['.', '।', '۔', '。', '…', '!', '?', '؟'])
                && !text.ends_with("..."),
            numbers: text.chars().any(char::is_numeric),
            named: is_named(text),
            plain,
        }
    }
}

fn is_named(text: &str) -> bool {
    let mut names = 0;
    for word in text.split_whitespace().skip(1) {
        if names > 0 && matches!(word, "and" | "et" | "und" | "y") {
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        names += 1;
        if word.ends_with(',') {
            break;
        }
    }
    (2..=4).contains(&names) && !text.ends_with('.')
}

/// The first part, if the text has another one.
fn labelled<'a>(text: &str, mut parts: impl Iterator<Item = &'a str>) -> String {
    match parts.next() {
        Some(part) if part.len() < text.len() && part.len() < 80 => plain(part),
        _ => String::new(),
    }
}

impl Phrase {
    fn fits(&self, line: &Line) -> bool {
        if line.words > self.longest {
            return false;
        }
        match self.how {
            How::Has => {
                let certain = self.words >= 3
                    || matches!(self.reason, NoiseReason::Share | NoiseReason::Cookies);
                line.plain.contains(&self.text)
                    && (certain || !line.stopped && (self.words > 1 || line.words <= 14))
            }
            How::Ends => {
                line.plain.ends_with(&self.text)
                    && (self.words > 1 && !line.stopped || line.mark == self.text)
            }
            How::Starts => line.plain.starts_with(&self.text) && self.is_label(line),
            How::Byline => line.named && line.plain.starts_with(&self.text),
        }
    }

    /// Whether the phrase that begins the line is no word of a sentence: a phrase of three words is
    /// told by itself; shorter ones need a colon after them, or a line that is no sentence.
    fn is_label(&self, line: &Line) -> bool {
        if self.words >= 3 {
            return true;
        }
        let label_words = line.label.split_whitespace().count();
        if line.label == self.text
            || !line.stopped && line.label.starts_with(&self.text) && label_words <= self.words + 2
        {
            return true;
        }
        match self.reason {
            NoiseReason::Share | NoiseReason::CommentForm | NoiseReason::Paywall => {
                self.words == 2 || !line.stopped
            }
            NoiseReason::Related => !line.stopped,
            NoiseReason::Dateline => !line.stopped && line.numbers && line.words <= 10,
            _ => !line.stopped && (line.words <= 4 || self.words == 2 && line.words <= 8),
        }
    }
}

/// By language, each with its file; read when first asked for.
static TABLES: LazyLock<BTreeMap<&'static str, (&'static str, OnceLock<Table>)>> =
    LazyLock::new(|| {
        assets::paths("", "noise.tsv")
            .map(|path| {
                let lang = path.strip_suffix("noise.tsv").unwrap_or(path).trim_end_matches('/');
                (lang, (path, OnceLock::new()))
            })
            .collect()
    });

fn table(lang: &str) -> Option<&'static Table> {
    let (path, table) = TABLES.get(lang)?;
    Some(table.get_or_init(|| {
        let mut table = Table::default();
        assets::file(path).into_iter().flat_map(str::lines).for_each(|line| table.add(line));
        table
    }))
}

/// The tables that hold for a passage in `lang`: its own, English (sites everywhere use it), and
/// the one for every language.
pub(super) fn tables(lang: Lang) -> impl Iterator<Item = &'static Table> {
    let own = (lang.as_str() != "en").then(|| table(lang.as_str())).flatten();
    [own, table("en"), table("")].into_iter().flatten()
}

/// Every table, for a passage whose language is not known.
pub(super) fn all() -> impl Iterator<Item = &'static Table> {
    TABLES.keys().filter_map(|lang| table(lang))
}

/// The text folded, every word between single spaces, marks dropped: what phrases are compared with.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for c in fold::fold(text).text.chars() {
        if letters::is_alphanumeric(c) || unicode_normalization::char::is_combining_mark(c) {
            plain.push(c);
        } else if c != '\'' && c != '’' && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    if !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

impl Table {
    fn add(&mut self, line: &str) {
        let mut fields = line.split('\t');
        let (Some(reason), Some(how), Some(phrase)) = (fields.next(), fields.next(), fields.next())
        else {
            return;
        };
        let Some(reason) = reason_of(reason) else { return };
        let longest = fields.next().and_then(|number| number.trim().parse().ok());
        let text = plain(phrase);
        match how {
            "is" => {
                self.is.insert(text, reason);
            }
            "words" => {
                for word in text.split_whitespace() {
                    self.words.entry(word.to_owned()).or_default().push(reason);
                }
            }
            _ => {
                let (how, usual) = match how {
                    "starts" => (How::Starts, 20),
                    "ends" => (How::Ends, 30),
                    "has" => (How::Has, 30),
                    "byline" => (How::Byline, 8),
                    _ => return,
                };
                let words = text.split_whitespace().count();
                let longest = longest.unwrap_or(usual);
                self.phrases.push(Phrase { how, text, words, longest, reason });
            }
        }
    }

    pub(super) fn find(&self, line: &Line) -> Option<NoiseReason> {
        if let Some(reason) = self.is.get(&line.plain) {
            return Some(*reason);
        }
        if line.words <= 12 {
            let bare = without_numbers(&line.plain);
            if let Some(reason) = self.is.get(&bare) {
                return Some(*reason);
            }
            if let Some(reason) = self.all_words(&bare) {
                return Some(reason);
            }
        }
        self.phrases.iter().find(|phrase| phrase.fits(line)).map(|phrase| phrase.reason)
    }

    fn all_words(&self, plain: &str) -> Option<NoiseReason> {
        let mut common: Option<Vec<NoiseReason>> = None;
        for word in plain.split_whitespace() {
            let reasons = self.words.get(word)?;
            common = Some(match common {
                None => reasons.clone(),
                Some(before) => {
                    before.into_iter().filter(|reason| reasons.contains(reason)).collect()
                }
            });
        }
        common?.first().copied()
    }
}

fn without_numbers(plain: &str) -> String {
    let mut bare = String::from(" ");
    for word in plain.split_whitespace().filter(|word| !word.chars().all(char::is_numeric)) {
        bare.push_str(word);
        bare.push(' ');
    }
    bare
}

fn reason_of(word: &str) -> Option<NoiseReason> {
    Some(match word {
        "share" => NoiseReason::Share,
        "social" => NoiseReason::SocialPost,
        "credit" => NoiseReason::Credit,
        "caption" => NoiseReason::Caption,
        "cookies" => NoiseReason::Cookies,
        "comment" => NoiseReason::CommentForm,
        "related" => NoiseReason::Related,
        "dateline" => NoiseReason::Dateline,
        "site" => NoiseReason::SiteName,
        "paywall" => NoiseReason::Paywall,
        "navigation" => NoiseReason::Navigation,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (path, text) in assets::files("", "noise.tsv") {
            for (number, line) in text.lines().enumerate() {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let fields: Vec<&str> = line.split('\t').collect();
                let place = format!("{path}:{}: {line}", number + 1);
                assert!(fields.len() == 3 || fields.len() == 4, "{place}");
                assert!(reason_of(fields[0]).is_some(), "{place}");
                assert!(
                    ["is", "starts", "ends", "has", "words", "byline"].contains(&fields[1]),
                    "{place}"
                );
                assert!(!fields[2].trim().is_empty(), "{place}");
                assert!(fields.get(3).is_none_or(|n| n.trim().parse::<usize>().is_ok()), "{place}");
            }
        }
    }
}
