//! A feed of generated articles of which it is known who reports what: events with invented names
//! in five languages and scripts, told by several outlets in part, between sentences of our sample.

use serde_json::json;
use std::collections::BTreeMap;

/// Syllables of invented names: Latin, Cyrillic, Arabic, Persian, Devanagari.
const SYLLABLES: &[[&str; 5]] = &[
    ["dor", "дор", "دور", "دور", "डोर"],
    ["vik", "вик", "فيك", "ویک", "विक"],
    ["mar", "мар", "مار", "مار", "मार"],
    ["lin", "лин", "لين", "لین", "लिन"],
    ["tas", "тас", "تاس", "تاس", "तास"],
    ["ben", "бен", "بن", "بن", "बेन"],
    ["rok", "рок", "روك", "روک", "रोक"],
    ["sil", "сил", "سيل", "سیل", "सिल"],
    ["gan", "ган", "غان", "گان", "गान"],
    ["pel", "пел", "بيل", "پل", "पेल"],
    ["zur", "зур", "زور", "زور", "ज़ूर"],
    ["hol", "хол", "هول", "هول", "होल"],
    ["net", "нет", "نيت", "نت", "नेत"],
    ["bar", "бар", "بار", "بار", "बार"],
    ["mid", "мид", "ميد", "مید", "मीद"],
    ["fol", "фол", "فول", "فول", "फोल"],
    ["kem", "кем", "كيم", "کم", "केम"],
    ["ras", "рас", "راس", "راس", "रास"],
    ["tol", "тол", "تول", "تول", "तोल"],
    ["dun", "дун", "دون", "دون", "दून"],
    ["shal", "шал", "شال", "شال", "शाल"],
    ["lov", "лов", "لوف", "لوو", "लोव"],
    ["ner", "нер", "نير", "نر", "नेर"],
    ["gos", "гос", "غوس", "گوس", "गोस"],
];
const LANGS: [&str; 5] = ["en", "ru", "ar", "fa", "hi"];
const COUNTRIES: &[[&str; 5]] = &[
    ["Chile", "Чили", "تشيلي", "شیلی", "चिली"],
    ["Norway", "Норвегия", "النرويج", "نروژ", "नॉर्वे"],
    ["Kenya", "Кения", "كينيا", "کنیا", "केन्या"],
    ["Japan", "Япония", "اليابان", "ژاپن", "जापान"],
    ["Peru", "Перу", "بيرو", "پرو", "पेरू"],
    ["Iceland", "Исландия", "آيسلندا", "ایسلند", "आइसलैंड"],
];
/// March and April.
const MONTHS: [[&str; 2]; 5] = [
    ["March", "April"],
    ["марта", "апреля"],
    ["مارس", "أبريل"],
    ["مارس", "آوریل"],
    ["मार्च", "अप्रैल"],
];

/// A small generator of numbers (splitmix64): the same feed for the same seed everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % n as u64) as usize
    }
}

struct Event {
    kind: String,
    place: Vec<usize>,
    people: [[Vec<usize>; 2]; 2],
    country: usize,
    count: usize,
    millions: usize,
    day: usize,
}

fn name(parts: &[usize], lang: usize) -> String {
    let word: String = parts.iter().map(|part| SYLLABLES[*part][lang]).collect();
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The templates of `tests/data/feed.tsv`, by kind, language and part.
fn templates() -> BTreeMap<(&'static str, &'static str), Vec<&'static str>> {
    let mut found: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for line in include_str!("../data/feed.tsv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, lang, _, text] = fields[..] else { panic!("{line}") };
        found.entry((kind, lang)).or_default().push(text);
    }
    found
}

/// Sentences of our sample that state something, by language.
fn fillers() -> [Vec<&'static str>; 5] {
    [
        include_str!("../../assets/sample/en.txt"),
        include_str!("../../assets/sample/ru.txt"),
        include_str!("../../assets/sample/ar.txt"),
        include_str!("../../assets/sample/fa.txt"),
        include_str!("../../assets/sample/hi.txt"),
    ]
    .map(|text| {
        let paragraphs = text.lines().filter(|line| line.len() > 150);
        paragraphs
            .flat_map(|line| line.split_inclusive(['.', '।']))
            .filter(|s| s.len() > 40)
            .collect()
    })
}

