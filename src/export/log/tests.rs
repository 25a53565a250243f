use super::*;
use crate::model::{Anchor, ContentHash, Lang, PassageKey, Span, Verdict, Word as Spelt};

#[test]
fn a_line_says_what_was_decided_by_whom_and_on_what_words() {
    let article = crate::load::from_text(
        "a.txt",
        "a",
        "वर्षा हुई।\n\nIt rained.".to_owned(),
        Some(Lang::new("hi")),
        None,
    );
    let second = article.passages[1].span;
    let open = PassageKey { article: article.hash, span: second };
    let gone = PassageKey { article: ContentHash([9; 32]), span: Span::new(0, 3) };
    let anchor = Anchor { article: gone.article, ..Anchor::new(&article, Span::new(0, 3)) };
    let verdict = Decision::Link { a: open, b: gone, verdict: Verdict::Rejected };
    let word = |lang: &str, text: &str| Spelt { lang: Lang::new(lang), text: text.to_owned() };
    let words = Decision::Words { a: word("en", "rain"), b: word("hi", "वर्षा") };
    let logged =
        |decision, made, anchors| Logged { decision, author: "me".to_owned(), made, anchors };
    let log = [logged(verdict, 86_400, vec![anchor]), logged(words, 0, Vec::new())];
    let mut out = Vec::new();
    write(&log, std::slice::from_ref(&article), &mut out).expect("written");
    let lines: Vec<serde_json::Value> = String::from_utf8(out)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines[0]["verdict"], "rejected");
    assert_eq!(lines[0]["made"], "1970-01-02T00:00:00Z");
    assert_eq!(lines[0]["passages"][0]["quote"], "It rained.");
    assert_eq!(lines[0]["passages"][0]["start"], 12, "code points, not bytes");
    assert_eq!(lines[0]["passages"][1]["start"], serde_json::Value::Null);
    assert_eq!(lines[0]["passages"][1]["path"], "a.txt");
    assert_eq!(lines[1]["words"][1]["text"], "वर्षा");
    assert_eq!(lines[1]["made"], serde_json::Value::Null);
}
