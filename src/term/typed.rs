//! The keys in what was typed while the terminal answered, before crossterm reads.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// The keys in bytes that were typed while the terminal answered. What is not known is left out.
pub fn typed_events(typed: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(typed);
    let mut rest = text.as_ref();
    let mut events = Vec::new();
    while let Some(c) = rest.chars().next() {
        let (length, key) = sequence(rest).unwrap_or_else(|| {
            let (code, modifiers) = key(c);
            (c.len_utf8(), Some((code, modifiers)))
        });
        rest = &rest[length..];
        if let Some((code, modifiers)) = key {
            events.push(Event::Key(KeyEvent::new_with_kind(code, modifiers, KeyEventKind::Press)));
        }
    }
    events
}

type Key = (KeyCode, KeyModifiers);

fn key(c: char) -> Key {
    let none = KeyModifiers::NONE;
    match c {
        '\r' | '\n' => (KeyCode::Enter, none),
        '\t' => (KeyCode::Tab, none),
        '\x7f' | '\x08' => (KeyCode::Backspace, none),
        '\x1b' => (KeyCode::Esc, none),
        '\x01'..='\x1a' => (KeyCode::Char(char::from(c as u8 + 0x60)), KeyModifiers::CONTROL),
        _ if c.is_uppercase() => (KeyCode::Char(c), KeyModifiers::SHIFT),
        _ => (KeyCode::Char(c), none),
    }
}

/// The control sequence at the start of `text`: its bytes, and the key if it is one that is known.
fn sequence(text: &str) -> Option<(usize, Option<Key>)> {
    let body = text.strip_prefix("\x1b[").or_else(|| text.strip_prefix("\x1bO"))?;
    let end = body.find(|c: char| ('\x40'..='\x7e').contains(&c))?;
    let code = match &body[..=end] {
        "A" => Some(KeyCode::Up),
        "B" => Some(KeyCode::Down),
        "C" => Some(KeyCode::Right),
        "D" => Some(KeyCode::Left),
        "H" => Some(KeyCode::Home),
        "F" => Some(KeyCode::End),
        "Z" => Some(KeyCode::BackTab),
        "5~" => Some(KeyCode::PageUp),
        "6~" => Some(KeyCode::PageDown),
        "3~" => Some(KeyCode::Delete),
        _ => None,
    };
    Some((2 + end + 1, code.map(|code| (code, KeyModifiers::NONE))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, KeyEventKind::Press))
    }

    #[test]
    fn typed_bytes_become_keys() {
        let none = KeyModifiers::NONE;
        let expected = [
            pressed(KeyCode::Char('j'), none),
            pressed(KeyCode::Down, none),
            pressed(KeyCode::Char('س'), none),
            pressed(KeyCode::Char('c'), KeyModifiers::CONTROL),
            pressed(KeyCode::Char('G'), KeyModifiers::SHIFT),
            pressed(KeyCode::Esc, none),
        ];
        assert_eq!(typed_events("j\x1b[B\x1b[200~س\x03G\x1b".as_bytes()), expected);
        assert_eq!(typed_events(b"\xff").len(), 1);
    }
}
