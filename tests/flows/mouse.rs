//! The same with the mouse alone: every step is a click, a drag or the wheel.

use super::*;
use hexapla::app::boards::{self, Board, Item, place};
use hexapla::app::buttons;
use hexapla::app::command::Command;
use hexapla::app::help;
use hexapla::layout;

fn mouse(state: &mut State, what: MouseWhat, column: u16, row: u16) -> Vec<Effect> {
    send(state, Msg::Mouse(Mouse { what, column, row }))
}

pub fn click(state: &mut State, column: u16, row: u16) -> Vec<Effect> {
    let mut effects = mouse(state, MouseWhat::Press, column, row);
    effects.extend(mouse(state, MouseWhat::Release, column, row));
    effects
}

fn drag(state: &mut State, from: (u16, u16), to: (u16, u16)) {
    mouse(state, MouseWhat::Press, from.0, from.1);
    mouse(state, MouseWhat::Drag, to.0, to.1);
    mouse(state, MouseWhat::Release, to.0, to.1);
}

/// Clicks on words that stand for a key.
pub fn button(state: &mut State, text: &str) -> Vec<Effect> {
    let found = buttons::all(state).into_iter().find(|button| button.text == text);
    let found = found.unwrap_or_else(|| panic!("{text} is not on the screen"));
    click(state, found.x + 1, found.y)
}

/// Clicks on a command's line in the help.
fn by_help(state: &mut State, command: Command) -> Vec<Effect> {
    button(state, "help");
    for _ in 0..help::pages(state) {
        let line = help::lines(state).into_iter().find(|line| line.command == Some(command));
        if let Some(line) = line {
            return click(state, line.x + 20, line.y);
        }
        mouse(state, MouseWhat::WheelDown, 1, 1);
    }
    panic!("{command:?} is not in the help");
}

#[test]
fn boards_by_clicks() {
    let mut state = state();
    button(&mut state, "facts");
    assert_eq!(state.view, View::Board(Board::Facts));
    // The Persian article's column: only what it tells.
    let (_, x, _) = place::columns(&state, Board::Facts)[2];
    click(&mut state, x, 1);
    assert_eq!(state.boards.items(Board::Facts), [Item::Fact(0)]);
    click(&mut state, x, 1);
    assert_eq!(state.boards.items(Board::Facts).len(), 2);
    // The first click chooses a row, the second leads to it.
    click(&mut state, 30, place::HEAD + 1);
    assert_eq!(boards::current(&state), Some(Item::Fact(1)));
    click(&mut state, 30, place::HEAD + 1);
    assert_eq!((state.view, state.cursor()), (View::Panes, Some(at(0, 3))));
    button(&mut state, "facts");
    for (board, x, _) in place::tabs(state.columns, Board::Facts) {
        click(&mut state, x, 0);
        assert_eq!(state.view, View::Board(board));
    }
    button(&mut state, "back");
    assert_eq!(state.view, View::Panes);
}

#[test]
fn the_board_that_is_shown_has_its_name_on_a_narrow_screen() {
    let mut state = state();
    for columns in [20, 30, 47, 80] {
        send(&mut state, Msg::Resize { columns, rows: 5 });
        for board in Board::ALL {
            press(&mut state, &(board as usize + 1).to_string());
            let tabs = place::tabs(columns, board);
            let (_, x, name) = tabs.iter().find(|(other, ..)| *other == board).expect("its name");
            assert!(x + name.len() as u16 <= columns, "{tabs:?}");
            // A click on the name beside it leads there.
            let Some((other, x, _)) = tabs.iter().find(|(other, ..)| *other != board) else {
                continue;
            };
            click(&mut state, *x, 0);
            assert_eq!(state.view, View::Board(*other), "{columns}");
        }
    }
}

#[test]
fn a_tag_takes_the_cells_that_it_is_drawn_in() {
    let mut state = state();
    // Two cells each, a letter of two code points, and a control, which is drawn as a mark.
    for tag in ["水位", "क्षि", "e\u{301}t\u{301}", "a\u{9b}b"] {
        press(&mut state, "a 'x' Tab");
        send(&mut state, Msg::Paste(tag.to_owned()));
        press(&mut state, "Esc j");
    }
    press(&mut state, "a");
    let tags = buttons::all(&state).into_iter().filter(|found| found.text.starts_with('#'));
    let tags: Vec<_> = tags.collect();
    assert!(tags.len() >= 4, "{tags:?}");
    for tag in tags {
        let row = layout::label(&tag.text, &state.look.options(80, Direction::LeftToRight));
        assert_eq!(tag.width, row.width, "{}", tag.text);
    }
}

