//! Reads what a terminal answers, out of the same stream as what the user types.

use std::mem;

/// What the terminal said of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// XTVERSION: name and version, such as `kitty(0.26.5)`.
    pub version: Option<String>,
    /// Primary device attributes; every terminal answers these.
    pub primary: Option<String>,
    /// Secondary device attributes, such as `65;7006;1` of VTE.
    pub secondary: Option<String>,
    /// Tertiary device attributes in hexadecimal, such as `7E565445` of VTE.
    pub tertiary: Option<String>,
    /// DECRQM 8 (BDSM): 0 not known, 1 set, 2 reset, 3 and 4 for good.
    pub bidi: Option<u8>,
    /// DECRQM ?2027 (clusters as units): as above.
    pub clusters: Option<u8>,
    /// The background's red, green and blue, each from 0 to 255 (OSC 11).
    pub background: Option<[u8; 3]>,
    /// Columns of the cursor, from 1, in the order of the reports.
    pub columns: Vec<u16>,
}

impl Answers {
    /// Reads everything that came at once; the second part is what no answer is.
    pub fn read(bytes: &[u8]) -> (Self, Vec<u8>) {
        let mut reader = Reader::default();
        reader.feed(bytes);
        reader.finish()
    }
}

/// Takes the bytes as they come, keeps the answers, and keeps apart what no answer is.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    pub(super) answers: Answers,
    /// What was typed meanwhile, byte for byte.
    pub(super) typed: Vec<u8>,
    state: State,
    /// The bytes of the sequence that is being read, its introducer included.
    pending: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    Escape,
    Csi,
    /// A device control or operating system command string, without and with an escape that may
    /// end it.
    Text,
    TextEscape,
}

/// Longest sequence that can be an answer; a longer one is passed on as typed.
const LONGEST: usize = 256;

