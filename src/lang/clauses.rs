//! Where the clauses of a passage begin: a sentence with several clauses tells several facts, and
//! what two passages share tells more where it stands in one clause of each.

use super::assets;
use super::fold::{fold, fold_word};
use super::words::{Token, TokenKind, tokens};
use crate::model::Lang;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// A piece of fewer words goes with what follows it: the members of a list, "however,".
const FEWEST: usize = 4;

/// `clauses.tsv`: the words of each language before which a clause begins, folded.
static MARKERS: LazyLock<HashMap<Lang, HashSet<String>>> = LazyLock::new(|| {
    assets::file("clauses.tsv")
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (code, words) = line.split_once('\t')?;
            Some((code.parse().ok()?, words.split_whitespace().map(fold_word).collect()))
        })
        .collect()
});

/// The words of a passage and which of them begin a clause.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Where each word begins, in bytes of the passage.
    words: Vec<usize>,
    /// The words that begin a clause; the first one is 0.
    clauses: Vec<usize>,
}

impl Outline {
    /// Reads the outline of a passage's text.
    pub fn new(text: &str, lang: Lang) -> Self {
        let folded = fold(text);
        let tokens = tokens(&folded.text);
        let none = HashSet::new();
        let markers = MARKERS.get(&lang).unwrap_or(&none);
        let mut words = Vec::new();
        let mut clauses = vec![0];
        let mut cut = false;
        for (at, token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Sign {
                cut |= parts(&tokens, at);
                continue;
            }
            let begins = cut || (token.kind == TokenKind::Word && markers.contains(token.text));
            let last = clauses.last().copied().unwrap_or(0);
            if begins && words.len() >= last + FEWEST {
                clauses.push(words.len());
            }
            cut = false;
            words.push(folded.source(token.start..token.end()).start);
        }
        // What is left at the end goes with what stands before it.
        if clauses.len() > 1 && clauses.last().is_some_and(|last| words.len() < last + FEWEST) {
            clauses.pop();
        }
        Self { words, clauses }
    }

    /// The clauses in bytes of the passage, which they cover without a gap; none where it has no word.
    pub fn pieces(&self, length: usize) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> =
            self.clauses.iter().filter_map(|clause| self.words.get(*clause).copied()).collect();
        let Some(first) = starts.first_mut() else { return Vec::new() };
        *first = 0;
        let ends = starts.iter().skip(1).copied().chain([length]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The number of the word that stands at a byte of the passage.
    pub fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| *word <= byte).saturating_sub(1)
    }

    /// The number of the clause that stands at a byte of the passage.
    pub fn clause_at(&self, byte: usize) -> usize {
        let word = self.word_at(byte);
        self.clauses.partition_point(|clause| *clause <= word).saturating_sub(1)
    }
}

/// Whether a sign parts clauses: not the comma or colon within a number or a time.
fn parts(tokens: &[Token<'_>], at: usize) -> bool {
    let between_digits = !tokens[at].gap
        && at > 0
        && tokens[at - 1].kind == TokenKind::Digits
        && tokens.get(at + 1).is_some_and(|next| !next.gap && next.kind == TokenKind::Digits);
    match tokens[at].text {
        "," | "،" | "、" | "，" | ";" | "؛" | "；" | ":" | "：" | "(" | ")" | "（" | "）" => {
            !between_digits
        }
        "–" | "—" | "-" => tokens[at].gap && tokens.get(at + 1).is_none_or(|next| next.gap),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with a bar before each clause but the first.
    fn cut(lang: &str, text: &str) -> String {
        let outline = Outline::new(text, Lang::new(lang));
        let mut out = text.to_owned();
        for clause in outline.clauses[1..].iter().rev() {
            out.insert(outline.words[*clause], '|');
        }
        out
    }

    #[test]
    fn clauses_begin_behind_signs_and_before_markers() {
        for (lang, text) in [
            ("en", "The ministers signed the treaty, |which had been drafted in secret last year."),
            ("en", "Police closed the bridge at noon |because two cars had crashed on it."),
            ("en", "Prices rose by 12,500 crowns in a single month."),
            ("en", "The bridge, the road and the port were closed for a week."),
            ("ru", "Министры подписали новый договор, |который готовили втайне целый год."),
            ("fa", "وزیران پیمان را امضا کردند |که سال گذشته پنهانی نوشته شده بود."),
            ("hi", "मंत्रियों ने नई संधि पर दस्तखत किए |जिसे पिछले साल गुपचुप तैयार किया गया था।"),
            ("ar", "وقع الوزراء المعاهدة الجديدة أمس، |التي أعدت سرا في العام الماضي."),
        ] {
            let bare = text.replace('|', "");
            assert_eq!(cut(lang, &bare), text);
        }
    }

    #[test]
    fn every_row_of_markers_is_read() {
        let rows = assets::file("clauses.tsv").expect("the table").lines();
        let rows = rows.filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(MARKERS.len(), rows);
        assert!(MARKERS.values().all(|words| words.len() >= 5));
    }

    #[test]
    fn pieces_cover_the_passage() {
        let text = "«The ministers signed the treaty, which had been drafted in secret last year.»";
        let pieces = Outline::new(text, Lang::new("en")).pieces(text.len());
        let texts: Vec<&str> = pieces.into_iter().map(|piece| &text[piece]).collect();
        assert_eq!(
            texts,
            ["«The ministers signed the treaty, ", "which had been drafted in secret last year.»"]
        );
        assert!(Outline::new("...", Lang::new("en")).pieces(3).is_empty());
    }

    proptest! {
        #[test]
        fn places_lie_within_the_passage(text in "\\PC{0,60}") {
            let outline = Outline::new(&text, Lang::new("en"));
            for (byte, _) in text.char_indices() {
                prop_assert!(outline.word_at(byte) <= outline.words.len());
                prop_assert!(outline.clause_at(byte) < outline.clauses.len());
            }
        }
    }
}
