//! How the reader behaves: keyboards of other scripts, boxes, the mouse given back, sessions, the
//! list of recent sets, and the screen without boxes. Keys in, state and screen out.

use hexapla::app::command::Command;
use hexapla::app::msg::{Effect, Env, Mouse, MouseWhat, Msg, Notice};
use hexapla::app::start::{Opening, Recent, Start};
use hexapla::app::state::{Entry, Look, Popup, Progress, View};
use hexapla::app::{State, panes, session, update};
use hexapla::layout::{Marks, Output};
use hexapla::model::*;
use hexapla::ui::{self, theme::Theme};
use hexapla::{lang, load};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

const ARABIC: &str = "أغلقت السلطات الجسر يوم 22 فبراير 2022.\nوقع الوزير الاتفاق في جنيف.";
const ENGLISH: &str = "The authorities closed the bridge on 22 February 2022.\nRain fell.";

fn state_with(output: Output) -> State {
    let articles = vec![
        load::from_text("two.txt", "two", ENGLISH.to_owned(), Some(Lang::new("en")), None),
        load::from_text("one.txt", "one", ARABIC.to_owned(), Some(Lang::new("ar")), None),
    ];
    let look = Look { output, ..Look::default() };
    let mut state = State::new(articles, look, String::new());
    send(&mut state, Msg::Resize { columns: 80, rows: 24 });
    let readings = lang::read::read(&state.articles);
    send(&mut state, Msg::Read(Arc::new(readings)));
    let span = |text: &str, part: &str| {
        let start = text.find(part).expect("a part of it");
        Some(Span::new(start, start + part.len()))
    };
    let evidence = Evidence {
        kind: EvidenceKind::Date,
        value: "2022-02-22".to_owned(),
        a: span(ENGLISH, "22 February 2022"),
        b: span(ARABIC, "22 فبراير 2022"),
        weight: 2.5,
    };
    let support = Evidence {
        kind: EvidenceKind::Support,
        value: "1:1".to_owned(),
        a: None,
        b: None,
        weight: 0.5,
    };
    let link = Link {
        a: at(0, 0),
        b: at(1, 0),
        score: 0.93,
        tier: Tier::Sure,
        origin: Origin::Automatic,
        verdict: None,
        evidence: vec![evidence, support],
        conflicts: Vec::new(),
    };
    let alignment = Alignment { links: vec![link], facts: Vec::new() };
    send(&mut state, Msg::Aligned { generation: 0, alignment: Arc::new(alignment), how: "words" });
    state
}

fn state() -> State {
    state_with(Output::Visual)
}

fn at(article: usize, passage: usize) -> PassageRef {
    PassageRef { article, passage }
}

fn send(state: &mut State, msg: Msg) -> Vec<Effect> {
    update(state, msg, &Env { now: 0, id: "id".to_owned() })
}

/// Keys by name, separated by spaces.
fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    keys.split(' ').flat_map(|key| send(state, Msg::Key(key.parse().expect("a key")))).collect()
}

fn screen(state: &State) -> (String, Option<(u16, u16)>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.columns, state.rows));
    let cursor = ui::draw(state, Theme::Mono, &mut buffer);
    let mut text = String::new();
    for y in 0..state.rows {
        let row: String = (0..state.columns).map(|x| buffer[(x, y)].symbol()).collect();
        text.push_str(row.trim_end());
        text.push('\n');
    }
    (text, cursor)
}

#[test]
fn an_arabic_keyboard_moves_and_still_types_arabic() {
    let mut state = state();
    // j and k of a US keyboard.
    press(&mut state, "ت");
    assert_eq!(state.cursor(), Some(at(0, 1)));
    press(&mut state, "ن");
    assert_eq!(state.cursor(), Some(at(0, 0)));
    press(&mut state, "/ ت ن");
    assert!(matches!(&state.entry, Some(Entry::Search(prompt)) if prompt.text() == "تن"));
}

#[test]
fn a_letter_that_keyboards_have_on_different_keys_asks_for_the_settings() {
    let mut state = state();
    press(&mut state, "د");
    let notice = state.notice.expect("a word on it");
    assert!(notice.bad && notice.text.contains("settings"), "{}", notice.text);
}

