//! Writers of the formats, shaped after what pandoc, LibreOffice, Calibre and news sites write.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[derive(Clone, Copy)]
pub struct Story {
    pub lang: &'static str,
    pub title: &'static str,
    pub body: [&'static str; 3],
}

pub fn text(story: &Story, line_end: &str, gap: &str) -> String {
    let mut lines = vec![story.title];
    lines.extend(story.body);
    lines.join(&format!("{line_end}{gap}")) + line_end
}

pub fn markdown(story: &Story, variant: usize) -> String {
    let [a, b, c] = story.body;
    let title = story.title;
    match variant {
        0 => format!("# {title}\n\n{a}\n\n{b}\n\n{c}\n"),
        1 => format!(
            "---\ntitle: \"{title}\"\ndate: 2023-05-04\nlang: {}\n---\n\n{a}\n\n{b}\n\n{c}\n",
            story.lang
        ),
        2 => {
            format!("{title}\n=====\n\n{a}\n\n* * *\n\n{b}\n\n{c}\n\n[x]: https://alder.example\n")
        }
        _ => format!("# {title} #\n\n{a}\n\n![](pier.jpg)\n\n{b}\n\n**{c}**\n"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub fn html(story: &Story, variant: usize) -> String {
    let [a, b, c] = story.body.map(escape);
    let title = escape(story.title);
    let lang = story.lang;
    match variant {
        0 => format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta property=\"article:published_time\" content=\"2023-05-04T10:15:00Z\"></head><body>\
             <nav><a href=\"/\">Home</a><a href=\"/w\">World</a></nav><main><article><h1>{title}</h1>\
             <p>{a}</p>\n<p>{b}</p>\n<p>{c}</p></article></main><footer><p>Copyright 2023</p></footer>\
             <script>var x = '<p>no</p>';</script></body></html>"
        ),
        1 => format!(
            "<html><head><title>{title}</title><script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\
             \"@type\":\"NewsArticle\",\"headline\":{},\"datePublished\":\"2023-05-04\"}}</script></head><body>\
             <div class=\"article-body\"><h1>{title}</h1><p>{a}</p><blockquote class=\"twitter-tweet\"><p>New pier! https://t.co/abc</p>\
             &mdash; Alder Bay (@alderbay) <a href=\"#\">May 4, 2023</a></blockquote><p>{b}</p><p>{c}</p></div></body></html>",
            serde_json::to_string(story.title).unwrap()
        ),
        // Unclosed and misnested elements.
        2 => format!(
            "<title>{title}</title><body><h1>{title}</h1><p>{a}<p>{b}<div><p>{c}<b><i></b></div></p>"
        ),
        // <br><br> for paragraphs, tables for layout.
        _ => format!(
            "<html lang='{lang}'><head><title>{title}</title></head><body><table><tr><td><h1>{title}</h1>{a}<br><br>{b}<br/><br/>{c}</td></tr></table></body></html>"
        ),
    }
}

pub fn rss(story: &Story, variant: usize) -> String {
    let [a, b, c] = story.body.map(escape);
    let title = escape(story.title);
    let lang = story.lang;
    match variant {
        0 => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
             <channel><title>Courier</title><link>https://alder.example</link><language>{lang}</language><item><title>{title}</title>\
             <pubDate>Thu, 04 May 2023 10:15:00 GMT</pubDate><content:encoded><![CDATA[<p>{a}</p><p>{b}</p><p>{c}</p>]]></content:encoded>\
             </item></channel></rss>"
        ),
        1 => format!(
            "<rss version=\"2.0\"><channel><title>Courier</title><item><title>{title}</title>\
             <description>&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;&lt;p&gt;{}&lt;/p&gt;</description></item></channel></rss>",
            escape(&a),
            escape(&b),
            escape(&c)
        ),
        2 => format!(
            "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\"><title>Courier</title><id>urn:a</id>\
             <updated>2023-05-04T10:15:00Z</updated><entry><id>urn:b</id><title>{title}</title><updated>2023-05-04T10:15:00Z</updated>\
             <content type=\"html\">{}</content></entry></feed>",
            escape(&format!("<p>{a}</p><p>{b}</p><p>{c}</p>"))
        ),
        _ => format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Courier</title><id>urn:a</id><updated>2023-05-04T10:15:00Z</updated>\
             <entry><id>urn:b</id><title>{title}</title><updated>2023-05-04T10:15:00Z</updated><content type=\"xhtml\">\
             <div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{a}</p><p>{b}</p><p>{c}</p></div></content></entry></feed>"
        ),
    }
}

pub fn json(story: &Story, variant: usize) -> String {
    let [a, b, c] = story.body;
    let text = format!("{a}\n\n{b}\n\n{c}");
    let whole = format!("{}\n\n{text}", story.title);
    let row = match variant {
        0 => {
            serde_json::json!({"id": "s", "lang": story.lang, "title": story.title, "date": "2023-05-04", "text": text})
        }
        1 => serde_json::json!({"title": story.title, "text": whole}),
        2 => {
            serde_json::json!({"title": story.title, "body": text, "source": "Courier", "extra": [1, 2]})
        }
        _ => return serde_json::json!([{"title": story.title, "text": text}]).to_string(),
    };
    row.to_string() + "\n"
}

/// Titles and paragraphs of two stories as segments of a bitext.
pub fn bitext(a: &Story, b: &Story, variant: usize) -> String {
    let rows = |story: &Story| -> Vec<String> {
        std::iter::once(story.title).chain(story.body).map(escape).collect()
    };
    let pairs: Vec<(String, String)> = rows(a).into_iter().zip(rows(b)).collect();
    let (x, y) = (a.lang, b.lang);
    let join = |unit: &dyn Fn(usize, &str, &str) -> String| -> String {
        pairs.iter().enumerate().map(|(at, (s, t))| unit(at, s, t)).collect()
    };
    match variant {
        0 => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header creationtool=\"x\" \
             creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"{x}\" datatype=\"plaintext\"/><body>{}</body></tmx>",
            join(&|_, s, t| format!(
                "<tu><note>n</note><tuv xml:lang=\"{x}\"><seg>{s}</seg></tuv><tuv xml:lang=\"{y}\"><seg>{t}</seg></tuv></tu>"
            ))
        ),
        1 => format!(
            "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"{x}\" target-language=\"{y}\" \
             datatype=\"plaintext\" original=\"a\"><body>{}</body></file></xliff>",
            join(&|at, s, t| format!(
                "<trans-unit id=\"{at}\"><source>{s}</source><target>{t}</target><alt-trans><target>no</target></alt-trans></trans-unit>"
            ))
        ),
        _ => format!(
            "<?xml version=\"1.0\"?><xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"{x}\" trgLang=\"{y}\"><file id=\"f\">{}</file></xliff>",
            join(&|at, s, t| format!(
                "<unit id=\"u{at}\"><segment><source>{s}</source><target>{t}</target></segment></unit>"
            ))
        ),
    }
}

