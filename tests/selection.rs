//! Text that runs both ways, as the reader meets it: the arrow keys go by what is seen, selections
//! and highlights by what is written, and what is copied is the text and nothing of the terminal's.

use hexapla::app::msg::{Effect, Env, Mouse, MouseWhat, Msg};
use hexapla::app::state::Look;
use hexapla::app::{State, panes, update};
use hexapla::layout::Row;
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
    let look = Look::default();
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

/// Types into whatever is open; a line end is Enter.
fn write(state: &mut State, text: &str) {
    for letter in text.chars() {
        match letter {
            ' ' => press(state, "Space"),
            '\n' => press(state, "Enter"),
            _ => press(state, letter.encode_utf8(&mut [0; 4])),
        };
    }
}

/// What stands in a row of the screen between two columns, and where the cursor is.
fn shown(state: &State, y: u16, columns: std::ops::Range<u16>) -> (String, (u16, u16)) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
    let cursor = ui::draw(state, Theme::Mono, &mut buffer).expect("something is typed");
    (columns.map(|x| buffer[(x, y)].symbol()).collect(), cursor)
}

/// Where a note's words stand: the columns of its box, and its first row.
const NOTE: (std::ops::Range<u16>, u16) = (4..36, 11);

/// At the right edge of the note's box.
fn at_right(text: &str) -> String {
    format!("{text:>32}")
}

#[test]
fn what_is_typed_runs_as_its_first_letter_does() {
    for (text, drawn, column) in [
        ("שלום", at_right("םולש"), 31),
        ("שלום abc", at_right("abc םולש"), 27),
        ("ב 22.5 ג!", at_right("!ג 22.5 ב"), 26),
        ("22 ב", at_right("ב 22"), 31),
        ("abc שלום", "abc םולש".to_owned(), 12),
        ("12", "12".to_owned(), 6),
    ] {
        let mut state = open("en", "One. Two.");
        press(&mut state, "a");
        write(&mut state, text);
        let (row, cursor) = shown(&state, NOTE.1, NOTE.0);
        assert_eq!(row.trim_end(), drawn, "{text}");
        assert_eq!(cursor, (column, NOTE.1), "behind the last letter of {text}");
    }
}

#[test]
fn the_arrows_go_over_typed_text_as_it_is_seen() {
    let mut state = open("en", "One. Two.");
    press(&mut state, "a");
    write(&mut state, "שלום");
    let column = |state: &State| shown(state, NOTE.1, NOTE.0).1.0;
    assert_eq!(column(&state), 31);
    for expected in [32, 33, 34, 35, 35] {
        press(&mut state, "Right");
        assert_eq!(column(&state), expected);
    }
    press(&mut state, "Left");
    write(&mut state, "ב");
    assert_eq!(shown(&state, NOTE.1, NOTE.0), (at_right("םולבש"), (33, NOTE.1)));
    // A line without letters goes on as the one above, one with letters as they do.
    press(&mut state, "End");
    write(&mut state, "\n1)\na");
    assert_eq!(shown(&state, NOTE.1 + 1, NOTE.0).0, at_right("(1"));
    assert_eq!(shown(&state, NOTE.1 + 2, NOTE.0).0.trim_end(), "a");
    assert_eq!(column(&state), 5);
}

#[test]
fn a_long_note_is_broken_into_rows() {
    let mut state = open("en", "One. Two.");
    press(&mut state, "a");
    let words = "אבג דהו זחט ".repeat(12);
    write(&mut state, words.trim_end());
    let (last, cursor) = shown(&state, NOTE.1 + 3, NOTE.0);
    assert_eq!(cursor.1, NOTE.1 + 3, "the row with the cursor is the last one");
    assert!(last.trim_start().starts_with("טחז"), "{last}");
    let rows: Vec<String> = (0..4).map(|row| shown(&state, NOTE.1 + row, NOTE.0).0).collect();
    let letters = |text: &str| text.chars().filter(|c| *c != ' ').count();
    assert_eq!(rows.iter().map(|row| letters(row)).sum::<usize>(), 3 * 28, "{rows:?}");
    assert_eq!(cursor.0 + 1, NOTE.0.end - last.trim_start().chars().count() as u16);
    for _ in 0..words.chars().count() {
        press(&mut state, "Right");
    }
    assert_eq!(shown(&state, NOTE.1, NOTE.0).1, (35, NOTE.1), "at the beginning");
    // The same where one line is typed: the part with the cursor is to be seen.
    let mut state = open("en", "One. Two.");
    press(&mut state, "/");
    write(&mut state, &"abc ".repeat(20));
    write(&mut state, "end");
    let (row, (x, y)) = shown(&state, ROWS - 1, 0..COLUMNS);
    assert!(row.contains("abc end ") && y == ROWS - 1, "{row}");
    assert_eq!(usize::from(x), row.find("end").expect("it is seen") + 3);
}

#[test]
fn tags_and_questions_run_as_their_letters_do() {
    let mut state = open("en", "One. Two.");
    press(&mut state, "a");
    press(&mut state, "Tab");
    write(&mut state, "גשר x");
    let tags = NOTE.1 + 5;
    let (row, cursor) = shown(&state, tags, NOTE.0);
    assert!(row.starts_with("tags ") && row.ends_with(" x רשג"), "{row}");
    assert_eq!(cursor, (30, tags));
    press(&mut state, "Esc");
    press(&mut state, "/");
    write(&mut state, "גשר");
    let (row, (x, y)) = shown(&state, ROWS - 1, 0..COLUMNS);
    let start = row.chars().position(|c| c == 'ר').expect("it is seen");
    assert!(row.starts_with(" /") && row.contains(" רשג "), "{row}");
    assert_eq!((usize::from(x), y), (start - 1, ROWS - 1));
}
