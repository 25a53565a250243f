//! TMX 1.4b: each link a translation unit, for translation memories. `hexapla import` takes the
//! verdicts back from it.

use super::wire::Wire;
use super::{ExportError, Source, text};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::Write;

/// Writes the links as translation units of whole sentences, with where they come from as
/// properties: `x-path`, `x-span` (code points), `x-bytes` (of the decoded text in UTF-8) and `x-hash`
/// (SHA-256 of that).
pub fn pairs(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::DocType(BytesText::from_escaped("tmx SYSTEM \"tmx14.dtd\"")))?;
    xml.create_element("tmx").with_attribute(("version", "1.4")).write_inner_content(|xml| {
        xml.create_element("header")
            .with_attribute(("creationtool", "hexapla"))
            .with_attribute(("creationtoolversion", env!("CARGO_PKG_VERSION")))
            .with_attribute(("segtype", "sentence"))
            .with_attribute(("o-tmf", "hexapla"))
            .with_attribute(("adminlang", "en"))
            .with_attribute(("srclang", "*all*"))
            .with_attribute(("datatype", "plaintext"))
            .write_empty()?;
        xml.create_element("body").write_inner_content(|xml| {
            for link in &source.alignment.links {
                let pair = wire.pair(link);
                let (a, b) = (text::segment(pair.a.text), text::segment(pair.b.text));
                // The format knows no empty segments.
                if a.is_empty() || b.is_empty() {
                    continue;
                }
                let bytes = [link.a, link.b].map(|at| {
                    let span = source.articles[at.article].passages[at.passage].span;
                    format!("{}-{}", span.start, span.end)
                });
                xml.create_element("tu").write_inner_content(|xml| {
                    let facts = text::segment(&pair.facts.join(" "));
                    let score = pair.score.to_string();
                    for (name, value) in [
                        ("x-score", score.as_str()),
                        ("x-tier", pair.tier),
                        ("x-origin", pair.origin),
                        ("x-verdict", pair.verdict.unwrap_or_default()),
                        ("x-facts", facts.as_str()),
                    ] {
                        if !value.is_empty() {
                            property(xml, name, value)?;
                        }
                    }
                    let [a_bytes, b_bytes] = &bytes;
                    for (place, segment, bytes) in [(&pair.a, &a, a_bytes), (&pair.b, &b, b_bytes)]
                    {
                        xml.create_element("tuv")
                            .with_attribute(("xml:lang", place.lang))
                            .write_inner_content(|xml| {
                                property(xml, "x-path", &text::segment(place.path))?;
                                let span = format!("{}-{}", place.start, place.end);
                                property(xml, "x-span", &span)?;
                                property(xml, "x-bytes", bytes)?;
                                property(xml, "x-hash", &place.hash)?;
                                xml.create_element("seg")
                                    .write_text_content(BytesText::new(segment))?;
                                Ok(())
                            })?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    xml.into_inner().write_all(b"\n")?;
    Ok(())
}

fn property(xml: &mut Writer<&mut dyn Write>, name: &str, value: &str) -> std::io::Result<()> {
    xml.create_element("prop")
        .with_attribute(("type", name))
        .write_text_content(BytesText::new(value))?;
    Ok(())
}
