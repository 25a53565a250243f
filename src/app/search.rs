//! Search through all articles at once, blind to what people spell differently.

use super::command::Command;
use super::msg::Notice;
use super::state::State;
use crate::lang::{fold, in_words};
use crate::model::{PassageRef, Reading, Span};
use std::collections::HashSet;
use std::ops::Range;

/// A query and what it found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    pub query: String,
    /// In the order of the articles and their text.
    pub hits: Vec<Hit>,
    /// Place in `hits` of the one shown last.
    pub current: usize,
    /// Where the reader stood when the search began.
    pub from: Option<PassageRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub at: PassageRef,
    /// In the article's text.
    pub span: Span,
}

/// Everything in the articles that the query means: the same letters folded, a value by its normal
/// form, a name by its label in Latin letters.
pub fn find(state: &State, query: &str) -> Vec<Hit> {
    let needle = fold::fold(query.trim()).text;
    if needle.is_empty() {
        return Vec::new();
    }
    let surfaces = surfaces(state, &needle);
    let mut hits = Vec::new();
    for (number, article) in state.articles.iter().enumerate() {
        for (passage, found) in article.passages.iter().enumerate() {
            let at = PassageRef { article: number, passage };
            let mut spans: Vec<Span> = Vec::new();
            let text = &state.folded()[number][passage];
            let mut apart = in_two_words(text, &surfaces).peekable();
            if text.contains(&needle) || apart.peek().is_some() {
                // The way back to the text is made again for what is found: kept for a whole
                // article it would be several times as large as the text.
                let folded = fold::fold(found.span.of(&article.text));
                let hits = folded.find_all(&needle).chain(apart.map(|range| folded.source(range)));
                spans.extend(hits.map(|hit| hit.shifted(found.span.start)));
            }
            if let Some(reading) = state.readings.get(number).and_then(|list| list.get(passage)) {
                spans.extend(by_meaning(reading, query.trim(), &needle));
            }
            spans.sort_unstable();
            spans.dedup_by(|next, kept| next.overlaps(*kept));
            hits.extend(spans.into_iter().map(|span| Hit { at, span }));
        }
    }
    hits
}

/// The words, folded, with which the articles write the names that a query means.
fn surfaces(state: &State, needle: &str) -> HashSet<String> {
    // Shorter ones would be found between words that have nothing to do with each other.
    const LETTERS: usize = 5;
    let mut words = HashSet::new();
    for (article, passages) in state.articles.iter().zip(state.readings.iter()) {
        for (found, reading) in article.passages.iter().zip(passages) {
            let text = found.span.of(&article.text);
            let base = found.span.start;
            for name in &reading.names {
                if !fold::fold(&name.label).text.contains(needle) {
                    continue;
                }
                let own = Span::new(name.span.start.saturating_sub(base), name.span.end - base);
                let folded = fold::fold(own.of(text)).text;
                let long = folded.split_whitespace().filter(|w| w.chars().count() >= LETTERS);
                words.extend(long.map(str::to_owned));
            }
        }
    }
    words
}

/// Where one of the words is written as two: Persian names lose the joint between their parts.
fn in_two_words<'a>(
    folded: &'a str,
    words: &'a HashSet<String>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut before: Option<(usize, &str)> = None;
    let mut end = 0;
    // Nothing is to be gone through where no name is meant.
    let text = if words.is_empty() { "" } else { folded };
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = end;
        end += piece.len();
        let word = piece.trim_end();
        if word.is_empty() {
            return None;
        }
        let (from, first) = before.replace((start, word))?;
        words.contains(&format!("{first}{word}")).then_some(from..start + word.len())
    })
}

