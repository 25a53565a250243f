//! The files of `assets/lang/`, compiled in: tables are packed, and unpacked when they are first asked
//! for.

use flate2::read::DeflateDecoder;
use std::io::Read;
use std::sync::OnceLock;

/// A file, by its path below `assets/lang/` with `/` between its parts.
struct File {
    name: &'static str,
    content: Content,
}

enum Content {
    Plain(&'static str),
    Packed { bytes: &'static [u8], length: usize, text: OnceLock<String> },
}

impl File {
    const fn plain(name: &'static str, text: &'static str) -> Self {
        Self { name, content: Content::Plain(text) }
    }

    const fn packed(name: &'static str, bytes: &'static [u8], length: usize) -> Self {
        Self { name, content: Content::Packed { bytes, length, text: OnceLock::new() } }
    }

    fn text(&'static self) -> &'static str {
        match &self.content {
            Content::Plain(text) => text,
            Content::Packed { bytes, length, text } => text.get_or_init(|| {
                let mut text = String::with_capacity(*length);
                // It was packed by `build.rs`; a test unpacks every one.
                let _ = DeflateDecoder::new(*bytes).read_to_string(&mut text);
                text
            }),
        }
    }
}

// All files, ordered by name.
include!(concat!(env!("OUT_DIR"), "/lang_assets.rs"));

/// The content of one file, for instance `ar/language.toml`.
pub fn file(path: &str) -> Option<&'static str> {
    FILES.binary_search_by(|file| file.name.cmp(path)).ok().map(|at| FILES[at].text())
}

/// The path of every file that begins with `prefix` and ends with `suffix`.
pub fn paths(prefix: &str, suffix: &str) -> impl Iterator<Item = &'static str> {
    FILES
        .iter()
        .map(|file| file.name)
        .filter(move |name| name.starts_with(prefix) && name.ends_with(suffix))
}

/// The same with what is in them.
pub fn files(prefix: &str, suffix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .filter(move |file| file.name.starts_with(prefix) && file.name.ends_with(suffix))
        .map(|file| (file.name, file.text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_what_it_was_before_it_was_packed() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/lang");
        for (name, text) in files("", "") {
            assert_eq!(std::fs::read_to_string(root.join(name)).unwrap(), text, "{name}");
            assert_eq!(file(name), Some(text), "{name} can't be found");
        }
        assert!(FILES.len() > 400);
    }
}