fn event(dice: &mut Dice, kinds: &[&str]) -> Event {
    let parts = |dice: &mut Dice, n: usize| (0..n).map(|_| dice.below(SYLLABLES.len())).collect();
    let person = |dice: &mut Dice| [parts(dice, 2), parts(dice, 3)];
    let people = [person(dice), person(dice)];
    Event {
        kind: kinds[dice.below(kinds.len())].to_owned(),
        place: parts(dice, 3),
        people,
        country: dice.below(COUNTRIES.len()),
        count: 21 + dice.below(900),
        millions: 2 + dice.below(700),
        day: dice.below(56),
    }
}

fn fill(template: &str, event: &Event, lang: usize) -> String {
    let person =
        |at: usize| event.people[at].iter().map(|part| name(part, lang)).collect::<Vec<_>>();
    let (day, month) = (event.day % 28 + 1, event.day / 28);
    let mut text = template.to_owned();
    for (slot, value) in [
        ("{P}", name(&event.place, lang)),
        ("{A}", person(0).join(" ")),
        ("{B}", person(1).join(" ")),
        ("{C}", COUNTRIES[event.country][lang].to_owned()),
        ("{N}", event.count.to_string()),
        ("{M}", event.millions.to_string()),
        ("{D}", format!("{day} {} 2023", MONTHS[lang][month])),
    ] {
        text = text.replace(slot, &value);
    }
    text
}

/// `articles` lines of JSON, `{"id","lang","date"?,"title","text"}`, in the order in which a feed
/// brings them; the id begins with the number of the event and a hyphen. About a quarter of the
/// articles are the only ones on their event.
pub fn feed(articles: usize, seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let (templates, fillers) = (templates(), fillers());
    let mut kinds: Vec<&str> = templates.keys().map(|(kind, _)| *kind).collect();
    kinds.dedup();
    let mut lines: Vec<String> = Vec::new();
    let mut number = 0;
    while lines.len() < articles {
        let event = event(&mut dice, &kinds);
        let told = match dice.below(20) {
            0..=13 => 1,
            14..=18 => 2 + dice.below(6),
            _ => 8 + dice.below(30),
        };
        for outlet in 0..told.min(articles - lines.len()) {
            let lang = dice.below(LANGS.len());
            let parts = &templates[&(event.kind.as_str(), LANGS[lang])];
            let left_out = dice.below(8);
            let mut body: Vec<String> = (1..parts.len())
                .filter(|part| *part != left_out)
                .map(|part| fill(parts[part], &event, lang))
                .collect();
            for _ in 0..dice.below(5) {
                let filler = fillers[lang][dice.below(fillers[lang].len())].trim();
                body.insert(1 + dice.below(body.len()), filler.to_owned());
            }
            let mut line = json!({
                "id": format!("{number}-{}-{outlet}", LANGS[lang]),
                "lang": LANGS[lang],
                "title": fill(parts[0], &event, lang),
                "text": body.join("\n\n"),
            });
            if dice.below(4) > 0 {
                let day = event.day + dice.below(3);
                line["date"] = json!(format!("2023-{:02}-{:02}", 3 + day / 28, day % 28 + 1));
            }
            lines.push(line.to_string());
        }
        number += 1;
    }
    // As feeds come: mixed.
    for at in (1..lines.len()).rev() {
        lines.swap(at, dice.below(at + 1));
    }
    lines
}

/// Pairs of articles in one set that are on one event, pairs in one set, pairs on one event.
pub fn pairs(sets: &[Vec<String>], all: &[String]) -> (usize, usize, usize) {
    let event = |id: &String| id.split('-').next().map(str::to_owned);
    let count = |n: usize| n * n.saturating_sub(1) / 2;
    let by_event = |ids: &[String]| {
        let mut sizes: BTreeMap<_, usize> = BTreeMap::new();
        ids.iter().for_each(|id| *sizes.entry(event(id)).or_default() += 1);
        sizes.into_values().map(count).sum::<usize>()
    };
    let right = sets.iter().map(|set| by_event(set)).sum();
    let found = sets.iter().map(|set| count(set.len())).sum();
    (right, found, by_event(all))
}
