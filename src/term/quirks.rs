//! Which terminal does what: the one table of emulators and their ways. What each of them was seen
//! to do is in `docs/terminals.md`.

use super::{Answers, Mode};

/// The terminals whose ways are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emulator {
    /// GNOME Terminal, and all others built on VTE.
    Vte,
    /// KDE's.
    Konsole,
    /// The multilingual one.
    Mlterm,
    /// kitty.
    Kitty,
    /// PuTTY and its kin on Windows.
    Putty,
    /// The original.
    Xterm,
    /// Alacritty.
    Alacritty,
    /// foot, on Wayland.
    Foot,
    /// WezTerm.
    WezTerm,
    /// Cygwin's, and Git for Windows'.
    Mintty,
    /// Windows Terminal; not the old console.
    WindowsTerminal,
    /// Ghostty.
    Ghostty,
    /// iTerm2, on macOS.
    Iterm2,
    /// macOS' own.
    AppleTerminal,
    /// Whatever stands around it.
    Tmux,
    /// GNU screen, whatever stands around it.
    Screen,
    /// It says nothing that is known.
    Unknown,
}

/// What the environment says. It is a hint only: it survives ssh, sudo and tmux, which change the
/// terminal without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// `VTE_VERSION`: 7600 is 0.76.0.
    pub vte: Option<String>,
    /// `KONSOLE_VERSION`: 230804 is 23.08.4.
    pub konsole: Option<String>,
    /// `MLTERM`: its version.
    pub mlterm: Option<String>,
    /// Whether `KITTY_WINDOW_ID` is set.
    pub kitty: bool,
    /// Whether `ALACRITTY_WINDOW_ID` or `ALACRITTY_LOG` is set.
    pub alacritty: bool,
    /// Whether `WT_SESSION` is set.
    pub windows_terminal: bool,
    /// `XTERM_VERSION`.
    pub xterm: Option<String>,
    /// Whether `TMUX` is set.
    pub tmux: bool,
    /// Whether `STY` is set.
    pub screen: bool,
    /// `TERM_PROGRAM`, or `LC_TERMINAL`, which ssh hands on.
    pub program: Option<String>,
    /// `TERM_PROGRAM_VERSION` or `LC_TERMINAL_VERSION`.
    pub program_version: Option<String>,
    /// `TERM`; empty where it is not set.
    pub term: String,
}

impl Hints {
    /// Reads them by `get`, which is `std::env::var` but in tests.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            vte: get("VTE_VERSION"),
            konsole: get("KONSOLE_VERSION"),
            mlterm: get("MLTERM"),
            kitty: get("KITTY_WINDOW_ID").is_some(),
            alacritty: get("ALACRITTY_WINDOW_ID").is_some() || get("ALACRITTY_LOG").is_some(),
            windows_terminal: get("WT_SESSION").is_some(),
            xterm: get("XTERM_VERSION"),
            tmux: get("TMUX").is_some(),
            screen: get("STY").is_some(),
            program: get("TERM_PROGRAM").or_else(|| get("LC_TERMINAL")),
            program_version: get("TERM_PROGRAM_VERSION").or_else(|| get("LC_TERMINAL_VERSION")),
            term: get("TERM").unwrap_or_default(),
        }
    }
}

/// Names in XTVERSION, in lower case, and what has them.
const VERSIONS: [(&str, Emulator); 9] = [
    ("tmux", Emulator::Tmux),
    ("kitty", Emulator::Kitty),
    ("konsole", Emulator::Konsole),
    ("foot", Emulator::Foot),
    ("wezterm", Emulator::WezTerm),
    ("ghostty", Emulator::Ghostty),
    ("iterm2", Emulator::Iterm2),
    ("mintty", Emulator::Mintty),
    ("xterm", Emulator::Xterm),
];

/// The terminal, and its version where it is known: by what it answers, and by the environment
/// only where it does not say.
pub(super) fn identify(answers: &Answers, hints: &Hints) -> (Emulator, Option<String>) {
    if let Some(version) = &answers.version {
        let lower = version.to_lowercase();
        for (name, emulator) in VERSIONS {
            if let Some(rest) = lower.strip_prefix(name) {
                return (emulator, Some(rest.trim_matches([' ', '(', ')']).to_owned()));
            }
        }
        if lower.contains("vte") {
            return (Emulator::Vte, Some(lower));
        }
    }
    if hints.tmux || hints.screen {
        // What answers is the multiplexer, whatever the environment says of the terminal outside.
        let emulator = if hints.tmux { Emulator::Tmux } else { Emulator::Screen };
        return (emulator, None);
    }
    let secondary = answers.secondary.as_deref().unwrap_or("");
    if answers.tertiary.as_deref() == Some("7E565445") {
        return (Emulator::Vte, hints.vte.clone().or_else(|| second(secondary)));
    }
    if secondary.starts_with("24;") && hints.mlterm.is_some() {
        return (Emulator::Mlterm, hints.mlterm.clone());
    }
    if secondary.starts_with("0;136;") {
        return (Emulator::Putty, None);
    }
    hinted(hints)
}

