//! Annotations and verdicts: `cargo fuzz run -s none import`. The first byte chooses what stands
//! before the fuzzer's bytes.
#![no_main]

use hexapla::import;
use hexapla::load;
use hexapla::model::{Article, Lang};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// What is open while something is imported.
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let article = |id: &str, lang, text: &str| {
        load::from_text(&format!("{id}.txt"), id, text.to_owned(), Some(Lang::new(lang)), None)
    };
    vec![
        article("a", "en", "The harbour is open.\nNine ships came. The harbour is full 😀 now.\n"),
        article("b", "fa", "بندر باز است.\nنه کشتی آمد.\n"),
    ]
});

fuzz_target!(|data: &[u8]| {
    let [choice, rest @ ..] = data else { return };
    let start = match choice % 4 {
        0 => r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","target":"#,
        1 => r#"{"type":"Annotation","target":{"source":"a.txt","selector":"#,
        2 => "<tmx version='1.4'><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>",
        _ => "",
    };
    let text = format!("{start}{}", String::from_utf8_lossy(rest));
    let Ok(imported) = import::read(&text, &ARTICLES, 7) else { return };
    for annotation in imported.annotations {
        for anchor in annotation.anchors {
            let open = ARTICLES.iter().find(|one| one.hash == anchor.article);
            let Some(article) = open else { continue };
            let span = anchor.span.start..anchor.span.end;
            assert_eq!(article.text.get(span), Some(anchor.quote.as_str()));
        }
    }
});
