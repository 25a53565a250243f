//! The fact that the reader goes to: what the panes show of it, what it is called, how one goes on.

use super::*;
use hexapla::app::boards::{self, Board, place};
use views::{drawn, line};

/// Four articles, two of them Arabic. The first passage of `one` tells two facts: with `two` and
/// `three` that there are 43 points, with `four` that it was signed on 22 February; nothing links
/// it to the passage of `three` directly.
fn crowded(columns: u16) -> State {
    let articles = vec![
        article("one", "en", Direction::LeftToRight, "43 points were signed.\nNobody came."),
        article("two", "ar", Direction::RightToLeft, "آخر.\nمن 43 بندا."),
        article("three", "ar", Direction::RightToLeft, "خبر.\nالإعلان الطويل."),
        article("four", "fa", Direction::RightToLeft, "آغاز.\n۲۲ فوریه امضا شد."),
    ];
    let look = Look::default();
    let mut state = State::new(articles, look, "me".to_owned());
    send(&mut state, Msg::Resize { columns, rows: 24 });
    let signed = Fact {
        label: "--02-22".to_owned(),
        evidence: vec![(EvidenceKind::Date, "--02-22".to_owned())],
        ..fact("f2", "", &[at(0, 0), at(3, 1)])
    };
    let alignment = Alignment {
        links: vec![
            link(at(0, 0), at(1, 1), 0.9, "43"),
            link(at(0, 0), at(3, 1), 0.95, "signed"),
            link(at(1, 1), at(2, 1), 0.7, "declaration"),
        ],
        facts: vec![fact("f1", "43", &[at(0, 0), at(1, 1), at(2, 1)]), signed],
    };
    let readings = hexapla::lang::read::read(&state.articles);
    send(&mut state, Msg::Read(Arc::new(readings)));
    let message = Msg::Aligned { generation: 0, alignment: Arc::new(alignment), how: "test" };
    send(&mut state, message);
    state
}

fn told(state: &State) -> Vec<bool> {
    state.panes.places.iter().map(|place| place.linked).collect()
}

fn border(state: &State) -> String {
    line(&drawn(state), state.rows - panes::FOOT - 1)
}

#[test]
fn who_tells_a_fact_on_the_board_tells_it_in_the_panes() {
    let mut state = crowded(160);
    press(&mut state, "1 f '43' Enter Enter");
    assert_eq!(state.cursor(), Some(at(0, 0)));
    assert_eq!(told(&state), [true, true, true, false], "the third is linked to none of them");
    same_row(&state, &[at(0, 0), at(1, 1), at(2, 1)]);
    // The link that is explained is one of the fact, not the strongest of the passage.
    assert_eq!(state.current_link().map(|link| link.b), Some(at(1, 1)));
    // On the next passage there is nothing of it left.
    press(&mut state, "j k");
    assert_eq!(told(&state), [true, true, false, true]);
}

#[test]
fn the_facts_of_a_passage_are_gone_through_and_named() {
    let mut state = crowded(160);
    press(&mut state, "1 f '43' Enter Enter");
    assert!(border(&state).contains(" 43 "), "{}", border(&state));
    press(&mut state, "}");
    assert_eq!(told(&state), [true, false, false, true]);
    assert!(border(&state).contains(" 22 February "), "{}", border(&state));
    let status = line(&drawn(&state), 22);
    assert!(status.contains("fact 1/1 (2 of 2 here)"), "{status}");
    press(&mut state, "{");
    assert_eq!(told(&state), [true, true, true, false]);
    press(&mut state, "S");
    let notice = state.notice.clone().expect("said");
    assert!(notice.text.contains("“43”"), "{}", notice.text);
}

