//! The live keymap, from the table of commands.

use super::Canvas;
use super::theme::Role;
use crate::app::command::COMMANDS;
use crate::app::panes::FOOT;

/// Width of a column of the help, in cells.
const COLUMN: u16 = 58;
/// Width of the keys in it.
const KEYS: u16 = 16;

pub fn draw(canvas: &mut Canvas<'_>) {
    let (width, height) = (canvas.buffer.area.width, canvas.buffer.area.height);
    let keymap = &canvas.state.keymap;
    let mut lines: Vec<(String, String, Role)> = Vec::new();
    let mut group = None;
    for entry in COMMANDS {
        if group != Some(entry.group) {
            group = Some(entry.group);
            if !entry.group.is_empty() {
                lines.push((String::new(), entry.group.to_owned(), Role::Heading));
            }
        }
        let keys: Vec<String> =
            keymap.keys_of(entry.command).iter().map(ToString::to_string).collect();
        lines.push((keys.join(" "), entry.help.to_owned(), Role::Text));
    }
    let rows = usize::from(height - FOOT);
    let columns = usize::from((width / COLUMN).max(1));
    // In a narrow window help has pages; any key but those that turn them leads back.
    for (place, (keys, help, role)) in lines.iter().take(rows * columns).enumerate() {
        let x = (place / rows) as u16 * COLUMN + 1;
        let y = (place % rows) as u16;
        canvas.text(x, y, KEYS, keys, Role::Key);
        let offset = if keys.is_empty() { 0 } else { KEYS + 1 };
        let room = width.saturating_sub(x + offset).min(COLUMN - offset - 1);
        canvas.text(x + offset, y, room, help, *role);
    }
}
