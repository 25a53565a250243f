//! XLIFF 2.1 (OASIS, 2018): a file for each pair of languages, a `file` in it for each pair of
//! articles, a unit for each link. Where the texts come from and what is known of the link stands
//! in the metadata module.

use super::bitext::{self, LangPair};
use super::text::{segment, xml as escaped};
use super::wire::{Place, Wire};
use super::{ExportError, Source};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

type Xml = Writer<BufWriter<File>>;

/// Writes `ar-fa.xlf` and its like into the folder.
pub fn pairs(source: Source<'_>, folder: &Path) -> Result<(), ExportError> {
    let wire = Wire::new(source);
    for bitext in bitext::by_languages(source, &wire) {
        let file = File::create(folder.join(format!("{}.xlf", bitext.name())))?;
        let mut xml = Writer::new_with_indent(BufWriter::new(file), b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.create_element("xliff")
            .with_attribute(("xmlns", "urn:oasis:names:tc:xliff:document:2.0"))
            .with_attribute(("xmlns:mda", "urn:oasis:names:tc:xliff:metadata:2.0"))
            .with_attribute(("version", "2.1"))
            .with_attribute(("srcLang", bitext.langs[0]))
            .with_attribute(("trgLang", bitext.langs[1]))
            .write_inner_content(|xml| {
                let groups = bitext.pairs.chunk_by(|x, y| x.articles == y.articles);
                groups
                    .enumerate()
                    .try_for_each(|(number, group)| write_file(source, number + 1, group, xml))
            })?;
        let mut out = xml.into_inner();
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// The links between two articles.
fn write_file(
    source: Source<'_>,
    number: usize,
    group: &[LangPair<'_>],
    xml: &mut Xml,
) -> io::Result<()> {
    let [a, b] = group[0].articles.map(|article| &source.articles[article]);
    xml.create_element("file")
        .with_attribute(("id", format!("f{number}").as_str()))
        .with_attribute(("original", segment(&a.path).as_str()))
        .with_attribute(("srcDir", a.dir.as_str()))
        .with_attribute(("trgDir", b.dir.as_str()))
        .write_inner_content(|xml| {
            xml.create_element("mda:metadata").write_inner_content(|xml| {
                for (side, article) in [("source", a), ("target", b)] {
                    let values = [
                        ("path", segment(&article.path)),
                        ("article", segment(&article.id)),
                        ("sha256", article.hash.to_string()),
                    ];
                    group_of(xml, "origin", Some(side), &values)?;
                }
                Ok(())
            })?;
            for (place, found) in group.iter().enumerate() {
                unit(place + 1, found, xml)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn unit(number: usize, found: &LangPair<'_>, xml: &mut Xml) -> io::Result<()> {
    let pair = &found.pair;
    xml.create_element("unit")
        .with_attribute(("id", format!("u{number}").as_str()))
        .write_inner_content(|xml| {
            xml.create_element("mda:metadata").write_inner_content(|xml| {
                let link = [
                    ("score", pair.score.to_string()),
                    ("tier", pair.tier.to_owned()),
                    ("origin", pair.origin.to_owned()),
                    ("verdict", pair.verdict.unwrap_or_default().to_owned()),
                    ("facts", segment(&pair.facts.join(" "))),
                ];
                group_of(xml, "link", None, &link)?;
                group_of(xml, "place", Some("source"), &place_of(&pair.a))?;
                group_of(xml, "place", Some("target"), &place_of(&pair.b))
            })?;
            if !(pair.evidence.is_empty() && pair.conflicts.is_empty()) {
                xml.create_element("notes").write_inner_content(|xml| {
                    for reason in &pair.evidence {
                        note(xml, "evidence", &format!("{}: {}", reason.kind, reason.value))?;
                    }
                    for conflict in &pair.conflicts {
                        let said = format!("{}: {} / {}", conflict.kind, conflict.a, conflict.b);
                        note(xml, "conflict", &said)?;
                    }
                    Ok(())
                })?;
            }
            let state = match pair.verdict {
                Some("confirmed") => "reviewed",
                Some("rejected") => "initial",
                _ => "translated",
            };
            xml.create_element("segment")
                .with_attribute(("id", "s1"))
                .with_attribute(("state", state))
                .write_inner_content(|xml| {
                    content(xml, "source", pair.a.text)?;
                    content(xml, "target", pair.b.text)
                })?;
            Ok(())
        })?;
    Ok(())
}

fn place_of(place: &Place<'_>) -> [(&'static str, String); 3] {
    [
        ("index", place.index.to_string()),
        ("start", place.start.to_string()),
        ("end", place.end.to_string()),
    ]
}

/// The text as it is, white space and all; what XML can't hold as `cp` elements.
fn content(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    let code_point = |letter: char| format!("<cp hex=\"{:04X}\"/>", u32::from(letter));
    let text = escaped(text, code_point);
    xml.create_element(name)
        .with_attribute(("xml:space", "preserve"))
        .write_text_content(BytesText::from_escaped(text))?;
    Ok(())
}

fn note(xml: &mut Xml, category: &str, text: &str) -> io::Result<()> {
    xml.create_element("note")
        .with_attribute(("category", category))
        .write_text_content(BytesText::new(&segment(text)))?;
    Ok(())
}

/// A group of metadata; values that are empty are left out.
fn group_of(
    xml: &mut Xml,
    category: &str,
    side: Option<&str>,
    values: &[(&str, String)],
) -> io::Result<()> {
    let mut group = xml.create_element("mda:metaGroup").with_attribute(("category", category));
    if let Some(side) = side {
        group = group.with_attribute(("appliesTo", side));
    }
    group.write_inner_content(|xml| {
        for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
            xml.create_element("mda:meta")
                .with_attribute(("type", *name))
                .write_text_content(BytesText::new(value))?;
        }
        Ok(())
    })?;
    Ok(())
}
