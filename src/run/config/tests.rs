use super::*;
use crate::app::keyboard::{Keyboard, Letter};
use crate::app::keymap::Context;

fn read(text: &str) -> Result<Settings, String> {
    Settings::read(Path::new("my.toml"), text).map_err(|error| error.to_string())
}

/// The written defaults with every setting's `#` taken away.
fn uncommented() -> String {
    let setting = |line: &str| {
        let name = line.split(" = ").next().unwrap_or("");
        line.contains(" = ") && name.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c))
    };
    let line = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if setting(rest) => rest.to_owned(),
        _ => line.to_owned(),
    };
    defaults().lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_defaults_read_back_as_the_defaults_commented_or_not() {
    assert_eq!(read(&defaults()), Ok(Settings::default()));
    assert_eq!(read(&uncommented()), Ok(Settings::default()));
    assert_eq!(read(""), Ok(Settings::default()));
}

#[test]
fn every_setting_and_every_command_stands_in_the_defaults_with_its_meaning() {
    let text = uncommented();
    let table: toml::Table = text.parse().expect("the defaults are TOML");
    for field in FIELDS {
        let found = match field.section {
            Section::Top => table.get(field.name),
            Section::Limits => table["limits"].get(field.name),
        };
        assert!(found.is_some(), "{} is not written out", field.name);
        assert!(!field.help.is_empty());
    }
    for entry in COMMANDS {
        assert!(table["keys"].get(entry.name).is_some(), "{} is not written out", entry.name);
    }
}

#[test]
fn every_setting_is_obeyed() {
    let text = r#"
        theme = "light"
        bidi = "kitty"
        meaning = "table"
        model = "/models/mine"
        mouse = false
        linear = true
        marks = false
        right_to_left_panes = true
        latin_names = false
        author = "A. N."
        keyboard = ["persian"]
        translate_command = ["tr", "a", "b"]
        translate_timeout = 5
        [limits]
        file_megabytes = 3
        text_megabytes = 2
        unpacked_megabytes = 4
        articles = 7
        [keys]
        next-passage = "J"
    "#;
    let found = read(text).unwrap();
    let mut keymap = Keymap::default();
    keymap.rebind(Command::NextPassage, &["J".parse().unwrap()]);
    keymap.keyboard = Keyboard::of(&["persian".to_owned()]).unwrap();
    let expected = Settings {
        theme: ThemeChoice::Light,
        bidi: Mode::Kitty,
        meaning: MeaningChoice::Table,
        model: Some("/models/mine".into()),
        mouse: false,
        linear: true,
        marks: Some(Marks::Hide),
        right_to_left_panes: true,
        latin_names: false,
        author: Some("A. N.".into()),
        translate_command: ["tr", "a", "b"].map(str::to_owned).to_vec(),
        translate_timeout: 5,
        limits: Limits {
            file_bytes: 3 << 20,
            text_bytes: 2 << 20,
            unpacked_bytes: 4 << 20,
            articles: 7,
        },
        keymap,
    };
    assert_eq!(found, expected);
    assert_eq!(found.keymap.keyboard.letter('د'), Letter::On('n'));
    // A setting that the text above forgets would be at its default.
    for field in FIELDS {
        let differs = (field.show)(&found) != (field.show)(&Settings::default());
        assert!(differs, "{} is not tested", field.name);
    }
}

#[test]
fn what_cannot_be_meant_is_told_with_its_line_and_the_way_out() {
    let cases = [
        ("theme = \"purple\"", 1, "theme: write one of \"auto\", \"dark\""),
        ("\n\ntheem = \"dark\"", 3, "no setting `theem`: there are theme"),
        ("mouse = \"yes\"", 1, "mouse: write true or false"),
        ("# x\n[limits]\narticles = 0", 3, "articles: write a whole number from 1"),
        ("[limits]\nfiles = 1", 2, "no setting `files` in [limits]"),
        ("limits = 3", 1, "`limits` is a section"),
        ("[keys]\nfly = [\"j\"]", 2, "no command `fly`"),
        ("[keys]\nquit = [\"Hyper-q\"]", 2, "quit: `Hyper-q` names no key"),
        ("[keys]\nquit = 7", 2, "list of words"),
        ("[keys]\nnext-fact = [\"t\"]\n\nprevious-fact = [\"t\"]", 4, "t is given to both"),
        ("keyboard = [\"klingon\"]", 1, "no keyboard known"),
        ("theme = \"dark\"\ntheme = \"light\"", 2, "duplicate key"),
        ("theme = ", 1, ""),
    ];
    for (text, line, what) in cases {
        let error = read(text).expect_err(text);
        assert!(error.starts_with(&format!("my.toml:{line}: ")), "{error}");
        assert!(error.contains(what), "{error}");
        assert!(error.contains("doctor --defaults") && !error.contains('\n'), "{error}");
    }
}

#[test]
fn keys_can_be_swapped_and_taken_away_but_one_can_always_leave() {
    let keymap = read("[keys]\nnext-passage = [\"k\"]\nprevious-passage = [\"j\"]\nquit = []")
        .unwrap()
        .keymap;
    let key = |text: &str| text.parse::<Key>().unwrap();
    assert_eq!(keymap.command(Context::Reading, key("k")), Some(Command::NextPassage));
    assert_eq!(keymap.command(Context::Reading, key("j")), Some(Command::PreviousPassage));
    assert_eq!(keymap.command(Context::Reading, key("Down")), None);
    assert_eq!(keymap.command(Context::Reading, key("q")), None);
    assert_eq!(keymap.command(Context::Board, key("Ctrl-c")), Some(Command::Quit));
}

#[test]
fn the_command_line_goes_before_the_file() {
    use clap::Parser;
    let settings = read("theme = \"light\"\nmeaning = \"none\"\nbidi = \"plain\"").unwrap();
    let mut global = crate::cli::Cli::parse_from(["hexapla", "--theme", "mono"]).global;
    settings.fill(&mut global);
    assert_eq!(global.theme, Some(ThemeChoice::Mono));
    assert_eq!(global.meaning, Some(MeaningChoice::None));
    assert_eq!(global.bidi, Some(Mode::Plain));
}
