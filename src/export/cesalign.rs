//! cesAlign, as OPUS keeps parallel corpora: the articles as documents of numbered sentences, and
//! for each pair of languages a file of links between the numbers.

use super::bitext;
use super::text::segment;
use super::wire::Wire;
use super::{ExportError, Source};
use crate::model::{Article, PassageRef};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes `xml/ar/NAME.xml` for each article that a link touches and `ar-fa.xml` for each pair of
/// languages. A sentence's number is its index in the article, as everywhere.
pub fn pairs(source: Source<'_>, folder: &Path) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    let names = bitext::file_names(source.articles);
    let document =
        |number: usize| format!("{}/{}.xml", source.articles[number].lang.as_str(), names[number]);
    let mut wanted = vec![false; source.articles.len()];
    for bitext in bitext::by_languages(source, &wire) {
        let file = File::create(folder.join(format!("{}.xml", bitext.name())))?;
        let mut xml = begin(BufWriter::new(file))?;
        xml.write_event(Event::DocType(BytesText::from_escaped(
            "cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\"",
        )))?;
        let mut number = 0_usize;
        xml.create_element("cesAlign").with_attribute(("version", "1.0")).write_inner_content(
            |xml| {
                for group in bitext.pairs.chunk_by(|x, y| x.articles == y.articles) {
                    let [from, to] = group[0].articles;
                    wanted[from] = true;
                    wanted[to] = true;
                    // OPUS links documents by the names of their compressed files, whether they
                    // lie there compressed or, as in its archives and here, plain.
                    let [from, to] = [from, to].map(|number| document(number) + ".gz");
                    xml.create_element("linkGrp")
                        .with_attribute(("targType", "s"))
                        .with_attribute(("fromDoc", from.as_str()))
                        .with_attribute(("toDoc", to.as_str()))
                        .write_inner_content(|xml| {
                            for found in group {
                                number += 1;
                                let pair = &found.pair;
                                let targets = format!("{};{}", pair.a.index, pair.b.index);
                                xml.create_element("link")
                                    .with_attribute(("id", format!("SL{number}").as_str()))
                                    .with_attribute(("certainty", pair.score.to_string().as_str()))
                                    .with_attribute(("xtargets", targets.as_str()))
                                    .write_empty()?;
                            }
                            Ok(())
                        })?;
                }
                Ok(())
            },
        )?;
        end(xml)?;
    }
    for (number, article) in source.articles.iter().enumerate() {
        if wanted[number] {
            let path = folder.join("xml").join(document(number));
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            write_document(number, article, &wire, File::create(path)?)?;
        }
    }
    Ok(())
}

/// An article as a document: every passage a sentence, in order.
fn write_document(
    number: usize,
    article: &Article,
    wire: &Wire<'_>,
    file: File,
) -> Result<(), ExportError> {
    let mut xml = begin(BufWriter::new(file))?;
    xml.create_element("text")
        .with_attribute(("id", segment(&article.id).as_str()))
        .with_attribute(("lang", article.lang.as_str()))
        .with_attribute(("source", segment(&article.path).as_str()))
        .with_attribute(("sha256", article.hash.to_string().as_str()))
        .write_inner_content(|xml| {
            for passage in 0..article.passages.len() {
                let place = wire.place(PassageRef { article: number, passage });
                xml.create_element("s")
                    .with_attribute(("id", passage.to_string().as_str()))
                    .with_attribute(("start", place.start.to_string().as_str()))
                    .with_attribute(("end", place.end.to_string().as_str()))
                    .write_text_content(BytesText::new(&segment(place.text)))?;
            }
            Ok(())
        })?;
    end(xml)
}

fn begin<W: Write>(out: W) -> Result<Writer<W>, ExportError> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

fn end<W: Write>(xml: Writer<W>) -> Result<(), ExportError> {
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}
