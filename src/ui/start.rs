//! What was read lately, to be opened again, or what is being opened.

use super::Canvas;
use super::theme::Role;
use crate::app::start::{Opening, Start, TOP};
use ratatui::style::Modifier;

/// Draws the list; returns the cell of the row under the cursor.
pub fn draw(canvas: &mut Canvas<'_>, start: &Start) -> (u16, u16) {
    let (width, height) = (canvas.buffer.area.width, canvas.buffer.area.height);
    let room = width.saturating_sub(1);
    if let Some(Opening { title, seconds }) = &start.opening {
        canvas.text(1, 0, room, &format!("hexapla · opening … {seconds} s"), Role::Heading);
        canvas.text(2, TOP, width.saturating_sub(3), title, Role::Text);
        canvas.text(1, height - 1, room, "q quit", Role::Dim);
        return (0, TOP);
    }
    canvas.text(1, 0, room, "hexapla · what was read lately", Role::Heading);
    let titles = start.sets.iter().map(|set| set.title.as_str());
    let mut here = (0, TOP);
    for (row, title) in titles.chain(["the built-in sample"]).enumerate() {
        let y = TOP + row as u16;
        if y + 1 >= height {
            break;
        }
        let mut style = canvas.style(Role::Text);
        if row == start.cursor {
            here = (0, y);
            canvas.text(0, y, 1, "▸", Role::Cursor);
            style = style.add_modifier(Modifier::BOLD);
        }
        canvas.styled(2, y, width.saturating_sub(3), title, |_| style);
    }
    let hint = "Enter open · Down Up choose · q quit · hexapla PATH... opens others";
    let (line, role) = match &canvas.state.notice {
        Some(notice) if notice.bad => (notice.text.as_str(), Role::Bad),
        Some(notice) => (notice.text.as_str(), Role::Good),
        None => (hint, Role::Dim),
    };
    canvas.text(1, height - 1, room, line, role);
    here
}
