//! PDF, where the program is built with the feature `pdf`. What a PDF holds is glyphs at places, not
//! letters in order. For scripts that are written from left to right and one glyph a letter that
//! comes to the same. Right-to-left text comes out of pdf-extract with its runs reversed, lam-alef
//! taken apart in the wrong order, zero-width non-joiners lost and punctuation elsewhere; Indic text
//! with its vowel signs where they stand on the page, and holes where a glyph is several letters
//! (seen in files of LibreOffice). Neither can be put right without guessing, so both are refused.

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
    let text = quietly(|| pdf_extract::extract_text_from_mem(bytes))
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
    trusted(&text)?;
    Ok(super::text::read(text))
}

/// What `work` gives, or that it panicked, of which nothing is printed: the reader is told of it otherwise.
#[cfg(feature = "pdf")]
fn quietly<T>(work: impl FnOnce() -> T + std::panic::UnwindSafe) -> std::thread::Result<T> {
    use std::cell::Cell;
    use std::sync::Once;
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
    let result = std::panic::catch_unwind(work);
    QUIET.set(false);
    result
}

/// Refuses a text of which the letters or their order can't be trusted.
#[cfg(any(feature = "pdf", test))]
fn trusted(text: &str) -> Result<(), Refusal> {
    let count = |test: fn(char) -> bool| text.chars().filter(|c| test(*c)).count();
    // A name or a quotation in another script does no harm to the rest.
    let few = count(char::is_alphabetic) / 50;
    if count(is_rtl) > few {
        return Err(Refusal::new(
            "is a PDF of right-to-left text, which holds the order of the page and not of the text",
            "give the page or document it was made from, or run OCR over it (ocrmypdf --force-ocr)",
        ));
    }
    if count(is_reordered) > few || count(|c| matches!(c, '\0' | '\u{fffd}')) > few {
        return Err(Refusal::new(
            "is a PDF whose fonts do not tell which letters they show",
            "convert it (pdftotext file.pdf file.txt) and read it through, or give its source",
        ));
    }
    Ok(())
}

#[cfg(any(feature = "pdf", test))]
fn is_rtl(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF)
}

/// Of scripts in which signs stand elsewhere on the page than in the text.
#[cfg(any(feature = "pdf", test))]
fn is_reordered(c: char) -> bool {
    matches!(c as u32, 0x900..=0xDFF | 0x1000..=0x109F | 0x1780..=0x17FF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_order_of_the_page_is_refused() {
        let refused = |text: &str| trusted(text).err().map(|refusal| refusal.what);
        assert_eq!(refused("Порт закрыт, said Ms. Dörr."), None);
        assert_eq!(refused(&("A long report on the press. ".repeat(9) + "صدى.")), None);
        let arabic = "\u{64b}اريخأ مستقت هايملا 43";
        assert!(refused(arabic).is_some_and(|what| what.contains("right-to-left")));
        assert!(refused("ירא 43 םיפיעס").is_some_and(|what| what.contains("right-to-left")));
        assert!(refused("दस\u{94d}\0ख\u{93c}\0 किकए").is_some_and(|what| what.contains("fonts")));
        assert!(refused("T\0e p\0er \0s o\0en").is_some_and(|what| what.contains("fonts")));
    }
}
