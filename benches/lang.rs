//! How long it takes to find values, concepts and names in news: `cargo bench --bench lang`.
//!
//! The counters are bytes of text and things found; a paragraph below holds six values, about as
//! many concepts and three names. Before the benches it prints how the time grows with the length.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use hexapla::lang::{concepts, names, sentences, values};
use hexapla::model::{Article, ContentHash, Direction, Lang, Passage, PassageKind, Span};
use std::time::{Duration, Instant};

fn main() {
    growth();
    divan::main();
}

/// Prints how much longer each step takes for ten times the text than for the text: 10 is linear.
/// The text is read ten times over, since Linux tells processor time in steps of milliseconds.
fn growth() {
    type Step = (&'static str, fn(&str, Lang));
    let steps: [Step; 4] = [
        ("values", |text, lang| drop(black_box(values::scan(text, lang)))),
        ("names", |text, lang| drop(black_box(names::candidates(text, lang)))),
        ("concepts", |text, lang| drop(black_box(concepts::find(text, lang)))),
        ("sentences", |text, lang| drop(black_box(sentences::sentences(text, lang)))),
    ];
    for (what, step) in steps {
        for name in LANGUAGES {
            let (text, lang) = of(name);
            step(&text, lang);
            let short = shortest(|| (0..10).for_each(|_| step(&text, lang)));
            let long = text.repeat(10);
            let ratio = 10.0 * shortest(|| step(&long, lang)).as_secs_f64() / short.as_secs_f64();
            println!("{what} {name}: ten times the text takes {ratio:.1} times as long");
        }
        for unit in ["7", "a", "ا", "क"] {
            let text = unit.repeat(10_000_000 / unit.len());
            let zero = Instant::now();
            let before = spent(zero);
            step(&text, Lang::new("ar"));
            println!("{what}, 10 MB of {unit:?}: {:?}", spent(zero).saturating_sub(before));
        }
    }
    let set = |times: usize| -> Vec<Article> {
        LANGUAGES.iter().map(|name| article(name, times)).collect()
    };
    let (short, long) = (set(20), set(200));
    names::find(&short);
    // On several threads, so by the clock.
    let clock = |set: &[Article]| {
        let start = Instant::now();
        drop(black_box(names::find(set)));
        start.elapsed().as_secs_f64()
    };
    let ratio = clock(&long) / clock(&short);
    println!("names of a set: ten times the text takes {ratio:.1} times as long");
}

/// Processor time of this thread so far where Linux tells it, else the clock: on a crowded machine
/// the clock says that everything grows faster than it does.
fn spent(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Of three runs.
fn shortest(run: impl Fn()) -> Duration {
    let zero = Instant::now();
    let time = || {
        let before = spent(zero);
        run();
        spent(zero).saturating_sub(before)
    };
    (0..3).map(|_| time()).min().unwrap_or_default()
}

/// The paragraph of a language so many times, each a passage.
fn article(name: &str, times: usize) -> Article {
    let (paragraph, lang) = (paragraph(name), Lang::new(name));
    let passages = (0..times)
        .map(|at| Passage {
            span: Span::new(at * paragraph.len(), (at + 1) * paragraph.len()),
            kind: PassageKind::Prose,
            paragraph: at,
            lang,
        })
        .collect();
    Article {
        path: name.to_owned(),
        id: name.to_owned(),
        source: None,
        title: None,
        lang,
        dir: Direction::LeftToRight,
        date: None,
        text: paragraph.repeat(times),
        hash: ContentHash([0; 32]),
        passages,
    }
}

const PARAGRAPHS: [(&str, &str); 5] = [
    (
        "en",
        "On 14 March 2023 ministers signed a ceasefire agreement worth $1.5bn. At least 11,700 people \
         were killed by the earthquake, two thirds of them within 48 hours; 30 percent of the city lies in rubble. Vladimir Putin and Almira Vashkova flew to Ankara.\n",
    ),
    (
        "ar",
        "وقع الوزراء في 14 آذار/مارس 2023 اتفاق وقف إطلاق النار بقيمة 1.5 مليار دولار. وقتل الزلزال أكثر من 11 ألفا \
         و700 شخص خلال يومين، و30 في المئة من المدينة تحت الأنقاض. وسافر فلاديمير بوتين وألميرا فاشكوفا إلى أنقرة.\n",
    ),
    (
        "fa",
        "وزیران در ۲۳ اسفند ۱۴۰۱ توافق آتش‌بس به ارزش ۱.۵ میلیارد دلار را امضا کردند. زلزله بیش از یازده هزار و \
         هفتصد نفر را در ۴۸ ساعت کشت و ۳۰ درصد شهر آوار شد. ولادیمیر پوتین و آلمیرا واشکووا به آنکارا رفتند.\n",
    ),
    (
        "hi",
        "14 मार्च 2023 को मंत्रियों ने 1.5 अरब डॉलर के युद्धविराम समझौते पर दस्तख़त किए। भूकंप में 48 घंटे में \
         11 हज़ार 700 लोग मारे गए और 30 प्रतिशत शहर मलबे में बदल गया। व्लादिमीर पुतिन और अलमीरा वाश्कोवा अंकारा गए।\n",
    ),
    (
        "ru",
        "14 марта 2023 года министры подписали соглашение о прекращении огня на $1,5 млрд. Землетрясение унесло \
         за 48 часов жизни более 11,7 тыс. человек, 30% города в руинах. Владимир Путин и Альмира Вашкова прилетели в Анкару.\n",
    ),
];

const LANGUAGES: [&str; 5] = ["en", "ar", "fa", "hi", "ru"];

fn paragraph(name: &str) -> &'static str {
    PARAGRAPHS.into_iter().find(|one| one.0 == name).map_or("", |one| one.1)
}

fn of(name: &str) -> (String, Lang) {
    (paragraph(name).repeat(100), Lang::new(name))
}

#[divan::bench(args = LANGUAGES)]
fn values_found(bencher: Bencher<'_, '_>, name: &str) {
    let (text, lang) = of(name);
    let count = values::scan(&text, lang).len();
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(count))
        .bench(|| values::scan(black_box(&text), lang));
}

