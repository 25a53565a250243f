//! The two lines under everything: why these passages are linked, and what one may press.

use super::theme::Role;
use super::{Canvas, entry};
use crate::app::state::{Pending, State, View};
use crate::app::{buttons, moves};
use crate::lang::in_words;
use crate::layout;
use crate::model::{EvidenceKind, Link, Tier};
use ratatui::layout::Rect;

pub fn draw(canvas: &mut Canvas<'_>) {
    let area = canvas.buffer.area;
    let width = area.width;
    let y = area.height - 2;
    let state = canvas.state;
    let room = (u32::from(width) * 5 / 8) as u16;
    let right = position(state, room);
    let right_width = state.look.cells(&right, room).min(room);
    let left_room = width.saturating_sub(right_width + 3);
    match state.current_link() {
        // For screen readers it stands between the passages.
        Some(_) if state.view == View::Panes && state.ways.linear => {}
        Some(link) if state.view == View::Panes => {
            let role = if link.tier == Tier::Sure { Role::Linked } else { Role::Text };
            canvas.text(1, y, left_room, &reason(state, link), role);
        }
        _ => {
            let text = match (state.view, state.cursor()) {
                (View::Panes, Some(cursor)) => state.why_unlinked(cursor),
                _ => "",
            };
            canvas.text(1, y, left_room, text, Role::Dim);
        }
    }
    if right_width < width {
        canvas.text(width - right_width - 1, y, right_width, &right, Role::Status);
    }
    let hints = buttons::hints(state);
    if let Some(notice) = &state.notice {
        let role = if notice.bad { Role::Bad } else { Role::Good };
        let end = hints.first().map_or(width, |first| first.x);
        say(canvas, &notice.text, end.saturating_sub(2), role);
    }
    entry::draw_buttons(canvas, &hints);
}

/// A notice in the last row; one that is longer takes rows above as well, so that the way out which
/// it names is not cut off.
fn say(canvas: &mut Canvas<'_>, text: &str, width: u16, role: Role) {
    let area = canvas.buffer.area;
    let rows = layout::lay_out(text, 0, &canvas.line_options(width));
    let most = usize::from(area.height / 2).max(1);
    let count = rows.len().min(most);
    let top = area.height - count as u16;
    if count > 1 {
        super::paint::clear(canvas.buffer, Rect::new(0, top, area.width, count as u16));
    }
    let style = canvas.style(role);
    for (number, row) in rows.iter().take(count).enumerate() {
        super::paint::row(canvas.buffer, 1, top + number as u16, row, |_| style);
    }
}

/// `⇄ sure .93 · number 43 · concept sign`.
pub fn reason(state: &State, link: &Link) -> String {
    let verdict = link.verdict.map_or(String::new(), |verdict| format!(" {}", verdict.as_str()));
    let other = state.cursor().and_then(|cursor| link.other(cursor));
    let (other, seen) = other.map_or((String::new(), ""), |other| {
        let name = &state.names.short[other.article];
        let is_seen = moves::area_of(state, other.article).is_some() || state.ways.linear;
        (format!(" {name}"), if is_seen { "" } else { ", not on the screen" })
    });
    let mut text = format!(
        "⇄{other} {} {}{verdict}{seen}",
        link.tier.as_str(),
        format!("{:.2}", link.score).trim_start_matches('0'),
    );
    for evidence in link.evidence.iter().take(8) {
        text.push_str(" · ");
        match evidence.kind {
            EvidenceKind::Support => text.push_str("third article"),
            kind => {
                text.push_str(kind.as_str());
                text.push(' ');
                text.push_str(&in_words::evidence(kind, &evidence.value));
            }
        }
    }
    if link.evidence.is_empty() {
        text.push_str(" · linked by hand");
    }
    text
}

/// Between two things that the status line says.
const BETWEEN: &str = " · ";

/// Where the reader stands, in at most so many cells: what matters least is left out first.
fn position(state: &State, room: u16) -> String {
    let mut parts = Vec::new();
    match &state.pending {
        Some(Pending::Link(from)) => {
            parts.push(format!("linking {}", state.name(*from)));
        }
        Some(Pending::Merge(_)) => parts.push("merging".to_owned()),
        Some(Pending::Words { text, .. }) => parts.push(format!("“{}” =", layout::isolated(text))),
        Some(Pending::Attach(_)) => parts.push("hanging a note".to_owned()),
        None => {}
    }
    if let Some(progress) = state.progress {
        let share = progress.done * 100 / progress.all.max(1);
        let left = progress.left.map_or(String::new(), |left| format!(", {left} s left"));
        parts.push(format!("{} {share}%{left}", progress.what));
    }
    if let (View::Panes, Some(cursor)) = (state.view, state.cursor()) {
        let links = state.links(cursor).count();
        if links > 0 {
            parts.push(format!("link {}/{links}", state.panes.link + 1));
        }
        let here = state.index.facts(cursor);
        if let Some(fact) = state.current_fact() {
            // Of the passages that tell one, as `n` goes through them.
            let telling = state.index.telling(cursor.article);
            let place = telling.partition_point(|passage| *passage < cursor.passage) + 1;
            let mut text = format!("fact {place}/{}", telling.len());
            if here.len() > 1 {
                let place = here.iter().position(|other| *other == fact).unwrap_or(0) + 1;
                text = format!("{text} ({place} of {} here)", here.len());
            }
            parts.push(text);
            let conflicts: usize = state
                .facts_of(cursor)
                .map(|fact| state.alignment.facts[fact].conflicts.len())
                .sum();
            if conflicts > 0 {
                parts.push(format!("≠ {conflicts}"));
            }
        }
        let pages = state.panes.order.len();
        let shown = crate::app::panes::shown(state);
        if shown < pages && !state.ways.linear {
            let (first, last) = (state.panes.first + 1, state.panes.first + shown);
            parts.push(format!("panes {first}-{last}/{pages}"));
        }
    }
    let fits = |parts: &[String]| state.look.cells(&parts.join(BETWEEN), room) <= room;
    while parts.len() > 1 && !fits(&parts) {
        parts.pop();
    }
    parts.join(BETWEEN)
}
