//! Aligned rows: one fact a row, one article a column, as a critical edition prints it.

use super::Canvas;
use super::theme::Role;
use crate::app::boards::{Board, place};
use crate::app::state::State;
use crate::model::{EvidenceKind, PassageRef, Span};

/// Draws a fact from row `y` of the screen in at most `height` rows.
pub fn draw(canvas: &mut Canvas<'_>, fact: usize, y: u16, height: u16, here: bool) {
    let state = canvas.state;
    let width = canvas.buffer.area.width;
    let found = &state.alignment.facts[fact];
    let mut label = found.label.clone();
    for conflict in &found.conflicts {
        let mut values: Vec<&str> =
            conflict.values.iter().map(|value| value.value.as_str()).collect();
        values.sort_unstable();
        values.dedup();
        label = format!("{label} · {} ≠ {}", conflict.kind.as_str(), values.join(" | "));
    }
    let role = if here { Role::Heading } else { Role::Dim };
    canvas.text(1, y, width.saturating_sub(2), &label, role);
    let ties = ties(state, fact);
    for (article, x, wide) in place::columns(state, Board::Rows) {
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
                if here && gutter > 0 {
                    let role =
                        if state.focused() == Some(article) { Role::Cursor } else { Role::Linked };
                    canvas.text(gutter, line, 1, "┃", role);
                }
                let plain = canvas.style(Role::Text);
                let theme = canvas.theme;
                let of = |source: Span| {
                    let tie = ties
                        .iter()
                        .find(|(of, span, _)| *of == at && span.overlaps(source))
                        .map(|(_, _, number)| theme.style(Role::Tie(*number)));
                    tie.map_or(plain, |tie| plain.patch(tie))
                };
                super::paint::row(canvas.buffer, text_x, line, row, of);
                line += 1;
            }
        }
    }
}

/// The words that tie a fact's passages to each other; one number for what is shared.
fn ties(state: &State, fact: usize) -> Vec<(PassageRef, Span, usize)> {
    let mentions = &state.alignment.facts[fact].mentions;
    let mut seen: Vec<(EvidenceKind, &str)> = Vec::new();
    let mut ties = Vec::new();
    for at in mentions {
        for link in state.links(*at) {
            // Each link from its first end.
            if link.a != *at || !mentions.contains(&link.b) {
                continue;
            }
            for evidence in &link.evidence {
                let (Some(a), Some(b)) = (evidence.a, evidence.b) else { continue };
                let name = (evidence.kind, evidence.value.as_str());
                let number = seen.iter().position(|other| *other == name).unwrap_or_else(|| {
                    seen.push(name);
                    seen.len() - 1
                });
                ties.push((link.a, a, number));
                ties.push((link.b, b, number));
            }
        }
    }
    ties
}
