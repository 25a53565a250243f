use super::{fold, fold_cluster, fold_grapheme, fold_word};
use crate::model::Span;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

#[track_caller]
fn check(input: &str, expected: &str) {
    assert_eq!(fold_word(input), expected, "{input}");
    assert_eq!(fold(input).text, expected, "{input}");
}

#[test]
fn case_and_diacritics() {
    check("Erdoğan İSTANBUL Iğdır ırak", "erdogan istanbul igdir irak");
    check("Łódź Tromsø Ærø Straße Þór Đặng Əliyev", "lodz tromso aero strasse thor dang aliyev");
    check("Ёлка Йод Київ а́том", "елка йод київ атом");
    check("Ἀθῆναι Σίσυφος", "αθηναι σισυφοσ");
    check("ﬁnance ① Ａ１", "finance 1 a1");
}

#[test]
fn arabic_script() {
    check("إِسْرائِيلُ", "اسراييل");
    check("أمـــريكا آسيا ٱلله", "امريكا اسيا الله");
    check("علی‌اف", "علياف");
    check("رئاسة مسؤول کشوری", "رياسه مسوول كشوري");
    check("بھارت پاکستان میں", "بهارت پاكستان مين");
    check("ۀ", "ه");
    check("٢٠٢٢ ۱۴۰۱ ٣٫٥٪", "2022 1401 3.5%");
    check("ﻣﺼﺮ ﷲ", "مصر الله");
}

#[test]
fn hebrew_and_devanagari() {
    check("שָׁלוֹם", "שלומ");
    check("צה״ל ג׳ורג׳", "צה\"ל ג'ורג'");
    check("हिन्दी हिंदी सम्बन्ध हाँ", "हिंदी हिंदी संबंध हां");
    check("अन्न न्यूयॉर्क सम्मान", "अन्न न्यूयॉर्क सम्मान");
    check("फ़िल्म क़ानून", "फिल्म कानून");
    check("१५ अगस्त", "15 अगस्त");
}

#[test]
fn signs_and_spaces() {
    check("“A”—«b» ‘c’", "\"a\"-\"b\" 'c'");
    check("a \u{a0}\u{200f}\t\r\nb", "a b");
    check("soft\u{ad}hyphen \u{2067}x\u{2069}", "softhyphen x");
    check("3½ km²", "3½ km2");
    check("한국 가", "한국 가");
}

#[test]
fn finds_back() {
    let text = "قال الرئيس علي\u{200c}اف: «أهلًا»";
    let folded = fold(text);
    let hits: Vec<&str> = folded.find_all("علياف").map(|span| span.of(text)).collect();
    assert_eq!(hits, ["علي\u{200c}اف"]);
    let hits: Vec<&str> = folded.find_all("اهلا").map(|span| span.of(text)).collect();
    assert_eq!(hits, ["أهلًا"]);
    assert_eq!(folded.find_all("").count(), 0);
}

#[test]
fn a_part_of_a_grapheme_gives_the_whole() {
    let text = "x\u{301}\u{302}y";
    assert_eq!(fold(text).find_all("x").collect::<Vec<_>>(), [Span::new(0, 5)]);
    let text = "की बात";
    assert_eq!(fold(text).find_all("क").map(|s| s.of(text)).collect::<Vec<_>>(), ["की"]);
    assert_eq!(fold("ﷲ").find_all("لل").collect::<Vec<_>>(), [Span::new(0, 3)]);
}

#[test]
fn ends_and_empty_ranges() {
    let folded = fold("\u{feff}ab\u{200f}");
    assert_eq!(folded.text, "ab");
    assert_eq!(folded.source(0..2), Span::new(3, 5));
    assert_eq!(folded.source(1..1), Span::new(4, 4));
    assert_eq!(folded.source(5..9), Span::new(8, 8));
    assert_eq!(folded.folded_at(0), 0);
    assert_eq!(folded.folded_at(4), 1);
    assert_eq!(folded.folded_at(99), 2);
    assert_eq!(fold("").source(0..0), Span::new(0, 0));
}

#[test]
fn every_character_by_itself_goes_the_long_way() {
    for c in (' '..char::MAX).filter(|c| *c != ' ') {
        let grapheme = c.to_string();
        let (mut short, mut long) = (String::new(), String::new());
        fold_grapheme(&grapheme, "", &mut short);
        fold_cluster(&grapheme, "", &mut long);
        assert_eq!(short, long, "{c:?}");
    }
}