impl Reader {
    /// Takes one read's bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.take(byte);
        }
    }

    /// Ends reading: half a sequence counts as typed.
    pub(super) fn finish(mut self) -> (Answers, Vec<u8>) {
        self.reject();
        (self.answers, self.typed)
    }

    fn take(&mut self, byte: u8) {
        if self.pending.len() >= LONGEST {
            self.reject();
        }
        match (self.state, byte) {
            (State::Ground, 0x1B) => {
                self.pending.push(byte);
                self.state = State::Escape;
            }
            (State::Ground, _) => self.typed.push(byte),
            (State::Escape, b'[') => self.go(byte, State::Csi),
            (State::Escape, b'P' | b']') => self.go(byte, State::Text),
            (State::Escape | State::Csi | State::TextEscape, 0x1B) => {
                self.reject();
                self.go(byte, State::Escape);
            }
            (State::Csi, 0x40..=0x7E) => {
                self.pending.push(byte);
                if self.csi() { self.accept() } else { self.reject() }
            }
            (State::Csi, 0x20..=0x3F) => self.pending.push(byte),
            (State::Text, 0x1B) => self.go(byte, State::TextEscape),
            (State::Text, 0x20..=0x7E) => self.pending.push(byte),
            (State::TextEscape, b'\\') | (State::Text, 0x07) => {
                self.pending.push(byte);
                if self.text() { self.accept() } else { self.reject() }
            }
            (State::Escape | State::Csi | State::Text | State::TextEscape, _) => {
                self.pending.push(byte);
                self.reject();
            }
        }
    }

    fn go(&mut self, byte: u8, state: State) {
        self.pending.push(byte);
        self.state = state;
    }

    fn accept(&mut self) {
        self.pending.clear();
        self.state = State::Ground;
    }

    fn reject(&mut self) {
        self.typed.append(&mut self.pending);
        self.state = State::Ground;
    }

    /// `CSI body final`: whether it was an answer.
    fn csi(&mut self) -> bool {
        let pending = mem::take(&mut self.pending);
        let known = self.csi_of(&pending);
        if !known {
            self.pending = pending;
        }
        known
    }

    fn csi_of(&mut self, sequence: &[u8]) -> bool {
        let Some((body, last)) = std::str::from_utf8(&sequence[2..])
            .ok()
            .and_then(|rest| rest.split_at_checked(rest.len() - 1))
        else {
            return false;
        };
        let mode = |prefix| body.strip_prefix(prefix)?.strip_suffix('$')?.parse().ok();
        match last {
            "c" => match body.split_at_checked(1) {
                Some(("?", rest)) => self.answers.primary = Some(rest.to_owned()),
                Some((">", rest)) => self.answers.secondary = Some(rest.to_owned()),
                _ => return false,
            },
            "y" => match (mode("?2027;"), mode("8;")) {
                (Some(state), _) => self.answers.clusters = Some(state),
                (_, Some(state)) => self.answers.bidi = Some(state),
                _ => return false,
            },
            "R" => {
                match body.split_once(';').map(|(row, column)| (row.parse::<u16>(), column.parse()))
                {
                    Some((Ok(_), Ok(column))) => self.answers.columns.push(column),
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// `DCS body ST`, `OSC body ST` or `OSC body BEL`: whether it was an answer.
    fn text(&mut self) -> bool {
        let end = if self.pending.ends_with(b"\x07") { 1 } else { 2 };
        // The bytes were let in as printable ASCII.
        let text = String::from_utf8_lossy(&self.pending);
        let Some(body) = text.get(1..text.len() - end) else { return false };
        if let Some(version) = body.strip_prefix("P>|") {
            self.answers.version = Some(version.to_owned());
        } else if let Some(unit) = body.strip_prefix("P!|") {
            self.answers.tertiary = Some(unit.to_owned());
        } else if let Some(color) = body.strip_prefix("]11;").and_then(rgb) {
            self.answers.background = Some(color);
        } else {
            return false;
        }
        true
    }
}

/// Reads `rgb:ffff/8080/00` (X11's form, one to four digits each; `rgba:` has a fourth part).
fn rgb(text: &str) -> Option<[u8; 3]> {
    let parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let digits = u32::try_from(part.len()).ok().filter(|count| (1..=4).contains(count))?;
        let value = u32::from_str_radix(part, 16).ok()?;
        u8::try_from(value * 255 / (16u32.pow(digits) - 1)).ok()
    });
    Some([parts.next()??, parts.next()??, parts.next()??])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &str) -> (Answers, String) {
        let mut reader = Reader::default();
        // One byte at a time, as a slow line brings them.
        for byte in bytes.bytes() {
            reader.feed(&[byte]);
        }
        let (answers, typed) = reader.finish();
        (answers, String::from_utf8(typed).unwrap())
    }

    #[test]
    fn answers_are_told_from_keys() {
        let (answers, typed) = read(
            "j\x1bP>|kitty(0.26.5)\x1b\\\x1b[8;1$y\x1b[Ak\x1b[?2027;0$y\x1b[>65;7006;1c\
             \x1bP!|7E565445\x1b\\\x1b[1;3R\x1b[?62;c\x1bx",
        );
        assert_eq!(typed, "j\x1b[Ak\x1bx");
        assert_eq!(answers.version.as_deref(), Some("kitty(0.26.5)"));
        assert_eq!((answers.bidi, answers.clusters), (Some(1), Some(0)));
        assert_eq!(answers.secondary.as_deref(), Some("65;7006;1"));
        assert_eq!(answers.tertiary.as_deref(), Some("7E565445"));
        assert_eq!(answers.primary.as_deref(), Some("62;"));
        assert_eq!(answers.columns, [3]);
    }

    #[test]
    fn colours_come_with_either_end_and_any_depth() {
        for answer in ["\x1b]11;rgb:ffff/8080/0000\x1b\\", "\x1b]11;rgb:ff/80/0\x07"] {
            assert_eq!(read(answer).0.background, Some([255, 128, 0]), "{answer:?}");
        }
        assert_eq!(read("\x1b]11;?\x07").1, "\x1b]11;?\x07");
    }

    #[test]
    fn half_a_sequence_and_unknown_ones_count_as_typed() {
        for text in [
            "\x1b",
            "\x1b[",
            "\x1b[12",
            "\x1bP>|x",
            "\x1b[5~",
            "\x1b[200~سلام\x1b[201~",
            "\x1bPx\x1b\\",
        ] {
            let (answers, typed) = read(text);
            assert_eq!((answers, typed.as_str()), (Answers::default(), text));
        }
    }

    #[test]
    fn an_endless_answer_is_none() {
        let text = format!("\x1bP>|{}\x1b\\", "x".repeat(5000));
        assert_eq!(read(&text), (Answers::default(), text));
    }
}
