//! DOCX by undoc: headings, paragraphs, list items, the cells of tables.

use super::draft::{Draft, Role};
use super::error::Refusal;
use super::limits::Limits;
use super::{dates, zipped};
use undoc::model::{Block, HeadingLevel, Paragraph, Table};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Draft, Refusal> {
    zipped::check(bytes, limits)?;
    let document = undoc::parse_bytes(bytes).map_err(|error| {
        Refusal::new(
            format!("is no readable DOCX ({error})"),
            "open it in a word processor and save it again",
        )
    })?;
    let mut draft = Draft {
        title: document.metadata.title.clone().filter(|title| !title.trim().is_empty()),
        date: document.metadata.created.as_deref().and_then(dates::iso),
        ..Draft::default()
    };
    for block in document.sections.iter().flat_map(|section| &section.content) {
        match block {
            Block::Paragraph(paragraph) => push(paragraph, &mut draft),
            Block::Table(table) => push_table(table, &mut draft, 0),
            Block::Note { content, .. } => {
                content.iter().for_each(|paragraph| push(paragraph, &mut draft))
            }
            _ => {}
        }
    }
    Ok(draft)
}

fn push(paragraph: &Paragraph, draft: &mut Draft) {
    let styled_title = paragraph.style_id.as_deref() == Some("Title");
    let role = if styled_title && draft.blocks.is_empty() {
        Role::Title
    } else if styled_title || paragraph.heading != HeadingLevel::None {
        Role::Heading
    } else if paragraph.list_info.is_some() {
        Role::Item
    } else {
        Role::Text
    };
    draft.push(&paragraph.plain_text(), role);
}

fn push_table(table: &Table, draft: &mut Draft, depth: usize) {
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        cell.content.iter().for_each(|paragraph| push(paragraph, draft));
        if depth < 16 {
            cell.nested_tables.iter().for_each(|inner| push_table(inner, draft, depth + 1));
        }
    }
}
