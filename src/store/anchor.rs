//! Finds the place of an annotation again after the article's text has changed.
//!
//! The steps are those of the Web Annotation selectors as Hypothesis uses them (exact quote,
//! context, position, approximate match), but with a least score, a margin before the runner-up,
//! and a guard on numbers: a quote whose numbers or dates differ is never taken silently.

use crate::lang::fold::{self, Folded};
use crate::lang::values;
use crate::model::{Anchor, Annotation, AnnotationState, Article, Lang, Span};
use std::cell::OnceCell;
use unicode_segmentation::UnicodeSegmentation;

#[cfg(test)]
mod tests;

/// Share of the quote's letters that may differ.
const MOST_EDITS: f32 = 0.2;
/// Least score of a match that is not exact.
const LEAST: f32 = 0.8;
/// How far it must be ahead of the next best.
const MARGIN: f32 = 0.05;
/// Context (0 to 1) that makes a place certain although the quote is short or a number differs.
const KNOWN: f32 = 0.5;
/// Letters and digits from which on a quote is taken for itself wherever it stands.
const LONG: usize = 20;
/// A surrounding of this many code points is compared with the anchor's context.
const AROUND: usize = 40;

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In the article as it is now.
    pub span: Span,
    /// [`AnnotationState::Anchored`] or [`AnnotationState::Changed`].
    pub state: AnnotationState,
}

/// An article's text made ready to look for anchors in it.
pub struct Finder<'a> {
    article: &'a Article,
    /// Made when it is first needed: most articles are as they were.
    letters: OnceCell<Letters>,
}

/// A folded text, its letters, and where each begins in it.
struct Letters {
    folded: Folded,
    all: Vec<char>,
    starts: Vec<usize>,
}

impl<'a> Finder<'a> {
    pub fn new(article: &'a Article) -> Self {
        Self { article, letters: OnceCell::new() }
    }

    fn made(&self) -> &Letters {
        self.letters.get_or_init(|| {
            let folded = fold::fold(&self.article.text);
            let (starts, all) = folded.text.char_indices().unzip();
            Letters { folded, all, starts }
        })
    }

    fn letters(&self) -> &[char] {
        &self.made().all
    }

    /// Where the anchor's quote stands now; `None` where it is not there, or not certainly.
    pub fn find(&self, anchor: &Anchor) -> Option<Place> {
        if anchor.article == self.article.hash {
            let text = self.article.text.get(anchor.span.range())?;
            return Some(Place {
                span: anchor.span,
                state: state(&anchor.quote, text, anchor.lang),
            });
        }
        let wanted = Wanted::new(anchor);
        if wanted.quote.is_empty() {
            return None;
        }
        let exact = self.exact(&wanted);
        if !exact.is_empty() {
            return self.best_exact(&wanted, &exact);
        }
        self.approximate(&wanted)
    }

    /// The quote's occurrences, spelling aside, as letters of the folded text.
    fn exact(&self, wanted: &Wanted) -> Vec<(usize, usize)> {
        let length = wanted.quote.len();
        self.letters()
            .windows(length)
            .enumerate()
            .filter(|(_, window)| *window == wanted.quote)
            .map(|(start, _)| (start, start + length))
            .filter(|(start, end)| {
                (wanted.cuts_word.0 || !self.goes_on(*start))
                    && (wanted.cuts_word.1 || !self.goes_on(*end))
            })
            .collect()
    }

    /// Whether a word or number goes on across this place.
    fn goes_on(&self, place: usize) -> bool {
        let Some(before) = place.checked_sub(1) else { return false };
        let letter = |at: usize| self.letters().get(at).copied();
        match (letter(before), letter(place)) {
            (Some(x), Some(y)) if x.is_alphanumeric() && y.is_alphanumeric() => true,
            // 3 is not found in 3.5 nor in 1,300.
            (Some(x), Some('.' | ',' | '/' | '-' | ':')) if x.is_ascii_digit() => {
                letter(place + 1).is_some_and(|next| next.is_ascii_digit())
            }
            (Some('.' | ',' | '/' | '-' | ':'), Some(y)) if y.is_ascii_digit() => before
                .checked_sub(1)
                .and_then(letter)
                .is_some_and(|earlier| earlier.is_ascii_digit()),
            _ => false,
        }
    }

