//! Roles and the colours they have in each theme.

use crate::model::Color as NoteColor;
use ratatui::style::{Color, Modifier, Style};

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// For light letters on a dark ground.
    #[default]
    Dark,
    /// For dark letters on a light ground.
    Light,
    /// No colours: bold, underlined, reversed, dim.
    Mono,
    /// High contrast.
    Contrast,
}

/// What a part of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An article's words, in the terminal's own colours.
    Text,
    /// Noise lines, and what has no part in the present fact.
    Dim,
    /// Headlines and titles of lists.
    Heading,
    /// Boxes around what has not the focus.
    Border,
    /// The box around the focused pane.
    FocusBorder,
    /// The bar beside the cursor's passage.
    Cursor,
    /// The bar beside its counterparts.
    Linked,
    /// Words that tie passages: one number, one colour in every pane.
    Tie(usize),
    /// What the search found.
    Hit,
    /// What is selected, and the row of a board where the reader stands.
    Selected,
    /// Words with an annotation of that colour.
    Note(NoteColor),
    /// The line that tells the reason.
    Status,
    /// Something was done.
    Good,
    /// Something could not be done, or is in dispute.
    Bad,
    /// A key in a hint.
    Key,
}

/// Colours for ties; what is beyond them has none.
pub(crate) const TIES: usize = 6;

impl Theme {
    /// The colours and attributes of a role.
    pub fn style(self, role: Role) -> Style {
        match self {
            Self::Dark => colored(role, &DARK),
            Self::Light => colored(role, &LIGHT),
            Self::Contrast => contrast(role),
            Self::Mono => mono(role),
        }
    }
}

/// The colours of a theme by role.
struct Palette {
    dim: Color,
    border: Color,
    focus: Color,
    cursor: Color,
    linked: Color,
    ties: [Color; TIES],
    hit: (Color, Color),
    selected: (Color, Color),
    notes: [Color; 5],
    good: Color,
    bad: Color,
    key: Color,
}

// Indexed colours of the 256-colour cube keep their look whatever palette the terminal has.
const DARK: Palette = Palette {
    dim: Color::Indexed(244),
    border: Color::Indexed(240),
    focus: Color::Indexed(252),
    cursor: Color::Indexed(220),
    linked: Color::Indexed(79),
    ties: [
        Color::Indexed(220),
        Color::Indexed(81),
        Color::Indexed(120),
        Color::Indexed(213),
        Color::Indexed(215),
        Color::Indexed(147),
    ],
    hit: (Color::Indexed(16), Color::Indexed(222)),
    selected: (Color::Indexed(255), Color::Indexed(24)),
    notes: [
        Color::Indexed(226),
        Color::Indexed(114),
        Color::Indexed(75),
        Color::Indexed(203),
        Color::Indexed(176),
    ],
    good: Color::Indexed(114),
    bad: Color::Indexed(209),
    key: Color::Indexed(220),
};

const LIGHT: Palette = Palette {
    dim: Color::Indexed(243),
    border: Color::Indexed(248),
    focus: Color::Indexed(236),
    cursor: Color::Indexed(130),
    linked: Color::Indexed(29),
    ties: [
        Color::Indexed(130),
        Color::Indexed(25),
        Color::Indexed(28),
        Color::Indexed(127),
        Color::Indexed(166),
        Color::Indexed(55),
    ],
    hit: (Color::Indexed(16), Color::Indexed(222)),
    selected: (Color::Indexed(16), Color::Indexed(153)),
    notes: [
        Color::Indexed(136),
        Color::Indexed(28),
        Color::Indexed(25),
        Color::Indexed(160),
        Color::Indexed(91),
    ],
    good: Color::Indexed(28),
    bad: Color::Indexed(160),
    key: Color::Indexed(130),
};

fn colored(role: Role, palette: &Palette) -> Style {
    let plain = Style::new();
    match role {
        Role::Text | Role::Status => plain,
        Role::Dim => plain.fg(palette.dim),
        Role::Heading => plain.add_modifier(Modifier::BOLD),
        Role::Border => plain.fg(palette.border),
        Role::FocusBorder => plain.fg(palette.focus),
        Role::Cursor => plain.fg(palette.cursor),
        Role::Linked => plain.fg(palette.linked),
        Role::Tie(number) => plain.fg(palette.ties[number % TIES]).add_modifier(Modifier::BOLD),
        Role::Hit => plain.fg(palette.hit.0).bg(palette.hit.1),
        Role::Selected => plain.fg(palette.selected.0).bg(palette.selected.1),
        Role::Note(color) => {
            plain.fg(palette.notes[note_place(color)]).add_modifier(Modifier::UNDERLINED)
        }
        Role::Good => plain.fg(palette.good),
        Role::Bad => plain.fg(palette.bad).add_modifier(Modifier::BOLD),
        Role::Key => plain.fg(palette.key).add_modifier(Modifier::BOLD),
    }
}

fn note_place(color: NoteColor) -> usize {
    NoteColor::ALL.iter().position(|other| *other == color).unwrap_or(0)
}

/// Only the sixteen basic colours' strongest, and reversed for what matters most.
fn contrast(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text | Role::Status | Role::Dim => plain,
        Role::Heading => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Border => plain,
        Role::FocusBorder | Role::Cursor | Role::Linked | Role::Key => {
            plain.add_modifier(Modifier::BOLD)
        }
        Role::Tie(_) => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Role::Hit | Role::Selected => plain.fg(Color::Black).bg(Color::White),
        Role::Note(_) => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Good => plain.add_modifier(Modifier::BOLD),
        Role::Bad => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
    }
}

fn mono(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Text | Role::Status | Role::Border | Role::Good => plain,
        Role::Dim => plain.add_modifier(Modifier::DIM),
        Role::Heading | Role::FocusBorder | Role::Cursor | Role::Linked | Role::Bad | Role::Key => {
            plain.add_modifier(Modifier::BOLD)
        }
        Role::Tie(_) => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Role::Note(_) => plain.add_modifier(Modifier::UNDERLINED),
        Role::Hit | Role::Selected => plain.add_modifier(Modifier::REVERSED),
    }
}