fn second(attributes: &str) -> Option<String> {
    attributes.split(';').nth(1).map(str::to_owned)
}

fn hinted(hints: &Hints) -> (Emulator, Option<String>) {
    let program = hints.program.as_deref().unwrap_or("");
    let version = hints.program_version.clone();
    match program {
        "Apple_Terminal" => return (Emulator::AppleTerminal, version),
        "iTerm.app" | "iTerm2" => return (Emulator::Iterm2, version),
        "WezTerm" => return (Emulator::WezTerm, version),
        "ghostty" => return (Emulator::Ghostty, version),
        "mintty" => return (Emulator::Mintty, version),
        _ => {}
    }
    if hints.kitty || hints.term == "xterm-kitty" {
        (Emulator::Kitty, None)
    } else if hints.konsole.is_some() {
        (Emulator::Konsole, hints.konsole.clone())
    } else if hints.mlterm.is_some() {
        (Emulator::Mlterm, hints.mlterm.clone())
    } else if hints.vte.is_some() {
        (Emulator::Vte, hints.vte.clone())
    } else if hints.windows_terminal {
        (Emulator::WindowsTerminal, None)
    } else if hints.alacritty {
        (Emulator::Alacritty, None)
    } else if hints.xterm.is_some() {
        (Emulator::Xterm, hints.xterm.clone())
    } else if hints.term.starts_with("foot") {
        (Emulator::Foot, None)
    } else {
        (Emulator::Unknown, None)
    }
}

/// The mode for a terminal, and why.
pub(super) fn choose(emulator: Emulator, answers: &Answers, hints: &Hints) -> (Mode, &'static str) {
    match emulator {
        Emulator::Tmux | Emulator::Screen => outside(hints),
        Emulator::Konsole => {
            (Mode::Konsole, "Konsole reorders whole lines, but leaves isolates to themselves")
        }
        Emulator::Kitty => (Mode::Kitty, "kitty turns right-to-left words round, but not lines"),
        Emulator::Mlterm => (Mode::Mlterm, "mlterm can be told to leave the order alone"),
        Emulator::Putty => (Mode::Putty, "PuTTY reorders lines and can't be told not to"),
        Emulator::AppleTerminal => {
            (Mode::Embed, "Apple Terminal reorders lines and can't be told not to")
        }
        Emulator::Iterm2 => (Mode::Embed, "iTerm2 may reorder lines and can't be told not to"),
        _ if matches!(answers.bidi, Some(1 | 2)) => {
            (Mode::Terminal, "the terminal says that it can be told to leave the order alone")
        }
        Emulator::Vte | Emulator::Mintty if answers.primary.is_none() => {
            (Mode::Terminal, "the environment names a terminal that can leave the order alone")
        }
        Emulator::Unknown if answers.primary.is_none() => {
            (Mode::Visual, "the terminal did not say what it is; most leave text as it comes")
        }
        _ => (Mode::Visual, "the terminal leaves text as it comes"),
    }
}

/// tmux and screen leave text as it comes, the terminal they run in may not.
fn outside(hints: &Hints) -> (Mode, &'static str) {
    let program = hints.program.as_deref().unwrap_or("");
    if hints.kitty {
        (Mode::Kitty, "the terminal around the multiplexer turns right-to-left words round")
    } else if hints.konsole.is_some() {
        (Mode::Konsole, "the terminal around the multiplexer reorders lines, but not isolates")
    } else if hints.vte.is_some() || matches!(program, "Apple_Terminal" | "iTerm.app" | "iTerm2") {
        (Mode::Embed, "the terminal around the multiplexer reorders lines")
    } else {
        (Mode::Visual, "nothing says that the terminal around the multiplexer reorders")
    }
}

