//! Articles as JSON lines, or one JSON array or object of them:
//! `{"id","lang","title","date","source","text"}` or `"passages": ["...", ...]`.

use super::draft::{Block, Draft, Role};
use super::error::Refusal;
use super::limits::Limits;
use super::{dates, text};
use crate::lang::surrogates;
use crate::model::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: Option<String>,
    lang: Option<String>,
    title: Option<String>,
    date: Option<String>,
    #[serde(alias = "publisher", alias = "outlet")]
    source: Option<String>,
    #[serde(alias = "body", alias = "content")]
    text: Option<String>,
    passages: Option<Vec<String>>,
}

/// The articles and the lines that are none.
pub(super) fn read(text: &str, limits: &Limits) -> (Vec<Draft>, Vec<Refusal>) {
    let text = &*surrogates::mended(text);
    let draft = |row| draft(row, limits);
    if let Ok(rows) = serde_json::from_str::<Vec<Row>>(text) {
        return split(
            rows.into_iter()
                .enumerate()
                .map(|(at, row)| draft(row).map_err(|r| r.at(format!("entry {}", at + 1)))),
        );
    }
    if let Ok(row) = serde_json::from_str::<Row>(text) {
        return split(std::iter::once(draft(row)));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    split(lines.map(|(number, line)| {
        let place = format!("line {}", number + 1);
        match serde_json::from_str::<Row>(line) {
            Ok(row) => draft(row).map_err(|refusal| refusal.at(place)),
            Err(error) => Err(Refusal::new(
                format!("is no article ({error})"),
                "a line is an object such as {\"id\":\"a\",\"lang\":\"ar\",\"text\":\"...\"}",
            )
            .at(place)),
        }
    }))
}

fn split(rows: impl Iterator<Item = Result<Draft, Refusal>>) -> (Vec<Draft>, Vec<Refusal>) {
    let (mut drafts, mut refusals) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(draft) => drafts.push(draft),
            Err(refusal) => refusals.push(refusal),
        }
    }
    (drafts, refusals)
}

fn draft(row: Row, limits: &Limits) -> Result<Draft, Refusal> {
    let mut draft = Draft {
        id: row.id,
        lang: row.lang.as_deref().and_then(|lang| lang.parse().ok()),
        date: row.date.as_deref().and_then(dates::iso),
        source: row.source,
        title: row.title.filter(|title| !title.trim().is_empty()),
        ..Draft::default()
    };
    if let Some(passages) = row.passages {
        for passage in passages {
            draft.push_segment(&passage);
        }
        limits.check_text(&draft.text)?;
        return Ok(draft);
    }
    let body = row.text.unwrap_or_default();
    if body.trim().is_empty() {
        return Err(Refusal::new("has no text", "give the article's text as \"text\""));
    }
    limits.check_text(&body)?;
    // The title is in the article's text once, whether the text repeats it or not.
    if let Some(title) = draft.title.clone()
        && !body.trim_start().starts_with(title.trim())
    {
        draft.push(&title, Role::Title);
        draft.text.push_str("\n\n");
    }
    let base = draft.text.len();
    draft.text.push_str(&body);
    let blocks = text::blocks(&body).into_iter();
    draft
        .blocks
        .extend(blocks.map(|block: Block| Block { span: block.span.shifted(base), ..block }));
    if let Some(first) = draft.blocks.first_mut()
        && let Some(title) = &draft.title
        && Span::of(first.span, &draft.text).trim() == title.trim()
    {
        first.role = Role::Title;
    }
    Ok(draft)
}
