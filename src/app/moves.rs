//! Moving the cursor, and the other panes' following it.

use super::msg::Notice;
use super::panes::{self, PaneArea};
use super::state::{Place, Selection, State};
use crate::layout::{Row, Side};
use crate::model::{Link, PassageRef, Span, Verdict};
use std::rc::Rc;

/// Rows kept visible above and below the cursor's passage where there is room.
const MARGIN: i32 = 2;

/// Moves the cursor of the focused pane by passages.
pub fn by_passages(state: &mut State, steps: i32) {
    let Some(article) = state.focused() else { return };
    let Some(last) = state.articles[article].passages.len().checked_sub(1) else { return };
    let from = state.panes.places[article].passage;
    let to = from.saturating_add_signed(steps as isize).min(last);
    to_passage(state, article, to);
}

/// Moves the cursor by about a screen.
pub fn by_page(state: &mut State, direction: i32) {
    let Some(article) = state.focused() else { return };
    let Some(area) = area_of(state, article) else { return };
    let page = i32::from(area.text_height()).max(2) - 1;
    let last = state.articles[article].passages.len().saturating_sub(1);
    let mut passage = state.panes.places[article].passage;
    let mut moved = 0;
    loop {
        let next = passage.saturating_add_signed(direction as isize).min(last);
        if next == passage {
            break;
        }
        let crossed = if direction > 0 { next } else { passage };
        moved += panes::height(state, article, crossed, area.text_width());
        if moved > page && passage != state.panes.places[article].passage {
            break;
        }
        passage = next;
    }
    to_passage(state, article, passage);
}

/// Puts the cursor on a passage of an article, scrolling as little as is needed, and lets the
/// other panes follow.
pub fn to_passage(state: &mut State, article: usize, passage: usize) {
    let Some(pane) = state.panes.order.iter().position(|shown| *shown == article) else { return };
    state.panes.focus = pane;
    state.panes.fact = None;
    bring_into_view(state);
    if let Some(area) = area_of(state, article) {
        let row = row_after_move(state, &area, passage);
        let place = &mut state.panes.places[article];
        place.passage = passage;
        place.row = row;
    } else {
        state.panes.places[article].passage = passage;
    }
    state.panes.link = link_in_view(state);
    follow(state);
}

/// A jump: remembered, so that one can come back.
pub fn jump(state: &mut State, at: PassageRef) {
    if let Some(from) = state.cursor() {
        state.jumps.leave(from);
    }
    show(state, at);
}

/// A jump to a passage of a fact: the other panes show the passages of that fact.
pub fn jump_to_fact(state: &mut State, fact: usize, at: PassageRef) {
    jump(state, at);
    choose_fact(state, fact);
}

/// Makes one of the facts that the cursor's passage tells the one that is looked at: the other
/// panes show its passages, the status line explains the strongest of its links.
fn choose_fact(state: &mut State, fact: usize) {
    state.panes.fact = Some(fact);
    if let Some(fact) = state.chosen_fact() {
        choose_link(state, fact);
        follow(state);
        bring_counterpart(state);
    }
}

/// After the links have changed: explains the one that was explained before, if it still stands,
/// else one of the fact that is looked at, else one that is to be seen.
pub fn keep_link(state: &mut State, ends: Option<(PassageRef, PassageRef)>) {
    if let Some(fact) = state.chosen_fact() {
        choose_link(state, fact);
    } else {
        state.panes.link = link_in_view(state);
    }
    if let (Some(cursor), Some(ends)) = (state.cursor(), ends) {
        let place = state
            .links(cursor)
            .position(|link| (link.a, link.b) == ends && link.verdict != Some(Verdict::Rejected));
        state.panes.link = place.unwrap_or(state.panes.link);
    }
    for article in on_screen(state) {
        if state.panes.places[article].held {
            // Someone reads there.
            state.panes.places[article].linked = state.partner(article).is_some();
        } else {
            line_up(state, article);
        }
    }
}

/// The strongest link of the cursor's passage within a fact.
fn choose_link(state: &mut State, fact: usize) {
    let Some(cursor) = state.cursor() else { return };
    let mentions = &state.alignment.facts[fact].mentions;
    let inside = |link: &Link| link.other(cursor).is_some_and(|other| mentions.contains(&other));
    let link = state.links(cursor).position(inside).unwrap_or(0);
    state.panes.link = link;
}

/// Brings the article of the current link onto the screen, beside the cursor's, where there is room
/// for two: what the status line explains is to be seen.
fn bring_counterpart(state: &mut State) {
    let shown = panes::shown(state);
    let other = state.cursor().zip(state.current_link()).and_then(|(at, link)| link.other(at));
    let Some(other) = other.filter(|_| shown > 1) else { return };
    let panes = &mut state.panes;
    // One that was hidden stays so.
    let Some(place) = panes.order.iter().position(|article| *article == other.article) else {
        return;
    };
    if (panes.first..panes.first + shown).contains(&place) {
        return;
    }
    if place.abs_diff(panes.focus) < shown {
        panes.first = if place < panes.first { place } else { place + 1 - shown };
    } else {
        let focused = panes.order[panes.focus];
        panes.order.remove(place);
        let focus = panes.order.iter().position(|article| *article == focused).unwrap_or(0);
        panes.order.insert(focus + 1, other.article);
        panes.focus = focus;
        panes.first = panes.first.min(focus).max((focus + 2).saturating_sub(shown));
    }
    let name = &state.names.short[other.article];
    state.notice = Some(Notice::good(format!("{name} brought beside it: it tells this")));
    follow(state);
}

