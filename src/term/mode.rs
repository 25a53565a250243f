use std::fmt;
use std::str::FromStr;

/// How right-to-left text is written for a terminal, as `--bidi` names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// What the terminal turns out to need.
    #[default]
    Auto,
    /// Visual order and presentation forms: for terminals that leave text as it comes.
    Visual,
    /// The same, after telling the terminal to leave order alone (ECMA-48 BDSM).
    Terminal,
    /// Logical order in isolates.
    Konsole,
    /// Visual order of words, each turned round.
    Kitty,
    /// Visual order and forms, after telling mlterm to leave order alone.
    Mlterm,
    /// Visual order, each stretch of right-to-left text turned round.
    Putty,
    /// Visual order and forms between override characters.
    Embed,
    /// Logical order, nothing done.
    Plain,
}

impl Mode {
    /// All modes in the order of the documentation.
    pub const ALL: [Mode; 9] = [
        Self::Auto,
        Self::Visual,
        Self::Terminal,
        Self::Konsole,
        Self::Kitty,
        Self::Mlterm,
        Self::Putty,
        Self::Embed,
        Self::Plain,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Visual => "visual",
            Self::Terminal => "terminal",
            Self::Konsole => "konsole",
            Self::Kitty => "kitty",
            Self::Mlterm => "mlterm",
            Self::Putty => "putty",
            Self::Embed => "embed",
            Self::Plain => "plain",
        }
    }

    /// Bytes that put the terminal into this mode, once the alternate screen is there.
    pub(super) const fn enter(self) -> &'static str {
        match self {
            // VTE keeps the flag for each row and takes it for new rows from the cursor's row, and
            // for that only in column 0; clearing the screen after it makes all rows new.
            Self::Terminal => "\x1b[H\x1b[8l\x1b[2J",
            Self::Mlterm => "\x1b]5379;use_ctl=false\x07",
            _ => "",
        }
    }

    /// Bytes that undo [`Mode::enter`].
    pub(super) const fn leave(self) -> &'static str {
        match self {
            Self::Terminal => "\x1b[H\x1b[8h\x1b[2J",
            Self::Mlterm => "\x1b]5379;use_ctl=true\x07",
            _ => "",
        }
    }

    /// Whether the terminal orders a row as a whole, so that a part of it can't be drawn alone.
    pub const fn draws_whole_rows(self) -> bool {
        matches!(self, Self::Konsole | Self::Putty | Self::Embed | Self::Plain)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A name that is no mode.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is no way to write right-to-left text: use auto, visual, terminal, konsole, kitty, \
     mlterm, putty, embed or plain (`hexapla doctor` shows which one reads right here)"
)]
pub struct UnknownMode(pub String);

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(text: &str) -> Result<Self, UnknownMode> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.as_str() == text)
            .ok_or_else(|| UnknownMode(text.to_owned()))
    }
}
