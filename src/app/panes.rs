//! Which rows of text stand where: the geometry of the panes. Pure functions of the state, used
//! for painting and for clicking alike.

use super::state::{Place, State};
use crate::layout::{self, Options, Row};
use crate::model::{Article, PassageRef, Span};
use std::rc::Rc;

/// The least share of the screen for which a pane is shown, in cells: five panes in a window of 120.
pub const NARROWEST: u16 = 24;
/// Rows of the screen under the panes: the reason and the hint or entry line.
pub const FOOT: u16 = 2;

/// A pane on the screen, borders included, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneArea {
    /// Place in `Panes::order`.
    pub pane: usize,
    /// Counts the open articles.
    pub article: usize,
    /// First column on the screen.
    pub x: u16,
    /// First row on the screen.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl PaneArea {
    /// Cells for text in a row: without the borders and the gutter.
    pub fn text_width(&self) -> u16 {
        self.width.saturating_sub(4)
    }

    /// First column of the text.
    pub fn text_x(&self) -> u16 {
        self.x + 2
    }

    /// First row of the text.
    pub fn text_y(&self) -> u16 {
        self.y + 1
    }

    /// Rows of text.
    pub fn text_height(&self) -> u16 {
        self.height.saturating_sub(2)
    }

    /// Whether that cell of the screen is the pane's, its borders included.
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column)
            && (self.y..self.y + self.height).contains(&row)
    }
}

/// A row of a pane's text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRow {
    /// Row in the text area, from 0.
    pub y: u16,
    /// Counts the article's passages.
    pub passage: usize,
    /// Whether it is the passage's first.
    pub first: bool,
    /// What is drawn, and which bytes each cell of it shows.
    pub row: Row,
}

/// The panes that the screen has room for.
pub fn areas(state: &State) -> Vec<PaneArea> {
    let height = state.rows.saturating_sub(FOOT);
    let shown = shown(state);
    if shown == 0 || height < 3 {
        return Vec::new();
    }
    let places: Vec<usize> = (state.panes.first..state.panes.first + shown).collect();
    let in_order: Vec<usize> =
        if state.look.reversed { places.into_iter().rev().collect() } else { places };
    let weights: Vec<u16> =
        in_order.iter().map(|pane| state.panes.weights[state.panes.order[*pane]]).collect();
    let mut x = 0;
    let mut areas: Vec<PaneArea> = Vec::with_capacity(shown);
    for (pane, width) in in_order.into_iter().zip(widths(state.columns, &weights)) {
        let article = state.panes.order[pane];
        areas.push(PaneArea { pane, article, x, y: 0, width, height });
        x += width;
    }
    areas
}

/// The least that a narrowed pane keeps, in cells.
pub const LEAST: u16 = 12;

/// Parts the columns among panes: each gets the least, and of the rest its share by weight.
fn widths(columns: u16, weights: &[u16]) -> Vec<u16> {
    let count = weights.len() as u16;
    let least = LEAST.min(columns / count.max(1));
    let rest = u32::from(columns - least * count);
    let all: u32 = weights.iter().map(|weight| u32::from(*weight)).sum();
    let (mut before, mut given) = (0, 0);
    weights
        .iter()
        .map(|weight| {
            before += u32::from(*weight);
            let edge = (rest * before).div_ceil(all.max(1)).min(rest);
            let own = edge - given;
            given = edge;
            least + own as u16
        })
        .collect()
}

/// How many panes stand side by side.
pub fn shown(state: &State) -> usize {
    let room = usize::from((state.columns / NARROWEST).max(1));
    room.min(state.panes.order.len())
}

/// How an article is laid out in a width.
pub fn options(state: &State, article: usize, width: u16) -> Options {
    state.look.options(width, state.articles[article].dir)
}

/// One passage's rows in a width.
pub fn passage_rows(state: &State, article: usize, passage: usize, width: u16) -> Rc<[Row]> {
    state.laid.rows(&state.look, (article, passage, width), || {
        let found = &state.articles[article];
        let span = found.passages[passage].span;
        layout::lay_out(span.of(&found.text), span.start, &options(state, article, width))
    })
}

/// Blank rows above a passage: one between paragraphs.
fn gap(article: &Article, passage: usize) -> i32 {
    let own = &article.passages[passage];
    match passage.checked_sub(1).map(|before| &article.passages[before]) {
        Some(before) if before.paragraph != own.paragraph && before.kind == own.kind => {
            // A tail of noise lines is a list, not a series of paragraphs.
            i32::from(!own.kind.is_noise())
        }
        Some(before) => i32::from(before.paragraph != own.paragraph),
        None => 0,
    }
}

/// Rows of a passage with the gap above it.
pub fn height(state: &State, article: usize, passage: usize, width: u16) -> i32 {
    let rows = passage_rows(state, article, passage, width).len();
    gap(&state.articles[article], passage) + rows as i32
}

/// The rows that are visible in a pane, from top to bottom.
pub fn visible(state: &State, area: &PaneArea) -> Vec<TextRow> {
    let article = &state.articles[area.article];
    let width = area.text_width();
    let place = state.panes.places[area.article];
    let bottom = i32::from(area.text_height());
    let mut found = Vec::new();
    if article.passages.is_empty() {
        return found;
    }
    let push = |found: &mut Vec<TextRow>, passage: usize, top: i32, rows: &[Row]| {
        for (number, row) in rows.iter().enumerate() {
            let y = top + number as i32;
            if (0..bottom).contains(&y) {
                let (y, row) = (y as u16, row.clone());
                found.push(TextRow { y, passage, first: number == 0, row });
            }
        }
    };
    let mut top = place.row;
    for passage in (0..place.passage).rev() {
        if top <= 0 {
            break;
        }
        let rows = passage_rows(state, area.article, passage, width);
        top -= gap(article, passage + 1) + rows.len() as i32;
        push(&mut found, passage, top, &rows);
    }
    let mut top = place.row;
    for passage in place.passage..article.passages.len() {
        if passage != place.passage {
            top += gap(article, passage);
        }
        if top >= bottom {
            break;
        }
        let rows = passage_rows(state, area.article, passage, width);
        let length = rows.len() as i32;
        push(&mut found, passage, top, &rows);
        top += length;
    }
    found.sort_by_key(|row| row.y);
    found
}

/// What stands under a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Place in `Panes::order`.
    pub pane: usize,
    /// The passage whose row it is; none on borders and blank rows.
    pub at: Option<PassageRef>,
    /// The grapheme under the cell.
    pub grapheme: Option<Span>,
}

/// The inverse of painting.
pub fn hit(state: &State, column: u16, row: u16) -> Option<Hit> {
    let area = areas(state).into_iter().find(|area| area.contains(column, row))?;
    let y = row.checked_sub(area.text_y());
    let rows = visible(state, &area);
    let text = y.and_then(|y| rows.iter().find(|text| text.y == y));
    let at = text.map(|text| PassageRef { article: area.article, passage: text.passage });
    let grapheme = text.and_then(|text| text.row.source_at(column.checked_sub(area.text_x())?));
    Some(Hit { pane: area.pane, at, grapheme })
}

/// Moves the kept passage to the first one on the screen, so that far scrolling stays cheap.
pub fn reanchor(state: &State, area: &PaneArea) -> Place {
    let place = state.panes.places[area.article];
    let inside = (0..i32::from(area.text_height())).contains(&place.row);
    if inside {
        return place;
    }
    match visible(state, area).iter().find(|row| row.first) {
        Some(row) => Place { passage: row.passage, row: i32::from(row.y), ..place },
        None => place,
    }
}
