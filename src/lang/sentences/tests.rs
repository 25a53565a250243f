use super::*;
use proptest::prelude::*;

fn cut<'a>(text: &'a str, lang: &str) -> Vec<&'a str> {
    sentences(text, lang.parse().unwrap()).iter().map(|span| span.of(text)).collect()
}

/// `tests/data/sentences.tsv` was written before the rules; the rules need not know every case.
#[test]
fn the_probes_are_cut_right() {
    let (mut right, mut all) = (0, 0);
    let mut wrong = String::new();
    for line in include_str!("../../../tests/data/sentences.tsv").lines() {
        let Some((lang, marked)) = line.split_once('\t') else { continue };
        let text = marked.replace('¦', "");
        let expected: Vec<&str> = marked.split('¦').map(str::trim).collect();
        let found = cut(&text, lang);
        all += 1;
        if found == expected {
            right += 1;
        } else {
            wrong.push_str(&format!("{lang}: {}\n", found.join("¦")));
        }
    }
    println!("{right} of {all}\n{wrong}");
    assert!(all >= 200, "{all}");
    assert!(right * 100 >= all * 97, "{right} of {all} right\n{wrong}");
}

#[test]
fn breaks_of_lines_and_paragraphs() {
    assert_eq!(cut("One line\r\ngoes on.\r\n\r\nTwo", "en"), ["One line\r\ngoes on.", "Two"]);
    assert_eq!(cut(" \n\n . ", "en"), ["."]);
    assert!(cut("", "en").is_empty());
    assert!(cut(" \u{200B}\n", "ar").is_empty());
}

#[test]
fn a_long_text_without_an_end_is_cut_at_white_space() {
    let text = "word ".repeat(2_000);
    let found = cut(&text, "en");
    assert!(found.len() >= 3 && found.iter().all(|s| s.len() <= LONGEST && !s.ends_with("wor")));
    let letter = "م".repeat(50_000);
    assert_eq!(cut(&letter, "ar").concat(), letter);
    let flags = "🇫🇷".repeat(5_000);
    assert!(cut(&flags, "en").iter().all(|s| s.chars().count() % 2 == 0));
}

#[test]
fn hostile_texts_take_linear_time() {
    for piece in
        [".", ". ", "a.", "(", "((.", "\".", "१", "e\u{301}", "!?", "\n", "\r\n\r\n", "A. ", "۔"]
    {
        let text = piece.repeat(400_000 / piece.len());
        let before = std::time::Instant::now();
        let count = sentences(&text, "en".parse().unwrap()).len();
        let time = before.elapsed();
        assert!(time.as_secs() < 3, "{piece:?}: {time:?}, {count} sentences");
    }
}

proptest! {
    #[test]
    fn spans_are_in_order_on_graphemes_and_lose_no_word(
        text in "([a-zA-Zа-я.!?… \"'()\\r\\n]|[।|۔؟«»ء-ي]|\\PC|\u{301}|\u{200d}|👩‍🚀){0,80}",
        lang in prop::sample::select(vec!["en", "ar", "hi", "ru", "ur", "zh", "de"]),
    ) {
        let spans = sentences(&text, lang.parse().unwrap());
        let edges: Vec<usize> = unicode_segmentation::UnicodeSegmentation::grapheme_indices(text.as_str(), true)
            .map(|(at, _)| at).chain([text.len()]).collect();
        let mut last = 0;
        for span in &spans {
            prop_assert!(span.start >= last && span.end > span.start);
            prop_assert!(edges.contains(&span.start) && edges.contains(&span.end), "{:?} {:?}", span, text);
            prop_assert!(text[last..span.start].chars().all(is_blank));
            last = span.end;
        }
        prop_assert!(text[last..].chars().all(is_blank));
    }
}
