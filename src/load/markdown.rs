//! Markdown: headings, paragraphs and list items without their marks; `title`, `date`, `lang` and
//! `source` of a front matter.

use super::dates;
use super::draft::{Draft, Role};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub(super) fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut line = String::new();
    let mut front = false;
    let mut headings = 0;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => front = true,
            Event::End(TagEnd::MetadataBlock(_)) => {
                front = false;
                front_matter(&line, &mut draft);
                line.clear();
            }
            Event::Start(Tag::Heading { .. }) => flush(&mut line, Role::Text, &mut draft),
            Event::End(TagEnd::Heading(_)) => {
                headings += 1;
                let first = headings == 1 && draft.blocks.is_empty();
                if first && draft.title.is_none() {
                    draft.title = Some(line.trim().to_owned());
                }
                flush(&mut line, if first { Role::Title } else { Role::Heading }, &mut draft);
            }
            Event::Start(Tag::Item) => flush(&mut line, Role::Text, &mut draft),
            Event::End(TagEnd::Item) => flush(&mut line, Role::Item, &mut draft),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::HtmlBlock,
            ) => {
                flush(&mut line, Role::Text, &mut draft);
            }
            Event::End(TagEnd::TableCell) => line.push(' '),
            Event::Text(words) | Event::Code(words) => line.push_str(&words),
            Event::SoftBreak if !front => line.push(' '),
            Event::SoftBreak | Event::HardBreak => line.push('\n'),
            _ => {}
        }
    }
    flush(&mut line, Role::Text, &mut draft);
    draft
}

fn flush(line: &mut String, role: Role, draft: &mut Draft) {
    draft.push(line, role);
    line.clear();
}

/// The `key: value` lines of a YAML front matter; what is nested is of no interest here.
fn front_matter(lines: &str, draft: &mut Draft) {
    for line in lines.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        if value.is_empty() {
            continue;
        }
        match key.trim() {
            "title" => {
                draft.title = Some(value.to_owned());
                draft.push(value, Role::Title);
            }
            "date" => draft.date = dates::iso(value),
            "lang" | "language" => draft.lang = value.parse().ok(),
            "source" | "publisher" => draft.source = Some(value.to_owned()),
            _ => {}
        }
    }
}
