//! What is found in any text, read as any language: `cargo fuzz run -s none scanner`. The first
//! byte chooses the language.
#![no_main]

use hexapla::lang::{concepts, names, sentences, values};
use hexapla::model::{Lang, Span};
use libfuzzer_sys::fuzz_target;
use unicode_segmentation::UnicodeSegmentation;

const LANGUAGES: [&str; 16] = [
    "en", "ar", "fa", "ur", "he", "hi", "ru", "uk", "tr", "fr", "de", "es", "zh", "ja", "th", "und",
];

fuzz_target!(|data: &[u8]| {
    let [choice, rest @ ..] = data else { return };
    let lang = Lang::new(LANGUAGES[usize::from(*choice) % LANGUAGES.len()]);
    let text = String::from_utf8_lossy(rest);
    let edges: Vec<usize> =
        text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    let sound = |spans: Vec<Span>, apart: bool| {
        let mut last = 0;
        for span in spans {
            assert!(span.start < span.end);
            assert!(edges.binary_search(&span.start).is_ok());
            assert!(edges.binary_search(&span.end).is_ok());
            assert!(!apart || span.start >= last);
            last = span.end;
        }
    };
    sound(values::scan(&text, lang).into_iter().map(|one| one.span).collect(), true);
    sound(sentences::sentences(&text, lang), true);
    sound(names::candidates(&text, lang).into_iter().map(|one| one.span).collect(), false);
    sound(concepts::find(&text, lang).into_iter().map(|one| one.span).collect(), false);
});
