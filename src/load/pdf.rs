//! PDF, where the program is built with the feature `pdf`. What a PDF holds is glyphs at places, not
//! letters in order. For scripts that are written from left to right and one glyph a letter that
//! comes to the same. Right-to-left text comes out of pdf-extract with its runs reversed, lam-alef
//! taken apart in the wrong order, zero-width non-joiners lost and punctuation elsewhere; Indic text
//! with its vowel signs where they stand on the page, and holes where a glyph is several letters
//! (seen in files of LibreOffice). Neither can be put right without guessing, so both are refused.

use super::draft::Draft;
use super::error::Refusal;
use super::limits::Limits;

#[cfg(not(feature = "pdf"))]
pub(super) fn read(_bytes: &[u8], _limits: &Limits) -> Result<Draft, Refusal> {
    Err(Refusal::new(
        "is a PDF, which this build does not read",
        "convert it (pdftotext file.pdf file.txt), or build with `--features pdf`",
    ))
}

#[cfg(feature = "pdf")]
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Draft, Refusal> {
    if packed::size(bytes, limits.unpacked_bytes) > limits.unpacked_bytes {
        return Err(limits.unpacks_to_more());
    }
    // The library panics on some broken files.
    let text = quietly(|| extract(bytes))
        .map_err(|_| String::from("its structure is broken"))
        .flatten()
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

/// The text of a document, if it comes to an end.
#[cfg(feature = "pdf")]
fn extract(bytes: &[u8]) -> Result<String, String> {
    let said = |error: pdf_extract::Error| error.to_string();
    let mut document = pdf_extract::Document::load_mem(bytes).map_err(said)?;
    if document.is_encrypted() {
        document.decrypt("").map_err(said)?;
    }
    if !endless::ends(&document) {
        return Err(String::from("its pages hold themselves, or parts upon parts"));
    }
    let mut text = String::new();
    pdf_extract::output_doc(&document, &mut pdf_extract::PlainTextOutput::new(&mut text))
        .map_err(|error| error.to_string())?;
    Ok(text)
}

/// What the streams of a file unpack to: the library unpacks each into memory, some of them before
/// anything can be asked of it.
#[cfg(feature = "pdf")]
mod packed {
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    /// Bytes before a stream in which its dictionary is looked for.
    const DICTIONARY: usize = 512;
    /// Filters upon each other that are looked through.
    const LAYERS: usize = 3;

    /// Bytes that come out of all deflated streams but pictures, which nobody unpacks here, or out
    /// of the largest picture if that is more; counted no further than past `most`.
    pub(super) fn size(file: &[u8], most: u64) -> u64 {
        let (mut all, mut largest) = (0, 0);
        for at in memchr::memmem::find_iter(file, b"stream") {
            let before = &file[at.saturating_sub(DICTIONARY)..at];
            let data = &file[at + b"stream".len()..];
            let data = data.strip_prefix(b"\r").unwrap_or(data);
            let Some(data) = data.strip_prefix(b"\n") else { continue };
            let size = unpacked(data, most);
            largest = size.max(largest);
            let dictionary = memchr::memmem::rfind(before, b"obj").map_or(before, |o| &before[o..]);
            if memchr::memmem::find(dictionary, b"/Image").is_none() {
                all += size;
            }
            if all.max(largest) > most {
                break;
            }
        }
        all.max(largest)
    }

    /// The most that comes out of any of its layers.
    fn unpacked(data: &[u8], most: u64) -> u64 {
        let mut largest = 0;
        for layers in 1..=LAYERS {
            let mut inner: Box<dyn Read + '_> = Box::new(data);
            for _ in 0..layers {
                inner = Box::new(ZlibDecoder::new(inner));
            }
            let size = counted(inner, most);
            if size == 0 {
                break;
            }
            largest = size.max(largest);
        }
        largest
    }

    /// Bytes up to the end, or to where it is broken, or just past `most`.
    fn counted(mut data: impl Read, most: u64) -> u64 {
        let mut buffer = [0; 1 << 14];
        let mut size = 0;
        while let Ok(read @ 1..) = data.read(&mut buffer) {
            size += read as u64;
            if size > most {
                break;
            }
        }
        size
    }
}

/// The library follows what a page inherits and what it draws wherever that leads, with a frame of
/// the stack for each step: a page that is its own parent, or a form that draws itself, would end
/// the program.
#[cfg(feature = "pdf")]
mod endless {
    use pdf_extract::content::Content;
    use pdf_extract::{Dictionary, Document, Object};

    /// Steps from a page to the root of the pages.
    const MOST_PARENTS: usize = 64;
    /// Forms in forms.
    const DEEPEST: usize = 16;
    /// Forms that are drawn in a document.
    const MOST_DRAWN: usize = 100_000;

    /// Whether all pages have a root and all that they draw comes to an end.
    pub(super) fn ends(document: &Document) -> bool {
        let mut drawn = 0;
        document.get_pages().into_values().all(|id| {
            let Ok(page) = document.get_dictionary(id) else { return true };
            let Some(ancestors) = ancestors(document, page) else { return false };
            let resources = ancestors.iter().find_map(|node| held(document, node, b"Resources"));
            let content = document.get_page_content(id).unwrap_or_default();
            draws(document, &content, resources, 0, &mut drawn)
        })
    }

    /// `page` and what it inherits from, if that ends.
    fn ancestors<'a>(document: &'a Document, page: &'a Dictionary) -> Option<Vec<&'a Dictionary>> {
        let up = |node: &&'a Dictionary| {
            node.get(b"Parent")
                .and_then(Object::as_reference)
                .and_then(|id| document.get_dictionary(id))
                .ok()
        };
        let nodes: Vec<_> = std::iter::successors(Some(page), up).take(MOST_PARENTS + 1).collect();
        (nodes.len() <= MOST_PARENTS).then_some(nodes)
    }

    /// Whether what `content` draws comes to an end, as the library draws it.
    fn draws(
        document: &Document,
        content: &[u8],
        resources: Option<&Dictionary>,
        depth: usize,
        drawn: &mut usize,
    ) -> bool {
        let Some(resources) = resources else { return true };
        let Some(forms) = held(document, resources, b"XObject") else { return true };
        let Ok(content) = Content::decode(content) else { return true };
        content.operations.iter().filter(|operation| operation.operator == "Do").all(|operation| {
            let form = operation
                .operands
                .first()
                .and_then(|name| name.as_name().ok())
                .and_then(|name| forms.get(name).ok())
                .and_then(|form| document.dereference(form).ok())
                .and_then(|(_, form)| form.as_stream().ok());
            let Some(form) = form else { return true };
            *drawn += 1;
            if depth == DEEPEST || *drawn > MOST_DRAWN {
                return false;
            }
            let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
            let own = held(document, &form.dict, b"Resources").or(Some(resources));
            draws(document, &content, own, depth + 1, drawn)
        })
    }

    /// The dictionary that `node` has under `key`, itself or by reference.
    fn held<'a>(
        document: &'a Document,
        node: &'a Dictionary,
        key: &[u8],
    ) -> Option<&'a Dictionary> {
        let (_, value) = document.dereference(node.get(key).ok()?).ok()?;
        value.as_dict().ok()
    }
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
