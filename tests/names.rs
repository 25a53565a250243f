//! Names over languages, by the table `data/names.tsv` of entities in eight languages.

use hexapla::lang::names::{self, Sound};
use hexapla::model::{Article, ContentHash, Direction, Lang, Passage, PassageKind, Span};
use std::collections::BTreeMap;

const TABLE: &str = include_str!("data/names.tsv");
const LANGS: [&str; 8] = ["en", "ar", "fa", "hi", "ur", "he", "ru", "tr"];

fn rows() -> Vec<Vec<&'static str>> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect()
}

fn lang(code: &str) -> Lang {
    code.parse().unwrap()
}

fn article(code: &str, sentences: &[String]) -> Article {
    let mut text = String::new();
    let mut passages = Vec::new();
    for sentence in sentences {
        let start = text.len();
        text.push_str(sentence);
        let span = Span::new(start, text.len());
        passages.push(Passage { span, kind: PassageKind::Prose, paragraph: 0, lang: lang(code) });
        text.push('\n');
    }
    Article {
        path: code.to_owned(),
        id: code.to_owned(),
        source: None,
        title: None,
        lang: lang(code),
        dir: Direction::LeftToRight,
        date: None,
        text,
        hash: ContentHash([0; 32]),
        passages,
    }
}

/// A sentence of usual words around a name.
fn frame(code: &str, name: &str) -> String {
    match code {
        "ar" => format!("وقد ورد ذكر {name} في هذه الأخبار أمس."),
        "fa" => format!("دیروز در این گزارش از {name} نیز یاد شد."),
        "hi" => format!("कल इस ख़बर में {name} की बात की गई।"),
        "ur" => format!("کل اس خبر میں {name} کی بات کی گئی۔"),
        "he" => format!("אתמול הוזכר גם {name} בידיעה הזאת."),
        "ru" => format!("Вчера в этой новости упоминали и {name} тоже."),
        "tr" => format!("Dün bu haberde {name} de anıldı."),
        _ => format!("Yesterday this report also spoke of {name} again."),
    }
}

#[test]
fn the_table_is_whole() {
    let rows = rows();
    assert!(rows.len() >= 400, "{}", rows.len());
    for row in rows {
        assert_eq!(row.len(), LANGS.len(), "{row:?}");
    }
}

/// What the set stage makes of the table, 25 entities at a time.
#[test]
fn one_label_an_entity_in_every_language() {
    let (mut same, mut pairs, mut mixed, mut others) = (0, 0, 0, 0);
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    for chunk in rows().chunks(25) {
        let articles: Vec<Article> = LANGS
            .iter()
            .enumerate()
            .map(|(at, code)| {
                let sentences: Vec<String> = chunk.iter().map(|row| frame(code, row[at])).collect();
                article(code, &sentences)
            })
            .collect();
        let found = names::find(&articles);
        let label = |article: usize, passage: usize| {
            let text = &articles[article].text;
            let name = chunk[passage][article];
            let at = articles[article].passages[passage].span.of(text).find(name).unwrap()
                + articles[article].passages[passage].span.start;
            let whole = Span::new(at, at + name.len());
            // The mention that covers most of the name.
            found[article][passage]
                .iter()
                .filter(|found| found.span.overlaps(whole))
                .max_by_key(|found| {
                    found.span.end.min(whole.end) - found.span.start.max(whole.start)
                })
                .map(|found| found.label.clone())
        };
        for row in 0..chunk.len() {
            for a in 0..LANGS.len() {
                for b in a + 1..LANGS.len() {
                    pairs += 1;
                    let (x, y) = (label(a, row), label(b, row));
                    if x.is_some() && x == y {
                        same += 1;
                    } else {
                        *missed.entry(format!("{} {x:?} {y:?}", chunk[row][0])).or_default() += 1;
                    }
                    for other in row + 1..chunk.len() {
                        others += 1;
                        mixed += usize::from(x.is_some() && x == label(b, other));
                    }
                }
            }
        }
    }
    for (miss, count) in missed.iter().filter(|(_, count)| **count > 3) {
        println!("{count} {miss}");
    }
    let share = f64::from(same) / f64::from(pairs);
    let false_share = mixed as f64 / f64::from(others);
    println!(
        "same entity, one label: {same} of {pairs} ({share:.4}); different ones: {mixed} of {others} ({false_share:.6})"
    );
    assert!(share >= 0.75, "{share}");
    assert!(false_share < 0.001, "{false_share}");
}

/// What two spellings alone say.
#[test]
fn spellings_alone() {
    let rows = rows();
    let (mut same, mut pairs, mut mixed, mut others) = (0, 0, 0, 0);
    let (mut by_sound, mut mixed_sound) = (0, 0);
    let sounds: Vec<Vec<Sound>> = rows
        .iter()
        .map(|row| row.iter().zip(LANGS).map(|(name, code)| Sound::new(name, lang(code))).collect())
        .collect();
    for (at, row) in rows.iter().enumerate() {
        for a in 0..LANGS.len() {
            for b in a + 1..LANGS.len() {
                pairs += 1;
                let likeness = names::same_name(row[a], lang(LANGS[a]), row[b], lang(LANGS[b]));
                same += usize::from(likeness >= names::SAME);
                by_sound += usize::from(sounds[at][a].likeness(&sounds[at][b]) >= names::SAME);
                for other in at + 1..rows.len() {
                    if (other + a + b) % 5 == 0 {
                        others += 1;
                        mixed_sound +=
                            usize::from(sounds[at][a].likeness(&sounds[other][b]) >= names::SAME);
                    }
                    if (other + a + b) % 25 == 0 {
                        let likeness = names::same_name(
                            row[a],
                            lang(LANGS[a]),
                            rows[other][b],
                            lang(LANGS[b]),
                        );
                        mixed += usize::from(likeness >= names::SAME);
                    }
                }
            }
        }
    }
    let share = same as f64 / f64::from(pairs);
    println!(
        "alike: {same} of {pairs} ({share:.4}), by sound alone {:.4}; different alike: {:.6}, by sound alone {:.6}",
        by_sound as f64 / f64::from(pairs),
        mixed as f64 * 5.0 / f64::from(others),
        mixed_sound as f64 / f64::from(others),
    );
    assert!(share >= 0.95, "{share}");
    assert!((mixed as f64) * 5.0 / f64::from(others) < 0.001);
}
