//! EPUB: the book's documents in reading order, one article.

use super::draft::Draft;
use super::error::Refusal;
use super::limits::Limits;
use super::{dates, html, zipped};
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
    let mut draft = Draft {
        title: metadata.title().map(|title| title.value().to_owned()),
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
    Ok(draft)
}
