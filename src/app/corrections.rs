//! What the reader corrects in the engine's work: links, facts, words.

use super::boards::{self, Item};
use super::command::Command;
use super::history::{self, Step};
use super::msg::{Effect, Notice};
use super::prompt::Prompt;
use super::state::{Entry, Pending, State, View};
use crate::align::decisions;
use crate::lang::in_words;
use crate::layout;
use crate::model::{Decision, PassageKey, PassageRef, Verdict, Word};

/// A verdict on the link that is shown.
pub fn decide(state: &mut State, verdict: Verdict) -> Vec<Effect> {
    let Some(link) = state.current_link() else {
        state.notice = Some(Notice::bad("no link here to confirm or reject"));
        return Vec::new();
    };
    let (a, b) = (link.a, link.b);
    if link.verdict == Some(verdict) {
        state.notice = Some(Notice::good(format!("this link is {} already", verdict.as_str())));
        return Vec::new();
    }
    state.say_done(format_args!("link {}", verdict.as_str()));
    on_link(state, a, b, verdict)
}

fn on_link(state: &mut State, a: PassageRef, b: PassageRef, verdict: Verdict) -> Vec<Effect> {
    let key = |at| decisions::key(&state.articles, at);
    let (Some(a), Some(b)) = (key(a.min(b)), key(a.max(b))) else { return Vec::new() };
    let same = |decision: &Decision| match decision {
        Decision::Link { a: x, b: y, .. } => (x == &a && y == &b) || (x == &b && y == &a),
        _ => false,
    };
    let mut after = state.decisions.clone();
    after.retain(|decision| !same(decision));
    after.push(Decision::Link { a, b, verdict });
    record(state, after)
}

/// Makes the decisions as they are to be, in one step that can be undone.
fn record(state: &mut State, after: Vec<Decision>) -> Vec<Effect> {
    let before = state.decisions.clone();
    history::take(state, Step::Decisions { before, after })
}

fn add(state: &mut State, decision: Decision) -> Vec<Effect> {
    let mut after = state.decisions.clone();
    after.retain(|other| *other != decision);
    after.push(decision);
    record(state, after)
}

/// Takes a decision back, as if it had never been made.
pub fn withdraw(state: &mut State, number: usize) -> Vec<Effect> {
    let mut after = state.decisions.clone();
    if number >= after.len() {
        return Vec::new();
    }
    after.remove(number);
    state.say_done("decision withdrawn");
    record(state, after)
}

/// The first press marks a passage, the second links another to it.
pub fn link_by_hand(state: &mut State) -> Vec<Effect> {
    let Some(cursor) = state.cursor() else { return Vec::new() };
    match state.pending.take() {
        Some(Pending::Link(from)) if from.article == cursor.article => {
            state.notice = Some(Notice::bad("a link ties passages of two articles"));
            Vec::new()
        }
        Some(Pending::Link(from)) => {
            state.say_done("linked");
            on_link(state, from, cursor, Verdict::Confirmed)
        }
        _ => {
            state.pending = Some(Pending::Link(cursor));
            let way = state.way(Command::LinkByHand);
            let text = format!("now go to the other passage and press {way} again");
            state.notice = Some(Notice::good(text));
            Vec::new()
        }
    }
}

/// The fact that the reader looks at: under the board's cursor, or the current one.
fn fact_here(state: &State) -> Option<usize> {
    match state.view {
        View::Board(_) => match boards::current(state)? {
            Item::Fact(fact) | Item::Claim { fact, .. } => Some(fact),
            _ => None,
        },
        _ => state.current_fact(),
    }
}

fn label(state: &State, fact: usize) -> String {
    in_words::fact_label(&state.alignment.facts[fact])
}

fn keys(state: &State, passages: &[PassageRef]) -> Vec<PassageKey> {
    passages.iter().filter_map(|at| decisions::key(&state.articles, *at)).collect()
}

/// Takes the cursor's passage out of the fact.
pub fn split(state: &mut State) -> Vec<Effect> {
    let (Some(cursor), Some(fact)) = (state.cursor(), state.current_fact()) else {
        state.notice = Some(Notice::bad("this passage is part of no fact"));
        return Vec::new();
    };
    let mentions = &state.alignment.facts[fact].mentions;
    // The one that the reader sees it linked to, where that is part of the fact.
    let linked = state.current_link().and_then(|link| link.other(cursor));
    let from = linked
        .filter(|other| mentions.contains(other))
        .or_else(|| mentions.iter().find(|at| **at != cursor).copied());
    let key = |at| decisions::key(&state.articles, at);
    let (Some(passage), Some(from)) = (key(cursor), from.and_then(key)) else {
        return Vec::new();
    };
    state.say_done(format_args!("taken out of the fact “{}”", label(state, fact)));
    add(state, Decision::Split { passage, from })
}

