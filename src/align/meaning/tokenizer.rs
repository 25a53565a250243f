//! SentencePiece's unigram tokenizer over the pieces that an asset keeps: the text normalised as
//! `nmt_nfkc` does it, then the most probable way to cut it into pieces (Kudo 2018, "Subword
//! Regularization", section 3.2, the Viterbi path).

use super::MeaningError;
use super::bytes::Reader;
use super::trie::Trie;
use std::collections::HashMap;

/// Stands for the space at the start of a word.
const SPACE: char = '\u{2581}';
/// How much less than the least probable piece an unknown character scores, as in SentencePiece.
const UNKNOWN_PENALTY: f32 = 10.0;
/// The pieces that are no text: begin, pad, end, unknown.
const SPECIAL: usize = 4;
pub(super) const BEGIN: u32 = 0;
pub(super) const END: u32 = 2;
pub(super) const UNKNOWN: u32 = 3;

/// Text to pieces. A piece is a row number of the asset that the tokenizer was read from.
pub struct Tokenizer {
    normaliser: Normaliser,
    trie: Trie,
    scores: Vec<f32>,
    unknown_score: f32,
}

impl Tokenizer {
    /// Reads `replacements` entries of the normalisation table and `pieces` pieces.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        replacements: usize,
        pieces: usize,
    ) -> Result<Self, MeaningError> {
        let normaliser = Normaliser::read(reader, replacements)?;
        let mut texts = Vec::new();
        let mut scores = Vec::new();
        for _ in 0..pieces {
            texts.push(reader.text("its pieces")?);
            scores.push(reader.f32("its pieces")?);
        }
        let (Some(texts), Some(normal)) = (texts.get(SPECIAL..), scores.get(SPECIAL..)) else {
            return Err(reader.error("it has no pieces"));
        };
        let trie = Trie::new(texts, SPECIAL as u32)
            .ok_or_else(|| reader.error("its pieces are not in order"))?;
        let least = normal.iter().copied().fold(f32::INFINITY, f32::min);
        Ok(Self { normaliser, trie, scores, unknown_score: least - UNKNOWN_PENALTY })
    }

    /// The pieces of `text`, without begin and end. A run of unknown characters is one piece.
    pub fn encode(&self, text: &str) -> Vec<u32> {
        let text = self.normaliser.apply(text);
        let bytes = text.as_bytes();
        // For each byte position: the best score of a path that ends there, the last piece of it,
        // and where that piece begins.
        let mut best: Vec<(f32, u32, usize)> =
            vec![(f32::NEG_INFINITY, UNKNOWN, 0); bytes.len() + 1];
        best[0].0 = 0.0;
        for (start, letter) in text.char_indices() {
            let so_far = best[start].0;
            let mut offer = |end: usize, piece: u32, score: f32| {
                if so_far + score > best[end].0 {
                    best[end] = (so_far + score, piece, start);
                }
            };
            let mut known = false;
            for (length, piece) in self.trie.prefixes(&bytes[start..]) {
                known |= length == letter.len_utf8();
                offer(start + length, piece, self.scores[piece as usize]);
            }
            if !known {
                offer(start + letter.len_utf8(), UNKNOWN, self.unknown_score);
            }
        }
        let mut pieces = Vec::new();
        let mut end = bytes.len();
        while end > 0 {
            let (_, piece, start) = best[end];
            if piece != UNKNOWN || pieces.last() != Some(&UNKNOWN) {
                pieces.push(piece);
            }
            end = start;
        }
        pieces.reverse();
        pieces
    }
}

/// What a text that begins with a character becomes, the longest first.
type Rules = HashMap<char, Vec<(Box<str>, Box<str>)>>;

/// SentencePiece's normalisation: the longest replacement at each place, then single spaces.
struct Normaliser {
    /// By first character: the rest of the key and its replacement, longest key first.
    rules: Rules,
}

impl Normaliser {
    fn read(reader: &mut Reader<'_>, count: usize) -> Result<Self, MeaningError> {
        let mut rules: Rules = HashMap::new();
        for _ in 0..count {
            let key = reader.text("its normalisation table")?;
            let value = reader.text("its normalisation table")?;
            let mut rest = key.chars();
            let Some(first) = rest.next() else {
                return Err(reader.error("its normalisation table has an empty key"));
            };
            rules.entry(first).or_default().push((rest.as_str().into(), value.into()));
        }
        for options in rules.values_mut() {
            options.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Ok(Self { rules })
    }

    /// Empty where `text` has nothing but space.
    fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        // A space is written before the next word, so that none stands at the end.
        let mut space = true;
        let mut push = |letter: char| {
            if letter == ' ' || letter == SPACE {
                space = true;
                return;
            }
            if std::mem::take(&mut space) {
                out.push(SPACE);
            }
            out.push(letter);
        };
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            let tail = rest.as_str();
            let rule = (!letter.is_ascii_graphic() || has_mark(tail))
                .then(|| self.rules.get(&letter))
                .flatten()
                .and_then(|options| options.iter().find(|(key, _)| tail.starts_with(&**key)));
            if let Some((key, value)) = rule {
                rest = tail[key.len()..].chars();
                value.chars().for_each(&mut push);
            } else {
                push(letter);
            }
        }
        out
    }
}

/// Whether what follows may join with an ASCII letter: every longer key that begins with one goes
/// on outside ASCII. Saves the look-up for most Latin text.
fn has_mark(tail: &str) -> bool {
    tail.as_bytes().first().is_some_and(|byte| !byte.is_ascii())
}
