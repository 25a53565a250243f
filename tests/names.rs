//! Names over languages, by the table `data/names.tsv` of entities in eight languages.
//!
//! The table is split by hash into two halves. Misses are printed for the first only; the second
//! is held out: nobody looks at its misses, so that its figures say what other names would give.

use hexapla::lang::names::{self, Sound};
use hexapla::model::{Article, ContentHash, Direction, Lang, Passage, PassageKind, Span};
use std::collections::BTreeSet;

const TABLE: &str = include_str!("data/names.tsv");
const LANGS: [&str; 8] = ["en", "ar", "fa", "hi", "ur", "he", "ru", "tr"];

/// An entity of the table.
struct Row {
    kind: &'static str,
    /// In the order of `LANGS`.
    names: Vec<&'static str>,
}

impl Row {
    fn held_out(&self) -> bool {
        let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let hash = self.names[0].bytes().fold(0x811c_9dc5, fnv);
        (hash >> 7) & 1 == 1
    }
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut kind = "";
    for line in TABLE.lines() {
        match line.strip_prefix("# ") {
            Some(heading) => kind = heading,
            None => rows.push(Row { kind, names: line.split('\t').collect() }),
        }
    }
    rows
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

/// What reports say of people, places and organisations, and a sentence that fits anything; `{}`
/// stands for the name.
const FRAMES: [(&str, [&str; 8]); 5] = [
    (
        "person",
        [
            "{} told reporters on Monday that the talks would go on.",
            "وقال {} للصحفيين يوم الاثنين إن المحادثات ستستمر.",
            "{} روز دوشنبه به خبرنگاران گفت که گفت‌وگوها ادامه خواهد یافت.",
            "{} ने सोमवार को पत्रकारों से कहा कि बातचीत जारी रहेगी।",
            "{} نے پیر کو صحافیوں سے کہا کہ بات چیت جاری رہے گی۔",
            "{} אמר ביום שני לעיתונאים שהשיחות יימשכו.",
            "{} в понедельник сообщил журналистам, что переговоры продолжатся.",
            "{} pazartesi günü gazetecilere görüşmelerin süreceğini söyledi.",
        ],
    ),
    (
        "place",
        [
            "{} is preparing for new elections next month.",
            "وتستعد {} لانتخابات جديدة الشهر المقبل.",
            "{} برای انتخابات تازه در ماه آینده آماده می‌شود.",
            "{} अगले महीने नए चुनाव की तैयारी कर रहा है।",
            "{} اگلے مہینے نئے انتخابات کی تیاری کر رہا ہے۔",
            "{} נערכת לבחירות חדשות בחודש הבא.",
            "{} готовится к новым выборам в следующем месяце.",
            "{} gelecek ay yeni seçimlere hazırlanıyor.",
        ],
    ),
    (
        "organisation",
        [
            "On Wednesday {} published a new statement.",
            "ونشرت {} بيانا جديدا يوم الأربعاء.",
            "{} روز چهارشنبه بیانیه تازه‌ای منتشر کرد.",
            "{} ने बुधवार को नया बयान जारी किया।",
            "{} نے بدھ کو نیا بیان جاری کیا۔",
            "ביום רביעי פרסם {} הודעה חדשה.",
            "В среду {} опубликовал новое заявление.",
            "{} çarşamba günü yeni bir açıklama yayımladı.",
        ],
    ),
    (
        "thing",
        [
            "Experts say that {} has been known for years.",
            "ويقول الخبراء إن {} معروف منذ سنوات.",
            "کارشناسان می‌گویند {} سال‌هاست که شناخته شده است.",
            "विशेषज्ञों का कहना है कि {} को सब बरसों से जानते हैं।",
            "ماہرین کہتے ہیں کہ {} کو سب برسوں سے جانتے ہیں۔",
            "מומחים אומרים כי {} מוכר כבר שנים.",
            "Эксперты говорят, что {} известен уже много лет.",
            "Uzmanlar {} konusunun yıllardır bilindiğini söylüyor.",
        ],
    ),
    (
        "",
        [
            "Yesterday this report also spoke of {} again.",
            "وقد ورد ذكر {} في هذه الأخبار أمس.",
            "دیروز در این گزارش از {} نیز یاد شد.",
            "कल इस ख़बर में {} की बात की गई।",
            "کل اس خبر میں {} کی بات کی گئی۔",
            "אתמול הוזכר גם {} בידיעה הזאת.",
            "Вчера в этой новости упоминали и {} тоже.",
            "Dün bu haberde {} de anıldı.",
        ],
    ),
];

fn frame(kind: &str, code: usize, name: &str) -> String {
    let frame = FRAMES.iter().find(|frame| frame.0 == kind).unwrap().1[code];
    frame.replace("{}", name)
}

#[test]
fn the_table_is_whole() {
    let rows = rows();
    assert!(rows.len() >= 400, "{}", rows.len());
    let held_out = rows.iter().filter(|row| row.held_out()).count();
    assert!(held_out.abs_diff(rows.len() / 2) < rows.len() / 10, "{held_out}");
    for row in rows {
        assert_eq!(row.names.len(), LANGS.len(), "{:?}", row.names);
        assert!(FRAMES.iter().any(|frame| frame.0 == row.kind), "{:?}", row.names);
    }
}

/// Pairs of languages counted: of one entity, and of two.
#[derive(Default)]
struct Count {
    same: u32,
    pairs: u32,
    mixed: u32,
    others: u32,
}

impl Count {
    fn share(&self) -> f64 {
        f64::from(self.same) / f64::from(self.pairs)
    }

