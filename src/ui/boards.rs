//! Boards as lists.

use super::theme::Role;
use super::{Canvas, rows};
use crate::app::boards::filter::{Filter, article_of};
use crate::app::boards::{self, Board, RowText, place};
use crate::app::command::Command;
use crate::app::panes::FOOT;
use crate::lang::in_words;
use crate::layout::{self, Options, Output, Widths};
use crate::model::{PassageRef, Span};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

pub fn draw(canvas: &mut Canvas<'_>, board: Board) {
    let state = canvas.state;
    let width = canvas.buffer.area.width;
    for (other, x, name) in place::tabs(width, board) {
        let role = if other == board { Role::Heading } else { Role::Dim };
        canvas.text(x, 0, width - x, &name, role);
    }
    draw_shown(canvas, board);
    let items = state.boards.items(board);
    if items.is_empty() {
        let filtered = !state.boards.filter(board).is_empty();
        let compared = !matches!(board, Board::Notes | Board::Hits | Board::Decisions);
        let text = match state.aligned_how {
            None if compared => "The passages are still being compared.".to_owned(),
            _ if filtered => {
                format!("Nothing fits the filter: {} changes it.", state.way(Command::Filter))
            }
            _ => boards::empty(state, board),
        };
        let y = (place::HEAD + 1).min(canvas.buffer.area.height - FOOT - 1);
        canvas.text(1, y, width.saturating_sub(2), &text, Role::Dim);
        return;
    }
    let cursor = state.boards.cursor(board);
    for (number, y, height) in place::visible(state, board) {
        let here = number == cursor;
        let mut y = y;
        if let boards::Item::Claim { fact, value: 0, .. } = items[number] {
            let label = in_words::fact_label(&state.alignment.facts[fact]);
            canvas.text(1, y, width.saturating_sub(2), &label, Role::Heading);
            y += 1;
            if height < 2 {
                break;
            }
        }
        if here {
            canvas.text(0, y, 1, "▸", Role::Cursor);
        }
        if let (Board::Rows, boards::Item::Fact(fact)) = (board, items[number]) {
            rows::draw(canvas, fact, y, height, here);
        } else {
            draw_row(canvas, &boards::rows::row(state, items[number]), y, here);
        }
    }
}

/// The second line: the articles' columns, and what is shown of the board in which order.
fn draw_shown(canvas: &mut Canvas<'_>, board: Board) {
    let state = canvas.state;
    let width = canvas.buffer.area.width;
    let filter = state.boards.filter(board);
    let only = article_of(state, filter);
    let mut from = 1;
    for (article, x, wide) in place::columns(state, board) {
        if wide < 3 || (board == Board::Facts && x + wide > width) {
            continue;
        }
        let found = &state.articles[article];
        let is_chosen = only == Some(article) || state.focused() == Some(article);
        let role = if is_chosen { Role::Heading } else { Role::Dim };
        let name = match board {
            Board::Rows => format!("{} {}", found.lang, found.source.as_ref().unwrap_or(&found.id)),
            _ if wide < 4 => found.lang.to_string(),
            // Where there is room for more than the short name, the outlet's.
            _ if state.names.short.iter().all(|name| state.look.cells(name, wide) + 1 < wide) => {
                format!("{} {}", found.lang, found.source.as_ref().unwrap_or(&found.id))
            }
            _ => state.names.short[article].clone(),
        };
        let left = x.max(1);
        canvas.text(left, 1, (x + wide).saturating_sub(left + 1), &name, role);
        from = x + wide;
    }
    let items = state.boards.items(board);
    let at = (state.boards.cursor(board) + 1).min(items.len());
    // A conflict has as many rows as sides.
    let starts =
        |item: &&boards::Item| !matches!(item, boards::Item::Claim { value, .. } if *value > 0);
    let count = items.iter().filter(starts).count();
    let at = items[..at].iter().filter(starts).count();
    let mut text = format!("{at}/{count} · {}", state.boards.order(board).as_str());
    if !filter.is_empty() {
        text = format!("filter {filter} · {text}");
    }
    if board == Board::Facts && Filter::parse(state, filter).has_words() {
        text = format!("{text} · ● says it  ○ same fact in other words");
    }
    let columns = place::columns(state, board).len();
    if board == Board::Rows && columns < state.panes.order.len() {
        let all = state.panes.order.len();
        text = format!("{text} · {columns} of {all} articles: h and l bring the others in");
    }
    // Aligned rows need the line for the articles.
    let y = if board == Board::Rows { canvas.buffer.area.height - 2 } else { 1 };
    let from = if board == Board::Rows { 1 } else { from + 1 };
    canvas.text(from, y, width.saturating_sub(from + 1), &text, Role::Dim);
}

