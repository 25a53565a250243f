//! The scripts of letters.

use crate::model::Lang;

/// The scripts that several languages share, told by their letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Script(pub(super) &'static str);

impl Script {
    /// ISO 15924.
    pub(super) const fn code(self) -> &'static str {
        self.0
    }

    /// The language a text of this script is in when nothing else speaks.
    pub(super) const fn default_lang(self) -> Lang {
        match self.0.as_bytes() {
            b"Arab" => Lang::new("ar"),
            b"Deva" => Lang::new("hi"),
            b"Cyrl" => Lang::new("ru"),
            b"Hebr" => Lang::new("he"),
            b"Beng" => Lang::new("bn"),
            _ => Lang::UNKNOWN,
        }
    }
}

/// First and last code point, and the script; ascending.
const RANGES: &[(u32, u32, &str)] = &[
    (0x41, 0x5A, "Latn"),
    (0x61, 0x7A, "Latn"),
    (0xC0, 0x24F, "Latn"),
    (0x370, 0x3FF, "Grek"),
    (0x400, 0x52F, "Cyrl"),
    (0x531, 0x58F, "Armn"),
    (0x591, 0x5F4, "Hebr"),
    (0x610, 0x6FF, "Arab"),
    (0x700, 0x74F, "Syrc"),
    (0x750, 0x77F, "Arab"),
    (0x780, 0x7BF, "Thaa"),
    (0x8A0, 0x8FF, "Arab"),
    (0x900, 0x963, "Deva"),
    (0x966, 0x97F, "Deva"),
    (0x980, 0x9FF, "Beng"),
    (0xA00, 0xA7F, "Guru"),
    (0xA80, 0xAFF, "Gujr"),
    (0xB00, 0xB7F, "Orya"),
    (0xB80, 0xBFF, "Taml"),
    (0xC00, 0xC7F, "Telu"),
    (0xC80, 0xCFF, "Knda"),
    (0xD00, 0xD7F, "Mlym"),
    (0xD80, 0xDFF, "Sinh"),
    (0xE00, 0xE7F, "Thai"),
    (0xE80, 0xEFF, "Laoo"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3400, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0x20000, 0x3FFFF, "Hani"),
];

/// The script of a letter; none for what says nothing of a language.
pub(super) fn script_of(letter: char) -> Option<Script> {
    let code = letter as u32;
    let at = RANGES.partition_point(|(_, last, _)| *last < code);
    let (first, _, name) = RANGES.get(at)?;
    (*first <= code && (!letter.is_ascii() || letter.is_alphabetic())).then_some(Script(name))
}