#[test]
fn a_note_with_colour_and_tag_by_clicks() {
    let mut state = state();
    press(&mut state, "G a 'x' Tab 'law' Esc g");
    let area = panes::areas(&state)[0];
    let (x, y) = (area.text_x(), area.text_y());
    drag(&mut state, (x, y), (x + 5, y));
    button(&mut state, "annotate");
    button(&mut state, "colour");
    button(&mut state, "#law");
    let effects = button(&mut state, "keep");
    let [Effect::PutNote(note)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(note.anchors[0].quote, "It has");
    assert_eq!((note.color, &note.tags[..]), (Color::Green, &["law".to_owned()][..]));
    drag(&mut state, (x, y), (x + 5, y));
    button(&mut state, "annotate");
    button(&mut state, "leave");
    assert_eq!((state.notes.len(), &state.entry), (2, &None));
}

#[test]
fn everything_else_by_the_help() {
    let mut state = state();
    send(&mut state, Msg::Resize { columns: 80, rows: 24 });
    let effects = by_help(&mut state, Command::Confirm);
    assert!(matches!(effects[0], Effect::ChangeDecisions { .. }), "{effects:?}");
    assert_eq!(state.view, View::Panes);
    by_help(&mut state, Command::Export);
    let effects = button(&mut state, "go");
    assert!(matches!(effects[0], Effect::Export { .. }), "{effects:?}");
    button(&mut state, "facts");
    by_help(&mut state, Command::Order);
    assert_eq!(state.view, View::Board(Board::Facts), "a board's command leads back to the board");
    by_help(&mut state, Command::NextFact);
    assert_eq!((state.view, state.cursor()), (View::Panes, Some(at(0, 3))));
    assert_eq!(by_help(&mut state, Command::Quit), [Effect::Quit]);
}

#[test]
fn what_a_notice_hides_can_not_be_clicked() {
    let mut state = state();
    let quit = buttons::all(&state).into_iter().find(|button| button.text == "quit");
    let quit = quit.expect("on the screen");
    press(&mut state, "c");
    assert!(state.notice.is_some());
    assert_eq!(click(&mut state, quit.x + 1, quit.y), [], "it only takes the notice away");
    assert_eq!(state.notice, None);
    assert_eq!(click(&mut state, quit.x + 1, quit.y), [Effect::Quit]);
}

#[test]
fn a_pane_that_someone_reads_stays_when_the_passages_are_compared_anew() {
    let mut state = state();
    let other = panes::areas(&state)[1];
    mouse(&mut state, MouseWhat::WheelUp, other.text_x(), 5);
    let before = state.panes.places[1];
    let alignment = Arc::clone(&state.alignment);
    let again = Msg::Aligned { generation: 0, alignment, how: "test" };
    send(&mut state, again.clone());
    assert_eq!(state.panes.places[1], before);
    // The cursor takes it along again.
    press(&mut state, "j k");
    same_row(&state, &[at(0, 0), at(1, 2), at(2, 1)]);
    send(&mut state, again);
    same_row(&state, &[at(0, 0), at(1, 2), at(2, 1)]);
}

#[test]
fn panes_are_dragged_wider_and_elsewhere() {
    let mut state = state();
    let areas = panes::areas(&state);
    let edge = areas[0].x + areas[0].width - 1;
    drag(&mut state, (edge, 5), (edge + 15, 5));
    let wider = panes::areas(&state);
    assert!(wider[0].width.abs_diff(areas[0].width + 15) <= 1, "{wider:?}");
    assert!(wider[2].width.abs_diff(areas[2].width) <= 1, "{wider:?}");
    // The first pane's title onto the third pane.
    drag(&mut state, (5, 0), (wider[2].x + 5, 8));
    assert_eq!(state.panes.order, [1, 2, 0]);
    assert_eq!(state.focused(), Some(0));
}

#[test]
fn the_line_of_reasons_explains_and_steps_on() {
    let mut state = state();
    let row = state.rows - panes::FOOT;
    click(&mut state, 3, row);
    assert!(state.explain);
    click(&mut state, 3, row);
    assert!(!state.explain);
    let column = state.columns - 3;
    click(&mut state, column, row);
    let other = state.current_link().and_then(|link| link.other(at(0, 0)));
    assert_eq!(other, Some(at(2, 1)));
}