    fn false_share(&self) -> f64 {
        f64::from(self.mixed) / f64::from(self.others)
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { same, pairs, mixed, others } = self;
        let (share, false_share) = (self.share(), self.false_share());
        write!(f, "same entity, one label: {same} of {pairs} ({share:.4}); ")?;
        write!(f, "different ones: {mixed} of {others} ({false_share:.6})")
    }
}

/// Reads the entities 25 at a time, an article a language, every entity in a sentence of each kind
/// that `kinds` gives; compares the labels of the first mentions. The first half, the second; `how`
/// says in the output what was asked.
fn ask(how: &str, kinds: impl Fn(&Row) -> Vec<&'static str>) -> [Count; 2] {
    let mut counts = [Count::default(), Count::default()];
    for chunk in rows().chunks(25) {
        let articles: Vec<Article> = (0..LANGS.len())
            .map(|code| {
                let mut sentences = Vec::new();
                for nth in 0..2 {
                    for row in chunk {
                        let kind = kinds(row).get(nth).copied();
                        sentences.extend(kind.map(|kind| frame(kind, code, row.names[code])));
                    }
                }
                article(LANGS[code], &sentences)
            })
            .collect();
        let found = names::find(&articles);
        let label = |article: usize, passage: usize| {
            let text = &articles[article].text;
            let name = chunk[passage].names[article];
            let span = articles[article].passages[passage].span;
            let at = span.of(text).find(name).unwrap() + span.start;
            let whole = Span::new(at, at + name.len());
            // The mention that covers most of the name.
            let covered =
                |span: Span| span.end.min(whole.end).saturating_sub(span.start.max(whole.start));
            found[article][passage]
                .iter()
                .filter(|found| found.span.overlaps(whole))
                .max_by_key(|found| covered(found.span))
                .map(|found| found.label.to_string())
        };
        let labels: Vec<Vec<Option<String>>> = (0..chunk.len())
            .map(|row| (0..LANGS.len()).map(|article| label(article, row)).collect())
            .collect();
        for (at, row) in chunk.iter().enumerate() {
            let count = &mut counts[usize::from(row.held_out())];
            let mut missed = 0;
            for a in 0..LANGS.len() {
                let x = &labels[at][a];
                for b in a + 1..LANGS.len() {
                    count.pairs += 1;
                    count.same += u32::from(x.is_some() && *x == labels[at][b]);
                    missed += u32::from(x.is_none() || *x != labels[at][b]);
                    for other in &labels[at + 1..] {
                        count.others += 1;
                        let mixed = x.is_some() && *x == other[b];
                        count.mixed += u32::from(mixed);
                        if mixed && !row.held_out() {
                            println!("mixed {} {}: {x:?}", row.names[a], LANGS[b]);
                        }
                    }
                }
            }
            if missed > 0 && !row.held_out() {
                let seen: Vec<String> = labels[at]
                    .iter()
                    .zip(&row.names)
                    .map(|(label, name)| format!("{name}={}", label.as_deref().unwrap_or("-")))
                    .collect();
                println!("missed {missed}: {}", seen.join(" | "));
            }
        }
    }
    println!("first half: {}\nheld out: {how}: {}", counts[0], counts[1]);
    counts
}

fn check(counts: &[Count; 2], least: f64) {
    for count in counts {
        assert!(count.share() >= least, "{count}");
        assert!(count.false_share() < 0.0005, "{count}");
    }
}

/// As news introduces entities: in a sentence of their kind, and again in another.
#[test]
fn one_label_an_entity_in_every_language() {
    check(&ask("introduced as news does", |row| vec![row.kind, ""]), 0.96);
}

/// The same where each is met once, in a sentence that says nothing of its kind.
#[test]
fn one_label_for_names_met_once() {
    check(&ask("met once", |_| vec![""]), 0.955);
}

/// What two spellings alone say.
#[test]
fn spellings_alone() {
    let rows = rows();
    let mut by_name = [Count::default(), Count::default()];
    let mut by_sound = [Count::default(), Count::default()];
    let sounds: Vec<Vec<Sound>> = rows
        .iter()
        .map(|row| {
            let names = row.names.iter().zip(LANGS);
            names.map(|(name, code)| Sound::new(name, lang(code))).collect()
        })
        .collect();
    for (at, row) in rows.iter().enumerate() {
        let half = usize::from(row.held_out());
        let (by_name, by_sound) = (&mut by_name[half], &mut by_sound[half]);
        for a in 0..LANGS.len() {
            for b in a + 1..LANGS.len() {
                let (x, y) = (row.names[a], row.names[b]);
                let likeness = names::same_name(x, lang(LANGS[a]), y, lang(LANGS[b]));
                by_name.pairs += 1;
                by_name.same += u32::from(likeness >= names::SAME);
                by_sound.pairs += 1;
                by_sound.same += u32::from(sounds[at][a].likeness(&sounds[at][b]) >= names::SAME);
                for other in at + 1..rows.len() {
                    if (other + a + b) % 5 == 0 {
                        let likeness = sounds[at][a].likeness(&sounds[other][b]);
                        by_sound.others += 1;
                        by_sound.mixed += u32::from(likeness >= names::SAME);
                    }
                    if (other + a + b) % 25 == 0 {
                        let y = rows[other].names[b];
                        let likeness = names::same_name(x, lang(LANGS[a]), y, lang(LANGS[b]));
                        by_name.others += 1;
                        by_name.mixed += u32::from(likeness >= names::SAME);
                    }
                }
            }
        }
    }
    println!("first half: {}\nheld out: by spelling and lists: {}", by_name[0], by_name[1]);
    println!("first half: {}\nheld out: by sound alone: {}", by_sound[0], by_sound[1]);
    check(&by_name, 0.97);
}

/// Running text of the project's own, in each language: `(language, passage)`.
fn running_text() -> Vec<(&'static str, &'static str)> {
    let samples = [
        ("en", include_str!("../assets/sample/en.txt")),
        ("ar", include_str!("../assets/sample/ar.txt")),
        ("fa", include_str!("../assets/sample/fa.txt")),
        ("hi", include_str!("../assets/sample/hi.txt")),
        ("ur", include_str!("../assets/sample/ur.txt")),
        ("he", include_str!("../assets/sample/he.txt")),
        ("ru", include_str!("../assets/sample/ru.txt")),
        ("tr", include_str!("../assets/sample/tr.txt")),
    ];
    let mut passages: Vec<(&str, &str)> = Vec::new();
    for (code, text) in samples {
        passages.extend(text.lines().filter(|line| !line.is_empty()).map(|line| (code, line)));
    }
    let tables = [
        (include_str!("data/running.tsv"), 1),
        (include_str!("data/languages.tsv"), 2),
        (include_str!("data/values.tsv"), 1),
        (include_str!("data/sentences.tsv"), 1),
    ];
    for (table, column) in tables {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            if let Some(text) = columns.get(column).filter(|_| LANGS.contains(&columns[0])) {
                passages.push((columns[0], text));
            }
        }
    }
    passages
}

