//! What in an article is not the article: share lines, posts, credits, captions, comment forms,
//! other articles' headlines. Told by form (what a line says), by place (what stands around it) and
//! by having nothing to do with the rest. Noise keeps its place and may carry evidence; it is never
//! scored as prose.

mod form;
mod place;
mod table;
#[cfg(test)]
mod tests;

use super::draft::{Draft, Role};
use crate::model::{Lang, NoiseReason, Passage, PassageKind};
use rayon::prelude::*;

pub(super) use form::by_form;
pub(super) use place::word_count;

/// Marks the noise among the passages of a draft; `lang` is the article's.
pub(super) fn mark(draft: &Draft, lang: Lang, passages: &mut [Passage]) {
    let mut paragraphs: Vec<&mut [Passage]> =
        passages.chunk_by_mut(|a, b| a.paragraph == b.paragraph).collect();
    paragraphs.par_iter_mut().for_each(|passages| {
        let role = passages.first().map(|first| draft.blocks[first.paragraph].role);
        match role {
            None | Some(Role::Segment) => {}
            Some(Role::SocialPost) => set(passages, NoiseReason::SocialPost),
            Some(Role::Caption) => set(passages, NoiseReason::Caption),
            Some(_) => mark_block(draft, lang, passages),
        }
    });
    if draft.blocks.iter().any(|block| block.role != Role::Segment) {
        place::mark(draft, lang, passages);
    }
}

/// A whole paragraph first, so that one of two short sentences is one matter, then each sentence.
fn mark_block(draft: &Draft, lang: Lang, passages: &mut [Passage]) {
    let Some(first) = passages.first() else { return };
    let text = draft.blocks[first.paragraph].span.of(&draft.text);
    if let Some(reason) = by_form(text, lang) {
        set(passages, reason);
        return;
    }
    if passages.len() > 1 {
        for passage in passages.iter_mut() {
            if let Some(reason) = form::of_sentence(passage.span.of(&draft.text), lang) {
                passage.kind = PassageKind::Noise(reason);
            }
        }
    }
}

fn set(passages: &mut [Passage], reason: NoiseReason) {
    for passage in passages {
        passage.kind = PassageKind::Noise(reason);
    }
}
