//! Which articles are on the screen, in which order and how wide; opening and closing them.

use super::command::Command;
use super::msg::{Effect, Notice};
use super::names::Names;
use super::panes;
use super::state::{Panes, Place, State};
use super::{jumps::Jumps, moves};
use crate::model::{Alignment, Article, Conflict, Fact, Link, PassageRef};
use std::sync::Arc;

/// Gives the cursor to a pane further on, in a circle.
pub fn step_pane(state: &mut State, step: i32) {
    let count = state.panes.order.len() as i32;
    if count > 0 {
        let pane = (state.panes.focus as i32 + step).rem_euclid(count);
        moves::focus(state, pane as usize);
    }
}

/// Switches following on or off.
pub fn toggle_follow(state: &mut State) {
    state.panes.follow = !state.panes.follow;
    moves::follow(state);
    let text = if state.panes.follow {
        "the other panes follow"
    } else {
        "the other panes stay where they are"
    };
    state.notice = Some(Notice::good(text));
}

/// Swaps the focused pane with the one before or after it.
pub fn shift(state: &mut State, step: i32) {
    let from = state.panes.focus;
    let to = from.saturating_add_signed(step as isize);
    if to != from && to < state.panes.order.len() {
        move_pane(state, from, to);
    }
}

/// Takes a pane from one place of the order to another; the focused article stays focused.
pub fn move_pane(state: &mut State, from: usize, to: usize) {
    let order = &mut state.panes.order;
    if from >= order.len() || to >= order.len() {
        return;
    }
    let focused = order.get(state.panes.focus).copied();
    let article = order.remove(from);
    order.insert(to, article);
    let focus = order.iter().position(|shown| Some(*shown) == focused).unwrap_or(0);
    moves::focus(state, focus);
}

/// What one step widens a pane by, as weight.
const STEP: i32 = 16;

/// Widens the focused pane by so many steps.
pub fn widen(state: &mut State, steps: i32) {
    let Some(article) = state.focused() else { return };
    let (least, most) = (*Panes::WEIGHTS.start(), *Panes::WEIGHTS.end());
    let weight = i32::from(state.panes.weights[article]) + steps * STEP;
    let weight = weight.clamp(i32::from(least), i32::from(most)) as u16;
    state.panes.weights[article] = weight;
    keep_in_view(state);
}

/// Puts the right border of a pane at a column of the screen, as far as its neighbour gives way.
pub fn set_border(state: &mut State, pane: usize, column: u16) {
    let areas = panes::areas(state);
    let Some(place) = areas.iter().position(|area| area.pane == pane) else { return };
    let (Some(own), Some(next)) = (areas.get(place), areas.get(place + 1)) else { return };
    let least = panes::LEAST;
    let both = own.width + next.width;
    if both <= 2 * least {
        return;
    }
    let width = (column + 1).saturating_sub(own.x).clamp(least, both - least);
    let weights = &mut state.panes.weights;
    let all = u32::from(weights[own.article]) + u32::from(weights[next.article]);
    let share = all * u32::from(width - least) / u32::from(both - 2 * least);
    let (least, most) = (u32::from(*Panes::WEIGHTS.start()), u32::from(*Panes::WEIGHTS.end()));
    weights[own.article] = share.clamp(least, most) as u16;
    weights[next.article] = (all - share.min(all)).clamp(least, most) as u16;
    keep_in_view(state);
}

/// After the panes changed their width or place: the cursor's passage on the screen, the others
/// beside it.
pub fn keep_in_view(state: &mut State) {
    if let Some(cursor) = state.cursor() {
        let (link, fact) = (state.panes.link, state.panes.fact);
        moves::to_passage(state, cursor.article, cursor.passage);
        (state.panes.link, state.panes.fact) = (link, fact);
        moves::follow(state);
    }
}

/// Takes the focused article off the screen; the last one brings all back.
pub fn hide(state: &mut State) {
    if state.panes.order.len() > 1 {
        let hidden = state.panes.order.remove(state.panes.focus);
        let pane = state.panes.focus.min(state.panes.order.len() - 1);
        moves::focus(state, pane);
        let id = state.articles[hidden].id.clone();
        let way = state.way(Command::Hide);
        state.notice = Some(Notice::good(format!("{id} hidden; {way} on the last one shows all")));
    } else {
        show_all(state);
    }
}

/// Leaves only the focused article on the screen, or brings all back.
pub fn alone(state: &mut State) {
    match state.focused() {
        Some(article) if state.panes.order.len() > 1 => {
            state.panes.order = vec![article];
            state.panes.first = 0;
            moves::focus(state, 0);
            let text = format!("this article alone; {} shows all again", state.way(Command::Alone));
            state.notice = Some(Notice::good(text));
        }
        _ => show_all(state),
    }
}

