//! The panes for a screen reader: one passage under the other, without boxes and without columns.
//! First the passage under the cursor, then what ties it, then its counterparts.

use super::Canvas;
use super::panes::NO_COUNTERPART;
use super::status;
use super::theme::Role;
use crate::app::panes::FOOT;
use crate::app::state::State;
use crate::layout::{self, Options};
use crate::model::PassageRef;

/// Draws; returns the cell in which the cursor's passage begins, for the terminal's cursor, which
/// screen readers follow.
pub fn draw(canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let state = canvas.state;
    let cursor = state.cursor()?;
    let mut page = Page { y: 0, last: canvas.buffer.area.height.saturating_sub(FOOT) };
    page.line(canvas, &place(state, cursor), Role::Heading);
    let begins = (0, page.y);
    page.passage(canvas, cursor);
    for note in state.notes_at(cursor) {
        page.line(
            canvas,
            &format!("note: {}", layout::isolated(&note.note)),
            Role::Note(note.color),
        );
    }
    if let Some(link) = state.current_link() {
        page.line(canvas, &status::reason(state, link), Role::Dim);
    }
    for number in &state.panes.order {
        if *number == cursor.article {
            continue;
        }
        let other = state.partner(*number).map(|other| {
            let tie = match state.tie(*number) {
                Some(link) => format!("{} {:.2}", link.tier.as_str(), link.score),
                None => "of the same fact".to_owned(),
            };
            (other, tie)
        });
        match other {
            Some((other, tie)) => {
                page.line(canvas, &format!("{}, {tie}", place(state, other)), Role::Heading);
                page.passage(canvas, other);
            }
            None if state.aligned_how.is_some() => {
                let article = &state.articles[*number];
                let text = format!("{} {}: {NO_COUNTERPART}", article.lang, article.id);
                page.line(canvas, &text, Role::Dim);
            }
            None => {}
        }
    }
    Some(begins)
}

/// `ar Al-Khabar, passage 3 of 26`.
fn place(state: &State, at: PassageRef) -> String {
    let article = &state.articles[at.article];
    let name = article.source.as_deref().unwrap_or(&article.id);
    let count = article.passages.len();
    format!("{} {name}, passage {} of {count}", article.lang, at.passage + 1)
}

/// The rows that are filled from the top.
struct Page {
    y: u16,
    last: u16,
}

impl Page {
    fn line(&mut self, canvas: &mut Canvas<'_>, text: &str, role: Role) {
        if self.y < self.last {
            let width = canvas.buffer.area.width;
            canvas.text(0, self.y, width, text, role);
            self.y += 1;
        }
    }

    fn passage(&mut self, canvas: &mut Canvas<'_>, at: PassageRef) {
        let article = &canvas.state.articles[at.article];
        let width = canvas.buffer.area.width;
        let options = Options { direction: article.dir, ..canvas.line_options(width) };
        let style = canvas.style(Role::Text);
        for row in layout::rows(article.passage_text(at.passage), 0, &options) {
            if self.y >= self.last {
                return;
            }
            super::paint::row(canvas.buffer, 0, self.y, &row, |_| style);
            self.y += 1;
        }
    }
}