pub fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    packed(&files.iter().map(|(name, content)| (*name, content.as_bytes())).collect::<Vec<_>>())
}

pub fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A zip file whose parts say of themselves that a password is needed.
pub fn with_password(zip: &[u8]) -> Vec<u8> {
    let mut zip = zip.to_vec();
    // Where the flags stand behind the mark of a part, and of its row in the table at the end.
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in 0..zip.len() - flags {
            if zip[at..].starts_with(mark) {
                zip[at + flags] |= 1;
            }
        }
    }
    zip
}

const CONTAINER: &str = "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\
    <rootfiles><rootfile full-path=\"OEBPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";

pub fn epub(story: &Story, variant: usize) -> Vec<u8> {
    let [a, b, c] = story.body.map(escape);
    let title = escape(story.title);
    let lang = story.lang;
    let version = if variant.is_multiple_of(2) { "3.0" } else { "2.0" };
    let page = |body: String| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"{lang}\">\
             <head><title>{title}</title></head><body>{body}</body></html>"
        )
    };
    let package = format!(
        "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"{version}\" unique-identifier=\"id\">\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"id\">urn:x</dc:identifier><dc:title>{title}</dc:title>\
         <dc:language>{lang}</dc:language><dc:date>2023-05-04</dc:date>{}</metadata><manifest>\
         <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>\
         <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\
         <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/></manifest>\
         <spine toc=\"ncx\"><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>",
        if variant.is_multiple_of(2) {
            "<meta property=\"dcterms:modified\">2023-05-04T00:00:00Z</meta>"
        } else {
            ""
        }
    );
    let (first, second) = if variant < 2 {
        (format!("<h1>{title}</h1><p>{a}</p><p>{b}</p>"), format!("<p>{c}</p>"))
    } else {
        (
            format!("<h1>{title}</h1><div><p>{a}</p></div>"),
            format!("<section><p>{b}</p><p>{c}</p></section>"),
        )
    };
    zipped(&[
        ("mimetype", "application/epub+zip".to_owned()),
        ("META-INF/container.xml", CONTAINER.to_owned()),
        ("OEBPS/content.opf", package),
        ("OEBPS/a.xhtml", page(first)),
        ("OEBPS/b.xhtml", page(second)),
        ("OEBPS/nav.xhtml", page("<nav xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:type=\"toc\"><ol><li><a href=\"a.xhtml\">1</a></li></ol></nav>".to_owned())),
        ("OEBPS/toc.ncx", "<?xml version=\"1.0\"?><ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head/><docTitle><text>t</text></docTitle>\
          <navMap><navPoint id=\"n\" playOrder=\"1\"><navLabel><text>1</text></navLabel><content src=\"a.xhtml\"/></navPoint></navMap></ncx>".to_owned()),
    ])
}

