//! Paragraphs to passages: sentences in the language of each paragraph, the title, the noise.

use super::draft::{Block, Draft, Role};
use super::noise;
use crate::lang::{identify, sentences};
use crate::model::{Lang, NoiseReason, Passage, PassageKind, Span};
use rayon::prelude::*;

/// A title is no longer than this many words.
const LONGEST_TITLE: usize = 40;

/// The language of an article's running text.
pub(super) fn body_language(draft: &Draft) -> Lang {
    match identify::identify(&body(draft)) {
        Lang::UNKNOWN => identify::identify(&draft.text),
        lang => lang,
    }
}

/// The language that a file names, or the one that its text clearly is in instead: programs that
/// make pages and books (Calibre, templates) write `en` over any text if nobody tells them.
pub(super) fn checked_language(draft: &Draft) -> Option<Lang> {
    draft.lang.map(|named| identify::part(&body(draft), named))
}

/// The running text: paragraphs that are long enough to be prose speak before headlines, menus and
/// posts.
fn body(draft: &Draft) -> String {
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
    body
}

/// The passages of a draft, in order.
pub(super) fn cut(draft: &Draft, lang: Lang) -> Vec<Passage> {
    let title = title_block(draft);
    let of_block = |(paragraph, block): (usize, &Block)| {
        let text = block.span.of(&draft.text);
        if block.role == Role::Segment {
            let kind = if text.trim().is_empty() {
                PassageKind::Noise(NoiseReason::Symbols)
            } else {
                PassageKind::Prose
            };
            return vec![Passage { span: block.span, kind, paragraph, lang }];
        }
        let lang = identify::part(text, lang);
        let found = sentences::sentences(text, lang);
        let is_title = title == Some(paragraph);
        let spans = match (found.first(), found.last()) {
            (Some(first), Some(last)) if is_title => vec![Span::new(first.start, last.end)],
            _ => found,
        };
        let kind = if is_title { PassageKind::Title } else { PassageKind::Prose };
        let passage = |span: Span| {
            let span = span.shifted(block.span.start);
            Passage { span, kind, paragraph, lang }
        };
        spans.into_iter().map(passage).collect()
    };
    let mut passages: Vec<Passage> =
        draft.blocks.par_iter().enumerate().flat_map_iter(of_block).collect();
    noise::mark(draft, lang, &mut passages);
    passages
}

/// The block that holds the title: the one the format calls so, else a first line that reads like
/// one and has a body after it.
fn title_block(draft: &Draft) -> Option<usize> {
    if let Some(at) = draft.blocks.iter().position(|block| block.role == Role::Title) {
        return Some(at);
    }
    let text_of = |at: usize| draft.blocks[at].span.of(&draft.text).trim();
    // The lines before the body, without what is noise by its form.
    let mut head = Vec::new();
    for (at, block) in draft.blocks.iter().enumerate().take(8) {
        let text = text_of(at);
        if noise::by_form(text, identify::identify(text)).is_some() {
            continue;
        }
        if !is_heading_like(text) || !matches!(block.role, Role::Text | Role::Heading) {
            break;
        }
        head.push(at);
    }
    // A site's name and a section have few words and stand first.
    let words = |at: &usize| noise::word_count(text_of(*at));
    let title =
        head.iter().find(|at| words(at) >= 4).or_else(|| head.iter().find(|at| words(at) >= 2));
    title.copied().filter(|at| {
        draft.blocks[at + 1..].iter().any(|block| {
            let text = block.span.of(&draft.text);
            text.len() > draft.blocks[*at].span.len() && text.contains(['.', '।', '؟', '۔', '。'])
        })
    })
}

/// Few words, and no end of a sentence.
fn is_heading_like(text: &str) -> bool {
    let open_end = !text
        .trim_end_matches(['"', '»', '”', '\'', ')'])
        .ends_with(['.', '।', '۔', '。', ':', ',', '،', '|']);
    open_end && noise::word_count(text) <= LONGEST_TITLE
}
