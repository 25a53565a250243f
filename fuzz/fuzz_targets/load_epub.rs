//! EPUB: `cargo fuzz run -s none load_epub`. What is no zip file becomes the package file (first
//! byte even) or the page (odd) of a book.
#![no_main]

const CONTAINER: &[u8] = br#"<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
const PACKAGE: &[u8] = br#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x</dc:identifier><dc:title>t</dc:title><dc:language>en</dc:language></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
const PAGE: &[u8] = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>One sentence.</p></body></html>";

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"PK") {
        return hexapla_fuzz::load("a.epub", data);
    }
    let [choice, rest @ ..] = data else { return };
    let (package, page) = if choice % 2 == 0 { (rest, PAGE) } else { (PACKAGE, rest) };
    let files = [
        ("mimetype", &b"application/epub+zip"[..]),
        ("META-INF/container.xml", CONTAINER),
        ("a.opf", package),
        ("a.xhtml", page),
    ];
    hexapla_fuzz::load("a.epub", &hexapla_fuzz::zipped(&files));
});
