//! Boards, aligned rows, panes, articles opened and closed.

use super::*;
use hexapla::app::boards::{self, Board, Item, place};
use hexapla::ui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn items(state: &State, board: Board) -> Vec<Item> {
    state.boards.items(board).to_vec()
}

/// The screen as it would be drawn.
pub fn drawn(state: &State) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.columns, state.rows));
    hexapla::ui::draw(state, Theme::Dark, &mut buffer);
    buffer
}

pub fn line(buffer: &Buffer, y: u16) -> String {
    (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect()
}

#[test]
fn every_board_has_a_key_and_remembers_its_place() {
    let mut state = state();
    press(&mut state, "c a 'n' Esc j j j c a 'm' Esc / 'e' Enter");
    // A conflict, so that no board is empty.
    let mut alignment = (*state.alignment).clone();
    let claim = |at: PassageRef, value: &str| ConflictValue {
        at,
        span: Span::new(0, 2),
        value: value.to_owned(),
    };
    alignment.facts[0].conflicts = vec![Conflict {
        kind: ConflictKind::Number,
        values: vec![claim(at(0, 0), "43"), claim(at(1, 2), "44")],
    }];
    let (generation, alignment) = (state.generation, Arc::new(alignment));
    send(&mut state, Msg::Aligned { generation, alignment, how: "test" });
    for (number, board) in Board::ALL.into_iter().enumerate() {
        press(&mut state, &format!("{} j", number + 1));
        assert_eq!(state.view, View::Board(board));
        let count = items(&state, board).len();
        assert!(count > 0, "{board:?} is empty");
        assert_eq!(state.boards.cursor(board), 1.min(count - 1), "{board:?}");
    }
    press(&mut state, "0");
    assert_eq!(state.view, View::Panes);
    for (number, board) in Board::ALL.into_iter().enumerate() {
        press(&mut state, &(number + 1).to_string());
        let last = items(&state, board).len() - 1;
        assert_eq!(state.boards.cursor(board), 1.min(last), "{board:?} forgot its place");
    }
}

#[test]
fn a_boards_cursor_stays_on_its_fact_when_the_list_changes() {
    let mut state = state();
    press(&mut state, "1 j");
    assert_eq!(boards::current(&state), Some(Item::Fact(1)));
    let mut alignment = (*state.alignment).clone();
    alignment.links.push(link(at(1, 1), at(2, 2), 0.99, "new"));
    alignment.facts.insert(0, fact("f0", "new", &[at(1, 1), at(2, 2)]));
    alignment.links.sort_by_key(|link| (link.a, link.b));
    let (generation, alignment) = (state.generation, Arc::new(alignment));
    send(&mut state, Msg::Aligned { generation, alignment, how: "test" });
    assert_eq!(boards::current(&state), Some(Item::Fact(2)), "snow is the third fact now");
}

#[test]
fn filters_are_by_words_articles_and_conflicts() {
    let expected: [(&str, &[Item]); 8] = [
        ("", &[Item::Fact(0), Item::Fact(1)]),
        ("+fa", &[Item::Fact(0)]),
        ("-three", &[Item::Fact(1)]),
        ("+3", &[Item::Fact(0)]),
        ("۴۳", &[Item::Fact(0)]),
        ("الثَّلج", &[Item::Fact(1)]),
        ("snow +two", &[Item::Fact(1)]),
        ("!", &[]),
    ];
    for (filter, rows) in expected {
        let mut state = state();
        press(&mut state, &format!("1 f '{filter}' Enter"));
        assert_eq!(items(&state, Board::Facts), rows, "{filter}");
        press(&mut state, "f Esc");
        assert_eq!(items(&state, Board::Facts).len(), 2, "Esc shows all again");
    }
}

#[test]
fn one_article_after_the_other_then_all() {
    let mut state = state();
    press(&mut state, "3 Tab Tab");
    assert_eq!(items(&state, Board::OnlyHere), [Item::Passage(at(1, 1))]);
    press(&mut state, "Tab");
    let rows = [Item::Passage(at(2, 0)), Item::Passage(at(2, 2))];
    assert_eq!(items(&state, Board::OnlyHere), rows, "what only the Persian article tells");
    press(&mut state, "Tab");
    assert_eq!(items(&state, Board::OnlyHere).len(), 5);
}

#[test]
fn orders_of_the_facts() {
    let mut state = state();
    // In the order of the Arabic text snow comes first.
    press(&mut state, "Tab 1 o");
    assert_eq!(items(&state, Board::Facts), [Item::Fact(1), Item::Fact(0)]);
    press(&mut state, "o o");
    assert_eq!(items(&state, Board::Facts), [Item::Fact(0), Item::Fact(1)], "told by most");
}

#[test]
fn the_scope_is_live_on_the_boards() {
    let mut state = state();
    press(&mut state, "s 3");
    assert!(items(&state, Board::OnlyHere).contains(&Item::Passage(at(2, 1))), "only possible");
    press(&mut state, "0 s + + + + + + + + + + + + + + + + + + + 1");
    assert_eq!(items(&state, Board::Facts), [Item::Fact(0)], "at least .95");
}

#[test]
fn rows_stand_as_a_critical_edition_prints_them() {
    let mut state = state();
    press(&mut state, "6");
    let buffer = drawn(&state);
    let columns = place::columns(&state, Board::Rows);
    assert_eq!(columns.len(), 3);
    // The first fact: its label, and below it the three passages side by side.
    assert!(line(&buffer, place::HEAD).contains("43"));
    let texts = line(&buffer, place::HEAD + 1);
    assert!(texts.contains("It has 43 points."), "{texts}");
    assert!(texts.contains("43"), "{texts}");
    for (article, x, width) in columns {
        let hit = place::hit(&state, Board::Rows, x + width / 2, place::HEAD + 1);
        let told = [at(0, 0), at(1, 2), at(2, 1)][article];
        assert_eq!(hit, Some(place::BoardHit::Row(0, Some(told))));
    }
    // The bar beside the fact that is gone to stands in every column.
    let bars = texts.chars().filter(|c| *c == '┃').count();
    assert_eq!(bars, 3, "{texts}");
    // What an article does not tell is a gap.
    let second = place::visible(&state, Board::Rows)[1];
    assert!(line(&buffer, second.1 + 1).contains('—'));
    press(&mut state, "j Enter");
    assert_eq!(state.cursor(), Some(at(0, 3)));
    press(&mut state, "6 l Enter");
    assert_eq!(state.cursor(), Some(at(1, 0)), "in the column that was chosen");
}

#[test]
fn rows_say_how_many_articles_they_do_not_show() {
    let mut state = state();
    press(&mut state, "6");
    assert!(!line(&drawn(&state), 22).contains("articles"));
    send(&mut state, Msg::Resize { columns: 60, rows: 24 });
    assert!(line(&drawn(&state), 22).contains("2 of 3 articles"), "{}", line(&drawn(&state), 22));
}

#[test]
fn hits_stand_under_each_other_with_what_is_around_them() {
    let mut state = state();
    press(&mut state, "/ '4' '3' Enter 5");
    assert_eq!(items(&state, Board::Hits).len(), 3);
    let buffer = drawn(&state);
    let hit = Theme::Dark.style(Role::Hit).bg;
    let starts: Vec<Option<u16>> = (0..3)
        .map(|row| {
            let y = place::HEAD + row;
            (0..buffer.area.width).find(|x| Some(buffer[(*x, y)].bg) == hit)
        })
        .collect();
    assert!(starts[0].is_some(), "{starts:?}");
    assert!(starts.iter().all(|start| *start == starts[0]), "{starts:?}");
    press(&mut state, "j Enter");
    assert_eq!(state.cursor(), Some(at(1, 2)));
}

#[test]
fn panes_are_moved_widened_hidden_and_left_alone() {
    let mut state = state();
    let widths = |state: &State| -> Vec<(usize, u16)> {
        panes::areas(state).iter().map(|area| (area.article, area.width)).collect()
    };
    assert_eq!(widths(&state), [(0, 40), (1, 40), (2, 40)]);
    press(&mut state, "> >");
    assert_eq!(state.panes.order, [1, 2, 0]);
    assert_eq!(state.focused(), Some(0), "the cursor stays with its article");
    press(&mut state, "> <");
    assert_eq!(state.panes.order, [1, 0, 2]);
    press(&mut state, "w w w");
    let wide = widths(&state);
    assert!(wide[1].1 > 40 && wide[0].1 < 40 && wide[2].1 < 40, "{wide:?}");
    assert_eq!(wide.iter().map(|(_, width)| width).sum::<u16>(), 120);
    press(&mut state, "W W W");
    assert_eq!(widths(&state), [(1, 40), (0, 40), (2, 40)]);
    press(&mut state, "H");
    assert_eq!(state.panes.order, [1, 2]);
    press(&mut state, "z");
    assert_eq!(state.panes.order.len(), 1);
    press(&mut state, "z");
    assert_eq!(state.panes.order, [0, 1, 2]);
    press(&mut state, "W W W W W W W W W W W W W W W W W W");
    assert!(widths(&state).iter().all(|(_, width)| *width >= panes::LEAST));
}

#[test]
fn without_following_panes_stay_and_are_moved_alone() {
    let mut state = state();
    press(&mut state, "F j j j");
    assert_eq!(state.panes.places[1].passage, 2, "where the first fact had brought it");
    press(&mut state, "l k");
    assert_eq!(state.cursor(), Some(at(1, 1)));
    assert_eq!(state.panes.places[0].passage, 3);
    press(&mut state, "h F");
    same_row(&state, &[at(0, 3), at(1, 0)]);
}

#[test]
fn an_article_is_opened_without_losing_the_place() {
    let mut state = state();
    press(&mut state, "O 'four.txt'");
    assert_eq!(press(&mut state, "Enter"), [Effect::Open { path: "four.txt".to_owned() }]);
    press(&mut state, "j j j");
    let (cursor, row) = (state.cursor(), row_of(&state, at(0, 3)));
    let twin = article("one", "de", Direction::LeftToRight, "Es schneit.");
    let mut other = twin.clone();
    other.hash = ContentHash([9; 32]);
    let effects = send(&mut state, Msg::Opened(vec![other.clone()]));
    assert_eq!(effects, [Effect::Recall, Effect::Align { generation: 1 }]);
    assert_eq!((state.cursor(), row_of(&state, at(0, 3))), (cursor, row));
    assert_eq!(state.articles[3].id, "one-2", "ids stay unique");
    assert_eq!(state.links(at(0, 3)).count(), 1, "the links stand until the new ones come");
    // An answer to the question about three articles comes too late.
    send(&mut state, Msg::Aligned { generation: 0, alignment: Arc::default(), how: "old" });
    assert_eq!(state.alignment.links.len(), 3);
    assert_eq!(send(&mut state, Msg::Opened(vec![other])), [], "it is open already");
    assert_eq!(state.articles.len(), 4);
}

#[test]
fn an_article_is_closed_and_the_links_between_the_others_stay() {
    let mut state = state();
    press(&mut state, "j j j Tab Tab Ctrl-w");
    assert_eq!(state.articles.len(), 2);
    assert_eq!(state.alignment.links.len(), 2);
    assert_eq!(state.alignment.facts[0].mentions, [at(0, 0), at(1, 2)]);
    let mut state = super::state();
    press(&mut state, "Ctrl-w");
    assert_eq!(state.articles[0].id, "two");
    assert_eq!(state.alignment.links, [], "both links were with the closed article");
    press(&mut state, "Ctrl-w Ctrl-w");
    assert_eq!(state.articles.len(), 1, "the last one stays");
    assert!(state.notice.is_some_and(|notice| notice.bad));
}

#[test]
fn a_search_is_left_where_it_began_and_asked_again() {
    let mut state = state();
    press(&mut state, "j / '43'");
    assert_eq!(state.cursor(), Some(at(0, 0)));
    press(&mut state, "Esc");
    assert_eq!(state.cursor(), Some(at(0, 1)));
    press(&mut state, "/ 'snow' Enter / 'rain' Enter / Up Up");
    assert_eq!(state.search.query, "snow");
    press(&mut state, "Down");
    assert_eq!(state.search.query, "rain");
    press(&mut state, "Enter Ctrl-o");
    assert_eq!(state.cursor(), Some(at(0, 1)), "back to where the last search began");
}

#[test]
fn help_lists_every_command_in_pages_and_leads_back() {
    let mut state = state();
    send(&mut state, Msg::Resize { columns: 80, rows: 24 });
    press(&mut state, "1 ?");
    let mut seen = Vec::new();
    for _ in 0..hexapla::app::help::pages(&state) {
        let lines = hexapla::app::help::lines(&state);
        assert!(lines.iter().all(|line| line.y < 22 && line.x < 80));
        seen.extend(lines.into_iter().filter_map(|line| line.command));
        press(&mut state, "Space");
    }
    let all: Vec<_> = hexapla::app::command::COMMANDS.iter().map(|entry| entry.command).collect();
    assert_eq!(seen, all);
    press(&mut state, "x");
    assert_eq!(state.view, View::Board(Board::Facts));
}

#[test]
fn esc_takes_the_colour_of_the_hits_away_and_a_new_session_has_none() {
    let mut state = state();
    press(&mut state, "/ 'snow' Enter");
    assert!(!state.search.hits.is_empty());
    let place = hexapla::app::session::place(&state);
    press(&mut state, "Esc");
    assert!(state.search.hits.is_empty());
    press(&mut state, "1 f 'nothing has this' Enter");
    hexapla::app::session::restore(&mut state, &place);
    assert!(state.search.hits.is_empty());
}
