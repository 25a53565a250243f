//! What the whole screen looks like: the least, the common and a wide one. Symbols only; colours
//! are the theme's. A snapshot that changes is to be looked at, letter by letter, before it is
//! accepted (`cargo insta review`).

use hexapla::app::msg::{Env, Msg};
use hexapla::app::state::Look;
use hexapla::app::{State, update};
use hexapla::model::*;
use hexapla::ui::{self, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::Arc;

/// An article of one passage a line; the first is its title, one that begins with `#` is noise.
fn article(lang: &str, dir: Direction, source: &str, lines: &[&str]) -> Article {
    let mut text = String::new();
    let mut passages = Vec::new();
    for (paragraph, line) in lines.iter().enumerate() {
        let (kind, line) = match line.strip_prefix('#') {
            Some(noise) => (PassageKind::Noise(NoiseReason::Share), noise),
            None if paragraph == 0 => (PassageKind::Title, *line),
            None => (PassageKind::Prose, *line),
        };
        let start = text.len();
        text.push_str(line);
        let span = Span::new(start, text.len());
        passages.push(Passage { span, kind, paragraph, lang: Lang::new(lang) });
        text.push_str("\n\n");
    }
    let mut hash = [0; 32];
    hash[..lang.len()].copy_from_slice(lang.as_bytes());
    Article {
        path: format!("{lang}.txt"),
        id: lang.to_owned(),
        source: Some(source.to_owned()),
        title: None,
        lang: Lang::new(lang),
        dir,
        date: None,
        text,
        hash: ContentHash(hash),
        passages,
    }
}

/// A link whose evidence is a word of each passage.
fn link(articles: &[Article], a: PassageRef, b: PassageRef, value: &str, words: [&str; 2]) -> Link {
    let place = |at: PassageRef, word: &str| {
        let passage = articles[at.article].passages[at.passage].span;
        let text = &articles[at.article].text[passage.start..passage.end];
        let start = passage.start + text.find(word).expect("the word stands in the passage");
        Some(Span::new(start, start + word.len()))
    };
    let evidence = Evidence {
        kind: EvidenceKind::Number,
        value: value.to_owned(),
        a: place(a, words[0]),
        b: place(b, words[1]),
        weight: 1.0,
    };
    Link {
        a,
        b,
        score: 0.93,
        tier: Tier::Sure,
        origin: Origin::Automatic,
        verdict: None,
        evidence: vec![evidence],
        conflicts: Vec::new(),
    }
}

/// Hindi, Arabic and Persian on a bridge: the year it was built in stands in another place of each,
/// and only the Arabic one counts the lorries.
fn story() -> State {
    let articles = vec![
        article(
            "hi",
            Direction::LeftToRight,
            "दैनिक",
            &[
                "पुराना पुल बंद हुआ",
                "#शेयर करें",
                "१९३६ में बने इस पुल से रोज़ हज़ारों लोग गुज़रते थे।",
                "मरम्मत का काम (पहला चरण) बसंत में शुरू होगा।",
            ],
        ),
        article(
            "ar",
            Direction::RightToLeft,
            "الصحيفة",
            &[
                "إغلاق الجسر القديم",
                "كانت ٢٥٠ شاحنة تعبره كل يوم.",
                "تبدأ أعمال الترميم (المرحلة الأولى) في الربيع.",
                "يعود بناء الجسر إلى عام ١٩٣٦، كما قال المهندس لصحيفة “Voice”.",
            ],
        ),
        article(
            "fa",
            Direction::RightToLeft,
            "روزنامه",
            &["پل کهنه بسته می‌شود", "این پل را در سال ۱۹۳۶ ساختند.", "کارگران از بهار می‌آیند."],
        ),
    ];
    let at = |article, passage| PassageRef { article, passage };
    let links = vec![
        link(&articles, at(0, 2), at(1, 3), "1936", ["१९३६", "١٩٣٦"]),
        link(&articles, at(0, 2), at(2, 1), "1936", ["१९३६", "۱۹۳۶"]),
        link(&articles, at(1, 3), at(2, 1), "1936", ["١٩٣٦", "۱۹۳۶"]),
        link(&articles, at(0, 3), at(1, 2), "1", ["पहला", "الأولى"]),
    ];
    let fact = |id: &str, label: &str, mentions: Vec<PassageRef>| Fact {
        id: id.to_owned(),
        label: label.to_owned(),
        evidence: vec![(EvidenceKind::Number, label.to_owned())],
        mentions,
        conflicts: Vec::new(),
    };
    let facts = vec![
        fact("f1", "1936", vec![at(0, 2), at(1, 3), at(2, 1)]),
        fact("f2", "1", vec![at(0, 3), at(1, 2)]),
    ];
    let look = Look::default();
    let mut state = State::new(articles, look, "reader".to_owned());
    let alignment = Arc::new(Alignment { links, facts });
    send(&mut state, Msg::Aligned { generation: 0, alignment, how: "words" });
    state
}

fn send(state: &mut State, message: Msg) {
    update(state, message, &Env { now: 0, id: "one".to_owned() });
}

/// The screen after these keys (names with spaces between).
fn screen(columns: u16, rows: u16, keys: &str) -> String {
    let mut state = story();
    send(&mut state, Msg::Resize { columns, rows });
    for key in keys.split_whitespace() {
        send(&mut state, Msg::Key(key.parse().expect("a key")));
    }
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal
        .draw(|frame| {
            ui::draw(&state, Theme::Dark, frame.buffer_mut());
        })
        .unwrap();
    terminal.backend().to_string()
}

#[test]
fn the_fact_stands_on_one_row_at_80x24() {
    insta::assert_snapshot!(screen(80, 24, "n"));
}

#[test]
fn the_least_screen_shows_one_passage() {
    insta::assert_snapshot!(screen(20, 5, "n"));
}

#[test]
fn boards_and_help_on_the_least_screen() {
    insta::assert_snapshot!("least_board", screen(20, 5, "n 3"));
    insta::assert_snapshot!("least_empty_board", screen(20, 5, "n 4"));
    insta::assert_snapshot!("least_help", screen(20, 5, "n ?"));
}

#[test]
fn a_smaller_one_says_so() {
    insta::assert_snapshot!(screen(19, 4, ""));
}

#[test]
fn a_wide_one_has_all_panes() {
    insta::assert_snapshot!(screen(200, 50, "n"));
}

#[test]
fn the_board_of_facts_at_80x24() {
    insta::assert_snapshot!(screen(80, 24, "1"));
}

#[test]
fn a_note_is_typed_under_its_quote_at_80x24() {
    insta::assert_snapshot!(screen(80, 24, "n a s e e"));
}

#[test]
fn what_is_typed_is_seen_on_the_least_screen() {
    insta::assert_snapshot!(screen(20, 5, "n a s e e Tab d a m"));
}

/// What runs leftwards begins at a field's far edge, which on a wide screen is not the screen's.
#[test]
fn what_is_searched_for_leftwards_stays_near_its_name() {
    let column = |keys: &str| {
        let screen = screen(160, 24, keys);
        let line = screen.lines().last().expect("the prompt").to_owned();
        let column = |wanted: fn(char) -> bool| line.chars().position(wanted);
        column(|c| ('\u{fe70}'..='\u{fefc}').contains(&c)).expect("joined letters")
    };
    assert!(column("/ ج س ر") < 45);
    // It has all the room that it needs.
    let long = format!("/ {}", "ج س ر ".repeat(15));
    assert!(column(&long) < 10);
}