/// Text of the scripts at hand, thick with what the fold touches.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        any::<String>(),
        "[ا-يآأإئىیکەہھں\u{640}\u{64b}-\u{655}\u{200c}\u{200f} ٠-٩۰-۹]{0,8}",
        "[क-हऀ-ः\u{93c}-\u{94d}\u{958}-\u{95f} ०-९\u{200d}]{0,8}",
        "[क-हङञणनमँ-ः\u{93c}-\u{94d}\u{94d}\u{950}-\u{957}\u{200c}\u{200d}]{0,8}",
        "[\u{600}-\u{6ff}\u{200c}-\u{200f}]{0,8}",
        "[א-ת\u{591}-\u{5c7}״׳־ ]{0,8}",
        "[А-яёЁїіў\u{301}\u{306}\u{308} ]{0,8}",
        "[A-Za-zİıßæ½²ﬁ\u{300}-\u{310} \r\n]{0,8}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    /// Looking characters up gives what taking them apart gives.
    #[test]
    fn the_short_way_is_the_long_way(text in hostile()) {
        for (at, grapheme) in text.grapheme_indices(true).filter(|(_, grapheme)| *grapheme != " ") {
            let rest = &text[at + grapheme.len()..];
            // After a space none is added; a letter shows which.
            let (mut short, mut long) = (String::from("x"), String::from("x"));
            fold_grapheme(grapheme, rest, &mut short);
            fold_cluster(grapheme, rest, &mut long);
            prop_assert_eq!(short, long, "{:?}", grapheme);
        }
    }

    #[test]
    fn every_byte_maps_back(text in hostile()) {
        let folded = fold(&text);
        let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        bounds.push(text.len());
        for (at, c) in folded.text.char_indices() {
            let span = folded.source(at..at + c.len_utf8());
            prop_assert!(bounds.binary_search(&span.start).is_ok());
            prop_assert!(bounds.binary_search(&span.end).is_ok());
            prop_assert_eq!(bounds.partition_point(|b| *b <= span.start), bounds.partition_point(|b| *b < span.end), "one grapheme");
            // Alone, a nasal has no stop after it to join, and a composed letter may gain a mate.
            let alone = fold_word(span.of(&text));
            prop_assert!(c == 'ं' || alone.contains(c), "{:?} from {:?}", c, span.of(&text));
            prop_assert!(folded.folded_at(span.start) <= at);
        }
    }

    #[test]
    fn every_grapheme_maps_forth_and_back(text in hostile()) {
        let folded = fold(&text);
        for (at, grapheme) in text.grapheme_indices(true) {
            let from = folded.folded_at(at);
            let to = folded.folded_at(at + grapheme.len());
            prop_assert!(from <= to);
            prop_assert!(folded.text.is_char_boundary(from) && folded.text.is_char_boundary(to));
            if from < to {
                prop_assert_eq!(folded.source(from..to), Span::new(at, at + grapheme.len()));
            }
        }
        prop_assert_eq!(folded.folded_at(text.len()), folded.text.len());
    }

    #[test]
    fn hits_fold_to_the_needle(text in hostile(), from in 0usize..40, len in 1usize..12) {
        let folded = fold(&text);
        let needle: String = folded.text.chars().skip(from).take(len).collect();
        for span in folded.find_all(&needle) {
            prop_assert!(text.get(span.range()).is_some());
        }
        prop_assert_eq!(folded.find_all(&needle).next().is_some(), !needle.is_empty());
    }

    #[test]
    fn any_range_is_safe(text in any::<String>(), a in 0usize..99, b in 0usize..99) {
        let folded = fold(&text);
        prop_assert!(text.get(folded.source(a..b).range()).is_some());
        prop_assert!(folded.folded_at(a) <= folded.text.len());
    }
}

#[test]
fn long_runs_of_anything_do_no_harm() {
    for unit in ["a", "7", "\u{301}", "\u{200c}", "न्", "ﷺ"] {
        let text = unit.repeat(400_000 / unit.len());
        let started = std::time::Instant::now();
        let folded = fold(&text);
        assert!(folded.source(0..folded.text.len()).end <= text.len());
        assert!(started.elapsed().as_secs() < 10, "{unit:?} took {:?}", started.elapsed());
    }
}
