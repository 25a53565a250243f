//! Passages a second of the alignment, and how the time grows from 10 to 100 articles, five of them
//! on each event: `cargo bench --bench align`. What is read and embedded beforehand is not counted.
use divan::counter::ItemsCount;
use hexapla::align::meaning::{Meaning, Table, assets};
use hexapla::align::{Input, Vectors, align};
use hexapla::lang::read;
use hexapla::model::{Article, Lang, Reading};
use hexapla::{load, run};
use std::sync::atomic::AtomicBool;

fn main() {
    divan::main();
}

/// Articles that tell one event.
const OF_AN_EVENT: usize = 5;
/// Sentences of an article.
const SENTENCES: usize = 25;
/// What happens, in four languages; `#` is a figure and `@` a name, those of the event.
const TEMPLATES: [(&str, [&str; 5]); 4] = [
    (
        "en",
        [
            "Police in @ arrested # people after a protest, a spokesman said.",
            "The minister signed an agreement worth # million dollars in @.",
            "An earthquake near @ destroyed # houses and killed at least # people.",
            "Voters in @ go to the polls on # March, the election commission said.",
            "The company will build # new ships at the port of @ by 20#.",
        ],
    ),
    (
        "de",
        [
            "Die Polizei in @ nahm nach einem Protest # Menschen fest, sagte ein Sprecher.",
            "Der Minister unterzeichnete in @ ein Abkommen über # Millionen Dollar.",
            "Ein Erdbeben bei @ zerstörte # Häuser und tötete mindestens # Menschen.",
            "Die Wähler in @ stimmen am #. März ab, teilte die Wahlkommission mit.",
            "Das Unternehmen baut bis 20# im Hafen von @ # neue Schiffe.",
        ],
    ),
    (
        "ru",
        [
            "Полиция города @ задержала после протеста # человек, сообщил представитель.",
            "Министр подписал в городе @ соглашение на # миллионов долларов.",
            "Землетрясение близ города @ разрушило # домов, погибли не менее # человек.",
            "Избиратели города @ голосуют # марта, сообщила избирательная комиссия.",
            "Компания построит в порту @ # новых кораблей к 20# году.",
        ],
    ),
    (
        "hi",
        [
            "@ में प्रदर्शन के बाद पुलिस ने # लोगों को गिरफ्तार किया, प्रवक्ता ने कहा।",
            "मंत्री ने @ में # मिलियन डॉलर के समझौते पर हस्ताक्षर किए।",
            "@ के पास भूकंप से # घर नष्ट हुए और कम से कम # लोग मारे गए।",
            "चुनाव आयोग ने कहा कि @ के मतदाता # मार्च को वोट देंगे।",
            "कंपनी 20# तक @ बंदरगाह पर # नए जहाज बनाएगी।",
        ],
    ),
];
const NAMES: [&str; 10] =
    ["Berlin", "Tehran", "Delhi", "Cairo", "Lima", "Oslo", "Ankara", "Kyiv", "Nairobi", "Manila"];

/// A set that is the same in every run.
struct Fixture {
    articles: Vec<Article>,
    readings: Vec<Vec<Reading>>,
    vectors: Option<Vectors>,
}

impl Fixture {
    fn new(articles: usize, meaning: Option<&dyn Meaning>) -> Self {
        let articles: Vec<Article> = (0..articles).map(article).collect();
        let readings = read::read(&articles);
        let never = AtomicBool::new(false);
        let vectors = meaning.map(|source| {
            run::meaning::vectors(source, &articles, &|_, _| (), &never).expect("vectors")
        });
        Self { articles, readings, vectors }
    }

    fn input(&self) -> Input<'_> {
        Input {
            articles: &self.articles,
            readings: &self.readings,
            vectors: self.vectors.as_ref(),
            decisions: &[],
        }
    }
}

fn article(number: usize) -> Article {
    let event = number / OF_AN_EVENT;
    let (lang, templates) = &TEMPLATES[number % TEMPLATES.len()];
    let passages = (0..SENTENCES)
        .map(|place| {
            // Each article leaves out some of the event's sentences and keeps the others' order.
            let fact = place + usize::from(place * 7 % 5 < number % 3);
            let figure = 13 + (event * 37 + fact * 11) % 80;
            templates[fact % templates.len()]
                .replace('#', &figure.to_string())
                .replace('@', NAMES[(event * 3 + fact / 5) % NAMES.len()])
        })
        .collect();
    load::from_passages(&format!("{number}"), passages, Some(Lang::new(lang)), None)
}

fn bench(bencher: divan::Bencher, articles: usize, meaning: Option<&dyn Meaning>) {
    let fixture = Fixture::new(articles, meaning);
    let never = AtomicBool::new(false);
    bencher
        .counter(ItemsCount::new(articles * SENTENCES))
        .bench_local(|| align(fixture.input(), &never));
}

#[divan::bench(args = [10, 20, 50, 100], sample_count = 5, sample_size = 1)]
fn words(bencher: divan::Bencher, articles: usize) {
    bench(bencher, articles, None);
}

#[divan::bench(args = [10, 20, 50, 100], sample_count = 5, sample_size = 1)]
fn table(bencher: divan::Bencher, articles: usize) {
    let table = Table::open(assets::TABLE).expect("the built-in table");
    bench(bencher, articles, Some(&table));
}