/// The strongest link of the cursor's passage into an article that is on the screen, else the
/// strongest.
fn link_in_view(state: &State) -> usize {
    let Some(cursor) = state.cursor() else { return 0 };
    let seen = on_screen(state);
    let in_view = |link: &Link| link.other(cursor).is_some_and(|at| seen.contains(&at.article));
    state.links(cursor).position(in_view).unwrap_or(0)
}

/// Goes to the next or previous fact that the cursor's passage tells; says whether it tells more
/// than one.
pub fn step_fact_here(state: &mut State, step: i32) -> bool {
    let (Some(cursor), Some(current)) = (state.cursor(), state.current_fact()) else {
        return false;
    };
    let facts = state.index.facts(cursor);
    let place = facts.iter().position(|fact| *fact == current).unwrap_or(0) as i32;
    let next = facts[(place + step).rem_euclid(facts.len() as i32) as usize];
    let is_other = next != current;
    choose_fact(state, next);
    is_other
}

/// Puts the cursor on a passage, bringing its article back to the screen if it was hidden.
pub fn show(state: &mut State, at: PassageRef) {
    if !state.panes.order.contains(&at.article) {
        state.panes.order.push(at.article);
    }
    to_passage(state, at.article, at.passage);
}

/// Gives another pane the cursor.
pub fn focus(state: &mut State, pane: usize) {
    if pane < state.panes.order.len() {
        // One that was off the screen did not follow yet; one that was scrolled is read there.
        let article = state.panes.order[pane];
        if !state.panes.places[article].held {
            line_up(state, article);
        }
        state.panes.focus = pane;
        state.selection = None;
        bring_into_view(state);
        state.panes.link = link_in_view(state);
        follow(state);
        if let Some(fact) = state.chosen_fact() {
            choose_fact(state, fact);
        }
    }
}

/// Turns the page of panes so that the focused one is on it.
fn bring_into_view(state: &mut State) {
    let shown = panes::shown(state).max(1);
    let focus = state.panes.focus;
    if focus < state.panes.first {
        state.panes.first = focus;
    } else if focus >= state.panes.first + shown {
        state.panes.first = focus + 1 - shown;
    }
    let most = state.panes.order.len().saturating_sub(shown);
    state.panes.first = state.panes.first.min(most);
}

/// The article's pane; none where it is hidden, or the screen has no room for it.
pub fn area_of(state: &State, article: usize) -> Option<PaneArea> {
    panes::areas(state).into_iter().find(|area| area.article == article)
}

/// The row at which the passage comes to stand: where it is, if it is wholly visible; else as near
/// to that as the margin allows.
fn row_after_move(state: &State, area: &PaneArea, passage: usize) -> i32 {
    let width = area.text_width();
    let place = state.panes.places[area.article];
    let text_rows =
        |passage: usize| panes::passage_rows(state, area.article, passage, width).len() as i32;
    let with_gaps = |passages: std::ops::Range<usize>| -> i32 {
        passages.map(|passage| panes::height(state, area.article, passage, width)).sum()
    };
    let height = text_rows(passage);
    let bottom = i32::from(area.text_height());
    let row = if passage.abs_diff(place.passage) > usize::from(area.text_height()) {
        bottom / 3
    } else if passage > place.passage {
        place.row + text_rows(place.passage) + with_gaps(place.passage + 1..passage + 1) - height
    } else {
        place.row - with_gaps(passage + 1..place.passage + 1) + text_rows(place.passage) - height
    };
    let lowest = (bottom - height - MARGIN).max(0);
    row.clamp(MARGIN.min(passage as i32 * MARGIN).min(lowest), lowest)
}

/// Lines the counterparts up with the cursor's passage, in the panes that are on the screen.
pub fn follow(state: &mut State) {
    for article in on_screen(state) {
        line_up(state, article);
    }
}

/// The articles that the screen has room for.
fn on_screen(state: &State) -> Vec<usize> {
    let order = &state.panes.order;
    let first = state.panes.first.min(order.len());
    let last = (first + panes::shown(state)).min(order.len());
    order[first..last].to_vec()
}

/// Brings one article to the counterpart of the cursor's passage, if it has one.
fn line_up(state: &mut State, article: usize) {
    let Some(cursor) = state.cursor() else { return };
    if article == cursor.article {
        state.panes.places[article].linked = true;
        return;
    }
    let row = state.panes.places[cursor.article].row;
    let other = state.partner(article);
    let place = &mut state.panes.places[article];
    (place.linked, place.held) = (other.is_some(), false);
    if let (Some(other), true) = (other, state.panes.follow) {
        place.passage = other.passage;
        place.row = row;
    }
}