fn draw_row(canvas: &mut Canvas<'_>, row: &boards::BoardRow, y: u16, here: bool) {
    let state = canvas.state;
    let width = canvas.buffer.area.width;
    let head = match row.note {
        Some(note) => Role::Note(state.notes[note].color),
        None => Role::Dim,
    };
    let head = canvas.style(head).remove_modifier(Modifier::UNDERLINED);
    let taken = canvas.styled(1, y, width - 1, &row.head, |_| head) + 2;
    let room = width.saturating_sub(taken + 1);
    let add = if here { Modifier::BOLD } else { Modifier::empty() };
    let plain = canvas.style(Role::Text).add_modifier(add);
    match &row.text {
        RowText::Own(text) => {
            canvas.styled(taken, y, room, text, |_| plain);
        }
        RowText::Passage { at, part } => passage(canvas, (taken, y, room), *at, *part, plain),
        RowText::Keyword { at, part } if state.look.output == Output::Visual => {
            keyword(canvas, (taken, y, room), *at, *part, plain);
        }
        RowText::Keyword { at, part } => passage(canvas, (taken, y, room), *at, Some(*part), plain),
    }
}

/// A passage in one line, from a little before the part that is to be seen.
fn passage(
    canvas: &mut Canvas<'_>,
    (x, y, room): (u16, u16, u16),
    at: PassageRef,
    part: Option<Span>,
    plain: Style,
) {
    let article = &canvas.state.articles[at.article];
    let span = article.passages[at.passage].span;
    let text = span.of(&article.text);
    let from = part.map_or(0, |part| {
        beginning(text, part.start - span.start, room, &canvas.state.look.widths)
    });
    let hit = canvas.style(Role::Hit);
    let part = part.map(|part| {
        let base = span.start + from;
        Span::new(part.start - base, part.end.saturating_sub(base))
    });
    let options = Options { direction: article.dir, ..canvas.line_options(room) };
    canvas.quoted(x, y, &text[from..], &options, |source| {
        if part.is_some_and(|part| part.overlaps(source)) { hit } else { plain }
    });
}

/// A passage in one line with the keyword in the middle, so that the hits stand under each other.
fn keyword(
    canvas: &mut Canvas<'_>,
    (x, y, room): (u16, u16, u16),
    at: PassageRef,
    part: Span,
    plain: Style,
) {
    let article = &canvas.state.articles[at.article];
    let span = article.passages[at.passage].span;
    let text = span.of(&article.text);
    // As much on each side as can be seen, and never megabytes.
    let widths = &canvas.state.look.widths;
    let from = beginning(text, part.start - span.start, room.saturating_mul(2), widths);
    let rest = &text[part.end - span.start..];
    let after = rest.char_indices().nth(usize::from(room)).map_or(rest.len(), |(at, _)| at);
    let to =
        part.end - span.start + rest[after..].find(' ').map_or(rest.len() - after, |s| s) + after;
    let base = span.start + from;
    let part = Span::new(part.start - base, part.end - base);
    let options =
        Options { direction: article.dir, ..canvas.line_options(room.saturating_mul(8).max(400)) };
    let row = layout::label(&text[from..to], &options);
    let Some(middle) = row.columns_of(part).first().map(|columns| columns.start) else {
        return;
    };
    let hit = canvas.style(Role::Hit);
    let wanted = room / 2;
    for (column, width, symbol, source) in row.ink() {
        // Shifted so that the keyword begins in the middle.
        let Some(shifted) = (column + wanted).checked_sub(middle) else { continue };
        if shifted + u16::from(width) <= room {
            let style = if part.overlaps(source) { hit } else { plain };
            super::paint::put(canvas.buffer, x + shifted, y, symbol, u16::from(width), style);
        }
    }
}

/// A word boundary at which to begin, so that `byte` is within the first half of `room` cells.
fn beginning(text: &str, byte: usize, room: u16, widths: &Widths) -> usize {
    let mut left = usize::from(room) / 2;
    let mut from = byte;
    for (at, grapheme) in text[..byte].grapheme_indices(true).rev() {
        let Some(rest) = left.checked_sub(layout::width(grapheme, widths).max(1)) else {
            return text[from..byte].find(' ').map_or(from, |space| from + space + 1);
        };
        (left, from) = (rest, at);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_within_the_first_half() {
        let cases = [
            ("short ", 20, ""),
            ("one two three four ", 20, "four "),
            // Two cells each, and no spaces to begin at.
            ("扎尔纳瓦的水位上涨了", 8, "涨了"),
            ("शेयर करें और पढ़ें ", 14, "और पढ़ें "),
        ];
        for (text, room, expected) in cases {
            let from = beginning(text, text.len(), room, &Widths::default());
            assert_eq!(&text[from..], if expected.is_empty() { text } else { expected });
            assert!(layout::width(&text[from..], &Widths::default()) <= usize::from(room) / 2);
        }
    }
}
