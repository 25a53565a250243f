use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;

/// How right-to-left text is written for a terminal, as `--bidi` and the settings name it.
/// The first line of each is its help on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum Mode {
    /// By asking the terminal
    #[default]
    Auto,
    /// Visual order with presentation forms: for terminals that leave text as it comes
    Visual,
    /// The same, after telling the terminal to leave order alone (VTE, WezTerm, mintty)
    Terminal,
    /// Logical order in isolates
    Konsole,
    /// Visual order, each right-to-left word turned round
    Kitty,
    /// Visual order, after telling mlterm to leave order alone
    Mlterm,
    /// Visual order, each right-to-left stretch turned round, borders of Braille patterns
    Putty,
    /// Visual order between override characters (tmux in a terminal that reorders)
    Embed,
    /// Logical order as it is
    Plain,
}

impl Mode {
    /// The word of `--bidi` and of the settings.
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
        Self::value_variants()
            .iter()
            .copied()
            .find(|mode| mode.as_str() == text)
            .ok_or_else(|| UnknownMode(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_and_the_files_have_one_name_for_each() {
        for mode in Mode::value_variants() {
            let named = mode.to_possible_value().map(|value| value.get_name().to_owned());
            assert_eq!(named.as_deref(), Some(mode.as_str()));
            assert_eq!(mode.as_str().parse(), Ok(*mode));
        }
        assert!("Visual".parse::<Mode>().is_err());
    }
}
