//! The live keymap, from the table of commands.

use super::Canvas;
use super::theme::Role;
use crate::app::help::{self, COLUMN, KEYS};
use crate::app::panes::FOOT;

pub fn draw(canvas: &mut Canvas<'_>) {
    let state = canvas.state;
    let (width, height) = (canvas.buffer.area.width, canvas.buffer.area.height);
    for line in help::lines(state) {
        canvas.text(line.x, line.y, KEYS, &line.keys, Role::Key);
        let offset = if line.command.is_some() { KEYS + 1 } else { 0 };
        let role = if line.command.is_some() { Role::Text } else { Role::Heading };
        let room = width.saturating_sub(line.x + offset).min(COLUMN - offset - 1);
        canvas.text(line.x + offset, line.y, room, &line.text, role);
    }
    let pages = help::pages(state);
    let text = if pages > 1 {
        format!(
            "page {} of {pages} · Space turns it · a click does what the line says · any other key leads back",
            state.help_page.min(pages - 1) + 1
        )
    } else {
        "a click does what the line says · any key leads back".to_owned()
    };
    canvas.text(1, height - FOOT, width.saturating_sub(2), &text, Role::Dim);
}