#[divan::bench(args = LANGUAGES)]
fn names_found(bencher: Bencher<'_, '_>, name: &str) {
    let (text, lang) = of(name);
    let count = names::candidates(&text, lang).len();
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(count))
        .bench(|| names::candidates(black_box(&text), lang));
}

/// Finding and matching the names of five articles, one a language.
#[divan::bench(args = [20, 200])]
fn names_of_a_set(bencher: Bencher<'_, '_>, passages: usize) {
    let set: Vec<Article> = LANGUAGES.iter().map(|name| article(name, passages)).collect();
    let count: usize = names::find(&set).iter().flatten().map(Vec::len).sum();
    bencher
        .counter(BytesCount::new(set.iter().map(|article| article.text.len()).sum::<usize>()))
        .counter(ItemsCount::new(count))
        .bench(|| names::find(black_box(&set)));
}

#[divan::bench(args = LANGUAGES)]
fn concepts_found(bencher: Bencher<'_, '_>, name: &str) {
    let (text, lang) = of(name);
    let count = concepts::find(&text, lang).len();
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(count))
        .bench(|| concepts::find(black_box(&text), lang));
}

/// A row of one thing must cost no more for its length than a row half as long.
#[divan::bench(args = [100_000, 200_000, 10_000_000])]
fn digits_in_a_row(bencher: Bencher<'_, '_>, length: usize) {
    let text = "7".repeat(length);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| values::scan(black_box(&text), Lang::new("en")));
}

#[divan::bench(args = [100_000, 200_000])]
fn numbers_in_a_row(bencher: Bencher<'_, '_>, length: usize) {
    let text = "three hundred 5 ".repeat(length / 16);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| values::scan(black_box(&text), Lang::new("en")));
}
