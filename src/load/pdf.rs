//! PDF, where the program is built with the feature `pdf`. What a PDF holds is glyphs at places:
//! right-to-left lines often come out in the order of the page. They are told by the words of the
//! language and turned round, or refused; never shown reversed.

use super::draft::Draft;
use super::error::Refusal;

#[cfg(not(feature = "pdf"))]
pub(super) fn read(_bytes: &[u8]) -> Result<Draft, Refusal> {
    Err(Refusal::new(
        "is a PDF, which this build does not read",
        "convert it (pdftotext file.pdf file.txt), or build with `--features pdf`",
    ))
}

#[cfg(feature = "pdf")]
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Refusal> {
    // The library panics on some broken files.
    let text = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem(bytes))
        .map_err(|_| String::from("its structure is broken"))
        .and_then(|result| result.map_err(|error| error.to_string()))
        .map_err(|error| {
            let way_out =
                "remove its password or repair it (qpdf --decrypt), or convert it with pdftotext";
            Refusal::new(format!("is no readable PDF ({error})"), way_out)
        })?;
    if text.trim().is_empty() {
        let way_out = "it may be scanned pages: run OCR over it first (ocrmypdf)";
        return Err(Refusal::new("has no text in it", way_out));
    }
    Ok(super::text::read(order::logical(&text)?))
}

#[cfg_attr(not(feature = "pdf"), cfg(test))]
mod order {
    use super::Refusal;
    use crate::lang::languages;
    use crate::model::Lang;
    use unicode_segmentation::UnicodeSegmentation;

    /// The text in logical order: as it is, or with its right-to-left lines turned round, whichever
    /// has more of the frequent words of a right-to-left language.
    pub fn logical(text: &str) -> Result<String, Refusal> {
        let letters = text.chars().filter(|c| is_rtl(*c)).count();
        if letters * 5 < text.chars().filter(|c| c.is_alphabetic()).count() {
            return Ok(text.to_owned());
        }
        let turned: String = text.lines().map(|line| turn(line) + "\n").collect();
        let (forward, backward) = (known_words(text), known_words(&turned));
        let words = text.split_whitespace().count();
        if forward.max(backward) * 50 < words {
            return Err(Refusal::new(
                "its right-to-left text comes out in an order that can't be trusted",
                "give the text or the page it was made from",
            ));
        }
        Ok(if backward > forward { turned } else { text.to_owned() })
    }

    fn is_rtl(c: char) -> bool {
        matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC)
    }

    /// A line from visual to logical order: graphemes from the end, numbers and Latin words as
    /// they stood, brackets mirrored.
    fn turn(line: &str) -> String {
        if !line.chars().any(is_rtl) {
            return line.to_owned();
        }
        let mut out = String::with_capacity(line.len());
        let mut kept: Vec<&str> = Vec::new();
        for grapheme in line.graphemes(true).rev() {
            let first = grapheme.chars().next().unwrap_or(' ');
            let stays = first.is_numeric()
                || first.is_alphabetic() && !is_rtl(first)
                || !kept.is_empty()
                    && matches!(first, '.' | ',' | ':' | '/' | '%' | '-' | '٫' | '٬');
            if stays {
                kept.push(grapheme);
                continue;
            }
            out.extend(kept.drain(..).rev());
            out.push_str(match grapheme {
                "(" => ")",
                ")" => "(",
                "[" => "]",
                "]" => "[",
                "«" => "»",
                "»" => "«",
                other => other,
            });
        }
        out.extend(kept.into_iter().rev());
        out
    }

    fn known_words(text: &str) -> usize {
        let tables: Vec<_> = ["ar", "fa", "ur", "he", "ps", "ckb"]
            .map(|code| &languages::language(Lang::new(code)).words)
            .into();
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| {
                word.chars().count() > 1 && tables.iter().any(|table| table.contains(*word))
            })
            .count()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn visual_order_is_turned_and_logical_order_left() {
            let text = "وقال الوزير إن العمل (في 2023) انتهى قبل يومين من الموعد\n";
            let visual: String = turn(text.trim_end()) + "\n";
            assert_ne!(visual, text);
            assert_eq!(logical(&visual).as_deref(), Ok(text));
            assert_eq!(logical(text).as_deref(), Ok(text));
            assert_eq!(logical("plain English\n").as_deref(), Ok("plain English\n"));
            assert!(logical(&"ظثض ضظق ".repeat(60)).is_err());
        }
    }
}
