//! Drafts to articles.

use super::draft::Draft;
use super::{dates, passages, text};
use crate::lang::identify;
use crate::model::{Article, ContentHash, Lang, PartialDate, Passage, PassageKind};
use sha2::{Digest, Sha256};

/// What is known of an article from outside its file; wins over what the file says.
pub(super) struct Given<'a> {
    pub path: &'a str,
    /// Used where the draft has no id of its own.
    pub id: &'a str,
    pub lang: Option<Lang>,
    pub date: Option<PartialDate>,
}

/// An article of plain text that is decoded already.
pub fn from_text(
    path: &str,
    id: &str,
    text: String,
    lang: Option<Lang>,
    date: Option<PartialDate>,
) -> Article {
    article(text::read(text), &Given { path, id, lang, date })
}

/// An article of which the passages are given: each is taken as it is, in order, and all are prose
/// (only empty ones are noise). The text is the passages with a line break between them.
pub fn from_passages(
    id: &str,
    passages: Vec<String>,
    lang: Option<Lang>,
    date: Option<PartialDate>,
) -> Article {
    let mut draft = Draft::default();
    for passage in &passages {
        draft.push_segment(passage);
    }
    article(draft, &Given { path: id, id, lang, date })
}

pub(super) fn article(mut draft: Draft, given: &Given) -> Article {
    // It is kept as long as it is open, and may be long.
    draft.text.shrink_to_fit();
    let lang = given.lang.or(draft.lang).unwrap_or_else(|| passages::body_language(&draft));
    let mut passages = passages::cut(&draft, lang);
    passages.shrink_to_fit();
    let title = draft.title.clone().or_else(|| title_of(&draft.text, &passages));
    let date = given.date.or(draft.date).or_else(|| dates::of_text(&draft, lang, &passages));
    let hash = ContentHash(Sha256::digest(draft.text.as_bytes()).into());
    Article {
        path: given.path.to_owned(),
        id: draft.id.unwrap_or_else(|| given.id.to_owned()),
        source: draft.source,
        title,
        lang,
        dir: identify::direction(lang),
        date,
        text: draft.text,
        hash,
        passages,
    }
}

fn title_of(text: &str, passages: &[Passage]) -> Option<String> {
    let title = passages.iter().find(|passage| passage.kind == PassageKind::Title)?;
    Some(title.span.of(text).to_owned())
}
