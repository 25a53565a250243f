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
    let mut hits = Vec::new();
    for (number, article) in state.articles.iter().enumerate() {
        for (passage, found) in article.passages.iter().enumerate() {
            let at = PassageRef { article: number, passage };
            let text = &state.folded()[number][passage];
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

/// The fact that a reader means by "43", "2022-02-22" or a name: the one for which it weighs most,
/// and of its passages one that says it, in the focused article where there is one; else any
/// passage that holds the words.
pub fn jump_target(state: &State, query: &str) -> Option<PassageRef> {
    let query = query.trim();
    let needle = fold::fold(query).text;
    if needle.is_empty() {
        return None;
    }
    let rank = |number: &usize| {
        let fact = &state.alignment.facts[*number];
        let evidence = fact.evidence.iter().position(|(_, value)| shows(value, &needle));
        let in_label = || fold::fold(&fact.label).text.contains(&needle);
        evidence.or_else(|| in_label().then_some(usize::MAX))
    };
    let best = super::boards::fact_order(state)
        .into_iter()
        .filter_map(|number| Some((rank(&number)?, number)))
        // Of equals the one that most articles tell, which the order puts first.
        .min_by_key(|(rank, _)| *rank);
    let Some((_, fact)) = best else {
        return find(state, query).first().map(|hit| hit.at);
    };
    let mentions = &state.alignment.facts[fact].mentions;
    let focused = state.focused();
    mentions
        .iter()
        .max_by_key(|mention| {
            let here = Some(mention.article) == focused;
            (says(state, **mention, &needle), here, std::cmp::Reverse(**mention))
        })
        .copied()
}

/// Whether a normal form is, or begins with, what was asked for: `43` shows in `43 points`,
/// `2022-02` in `2022-02-22`.
fn shows(value: &str, needle: &str) -> bool {
    let folded = fold::fold(value).text;
    folded.strip_prefix(needle).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-']))
}

fn says(state: &State, at: PassageRef, needle: &str) -> bool {
    let Some(reading) = state.readings.get(at.article).and_then(|list| list.get(at.passage)) else {
        return false;
    };
    reading.values.iter().any(|value| {
        shows(&value.normal_form(), needle)
            || value.resolved.as_ref().is_some_and(|date| shows(&date.to_string(), needle))
    }) || reading.names.iter().any(|name| fold::fold(&name.label).text.contains(needle))
}
