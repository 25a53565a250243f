use super::*;

const LTR: Direction = Direction::LeftToRight;
const RTL: Direction = Direction::RightToLeft;

fn plain(width: u16, direction: Direction) -> Options {
    Options::new(width, direction)
}

/// What is drawn, row by row.
fn drawn(text: &str, options: &Options) -> Vec<String> {
    lay_out(text, 0, options).iter().map(Row::drawn).collect()
}

#[track_caller]
fn check(text: &str, width: u16, direction: Direction, expected: &[&str]) {
    assert_eq!(drawn(text, &plain(width, direction)), expected, "{text:?}");
}

#[test]
fn words_go_to_the_next_row_and_their_spaces_hang() {
    check("one two three", 7, LTR, &["one two", "three"]);
    check("one two  three", 7, LTR, &["one two", "three"]);
    check("onetwothree", 4, LTR, &["onet", "woth", "ree"]);
    check("a\nb\n", 9, LTR, &["a", "b"]);
    check("a\n\nb", 9, LTR, &["a", "", "b"]);
    check("", 9, LTR, &[""]);
}

#[test]
fn a_soft_hyphen_is_seen_where_the_row_ends_with_it() {
    check("co\u{AD}operate", 9, LTR, &["cooperate"]);
    check("co\u{AD}operate", 7, LTR, &["co-", "operate"]);
    // No room for the hyphen: the word is broken as if it had none.
    check("co\u{AD}operate", 2, LTR, &["co", "op", "er", "at", "e"]);
}

#[test]
fn scripts_without_spaces_break_where_they_may() {
    check("東京都は、大きい。", 8, LTR, &["東京都", "は、大き", "い。"]);
    check("สวัสดีชาวโลก", 6, LTR, &["สวัสดี", "ชาวโลก"]);
}

#[test]
fn right_to_left_rows_wrap_in_logical_order_and_stand_at_the_right() {
    let rows = lay_out("אבג דהו", 0, &plain(4, RTL));
    assert_eq!(rows.iter().map(Row::drawn).collect::<Vec<_>>(), ["גבא", "והד"]);
    assert_eq!(
        rows[0].cells.iter().rev().map(|cell| cell.column).collect::<Vec<_>>(),
        [3, 2, 1, 1]
    );
}

#[test]
fn runs_of_the_other_direction_and_numbers_keep_theirs() {
    check("abc אבג def", 20, LTR, &["abc גבא def"]);
    check("אבג 12.5 abc", 20, RTL, &["abc 12.5 גבא"]);
    check("אב (גד) ה", 20, RTL, &["ה (דג) בא"]);
}

#[test]
fn marks_stay_on_their_letters() {
    check("שָׁלוֹם", 10, RTL, &["םוֹלשָׁ"]);
    let hidden = Options { marks: Marks::Hide, ..plain(10, RTL) };
    assert_eq!(drawn("שָׁלוֹם", &hidden), ["םולש"]);
    assert_eq!(drawn("مُحَمَّد", &hidden), ["\u{FEAA}\u{FEE4}\u{FEA4}\u{FEE3}"]);
}

#[test]
fn zero_width_non_joiner_works_and_goes() {
    check("می‌رود", 10, RTL, &["\u{FEA9}\u{FEED}\u{FEAD}\u{FBFD}\u{FEE3}"]);
}

#[test]
fn lam_alef_is_one_cell_that_holds_both_letters() {
    let rows = lay_out("لَا", 0, &plain(4, RTL));
    assert_eq!(rows[0].drawn(), "\u{FEFB}\u{64E}");
    assert_eq!(rows[0].source_at(3), Some(Span::new(0, 6)));
    assert_eq!(rows[0].width, 1);
}

#[test]
fn the_row_answers_for_columns_and_for_text() {
    let rows = lay_out("abc אבג", 100, &plain(10, LTR));
    let row = &rows[0];
    assert_eq!(row.source_at(4), Some(Span::new(108, 110)));
    assert_eq!(row.columns_of(Span::new(102, 106)), [2..4, 6..7]);
    assert_eq!(row.beside(104, Side::Left), Some(Span::new(106, 108)));
    assert_eq!(row.beside(104, Side::Right), None);
    assert_eq!(row.edge(Side::Right), Some(Span::new(104, 106)));
    assert_eq!(row.nearest(9), Some(Span::new(104, 106)));
    assert_eq!(row.source_at(9), None);
}

