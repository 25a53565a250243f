//! JSON that can be printed: what a terminal could take for a command is escaped, though JSON would
//! let it stand. Whoever parses it gets the same text.

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Escapes DEL and the controls of ISO 6429 (U+0080 to U+009F), which some terminals obey in UTF-8;
/// those of ASCII are escaped by JSON itself.
struct Printable;

impl Formatter for Printable {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| letter.is_control()) {
            writer.write_all(&rest.as_bytes()[..at])?;
            write!(writer, "\\u{:04x}", u32::from(letter))?;
            rest = &rest[at + letter.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// Writes a value on one line, without the line's end.
pub fn write(value: &impl Serialize, out: &mut dyn Write) -> serde_json::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Printable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_is_written_and_the_text_is_the_same() {
        let all: String = (0..0x2_0000).filter_map(char::from_u32).collect();
        let mut bytes = Vec::new();
        write(&all, &mut bytes).expect("memory takes it");
        let line = String::from_utf8(bytes).expect("UTF-8");
        assert!(!line.contains(char::is_control));
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), all);
    }
}