/// In running text every name that is found must be listed in `data/names_met.tsv` as one that is
/// there.
#[test]
fn common_words_are_no_names() {
    let met: BTreeSet<(&str, &str)> = include_str!("data/names_met.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(code, names)| names.split(';').map(move |name| (code, name)))
        .collect();
    let passages = running_text();
    // All in one set, so that every word has all those of the other languages to be like.
    let articles: Vec<Article> = LANGS
        .iter()
        .map(|code| {
            let own = passages.iter().filter(|passage| passage.0 == *code);
            article(code, &own.map(|passage| passage.1.to_owned()).collect::<Vec<_>>())
        })
        .collect();
    let (mut all_words, mut all_false) = (0, 0);
    for (article, names) in articles.iter().zip(names::find(&articles)) {
        let code = article.lang.as_str();
        let words = article.text.split_whitespace().count();
        let mut wrong = 0;
        for (passage, name) in names
            .iter()
            .enumerate()
            .flat_map(|(at, names)| names.iter().map(move |name| (at, name)))
        {
            let surface = name.span.of(&article.text);
            if !met.contains(&(code, surface)) {
                wrong += surface.split_whitespace().count();
                let text = article.passages[passage].span.of(&article.text);
                println!("no name\t{code}\t{surface}\t{}\t{text}", name.label);
            }
        }
        println!("{code}: {wrong} of {words} words taken for names");
        all_words += words;
        all_false += wrong;
    }
    let share = all_false as f64 / all_words as f64;
    println!("all: {all_false} of {all_words} words ({share:.5})");
    assert!(all_words > 8000, "{all_words}");
    assert!(share < 0.001, "{share}");
}