#[test]
fn labels_are_cut_at_their_logical_end() {
    assert_eq!(label("one\ntwo", &plain(9, LTR)).drawn(), "one two");
    assert_eq!(label("one two", &plain(5, LTR)).drawn(), "one …");
    assert_eq!(label("אבגדה", &plain(4, RTL)).drawn(), "…גבא");
    assert_eq!(label("x", &plain(0, LTR)).width, 0);
    assert_eq!(shortened("one two", &plain(7, LTR)), "one two");
    assert_eq!(shortened("one two", &plain(5, LTR)), "one…");
    assert_eq!(shortened("אבגדה", &plain(4, LTR)), "אבג…");
    assert_eq!(shortened("a\u{1b}b", &plain(3, LTR)), "a…", "as much as its picture takes");
    assert_eq!(label("\u{200B}".repeat(100_000).as_str(), &plain(3, LTR)).width, 1);
}

#[test]
fn what_is_hostile_is_shown_and_not_passed_on() {
    check("a\u{1b}[2Jb", 20, LTR, &["a^[[2Jb"]);
    check("a\u{9b}b\u{7f}", 20, LTR, &["a<9b>b^?"]);
    check("a\u{202e}b\u{202c}c", 20, LTR, &["a<202e>bc"]);
    check("a\u{2067}b", 20, LTR, &["a<2067>b"]);
    check("a\u{202b}b", 20, LTR, &["a<202b>b"]);
    check("a\u{202b}b\u{202c}c", 20, LTR, &["abc"]);
    check("a\u{2067}b\u{202a}c\u{2069}d", 20, LTR, &["ab<202a>cd"]);
    check("a\u{2067}b\u{2069}c", 20, LTR, &["abc"]);
    check("a\u{202c}", 20, LTR, &["a<202c>"]);
    check("a\u{e0041}\u{e0042}b", 20, LTR, &["a<e0041>b"]);
    check("\u{301}a", 20, LTR, &["◌\u{301}a"]);
    check("\u{feff}a\u{200b}b", 20, LTR, &["ab"]);
    check(
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        9,
        LTR,
        &["\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"],
    );
}

/// All that is written for a text, whatever the terminal.
fn written(text: &str, output: Output, direction: Direction) -> String {
    let options = Options { output, ..plain(40, direction) };
    lay_out(text, 0, &options)
        .iter()
        .flat_map(|row| row.ink().map(|(.., symbol, _)| symbol.to_owned()).collect::<Vec<_>>())
        .collect()
}

const OUTPUTS: [Output; 6] = [
    Output::Visual,
    Output::Words,
    Output::Isolates,
    Output::Stretches,
    Output::Embed,
    Output::Plain,
];

#[test]
fn every_kind_of_hostile_text_is_harmless_in_every_output() {
    let controls: String = (0..0x20)
        .chain(0x7F..0xA0)
        .filter_map(char::from_u32)
        .filter(|c| !c.is_whitespace())
        .collect();
    let tags: String = (0xE0000..0xE0080).filter_map(char::from_u32).collect();
    let selectors: String =
        (0xFE00..0xFE10).chain(0xE0100..0xE01F0).filter_map(char::from_u32).collect();
    let overrides: String = "\u{202a}\u{202b}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}".repeat(50);
    let ends = "\u{202c}\u{2069}".repeat(50);
    // What is harmful, and what has to be seen of it.
    let kinds: [(&str, String, &str); 12] = [
        ("controls", controls, "^["),
        ("a colour", "\u{1b}[31m".into(), "^[[31m"),
        ("a title", "\u{1b}]0;evil\u{7}".into(), "^[]0;evil^G"),
        ("the clipboard", "\u{1b}]52;c;ZXZpbA==\u{1b}\\".into(), "^[]52;c;ZXZpbA==^[\\"),
        ("eight bits", "\u{9b}2J\u{9d}0;evil\u{9c}".into(), "<9b>2J<9d>0;evil<9c>"),
        ("overrides left open", overrides, "<202e>"),
        ("ends of nothing", ends, "<202c>"),
        ("an override that is closed", "\u{202e}evil\u{202c}".into(), "<202e>"),
        ("tags", format!("x{tags}"), "<e0000>"),
        ("selectors", format!("x{selectors}").repeat(20), "x"),
        ("annotations", "\u{fff9}a\u{fffa}b\u{fffb}".into(), "<fff9>"),
        ("noncharacters", "\u{ffff}\u{fdd0}\u{10fffe}".into(), "<ffff>"),
    ];
    for (name, text, shown) in kinds {
        for direction in [LTR, RTL] {
            for output in OUTPUTS {
                let written = written(&text, output, direction);
                let own: &[char] = match output {
                    Output::Embed => &['\u{202d}', '\u{202c}'],
                    Output::Isolates => {
                        &['\u{200E}', '\u{200F}', '\u{2066}', '\u{2067}', '\u{2069}']
                    }
                    _ => &[],
                };
                let passed = written.chars().find(|&c| {
                    !own.contains(&c)
                        && (c.is_control() || hostile::handling(c) != hostile::Handling::Keep)
                });
                assert_eq!(passed, None, "{name}, {output:?}");
                assert!(written.len() < 12 * text.len() + 40, "{name}, {output:?}: a flood");
            }
        }
        let seen = lay_out(&text, 0, &plain(500, LTR)).iter().map(Row::drawn).collect::<String>();
        assert!(seen.contains(shown), "{name}: {seen:?}");
    }
}