#[test]
fn the_reasons_are_a_box_that_escape_puts_away() {
    let mut state = state();
    press(&mut state, "i");
    let (text, _) = screen(&state);
    assert!(text.contains("sure 0.93: en 1 ⇄ ar 1"), "{text}");
    assert!(text.contains("22 February 2022: 22 February 2022 ⇄"), "{text}");
    assert!(text.contains("ar 2 is linked to both"), "{text}");
    assert!(text.contains("ar 1 says"), "{text}");
    press(&mut state, "Esc");
    assert!(!state.explain);
    assert_eq!(state.view, View::Panes);
}

#[test]
fn a_passage_that_nobody_else_tells_has_its_gist_too() {
    let mut state = state();
    press(&mut state, "Tab j i");
    assert_eq!(state.cursor(), Some(at(1, 1)));
    let (text, _) = screen(&state);
    assert!(text.contains("ar 2: not found in another article"), "{text}");
    assert!(text.contains("names") && text.contains("Geneva"), "{text}");
    state.ways.latin_names = false;
    let (text, _) = screen(&state);
    assert!(text.contains("names") && !text.contains("Geneva"), "{text}");
}

/// That nothing is linked is said, and why: never more than is known.
#[test]
fn a_passage_without_a_link_is_told_why() {
    let said = |state: &State, words: &str| {
        let (text, _) = screen(state);
        let line = text.lines().nth(22).expect("the line of reasons");
        assert_eq!(line.trim().split("  ").next(), Some(words), "{line}");
    };
    let mut state = state();
    press(&mut state, "Tab j");
    said(&state, "not found in another article");
    let progress = Progress { what: "comparing by meaning", done: 0, all: 100, left: None };
    send(&mut state, Msg::Progress(progress));
    said(&state, "not found in another article yet");
    press(&mut state, "i");
    assert!(screen(&state).0.contains("ar 2: not found in another article yet"));
    press(&mut state, "i k + + + + + + + + + + + + + + + + + + +");
    said(&state, "its links are less sure than those shown, or rejected");
    press(&mut state, "- - - -");
    assert!(state.current_link().is_some());

    let articles = Arc::make_mut(&mut state.articles);
    articles[1].passages[1].kind = PassageKind::Noise(NoiseReason::Caption);
    press(&mut state, "j");
    said(&state, "caption");
    press(&mut state, "i");
    assert!(screen(&state).0.contains("ar 2: caption"));

    let article = load::from_text("two.txt", "two", ENGLISH.to_owned(), None, None);
    let look = state.look.clone();
    let mut alone = State::new(vec![article], look, String::new());
    send(&mut alone, Msg::Resize { columns: 80, rows: 24 });
    said(&alone, "no other article is open");
    press(&mut alone, "i");
    assert_eq!(alone.notice.expect("a word on it").text, "no other article is open");
}

#[test]
fn a_search_finds_a_day_and_all_days_of_a_month() {
    let mut state = state();
    for (query, hits) in [
        ("2 0 2 2 - 0 2 - 2 2", 2),
        ("2 0 2 2 - 0 2", 2),
        ("- - 0 2 - 2 2", 2),
        ("2 0 2 1 - 0 2", 0),
        ("2 0 2 2 - 0 3", 0),
    ] {
        press(&mut state, "/");
        press(&mut state, query);
        assert_eq!(state.search.hits.len(), hits, "{query}");
        press(&mut state, "Esc");
    }
}

#[test]
fn notices_name_the_keys_as_they_are_bound() {
    let mut state = state();
    let said = |state: &State| state.notice.as_ref().expect("a word on it").text.clone();
    state.keymap.rebind(Command::Undo, &["Ctrl-y".parse().expect("a key")]);
    press(&mut state, "x");
    assert_eq!(said(&state), "link rejected; Ctrl-y takes it back");
    state.keymap.rebind(Command::Undo, &[]);
    press(&mut state, "c");
    assert_eq!(said(&state), "link confirmed; undo takes it back", "its name in the settings");
}

