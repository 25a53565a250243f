//! What each board lists, in its order and as far as its filter lets it through.

use super::filter::{Filter, Subject};
use super::rows::says;
use super::{Board, Order};
use crate::align::decisions;
use crate::app::state::State;
use crate::model::{AnnotationState, Decision, PassageRef, Span};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A row of a board: what it is, by its place in the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// Place in `alignment.facts`.
    Fact(usize),
    /// One side of a conflict.
    Claim {
        /// Place in `alignment.facts`.
        fact: usize,
        /// Place among the fact's conflicts.
        conflict: usize,
        /// Place among the conflict's values.
        value: usize,
    },
    /// A passage that one article alone tells.
    Passage(PassageRef),
    /// Place in `State::notes`.
    Note(usize),
    /// Place in `search.hits`.
    Hit(usize),
    /// Place in `State::decisions`.
    Decision(usize),
}

/// What a row was about, to find it in a list made anew.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    id: String,
    mentions: Vec<PassageRef>,
    span: Option<Span>,
}

impl Mark {
    pub fn of(state: &State, item: Item) -> Self {
        let facts = &state.alignment.facts;
        let (id, mentions, span) = match item {
            Item::Fact(fact) => (facts[fact].id.clone(), facts[fact].mentions.clone(), None),
            Item::Claim { fact, conflict, value } => {
                let claim = &facts[fact].conflicts[conflict].values[value];
                (facts[fact].id.clone(), vec![claim.at], Some(claim.span))
            }
            Item::Passage(at) => (String::new(), vec![at], None),
            Item::Note(note) => (state.notes[note].id.clone(), Vec::new(), None),
            Item::Hit(hit) => {
                let hit = state.search.hits[hit];
                (String::new(), vec![hit.at], Some(hit.span))
            }
            Item::Decision(number) => (number.to_string(), Vec::new(), None),
        };
        Self { id, mentions, span }
    }

    /// The row that is most like it: the same one, else one about the same passages.
    pub fn find(&self, state: &State, items: &[Item]) -> Option<usize> {
        let like = |item: &Item| {
            let other = Self::of(state, *item);
            let shared = other.mentions.iter().filter(|at| self.mentions.contains(at)).count();
            let same = (!self.id.is_empty() && self.id == other.id, self.span == other.span);
            (same.0, shared, shared > 0 && same.1)
        };
        let (best, found) = items
            .iter()
            .map(like)
            .enumerate()
            .max_by_key(|(place, like)| (*like, Reverse(*place)))?;
        (found.0 || found.1 > 0).then_some(best)
    }
}

/// The list of a board.
pub fn make(state: &State, board: Board) -> Vec<Item> {
    let filter = Filter::parse(state, state.boards.filter(board));
    let order = state.boards.order(board);
    match board {
        Board::Facts | Board::Rows => facts(state, order, &filter),
        Board::Conflicts => conflicts(state, order, &filter),
        Board::OnlyHere => only_here(state, &filter),
        Board::Notes => notes(state, order, &filter),
        Board::Hits => (0..state.search.hits.len())
            .filter(|hit| filter.takes(state, &Subject::passage(state.search.hits[*hit].at)))
            .map(Item::Hit)
            .collect(),
        Board::Decisions => listed_decisions(state, order, &filter),
    }
}

/// Facts that fit the filter; where words are asked for, first those that most articles tell in
/// these words.
fn facts(state: &State, order: Order, filter: &Filter) -> Vec<Item> {
    let mut kept: Vec<usize> = ordered_facts(state, order)
        .into_iter()
        .filter(|fact| filter.takes(state, &Subject::fact(state, *fact)))
        .collect();
    if order == Order::Told && filter.has_words() {
        let mentions = |fact: &usize| &state.alignment.facts[*fact].mentions;
        kept.sort_by_cached_key(|fact| Reverse(says(state, filter, mentions(fact)).len()));
    }
    kept.into_iter().map(Item::Fact).collect()
}

/// Facts of which the scope leaves a link, told by most articles first.
pub fn fact_order(state: &State) -> Vec<usize> {
    ordered_facts(state, Order::Told)
}

