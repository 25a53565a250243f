//! The two lines under everything: why these passages are linked, and what one may press.

use super::theme::Role;
use super::{Canvas, entry};
use crate::app::buttons;
use crate::app::state::{Pending, State, View};
use crate::model::{EvidenceKind, Link, Tier};

pub fn draw(canvas: &mut Canvas<'_>) {
    let area = canvas.buffer.area;
    let width = area.width;
    let y = area.height - 2;
    let state = canvas.state;
    let right = position(state);
    let right_width = (right.chars().count() as u16).min(width / 2);
    let left_room = width.saturating_sub(right_width + 2);
    match state.current_link() {
        Some(link) if state.view == View::Panes => {
            let role = if link.tier == Tier::Sure { Role::Linked } else { Role::Text };
            canvas.text(1, y, left_room, &reason(state, link), role);
        }
        _ => {
            let text = match state.view {
                View::Panes if state.aligned_how.is_none() => "comparing the passages …",
                View::Panes => noise_or_alone(state),
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
        canvas.text(1, y + 1, end.saturating_sub(2), &notice.text, role);
    }
    entry::draw_buttons(canvas, &hints);
}

fn noise_or_alone(state: &State) -> &'static str {
    let kind = state.cursor().map(|at| state.articles[at.article].passages[at.passage].kind);
    match kind {
        Some(crate::model::PassageKind::Noise(reason)) => reason.as_str(),
        _ => "no other article tells this",
    }
}

/// `⇄ sure .93 · number 43 · concept sign`.
pub fn reason(state: &State, link: &Link) -> String {
    let verdict = link.verdict.map_or(String::new(), |verdict| format!(" {}", verdict.as_str()));
    let other = state
        .cursor()
        .and_then(|cursor| link.other(cursor))
        .map_or(String::new(), |other| format!(" {}", state.articles[other.article].lang));
    let mut text = format!(
        "⇄{other} {} {}{verdict}",
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
                text.push_str(&evidence.value);
            }
        }
    }
    if link.evidence.is_empty() {
        text.push_str(" · linked by hand");
    }
    text
}

fn position(state: &State) -> String {
    let mut parts = Vec::new();
    match &state.pending {
        Some(Pending::Link(from)) => {
            let lang = state.articles[from.article].lang;
            parts.push(format!("linking {lang} {}", from.passage + 1));
        }
        Some(Pending::Merge(_)) => parts.push("merging".to_owned()),
        Some(Pending::Words { text, .. }) => parts.push(format!("“{text}” =")),
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
            parts.push(format!("{} of {links} links", state.panes.link + 1));
        }
        if let Some(fact) = state.facts_of(cursor).next() {
            parts.push(format!("fact {}/{}", fact + 1, state.alignment.facts.len()));
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
        if shown < pages {
            parts.push(format!(
                "panes {}-{} of {pages}",
                state.panes.first + 1,
                state.panes.first + shown
            ));
        }
    }
    parts.join(" · ")
}
