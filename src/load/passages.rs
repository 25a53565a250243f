//! Paragraphs to passages: sentences in the language of each paragraph, the title, the noise.

use super::draft::{Draft, Role};
use super::noise;
use crate::lang::{identify, sentences};
use crate::model::{Lang, NoiseReason, Passage, PassageKind, Span};

/// A title is no longer than this many words.
const LONGEST_TITLE: usize = 40;

/// The language of an article's running text: paragraphs that are long enough to be prose speak
/// before headlines, menus and posts.
pub(super) fn body_language(draft: &Draft) -> Lang {
    let mut body = String::new();
    for block in &draft.blocks {
        let text = block.span.of(&draft.text);
        if block.role != Role::SocialPost && text.len() > 120 {
            body.push_str(text);
            body.push('\n');
        }
        if body.len() > 32 * 1024 {
            break;
        }
    }
    match identify::identify(&body) {
        Lang::UNKNOWN => identify::identify(&draft.text),
        lang => lang,
    }
}

/// The passages of a draft, in order.
pub(super) fn cut(draft: &Draft, lang: Lang) -> Vec<Passage> {
    let mut passages = Vec::new();
    let title = title_block(draft);
    for (paragraph, block) in draft.blocks.iter().enumerate() {
        let text = block.span.of(&draft.text);
        if block.role == Role::Segment {
            let kind = if text.trim().is_empty() {
                PassageKind::Noise(NoiseReason::Symbols)
            } else {
                PassageKind::Prose
            };
            passages.push(Passage { span: block.span, kind, paragraph, lang });
            continue;
        }
        let lang = identify::part(text, lang);
        let found = sentences::sentences(text, lang);
        let is_title = title == Some(paragraph);
        let spans = match (found.first(), found.last()) {
            (Some(first), Some(last)) if is_title => vec![Span::new(first.start, last.end)],
            _ => found,
        };
        let kind = if is_title { PassageKind::Title } else { PassageKind::Prose };
        passages.extend(spans.into_iter().map(|span| Passage {
            span: span.shifted(block.span.start),
            kind,
            paragraph,
            lang,
        }));
    }
    noise::mark(draft, lang, &mut passages);
    passages
}

/// The block that holds the title: the one the format calls so, else a first line that reads like
/// one and has a body after it.
fn title_block(draft: &Draft) -> Option<usize> {
    if let Some(at) = draft.blocks.iter().position(|block| block.role == Role::Title) {
        return Some(at);
    }
    let (at, block) = draft.blocks.iter().enumerate().find(|(_, block)| {
        let text = block.span.of(&draft.text);
        noise::by_form(text, identify::identify(text)).is_none()
    })?;
    let text = block.span.of(&draft.text).trim();
    let words = text.split_whitespace().count();
    let early = at < 4 && matches!(block.role, Role::Text | Role::Heading);
    let body_follows = draft.blocks[at + 1..].iter().any(|block| {
        block.span.len() > text.len()
            && block.span.of(&draft.text).contains(['.', '।', '؟', '۔', '。'])
    });
    let open_end = !text
        .trim_end_matches(['"', '»', '”', '\'', ')'])
        .ends_with(['.', '।', '۔', '。', ':', ',', '،', '|']);
    (early && open_end && body_follows && (2..=LONGEST_TITLE).contains(&words)).then_some(at)
}
