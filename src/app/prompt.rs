//! Text being typed: one line for a search, several for a note. The cursor moves by grapheme, in
//! logical order.

use super::msg::{Key, KeyCode};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// Bytes before the cursor.
    cursor: usize,
}

impl Prompt {
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes before the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves the cursor to a byte; one that is inside a character is left out.
    pub fn place(&mut self, cursor: usize) {
        if self.text.is_char_boundary(cursor) {
            self.cursor = cursor;
        }
    }

    /// Puts text in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
    }

    /// Takes an editing key; whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        match key.code {
            KeyCode::Char('u') if key.ctrl => {
                self.text.drain(..self.cursor);
                self.cursor = 0;
            }
            KeyCode::Char('w') if key.ctrl => {
                let start = self.word_start();
                self.text.drain(start..self.cursor);
                self.cursor = start;
            }
            KeyCode::Char('a') if key.ctrl => self.cursor = 0,
            KeyCode::Char('e') if key.ctrl => self.cursor = self.text.len(),
            KeyCode::Char(letter) if !key.ctrl && !key.alt && !letter.is_control() => {
                self.insert(letter.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Backspace => {
                let start = self.previous();
                self.text.drain(start..self.cursor);
                self.cursor = start;
            }
            KeyCode::Delete => {
                let end = self.next();
                self.text.drain(self.cursor..end);
            }
            KeyCode::Left => self.cursor = self.previous(),
            KeyCode::Right => self.cursor = self.next(),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }

    fn previous(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn next(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }

    fn word_start(&self) -> usize {
        self.text[..self.cursor].unicode_word_indices().next_back().map_or(0, |(start, _)| start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Prompt {
        let mut prompt = Prompt::default();
        for name in keys.split(' ') {
            prompt.key(name.parse().expect("a key"));
        }
        prompt
    }

    #[test]
    fn edits_by_grapheme() {
        let mut prompt = Prompt::new("कि");
        prompt.key("Backspace".parse().expect("a key"));
        assert_eq!(prompt.text(), "");
        assert_eq!(typed("a b Left c").text(), "acb");
        assert_eq!(typed("a b Home Delete").text(), "b");
        assert_eq!(typed("a Space b c Ctrl-w").text(), "a ");
        assert_eq!(typed("a b Left Ctrl-u").text(), "b");
    }

    #[test]
    fn other_keys_are_left_to_others() {
        assert!(!Prompt::default().key("Enter".parse().expect("a key")));
        assert!(!Prompt::default().key("Ctrl-o".parse().expect("a key")));
    }
}