#[test]
fn translating_is_off_until_a_program_is_named() {
    let mut state = state();
    assert_eq!(press(&mut state, "T"), []);
    assert!(state.notice.as_ref().is_some_and(|notice| notice.text.contains("translate_command")));
    state.ways.translates = true;
    press(&mut state, "Tab");
    let effects = press(&mut state, "T");
    let [Effect::Translate { text, lang, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(text, ARABIC.lines().next().expect("a line"));
    assert_eq!(*lang, Lang::new("ar"));
}

#[test]
fn what_another_program_says_is_shown_harmless_and_scrolls() {
    let mut state = state();
    let lines: String = (1..=40).map(|n| format!("line {n} \u{1b}[2J\u{202e}end\n")).collect();
    let popup = Popup { title: "passage 1".to_owned(), text: lines, bad: false, top: 0 };
    send(&mut state, Msg::Said(popup));
    let (text, _) = screen(&state);
    assert!(text.contains("passage 1") && text.contains("line 1 "), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    assert!(text.contains("more rows"), "{text}");
    for _ in 0..60 {
        press(&mut state, "Down");
    }
    let (text, _) = screen(&state);
    assert!(text.contains("line 40 ") && !text.contains("line 1 "), "{text}");
    press(&mut state, "Up");
    assert!(!screen(&state).0.contains("line 40 "), "one step back is seen at once");
    let cursor = state.cursor();
    press(&mut state, "Esc");
    assert_eq!((state.popup.clone(), state.cursor()), (None, cursor));
}

#[test]
fn the_mouse_can_be_given_back_to_the_terminal() {
    let mut state = state();
    assert_eq!(press(&mut state, "F2"), [Effect::Mouse(false)]);
    assert_eq!(press(&mut state, "F2"), [Effect::Mouse(true)]);
}

#[test]
fn progress_says_how_long_it_still_takes() {
    let mut state = state();
    let progress = Progress { what: "comparing by meaning", done: 25, all: 100, left: Some(42) };
    send(&mut state, Msg::Progress(progress));
    assert!(screen(&state).0.contains("comparing by meaning 25%, 42 s left"));
    send(&mut state, Msg::Progress(Progress { done: 100, ..progress }));
    assert!(!screen(&state).0.contains("comparing by meaning"));
}

#[test]
fn a_session_leads_back_to_where_it_was_left() {
    let mut left = state();
    press(&mut left, "Tab j F r w m s + + / 2 2 Enter 3 j f a Enter");
    let place = session::place(&left);
    let mut again = state();
    session::restore(&mut again, &place);
    assert_eq!(session::place(&again), place);
    assert_eq!(again.view, left.view);
    assert_eq!(again.cursor(), left.cursor());
    assert!(!left.search.hits.is_empty() && again.search.hits.is_empty(), "nothing stays coloured");
    assert!(!again.panes.follow && again.look.reversed && again.look.marks == Marks::Hide);
    assert_eq!((again.scope.tier, again.scope.min_score), (left.scope.tier, left.scope.min_score));
}

/// A reader in a terminal where vowel marks are usually shown or hidden.
fn state_in_terminal(marks: Marks) -> State {
    let mut state = state();
    state.ways.marks = marks;
    state.look.marks = marks;
    state
}

#[test]
fn vowel_marks_come_back_only_as_the_reader_wanted_them() {
    let cases = [
        // Left in a terminal, with these keys, taken up in a terminal: what is shown.
        (Marks::Show, "j", Marks::Hide, Marks::Hide),
        (Marks::Show, "m m", Marks::Hide, Marks::Hide),
        (Marks::Hide, "j", Marks::Show, Marks::Show),
        (Marks::Show, "m", Marks::Show, Marks::Hide),
        (Marks::Show, "m", Marks::Hide, Marks::Hide),
        (Marks::Hide, "m", Marks::Hide, Marks::Show),
    ];
    for (usual, keys, other, expected) in cases {
        let mut left = state_in_terminal(usual);
        press(&mut left, keys);
        let mut again = state_in_terminal(other);
        // As a set that was open before this one would leave it.
        press(&mut again, "m");
        session::restore(&mut again, &session::place(&left));
        assert_eq!(again.look.marks, expected, "{usual:?}, {keys}, {other:?}");
    }
}

#[test]
fn a_session_of_a_larger_screen_has_its_cursor_on_the_smaller_one() {
    let mut left = state();
    // The other panes do not follow, and so stand where they were left.
    press(&mut left, "Tab j F");
    let mut place = session::place(&left);
    for (_, row) in place.passages.values_mut() {
        *row = 45;
    }
    let mut again = state();
    session::restore(&mut again, &place);
    let areas = panes::areas(&again);
    assert!(areas.iter().any(|area| Some(area.article) == again.focused()));
    for area in areas {
        let passage = again.panes.places[area.article].passage;
        let rows = panes::visible(&again, &area);
        assert!(rows.iter().any(|row| row.passage == passage), "{area:?}");
    }
}

#[test]
fn a_session_of_other_articles_does_no_harm() {
    let mut left = state();
    press(&mut left, "j Tab H");
    let mut place = session::place(&left);
    place.focus = "gone".to_owned();
    place.shown = vec!["gone".to_owned()];
    place.passages = [("two".to_owned(), (99, -5)), ("gone".to_owned(), (1, 1))].into();
    place.min_score = f32::NAN;
    place.view = "a board of another version".to_owned();
    let mut again = state();
    session::restore(&mut again, &place);
    assert_eq!(again.panes.order, [0, 1]);
    assert_eq!(again.cursor(), Some(at(0, 0)));
    screen(&again);
    press(&mut again, "j k Tab n N 1 Esc");
}

fn start() -> State {
    let look = Look::default();
    let mut state = State::new(Vec::new(), look, String::new());
    send(&mut state, Msg::Resize { columns: 80, rows: 24 });
    let set = |name: &str| Recent { title: format!("set {name}"), paths: vec![name.to_owned()] };
    state.start = Some(Start { sets: vec![set("/a"), set("/b")], ..Start::default() });
    state
}

#[test]
fn recent_sets_are_offered_beside_the_sample() {
    let mut state = start();
    let (text, _) = screen(&state);
    for line in ["set /a", "set /b", "the built-in sample"] {
        assert!(text.contains(line), "{text}");
    }
    assert_eq!(press(&mut state, "Enter"), [Effect::OpenSet(vec!["/a".to_owned()])]);
    assert_eq!(press(&mut state, "j Enter"), [Effect::OpenSet(vec!["/b".to_owned()])]);
    assert_eq!(press(&mut state, "j j Enter"), [Effect::OpenSet(Vec::new())]);
    assert_eq!(press(&mut state, "q"), [Effect::Quit]);
    let (_, cursor) = screen(&state);
    let (_, row) = cursor.expect("the row chosen");
    let click = |row| Msg::Mouse(Mouse { what: MouseWhat::Press, column: 5, row });
    assert_eq!(send(&mut state, click(row - 1)), [Effect::OpenSet(vec!["/b".to_owned()])]);
    assert_eq!(send(&mut state, click(20)), []);
    press(&mut state, "1 2 ? / n F2 T i");
    assert!(state.start.is_some(), "what needs articles does nothing here");
}

#[test]
fn while_a_set_is_being_opened_only_leaving_does_something() {
    let mut state = start();
    let opening = Opening { title: "news/long.txt".to_owned(), seconds: 3 };
    state.start.as_mut().expect("the list").opening = Some(opening);
    let (text, _) = screen(&state);
    assert!(text.contains("opening … 3 s") && text.contains("news/long.txt"), "{text}");
    assert!(!text.contains("set /a"), "{text}");
    assert_eq!(press(&mut state, "j Enter Space"), []);
    let click = Msg::Mouse(Mouse { what: MouseWhat::Press, column: 5, row: 2 });
    assert_eq!(send(&mut state, click), []);
    assert_eq!(press(&mut state, "q"), [Effect::Quit]);
}

#[test]
fn a_set_that_does_not_open_says_why_on_the_list() {
    let mut state = start();
    send(&mut state, Msg::Notice(Notice::bad("/a: can't be read")));
    assert!(screen(&state).0.contains("/a: can't be read"));
    press(&mut state, "j");
    assert!(screen(&state).0.contains("Enter open"));
}

#[test]
fn beginnings_are_read_and_nothing_is_kept_on_them() {
    let whole: String = (0..300).map(|n| format!("Line {n} of the report is here.\n\n")).collect();
    let article = |text: &str| {
        load::from_text("long.txt", "long", text.to_owned(), Some(Lang::new("en")), None)
    };
    let open = |text: &str| {
        let mut state = State::new(vec![article(text)], state().look, String::new());
        send(&mut state, Msg::Resize { columns: 80, rows: 24 });
        state
    };
    let mut beginning = open(&whole[..3000]);
    beginning.partial = true;
    for keys in ["a", "*", "c", "L", "1", "/", "f", "E", "O", "Ctrl-w", "v", "u", "e", "y"] {
        assert_eq!(press(&mut beginning, keys), [], "{keys}");
        assert!(beginning.entry.is_none() && beginning.view == View::Panes, "{keys}");
        let notice = beginning.notice.as_ref().map(|notice| notice.text.as_str());
        assert_eq!(notice, Some("not yet: the rest is still being read"), "{keys}");
    }
    let mut state = open(&whole);
    session::carry(&beginning, &mut state);
    assert_eq!(state.panes.places[0].passage, 0, "nobody moved");
    press(&mut beginning, "j j j Space");
    let at = beginning.panes.places[0];
    assert!(at.passage > 3);
    session::carry(&beginning, &mut state);
    assert_eq!(state.panes.places[0].passage, at.passage);
    assert_eq!(screen(&beginning).0.lines().nth(5), screen(&state).0.lines().nth(5));
    let mut other = open(&whole[10..]);
    session::carry(&beginning, &mut other);
    assert_eq!(other.panes.places[0].passage, 0, "another text");
    assert_eq!(press(&mut beginning, "q"), [Effect::Quit]);
}

#[test]
fn the_linear_screen_has_no_boxes_and_reads_from_the_cursor_down() {
    let mut state = state_with(Output::Plain);
    state.ways.linear = true;
    let (text, cursor) = screen(&state);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert_eq!(lines[0], "en two, passage 1 of 2");
    assert_eq!(lines[1], ENGLISH.lines().next().expect("a line"));
    assert!(lines[2].starts_with("⇄ ar sure .93"), "{text}");
    assert_eq!(lines[3], "ar one, passage 1 of 2, sure 0.93");
    assert_eq!(lines[4], ARABIC.lines().next().expect("a line"), "in logical order, as it is said");
    assert_eq!(cursor, Some((0, 1)), "the terminal's cursor is where reading begins");
    assert!(!text.contains(['│', '┌', '─', '┃']), "{text}");
    press(&mut state, "j");
    let (text, _) = screen(&state);
    assert!(text.starts_with("en two, passage 2 of 2\nRain fell.\n"), "{text}");
    assert!(text.contains("ar one: no passage lined up here"), "{text}");
    for keys in ["a", "Esc", "k i", "Esc", "1", "2", "?"] {
        press(&mut state, keys);
        let (text, _) = screen(&state);
        assert!(!text.contains(['│', '┌', '─', '┃']), "after {keys}:\n{text}");
    }
}

#[test]
fn every_theme_tells_the_parts_apart() {
    use hexapla::ui::theme::Role;
    for theme in [Theme::Dark, Theme::Light, Theme::Mono, Theme::Contrast] {
        for (one, other) in [
            (Role::Text, Role::Tie(0)),
            (Role::Text, Role::Hit),
            (Role::Text, Role::Selected),
            (Role::Text, Role::Bad),
            (Role::Good, Role::Bad),
            (Role::Text, Role::Key),
            (Role::Border, Role::FocusBorder),
        ] {
            assert_ne!(theme.style(one), theme.style(other), "{theme:?}: {one:?}, {other:?}");
        }
    }
    let colored = |style: ratatui::style::Style| style.fg.is_some() || style.bg.is_some();
    let roles = [Role::Text, Role::Dim, Role::Tie(3), Role::Hit, Role::Selected, Role::Bad];
    assert!(roles.iter().all(|role| !colored(Theme::Mono.style(*role))), "no colour in mono");
}