/// The first press marks a fact, the second makes another one with it.
pub fn merge(state: &mut State) -> Vec<Effect> {
    let Some(fact) = fact_here(state) else {
        state.notice = Some(Notice::bad("no fact here"));
        return Vec::new();
    };
    let mut mentions = state.alignment.facts[fact].mentions.clone();
    match state.pending.take() {
        Some(Pending::Merge(first)) if first != mentions => {
            mentions.extend(first);
            mentions.sort_unstable();
            mentions.dedup();
            let passages = keys(state, &mentions);
            state.say_done(format_args!("“{}” and the other are one fact", label(state, fact)));
            add(state, Decision::Merge { passages })
        }
        Some(Pending::Merge(_)) => {
            state.notice = Some(Notice::bad("that is the same fact"));
            Vec::new()
        }
        _ => {
            state.pending = Some(Pending::Merge(mentions));
            let (way, label) = (state.way(Command::Merge), label(state, fact));
            let text = format!("{way} on another fact makes it one with “{label}”");
            state.notice = Some(Notice::good(text));
            Vec::new()
        }
    }
}

/// Asks for a name for the fact.
pub fn begin_name(state: &mut State) {
    let Some(fact) = fact_here(state) else {
        state.notice = Some(Notice::bad("no fact here to name"));
        return;
    };
    let fact = &state.alignment.facts[fact];
    let (passages, prompt) = (fact.mentions.clone(), Prompt::new(in_words::fact_label(fact)));
    state.entry = Some(Entry::Name { passages, prompt });
}

/// Names the fact that tells these passages; an empty name gives it back its own.
pub fn name(state: &mut State, passages: &[PassageRef], label: &str) -> Vec<Effect> {
    let facts = &state.alignment.facts;
    let fact = facts.iter().position(|fact| fact.mentions == passages);
    // A passage by which this fact is meant and no other one that tells it too.
    let own = passages.iter().find(|at| decisions::named_by(facts, **at) == fact);
    let Some(passage) =
        own.or_else(|| passages.first()).and_then(|at| decisions::key(&state.articles, *at))
    else {
        return Vec::new();
    };
    let all = keys(state, passages);
    let label = label.trim().to_owned();
    let mut after = state.decisions.clone();
    after.retain(|decision| match decision {
        Decision::Name { passage: other, .. } => {
            let at = decisions::locate(&state.articles, other);
            !(all.contains(other) && at.and_then(|at| decisions::named_by(facts, at)) == fact)
        }
        _ => true,
    });
    if !label.is_empty() {
        after.push(Decision::Name { passage, label });
    }
    if after == state.decisions {
        return Vec::new();
    }
    state.say_done("named");
    record(state, after)
}

/// The first press takes the selected words, the second says that these mean the same: an entry
/// of the reader's own glossary.
pub fn words(state: &mut State) -> Vec<Effect> {
    let Some(selection) = state.selection else {
        let way = state.way(Command::Select);
        let text = format!("select the words first: {way} and the arrow keys, or the mouse");
        state.notice = Some(Notice::bad(text));
        return Vec::new();
    };
    let found = &state.articles[selection.article];
    let text = selection.span().of(&found.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let passage = found.passages.iter().find(|passage| passage.span.overlaps(selection.span()));
    let lang = passage.map_or(found.lang, |passage| passage.lang);
    state.selection = None;
    if text.is_empty() {
        return Vec::new();
    }
    match state.pending.take() {
        Some(Pending::Words { article, lang: first, text: word })
            if article != selection.article =>
        {
            let (one, other) = (layout::isolated(&word), layout::isolated(&text));
            state.say_done(format_args!("{one} = {other}"));
            let (a, b) = (Word { lang: first, text: word }, Word { lang, text });
            let (a, b) = if a <= b { (a, b) } else { (b, a) };
            add(state, Decision::Words { a, b })
        }
        _ => {
            let quote = layout::isolated(&text);
            let way = state.way(Command::Words);
            let notice =
                format!("now select what means “{quote}” in another article and press {way}");
            state.notice = Some(Notice::good(notice));
            state.pending = Some(Pending::Words { article: selection.article, lang, text });
            Vec::new()
        }
    }
}
