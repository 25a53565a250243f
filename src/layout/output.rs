//! What to write for a row where the terminal reorders on its own and so needs other bytes than
//! the reader is to see.

use compact_str::CompactString;

use super::cluster::Cluster;
use super::{Cell, Options, Output};
use crate::model::Span;

/// One symbol to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ink {
    /// Where it is written, which need not be where it is seen.
    pub column: u16,
    pub width: u8,
    pub symbol: CompactString,
    /// The text whose style it is written in.
    pub source: Span,
}

impl Ink {
    fn of(cell: &Cell) -> Self {
        Self {
            column: cell.column,
            width: cell.width,
            symbol: cell.symbol.clone(),
            source: cell.source,
        }
    }
}

const LRO: char = '\u{202D}';
const PDF: char = '\u{202C}';
const LRI: char = '\u{2066}';
const RLI: char = '\u{2067}';
const PDI: char = '\u{2069}';

/// The ink of a row, empty where its cells can be written as they are. `line` is the row in
/// logical order, `cells` in visual order from column `start` on.
pub(super) fn ink(
    line: &[Cluster],
    cells: &[Cell],
    start: u16,
    at: usize,
    options: &Options,
) -> Vec<Ink> {
    let turns = line.iter().any(|cluster| cluster.rtl || cluster.level % 2 == 1);
    match options.output {
        _ if !turns => Vec::new(),
        Output::Visual | Output::Plain => Vec::new(),
        Output::Words => words(cells),
        Output::Embed => framed(cells.iter().map(Ink::of), LRO, PDF),
        Output::Isolates => {
            let open = if options.direction.is_rtl() { RLI } else { LRI };
            framed(logical(line, start, at), open, PDI)
        }
    }
}

/// The row in logical order, from the same column on.
fn logical(line: &[Cluster], start: u16, at: usize) -> impl Iterator<Item = Ink> {
    let mut column = start;
    line.iter().map(move |cluster| {
        let ink = Ink {
            column,
            width: cluster.width,
            symbol: cluster.symbol.clone(),
            source: cluster.source.shifted(at),
        };
        column = column.saturating_add(u16::from(cluster.width));
        ink
    })
}

/// Puts a control before the first symbol and one after the last.
fn framed(inks: impl Iterator<Item = Ink>, open: char, close: char) -> Vec<Ink> {
    let mut inks: Vec<Ink> = inks.filter(|ink| ink.width > 0).collect();
    if let Some(first) = inks.first_mut() {
        first.symbol.insert(0, open);
    }
    if let Some(last) = inks.last_mut() {
        last.symbol.push(close);
    }
    inks
}

/// Turns each run of right-to-left letters round, so that the terminal turns it back. The style
/// stays with the column: such a terminal moves the glyphs and not the colours.
fn words(cells: &[Cell]) -> Vec<Ink> {
    let mut inks: Vec<Ink> = cells.iter().filter(|cell| cell.width > 0).map(Ink::of).collect();
    let turned = |ink: &Ink| ink.symbol.chars().next().is_some_and(is_turned);
    let mut at = 0;
    while at < inks.len() {
        let run = inks[at..].iter().take_while(|ink| turned(ink)).count();
        let (mut left, mut right) = (at, (at + run).saturating_sub(1));
        while left < right {
            // Only what is equally wide can change places.
            if inks[left].width == inks[right].width {
                let symbol = std::mem::take(&mut inks[left].symbol);
                inks[left].symbol = std::mem::replace(&mut inks[right].symbol, symbol);
            }
            (left, right) = (left + 1, right - 1);
        }
        at += run.max(1);
    }
    inks
}

/// Whether a terminal of this kind draws the character in one run with right-to-left letters: by
/// its block, since what is in a block is in one font.
const fn is_turned(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
