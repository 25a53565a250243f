//! The terminal's events in the reader's words.

use crate::app::msg::{Key, KeyCode, Mouse, MouseWhat, Msg};
use crossterm::event::{self, Event, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

/// What an event means; `None` where it means nothing here.
pub fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let code = match key.code {
                event::KeyCode::Char(letter) => KeyCode::Char(letter),
                event::KeyCode::Enter => KeyCode::Enter,
                event::KeyCode::Esc => KeyCode::Esc,
                event::KeyCode::Tab | event::KeyCode::BackTab => KeyCode::Tab,
                event::KeyCode::Backspace => KeyCode::Backspace,
                event::KeyCode::Delete => KeyCode::Delete,
                event::KeyCode::Up => KeyCode::Up,
                event::KeyCode::Down => KeyCode::Down,
                event::KeyCode::Left => KeyCode::Left,
                event::KeyCode::Right => KeyCode::Right,
                event::KeyCode::Home => KeyCode::Home,
                event::KeyCode::End => KeyCode::End,
                event::KeyCode::PageUp => KeyCode::PageUp,
                event::KeyCode::PageDown => KeyCode::PageDown,
                event::KeyCode::F(number) => KeyCode::F(number),
                _ => return None,
            };
            let held = |modifier| key.modifiers.contains(modifier);
            Some(Msg::Key(Key {
                code,
                ctrl: held(KeyModifiers::CONTROL),
                alt: held(KeyModifiers::ALT),
                shift: key.code == event::KeyCode::BackTab
                    || (held(KeyModifiers::SHIFT) && !matches!(code, KeyCode::Char(_))),
            }))
        }
        // Column 0 of a broken report, from which crossterm 0.29 takes 1 (and panics in a debug build).
        Event::Mouse(mouse) if mouse.column == u16::MAX || mouse.row == u16::MAX => None,
        Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseWhat::Press,
                MouseEventKind::Drag(MouseButton::Left) => MouseWhat::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseWhat::Release,
                MouseEventKind::ScrollUp => MouseWhat::WheelUp,
                MouseEventKind::ScrollDown => MouseWhat::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse { what, column: mouse.column, row: mouse.row }))
        }
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize { columns, rows }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::MouseEvent;

    #[test]
    fn a_report_of_no_column_is_no_click() {
        let at = |column, row| {
            let kind = MouseEventKind::Down(MouseButton::Left);
            translate(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
        };
        assert!(at(0_u16.wrapping_sub(1), 3).is_none());
        assert!(at(3, 0_u16.wrapping_sub(1)).is_none());
        let expected = Mouse { what: MouseWhat::Press, column: 0, row: 3 };
        assert!(matches!(at(0, 3), Some(Msg::Mouse(found)) if found == expected));
    }
}
