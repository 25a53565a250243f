//! RSS and Atom by feed-rs: every entry an article.

use super::draft::{Draft, Role};
use super::error::Refusal;
use super::{dates, html, passages};

pub(super) fn read(text: &str) -> Result<Vec<Draft>, Refusal> {
    let feed = feed_rs::parser::parse(text.as_bytes()).map_err(|error| {
        Refusal::new(format!("is no readable feed ({error})"), "fetch the feed again")
    })?;
    let source = feed.title.map(|title| title.content);
    let lang = feed.language.and_then(|lang| lang.parse().ok());
    let mut drafts = Vec::new();
    for entry in feed.entries {
        let time = entry.published.or(entry.updated);
        let title = entry
            .title
            .map(|title| html::collapse(&title.content))
            .filter(|title| !title.is_empty());
        let mut draft = Draft {
            title: title.clone(),
            source: source.clone(),
            lang: entry.language.and_then(|lang| lang.parse().ok()).or(lang),
            date: time.and_then(|time| dates::iso(&time.to_rfc3339())),
            ..Draft::default()
        };
        if let Some(title) = title {
            draft.push(&title, Role::Title);
        }
        let body = entry.content.and_then(|content| content.body);
        if let Some(body) = body.or(entry.summary.map(|summary| summary.content)) {
            html::push_fragment(&body, &mut draft)?;
        }
        draft.lang = passages::checked_language(&draft);
        if !draft.blocks.is_empty() {
            drafts.push(draft);
        }
    }
    if drafts.is_empty() {
        return Err(Refusal::new(
            "the feed has no entries with text",
            "give a feed that carries its articles",
        ));
    }
    Ok(drafts)
}
