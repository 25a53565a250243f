//! Bidi_Class by table instead of by search, for the scripts that articles are written in.

use std::sync::LazyLock;

use unicode_bidi::data_source::BidiMatchedOpeningBracket;
use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData};

/// Code points below this have their class in the table: all alphabets, and the punctuation.
const END: u32 = 0x2100;

static TABLE: LazyLock<Vec<BidiClass>> =
    LazyLock::new(|| (0..END).filter_map(char::from_u32).map(unicode_bidi::bidi_class).collect());

/// The Bidi_Class of a character.
pub(super) fn bidi_class(c: char) -> BidiClass {
    match TABLE.get(c as usize) {
        Some(&class) => class,
        None => unicode_bidi::bidi_class(c),
    }
}

/// The crate's data by way of the table.
pub(super) struct Classes;

impl BidiDataSource for Classes {
    fn bidi_class(&self, c: char) -> BidiClass {
        bidi_class(c)
    }

    fn bidi_matched_opening_bracket(&self, c: char) -> Option<BidiMatchedOpeningBracket> {
        HardcodedBidiData.bidi_matched_opening_bracket(c)
    }
}
