//! The reader driven by keys: articles, keys, what follows. No terminal.

use hexapla::app::msg::{Effect, Env, Mouse, MouseWhat, Msg};
use hexapla::app::state::{Entry, Look, View};
use hexapla::app::{State, panes, update};
use hexapla::model::*;
use std::sync::Arc;

mod corrections;
mod facts;
mod mouse;
mod notes;
mod table;
mod views;

/// An article of one passage a line; an empty line ends a paragraph.
fn article(id: &str, lang: &str, dir: Direction, text: &str) -> Article {
    let mut passages = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for line in text.split('\n') {
        if line.is_empty() {
            paragraph += 1;
        } else {
            passages.push(Passage {
                span: Span::new(start, start + line.len()),
                kind: PassageKind::Prose,
                paragraph,
                lang: Lang::new(lang),
            });
        }
        start += line.len() + 1;
    }
    let mut hash = [0; 32];
    for (place, byte) in id.bytes().enumerate() {
        hash[place] = byte;
    }
    Article {
        path: format!("{id}.txt"),
        id: id.to_owned(),
        source: None,
        title: None,
        lang: Lang::new(lang),
        dir,
        date: None,
        text: text.to_owned(),
        hash: ContentHash(hash),
        passages,
    }
}

fn at(article: usize, passage: usize) -> PassageRef {
    PassageRef { article, passage }
}

fn link(a: PassageRef, b: PassageRef, score: f32, value: &str) -> Link {
    Link {
        a,
        b,
        score,
        tier: if score > 0.8 { Tier::Sure } else { Tier::Possible },
        origin: Origin::Automatic,
        verdict: None,
        evidence: vec![Evidence {
            kind: EvidenceKind::Number,
            value: value.to_owned(),
            a: None,
            b: None,
            weight: 1.0,
        }],
        conflicts: Vec::new(),
    }
}

fn fact(id: &str, value: &str, mentions: &[PassageRef]) -> Fact {
    Fact {
        id: id.to_owned(),
        label: value.to_owned(),
        evidence: vec![(EvidenceKind::Number, value.to_owned())],
        mentions: mentions.to_vec(),
        conflicts: Vec::new(),
    }
}

/// Three articles: en 0 ↔ ar 2 (sure), en 0 ↔ fa 1 (possible), en 3 ↔ ar 0.
fn state() -> State {
    let articles = vec![
        article(
            "one",
            "en",
            Direction::LeftToRight,
            "It has 43 points.\nRain fell.\n\nNobody came.\nSnow fell.",
        ),
        article("two", "ar", Direction::RightToLeft, "سقط الثلج.\nلم يقل شيئا.\n\nمن 43 بندا."),
        article("three", "fa", Direction::RightToLeft, "آغاز.\n۴۳ بند دارد.\nپایان."),
    ];
    let look = Look::default();
    let mut state = State::new(articles, look, "me".to_owned());
    send(&mut state, Msg::Resize { columns: 120, rows: 24 });
    let alignment = Alignment {
        links: vec![
            link(at(0, 0), at(1, 2), 0.95, "43"),
            link(at(0, 0), at(2, 1), 0.6, "43"),
            link(at(0, 3), at(1, 0), 0.9, "snow"),
        ],
        facts: vec![
            fact("f1", "43", &[at(0, 0), at(1, 2), at(2, 1)]),
            fact("f2", "snow", &[at(0, 3), at(1, 0)]),
        ],
    };
    let message = Msg::Aligned { generation: 0, alignment: Arc::new(alignment), how: "test" };
    send(&mut state, message);
    state
}

fn send(state: &mut State, msg: Msg) -> Vec<Effect> {
    let id = format!("id-{}", state.notes.len());
    update(state, msg, &Env { now: 1_000, id })
}

/// Keys separated by spaces; `'text'` types it.
fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (place, part) in keys.split('\'').enumerate() {
        if place % 2 == 1 {
            for letter in part.chars() {
                let name = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
                effects.extend(send(state, Msg::Key(name.parse().expect("a key"))));
            }
        } else {
            for name in part.split_whitespace() {
                effects.extend(send(state, Msg::Key(name.parse().expect("a key"))));
            }
        }
    }
    effects
}

/// Row of the screen on which a passage begins, in the pane of its article.
fn row_of(state: &State, passage: PassageRef) -> Option<u16> {
    let area = panes::areas(state).into_iter().find(|area| area.article == passage.article)?;
    panes::visible(state, &area)
        .iter()
        .find(|row| row.passage == passage.passage && row.first)
        .map(|row| area.text_y() + row.y)
}

fn same_row(state: &State, passages: &[PassageRef]) {
    let rows: Vec<_> = passages.iter().map(|passage| row_of(state, *passage)).collect();
    assert!(rows[0].is_some(), "{rows:?}");
    assert!(rows.iter().all(|row| *row == rows[0]), "{rows:?}");
}

#[test]
fn counterparts_stand_on_the_cursors_row() {
    let mut state = state();
    press(&mut state, "j k");
    same_row(&state, &[at(0, 0), at(1, 2), at(2, 1)]);
    press(&mut state, "j j j");
    same_row(&state, &[at(0, 3), at(1, 0)]);
    assert!(!state.panes.places[2].linked, "the third article does not tell it");
}

