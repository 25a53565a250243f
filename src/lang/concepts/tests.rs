use super::lexicon::{Lexicon, parse};
use super::{find, find_in, info};
use crate::model::{ConceptId, Lang};

/// The words found by a lexicon of these rows, each with the number of its row.
fn found(lang: &str, rows: &str, text: &str) -> Vec<String> {
    let names: Vec<&str> = rows.lines().filter_map(|row| row.split('\t').next()).collect();
    let id =
        |name: &str| names.iter().position(|other| *other == name).map(|at| ConceptId(at as u16));
    let lexicon = Lexicon::read(Lang::new(lang), std::iter::once(rows), id);
    find_in(&lexicon, text)
        .iter()
        .map(|concept| format!("{}={}", names[usize::from(concept.id.0)], concept.span.of(text)))
        .collect()
}

#[test]
fn a_word_is_found_with_its_endings_and_particles() {
    let check = |lang, rows, text, expected: &[&str]| {
        assert_eq!(found(lang, rows, text), expected, "{text}")
    };
    check(
        "en",
        "sign\tsign; signing",
        "They signed and sign; signs, a sin.",
        &["sign=signed", "sign=sign", "sign=signs"],
    );
    check("en", "ban\tban", "banned, banning, bands", &["ban=banned", "ban=banning"]);
    check("en", "tax\tbribery; levy", "levies", &["tax=levies"]);
    check(
        "ar",
        "sign\tتوقيع\nwar\tحرب",
        "وبالتوقيع على الحربين",
        &["sign=وبالتوقيع", "war=الحربين"],
    );
    check("ar", "fm\tوزير خارجية", "التقى وزير الخارجية", &["fm=وزير الخارجية"]);
    check(
        "fa",
        "agree\tتوافق\nsign\tامضا",
        "توافق‌های تازه را امضاء کردند",
        &["agree=توافق‌های", "sign=امضاء"],
    );
    check(
        "hi",
        "deal\tसमझौता\nattack\tहमला",
        "समझौते पर हमलों के बाद",
        &["deal=समझौते", "attack=हमलों"],
    );
    check(
        "ru",
        "deal\tдоговор\nmeet\tвстреча",
        "после встречи о договоре",
        &["meet=встречи", "deal=договоре"],
    );
    check(
        "tr",
        "deal\tanlaşma\nbook\tkitap",
        "anlaşmalarından kitabı",
        &["deal=anlaşmalarından", "book=kitabı"],
    );
    check(
        "he",
        "deal\tהסכם\nattack\tמתקפה",
        "ובהסכמים אחרי המתקפות",
        &["deal=ובהסכמים", "attack=המתקפות"],
    );
    check("ur", "deal\tمعاہدہ", "معاہدے پر", &["deal=معاہدے"]);
}

#[test]
fn a_stem_takes_six_letters_more_and_an_exact_word_none() {
    let rows = "sign\tподпис*\nwho\t=кто";
    assert_eq!(
        found("ru", rows, "Подписание подписываемость кого кто"),
        ["sign=Подписание", "who=кто"]
    );
    assert_eq!(found("en", "who\t=who", "whos WHO"), ["who=WHO"]);
}

#[test]
fn the_longest_form_wins() {
    let rows = "minister\tminister\nfm\tforeign minister\nforeign\tforeign";
    assert_eq!(
        found("en", rows, "the foreign ministers and a minister"),
        ["fm=foreign ministers", "minister=minister"]
    );
    let rows = "minister\tdışişleri bakan*\nministry\tdışişleri bakanlığ*";
    assert_eq!(found("tr", rows, "Dışişleri Bakanlığına"), ["ministry=Dışişleri Bakanlığına"]);
}

#[test]
fn words_may_stand_in_a_gap_and_nowhere_else() {
    let rows = "erupt\tbroke .. out";
    assert_eq!(found("en", rows, "fighting broke suddenly out"), ["erupt=broke suddenly out"]);
    assert_eq!(found("en", rows, "broke one two three out"), ["erupt=broke one two three out"]);
    assert!(found("en", rows, "broke one two three four out").is_empty());
    assert!(found("en", rows, "broke. Out").is_empty());
    assert!(found("en", "fm\tforeign minister", "foreign, minister").is_empty());
}

#[test]
fn hyphens_and_apostrophes_stand_inside_forms() {
    assert_eq!(
        found("en", "truce\tcease-fire", "a ceasefire, the cease-fires"),
        ["truce=cease-fires"]
    );
    assert_eq!(found("en", "truce\tceasefire; cease-fire", "the ceasefires"), ["truce=ceasefires"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    for bad in ["", ".. word", "word ..", "a .. .. b", "=word*", "st*em", "a=b", "*"] {
        assert!(parse(bad).is_err(), "{bad}");
    }
    assert!(parse("broke .. out").is_ok() && parse("=он").is_ok() && parse("подпис*").is_ok());
}

#[test]
fn concepts_of_sentences_in_every_language() {
    let table = include_str!("../../../tests/data/concepts.tsv");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [lang, text, expected] = columns.as_slice() else { panic!("{line}") };
        let found: Vec<&str> =
            find(text, Lang::new(lang)).iter().map(|concept| info(concept.id).id).collect();
        let borne_out = |id: &&str| match id.strip_prefix('!') {
            Some(id) => !found.contains(&id),
            None => found.contains(id),
        };
        let missed: Vec<&str> = expected.split(' ').filter(|id| !borne_out(id)).collect();
        if !missed.is_empty() {
            wrong.push(format!("{lang}: {text}\n  not so {missed:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_language_without_files_has_no_concepts() {
    assert!(find("vapaus ja veljeys", Lang::new("fi")).is_empty());
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order(
            text in "(\\PC|الحرب|وقف إطلاق النار|سیاسی|युद्ध|война|ceasefire|-|\\.| ){0,40}",
            lang in prop::sample::select(vec!["en", "ar", "fa", "hi", "ru", "tr", "he", "ur"]),
        ) {
            let mut end = 0;
            for concept in find(&text, Lang::new(lang)) {
                prop_assert!(end <= concept.span.start && !concept.span.of(&text).is_empty());
                end = concept.span.end;
            }
        }
    }
}

#[test]
fn long_rows_of_one_kind_take_time_in_proportion() {
    for unit in ["а", "سلام ", "a", "broke ", "-", "ing", "foreign "] {
        let text = unit.repeat(100_000 / unit.len());
        for lang in ["ru", "ar", "en", "tr"] {
            let _ = find(&text, Lang::new(lang));
        }
    }
}

#[test]
fn the_lexicon_has_nothing_to_mend() {
    let findings: Vec<String> = super::check().iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} findings\n{}", findings.len(), findings.join("\n"));
}
