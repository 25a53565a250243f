//! Which rows of text stand where: the geometry of the panes. Pure functions of the state, used
//! for painting and for clicking alike.

use super::state::{Place, State};
use crate::layout::{self, Options, Row};
use crate::model::{Article, PassageRef, Span};

/// The least width of a pane, borders included, in cells: five panes in a window of 120.
pub const NARROWEST: u16 = 24;
/// Rows of the screen under the panes: the reason and the hint or entry line.
pub const FOOT: u16 = 2;

/// A pane on the screen, borders included, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneArea {
    /// Place in `Panes::order`.
    pub pane: usize,
    pub article: usize,
    pub x: u16,
    pub y: u16,
    pub width: u16,
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

    pub fn text_y(&self) -> u16 {
        self.y + 1
    }

    /// Rows of text.
    pub fn text_height(&self) -> u16 {
        self.height.saturating_sub(2)
    }

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
    pub passage: usize,
    /// Whether it is the passage's first.
    pub first: bool,
    pub row: Row,
}

/// The panes that the screen has room for.
pub fn areas(state: &State) -> Vec<PaneArea> {
    let height = state.rows.saturating_sub(FOOT);
    let shown = shown(state);
    if shown == 0 || height < 3 {
        return Vec::new();
    }
    let each = state.columns / shown as u16;
    let spare = state.columns % shown as u16;
    let mut x = 0;
    let mut areas: Vec<PaneArea> = Vec::with_capacity(shown);
    let places: Vec<usize> = (state.panes.first..state.panes.first + shown).collect();
    let in_order: Vec<usize> =
        if state.look.reversed { places.into_iter().rev().collect() } else { places };
    for (place, pane) in in_order.into_iter().enumerate() {
        let width = each + u16::from((place as u16) < spare);
        let article = state.panes.order[pane];
        areas.push(PaneArea { pane, article, x, y: 0, width, height });
        x += width;
    }
    areas
}

/// How many panes stand side by side.
pub fn shown(state: &State) -> usize {
    let room = usize::from((state.columns / NARROWEST).max(1));
    room.min(state.panes.order.len())
}

/// How an article is laid out in a width.
pub fn options(state: &State, article: usize, width: u16) -> Options {
    Options {
        width,
        direction: state.articles[article].dir,
        output: state.look.output,
        marks: state.look.marks,
        widths: state.look.widths,
    }
}

/// One passage's rows.
pub fn passage_rows(article: &Article, passage: usize, options: &Options) -> Vec<Row> {
    let span = article.passages[passage].span;
    layout::lay_out(span.of(&article.text), span.start, options)
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
    let found = &state.articles[article];
    gap(found, passage) + passage_rows(found, passage, &options(state, article, width)).len() as i32
}

/// The rows that are visible in a pane, from top to bottom.
pub fn visible(state: &State, area: &PaneArea) -> Vec<TextRow> {
    let article = &state.articles[area.article];
    let options = options(state, area.article, area.text_width());
    let place = state.panes.places[area.article];
    let bottom = i32::from(area.text_height());
    let mut found = Vec::new();
    if article.passages.is_empty() {
        return found;
    }
    let push = |found: &mut Vec<TextRow>, passage: usize, top: i32, rows: Vec<Row>| {
        for (number, row) in rows.into_iter().enumerate() {
            let y = top + number as i32;
            if (0..bottom).contains(&y) {
                found.push(TextRow { y: y as u16, passage, first: number == 0, row });
            }
        }
    };
    let mut top = place.row;
    for passage in (0..place.passage).rev() {
        if top <= 0 {
            break;
        }
        let rows = passage_rows(article, passage, &options);
        top -= gap(article, passage + 1) + rows.len() as i32;
        push(&mut found, passage, top, rows);
    }
    let mut top = place.row;
    for passage in place.passage..article.passages.len() {
        if passage != place.passage {
            top += gap(article, passage);
        }
        if top >= bottom {
            break;
        }
        let rows = passage_rows(article, passage, &options);
        let length = rows.len() as i32;
        push(&mut found, passage, top, rows);
        top += length;
    }
    found.sort_by_key(|row| row.y);
    found
}

/// What stands under a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub pane: usize,
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
        Some(row) => Place { passage: row.passage, row: i32::from(row.y), linked: place.linked },
        None => place,
    }
}