#[test]
fn jump_by_value_lines_up_every_pane() {
    for query in ["43", "۴۳", "٤٣", " 43 "] {
        let mut state = state();
        press(&mut state, &format!("j j f '{query}' Enter"));
        assert_eq!(state.cursor(), Some(at(0, 0)), "{query}");
        same_row(&state, &[at(0, 0), at(1, 2), at(2, 1)]);
    }
}

#[test]
fn a_jump_that_finds_nothing_says_so_and_stays() {
    let mut state = state();
    press(&mut state, "j f '99' Enter");
    assert_eq!(state.cursor(), Some(at(0, 1)));
    assert!(state.notice.is_some_and(|notice| notice.bad));
}

#[test]
fn back_leads_to_where_a_jump_began() {
    let mut state = state();
    press(&mut state, "j j j f '43' Enter");
    assert_eq!(state.cursor(), Some(at(0, 0)));
    press(&mut state, "Ctrl-o");
    assert_eq!(state.cursor(), Some(at(0, 3)));
    press(&mut state, "Ctrl-n");
    assert_eq!(state.cursor(), Some(at(0, 0)));
}

#[test]
fn sure_only_hides_what_is_merely_possible() {
    let mut state = state();
    press(&mut state, "s");
    assert_eq!(state.links(at(0, 0)).count(), 1);
    assert!(!state.panes.places[2].linked);
    press(&mut state, "s");
    assert_eq!(state.links(at(0, 0)).count(), 2);
}

#[test]
fn next_link_walks_the_counterparts_in_a_circle() {
    let mut state = state();
    let ends = |state: &State| state.current_link().and_then(|link| link.other(at(0, 0)));
    assert_eq!(ends(&state), Some(at(1, 2)));
    press(&mut state, "]");
    assert_eq!(ends(&state), Some(at(2, 1)));
    press(&mut state, "]");
    assert_eq!(ends(&state), Some(at(1, 2)));
    press(&mut state, "[");
    assert_eq!(ends(&state), Some(at(2, 1)));
}

#[test]
fn next_fact_skips_what_is_told_once() {
    let mut state = state();
    press(&mut state, "n");
    assert_eq!(state.cursor(), Some(at(0, 3)));
    press(&mut state, "n");
    assert_eq!(state.cursor(), Some(at(0, 3)), "there is no further fact");
    press(&mut state, "N");
    assert_eq!(state.cursor(), Some(at(0, 0)));
}

#[test]
fn search_is_incremental_over_all_panes_and_blind_to_digits() {
    let mut state = state();
    press(&mut state, "/ '4'");
    press(&mut state, "'3'");
    assert_eq!(state.search.hits.len(), 3);
    press(&mut state, "Enter Ctrl-f");
    assert_eq!(state.cursor(), Some(at(1, 2)));
    press(&mut state, "/ Esc");
    assert!(state.search.hits.is_empty());
}

#[test]
fn a_note_is_written_edited_deleted_and_brought_back() {
    let mut state = state();
    let effects = press(&mut state, "a 'see the text' Tab 'law, draft' Esc");
    let [Effect::PutNote(note)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(note.note, "see the text");
    assert_eq!(note.tags, ["draft", "law"]);
    assert_eq!(note.anchors[0].quote, "It has 43 points.");
    assert_eq!(note.anchors[0].suffix, "\nRain fell.\n\nNobody came.\nSnow f");
    press(&mut state, "e '!' Esc");
    assert_eq!(state.notes[0].note, "see the text!");
    let effects = press(&mut state, "D");
    assert_eq!(effects, [Effect::DeleteNote { id: "id-0".to_owned() }]);
    press(&mut state, "u");
    assert_eq!(state.notes[0].note, "see the text!");
    press(&mut state, "u");
    assert_eq!(state.notes[0].note, "see the text");
    press(&mut state, "U U");
    assert_eq!(state.notes, []);
}

#[test]
fn an_empty_note_is_not_kept() {
    let mut state = state();
    assert_eq!(press(&mut state, "a Esc"), []);
    assert_eq!(press(&mut state, "a 'x' Ctrl-c"), []);
    assert_eq!(state.notes, []);
}

#[test]
fn a_range_is_selected_with_the_keys_in_reading_order() {
    let mut state = state();
    press(&mut state, "v l l l l l a 'n' Esc");
    assert_eq!(state.notes[0].anchors[0].quote, "It has");
    assert_eq!(state.notes[0].on, Target::Range);
    // To the left is onward in Arabic.
    press(&mut state, "Tab v Left Left a 'm' Esc");
    assert_eq!(state.notes[1].anchors[0].quote, "من ");
}

#[test]
fn verdicts_are_recorded_replaced_and_undone() {
    let mut state = state();
    let effects = press(&mut state, "x");
    assert!(matches!(effects[1], Effect::Align { generation: 1 }), "{effects:?}");
    let verdicts = |state: &State| -> Vec<Verdict> {
        state
            .decisions
            .iter()
            .filter_map(|decision| match decision {
                Decision::Link { verdict, .. } => Some(*verdict),
                _ => None,
            })
            .collect()
    };
    assert_eq!(verdicts(&state), [Verdict::Rejected]);
    press(&mut state, "c");
    assert_eq!(verdicts(&state), [Verdict::Confirmed]);
    press(&mut state, "u u");
    assert_eq!(verdicts(&state), []);
}

#[test]
fn an_answer_to_an_old_question_is_dropped() {
    let mut state = state();
    press(&mut state, "x");
    let old = Msg::Aligned { generation: 0, alignment: Arc::default(), how: "old" };
    send(&mut state, old);
    assert_eq!(state.alignment.links.len(), 3);
}

#[test]
fn linking_by_hand_takes_two_articles() {
    let mut state = state();
    press(&mut state, "j L L");
    assert!(state.decisions.is_empty());
    press(&mut state, "L Tab L");
    assert_eq!(state.decisions.len(), 1);
}

#[test]
fn boards_lead_to_passages_and_back() {
    let mut state = state();
    press(&mut state, "1");
    assert!(matches!(state.view, View::Board(_)));
    press(&mut state, "j Enter");
    assert_eq!(state.view, View::Panes);
    assert_eq!(state.cursor(), Some(at(0, 3)));
    press(&mut state, "3");
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::OnlyHere);
    assert_eq!(
        rows.iter().map(|row| row.at).collect::<Vec<_>>(),
        [at(0, 1), at(0, 2), at(1, 1), at(2, 0), at(2, 2)]
    );
    press(&mut state, "Esc");
    assert_eq!(state.view, View::Panes);
}

