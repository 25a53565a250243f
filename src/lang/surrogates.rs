//! JSON that other programs wrote may hold half of a surrogate pair (`\ud83d` cut from an emoji),
//! which is no character. JSON's grammar allows it, Unicode text can't hold it.

use std::borrow::Cow;

/// The JSON with each such half replaced by U+FFFD.
pub(crate) fn mended(json: &str) -> Cow<'_, str> {
    let bytes = json.as_bytes();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = json[at..].find('\\') {
        let escape = at + found;
        // The other byte of a simple escape is ASCII in sound JSON; broken JSON is not mended.
        at = (escape + 2).min(bytes.len());
        while !json.is_char_boundary(at) {
            at += 1;
        }
        let Some(unit) = unit(bytes, escape) else { continue };
        at = escape + 6;
        match unit {
            0xD800..=0xDBFF if matches!(self::unit(bytes, at), Some(0xDC00..=0xDFFF)) => at += 6,
            0xD800..=0xDFFF => {
                out.push_str(&json[copied..escape]);
                out.push_str("\\ufffd");
                copied = at;
            }
            _ => {}
        }
    }
    if copied == 0 { Cow::Borrowed(json) } else { Cow::Owned(out + &json[copied..]) }
}

/// The number of the `\uXXXX` that begins here.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_are_replaced_and_pairs_kept() {
        for (json, expected) in [
            (r#""a\ud83dz""#, "a\u{fffd}z"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ude00""#, "😀"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\\ud83d""#, "\\ud83d"),
            (r#""\"\u0041""#, "\"A"),
        ] {
            let text: String = serde_json::from_str(&mended(json)).expect("sound now");
            assert_eq!(text, expected, "{json}");
        }
    }

    proptest! {
        #[test]
        fn sound_json_stays_as_it_is(text in "\\PC{0,40}") {
            let json = serde_json::to_string(&text).expect("text");
            prop_assert_eq!(mended(&json), json.as_str());
        }

        #[test]
        fn any_text_is_taken(text in "[\\\\ua-f0-9dDé\"]{0,30}") {
            let _ = mended(&text);
        }
    }
}
