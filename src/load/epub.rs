//! EPUB: the book's documents in reading order, one article.

use super::draft::{Draft, Role};
use super::error::Refusal;
use super::limits::Limits;
use super::{dates, html, passages, zipped};
use rbook::Epub;
use std::io::Cursor;

pub(super) fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Draft, Refusal> {
    zipped::check(&bytes, limits)?;
    let broken = |error: String| {
        Refusal::new(
            format!("is no readable EPUB ({error})"),
            "open it in Calibre and convert it to EPUB again",
        )
    };
    let book = Epub::read(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let metadata = book.metadata();
    let title = metadata.title().map(|title| html::collapse(title.value()));
    let mut draft = Draft {
        lang: metadata.language().and_then(|lang| lang.value().parse().ok()),
        date: metadata.published().and_then(|time| dates::iso(&time.date().to_string())),
        source: metadata.publishers().next().map(|publisher| publisher.value().to_owned()),
        ..Draft::default()
    };
    for part in book.reader() {
        let part = part.map_err(|error| broken(error.to_string()))?;
        html::push_fragment(part.content(), &mut draft)?;
        limits.check_text(&draft.text)?;
    }
    draft.lang = passages::checked_language(&draft);
    // The title may stand on a page of its own and over the text, or nowhere.
    draft.title = title.filter(|title| !title.is_empty());
    if let Some(title) = &draft.title
        && let Some(first) =
            draft.blocks.iter_mut().find(|block| block.span.of(&draft.text) == title)
    {
        first.role = Role::Title;
    }
    Ok(draft)
}
