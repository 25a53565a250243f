//! The reader's own glossary: words of two languages that the reader said mean the same. They are
//! evidence as concepts of the built-in lexicon are.

use super::mentions::{Key, Mention};
use crate::lang::concepts;
use crate::lang::fold::fold;
use crate::lang::words::{self, Affixes, Phrases};
use crate::model::{Decision, EvidenceKind, Lang, Word};
use std::collections::HashMap;

/// The words by language, those that mean the same under one number.
#[derive(Default)]
pub struct Glossary {
    langs: HashMap<Lang, (Phrases<u32>, Affixes)>,
    /// What the reader sees of each number: `storm = طوفان`.
    labels: Vec<String>,
}

/// Words in a label at most.
const SHOWN: usize = 3;

impl Glossary {
    /// Pairs that share a word are about one thing.
    pub fn new(decisions: &[Decision]) -> Self {
        let mut groups: Vec<Vec<&Word>> = Vec::new();
        for decision in decisions {
            let Decision::Words { a, b } = decision else { continue };
            let (with, without): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|group| group.contains(&a) || group.contains(&b));
            groups = without;
            let mut group = with.concat();
            group.extend([a, b]);
            group.sort_unstable();
            group.dedup();
            groups.push(group);
        }
        let mut glossary = Self::default();
        for (number, group) in groups.into_iter().enumerate() {
            for word in &group {
                let (phrases, _) = glossary
                    .langs
                    .entry(word.lang)
                    .or_insert_with(|| (Phrases::default(), concepts::affixes(word.lang)));
                phrases.add(&word.text, number as u32);
                if let Some(stems) = concepts::stemmed(&word.text, word.lang) {
                    phrases.add(&stems, number as u32);
                }
            }
            let shown: Vec<&str> =
                group.iter().take(SHOWN).map(|word| word.text.as_str()).collect();
            glossary.labels.push(shown.join(" = "));
        }
        glossary
    }

    /// The glossary's words in a passage; `base` is the passage's place in its article, in bytes.
    pub fn mentions(&self, text: &str, base: usize, lang: Lang) -> Vec<Mention> {
        let Some((phrases, affixes)) = self.langs.get(&lang) else { return Vec::new() };
        let folded = fold(text);
        let tokens = words::tokens(&folded.text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let hits = phrases.at(&tokens, at, affixes);
            let Some(hit) = hits.first() else {
                at += 1;
                continue;
            };
            found.push(Mention {
                kind: EvidenceKind::Concept,
                value: self.labels[*hit.meaning as usize].clone(),
                span: words::source(&folded, &tokens, at, hit.end).shifted(base),
                word: 0,
                clause: 0,
                said: None,
                keys: vec![(Key::Words(*hit.meaning), 1.0)],
            });
            at = hit.end.max(at + 1);
        }
        found
    }
}

#[cfg(test)]
mod tests;
