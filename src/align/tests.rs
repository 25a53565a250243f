//! Small sets of our own, without a source of meaning: what the words alone tell.

use super::mentions::{Key, Set};
use super::{Input, align, pairs};
use crate::lang::read;
use crate::model::{
    Alignment, Article, ContentHash, Decision, Direction, Lang, Passage, PassageKey, PassageKind,
    PassageRef, Reading, Span, Verdict,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

fn article(lang: &str, passages: &[&str]) -> Article {
    let text = passages.join("\n");
    let mut start = 0;
    let lang = Lang::new(lang);
    let passages = passages
        .iter()
        .enumerate()
        .map(|(paragraph, passage)| {
            let span = Span::new(start, start + passage.len());
            start = span.end + 1;
            Passage { span, kind: PassageKind::Prose, paragraph, lang }
        })
        .collect();
    Article {
        path: format!("{lang}.txt"),
        id: lang.to_string(),
        source: None,
        title: None,
        lang,
        dir: Direction::LeftToRight,
        date: None,
        hash: ContentHash(Sha256::digest(text.as_bytes()).into()),
        text,
        passages,
    }
}

/// Three reports of a storm; `dead` and `homes` are what the Russian one counts.
fn storm(dead: &str, homes: &str) -> Vec<Article> {
    let russian = format!(
        "Ураган обрушился на порт Варлена в ночь на 14 мая, погибли {dead} человека, сообщила полиция."
    );
    let homes = format!("Наводнение разрушило {homes} домов в районе Оштара, заявил губернатор.");
    vec![
        article(
            "en",
            &[
                "A storm struck the port of Varlena in the night to 14 May and killed 43 people, police said.",
                "Floods destroyed 250 homes in the district of Oshtar, the governor said.",
                "Schools will stay closed until the end of the week.",
                "The national bank kept its interest rate unchanged at 6.5 percent.",
                "A court sentenced three smugglers to prison.",
            ],
        ),
        article(
            "de",
            &[
                "Ein Sturm traf den Hafen von Varlena in der Nacht zum 14. Mai, 43 Menschen wurden getötet, sagte die Polizei.",
                "Hochwasser zerstörte 250 Häuser im Bezirk Oshtar, sagte der Gouverneur.",
                "Das Museum zeigt Bilder aus dem 19. Jahrhundert.",
                "Die Mannschaft gewann das Spiel am Samstag mit 3:1.",
            ],
        ),
        article(
            "ru",
            &[
                russian.as_str(),
                homes.as_str(),
                "Цены на хлеб в столице выросли на 12 процентов.",
                "Театр открыл новый сезон премьерой.",
            ],
        ),
    ]
}

fn readings(articles: &[Article]) -> Vec<Vec<Reading>> {
    read::read(articles)
}

fn aligned(articles: &[Article], decisions: &[Decision]) -> Alignment {
    let readings = readings(articles);
    let input = Input { articles, readings: &readings, vectors: None, decisions };
    align(input, &AtomicBool::new(false)).expect("nobody cancels")
}

fn at(article: usize, passage: usize) -> PassageRef {
    PassageRef { article, passage }
}

/// All claims of all conflicts, each conflict's in order.
fn claims(alignment: &Alignment) -> Vec<Vec<(PassageRef, String)>> {
    alignment
        .facts
        .iter()
        .flat_map(|fact| &fact.conflicts)
        .map(|conflict| conflict.values.iter().map(|x| (x.at, x.value.clone())).collect())
        .collect()
}

#[test]
fn reports_of_one_thing_are_linked_and_others_are_not() {
    let alignment = aligned(&storm("43", "250"), &[]);
    let linked: Vec<(PassageRef, PassageRef)> =
        alignment.links.iter().map(|link| (link.a, link.b)).collect();
    for passage in 0..2 {
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            assert!(
                linked.contains(&(at(a, passage), at(b, passage))),
                "{a} {b} {passage}: {linked:?}"
            );
        }
    }
    assert!(linked.iter().all(|(a, b)| a.passage < 2 && b.passage < 2), "{linked:?}");
    assert_eq!(claims(&alignment), Vec::<Vec<(PassageRef, String)>>::new());
}

