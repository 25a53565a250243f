//! The phrases of `assets/lang/noise.tsv` (every language) and `assets/lang/LL/noise.tsv`.
//!
//! A line is `reason`, `how`, `phrase` and, where it is not the usual, the most words that a
//! passage may have for the phrase to count, parted by tabs; `#` begins a comment. `how`: `is` the
//! whole passage apart from numbers, `starts`, `ends` or `has` it, `words` (the passage has no other
//! words than those given for this reason, and numbers).

use crate::lang::{assets, fold};
use crate::model::{Lang, NoiseReason};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

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
    longest: usize,
    reason: NoiseReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Starts,
    Ends,
    Has,
}

static TABLES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (path, text) in assets::files("", "noise.tsv") {
        let lang = path.strip_suffix("noise.tsv").unwrap_or(path).trim_end_matches('/');
        let table = tables.entry(lang.to_owned()).or_default();
        for line in text.lines() {
            table.add(line);
        }
    }
    tables
});

/// The tables that hold for a passage in `lang`: its own, English (sites everywhere use it), and
/// the one for every language.
pub(super) fn tables(lang: Lang) -> impl Iterator<Item = &'static Table> {
    let own = (lang.as_str() != "en").then(|| TABLES.get(lang.as_str())).flatten();
    [own, TABLES.get("en"), TABLES.get("")].into_iter().flatten()
}

/// Every table, for a passage whose language is not known.
pub(super) fn all() -> impl Iterator<Item = &'static Table> {
    TABLES.values()
}

/// The text folded, every word between single spaces, marks dropped: what phrases are compared with.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for c in fold::fold(text).text.chars() {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
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
                    _ => return,
                };
                self.phrases.push(Phrase { how, text, longest: longest.unwrap_or(usual), reason });
            }
        }
    }

    /// `plain` is the passage as [`plain`] gives it, `words` how many words it has.
    pub(super) fn find(&self, plain: &str, words: usize) -> Option<NoiseReason> {
        if let Some(reason) = self.is.get(plain) {
            return Some(*reason);
        }
        if words <= 12 {
            let bare = without_numbers(plain);
            if let Some(reason) = self.is.get(&bare) {
                return Some(*reason);
            }
            if let Some(reason) = self.all_words(&bare) {
                return Some(reason);
            }
        }
        self.phrases
            .iter()
            .find(|phrase| {
                words <= phrase.longest
                    && match phrase.how {
                        How::Starts => plain.starts_with(&phrase.text),
                        How::Ends => plain.ends_with(&phrase.text),
                        How::Has => plain.contains(&phrase.text),
                    }
            })
            .map(|phrase| phrase.reason)
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
                assert!(["is", "starts", "ends", "has", "words"].contains(&fields[1]), "{place}");
                assert!(!fields[2].trim().is_empty(), "{place}");
                assert!(fields.get(3).is_none_or(|n| n.trim().parse::<usize>().is_ok()), "{place}");
            }
        }
    }
}
