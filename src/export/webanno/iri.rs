//! Paths and ids as IRIs (RFC 3987).

use crate::model::ContentHash;
use std::fmt::Write as _;

/// Percent-encodes what is no letter, digit or `-._~`.
pub fn encoded(text: &str) -> String {
    encode(text, |letter| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~'))
}

fn encode(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if keep(letter) {
            out.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// A path as given: `file://` and an absolute one, else a reference relative to where one works.
pub fn of_path(path: &str) -> String {
    let path = encode(path, |letter| {
        letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~' | '/')
    });
    // `//` would begin with a host.
    if path.starts_with('/') { format!("file://{path}") } else { path }
}

/// An id that is a UUID as `urn:uuid:`, one that is an address (as others give them) as it is, any
/// other as one of ours.
pub fn of_note(id: &str) -> String {
    // Upper-case and braced spellings would not come back as they are.
    let plain = uuid::Uuid::parse_str(id).is_ok_and(|uuid| uuid.hyphenated().to_string() == id);
    let reserved = ["urn:uuid:", "urn:hexapla:"].iter().any(|start| id.starts_with(start));
    if plain {
        format!("urn:uuid:{id}")
    } else if is_address(id) && !reserved {
        id.to_owned()
    } else {
        format!("urn:hexapla:note:{}", encoded(id))
    }
}

/// A scheme, a colon, and what RFC 3986 allows behind it.
fn is_address(id: &str) -> bool {
    let Some((scheme, rest)) = id.split_once(':') else { return false };
    scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;=%".contains(&byte))
}

/// The version of a text.
pub fn of_hash(hash: ContentHash) -> String {
    format!("hash://sha256/{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_iris() {
        for (path, expected) in [
            ("a/b.txt", "a/b.txt"),
            ("/a b/ب.txt", "file:///a%20b/ب.txt"),
            ("x.jsonl#2", "x.jsonl%232"),
            ("c:x?y", "c%3Ax%3Fy"),
            ("\u{202e}", "%E2%80%AE"),
            ("-", "-"),
        ] {
            assert_eq!(of_path(path), expected, "{path:?}");
        }
    }

    #[test]
    fn ids_are_iris() {
        let uuid = "6fa459ea-ee8a-4ca4-894e-db77e160355e";
        assert_eq!(of_note(uuid), format!("urn:uuid:{uuid}"));
        let address = "https://example.org/a/1?x=%20";
        assert_eq!(of_note(address), address);
        assert_eq!(of_note("urn:uuid:x"), "urn:hexapla:note:urn%3Auuid%3Ax");
        assert_eq!(of_note("a b"), "urn:hexapla:note:a%20b");
        assert_eq!(
            of_note(&uuid.to_uppercase()),
            format!("urn:hexapla:note:{}", uuid.to_uppercase())
        );
    }
}
