//! Boxes over the screen: why passages are linked and what they say, and what another program said.

use super::theme::Role;
use super::ties;
use super::{Canvas, entry};
use crate::app::panes::FOOT;
use crate::app::state::{Popup, State};
use crate::app::{buttons, gist, popup};
use crate::lang::in_words;
use crate::layout::{self, Options};
use crate::model::{Direction, EvidenceKind, Link, PassageRef};
use ratatui::layout::Rect;

/// A line of a box before it is broken into rows.
struct Line {
    head: String,
    role: Role,
    text: String,
    direction: Direction,
}

impl Line {
    fn new(head: impl Into<String>, role: Role, text: impl Into<String>) -> Self {
        Self { head: head.into(), role, text: text.into(), direction: Direction::LeftToRight }
    }
}

/// Cells of the words before a line, where it has some.
const HEAD: u16 = 16;

/// Every reason of the current link with the words on both sides, then what the two passages say.
pub fn explain(canvas: &mut Canvas<'_>) {
    let state = canvas.state;
    let Some(cursor) = state.cursor() else { return };
    let mut lines = Vec::new();
    let title = match state.current_link() {
        Some(link) => {
            reasons(state, link, &mut lines);
            format!(
                "{} {:.2}: {} ⇄ {}",
                link.tier.as_str(),
                link.score,
                state.name(link.a),
                state.name(link.b)
            )
        }
        None => format!("{}: {}", state.name(cursor), state.why_unlinked(cursor)),
    };
    let other = state.current_link().and_then(|link| link.other(cursor));
    for at in std::iter::once(cursor).chain(other) {
        says(state, at, &mut lines);
    }
    draw(canvas, &title, &lines, 0);
    entry::draw_buttons(canvas, &buttons::reason_buttons(canvas.state));
}

/// What was asked of another program.
pub fn answer(canvas: &mut Canvas<'_>, popup: &Popup) {
    let line = |text: &str| Line {
        direction: layout::direction_of(text).unwrap_or(Direction::LeftToRight),
        ..Line::new("", if popup.bad { Role::Bad } else { Role::Text }, text)
    };
    let lines: Vec<Line> = popup.text.lines().map(line).collect();
    draw(canvas, &popup.title, &lines, popup.top);
}

fn reasons(state: &State, link: &Link, lines: &mut Vec<Line>) {
    let (a, b) = (&state.articles[link.a.article], &state.articles[link.b.article]);
    for (number, evidence) in ties::numbers(link).into_iter().zip(&link.evidence) {
        let words = evidence.a.zip(evidence.b).map(|(x, z)| (x.of(&a.text), z.of(&b.text)));
        let text = match words {
            // A name in the articles' letters alone, where the reader wants it so.
            Some((x, z)) if evidence.kind == EvidenceKind::Name && !state.ways.latin_names => {
                quotes(x, z)
            }
            Some((x, z)) => {
                let value = in_words::evidence(evidence.kind, &evidence.value);
                format!("{}: {}", layout::isolated(&value), quotes(x, z))
            }
            None => match evidence.third() {
                Some(at) => format!("{} is linked to both", state.name(at)),
                None => evidence.value.clone(),
            },
        };
        let head = format!("{:>5.2}  {}", evidence.weight, evidence.kind.as_str());
        lines.push(Line::new(head, number.map_or(Role::Text, Role::Tie), text));
    }
    if link.evidence.is_empty() {
        lines.push(Line::new("", Role::Text, "linked by hand"));
    }
    for conflict in &link.conflicts {
        let text = format!("{} ≠ {}", in_words::said(&conflict.a), in_words::said(&conflict.b));
        lines.push(Line::new(format!("    ≠  {}", conflict.kind.as_str()), Role::Bad, text));
    }
}

/// The words of both sides, a's on the left as in the title.
fn quotes(a: &str, b: &str) -> String {
    format!("{} ⇄ {}", layout::isolated(a), layout::isolated(b))
}

/// What a passage says, in the reader's language.
fn says(state: &State, at: PassageRef, lines: &mut Vec<Line>) {
    let found = gist::of(state, at);
    if found.is_empty() {
        return;
    }
    lines.push(Line::new("", Role::Heading, format!("{} says", state.name(at))));
    for said in found {
        let items: Vec<String> =
            said.items.iter().map(|item| layout::isolated(&item.text).into_owned()).collect();
        lines.push(Line::new(format!("       {}", said.kind), Role::Text, items.join("; ")));
    }
}

/// A box of lines, broken where they are too long; the first row of text is number `top`.
fn draw(canvas: &mut Canvas<'_>, title: &str, lines: &[Line], top: usize) {
    let screen = canvas.buffer.area;
    let (width, inner) = (popup::width(screen.width), popup::inner(screen.width));
    let mut rows = Vec::new();
    for line in lines {
        let indent = if line.head.is_empty() { 0 } else { HEAD.min(inner / 2) };
        let options = Options {
            direction: line.direction,
            ..canvas.line_options(inner.saturating_sub(indent))
        };
        for (number, row) in layout::lay_out(&line.text, 0, &options).into_iter().enumerate() {
            rows.push(((number == 0).then_some(line), indent, row, line.role));
        }
    }
    let most = popup::most(screen.height);
    let height = (rows.len() as u16).min(most) + 2;
    let top = top.min(rows.len().saturating_sub(usize::from(most)));
    let y = screen.height.saturating_sub(FOOT + height);
    let area = Rect::new((screen.width - width) / 2, y, width, height);
    if canvas.state.ways.linear {
        // No box that leaves scraps of the text at its sides.
        super::paint::clear(canvas.buffer, Rect { x: 0, width: screen.width, ..area });
    }
    canvas.frame(area, Role::FocusBorder);
    let title = format!(" {title} ");
    canvas.text(area.x + 2, area.y, inner, &title, Role::Heading);
    let hidden = rows.len().saturating_sub(top + usize::from(most));
    if hidden > 0 {
        let way = if canvas.state.popup.is_some() { ": Down" } else { "" };
        let more = format!(" {hidden} more rows{way} ");
        let taken = more.chars().count() as u16;
        if taken < inner {
            let x = area.right() - taken - 2;
            canvas.text(x, area.bottom() - 1, taken, &more, Role::Dim);
        }
    }
    for (number, (line, indent, row, role)) in
        rows.iter().skip(top).take(usize::from(most)).enumerate()
    {
        let y = area.y + 1 + number as u16;
        if let Some(line) = line {
            canvas.text(area.x + 2, y, indent.saturating_sub(1), &line.head, Role::Dim);
        }
        let style = canvas.style(*role);
        super::paint::row(canvas.buffer, area.x + 2 + indent, y, row, |_| style);
    }
}
