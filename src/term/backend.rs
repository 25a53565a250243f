//! Writes ratatui's cells so that no terminal's idea of width can shift them: a symbol that
//! terminals may disagree about gets its cells blanked before it and the cursor placed after it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::{Attribute, Colors, Print, SetAttribute, SetColors};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::backend::{
    Backend as RatatuiBackend, ClearType, CrosstermBackend, IntoCrossterm as _, WindowSize,
};
use ratatui::buffer::{Cell, CellWidth as _};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::Mode;

/// Ratatui's way to the terminal.
#[derive(Debug)]
pub struct Backend<W: Write> {
    inner: CrosstermBackend<W>,
    /// What is on the screen, where rows are only ever written as a whole.
    screen: Option<BTreeMap<u16, BTreeMap<u16, Cell>>>,
    /// Where the cursor was last put.
    cursor: Position,
}

impl<W: Write> Backend<W> {
    /// Writes to `writer`, which should be buffered, as `mode` needs it.
    pub fn new(writer: W, mode: Mode) -> Self {
        Self {
            inner: CrosstermBackend::new(writer),
            screen: mode.draws_whole_rows().then(BTreeMap::new),
            cursor: Position::ORIGIN,
        }
    }

    /// Writes cells that stand in the order of the screen.
    fn write<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<()> {
        let mut pen = Pen::default();
        queue!(self.inner, BeginSynchronizedUpdate)?;
        for (x, y, cell) in cells {
            pen.write(&mut self.inner, x, y, cell)?;
        }
        queue!(self.inner, SetAttribute(Attribute::Reset), EndSynchronizedUpdate)
    }
}

/// The cells of a row up to the last that was ever drawn, those between that never were as blanks:
/// a control without a cell of its own hangs on the cell before it, in Konsole on the one that was
/// written last, and stays there until that is written anew.
fn whole<'a>(row: &'a BTreeMap<u16, Cell>, blank: &'a Cell) -> Vec<(u16, &'a Cell)> {
    let mut cells = Vec::new();
    let mut next = 0;
    for (&x, cell) in row {
        cells.extend((next..x).map(|gap| (gap, blank)));
        cells.push((x, cell));
        next = x.saturating_add(cell.cell_width().max(1));
    }
    cells
}

/// Where the cursor is and what it writes with.
#[derive(Default)]
struct Pen {
    at: Option<(u16, u16)>,
    style: Option<(Color, Color, Modifier)>,
}

impl Pen {
    fn write(&mut self, out: &mut impl Write, x: u16, y: u16, cell: &Cell) -> io::Result<()> {
        let symbol = cell.symbol();
        // The rest of a symbol that began further left; it was written with it.
        if symbol.is_empty() {
            return Ok(());
        }
        if self.at != Some((x, y)) {
            queue!(out, MoveTo(x, y))?;
        }
        let style = (cell.fg, cell.bg, cell.modifier);
        if self.style != Some(style) {
            self.set(out, style)?;
        }
        let width = cell.cell_width().max(1);
        if is_certain(symbol) {
            queue!(out, Print(symbol))?;
            self.at = x.checked_add(width).map(|next| (next, y));
            return Ok(());
        }
        if width > 1 {
            write!(out, "{:1$}", "", usize::from(width))?;
            queue!(out, MoveTo(x, y))?;
        }
        queue!(out, Print(symbol))?;
        self.at = None;
        Ok(())
    }

    fn set(&mut self, out: &mut impl Write, style: (Color, Color, Modifier)) -> io::Result<()> {
        const ATTRIBUTES: [(Modifier, Attribute); 9] = [
            (Modifier::BOLD, Attribute::Bold),
            (Modifier::DIM, Attribute::Dim),
            (Modifier::ITALIC, Attribute::Italic),
            (Modifier::UNDERLINED, Attribute::Underlined),
            (Modifier::SLOW_BLINK, Attribute::SlowBlink),
            (Modifier::RAPID_BLINK, Attribute::RapidBlink),
            (Modifier::REVERSED, Attribute::Reverse),
            (Modifier::HIDDEN, Attribute::Hidden),
            (Modifier::CROSSED_OUT, Attribute::CrossedOut),
        ];
        let (foreground, background, modifier) = style;
        if self.style.map(|(.., modifier)| modifier) != Some(modifier) {
            queue!(out, SetAttribute(Attribute::Reset))?;
            for (flag, attribute) in ATTRIBUTES {
                if modifier.contains(flag) {
                    queue!(out, SetAttribute(attribute))?;
                }
            }
            self.style = Some((Color::Reset, Color::Reset, modifier));
        }
        if self.style != Some(style) {
            let colors = Colors::new(foreground.into_crossterm(), background.into_crossterm());
            queue!(out, SetColors(colors))?;
            self.style = Some(style);
        }
        Ok(())
    }
}

