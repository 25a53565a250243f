//! Bytes to Unicode code points, which is what the command line counts in.

use crate::model::Span;

/// The code points before every 512th byte of a text, so that any offset is a short count away.
pub struct Offsets<'a> {
    text: &'a str,
    marks: Vec<usize>,
}

const STEP: usize = 512;

impl<'a> Offsets<'a> {
    /// Counts the text once; costs a pass over its bytes.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += heads(chunk);
        }
        Self { text, marks }
    }

    /// Code points before `byte`.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = (byte / STEP).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(mark).copied().unwrap_or(0);
        before + heads(&self.text.as_bytes()[mark * STEP..byte])
    }

    /// A span in code points.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// Bytes that begin a code point.
fn heads(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_as_chars_do(text in "\\PC{0,900}") {
            let offsets = Offsets::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.at(byte), count);
            }
            prop_assert_eq!(offsets.at(text.len()), text.chars().count());
        }
    }
}
