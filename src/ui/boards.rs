//! Boards as lists.

use super::Canvas;
use super::theme::Role;
use crate::app::boards::{self, Board, RowText};
use crate::app::panes::FOOT;
use crate::app::update::board_top;
use crate::layout::Options;
use crate::model::Span;
use ratatui::style::Modifier;

pub fn draw(canvas: &mut Canvas<'_>, board: Board) {
    let state = canvas.state;
    let (width, height) = (canvas.buffer.area.width, canvas.buffer.area.height);
    let rows = boards::rows(state, board);
    let mut x = 1;
    for other in Board::ALL {
        let role = if other == board { Role::Heading } else { Role::Dim };
        let text = format!("{} {}", other as usize + 1, other.title());
        x += canvas.text(x, 0, width.saturating_sub(x), &text, role) + 2;
        if x >= width {
            break;
        }
    }
    let count = format!("{}/{}", (state.boards.cursor(board) + 1).min(rows.len()), rows.len());
    let count_width = count.len() as u16;
    if x + count_width < width {
        canvas.text(width - count_width - 1, 0, count_width, &count, Role::Dim);
    }
    if rows.is_empty() {
        canvas.text(1, 2, width.saturating_sub(2), board.empty(), Role::Dim);
        return;
    }
    let top = board_top(state, board);
    let cursor = state.boards.cursor(board).min(rows.len() - 1);
    for (number, row) in rows.iter().enumerate().skip(top) {
        let y = 1 + (number - top) as u16;
        if y >= height - FOOT {
            break;
        }
        let here = number == cursor;
        if here {
            canvas.text(0, y, 1, "▸", Role::Cursor);
        }
        let taken = canvas.text(1, y, width - 1, &row.head, Role::Dim) + 2;
        let room = width.saturating_sub(taken + 1);
        let add = if here { Modifier::BOLD } else { Modifier::empty() };
        match &row.text {
            RowText::Own(text) => {
                let style = canvas.style(Role::Text).add_modifier(add);
                canvas.styled(taken, y, room, text, |_| style);
            }
            RowText::Passage { at, part } => {
                let article = &state.articles[at.article];
                let span = article.passages[at.passage].span;
                let text = span.of(&article.text);
                // Begin a little before the part, so that it is seen in a narrow row.
                let from = part.map_or(0, |part| beginning(text, part.start - span.start, room));
                let plain = canvas.style(Role::Text).add_modifier(add);
                let hit = canvas.style(Role::Hit);
                let part = part.map(|part| {
                    let base = span.start + from;
                    Span::new(part.start - base, part.end.saturating_sub(base))
                });
                let options = Options { direction: article.dir, ..canvas.line_options(room) };
                canvas.quoted(taken, y, &text[from..], &options, |source| {
                    if part.is_some_and(|part| part.overlaps(source)) { hit } else { plain }
                });
            }
        }
    }
}

/// A word boundary at which to begin, so that `byte` is within the first half of `room` cells.
fn beginning(text: &str, byte: usize, room: u16) -> usize {
    let before = usize::from(room) / 2;
    let letters = text[..byte].chars().count();
    if letters <= before {
        return 0;
    }
    let from = text.char_indices().nth(letters - before).map_or(0, |(at, _)| at);
    text[from..byte].find(' ').map_or(from, |space| from + space + 1)
}
