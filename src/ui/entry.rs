//! Text being typed.

use super::Canvas;
use super::theme::Role;
use crate::app::buttons::{self, Button};
use crate::app::prompt::{Line, Prompt};
use crate::app::state::NoteEntry;
use crate::layout::{self, Options, Output, Row};
use crate::model::{Direction, Span};
use ratatui::layout::Rect;
use std::collections::VecDeque;

/// Cells of a field in which one line runs leftwards: on a wide screen it would else begin far from
/// its name. It grows with the text.
const LEFTWARDS: u16 = 36;

/// The last line of the screen as a prompt; returns the cursor's cell.
pub fn line(canvas: &mut Canvas<'_>, name: &str, prompt: &Prompt) -> (u16, u16) {
    let (width, height) = (canvas.buffer.area.width, canvas.buffer.area.height);
    let y = height - 1;
    for x in 0..width {
        if let Some(cell) = canvas.buffer.cell_mut((x, y)) {
            cell.reset();
        }
    }
    let x = 1 + canvas.text(1, y, width - 1, name, Role::Key);
    let state = canvas.state;
    let buttons = buttons::all(state);
    let mut end = buttons.first().map_or(width, |first| first.x.saturating_sub(1));
    draw_buttons(canvas, &buttons);
    if name == "/" && !state.search.query.is_empty() {
        let count = state.search.hits.len();
        let text = format!("{count} hit{}", if count == 1 { "" } else { "s" });
        let taken = text.len() as u16;
        if x + taken + 12 < end {
            end -= taken + 1;
            canvas.text(end, y, taken, &text, Role::Dim);
        }
    }
    let mut room = end.saturating_sub(x + 1);
    if prompt.direction().is_rtl() {
        let taken = layout::label(prompt.text(), &canvas.line_options(room)).width;
        room = room.min((taken + 2).max(LEFTWARDS));
    }
    typed(canvas, Rect::new(x, y, room, 1), prompt)
}

/// Keys and words that can be clicked.
pub fn draw_buttons(canvas: &mut Canvas<'_>, buttons: &[Button]) {
    for button in buttons {
        let taken = canvas.text(button.x, button.y, button.width, &button.key, Role::Key);
        let gap = u16::from(taken > 0);
        let room = button.width.saturating_sub(taken + gap);
        canvas.text(button.x + taken + gap, button.y, room, &button.text, Role::Dim);
    }
}

/// Typed text in rows, as many as there is room for, the cursor's among them; returns the cursor's
/// cell.
fn typed(canvas: &mut Canvas<'_>, area: Rect, prompt: &Prompt) -> (u16, u16) {
    let style = canvas.style(Role::Text);
    // One cell is left for the cursor behind the last letter.
    let options = canvas.line_options(area.width.saturating_sub(1));
    let (rows, here) = rows_around(prompt, &options, usize::from(area.height.max(1)));
    let mut cell = (area.x, area.y);
    for (number, row) in rows.iter().enumerate() {
        let y = area.y + number as u16;
        // In terminals that order nothing and are told nothing, every line goes to the right.
        let leftwards = row.direction.is_rtl() && options.output != Output::Plain;
        let x = area.x + u16::from(leftwards);
        super::paint::row(canvas.buffer, x, y, row, |_| style);
        if number == here {
            let column = cursor_column(row, prompt.cursor(), leftwards);
            let column = column.unwrap_or(if leftwards { options.width } else { 0 });
            cell = (area.x + column, y);
        }
    }
    cell
}

/// At most so many rows of typed text, and which of them has the cursor. A line runs as its letters
/// do, and is broken where it is too long.
fn rows_around(prompt: &Prompt, options: &Options, most: usize) -> (VecDeque<Row>, usize) {
    let cursor = prompt.cursor();
    let lines: Vec<Line<'_>> = prompt.lines().collect();
    let with_cursor = lines.partition_point(|line| line.end() < cursor);
    let mut rows = VecDeque::new();
    let mut here = None;
    // Each line has a row at least.
    for (number, line) in lines.iter().enumerate().skip((with_cursor + 1).saturating_sub(most)) {
        let options = Options { direction: line.direction, ..options.clone() };
        for row in layout::rows(line.text, line.start, &options) {
            if rows.len() == most {
                if here.is_some() {
                    break;
                }
                rows.pop_front();
            }
            let ends = row.span.end == line.end();
            if here.is_none() && number == with_cursor && (cursor < row.span.end || ends) {
                here = Some(rows.len());
            }
            rows.push_back(row);
        }
        if here.is_some() && rows.len() == most {
            break;
        }
    }
    (rows, here.unwrap_or(0))
}

/// Where the cursor stands in a row, from 0 at the edge of the field: on what comes next, or behind
/// all that came before. `None` in a row without letters.
fn cursor_column(row: &Row, cursor: usize, leftwards: bool) -> Option<u16> {
    // Text that runs leftwards begins one cell further right.
    let shift = u16::from(leftwards);
    if let Some(next) = row.columns_of(Span::new(cursor, cursor + 1)).first() {
        return Some(next.start + shift);
    }
    let before = row.cells.iter().filter(|cell| cell.width > 0 && cell.source.end <= cursor);
    if leftwards {
        before.map(|cell| cell.column).min()
    } else {
        before.map(|cell| cell.columns().end).max()
    }
}

/// The box in which a note is written; returns the cursor's cell.
pub fn note(canvas: &mut Canvas<'_>, entry: &NoteEntry) -> (u16, u16) {
    let place = buttons::note_box(canvas.state);
    let (width, height) = (place.width, place.height);
    let area = Rect::new(place.x, place.y, width, height);
    canvas.frame(area, Role::FocusBorder);
    let inner = width - 4;
    let x = area.x + 2;
    let title = format!(
        " {} on {} ",
        if entry.is_new { "note" } else { "edit note" },
        entry.note.on.as_str()
    );
    let color = format!(" {} ", entry.note.color.as_str());
    let (color_width, color_role) = (color.len() as u16, Role::Note(entry.note.color));
    if title.len() as u16 + color_width <= inner {
        canvas.text(x, area.y, inner, &title, Role::Heading);
        canvas.text(area.right() - color_width - 2, area.y, color_width, &color, color_role);
    } else {
        // Where there is no room for both, the word is in the colour.
        canvas.text(x, area.y, inner, " note ", color_role);
    }
    let low = buttons::note_is_low(place);
    let first = area.y + if low { 1 } else { 2 };
    if let (Some(anchor), false) = (entry.note.anchors.first(), low) {
        let articles = &canvas.state.articles;
        let article = articles.iter().find(|article| article.hash == anchor.article);
        let direction = article
            .map(|article| article.dir)
            .or_else(|| layout::direction_of(&anchor.quote))
            .unwrap_or(Direction::LeftToRight);
        let options = Options { direction, ..canvas.line_options(inner) };
        let style = canvas.style(Role::Dim);
        canvas.quoted(x, area.y + 1, &anchor.quote, &options, |_| style);
    }
    let rows = if low { height.saturating_sub(4) } else { height - 7 };
    let in_text = typed(canvas, Rect::new(x, first, inner, rows), &entry.text);
    let y = area.bottom().saturating_sub(if low { 3 } else { 4 });
    let taken = canvas.text(x, y, inner, "tags ", Role::Key);
    let field = Rect::new(x + taken, y, inner.saturating_sub(taken), 1);
    let in_tags = typed(canvas, field, &entry.tags);
    let buttons = buttons::all(canvas.state);
    draw_buttons(canvas, &buttons);
    if entry.on_tags { in_tags } else { in_text }
}
