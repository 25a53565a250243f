//! Where `f` leads: to the fact that a reader means by a value, a name or a label.

use super::boards;
use super::search::{find, is_asked_for, is_day, shows};
use super::state::State;
use crate::lang::{fold, in_words, values};
use crate::model::{EvidenceKind, Lang, PassageRef};
use std::collections::HashSet;

/// Where a jump leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub at: PassageRef,
    /// The fact that is meant; none for a passage that merely holds the words.
    pub fact: Option<usize>,
    /// Its place among all facts that fit, from 0, and how many these are.
    pub place: usize,
    pub all: usize,
}

/// The fact that a reader means by "43", "22.2.2022" or a name: the one for which it weighs most,
/// and of its passages one that says it, rather not a share line, in the focused article where
/// there is one; else any passage that holds the words, of no fact.
pub fn target(state: &State, query: &str) -> Option<Target> {
    let query = query.trim();
    let meant = Meant::by(state, query);
    if meant.needle.is_empty() {
        return None;
    }
    let rank = |number: &usize| {
        let fact = &state.alignment.facts[*number];
        let evidence = fact.evidence.iter().position(|(kind, value)| meant.is(*kind, value));
        let in_label = || fold::fold(&fact.label).text.contains(&meant.needle);
        evidence.or_else(|| in_label().then_some(usize::MAX))
    };
    let mut fitting: Vec<(usize, usize)> = boards::fact_order(state)
        .into_iter()
        .filter_map(|number| Some((rank(&number)?, number)))
        .collect();
    // Of equals first the one that most articles tell, as the order has it.
    fitting.sort_by_key(|(rank, _)| *rank);
    // Where the reader stands on one of them already, the next.
    let here = fitting.iter().position(|(_, fact)| Some(*fact) == state.chosen_fact());
    let place = here.map_or(0, |place| (place + 1) % fitting.len());
    let Some((_, fact)) = fitting.get(place).copied() else {
        let at = find(state, query).first()?.at;
        return Some(Target { at, fact: None, place: 0, all: 0 });
    };
    let mentions = &state.alignment.facts[fact].mentions;
    let focused = state.focused();
    let at = mentions.iter().max_by_key(|mention| {
        let here = Some(mention.article) == focused;
        let told = !state.articles[mention.article].passages[mention.passage].kind.is_noise();
        (meant.is_said(state, **mention), told, here, std::cmp::Reverse(**mention))
    })?;
    Some(Target { at: *at, fact: Some(fact), place, all: fitting.len() })
}

/// What was typed, read as the articles are.
struct Meant {
    query: String,
    /// Folded.
    needle: String,
    /// Normal forms of the value that it is, in any of the languages that are open and in English.
    values: Vec<String>,
    /// Of the names that are written so in some article, the labels.
    labels: HashSet<String>,
}

impl Meant {
    fn by(state: &State, query: &str) -> Self {
        let needle = fold::fold(query).text;
        let langs = state.articles.iter().map(|article| article.lang).chain([Lang::new("en")]);
        let langs: HashSet<Lang> = langs.collect();
        let mut values: Vec<String> = langs.into_iter().filter_map(|l| value(query, l)).collect();
        values.sort_unstable();
        values.dedup();
        let mut labels = HashSet::new();
        for (article, passages) in state.articles.iter().zip(state.readings.iter()) {
            for name in passages.iter().flat_map(|reading| &reading.names) {
                let label: &str = &name.label;
                if !labels.contains(label)
                    && holds(&fold::fold(name.span.of(&article.text)).text, &needle)
                {
                    labels.insert(label.to_owned());
                }
            }
        }
        Self { query: query.to_owned(), needle, values, labels }
    }

    /// Whether a piece of evidence is meant.
    fn is(&self, kind: EvidenceKind, value: &str) -> bool {
        // The name of a month; a number may be a year or a day, which have forms of their own.
        let is_word = self.needle.starts_with(char::is_alphabetic);
        let said = |word: &str| is_word && word == self.needle;
        shows(value, &self.needle)
            || is_asked_for(value, &self.query, &self.needle)
            || self.values.iter().any(|asked| asked == value || is_day(asked, value))
            || match kind {
                EvidenceKind::Name => self.labels.contains(value),
                EvidenceKind::Date => fold::fold(&in_words::said(value)).text.split(' ').any(said),
                _ => false,
            }
    }

    /// Whether a passage by itself says it.
    fn is_said(&self, state: &State, at: PassageRef) -> bool {
        let reading = state.readings.get(at.article).and_then(|list| list.get(at.passage));
        let Some(reading) = reading else { return false };
        let is = |normal: &str| self.is(EvidenceKind::Date, normal);
        reading.values.iter().any(|value| {
            is(&value.normal_form())
                || value.resolved.as_ref().is_some_and(|date| is(&date.to_string()))
        }) || reading.names.iter().any(|name| {
            self.labels.contains(&*name.label)
                || fold::fold(&name.label).text.contains(&self.needle)
        })
    }
}

/// Whether a name holds words, beginning where a word of it begins: the ends of words are bent.
fn holds(name: &str, needle: &str) -> bool {
    !needle.is_empty() && (name.starts_with(needle) || name.contains(&format!(" {needle}")))
}

/// The value that a text is: all of it, or a number and a word that says of what.
fn value(query: &str, lang: Lang) -> Option<String> {
    let found = values::scan(query, lang);
    let [value] = &found[..] else { return None };
    let before = query[..value.span.start].split_whitespace();
    let rest = before.chain(query[value.span.end..].split_whitespace()).count();
    let normal = value.normal_form();
    let is_number = normal.starts_with(|first: char| first.is_ascii_digit());
    (rest == 0 || (rest == 1 && is_number)).then_some(normal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_read_as_they_are_usually_written() {
        for (query, lang, expected) in [
            ("22.02.2022", "ru", Some("2022-02-22")),
            ("22/2/2022", "ar", Some("2022-02-22")),
            ("22/2/2022", "en", Some("2022-02-22")),
            ("22 February", "en", Some("--02-22")),
            ("۲۲ فوریه", "fa", Some("--02-22")),
            ("43 points", "en", Some("43")),
            ("Moscow in 2022 once", "en", None),
        ] {
            assert_eq!(value(query, Lang::new(lang)).as_deref(), expected, "{query} in {lang}");
        }
    }
}
