//! From logical text to rows of terminal cells: bidirectional levels, Arabic joining, width, line
//! breaking, reordering, mirroring. A [`Row`] is the only map between the screen and the text; it
//! serves painting, clicking, selecting and highlighting alike.
//!
//! The phases of a paragraph: [`cluster`] cuts it into clusters (levels by UAX #9, forms by
//! [`joining`], what is harmful made harmless by [`hostile`], cells by [`width()`]); [`wrap`] breaks
//! it in logical order by UAX #14; [`reorder`] puts each row into visual order; [`output`] says
//! which bytes a terminal of another mind needs.

mod class;
mod cluster;
mod hostile;
mod joining;
mod output;
mod pieces;
mod reorder;
mod row;
mod tables;
mod width;
mod wrap;

pub use hostile::without_controls;
pub use output::{Ink, is_turned};
pub use row::{Cell, Row, Side};
pub use width::{Widths, width};

use crate::model::{Direction, Span};
use cluster::Cluster;
use pieces::Pieces;
use std::borrow::Cow;

/// How a text is to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The cells of a row.
    pub width: u16,
    /// Direction of the paragraphs; rows of right-to-left ones stand at the right edge.
    pub direction: Direction,
    /// The order and form in which the terminal wants right-to-left text.
    pub output: Output,
    /// Whether vowel marks are drawn; hidden ones stay in the text.
    pub marks: Marks,
    /// What the terminal was found to do with characters on which terminals differ.
    pub widths: Widths,
}

impl Options {
    /// Visual order, marks shown, widths as most terminals have them.
    pub fn new(width: u16, direction: Direction) -> Self {
        Self {
            width,
            direction,
            output: Output::Visual,
            marks: Marks::Show,
            widths: Widths::default(),
        }
    }
}

/// Which bytes the terminal needs so that a row comes out right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Output {
    /// Visual order and presentation forms: for terminals that neither reorder nor shape, and for
    /// those that were told to leave order alone.
    #[default]
    Visual,
    /// Visual order and forms, but each right-to-left word written backwards: for terminals that
    /// turn words but not lines (kitty).
    Words,
    /// Forms in logical order, each row an isolate of its own direction, brackets mirrored: for
    /// terminals that reorder whole lines but mirror nothing (Konsole).
    Isolates,
    /// Visual order and forms, but each stretch of right-to-left text turned as a whole: for
    /// terminals that reorder lines, beginning at the left, and know no controls (PuTTY).
    Stretches,
    /// Visual order and forms, each row between LRO and PDF: for terminals that reorder and can't
    /// be told not to.
    Embed,
    /// Logical order as it stands in the text.
    Plain,
}

impl Output {
    /// Whether borders must be of a strong left-to-right class (Braille patterns), since the
    /// terminal takes each line's direction from its first strong letter.
    pub const fn wants_strong_borders(self) -> bool {
        matches!(self, Self::Stretches)
    }

    /// Whether letters are replaced by their presentation forms. Terminals that shape gain by it
    /// too: where they make one glyph of lam and alef, they leave its second cell empty.
    const fn has_forms(self) -> bool {
        !matches!(self, Self::Plain)
    }
}

/// Whether vowel marks (harakat, niqqud) are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Marks {
    /// As the text has them.
    #[default]
    Show,
    /// Only the letters.
    Hide,
}

/// Lays out one passage. Spans count bytes of `text`, plus `base`, the place of `text` in the
/// article. The rows' spans follow each other without a gap; an empty text has one empty row.
pub fn lay_out(text: &str, base: usize, options: &Options) -> Vec<Row> {
    rows(text, base, options).collect()
}

/// As [`lay_out`], but makes the rows as they are asked for, so that a passage of megabytes costs
/// what is shown of it.
pub fn rows<'a>(
    text: &'a str,
    base: usize,
    options: &'a Options,
) -> impl Iterator<Item = Row> + 'a {
    let empty = text.is_empty().then(|| Row::empty(base, options.direction));
    let laid = Pieces::new(text).flat_map(move |piece| {
        let clusters = cluster::clusters(&text[piece.clone()], options);
        let lines = wrap::wrap(&text[piece.clone()], &clusters, options.width);
        let at = base + piece.start;
        lines.into_iter().map(move |line| {
            let soft = line.end < clusters.len();
            let line = wrap::finished(&clusters[line], soft, options.width);
            reorder::row(line, at, options)
        })
    });
    empty.into_iter().chain(laid)
}

/// The direction of a text by its first strong letter outside isolates (UAX #9, P2 and P3), for
/// texts whose language is not known; `None` where no letter has one.
pub fn direction_of(text: &str) -> Option<Direction> {
    match unicode_bidi::get_base_direction(text) {
        unicode_bidi::Direction::Ltr => Some(Direction::LeftToRight),
        unicode_bidi::Direction::Rtl => Some(Direction::RightToLeft),
        unicode_bidi::Direction::Mixed => None,
    }
}

/// A quotation to be put into a line of ours: where anything in it runs from right to left it is an
/// isolate, so that neither it nor what stands beside it, another quotation say, is torn. What
/// would end the isolate early is left out.
pub fn isolated(quote: &str) -> Cow<'_, str> {
    if !cluster::raises_levels(quote) {
        return Cow::Borrowed(quote);
    }
    let whole = without_controls(quote).replace(['\n', '\r', '\t'], " ");
    Cow::Owned(format!("\u{2068}{whole}\u{2069}"))
}

/// How many rows [`lay_out`] would make, without making them.
pub fn count(text: &str, options: &Options) -> usize {
    let laid: usize = Pieces::new(text)
        .map(|piece| {
            let clusters = cluster::clusters(&text[piece.clone()], options);
            wrap::wrap(&text[piece], &clusters, options.width).len()
        })
        .sum();
    laid.max(1)
}

/// One row for titles, lists and popups: line ends become spaces, and what does not fit gives way
/// to an ellipsis at the logical end.
pub fn label(text: &str, options: &Options) -> Row {
    let (mut line, is_cut) = fitted(text, options);
    if is_cut && options.width > 0 {
        let end = line.last().map_or(0, |cluster| cluster.source.end);
        line.push(Cluster::ellipsis(end, options.direction));
    }
    let mut row = reorder::row(line, 0, options);
    row.span = Span::new(0, text.len());
    row
}

/// The beginning of a text that fits into a row, with an ellipsis where it was cut: for a part of a
/// line of ours.
pub fn shortened<'a>(text: &'a str, options: &Options) -> Cow<'a, str> {
    let (line, is_cut) = fitted(text, options);
    if !is_cut {
        return Cow::Borrowed(text);
    }
    let end = line.last().map_or(0, |cluster| cluster.source.end);
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// What of a text fits into one row, and whether that is less than all: then there is a cell left
/// for an ellipsis.
fn fitted(text: &str, options: &Options) -> (Vec<Cluster>, bool) {
    let room = usize::from(options.width);
    let mut line: Vec<Cluster> = Vec::new();
    let mut used = 0;
    for piece in Pieces::new(text) {
        for mut cluster in cluster::clusters(&text[piece.clone()], options) {
            cluster.source = cluster.source.shifted(piece.start);
            cluster.unbreak();
            // A row of nothing visible has no end either.
            if used + usize::from(cluster.width) > room || line.len() > 64 * room + 64 {
                while used >= room.max(1) {
                    used -= line.pop().map_or(used, |last| usize::from(last.width));
                }
                return (line, true);
            }
            used += usize::from(cluster.width);
            line.push(cluster);
        }
    }
    (line, false)
}

#[cfg(test)]
mod tests;