#[test]
fn the_fact_gone_to_is_kept_when_the_passages_are_compared_anew() {
    let mut state = crowded(160);
    press(&mut state, "1 f '43' Enter Enter");
    let mut alignment = (*state.alignment).clone();
    alignment.facts.insert(0, fact("f0", "other", &[at(0, 0), at(3, 1)]));
    let message = Msg::Aligned { generation: 0, alignment: Arc::new(alignment), how: "test" };
    send(&mut state, message);
    assert_eq!(state.current_fact(), Some(1));
    assert_eq!(told(&state), [true, true, true, false]);
    send(&mut state, Msg::Resize { columns: 150, rows: 20 });
    assert_eq!(state.current_fact(), Some(1), "nor does another size of the screen lose it");
}

#[test]
fn what_the_status_line_explains_is_brought_onto_the_screen() {
    // Two panes fit.
    let mut state = crowded(60);
    assert_eq!(state.current_link().map(|link| link.b), Some(at(1, 1)), "the one that is seen");
    press(&mut state, "f '22' Enter");
    let shown = |state: &State| -> Vec<usize> {
        panes::areas(state).iter().map(|area| area.article).collect()
    };
    assert_eq!((state.cursor(), shown(&state)), (Some(at(0, 0)), vec![0, 3]));
    same_row(&state, &[at(0, 0), at(3, 1)]);
    press(&mut state, "]");
    assert_eq!((state.cursor(), shown(&state)), (Some(at(0, 0)), vec![0, 1]));
    same_row(&state, &[at(0, 0), at(1, 1)]);
}

#[test]
fn articles_of_one_language_are_told_apart() {
    let mut state = crowded(160);
    let status = line(&drawn(&state), 22);
    assert!(status.contains("⇄ fa sure"), "{status}");
    press(&mut state, "]");
    let status = line(&drawn(&state), 22);
    assert!(status.contains("⇄ ar·tw sure"), "{status}");
    press(&mut state, "3");
    assert!(line(&drawn(&state), place::HEAD + 1).contains("ar·tw"));
    press(&mut state, "f '+ar·th' Enter");
    let rows = boards::rows(&state, Board::OnlyHere);
    assert!(rows.iter().all(|row| row.at.article == 2), "{rows:?}");
}

#[test]
fn the_board_says_who_says_the_words_and_who_only_tells_the_fact() {
    let mut state = crowded(160);
    press(&mut state, "1 f '43' Enter");
    let rows = boards::rows(&state, Board::Facts);
    let marks: Vec<char> = rows[0].head.chars().filter(|c| "●○·".contains(*c)).collect();
    assert_eq!(marks, ['●', '●', '○', '·']);
    press(&mut state, "f Ctrl-u 'february' Enter");
    let rows = boards::rows(&state, Board::Facts);
    let marks: Vec<char> = rows[0].head.chars().filter(|c| "●○·".contains(*c)).collect();
    assert_eq!(marks, ['○', '·', '·', '●'], "said in Persian: {rows:?}");
}

#[test]
fn a_day_is_found_without_its_year_and_in_words() {
    for query in ["2022-02-22", "--02-22", "22 february", "22 February"] {
        let mut state = crowded(160);
        press(&mut state, &format!("/ '{query}' Enter"));
        let found: Vec<PassageRef> = state.search.hits.iter().map(|hit| hit.at).collect();
        assert_eq!(found, [at(3, 1)], "{query}");
        assert!(state.notice.as_ref().is_some_and(|notice| notice.text.starts_with("hit 1 of 1")));
    }
    let mut state = crowded(160);
    press(&mut state, "/ '2022-02-23' Enter");
    assert_eq!(state.search.hits, []);
}

#[test]
fn the_same_question_leads_on_to_the_next_fact() {
    let mut state = crowded(160);
    let mut alignment = (*state.alignment).clone();
    alignment.facts.push(fact("f3", "43", &[at(1, 1), at(2, 1)]));
    let message = Msg::Aligned { generation: 0, alignment: Arc::new(alignment), how: "test" };
    send(&mut state, message);
    press(&mut state, "f '43' Enter");
    assert_eq!(state.current_fact(), Some(0));
    press(&mut state, "f Enter");
    assert_eq!(state.current_fact(), Some(2));
    press(&mut state, "f Enter");
    assert_eq!(state.current_fact(), Some(0), "and round again");
}

