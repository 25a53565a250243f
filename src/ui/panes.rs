//! The articles side by side.

use super::Canvas;
use super::theme::Role;
use super::ties::Ties;
use crate::app::panes::{self, PaneArea, TextRow};
use crate::lang::in_words;
use crate::model::{PassageKind, PassageRef, Span};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Said of an article in which nothing is linked with the cursor's passage. What is told without
/// anything shared is not found: no claim that it is not told.
pub(super) const NO_COUNTERPART: &str = "no passage lined up here";

pub fn draw(canvas: &mut Canvas<'_>) {
    let state = canvas.state;
    let areas = panes::areas(state);
    if areas.is_empty() {
        let width = canvas.buffer.area.width;
        canvas.text(0, 0, width, "No article is open.", Role::Bad);
        return;
    }
    let ties = Ties::of_panes(state, &areas);
    for area in &areas {
        draw_pane(canvas, area, &ties);
    }
}

fn draw_pane(canvas: &mut Canvas<'_>, area: &PaneArea, ties: &Ties) {
    let state = canvas.state;
    let focused = state.panes.focus == area.pane;
    let border = if focused { Role::FocusBorder } else { Role::Border };
    canvas.frame(Rect::new(area.x, area.y, area.width, area.height), border);
    draw_title(canvas, area, border);
    let cursor = state.cursor();
    let place = state.panes.places[area.article];
    for text in panes::visible(state, area) {
        let at = PassageRef { article: area.article, passage: text.passage };
        let y = area.text_y() + text.y;
        let active =
            Some(at) == cursor || (place.linked && state.partner(area.article) == Some(at));
        draw_gutter(canvas, area, y, at, active, focused);
        draw_text(canvas, area, y, &text, at, active, ties);
    }
    if focused {
        name_fact(canvas, area);
    } else if !place.linked && state.aligned_how.is_some() {
        in_border(canvas, area, NO_COUNTERPART, Role::Dim);
    }
}

fn draw_title(canvas: &mut Canvas<'_>, area: &PaneArea, border: Role) {
    let state = canvas.state;
    let article = &state.articles[area.article];
    let place = state.panes.places[area.article];
    let position = format!(" {}/{} ", place.passage + 1, article.passages.len());
    let right = area.x + area.width - 2;
    let room = area.width.saturating_sub(4 + position.len() as u16);
    let name = article.source.as_deref().unwrap_or(&article.id);
    let title = format!(" {} · {name} ", article.lang);
    let role = if border == Role::FocusBorder { Role::Heading } else { border };
    canvas.text(area.x + 2, area.y, room, &title, role);
    if area.width > 4 + position.len() as u16 {
        canvas.text(
            right - position.len() as u16,
            area.y,
            position.len() as u16,
            &position,
            border,
        );
    }
}

fn draw_gutter(
    canvas: &mut Canvas<'_>,
    area: &PaneArea,
    y: u16,
    at: PassageRef,
    active: bool,
    focused: bool,
) {
    let state = canvas.state;
    let rtl = state.articles[area.article].dir.is_rtl();
    // Beside the beginning of the lines: on the right of right-to-left text.
    let column = if rtl { area.x + area.width - 2 } else { area.x + 1 };
    let (symbol, role) = if active {
        ("┃", if focused { Role::Cursor } else { Role::Linked })
    } else if let Some(note) = state.notes_at(at).next() {
        ("▌", Role::Note(note.color))
    } else if state.is_linked(at) {
        ("·", Role::Dim)
    } else {
        return;
    };
    let style = canvas.style(role).remove_modifier(Modifier::UNDERLINED);
    if let Some(cell) = canvas.buffer.cell_mut((column, y)) {
        cell.set_symbol(symbol).set_style(style);
    }
}

fn draw_text(
    canvas: &mut Canvas<'_>,
    area: &PaneArea,
    y: u16,
    text: &TextRow,
    at: PassageRef,
    active: bool,
    ties: &Ties,
) {
    let state = canvas.state;
    let theme = canvas.theme;
    let article = &state.articles[area.article];
    let base = match article.passages[at.passage].kind {
        PassageKind::Title => theme.style(Role::Heading),
        PassageKind::Prose => theme.style(Role::Text),
        PassageKind::Noise(_) => theme.style(Role::Dim),
    };
    let selection = state
        .selection
        .filter(|selection| selection.article == area.article)
        .map(|selection| selection.span());
    // In the order of the articles and their text.
    let all = &state.search.hits;
    let first = all.partition_point(|hit| hit.at < at);
    let hits: Vec<Span> =
        all[first..].iter().take_while(|hit| hit.at == at).map(|hit| hit.span).collect();
    let notes: Vec<(Span, crate::model::Color)> = state
        .notes_at(at)
        // A whole passage has its mark beside it; one without words is there to be seen.
        .filter(|note| {
            note.on == crate::model::Target::Range
                || (note.on == crate::model::Target::Passage && note.note.is_empty())
        })
        .flat_map(|note| {
            note.anchors
                .iter()
                .filter(|anchor| anchor.article == article.hash)
                .map(|anchor| (anchor.span, note.color))
        })
        .collect();
    let style_of = |source: Span| -> Style {
        if selection.is_some_and(|span| span.overlaps(source)) {
            return theme.style(Role::Selected);
        }
        if hits.iter().any(|span| span.overlaps(source)) {
            return theme.style(Role::Hit);
        }
        let mut style = base;
        if active && let Some(number) = ties.number(at, source) {
            style = style.patch(theme.style(Role::Tie(number)));
        } else if active && ties.is_more(at, source) {
            style = style.add_modifier(Modifier::BOLD);
        }
        if let Some((_, color)) = notes.iter().find(|(span, _)| span.overlaps(source)) {
            style = style.patch(theme.style(Role::Note(*color)));
        }
        style
    };
    super::paint::row(canvas.buffer, area.text_x(), y, &text.row, style_of);
}

/// In the lower border of the pane with the cursor: the fact that is looked at.
fn name_fact(canvas: &mut Canvas<'_>, area: &PaneArea) {
    if let Some(fact) = canvas.state.current_fact() {
        let label = in_words::fact_label(&canvas.state.alignment.facts[fact]);
        in_border(canvas, area, &label, Role::Status);
    }
}

/// Words in the lower border.
fn in_border(canvas: &mut Canvas<'_>, area: &PaneArea, text: &str, role: Role) {
    let width = area.width.saturating_sub(4);
    let bottom = area.y + area.height - 1;
    canvas.text(area.x + 2, bottom, width, &format!(" {text} "), role);
}