pub fn docx(story: &Story, variant: usize) -> Vec<u8> {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
    let paragraph = |text: &str, style: &str| {
        let style = if style.is_empty() {
            String::new()
        } else {
            format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")
        };
        // Word splits a sentence into runs where it likes.
        let (head, tail) =
            text.split_at(text.char_indices().nth(7).map_or(text.len(), |(at, _)| at));
        format!("<w:p>{style}{}{}</w:p>", run(head), run(tail))
    };
    let title = match variant {
        0 => paragraph(story.title, "Title"),
        1 => paragraph(story.title, "Heading1"),
        _ => paragraph(story.title, ""),
    };
    let body = story.body.map(|text| paragraph(text, ""));
    let content = if variant == 3 {
        format!("{title}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", body.concat())
    } else {
        format!("{title}{}", body.concat())
    };
    let ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    zipped(&[
        ("[Content_Types].xml", "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
          <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
          <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
          Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/document.xml", format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document {ns}><w:body>{content}<w:sectPr/></w:body></w:document>")),
        ("word/styles.xml", format!("<?xml version=\"1.0\"?><w:styles {ns}><w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>\
          <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>")),
    ])
}

/// As PDF packs its streams.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A PDF of one page; each line in one font in which the codes from 32 on are these letters.
pub fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut letters: Vec<char> = lines.iter().flat_map(|line| line.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    let code = |letter: char| 32 + letters.iter().position(|known| *known == letter).unwrap();
    let mut page = String::from("BT /F1 12 Tf 72 720 Td 14 TL\n");
    for line in lines {
        let codes: String = line.chars().map(|letter| format!("{:02x}", code(letter))).collect();
        page += &format!("<{codes}> Tj T*\n");
    }
    page += "ET";
    let map: String =
        letters.iter().map(|c| format!("<{:02x}> <{:04x}>\n", code(*c), *c as u32)).collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <00> <ff> endcodespacerange\n{} beginbfchar\n{map}endbfchar\n\
         endcmap CMapName currentdict /CMap defineresource pop end end",
        letters.len()
    );
    let stream = |text: &str| format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len());
    let widths = "600 ".repeat(letters.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        stream(&page),
        format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar {} \
             /Widths [{widths}] /ToUnicode 6 0 R >>",
            31 + letters.len()
        ),
        stream(&map),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        file += &format!("{place:010} 00000 n \n");
    }
    file += &format!(
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    file.into_bytes()
}