#[test]
fn a_conflict_is_named_and_counted_once() {
    let mut state = crowded(160);
    let mut alignment = (*state.alignment).clone();
    let starts = [0, 1, 2, 3].map(|article| state.articles[article].passages.clone());
    let value = |at: PassageRef, value: &str| {
        let span = starts[at.article][at.passage].span;
        ConflictValue { at, span, value: value.to_owned() }
    };
    alignment.facts[1].conflicts = vec![Conflict {
        kind: ConflictKind::Date,
        values: vec![value(at(0, 0), "-W-2"), value(at(3, 1), "11000")],
    }];
    let message = Msg::Aligned { generation: 0, alignment: Arc::new(alignment), how: "test" };
    send(&mut state, message);
    press(&mut state, "2");
    let buffer = drawn(&state);
    assert!(line(&buffer, 1).contains("1/1"), "{}", line(&buffer, 1));
    assert!(line(&buffer, place::HEAD).contains("22 February"));
    assert!(line(&buffer, place::HEAD + 1).contains("Tuesday"));
    assert!(line(&buffer, place::HEAD + 2).contains("11,000"));
    press(&mut state, "j Enter");
    assert_eq!(state.cursor(), Some(at(3, 1)));
    assert_eq!(state.current_fact(), Some(1));
}

#[test]
fn a_link_is_judged_by_clicks_in_the_box_of_its_reasons() {
    let mut state = crowded(160);
    press(&mut state, "i");
    let effects = mouse::button(&mut state, "confirm");
    assert!(matches!(effects[..], [Effect::ChangeDecisions { .. }, ..]), "{effects:?}");
    assert_eq!(state.decisions.len(), 1);
    mouse::button(&mut state, "close");
    assert!(!state.explain);
}

#[test]
fn an_export_proposes_what_the_board_shows() {
    for (keys, name) in [
        ("E", "pairs.tsv"),
        ("1 E", "facts.html"),
        ("2 E", "conflicts.csv"),
        ("4 E", "annotations.md"),
        ("7 E", "decisions.jsonl"),
    ] {
        let mut state = crowded(160);
        press(&mut state, keys);
        let effects = press(&mut state, "Enter");
        assert_eq!(effects, [Effect::Export { path: name.into(), replace: false }]);
    }
    // What the run loop says when the file is there already.
    let mut state = crowded(160);
    send(&mut state, Msg::Taken("mine.tsv".to_owned()));
    let text = &state.notice.as_ref().expect("a word on it").text;
    assert!(text.starts_with("mine.tsv is there already: E and Enter"), "{text}");
    press(&mut state, "E");
    assert!(line(&drawn(&state), 23).contains("replace: mine.tsv"));
    let effects = press(&mut state, "Enter");
    assert_eq!(effects, [Effect::Export { path: "mine.tsv".into(), replace: true }]);
    press(&mut state, "E 'x' Enter");
    assert_eq!(state.asked.taken, None, "another name replaces nothing");
}

#[test]
fn a_long_notice_is_read_to_its_end() {
    let mut state = crowded(60);
    let text = "one two three ".repeat(8) + "the way out";
    send(&mut state, Msg::Notice(hexapla::app::msg::Notice::bad(text)));
    let buffer = drawn(&state);
    let seen: String = (18..24).map(|y| line(&buffer, y)).collect();
    assert!(seen.contains("the way out"), "{seen}");
    assert!(seen.contains("help"), "{seen}");
}

#[test]
fn a_board_on_a_screen_that_grew_is_filled() {
    let mut state = state();
    send(&mut state, Msg::Resize { columns: 40, rows: 5 });
    press(&mut state, "3 G");
    assert!(state.boards.top(Board::OnlyHere) > 0);
    send(&mut state, Msg::Resize { columns: 120, rows: 30 });
    assert_eq!(state.boards.top(Board::OnlyHere), 0);
}
