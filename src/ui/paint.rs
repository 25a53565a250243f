//! Puts laid out rows into ratatui's buffer, cell by cell: its own text types count and drop
//! otherwise than layout does.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::layout::{self, Row};
use crate::model::Span;

/// Paints a row with its column 0 at `x`. Each symbol gets the style of the text it stands for, on
/// top of what the cell had. What lies outside the buffer is left out.
pub fn row(buffer: &mut Buffer, x: u16, y: u16, row: &Row, style_of: impl Fn(Span) -> Style) {
    for (column, width, symbol, source) in row.ink() {
        let Some(at) = x.checked_add(column) else { break };
        put(buffer, at, y, symbol, u16::from(width), style_of(source));
    }
}

/// Writes one symbol of `width` cells. The cells after its first hold an empty symbol, which
/// differs from a space: so they are drawn anew when the symbol goes.
pub(super) fn put(buffer: &mut Buffer, x: u16, y: u16, symbol: &str, width: u16, style: Style) {
    let area = buffer.area;
    let inside = y >= area.top() && y < area.bottom() && x >= area.left();
    if !inside || x.checked_add(width).is_none_or(|end| end > area.right()) {
        return;
    }
    if symbol.len() == usize::from(width) {
        for (at, byte) in (x..).zip(symbol.bytes()) {
            let cell = &mut buffer[(at, y)];
            cell.set_char(char::from(byte)).set_style(style).set_diff_option(CellDiffOption::None);
        }
        return;
    }
    let Some(cells) = NonZeroU16::new(width) else { return };
    buffer[(x, y)]
        .set_symbol(symbol)
        .set_style(style)
        .set_diff_option(CellDiffOption::ForcedWidth(cells));
    for at in x + 1..x + width {
        buffer[(at, y)].set_symbol("").set_style(style).set_diff_option(CellDiffOption::None);
    }
}

/// For terminals that turn words: what stands beside a right-to-left letter without a space
/// between (a full stop, a bracket, the mark in the gutter) is turned with it where one font has
/// both. Another weight is another font: so it gets the other weight, and stays where it is.
pub fn part_runs(buffer: &mut Buffer) {
    let area = buffer.area;
    // Spaces, and what such terminals draw themselves (lines, blocks, Braille patterns), end runs.
    let ends = |c: char| matches!(c, ' ' | '\u{2500}'..='\u{259F}' | '\u{2800}'..='\u{28FF}');
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let first = |x: u16| buffer[(x, y)].symbol().chars().next();
            let goes_on = |x: &u16| first(*x).is_none_or(|c| !ends(c));
            let end = x + (x..area.right()).take_while(goes_on).count() as u16;
            let turns = |x: &u16| first(*x).is_some_and(layout::is_turned);
            let others: Vec<u16> = (x..end).filter(|x| first(*x).is_some() && !turns(x)).collect();
            if (x..end).any(|x| turns(&x)) {
                for x in others {
                    buffer[(x, y)].modifier.toggle(Modifier::BOLD);
                }
            }
            x = end + 1;
        }
    }
}

/// Empties an area for a popup. A symbol that reaches over its edge goes as a whole.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    // A terminal may have become smaller since the place was reckoned.
    if area.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        let mut left = area.left();
        while left > buffer.area.left() && buffer[(left, y)].symbol().is_empty() {
            left -= 1;
        }
        let mut right = area.right();
        while right < buffer.area.right() && buffer[(right, y)].symbol().is_empty() {
            right += 1;
        }
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
        for x in (left..area.left()).chain(area.right()..right) {
            let style = buffer[(x, y)].style();
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(style);
        }
    }
}

#[cfg(test)]
mod tests;
