//! The live keymap, from the table of commands.

use super::Canvas;
use super::theme::Role;
use crate::app::help::{self, COLUMN};
use crate::app::panes::FOOT;

pub fn draw(canvas: &mut Canvas<'_>) {
    let state = canvas.state;
    let (width, height) = (canvas.buffer.area.width, canvas.buffer.area.height);
    let keys = help::keys_width(state);
    for line in help::lines(state) {
        canvas.text(line.x, line.y, keys, &line.keys, Role::Key);
        let offset = if line.command.is_some() { keys + 1 } else { 0 };
        let role = if line.command.is_some() { Role::Text } else { Role::Heading };
        let room = width.saturating_sub(line.x + offset).min(COLUMN - offset - 1);
        canvas.text(line.x + offset, line.y, room, &line.text, role);
    }
    canvas.text(1, height - FOOT, width.saturating_sub(2), &help::foot(state), Role::Dim);
}
