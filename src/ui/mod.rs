//! The state as a picture. Changes nothing.

mod boards;
mod entry;
mod explain;
mod help;
mod linear;
pub mod paint;
mod panes;
mod rows;
mod start;
mod status;
pub mod theme;
mod ties;

use crate::app::State;
use crate::app::state::{Entry, View};
use crate::layout::{self, Options, Output};
use crate::model::{Direction, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use theme::{Role, Theme};

/// The least screen, in cells.
pub const LEAST: (u16, u16) = (20, 5);

/// What the screen is drawn with.
pub struct Canvas<'a> {
    /// The cells to be filled; its area begins at 0, 0.
    pub buffer: &'a mut Buffer,
    /// Which colours.
    pub theme: Theme,
    /// What is to be seen.
    pub state: &'a State,
}

/// Draws the whole screen; returns the cell of the text cursor while something is being typed.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let area = buffer.area;
    let mut canvas = Canvas { buffer, theme, state };
    if area.width < LEAST.0 || area.height < LEAST.1 {
        let text = format!("{}x{} at least", LEAST.0, LEAST.1);
        canvas.text(0, 0, area.width, &text, Role::Bad);
        return None;
    }
    if let Some(start) = &state.start {
        return Some(start::draw(&mut canvas, start));
    }
    let mut followed = None;
    match state.view {
        View::Panes if state.ways.linear => followed = linear::draw(&mut canvas),
        View::Panes => panes::draw(&mut canvas),
        View::Board(board) => boards::draw(&mut canvas, board),
        View::Help => help::draw(&mut canvas),
    }
    status::draw(&mut canvas);
    if state.view == View::Panes && state.explain {
        explain::explain(&mut canvas);
    }
    if let Some(popup) = &state.popup {
        explain::answer(&mut canvas, popup);
    }
    let cursor = match &state.entry {
        Some(Entry::Note(entry)) => Some(entry::note(&mut canvas, entry)),
        Some(Entry::Search(prompt)) => Some(entry::line(&mut canvas, "/", prompt)),
        Some(Entry::Jump(prompt)) => Some(entry::line(&mut canvas, "fact: ", prompt)),
        Some(Entry::Export(prompt)) => {
            let taken = state.asked.taken.as_deref() == Some(prompt.text().trim());
            let name = if taken { "replace: " } else { "export to: " };
            Some(entry::line(&mut canvas, name, prompt))
        }
        Some(Entry::Filter(prompt)) => Some(entry::line(&mut canvas, "filter: ", prompt)),
        Some(Entry::Open(prompt)) => Some(entry::line(&mut canvas, "open: ", prompt)),
        Some(Entry::Name { prompt, .. }) => Some(entry::line(&mut canvas, "name: ", prompt)),
        None => followed,
    };
    if state.look.output == Output::Words {
        paint::part_runs(canvas.buffer);
    }
    cursor
}

impl Canvas<'_> {
    /// How the theme shows a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// One line of text of any script in at most `width` cells; returns the cells it took.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let style = self.style(role);
        self.styled(x, y, width, text, |_| style)
    }

    /// The same with a style for each part; spans count in `text`.
    pub fn styled(
        &mut self,
        x: u16,
        y: u16,
        width: u16,
        text: &str,
        style_of: impl Fn(Span) -> Style,
    ) -> u16 {
        self.quoted(x, y, text, &self.line_options(width), style_of)
    }

    /// The same for the words of an article, in its direction.
    pub fn quoted(
        &mut self,
        x: u16,
        y: u16,
        text: &str,
        options: &Options,
        style_of: impl Fn(Span) -> Style,
    ) -> u16 {
        if options.width == 0 || y >= self.buffer.area.height {
            return 0;
        }
        let row = layout::label(text, options);
        paint::row(self.buffer, x, y, &row, style_of);
        row.width.min(options.width)
    }

    /// For lines of ours: from left to right, whatever they quote.
    pub fn line_options(&self, width: u16) -> Options {
        self.state.look.options(width, Direction::LeftToRight)
    }

    /// A box of lines with nothing in it.
    pub fn frame(&mut self, area: Rect, role: Role) {
        let style = self.style(role);
        paint::clear(self.buffer, area);
        if self.state.ways.linear {
            return;
        }
        // Left, top, the corners, bottom, right.
        let edges = if self.state.look.output.wants_strong_borders() {
            ["⡇", "⠉", "⡏", "⢹", "⣇", "⣸", "⣀", "⢸"]
        } else {
            ["│", "─", "┌", "┐", "└", "┘", "─", "│"]
        };
        let (left, right) = (area.x, area.right().saturating_sub(1));
        let (top, bottom) = (area.y, area.bottom().saturating_sub(1));
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let [west, north, nw, ne, sw, se, south, east] = edges;
                let symbol = match (x == left, x == right, y == top, y == bottom) {
                    (true, _, true, _) => nw,
                    (_, true, true, _) => ne,
                    (true, _, _, true) => sw,
                    (_, true, _, true) => se,
                    (true, ..) => west,
                    (_, true, ..) => east,
                    (_, _, true, _) => north,
                    (_, _, _, true) => south,
                    _ => " ",
                };
                if symbol != " "
                    && let Some(cell) = self.buffer.cell_mut((x, y))
                {
                    cell.set_symbol(symbol).set_style(style);
                }
            }
        }
    }
}