#[test]
fn what_one_paragraph_leaves_open_ends_with_it() {
    let check = |open: &str| {
        let text = format!("a{open}b\nabc אבג x12");
        let rows = lay_out(&text, 0, &plain(40, LTR));
        assert_eq!(rows[1].drawn(), "abc גבא x12", "{open:?}");
    };
    for open in ["\u{202e}", "\u{202b}", "\u{2067}", "\u{2067}\u{202e}\u{2068}"] {
        check(open);
    }
}

#[test]
fn an_endless_line_costs_what_is_shown_of_it() {
    for unit in ["ا", "ab", "क्", "中", "a\u{301}", "\u{200d}", "\u{202e}", "👨\u{200d}"] {
        let text = unit.repeat(10_000_000 / unit.len());
        let start = std::time::Instant::now();
        let shown = rows(&text, 0, &plain(36, RTL)).take(40).count();
        // A hundred times what it takes where nothing else runs.
        assert!(start.elapsed().as_secs() < 2, "{unit:?}: {:?}", start.elapsed());
        assert!(shown > 0);
    }
}

#[test]
fn tatweel_stretches_a_word_and_joins() {
    check("كتـــاب", 12, RTL, &["\u{FE8F}\u{FE8E}ـــ\u{FE98}\u{FEDB}"]);
    let hidden = Options { marks: Marks::Hide, ..plain(12, RTL) };
    // A vowel mark may stand on a tatweel; the tatweel stays.
    assert_eq!(drawn("ـَ", &hidden), ["ـ"]);
}

#[test]
fn letters_of_all_arabic_scripts_join_as_far_as_unicode_has_forms() {
    // Urdu: ہے, Pashto: کې without a form for its last letter, Sorani: بە, Sindhi: ٻه.
    check("ہے", 9, RTL, &["\u{FBAF}\u{FBA8}"]);
    check("کې", 9, RTL, &["\u{FBE5}\u{FB90}"]);
    check("بە", 9, RTL, &["\u{FEEA}\u{FE91}"]);
    check("ٻه", 9, RTL, &["\u{FEEA}\u{FB54}"]);
    // No forms in Unicode: drawn as it is, its neighbour joined towards it.
    check("ښب", 9, RTL, &["\u{FE90}ښ"]);
}

#[test]
fn clusters_stay_whole_at_every_width() {
    for text in [
        "क्षत्रिय स्त्री",
        "শ্রীমঙ্গল",
        "ஸ்ரீ நிறைவேற்று",
        "กำลังที่นี่",
        "👨\u{200d}👩\u{200d}👧👍🏽🇮🇷",
        "e\u{301}\u{302}x",
    ] {
        use unicode_segmentation::UnicodeSegmentation as _;
        for width in 1..12 {
            let rows = lay_out(text, 0, &plain(width, LTR));
            let cells: Vec<&str> =
                rows.iter().flat_map(|row| &row.cells).map(|cell| cell.source.of(text)).collect();
            assert_eq!(cells, text.graphemes(true).collect::<Vec<_>>(), "{width}");
        }
    }
}

#[test]
fn floods_end() {
    let marks = format!("a{}b", "\u{301}".repeat(10_000));
    let row = label(&marks, &plain(20, LTR));
    assert_eq!(row.width, 3);
    assert!(row.drawn().len() < 40);
    let conjunct = "क्".repeat(10_000);
    assert!(lay_out(&conjunct, 0, &plain(40, LTR)).iter().all(|row| row.drawn().len() < 400));
}

#[test]
fn quotations_in_a_line_of_ours_stay_apart() {
    let shown = |text: &str| -> String {
        let row = label(text, &Options::new(60, Direction::LeftToRight));
        row.cells.iter().map(|cell| cell.symbol.as_str()).collect()
    };
    let (a, b) = ("אב 22", "34 גד");
    assert_eq!(shown(&format!("x: {} ⇄ {}", isolated(a), isolated(b))), "x: 22 בא ⇄ דג 34");
    assert_ne!(shown(&format!("x: {a} ⇄ {b}")), "x: 22 בא ⇄ דג 34");
    // Nothing within ends it early.
    assert_eq!(shown(&format!("{} 7", isolated("א\u{2069}\nב"))), "ב א 7");
    assert_eq!(isolated("latin"), "latin");
}