/// Whether a value or a name of a passage means these folded words: `2022-02-22`, `february`, `43`,
/// a part of a name in Latin letters.
pub fn means(reading: &Reading, needle: &str) -> bool {
    let said = |normal: &str| {
        let folded = fold::fold(&in_words::said(normal)).text;
        shows(normal, needle) || folded.split(' ').any(|word| word == needle)
    };
    reading.values.iter().any(|value| {
        said(&value.normal_form())
            || value.resolved.as_ref().is_some_and(|date| said(&date.to_string()))
    }) || reading.names.iter().any(|name| fold::fold(&name.label).text.contains(needle))
}

fn by_meaning<'a>(
    reading: &'a Reading,
    query: &'a str,
    needle: &'a str,
) -> impl Iterator<Item = Span> + 'a {
    let values = reading
        .values
        .iter()
        .filter(move |value| {
            let normal = value.normal_form();
            // As fully as it is known: a day of another year is another day.
            let date = value.resolved.as_ref().map_or_else(|| normal.clone(), ToString::to_string);
            is_asked_for(&normal, query, needle)
                || is_asked_for(&date, query, needle)
                || is_day(query, &date)
        })
        .map(|value| value.span);
    let names = reading
        .names
        .iter()
        .filter(move |name| fold::fold(&name.label).text.contains(needle))
        .map(|name| name.span);
    values.chain(names)
}

/// Whether a normal form is the query, or begins or ends with it when it is said in words: `22
/// february`.
pub(super) fn is_asked_for(normal: &str, query: &str, needle: &str) -> bool {
    let said = || fold::fold(&in_words::said(normal)).text;
    let in_words = |said: String| {
        said == needle
            || said.strip_prefix(needle).is_some_and(|rest| rest.starts_with(' '))
            || said.strip_suffix(needle).is_some_and(|rest| rest.ends_with(' '))
    };
    normal == query || (needle.contains(' ') && in_words(said()))
}

/// Whether a date is the day that is asked for, or in that month; where one of the two says no year,
/// it may be any.
pub(super) fn is_day(asked: &str, date: &str) -> bool {
    fn parted(date: &str) -> Option<(Option<&str>, &str)> {
        if let Some(day) = date.strip_prefix("--") {
            return Some((None, day));
        }
        let (year, day) = date.split_once('-')?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then_some((Some(year), day))
    }
    let (Some((asked_year, asked)), Some((year, day))) = (parted(asked), parted(date)) else {
        return false;
    };
    let same_year = asked_year.is_none() || year.is_none() || asked_year == year;
    let in_month = || day.strip_prefix(asked).is_some_and(|rest| rest.starts_with('-'));
    same_year && (day == asked || (asked.len() == 2 && in_month()))
}

/// Says which of the hits is shown.
pub fn say_place(state: &mut State) {
    let count = state.search.hits.len();
    let key = |command: Command| state.keymap.main_key(command).map(|key| key.to_string());
    let keys = [(Command::NextHit, "the next"), (Command::Hits, "all")];
    let keys =
        keys.into_iter().filter_map(|(command, what)| Some(format!("{} {what}", key(command)?)));
    let text = format!(
        "hit {} of {count}; {}",
        state.search.current + 1,
        keys.collect::<Vec<_>>().join(", ")
    );
    state.notice = Some(Notice::good(text));
}

/// Whether a normal form is, or begins with, what was asked for: `43` shows in `43 points`,
/// `2022-02` in `2022-02-22`.
pub(super) fn shows(value: &str, needle: &str) -> bool {
    let folded = fold::fold(value).text;
    folded.strip_prefix(needle).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_whatever_is_said_of_its_year() {
        for (asked, date, expected) in [
            ("2022-02-22", "--02-22", true),
            ("--02-22", "2022-02-22", true),
            ("2022-02", "2022-02-22", true),
            ("--02", "2022-02-22", true),
            ("2021-02-22", "2022-02-22", false),
            ("2022-02-22", "2022-02", false),
            ("--02-22", "2022", false),
            ("43", "2022", false),
            ("page-02-22", "--02-22", false),
        ] {
            assert_eq!(is_day(asked, date), expected, "{asked} {date}");
        }
    }
}
