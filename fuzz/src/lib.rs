//! What the targets of the loaders have in common: any bytes become articles or messages, and the
//! articles are sound.

use hexapla::load::{self, Limits, Options};
use std::io::{Cursor, Write};
use unicode_segmentation::UnicodeSegmentation;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Loads bytes as a file of this name.
pub fn load(name: &str, data: &[u8]) {
    let limits = Limits { text_bytes: 1 << 20, unpacked_bytes: 4 << 20, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    let loaded = load::from_bytes(name, data.to_vec(), &options);
    assert!(!loaded.articles.is_empty() || !loaded.problems.is_empty());
    for article in &loaded.articles {
        let edges: Vec<usize> = article
            .text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .chain([article.text.len()])
            .collect();
        let mut last = 0;
        for passage in &article.passages {
            let span = passage.span;
            assert!(span.start >= last && span.end >= span.start);
            assert!(edges.binary_search(&span.start).is_ok());
            assert!(edges.binary_search(&span.end).is_ok());
            last = span.end;
        }
    }
    for problem in &loaded.problems {
        assert!(!problem.what.is_empty() && !problem.way_out.is_empty());
    }
}

/// A zip file with these files, not compressed, so that the fuzzer sees what it changes.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in files {
        zip.start_file(*name, stored).expect("a name of ours");
        zip.write_all(content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}