fn ordered_facts(state: &State, order: Order) -> Vec<usize> {
    let facts = &state.alignment.facts;
    let mut kept = state.index.kept().to_vec();
    let told = |fact: &usize| Reverse(articles_of(&facts[*fact].mentions).len());
    match order {
        Order::Disputed => kept
            .sort_by_cached_key(|fact| (Reverse(facts[*fact].conflicts.len()), told(fact), *fact)),
        Order::Text => {
            let focused = state.focused();
            kept.sort_by_cached_key(|fact| {
                let mentions = &facts[*fact].mentions;
                let own = mentions.iter().find(|at| Some(at.article) == focused);
                // What the focused article does not tell comes after what it tells.
                (own.is_none(), own.copied(), mentions.first().copied(), *fact)
            });
        }
        _ => kept.sort_by_cached_key(|fact| (told(fact), *fact)),
    }
    kept
}

/// The articles that tell a fact.
pub fn articles_of(mentions: &[PassageRef]) -> BTreeSet<usize> {
    mentions.iter().map(|mention| mention.article).collect()
}

fn conflicts(state: &State, order: Order, filter: &Filter) -> Vec<Item> {
    let mut items = Vec::new();
    for fact in ordered_facts(state, order) {
        let found = &state.alignment.facts[fact];
        if found.conflicts.is_empty() || !filter.takes(state, &Subject::fact(state, fact)) {
            continue;
        }
        for (conflict, values) in found.conflicts.iter().enumerate() {
            items.extend((0..values.values.len()).map(|value| Item::Claim {
                fact,
                conflict,
                value,
            }));
        }
    }
    items
}

fn only_here(state: &State, filter: &Filter) -> Vec<Item> {
    let mut items = Vec::new();
    for (article, found) in state.articles.iter().enumerate() {
        for (passage, text) in found.passages.iter().enumerate() {
            let at = PassageRef { article, passage };
            if !text.kind.is_noise()
                && !state.is_linked(at)
                && filter.takes(state, &Subject::passage(at))
            {
                items.push(Item::Passage(at));
            }
        }
    }
    items
}

fn notes(state: &State, order: Order, filter: &Filter) -> Vec<Item> {
    let mut placed: Vec<(PassageRef, usize)> = (0..state.notes.len())
        .filter_map(|note| Some((state.index.place(note)?, note)))
        .filter(|(at, note)| filter.takes(state, &Subject::note(state, *note, *at)))
        .collect();
    let fate = |note: usize| match state.notes[note].state {
        AnnotationState::Orphan => 0,
        AnnotationState::Changed => 1,
        AnnotationState::Anchored => 2,
    };
    match order {
        Order::Newest => placed.sort_by_key(|(_, note)| Reverse(state.notes[*note].modified)),
        Order::State => placed.sort_by_key(|(at, note)| (fate(*note), *at)),
        _ => placed.sort_by_key(|(at, _)| *at),
    }
    placed.into_iter().map(|(_, note)| Item::Note(note)).collect()
}

/// Decisions on articles that are open, and the glossary.
fn listed_decisions(state: &State, order: Order, filter: &Filter) -> Vec<Item> {
    let mut items: Vec<(Option<PassageRef>, usize)> = state
        .decisions
        .iter()
        .enumerate()
        .filter_map(|(number, decision)| {
            let at = decision_place(state, decision);
            let known = at.is_some()
                || matches!(decision, Decision::Words { .. })
                || state.set_aside(decision).is_some();
            let subject = Subject::decision(state, decision);
            (known && filter.takes(state, &subject)).then_some((at, number))
        })
        .collect();
    if order == Order::Newest {
        items.reverse();
    } else {
        items.sort_by_key(|(at, number)| (at.is_none(), *at, *number));
    }
    items.into_iter().map(|(_, number)| Item::Decision(number)).collect()
}

/// Where a decision leads: the first of its passages that is open.
pub fn decision_place(state: &State, decision: &Decision) -> Option<PassageRef> {
    decision.passages().into_iter().find_map(|key| decisions::locate(&state.articles, key))
}