#[test]
fn a_figure_that_differs_is_a_conflict_with_those_that_agree() {
    for (dead, homes, passage, values) in
        [("46", "250", 0, ["43", "43", "46"]), ("43", "280", 1, ["250", "250", "280"])]
    {
        let found = claims(&aligned(&storm(dead, homes), &[]));
        let wanted: Vec<(PassageRef, String)> = values
            .iter()
            .enumerate()
            .map(|(article, value)| (at(article, passage), (*value).to_owned()))
            .collect();
        let plain = |claims: &Vec<(PassageRef, String)>| -> Vec<(PassageRef, String)> {
            let number = |value: &str| value.split(' ').next().unwrap_or_default().to_owned();
            claims.iter().map(|(at, value)| (*at, number(value))).collect()
        };
        assert_eq!(found.iter().map(plain).collect::<Vec<_>>(), [wanted], "{found:?}");
    }
}

#[test]
fn two_quantities_of_two_things_are_no_conflict() {
    let articles = [
        article(
            "en",
            &[
                "The mayor of Varlena opened the bridge at Oshtar, which is 340 metres long.",
                "Rain is expected on Sunday.",
            ],
        ),
        article(
            "de",
            &[
                "Der Bürgermeister von Varlena eröffnete die Brücke bei Oshtar, die 28 Millionen Euro kostete.",
                "Die Oper zeigt ein neues Stück.",
            ],
        ),
    ];
    let alignment = aligned(&articles, &[]);
    assert_eq!(claims(&alignment), Vec::<Vec<(PassageRef, String)>>::new());
}

#[test]
fn a_link_is_told_by_one_fact_and_a_passage_by_few() {
    let alignment = aligned(&storm("46", "250"), &[]);
    let mut of: BTreeMap<PassageRef, usize> = BTreeMap::new();
    for fact in &alignment.facts {
        for mention in &fact.mentions {
            *of.entry(*mention).or_default() += 1;
        }
    }
    assert!(of.values().all(|facts| *facts == 1), "{of:?}");
    assert_eq!(alignment.facts.len(), 2, "{:?}", alignment.facts);
}

#[test]
fn a_rejected_link_holds_no_fact_together() {
    let articles = storm("43", "250");
    let key = |at: PassageRef| PassageKey {
        article: articles[at.article].hash,
        span: articles[at.article].passages[at.passage].span,
    };
    let reject = |a: PassageRef, b: PassageRef| Decision::Link {
        a: key(a),
        b: key(b),
        verdict: Verdict::Rejected,
    };
    let rejected =
        [reject(at(0, 1), at(1, 1)), reject(at(0, 1), at(2, 1)), reject(at(1, 1), at(2, 1))];
    let alignment = aligned(&articles, &rejected);
    assert!(alignment.facts.iter().all(|fact| fact.mentions.iter().all(|x| x.passage == 0)));
    assert!(!alignment.facts.is_empty());
}

#[test]
fn a_year_that_differs_leaves_the_month_as_evidence() {
    let articles = [
        article("en", &["Varlena joined the customs union in May 2021 after a vote."]),
        article("ru", &["Варлена вступила в таможенный союз в мае 2022 года."]),
    ];
    let readings = readings(&articles);
    let input = Input { articles: &articles, readings: &readings, vectors: None, decisions: &[] };
    let candidates = pairs::candidates(&Set::new(input), None, &AtomicBool::new(false));
    let shared = candidates.expect("nobody cancels").remove(0).shared;
    assert!(shared.iter().any(|shared| shared.key == Key::NearMonth(5)), "{shared:?}");
}
