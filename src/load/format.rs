//! Which format a file is in: by its content, by its name only where the content leaves it open.

use super::error::Refusal;
use super::zipped;
use crate::lang::surrogates;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Epub,
    Docx,
    Feed,
    Pdf,
    Json,
    Tmx,
    Xliff,
    Set,
}

/// Ends of file names that a folder is searched for.
pub(super) const ENDINGS: &[&str] = &[
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "epub", "docx", "rss", "atom", "xml",
    "jsonl", "ndjson", "tmx", "xlf", "xliff", "sdlxliff", "pdf",
];

/// The format of what is no text, told by its first bytes; none where it may be text.
pub(super) fn of_bytes(bytes: &[u8]) -> Result<Option<Format>, Refusal> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    if starts(b"%PDF-") {
        return Ok(Some(Format::Pdf));
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return zipped::format(bytes).map(Some);
    }
    let known: &[(&[u8], &str, &str)] = &[
        (
            b"\xD0\xCF\x11\xE0",
            "is an old or encrypted Office document",
            "save it as .docx without a password",
        ),
        (b"{\\rtf", "is RTF", "save it as .docx or .txt"),
        (b"\x1F\x8B", "is compressed with gzip", "unpack it first (gunzip)"),
        (b"BZh", "is compressed with bzip2", "unpack it first (bunzip2)"),
        (b"\xFD7zXZ", "is compressed with xz", "unpack it first (unxz)"),
        (b"\x28\xB5\x2F\xFD", "is compressed with zstd", "unpack it first (unzstd)"),
        (b"Rar!", "is a RAR archive", "unpack it first"),
        (b"7z\xBC\xAF", "is a 7-Zip archive", "unpack it first"),
        (b"\x89PNG", "is a picture", "give the text of the article"),
        (b"\xFF\xD8\xFF", "is a picture", "give the text of the article"),
        (b"GIF8", "is a picture", "give the text of the article"),
        (b"SQLite format 3", "is a database", "give the text of the articles"),
    ];
    match known.iter().find(|(mark, _, _)| starts(mark)) {
        Some((_, what, way_out)) => Err(Refusal::new(*what, *way_out)),
        None => Ok(None),
    }
}

/// The format of a text; `path` decides where the text could be several. XML of other kinds is
/// refused: its markup is no text of an article.
pub(super) fn of_text(text: &str, path: &str) -> Result<Format, Refusal> {
    let ending = path.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let start = text.trim_start();
    if start.starts_with('<') {
        let first = first_element(start);
        if let Some(format) = first.as_deref().and_then(of_markup) {
            return Ok(format);
        }
        let named = matches!(ending.as_str(), "xml" | "rss" | "atom" | "tmx" | "xlf" | "xliff");
        if let Some(name) = first.filter(|_| named || start.starts_with("<?xml")) {
            return Err(Refusal::new(
                format!("is XML of a kind that is not known (it begins with <{name}>)"),
                "give a feed, TMX, XLIFF or a web page, or the text alone as .txt",
            ));
        }
    }
    if start.starts_with(['{', '[']) && is_json(start) {
        return Ok(Format::Json);
    }
    Ok(match ending.as_str() {
        "toml" => Format::Set,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "jsonl" | "ndjson" => Format::Json,
        _ => Format::Text,
    })
}

/// The name of the first element, declarations and comments before it skipped; `html` where a
/// declaration says so.
fn first_element(start: &str) -> Option<String> {
    let mut rest = start;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if rest.starts_with('?') {
            rest = &rest[rest.find('>')? + 1..];
        } else if let Some(doctype) = rest.strip_prefix('!') {
            if doctype
                .trim_start_matches("DOCTYPE")
                .trim_start_matches("doctype")
                .trim_start()
                .to_lowercase()
                .starts_with("html")
            {
                return Some("html".to_owned());
            }
            // A DTD's own declarations stand in brackets.
            let end = doctype.find('>')?;
            let end = match doctype[..end].find('[') {
                Some(_) => doctype.find("]>").map_or(end, |at| at + 1),
                None => end,
            };
            rest = &doctype[end + 1..];
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            let name = &rest[..end];
            let letter = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
            return letter.then(|| name.to_lowercase());
        }
    }
}

fn of_markup(name: &str) -> Option<Format> {
    match name.rsplit(':').next().unwrap_or(name) {
        "tmx" => Some(Format::Tmx),
        "xliff" => Some(Format::Xliff),
        "rss" | "feed" | "rdf" => Some(Format::Feed),
        "html" | "head" | "body" | "p" | "div" | "article" | "main" | "section" | "meta"
        | "title" | "h1" | "table" | "span" | "b" | "br" | "font" | "center" | "script"
        | "link" | "header" => Some(Format::Html),
        _ => None,
    }
}

fn is_json(start: &str) -> bool {
    let line = surrogates::mended(start.lines().next().unwrap_or_default());
    serde_json::from_str::<serde_json::Value>(&line)
        .is_ok_and(|value| value.is_object() || value.is_array())
        || serde_json::from_str::<serde_json::Value>(&surrogates::mended(start)).is_ok()
}

/// The encoding that a text file names in itself, before it can be decoded: `<?xml encoding=…?>`,
/// `<meta charset=…>`.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let at = head
        .find("charset=")
        .map(|at| at + 8)
        .or_else(|| head.find("encoding=").map(|at| at + 9))?;
    let name: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_xml_is_refused() {
        for (text, path) in [
            ("<?xml version='1.0'?>\n<!-- c --><nitf><body/></nitf>", "a.txt"),
            ("<TEI.2><text/></TEI.2>", "a.xml"),
        ] {
            let refusal = of_text(text, path).unwrap_err();
            assert!(refusal.what.contains("is XML of a kind that is not known"), "{refusal:?}");
        }
    }

    #[test]
    fn content_wins_over_the_name() {
        let check = |text: &str, path: &str, format: Format| {
            assert_eq!(of_text(text, path), Ok(format), "{text}")
        };
        check("<!DOCTYPE html><html>", "a.txt", Format::Html);
        check("<?xml version='1.0'?><!-- c --><rss version='2.0'>", "a.html", Format::Feed);
        check("<feed xmlns='http://www.w3.org/2005/Atom'>", "a", Format::Feed);
        check(
            "<?xml version='1.0'?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version='1.4'>",
            "a.xml",
            Format::Tmx,
        );
        check("<xliff version='2.1'>", "a", Format::Xliff);
        check("{\"text\": \"a\"}\n{\"text\": \"b\"}", "a.txt", Format::Json);
        check("{curly} text", "a.txt", Format::Text);
        check("<3 is a heart", "a.txt", Format::Text);
        check("<3 is a heart", "a.xml", Format::Text);
        check("<i>quote</i>, he said", "a.txt", Format::Text);
        check("{\"text\": \"half of \\ud83d\"}", "-", Format::Json);
        check("# Title", "a.md", Format::Markdown);
        check("# Title", "a.txt", Format::Text);
        check("[[article]]\npath = 'a'", "set.toml", Format::Set);
    }
}
