//! Text being typed: one line for a search, several for a note. The cursor moves by grapheme, in
//! logical order.

use super::msg::{Key, KeyCode};
use crate::layout;
use crate::model::Direction;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// Bytes before the cursor.
    cursor: usize,
}

/// A line of typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Bytes before it.
    pub start: usize,
    /// Without its end.
    pub text: &'a str,
    /// That of its first strong letter; a line without one goes on as the line above it.
    pub direction: Direction,
}

impl Line<'_> {
    /// Bytes up to its end.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
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

    /// The lines, at least one.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (mut start, mut direction) = (0, Direction::LeftToRight);
        self.text.split('\n').map(move |text| {
            direction = layout::direction_of(text).unwrap_or(direction);
            let line = Line { start, text, direction };
            start = line.end() + 1;
            line
        })
    }

    /// The direction of the line that holds the cursor.
    pub fn direction(&self) -> Direction {
        let here = self.lines().find(|line| self.cursor <= line.end());
        here.map_or(Direction::LeftToRight, |line| line.direction)
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
    fn a_line_runs_as_its_first_letter_or_else_as_the_one_above() {
        let mut prompt = Prompt::new("12\n\u{5D0} b\n- 3\nb \u{5D0}\n");
        let found: Vec<_> =
            prompt.lines().map(|line| (line.start, line.direction.is_rtl())).collect();
        assert_eq!(found, [(0, false), (3, true), (8, true), (12, false), (17, false)]);
        assert_eq!(prompt.direction(), Direction::LeftToRight);
        prompt.cursor = 3;
        assert_eq!(prompt.direction(), Direction::RightToLeft);
    }

    #[test]
    fn other_keys_are_left_to_others() {
        assert!(!Prompt::default().key("Enter".parse().expect("a key")));
        assert!(!Prompt::default().key("Ctrl-o".parse().expect("a key")));
    }
}
