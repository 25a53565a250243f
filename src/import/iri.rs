//! Paths and ids out of IRIs.

use crate::model::ContentHash;

/// Percent-decoded; what is no UTF-8 then is left as it was.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The path that a source names.
pub fn path(iri: &str) -> String {
    let iri = iri.split(['#', '?']).next().unwrap_or_default();
    match iri.strip_prefix("file://") {
        // A host may stand before the path.
        Some(rest) => decoded(rest.find('/').map_or(rest, |at| &rest[at..])),
        None => decoded(iri),
    }
}

/// The id that an annotation has in a library.
pub fn note_id(iri: &str) -> String {
    if let Some(uuid) = iri.strip_prefix("urn:uuid:") {
        return uuid.to_owned();
    }
    iri.strip_prefix("urn:hexapla:note:").map_or_else(|| iri.to_owned(), decoded)
}

/// The hash of `hash://sha256/…`, or of 64 digits alone.
pub fn hash(text: &str) -> Option<ContentHash> {
    let digits = text.trim().strip_prefix("hash://sha256/").unwrap_or(text.trim());
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut hash = [0; 32];
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(ContentHash(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (iri, expected) in [
            ("a/b.txt", "a/b.txt"),
            ("file:///a%20b/%D8%A8.txt", "/a b/ب.txt"),
            ("file://host/x", "/x"),
            ("x.jsonl%232", "x.jsonl#2"),
            ("x.html#part", "x.html"),
            ("100%", "100%"),
            ("%zz%ff", "%zz%ff"),
        ] {
            assert_eq!(path(iri), expected, "{iri:?}");
        }
    }

    #[test]
    fn hashes() {
        let digits = "0f".repeat(32);
        let known = Some(ContentHash([15; 32]));
        for (text, expected) in [
            (format!("hash://sha256/{digits}"), known),
            (digits.to_uppercase(), known),
            (digits[1..].to_owned(), None),
            ("٤".repeat(32), None),
        ] {
            assert_eq!(hash(&text), expected, "{text:?}");
        }
    }
}