/// Scrolls one pane without the cursor.
pub fn scroll(state: &mut State, pane: usize, rows: i32) {
    let Some(area) = panes::areas(state).into_iter().find(|area| area.pane == pane) else { return };
    let before = state.panes.places[area.article];
    let visible = panes::visible(state, &area);
    let count = state.articles[area.article].passages.len();
    // The last line may come up to the top, the first down to the top, no further.
    let at_end = visible.iter().all(|row| row.passage + 1 == count) && visible.len() <= 1;
    let at_start = visible.first().is_some_and(|row| row.passage == 0 && row.first);
    if (rows > 0 && at_end) || (rows < 0 && at_start) {
        return;
    }
    state.panes.places[area.article].row = before.row - rows;
    if state.focused() != Some(area.article) {
        let place = panes::reanchor(state, &area);
        state.panes.places[area.article] = Place { held: true, ..place };
    }
}

/// Steps to the next or previous counterpart of the cursor's passage.
pub fn step_link(state: &mut State, step: i32) {
    let Some(cursor) = state.cursor() else { return };
    let count = state.links(cursor).count();
    if count == 0 {
        return;
    }
    let count = count as i32;
    state.panes.link = (state.panes.link as i32 + step).rem_euclid(count) as usize;
    // That counterpart is what is looked at now, whether or not the fact gone to holds it.
    state.panes.fact = None;
    follow(state);
    bring_counterpart(state);
}

/// Jumps to the next or previous fact after the cursor, in the order of the focused article.
pub fn step_fact(state: &mut State, step: i32) -> bool {
    let Some(cursor) = state.cursor() else { return false };
    let telling = state.index.telling(cursor.article);
    let target = if step > 0 {
        telling.get(telling.partition_point(|passage| *passage <= cursor.passage))
    } else {
        let before = telling.partition_point(|passage| *passage < cursor.passage);
        before.checked_sub(1).and_then(|place| telling.get(place))
    };
    match target.copied() {
        Some(passage) => {
            to_passage(state, cursor.article, passage);
            true
        }
        None => false,
    }
}

/// Begins a selection at the first grapheme of the cursor's passage.
pub fn begin_selection(state: &mut State) {
    let Some(cursor) = state.cursor() else { return };
    let Some(area) = area_of(state, cursor.article) else { return };
    let rows = rows_of(state, &area, cursor.passage);
    if let Some(cell) = rows.first().and_then(first_in_text) {
        state.selection = Some(Selection { article: cursor.article, anchor: cell, head: cell });
    }
}

fn rows_of(state: &State, area: &PaneArea, passage: usize) -> Rc<[Row]> {
    panes::passage_rows(state, area.article, passage, area.text_width())
}

fn first_in_text(row: &Row) -> Option<Span> {
    row.cells.iter().map(|cell| cell.source).min_by_key(|source| source.start)
}

/// Moves the selection's head visually: by cells to the left or right, by rows up or down.
pub fn move_head(state: &mut State, across: i32, down: i32) {
    let Some(selection) = state.selection else { return };
    let Some(area) = area_of(state, selection.article) else { return };
    let article = &state.articles[selection.article];
    let Some(passage) =
        article.passages.iter().position(|passage| passage.span.covers(selection.head))
    else {
        return;
    };
    let mut rows: Vec<Row> = Vec::new();
    let from = passage.saturating_sub(1);
    for near in from..(passage + 2).min(article.passages.len()) {
        rows.extend(rows_of(state, &area, near).iter().cloned());
    }
    let Some(number) =
        rows.iter().position(|row| row.cells.iter().any(|cell| cell.source == selection.head))
    else {
        return;
    };
    let cell_at = |row: &Row| row.cells.iter().position(|cell| cell.source == selection.head);
    let head = if down != 0 {
        let target = number as i32 + down;
        let column = cell_at(&rows[number]).map(|cell| rows[number].cells[cell].column);
        match (usize::try_from(target).ok().and_then(|target| rows.get(target)), column) {
            (Some(row), Some(column)) => row
                .cells
                .iter()
                .min_by_key(|cell| cell.column.abs_diff(column))
                .map(|cell| cell.source),
            _ => None,
        }
    } else {
        step_across(&rows, number, selection.head, across)
    };
    if let Some(head) = head {
        state.selection = Some(Selection { head, ..selection });
    }
}

/// The cluster that is seen beside the head, whatever its place in the text; past the edge of a
/// row, the edge of the next or previous row in reading order.
fn step_across(rows: &[Row], number: usize, head: Span, across: i32) -> Option<Span> {
    let row = &rows[number];
    let (side, entry) =
        if across < 0 { (Side::Left, Side::Right) } else { (Side::Right, Side::Left) };
    if let Some(found) = row.beside(head.start, side) {
        return Some(found);
    }
    if (across > 0) != row.direction.is_rtl() {
        rows[number + 1..].iter().find_map(|row| row.edge(entry))
    } else {
        rows[..number].iter().rev().find_map(|row| row.edge(entry))
    }
}
