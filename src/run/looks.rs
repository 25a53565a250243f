//! How the screen looks in this terminal: colours, and what layout has to make.

use crate::cli::{Global, ThemeChoice};
use crate::layout::{Marks, Output};
use crate::term::{Emulator, Mode};
use crate::ui::theme::Theme;

/// What layout has to make for a terminal in this mode.
pub fn output(mode: Mode) -> Output {
    match mode {
        Mode::Auto | Mode::Visual | Mode::Terminal | Mode::Mlterm => Output::Visual,
        Mode::Konsole => Output::Isolates,
        Mode::Kitty => Output::Words,
        Mode::Putty => Output::Stretches,
        Mode::Embed => Output::Embed,
        Mode::Plain => Output::Plain,
    }
}

/// Whether vowel marks are shown where nothing is said: what a terminal leaves out is hidden.
pub fn marks(emulator: Emulator) -> Marks {
    if emulator.keeps_marked_letters() { Marks::Show } else { Marks::Hide }
}

/// The theme that was asked for; NO_COLOR (no-color.org) counts where it is not empty.
/// `light`: whether the terminal's background is, if it says; else COLORFGBG may.
pub fn theme(global: &Global, light: Option<bool>) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let told = || std::env::var("COLORFGBG").ok().and_then(|value| is_light(&value));
    match global.theme.unwrap_or(ThemeChoice::Auto) {
        _ if global.no_color || no_color => Theme::Mono,
        ThemeChoice::Auto if light.or_else(told) == Some(true) => Theme::Light,
        ThemeChoice::Auto | ThemeChoice::Dark => Theme::Dark,
        ThemeChoice::Light => Theme::Light,
        ThemeChoice::Mono => Theme::Mono,
        ThemeChoice::Contrast => Theme::Contrast,
    }
}

/// What COLORFGBG says, as rxvt and Konsole set it: `15;0` or `0;default;15`, the last a colour of
/// the sixteen, of which white and the bright ones but grey are light.
fn is_light(colors: &str) -> Option<bool> {
    let background: u8 = colors.rsplit(';').next()?.parse().ok()?;
    (background < 16).then_some(matches!(background, 7 | 9..=15))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_hidden_where_letters_are_lost_over_them() {
        assert_eq!(marks(Emulator::Foot), Marks::Hide);
        assert_eq!(marks(Emulator::Kitty), Marks::Hide);
        assert_eq!(marks(Emulator::Vte), Marks::Show);
        assert_eq!(marks(Emulator::Konsole), Marks::Show);
    }

    #[test]
    fn colorfgbg_tells_the_background() {
        let cases = [
            ("15;0", Some(false)),
            ("0;15", Some(true)),
            ("0;default;7", Some(true)),
            ("12;8", Some(false)),
            ("15;default", None),
            ("0;99", None),
            ("", None),
        ];
        for (colors, light) in cases {
            assert_eq!(is_light(colors), light, "{colors}");
        }
    }
}
