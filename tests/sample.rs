//! The built-in sample shows what the program does: what was planted in it is found by reading it.

use hexapla::lang::read;
use hexapla::load;
use hexapla::model::{Article, Direction, PassageKind, Reading};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Read once for all tests.
static OPENED: LazyLock<(Vec<Article>, Vec<Vec<Reading>>)> = LazyLock::new(|| {
    let articles = load::sample();
    let readings = read::read(&articles);
    (articles, readings)
});

/// The articles in which a value of this normal form is found.
fn telling(value: &str) -> BTreeSet<String> {
    let (articles, readings) = &*OPENED;
    let tells = |readings: &Vec<Reading>| {
        readings.iter().flat_map(|reading| &reading.values).any(|v| v.normal_form() == value)
    };
    let told = articles.iter().zip(readings).filter(|(_, readings)| tells(readings));
    told.map(|(article, _)| article.id.clone()).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn languages_and_directions_are_found() {
    let found: Vec<(String, String, Direction)> = OPENED
        .0
        .iter()
        .map(|article| (article.id.clone(), article.lang.to_string(), article.dir))
        .collect();
    let ids: Vec<&str> = found.iter().map(|(id, _, _)| id.as_str()).collect();
    assert_eq!(ids, ["hi", "ar", "fa", "en", "ru", "ur", "he", "tr"]);
    for (id, lang, dir) in &found {
        assert_eq!(id, lang);
        let rtl = ["ar", "fa", "ur", "he"].contains(&id.as_str());
        assert_eq!(*dir == Direction::RightToLeft, rtl, "{id}");
    }
}

#[test]
fn each_article_has_a_title_prose_and_noise() {
    for article in &OPENED.0 {
        let count = |is: fn(&PassageKind) -> bool| {
            article.passages.iter().filter(|passage| is(&passage.kind)).count()
        };
        assert_eq!(count(|kind| *kind == PassageKind::Title), 1, "{}", article.id);
        assert!((12..=22).contains(&count(|kind| *kind == PassageKind::Prose)), "{}", article.id);
        assert!(count(|kind| kind.is_noise()) >= 3, "{}", article.id);
    }
}

#[test]
fn the_numbers_of_all_digits_are_one_number() {
    assert_eq!(telling("43"), set(&["hi", "ar", "fa", "en", "ru", "ur", "he", "tr"]));
}

#[test]
fn the_days_of_two_calendars_are_one_day() {
    assert_eq!(telling("2022-02-22"), set(&["hi", "ar", "fa", "ur", "he", "tr"]));
    assert_eq!(telling("--02-22"), set(&["ru"]));
}

#[test]
fn the_outlets_disagree() {
    assert_eq!(telling("11000"), set(&["hi", "en", "ur"]));
    assert_eq!(telling("11700"), set(&["ar", "he", "tr"]));
    assert_eq!(telling("6400000000 m³"), set(&["hi", "ar", "he"]));
    assert_eq!(telling("6800000000 m³"), set(&["fa", "en", "ru", "tr"]));
}