/// Whether every terminal gives the symbol the same cells: one code point of one cell in a script
/// or block that no terminal draws otherwise.
fn is_certain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    matches!(c,
        ' '..='~' | '\u{A1}'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{58F}'
        | '\u{5D0}'..='\u{5EA}' | '\u{60C}' | '\u{61B}'..='\u{64A}' | '\u{660}'..='\u{66F}'
        | '\u{671}'..='\u{6D5}' | '\u{6F0}'..='\u{6FF}' | '\u{904}'..='\u{939}'
        | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{259F}' | '\u{2800}'..='\u{28FF}'
        | '\u{FB50}'..='\u{FDCF}' | '\u{FE70}'..='\u{FEFC}')
        && !matches!(c, '\u{AD}' | '\u{61C}')
}

impl<W: Write> RatatuiBackend for Backend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let Some(mut screen) = self.screen.take() else { return self.write(content) };
        let mut touched = BTreeSet::new();
        for (x, y, cell) in content {
            let row = screen.entry(y).or_default();
            // What the symbol covers is gone.
            for covered in x.saturating_add(1)..x.saturating_add(cell.cell_width()) {
                row.remove(&covered);
            }
            row.insert(x, cell.clone());
            touched.insert(y);
        }
        let blank = Cell::default();
        let written = self.write(touched.iter().flat_map(|&y| {
            let row = screen.get(&y).map(|row| whole(row, &blank)).unwrap_or_default();
            row.into_iter().map(move |(x, cell)| (x, y, cell))
        }));
        self.screen = Some(screen);
        written
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    /// Where the cursor was last put. Ratatui asks on every resize; to ask the terminal would take
    /// a slow line's time, and fail on one that is too slow.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        if let Some(screen) = &mut self.screen {
            screen.clear();
        }
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        RatatuiBackend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use ratatui::buffer::CellDiffOption;

    use super::*;

    fn written(mode: Mode, frames: &[&[(u16, &str, u16)]]) -> String {
        let mut bytes = Vec::new();
        let mut backend = Backend::new(&mut bytes, mode);
        for frame in frames {
            let cells: Vec<(u16, Cell)> = frame
                .iter()
                .map(|&(x, symbol, width)| {
                    let mut cell = Cell::default();
                    cell.set_symbol(symbol);
                    if let Some(width) = NonZeroU16::new(width) {
                        cell.set_diff_option(CellDiffOption::ForcedWidth(width));
                    }
                    (x, cell)
                })
                .collect();
            backend.draw(cells.iter().map(|(x, cell)| (*x, 0, cell))).unwrap();
        }
        String::from_utf8(bytes).unwrap().replace('\x1b', "^")
    }

    const OPEN: &str = "^[?2026h";
    const CLOSE: &str = "^[0m^[?2026l";

    #[test]
    fn letters_follow_each_other_and_uncertain_symbols_are_fenced() {
        let plain = written(Mode::Visual, &[&[(0, "a", 0), (1, "ﺏ", 0)]]);
        assert_eq!(plain, format!("{OPEN}^[1;1H^[0maﺏ{CLOSE}"));
        let fenced = written(Mode::Visual, &[&[(0, "कि", 2), (2, "b", 0)]]);
        assert_eq!(fenced, format!("{OPEN}^[1;1H^[0m  ^[1;1Hकि^[1;3Hb{CLOSE}"));
    }

    #[test]
    fn where_rows_are_ordered_as_a_whole_they_are_written_as_a_whole() {
        let twice = written(Mode::Konsole, &[&[(0, "a", 0), (1, "b", 0)], &[(1, "c", 0)]]);
        assert!(twice.ends_with(&format!("{OPEN}^[1;1H^[0mac{CLOSE}")), "{twice}");
        // With what was never drawn.
        let apart = written(Mode::Konsole, &[&[(3, "a", 0), (5, "b", 0)]]);
        assert_eq!(apart, format!("{OPEN}^[1;1H^[0m   a b{CLOSE}"));
    }
}
