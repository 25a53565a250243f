//! Batches: `hexapla group` finds the articles on one event among many, `hexapla align` takes them
//! set by set.

#[path = "group/feed.rs"]
mod feed;

use assert_cmd::Command;
use std::collections::BTreeSet;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hexapla"));
    command.env_clear().env("HOME", "/nonexistent").env("LC_ALL", "C.UTF-8");
    command
}

fn group(lines: &[String]) -> Vec<serde_json::Value> {
    let output = program().args(["group", "-"]).write_stdin(lines.join("\n")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(set: &serde_json::Value) -> Vec<String> {
    let articles = set["articles"].as_array().unwrap();
    articles.iter().map(|article| article["id"].as_str().unwrap().to_owned()).collect()
}

fn id_of(line: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    value["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_feed_falls_into_its_events() {
    let lines = feed::feed(400, 7);
    let sets: Vec<Vec<String>> = group(&lines).iter().map(ids).collect();
    let all: Vec<String> = lines.iter().map(|line| id_of(line)).collect();
    let (right, found, wanted) = feed::pairs(&sets, &all);
    let (precision, recall) = (right as f64 / found as f64, right as f64 / wanted as f64);
    assert!(precision > 0.95 && recall > 0.8, "precision {precision:.3}, recall {recall:.3}");
}

/// A paragraph of background, full of names, in many articles: each of them is on its own event.
#[test]
fn background_that_all_repeat_makes_no_event() {
    let background = "President Mirela Vashkova of Karvinia and her colleague Timur Darov of Selvistan \
                      signed the Geneva declaration of 43 points on 22 February 2022 after talks with \
                      the mediator Anselm Dorwick.";
    let mut events = BTreeSet::new();
    let mut lines = Vec::new();
    for line in feed::feed(600, 11) {
        let mut article: serde_json::Value = serde_json::from_str(&line).unwrap();
        let event = id_of(&line).split('-').next().unwrap().to_owned();
        if article["lang"] == "en" && events.insert(event) {
            let text = article["text"].as_str().unwrap();
            article["text"] = format!("{text}\n\n{background}").into();
            lines.push(article.to_string());
        }
    }
    assert!(lines.len() > 60);
    let together: usize = group(&lines).iter().map(|set| ids(set).len()).sum();
    assert!(together <= lines.len() / 20, "{together} of {}", lines.len());
}

/// Which articles are together is a matter of the articles.
#[test]
fn the_order_of_the_feed_does_not_matter() {
    let lines = feed::feed(200, 8);
    let sets = |lines: &[String]| -> BTreeSet<BTreeSet<String>> {
        group(lines).iter().map(|set| ids(set).into_iter().collect()).collect()
    };
    let mut turned = lines.clone();
    turned.reverse();
    assert_eq!(sets(&lines), sets(&turned));
}

#[test]
fn sets_are_ready_for_align() {
    let lines = feed::feed(60, 9);
    let input = program().args(["group", "-"]).write_stdin(lines.join("\n")).output().unwrap();
    let sets = String::from_utf8(input.stdout).unwrap();
    let output =
        program().args(["align", "--meaning", "none"]).write_stdin(sets.clone()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = String::from_utf8(output.stdout).unwrap();
    assert!(sets.lines().count() > 3);
    assert_eq!(answers.lines().count(), sets.lines().count());
    for (set, answer) in sets.lines().zip(answers.lines()) {
        let set: serde_json::Value = serde_json::from_str(set).unwrap();
        let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
        assert_eq!(set["id"], answer["id"]);
        assert!(answer["error"].is_null(), "{answer}");
        assert!(!answer["pairs"].as_array().unwrap().is_empty(), "{set}");
    }
}

fn align(sets: &[serde_json::Value]) -> Vec<serde_json::Value> {
    let lines: String = sets.iter().map(|set| format!("{set}\n")).collect();
    let output =
        program().args(["align", "--meaning", "none"]).write_stdin(lines).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn articles_of_one_sentence_are_paired_where_they_report_the_same() {
    let set = |a: &str, b: &str| {
        serde_json::json!({"id": 1, "articles": [
            {"id": "a", "lang": "en", "text": a},
            {"id": "b", "lang": "ru", "text": b},
        ]})
    };
    let english = "The presidents of Chile and Norway signed a declaration of 27 points in Geneva \
                   on 3 March 2021.";
    let answers = align(&[
        set(
            english,
            "Президенты Чили и Норвегии подписали 3 марта 2021 года в Женеве декларацию из 27 пунктов.",
        ),
        set(english, "Цены на помидоры в Кении выросли на 12 процентов."),
    ]);
    assert_eq!(answers[0]["pairs"].as_array().unwrap().len(), 1, "{}", answers[0]);
    assert_eq!(answers[1]["pairs"].as_array().unwrap().len(), 0, "{}", answers[1]);
}

/// What is no character in a line costs the character and not the set.
#[test]
fn half_a_surrogate_pair_is_no_bad_line() {
    let article =
        |id: &str| format!(r#"{{"id":"{id}","lang":"en","text":"Nine \ud83d ships came."}}"#);
    let line = format!(r#"{{"id":1,"articles":[{},{}]}}"#, article("a"), article("b"));
    let output =
        program().args(["align", "--meaning", "none"]).write_stdin(line + "\n").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(answer["error"].is_null(), "{answer}");
}

/// Sets of very different size go through several threads; the answers keep the order.
#[test]
fn answers_come_in_the_order_of_the_sets() {
    let fillers = "On 3 March 2021 the council of Geneva met for 27 hours. ";
    let sets: Vec<serde_json::Value> = (0..120)
        .map(|id| {
            let text = fillers.repeat(if id % 7 == 0 { 60 } else { 1 });
            let article = |name: &str| serde_json::json!({"id": name, "lang": "en", "text": text});
            serde_json::json!({"id": id, "articles": [article("a"), article("b")]})
        })
        .collect();
    let ids: Vec<i64> = align(&sets).iter().map(|answer| answer["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, (0..120).collect::<Vec<_>>());
}
