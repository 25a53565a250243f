//! Text being typed.

use super::Canvas;
use super::theme::Role;
use crate::app::buttons::{self, Button};
use crate::app::prompt::Prompt;
use crate::app::state::NoteEntry;
use crate::layout::{self, Options};
use crate::model::{Direction, Span};
use ratatui::layout::Rect;

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
        let text = format!("{} hits", state.search.hits.len());
        let taken = text.len() as u16;
        if x + taken + 12 < end {
            end -= taken + 1;
            canvas.text(end, y, taken, &text, Role::Dim);
        }
    }
    let column = field(canvas, x, y, end.saturating_sub(x + 1), prompt);
    (column, y)
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

/// A line of typed text; returns the cursor's column.
fn field(canvas: &mut Canvas<'_>, x: u16, y: u16, width: u16, prompt: &Prompt) -> u16 {
    let options = canvas.line_options(width);
    let row = layout::label(prompt.text(), &options);
    let style = canvas.style(Role::Text);
    super::paint::row(canvas.buffer, x, y, &row, |_| style);
    let cursor = prompt.cursor();
    let under = row.columns_of(Span::new(cursor, cursor + 1)).first().map(|range| range.start);
    let after = || {
        let before = row.cells.iter().filter(|cell| cell.source.end <= cursor);
        before.map(|cell| cell.column + u16::from(cell.width)).max().unwrap_or(0)
    };
    x + under.unwrap_or_else(after).min(width)
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
    let mut cursor = (x, first);
    let lines: Vec<&str> = entry.text.text().split('\n').collect();
    let mut before = 0;
    let at_line = lines
        .iter()
        .position(|line| {
            let inside = entry.text.cursor() <= before + line.len();
            if !inside {
                before += line.len() + 1;
            }
            inside
        })
        .unwrap_or(lines.len() - 1);
    let top = (at_line + 1).saturating_sub(usize::from(rows));
    for (number, line) in lines.iter().enumerate().skip(top).take(usize::from(rows)) {
        let y = first + (number - top) as u16;
        if number == at_line && !entry.on_tags {
            let mut prompt = Prompt::new(*line);
            prompt.place(entry.text.cursor() - before);
            cursor = (field(canvas, x, y, inner, &prompt), y);
        } else {
            canvas.text(x, y, inner, line, Role::Text);
        }
    }
    let y = area.bottom().saturating_sub(if low { 3 } else { 4 });
    let taken = canvas.text(x, y, inner, "tags ", Role::Key);
    let column = field(canvas, x + taken, y, inner.saturating_sub(taken), &entry.tags);
    if entry.on_tags {
        cursor = (column, y);
    }
    let buttons = buttons::all(canvas.state);
    draw_buttons(canvas, &buttons);
    cursor
}
