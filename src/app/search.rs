//! Search through all articles at once, blind to what people spell differently.

use super::state::State;
use crate::lang::fold;
use crate::model::{PassageRef, Reading, Span};

/// A query and what it found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    pub query: String,
    /// In the order of the articles and their text.
    pub hits: Vec<Hit>,
    /// Place in `hits` of the one shown last.
    pub current: usize,
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
    let mut hits = Vec::new();
    for (number, article) in state.articles.iter().enumerate() {
        for (passage, found) in article.passages.iter().enumerate() {
            let at = PassageRef { article: number, passage };
            let text = fold::fold(found.span.of(&article.text));
            let mut spans: Vec<Span> = text
                .text
                .match_indices(&needle)
                .map(|(start, _)| {
                    text.source(start..start + needle.len()).shifted(found.span.start)
                })
                .collect();
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

fn by_meaning<'a>(
    reading: &'a Reading,
    query: &'a str,
    needle: &'a str,
) -> impl Iterator<Item = Span> + 'a {
    let values = reading
        .values
        .iter()
        .filter(move |value| {
            value.normal_form() == query
                || value.resolved.as_ref().is_some_and(|date| date.to_string() == query)
        })
        .map(|value| value.span);
    let names = reading
        .names
        .iter()
        .filter(move |name| fold::fold(&name.label).text.contains(needle))
        .map(|name| name.span);
    values.chain(names)
}

/// The fact that a reader means by "43", "2022-02-22" or a name: one whose evidence says so, told by
/// most articles; else a passage that holds the words.
pub fn jump_target(state: &State, query: &str) -> Option<PassageRef> {
    let query = query.trim();
    if query.is_empty() {
        return None;
    }
    let needle = fold::fold(query).text;
    let focused = state.focused();
    let shows = |value: &str| {
        let folded = fold::fold(value).text;
        folded == needle
            || folded.strip_prefix(needle.as_str()).is_some_and(|rest| rest.starts_with([' ', '-']))
    };
    let fact = super::boards::fact_order(state)
        .into_iter()
        .map(|number| &state.alignment.facts[number])
        .filter(|fact| {
            fact.evidence.iter().any(|(_, value)| shows(value))
                || fold::fold(&fact.label).text.contains(needle.as_str())
        })
        // An exact value before a label that merely holds it; most articles first within each.
        .min_by_key(|fact| !fact.evidence.iter().any(|(_, value)| shows(value)));
    if let Some(fact) = fact {
        return fact
            .mentions
            .iter()
            .find(|mention| Some(mention.article) == focused)
            .or_else(|| fact.mentions.first())
            .copied();
    }
    find(state, query).first().map(|hit| hit.at)
}
