//! Text for the page: escaped, on one line, without controls.

use crate::export::text::segment;
use crate::lang::in_words;
use crate::model::{EvidenceKind, Span};

/// Text with HTML's own characters taken literally, for content and for attributes in quotes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

/// Text from an article or a path, made ready for the page.
pub fn plain(text: &str) -> String {
    escaped(&segment(text))
}

/// A normal form in words; where they differ the form itself can be had by pointing at them.
pub fn said(normal: &str) -> String {
    titled(&in_words::said(normal), normal)
}

/// A piece of evidence, as [`said`] where it is a value.
pub fn evidence(kind: EvidenceKind, value: &str) -> String {
    format!("{} {}", kind.as_str(), titled(&in_words::evidence(kind, value), value))
}

fn titled(words: &str, normal: &str) -> String {
    if words == normal {
        return plain(normal);
    }
    format!("<span title=\"{}\">{}</span>", plain(normal), plain(words))
}

/// The text under a span, with those of the marks that lie in it highlighted. Marks that overlap
/// an earlier one are left out.
pub fn marked(text: &str, span: Span, marks: &[Span]) -> String {
    let mut inside: Vec<Span> = marks
        .iter()
        .copied()
        .filter(|mark| span.covers(*mark) && !mark.is_empty() && text.get(mark.range()).is_some())
        .collect();
    inside.sort_unstable();
    let mut out = String::new();
    let mut rest = span.start;
    for mark in inside {
        if mark.start < rest {
            continue;
        }
        push(&mut out, Span::new(rest, mark.start).of(text), rest == span.start);
        out.push_str("<mark>");
        push(&mut out, mark.of(text), true);
        out.push_str("</mark>");
        rest = mark.end;
    }
    push(&mut out, Span::new(rest, span.end).of(text), rest == span.start);
    out
}

/// A part of a text; white space at its edges stays a space but where the whole begins.
fn push(out: &mut String, part: &str, first: bool) {
    let clean = plain(part);
    if !first && part.starts_with(char::is_whitespace) {
        out.push(' ');
    }
    let blank = clean.is_empty();
    out.push_str(&clean);
    if !blank && part.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_markup() {
        let hostile = "<script>alert(\"1\")</script> & ' \u{202e}\u{0}\u{1b}[2J";
        assert_eq!(
            plain(hostile),
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39; [2J"
        );
    }

    #[test]
    fn values_are_said_in_words_and_keep_their_normal_form() {
        for (normal, expected) in [
            ("-W-2", "<span title=\"-W-2\">Tuesday</span>"),
            ("53000 <i>", "<span title=\"53000 &lt;i&gt;\">53,000 &lt;i&gt;</span>"),
            ("9 hours", "9 hours"),
        ] {
            assert_eq!(said(normal), expected);
        }
        assert_eq!(
            evidence(EvidenceKind::Date, "--02-22"),
            "date <span title=\"--02-22\">22 February</span>"
        );
        assert_eq!(evidence(EvidenceKind::Name, "--02-22"), "name --02-22");
    }

    #[test]
    fn marks_stand_where_they_were_found() {
        let text = "xx Nine of  43 <points>. yy";
        let of = |word: &str| {
            let start = text.find(word).expect("there");
            Span::new(start, start + word.len())
        };
        let span = Span::new(3, 24);
        for (marks, expected) in [
            (vec![], "Nine of 43 &lt;points&gt;."),
            (vec![of("43")], "Nine of <mark>43</mark> &lt;points&gt;."),
            (
                vec![of("43"), of("Nine"), of("3 ")],
                "<mark>Nine</mark> of <mark>43</mark> &lt;points&gt;.",
            ),
            (vec![of("yy"), Span::new(90, 99)], "Nine of 43 &lt;points&gt;."),
        ] {
            assert_eq!(marked(text, span, &marks), expected, "{marks:?}");
        }
    }
}