impl Emulator {
    /// As its makers write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vte => "VTE (GNOME Terminal, Xfce Terminal and others)",
            Self::Konsole => "Konsole",
            Self::Mlterm => "mlterm",
            Self::Kitty => "kitty",
            Self::Putty => "PuTTY",
            Self::Xterm => "xterm",
            Self::Alacritty => "Alacritty",
            Self::Foot => "foot",
            Self::WezTerm => "WezTerm",
            Self::Mintty => "mintty",
            Self::WindowsTerminal => "Windows Terminal",
            Self::Ghostty => "Ghostty",
            Self::Iterm2 => "iTerm2",
            Self::AppleTerminal => "Apple Terminal",
            Self::Tmux => "tmux",
            Self::Screen => "GNU screen",
            Self::Unknown => "unknown",
        }
    }

    /// Whether words with vowel marks (harakat, niqqud) are drawn with all their letters. foot shapes
    /// each cluster by itself and often leaves the letter out (`grapheme-shaping=no` cures it); kitty
    /// gives a mark a place of its own and draws another letter of the word over its neighbour.
    pub const fn keeps_marked_letters(self) -> bool {
        !matches!(self, Self::Foot | Self::Kitty)
    }

    /// Whether letters that reach beyond their cells leave specks where something else is written over
    /// them; only a cleared screen is rid of these.
    pub const fn leaves_specks(self) -> bool {
        matches!(self, Self::Xterm)
    }

    /// Cells that `layout::Widths::PROBES` were seen to take, for terminals that differ from most
    /// and may be too slow to answer when they start.
    pub const fn usual_cells(self) -> Option<[u16; 9]> {
        match self {
            Self::Kitty => Some([1, 2, 6, 2, 2, 2, 1, 1, 3]),
            Self::Mlterm => Some([1, 2, 8, 4, 1, 2, 1, 2, 3]),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(version: &str, bidi: Option<u8>, secondary: &str) -> Answers {
        Answers {
            version: (!version.is_empty()).then(|| version.to_owned()),
            primary: Some("62".to_owned()),
            secondary: Some(secondary.to_owned()),
            bidi,
            ..Answers::default()
        }
    }

    fn hints(pairs: &[(&str, &str)]) -> Hints {
        Hints::read(|name| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned()))
    }

    #[track_caller]
    fn check(answers: &Answers, pairs: &[(&str, &str)], emulator: Emulator, mode: Mode) {
        let hints = hints(pairs);
        let (found, _) = identify(answers, &hints);
        assert_eq!(found, emulator);
        assert_eq!(choose(found, answers, &hints).0, mode);
    }

    #[test]
    fn terminals_as_they_were_seen_to_answer() {
        let vte =
            Answers { tertiary: Some("7E565445".into()), ..answers("", Some(1), "65;7006;1") };
        check(&vte, &[("VTE_VERSION", "7006")], Emulator::Vte, Mode::Terminal);
        let konsole = answers("Konsole 22.12.3", None, "0;115;0");
        check(&konsole, &[], Emulator::Konsole, Mode::Konsole);
        check(&answers("kitty(0.26.5)", Some(0), "1;4000;26"), &[], Emulator::Kitty, Mode::Kitty);
        let mlterm = answers("", Some(0), "24;279;0");
        check(&mlterm, &[("MLTERM", "3.9.0")], Emulator::Mlterm, Mode::Mlterm);
        check(&answers("", None, "0;136;0"), &[("TERM", "xterm")], Emulator::Putty, Mode::Putty);
        check(&answers("XTerm(379)", Some(0), "41;379;0"), &[], Emulator::Xterm, Mode::Visual);
        check(&answers("foot(1.13.1)", None, "1;1;1"), &[], Emulator::Foot, Mode::Visual);
        check(&answers("WezTerm 2024", Some(2), ""), &[], Emulator::WezTerm, Mode::Terminal);
    }

    #[test]
    fn inside_tmux_the_terminal_outside_decides() {
        let tmux = answers("tmux 3.3a", None, "84;0;0");
        let inside = ("TMUX", "/tmp/x,1,0");
        check(&tmux, &[inside], Emulator::Tmux, Mode::Visual);
        check(&tmux, &[inside, ("VTE_VERSION", "7006")], Emulator::Tmux, Mode::Embed);
        check(&tmux, &[inside, ("KONSOLE_VERSION", "221203")], Emulator::Tmux, Mode::Konsole);
        check(&tmux, &[inside, ("KITTY_WINDOW_ID", "1")], Emulator::Tmux, Mode::Kitty);
    }

    #[test]
    fn without_an_answer_the_environment_decides() {
        let silent = Answers::default();
        check(&silent, &[("VTE_VERSION", "7006")], Emulator::Vte, Mode::Terminal);
        check(&silent, &[("TERM_PROGRAM", "Apple_Terminal")], Emulator::AppleTerminal, Mode::Embed);
        check(&silent, &[("TERM", "xterm-256color")], Emulator::Unknown, Mode::Visual);
    }
}