#[test]
fn a_click_puts_the_cursor_where_the_text_is() {
    let mut state = state();
    for passage in 0..3 {
        let place = at(1, passage);
        let area = panes::areas(&state).into_iter().find(|area| area.article == 1).expect("a pane");
        let Some(row) = row_of(&state, place) else { continue };
        let column = area.text_x() + area.text_width() - 2;
        for what in [MouseWhat::Press, MouseWhat::Release] {
            send(&mut state, Msg::Mouse(Mouse { what, column, row }));
        }
        assert_eq!(state.cursor(), Some(place));
        assert_eq!(row_of(&state, place), Some(row), "the clicked passage stays where it was");
        assert_eq!(state.selection, None);
    }
}

#[test]
fn the_wheel_scrolls_the_pane_under_it() {
    let text = (0..200).map(|n| format!("Line {n}.")).collect::<Vec<_>>().join("\n");
    let articles = vec![
        article("one", "en", Direction::LeftToRight, &text),
        article("two", "en", Direction::LeftToRight, &text),
    ];
    let look = Look::default();
    let mut state = State::new(articles, look, String::new());
    send(&mut state, Msg::Resize { columns: 80, rows: 24 });
    let wheel = |state: &mut State, what| {
        send(state, Msg::Mouse(Mouse { what, column: 60, row: 5 }));
    };
    for _ in 0..10 {
        wheel(&mut state, MouseWhat::WheelDown);
    }
    assert_eq!(row_of(&state, at(1, 0)), None);
    assert_eq!(row_of(&state, at(1, 30)), Some(1));
    assert_eq!(row_of(&state, at(0, 0)), Some(1), "the other pane stays");
    for _ in 0..20 {
        wheel(&mut state, MouseWhat::WheelUp);
    }
    assert_eq!(row_of(&state, at(1, 0)), Some(1));
}

#[test]
fn the_cursor_stays_on_the_screen_whatever_is_pressed() {
    let text = (0..300)
        .map(|n| format!("Sentence number {n} of this text."))
        .collect::<Vec<_>>()
        .join("\n");
    let look = Look::default();
    let articles = vec![article("one", "en", Direction::LeftToRight, &text)];
    let mut state = State::new(articles, look, String::new());
    send(&mut state, Msg::Resize { columns: 40, rows: 12 });
    for keys in [
        "j j j j j j j j j j j j j j",
        "PageDown PageDown",
        "k k k k k k k k k k k",
        "G",
        "k",
        "PageUp PageUp PageUp",
        "g",
        "G g",
    ] {
        press(&mut state, keys);
        let cursor = state.cursor().expect("a cursor");
        assert!(row_of(&state, cursor).is_some(), "{cursor:?} after {keys}");
    }
    send(&mut state, Msg::Resize { columns: 100, rows: 6 });
    let cursor = state.cursor().expect("a cursor");
    assert!(row_of(&state, cursor).is_some());
}

#[test]
fn quit_and_help() {
    let mut state = state();
    press(&mut state, "?");
    assert_eq!(state.view, View::Help);
    press(&mut state, "j");
    assert_eq!(state.view, View::Panes);
    assert_eq!(press(&mut state, "q"), [Effect::Quit]);
    assert_eq!(press(&mut state, "Ctrl-c"), [Effect::Quit]);
    press(&mut state, "/");
    assert!(matches!(state.entry, Some(Entry::Search(_))));
    assert_eq!(press(&mut state, "'q'"), [], "typed, not a command");
}
