//! Aligned rows: one fact a row, one article a column, as a critical edition prints it.

use super::Canvas;
use super::theme::Role;
use super::ties::Ties;
use crate::app::boards::{Board, place};
use crate::app::state::State;
use crate::lang::in_words;
use crate::layout;
use crate::model::{PassageRef, Span};

/// Draws a fact from row `y` of the screen in at most `height` rows.
pub fn draw(canvas: &mut Canvas<'_>, fact: usize, y: u16, height: u16, here: bool) {
    let state = canvas.state;
    let width = canvas.buffer.area.width;
    let found = &state.alignment.facts[fact];
    let mut label = layout::isolated(&in_words::fact_label(found)).into_owned();
    for conflict in &found.conflicts {
        let mut values: Vec<String> =
            conflict.values.iter().map(|value| in_words::said(&value.value)).collect();
        values.sort_unstable();
        values.dedup();
        label = format!("{label} · {} ≠ {}", conflict.kind.as_str(), values.join(" | "));
    }
    let role = if here { Role::Heading } else { Role::Dim };
    canvas.text(1, y, width.saturating_sub(2), &label, role);
    let columns = place::columns(state, Board::Rows);
    let ties = ties(state, fact, &columns);
    for (article, x, wide) in columns {
        let rtl = state.articles[article].dir.is_rtl();
        let gutter = if rtl { x + wide - 2 } else { x };
        let text_x = x + 1;
        let mut line = y + 1;
        let texts = place::column_rows(state, fact, article, wide);
        if texts.is_empty() && line < y + height {
            canvas.text(x + wide / 2, line, 1, "—", Role::Dim);
        }
        for (at, rows) in texts {
            for row in rows.iter() {
                if line >= y + height {
                    break;
                }
                if here {
                    let role =
                        if state.focused() == Some(article) { Role::Cursor } else { Role::Linked };
                    canvas.text(gutter, line, 1, "┃", role);
                }
                let plain = canvas.style(Role::Text);
                let theme = canvas.theme;
                let of = |source: Span| {
                    ties.number(at, source)
                        .map_or(plain, |number| plain.patch(theme.style(Role::Tie(number))))
                };
                super::paint::row(canvas.buffer, text_x, line, row, of);
                line += 1;
            }
        }
    }
}

/// The words that tie those of a fact's passages that are on the screen.
fn ties(state: &State, fact: usize, columns: &[(usize, u16, u16)]) -> Ties {
    let mentions = &state.alignment.facts[fact].mentions;
    let shown = |at: &&PassageRef| columns.iter().any(|(article, ..)| *article == at.article);
    let mut ties = Ties::default();
    for at in mentions.iter().filter(shown) {
        for (article, ..) in columns {
            let Some(number) = state.index.strongest(*at, *article) else { continue };
            let link = &state.alignment.links[number];
            if link.other(*at).is_some_and(|other| mentions.contains(&other)) {
                ties.add(link);
            }
        }
    }
    ties
}