    fn best_exact(&self, wanted: &Wanted, hits: &[(usize, usize)]) -> Option<Place> {
        let raw =
            |hit: &(usize, usize)| self.span(*hit).of(&self.article.text) == wanted.anchor.quote;
        let mut ranked: Vec<(f32, bool, usize, (usize, usize))> = hits
            .iter()
            .map(|hit| {
                let away = self.span(*hit).start.abs_diff(wanted.anchor.span.start);
                (self.context(wanted, *hit), raw(hit), away, *hit)
            })
            .collect();
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then(y.1.cmp(&x.1)).then(x.2.cmp(&y.2)));
        let (context, _, _, hit) = *ranked.first()?;
        // Far from its surroundings a short quote may be said of something else, and of two the
        // wrong one may be left.
        let certain = context >= KNOWN || (wanted.is_long() && ranked.len() == 1);
        certain.then(|| self.place(wanted, self.span(hit)))
    }

    /// The best approximate occurrence.
    fn approximate(&self, wanted: &Wanted) -> Option<Place> {
        let length = wanted.quote.len();
        let most = (length as f32 * MOST_EDITS) as usize;
        if most == 0 {
            return None;
        }
        let mut ranked: Vec<(f32, f32, (usize, usize))> = Vec::new();
        for (edits, start, end) in approximate(&wanted.quote, self.letters(), most) {
            let likeness = 1.0 - edits as f32 / length as f32;
            let context = self.context(wanted, (start, end));
            let score = likeness + 0.15 * (context - 0.5);
            ranked.push((score, context, (start, end)));
        }
        ranked.sort_by(|x, y| y.0.total_cmp(&x.0));
        let (score, context, hit) = *ranked.first()?;
        let ahead = ranked.get(1).is_none_or(|next| score - next.0 >= MARGIN);
        if score < LEAST || !ahead || !(wanted.is_long() || context >= KNOWN) {
            return None;
        }
        let place = self.place(wanted, self.snap(self.span(hit)));
        // Another number far from the old surroundings is another statement.
        (place.state == AnnotationState::Anchored || context >= KNOWN).then_some(place)
    }

    fn place(&self, wanted: &Wanted, span: Span) -> Place {
        let text = span.of(&self.article.text);
        Place { span, state: state(&wanted.anchor.quote, text, wanted.anchor.lang) }
    }

    /// The source of some letters of the folded text.
    fn span(&self, (start, end): (usize, usize)) -> Span {
        let Letters { folded, starts, .. } = self.made();
        let byte = |at: usize| starts.get(at).copied().unwrap_or(folded.text.len());
        folded.source(byte(start)..byte(end))
    }

    /// The same place from word edge to word edge: an edge inside a word goes to the nearer end.
    fn snap(&self, span: Span) -> Span {
        let text = &self.article.text;
        let edge = |byte: usize| {
            let from = text[..byte].rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let from = if text.is_char_boundary(from) { from } else { byte };
            text[from..]
                .split_word_bound_indices()
                .map(|(at, word)| (from + at, from + at + word.len()))
                .find(|(_, end)| *end >= byte)
                .map_or(
                    byte,
                    |(start, end)| {
                        if byte - start.min(byte) <= end - byte { start } else { end }
                    },
                )
        };
        let (start, end) = (edge(span.start), edge(span.end));
        let inner = text.get(start..end).unwrap_or_default();
        let lead = inner.len() - inner.trim_start().len();
        let snapped = Span::new(start + lead, start + inner.trim_end().len());
        if snapped.is_empty() { span } else { snapped }
    }

    /// How much of the anchor's context stands around a place: 1 where either side is as it was
    /// and the other too, 0.7 where one is, 0 where neither.
    fn context(&self, wanted: &Wanted, (start, end): (usize, usize)) -> f32 {
        let before = &self.letters()[start.saturating_sub(AROUND)..start];
        let after = &self.letters()[end..(end + AROUND).min(self.letters().len())];
        let (x, y) = (alike(&wanted.prefix, before), alike(&wanted.suffix, after));
        0.7 * x.max(y) + 0.3 * x.min(y)
    }
}

/// An anchor folded.
struct Wanted<'a> {
    anchor: &'a Anchor,
    quote: Vec<char>,
    prefix: Vec<char>,
    suffix: Vec<char>,
    /// Whether the quote begins, or ends, within a word.
    cuts_word: (bool, bool),
}

impl<'a> Wanted<'a> {
    fn new(anchor: &'a Anchor) -> Self {
        let letters = |text: &str| -> Vec<char> { fold::fold(text).text.chars().collect() };
        let joins = |x: Option<char>, y: Option<char>| {
            x.is_some_and(char::is_alphanumeric) && y.is_some_and(char::is_alphanumeric)
        };
        let quote = letters(&anchor.quote);
        let (prefix, suffix) = (letters(&anchor.prefix), letters(&anchor.suffix));
        let cuts_word = (
            joins(prefix.last().copied(), quote.first().copied()),
            joins(quote.last().copied(), suffix.first().copied()),
        );
        Self { anchor, quote, prefix, suffix, cuts_word }
    }

