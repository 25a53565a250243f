//! Text that runs both ways, as the reader meets it: the arrow keys go by what is seen, selections
//! and highlights by what is written, and what is copied is the text and nothing of the terminal's.

use hexapla::app::msg::{Effect, Env, Mouse, MouseWhat, Msg};
use hexapla::app::state::Look;
use hexapla::app::{State, panes, update};
use hexapla::layout::{Marks, Output, Row, Widths};
use hexapla::load;
use hexapla::model::{Lang, Span};
use hexapla::ui::{self, theme::Role, theme::Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const COLUMNS: u16 = 40;
const ROWS: u16 = 30;

/// The reader with one article in a narrow pane.
fn open(lang: &str, text: &str) -> State {
    let article = load::from_text("a.txt", "a", text.to_owned(), Some(Lang::new(lang)), None);
    let look = Look {
        output: Output::Visual,
        widths: Widths::default(),
        marks: Marks::Show,
        reversed: false,
    };
    let mut state = State::new(vec![article], look, String::new());
    send(&mut state, Msg::Resize { columns: COLUMNS, rows: ROWS });
    state
}

fn send(state: &mut State, message: Msg) -> Vec<Effect> {
    update(state, message, &Env { now: 0, id: "id".to_owned() })
}

fn press(state: &mut State, key: &str) -> Vec<Effect> {
    send(state, Msg::Key(key.parse().expect("a key")))
}

/// The rows on the screen and where they stand.
fn rows(state: &State) -> Vec<(u16, Row)> {
    let area = panes::areas(state)[0];
    panes::visible(state, &area)
        .into_iter()
        .map(|text| (area.text_y() + text.y, text.row))
        .collect()
}

/// Presses a key until the selection's head moves no more; every place that it went through.
fn walk(state: &mut State, key: &str) -> Vec<Span> {
    let head = |state: &State| state.selection.expect("a selection").head;
    let mut places = vec![head(state)];
    loop {
        press(state, key);
        if places.last() == Some(&head(state)) {
            return places;
        }
        places.push(head(state));
        assert!(places.len() < 1000, "goes round in circles");
    }
}

#[test]
fn arrow_keys_go_by_what_is_seen_in_both_directions() {
    let check = |lang: &str, text: &str| {
        let mut state = open(lang, text);
        let rtl = state.articles[0].dir.is_rtl();
        let (onward, back) = if rtl { ("Left", "Right") } else { ("Right", "Left") };
        press(&mut state, "v");
        walk(&mut state, back);
        let walked = walk(&mut state, onward);
        let mut seen = Vec::new();
        for (_, row) in rows(&state) {
            let cells = row.cells.iter().filter(|cell| cell.width > 0).map(|cell| cell.source);
            if rtl { seen.extend(cells.rev()) } else { seen.extend(cells) }
        }
        assert_eq!(walked, seen, "{text}");
        let mut home = walk(&mut state, back);
        home.reverse();
        assert_eq!(home, seen, "{text}");
    };
    check("he", "אבג UN 12 דה (ו) - ז, ח 7.5% ט. abc def אב 2023-02-14 גד \u{200f}הו, סוף.");
    check("ar", "سَلام (abc) 123، لا ولا ٤٥ بعد ذلك UNESCO [أ] ثم إلى الأمام كتـــاب.");
    check("fa", "می‌خواهم ۱۲ کتاب بخرم Reuters گفت «نه» (۳٫۵ درصد) و رفت.");
    check("en", "one אבג two 12 דה three سلام 7 four, and a longer tail of words.");
}

#[test]
fn up_and_down_keep_the_column() {
    let mut state = open("he", "אבג דהו זחט יכל מנס עפצ קרש תאב גדה וזח טיכ למן סעפ צקר");
    press(&mut state, "v");
    walk(&mut state, "Right");
    for _ in 0..5 {
        press(&mut state, "Left");
    }
    let column = |state: &State| {
        let head = state.selection.unwrap().head;
        rows(state).iter().find_map(|(_, row)| row.columns_of(head).first().map(|at| at.start))
    };
    let before = column(&state);
    press(&mut state, "Down");
    assert_eq!(column(&state), before);
    press(&mut state, "Up");
    assert_eq!(column(&state), before);
}

fn copied(effects: Vec<Effect>) -> String {
    match effects.as_slice() {
        [Effect::Copy(text)] => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_copied_is_the_text_in_its_own_order() {
    let check = |lang: &str, text: &str, expected: &str| {
        let mut state = open(lang, text);
        assert_eq!(copied(press(&mut state, "y")), expected);
    };
    for text in ["سلام لا إلى كتـــاب (abc) ١٢٣", "می‌خواهم ۱۲ کتاب", "שָׁלוֹם UN 12 (ב)", "कि क्ष स्त्री"]
    {
        check("ar", text, text);
    }
    // What works on the program it is pasted into stays behind; what the words need does not.
    check("ar", "سلام\u{1b}[31m لا\u{7}\u{9b}2J", "سلام[31m لا2J");
    check("en", "pay \u{202e}evil\u{202c} now", "pay evil now");
    check("en", "a \u{2067}אב\u{2069} b\u{2066} c", "a \u{2067}אב\u{2069} b c");
}

#[test]
fn a_selection_across_runs_is_one_stretch_of_text_and_several_of_the_screen() {
    let text = "אבג UN דהו";
    let mut state = open("he", text);
    let (y, row) = rows(&state).remove(0);
    let x = panes::areas(&state)[0].text_x();
    // From gimel to the U: in the text three letters, on the screen two places.
    let column = |letter: &str| {
        let at = text.find(letter).unwrap();
        x + row.columns_of(Span::new(at, at + letter.len()))[0].start
    };
    let mut mouse = |what, column| {
        send(&mut state, Msg::Mouse(Mouse { what, column, row: y }));
    };
    mouse(MouseWhat::Press, column("ג"));
    mouse(MouseWhat::Drag, column("U"));
    mouse(MouseWhat::Release, column("U"));
    let span = state.selection.unwrap().span();
    assert_eq!(span.of(text), "ג U");
    assert_eq!(row.columns_of(span).len(), 2);

    let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
    ui::draw(&state, Theme::Dark, &mut buffer);
    let selected = Theme::Dark.style(Role::Selected);
    let marked: Vec<u16> = (0..COLUMNS)
        .filter(|&at| {
            let style = buffer[(at, y)].style();
            style.bg == selected.bg && style.add_modifier == selected.add_modifier
        })
        .collect();
    let expected: Vec<u16> =
        row.columns_of(span).into_iter().flatten().map(|column| x + column).collect();
    assert_eq!(marked, expected);
    assert_eq!(copied(press(&mut state, "y")), "ג U");
}

#[test]
fn lam_alef_is_selected_as_the_two_letters_that_it_is() {
    let mut state = open("ar", "لا سلام");
    press(&mut state, "v");
    assert_eq!(copied(press(&mut state, "y")), "لا");
}

#[test]
fn vowel_marks_go_and_come_by_a_key_and_stay_in_what_is_copied() {
    let text = "سَلَامٌ عَلَى مَنْ";
    let mut state = open("ar", text);
    let drawn = |state: &State| rows(state).iter().map(|(_, row)| row.drawn()).collect::<String>();
    assert!(drawn(&state).contains('\u{64e}'));
    press(&mut state, "m");
    assert!(!drawn(&state).contains(['\u{64e}', '\u{652}', '\u{64c}']));
    assert_eq!(copied(press(&mut state, "y")), text);
    press(&mut state, "m");
    assert!(drawn(&state).contains('\u{64e}'));
}

#[test]
fn right_to_left_articles_stand_at_the_right_edge_of_their_pane() {
    let check = |lang: &str, text: &str, at_right: bool| {
        let state = open(lang, text);
        let width = panes::areas(&state)[0].text_width();
        for (_, row) in rows(&state) {
            let first = row.cells.iter().find(|cell| cell.width > 0).unwrap().column;
            let end = row.cells.iter().rfind(|cell| cell.width > 0).unwrap().columns().end;
            if at_right { assert_eq!(end, width) } else { assert_eq!(first, 0) }
        }
    };
    check("he", "שלום לכולם, זה משפט שאין לו מקום בשורה אחת של החלון הצר.", true);
    check("hi", "यह वाक्य एक पंक्ति में नहीं आता, क्योंकि वह बहुत लंबा है।", false);
}

#[test]
fn panes_stand_from_right_to_left_if_the_reader_wants_it() {
    let article =
        |id: &str| load::from_text(id, id, format!("text of {id}."), Some(Lang::new("en")), None);
    let look = open("en", "a").look;
    let mut state =
        State::new(vec![article("one"), article("two"), article("six")], look, String::new());
    send(&mut state, Msg::Resize { columns: 90, rows: ROWS });
    let order =
        |state: &State| panes::areas(state).iter().map(|area| area.article).collect::<Vec<_>>();
    assert_eq!(order(&state), [0, 1, 2]);
    press(&mut state, "r");
    assert_eq!(order(&state), [2, 1, 0]);
    // The arrow to the left leads to the pane on the left, whatever the order.
    press(&mut state, "Left");
    assert_eq!(state.focused(), Some(1));
}
