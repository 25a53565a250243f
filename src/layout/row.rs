use std::ops::Range;

use compact_str::CompactString;

use super::Ink;
use crate::model::{Direction, Span};

/// One row of the screen, and the only map between its columns and the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From left to right, as the reader sees them. Every byte of `span` is in exactly one cell;
    /// what is not seen (a line end, a space hanging over the row's end) has a cell of width 0.
    pub cells: Vec<Cell>,
    /// The bytes of the article that the row shows.
    pub span: Span,
    /// The paragraph's: at which edge the row begins.
    pub direction: Direction,
    /// Cells used, the sum of the cells' widths.
    pub width: u16,
    /// What to write where the terminal needs other than the cells; empty where it doesn't.
    pub(super) ink: Vec<Ink>,
}

/// A cluster on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Leftmost column, from 0 at the left edge of the pane.
    pub column: u16,
    /// In cells; 0 where nothing is seen.
    pub width: u8,
    /// Bytes of the article: a grapheme, or two where lam and alef became one.
    pub source: Span,
    /// Embedding level of UAX #9; odd is right-to-left.
    pub level: u8,
    /// What is drawn; empty where nothing is.
    pub symbol: CompactString,
}

impl Cell {
    /// The columns that it fills, from 0 at the left edge of the pane.
    pub fn columns(&self) -> Range<u16> {
        self.column..self.column.saturating_add(u16::from(self.width))
    }
}

/// A side of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// As the reader sees it.
    Left,
    /// As the reader sees it.
    Right,
}

impl Row {
    pub(super) fn empty(at: usize, direction: Direction) -> Self {
        Self { cells: Vec::new(), span: Span::new(at, at), direction, width: 0, ink: Vec::new() }
    }

    /// What stands at a column: what a click there means.
    pub fn source_at(&self, column: u16) -> Option<Span> {
        let at = self.cells.partition_point(|cell| cell.columns().end <= column);
        let cell = self.cells.get(at)?;
        cell.columns().contains(&column).then_some(cell.source)
    }

    /// What stands at a column, or else nearest to it; `None` only where the row shows nothing.
    pub fn nearest(&self, column: u16) -> Option<Span> {
        self.source_at(column).or_else(|| {
            let seen = |cell: &&Cell| cell.width > 0;
            let (first, last) = (self.cells.iter().find(seen)?, self.cells.iter().rfind(seen)?);
            Some(if column < first.column { first.source } else { last.source })
        })
    }

    /// The columns where a stretch of the text is seen, from left to right. It is in several
    /// places where its parts run in different directions.
    pub fn columns_of(&self, span: Span) -> Vec<Range<u16>> {
        let mut found: Vec<Range<u16>> = Vec::new();
        for cell in self.cells.iter().filter(|cell| cell.width > 0 && cell.source.overlaps(span)) {
            let columns = cell.columns();
            match found.last_mut() {
                Some(last) if last.end == columns.start => last.end = columns.end,
                _ => found.push(columns),
            }
        }
        found
    }

    /// The cluster that is seen to the left or right of the one that holds the byte `at`: where
    /// an arrow key leads. `None` at the row's edge, or where `at` is not seen in this row.
    pub fn beside(&self, at: usize, side: Side) -> Option<Span> {
        let here = self.cells.iter().position(|cell| cell.source.contains(at))?;
        let seen = |cell: &&Cell| cell.width > 0;
        match side {
            Side::Left => self.cells[..here].iter().rfind(seen),
            Side::Right => self.cells[here + 1..].iter().find(seen),
        }
        .map(|cell| cell.source)
    }

    /// The outermost cluster that is seen on one side.
    pub fn edge(&self, side: Side) -> Option<Span> {
        let seen = |cell: &&Cell| cell.width > 0;
        match side {
            Side::Left => self.cells.iter().find(seen),
            Side::Right => self.cells.iter().rfind(seen),
        }
        .map(|cell| cell.source)
    }

    /// What to write, from left to right: column, cells, symbol, and the text whose style it has.
    pub fn ink(&self) -> impl Iterator<Item = (u16, u8, &str, Span)> {
        let plain = self.ink.is_empty().then_some(&self.cells).into_iter().flatten();
        plain
            .filter(|cell| cell.width > 0)
            .map(|cell| (cell.column, cell.width, cell.symbol.as_str(), cell.source))
            .chain(
                self.ink.iter().map(|ink| (ink.column, ink.width, ink.symbol.as_str(), ink.source)),
            )
    }

    /// What is drawn, from left to right: for tests and for messages.
    pub fn drawn(&self) -> String {
        self.cells.iter().map(|cell| cell.symbol.as_str()).collect()
    }
}