    fn is_long(&self) -> bool {
        self.quote.iter().filter(|letter| letter.is_alphanumeric()).count() >= LONG
    }
}

/// 1 where `wanted` stands in `there`, 0 where it is no more alike than any two texts are.
fn alike(wanted: &[char], there: &[char]) -> f32 {
    let words = |letters: &[char]| letters.iter().filter(|l| l.is_alphanumeric()).count();
    if words(wanted) == 0 || words(there) == 0 {
        // The text begins or ends here.
        return if words(wanted) == words(there) { 1.0 } else { 0.0 };
    }
    let edits = approximate(wanted, there, wanted.len())
        .into_iter()
        .map(|(edits, ..)| edits)
        .min()
        .unwrap_or(wanted.len());
    (2.0 * (1.0 - edits as f32 / wanted.len() as f32) - 1.0).max(0.0)
}

/// The places of `text` that become `pattern` with at most `most` edits, as (edits, start, end);
/// of places that overlap the best (Sellers 1980, with the start carried along).
fn approximate(pattern: &[char], text: &[char], most: usize) -> Vec<(usize, usize, usize)> {
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|edits| (edits, 0)).collect();
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (at, letter) in text.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        for (row, wanted) in pattern.iter().enumerate() {
            let same = (diagonal.0 + usize::from(wanted != letter), diagonal.1);
            let left = (column[row + 1].0 + 1, column[row + 1].1);
            let up = (column[row].0 + 1, column[row].1);
            diagonal = column[row + 1];
            column[row + 1] = [same, left, up].into_iter().min_by_key(|way| way.0).unwrap_or(same);
        }
        let (edits, start) = column[pattern.len()];
        if edits > most {
            continue;
        }
        match found.last_mut() {
            Some(last) if start < last.2 => {
                // Of equal ends the one on the pattern's last letter: words were put in before it.
                if edits < last.0 || (edits == last.0 && pattern.last() == Some(letter)) {
                    *last = (edits, start, at + 1);
                }
            }
            _ => found.push((edits, start, at + 1)),
        }
    }
    found
}

/// Whether the numbers and dates of a quote are those of the text that now stands in its place.
fn state(quote: &str, text: &str, lang: Lang) -> AnnotationState {
    if quote == text || numbers(quote, lang) == numbers(text, lang) {
        AnnotationState::Anchored
    } else {
        AnnotationState::Changed
    }
}

/// What a text says in numbers, in order: its values, and the digits that are part of none.
fn numbers(text: &str, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = 0;
    let loose = |part: &str, found: &mut Vec<String>| {
        let folded = fold::fold(part).text;
        let runs = folded.split(|letter: char| !letter.is_ascii_digit());
        found.extend(runs.filter(|run| !run.is_empty()).map(str::to_owned));
    };
    for value in values::scan(text, lang) {
        loose(text.get(rest..value.span.start).unwrap_or_default(), &mut found);
        found.push(value.normal_form());
        rest = value.span.end;
    }
    loose(text.get(rest..).unwrap_or_default(), &mut found);
    found
}

/// Brings an annotation to the articles as they are now: anchors in earlier versions of them are
/// moved to where their quotes stand today, and the annotation's state says how well that went.
/// Quotes are left as they were written.
pub fn settle(note: &mut Annotation, finders: &[Finder<'_>]) {
    let mut worst = AnnotationState::Anchored;
    for anchor in &mut note.anchors {
        let fits = |finder: &&Finder<'_>| finder.article.hash == anchor.article;
        let moved = |finder: &&Finder<'_>| finder.article.path == anchor.path;
        let Some(finder) = finders.iter().find(fits).or_else(|| finders.iter().find(moved)) else {
            continue;
        };
        let state = match finder.find(anchor) {
            Some(place) => {
                anchor.article = finder.article.hash;
                anchor.span = place.span;
                place.state
            }
            None => AnnotationState::Orphan,
        };
        let rank = |state| match state {
            AnnotationState::Anchored => 0,
            AnnotationState::Changed => 1,
            AnnotationState::Orphan => 2,
        };
        if rank(state) > rank(worst) {
            worst = state;
        }
    }
    note.state = worst;
}