/// Shows every article, those that were hidden after the others, with the cursor where it was.
fn show_all(state: &mut State) {
    let focused = state.focused();
    state.panes.order = (0..state.articles.len()).collect();
    let pane = focused.and_then(|article| state.panes.order.iter().position(|n| *n == article));
    // With one pane alone on the screen its order was lost; the set's own is as good as any.
    state.panes.focus = pane.unwrap_or(0);
    moves::focus(state, state.panes.focus);
}

/// Takes articles in that were opened while reading.
pub fn opened(state: &mut State, articles: Vec<Article>) -> Vec<Effect> {
    let mut all = (*state.articles).clone();
    let mut names = Vec::new();
    for mut article in articles {
        if all.iter().any(|other| other.hash == article.hash) {
            continue;
        }
        let stem = article.id.clone();
        let mut number = 2;
        while all.iter().any(|other| other.id == article.id) {
            article.id = format!("{stem}-{number}");
            number += 1;
        }
        names.push(article.id.clone());
        state.panes.order.push(all.len());
        state.panes.places.push(Place::default());
        state.panes.weights.push(Panes::USUAL);
        all.push(article);
    }
    if names.is_empty() {
        state.notice = Some(Notice::bad("that is open already"));
        return Vec::new();
    }
    state.notice = Some(Notice::good(format!("{} opened", names.join(", "))));
    state.articles = Arc::new(all);
    changed(state)
}

/// Closes the focused article.
pub fn close(state: &mut State) -> Vec<Effect> {
    let Some(closed) = state.focused() else { return Vec::new() };
    if state.articles.len() < 2 {
        let text = format!("the last article stays open; {} quits", state.way(Command::Quit));
        state.notice = Some(Notice::bad(text));
        return Vec::new();
    }
    let mut all = (*state.articles).clone();
    let gone = all.remove(closed);
    state.articles = Arc::new(all);
    let moved = |article: usize| match article.cmp(&closed) {
        std::cmp::Ordering::Less => Some(article),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(article - 1),
    };
    let place = |at: PassageRef| Some(PassageRef { article: moved(at.article)?, ..at });
    state.alignment = Arc::new(without(&state.alignment, place));
    if state.readings.len() > closed {
        let mut readings = (*state.readings).clone();
        readings.remove(closed);
        state.readings = Arc::new(readings);
    }
    let panes = &mut state.panes;
    panes.order = panes.order.iter().filter_map(|article| moved(*article)).collect();
    panes.places.remove(closed);
    panes.weights.remove(closed);
    if panes.order.is_empty() {
        // All others were hidden.
        panes.order = (0..state.articles.len()).collect();
    }
    panes.focus = panes.focus.min(panes.order.len() - 1);
    (panes.link, panes.fact) = (0, None);
    state.search.hits.retain_mut(|hit| match place(hit.at) {
        Some(at) => {
            hit.at = at;
            true
        }
        None => false,
    });
    state.search.current = 0;
    state.jumps = Jumps::default();
    state.selection = None;
    state.pending = None;
    state.notice = Some(Notice::good(format!("{} closed; its notes are kept", gone.id)));
    changed(state)
}

/// After the set of articles has changed: what followed from it is made anew.
fn changed(state: &mut State) -> Vec<Effect> {
    state.laid.clear();
    state.folded.take();
    state.names = Names::of(&state.articles, &state.look);
    state.index_links();
    state.index_notes();
    keep_in_view(state);
    state.generation += 1;
    vec![Effect::Recall, Effect::Align { generation: state.generation }]
}

/// What is left of an alignment when passages go, and the others go elsewhere.
fn without(alignment: &Alignment, place: impl Fn(PassageRef) -> Option<PassageRef>) -> Alignment {
    let links = alignment
        .links
        .iter()
        .filter_map(|link| Some(Link { a: place(link.a)?, b: place(link.b)?, ..link.clone() }))
        .collect();
    let conflict = |conflict: &Conflict| {
        let values = conflict.values.iter().filter_map(|value| {
            Some(crate::model::ConflictValue { at: place(value.at)?, ..value.clone() })
        });
        let values: Vec<_> = values.collect();
        let differ = values.iter().any(|value| value.value != values[0].value);
        differ.then_some(Conflict { kind: conflict.kind, values })
    };
    let facts = alignment
        .facts
        .iter()
        .map(|fact| Fact {
            mentions: fact.mentions.iter().filter_map(|at| place(*at)).collect(),
            conflicts: fact.conflicts.iter().filter_map(conflict).collect(),
            ..fact.clone()
        })
        .filter(|fact| crate::align::decisions::spans_articles(&fact.mentions))
        .collect();
    Alignment { links, facts }
}
