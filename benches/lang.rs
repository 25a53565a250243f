//! How long it takes to find values and concepts in news: `cargo bench --bench lang`.
//!
//! The counter is bytes of text; a paragraph below holds six values and about as many concepts.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use hexapla::lang::{concepts, values};
use hexapla::model::Lang;

fn main() {
    divan::main();
}

const PARAGRAPHS: [(&str, &str); 5] = [
    (
        "en",
        "On 14 March 2023 ministers signed a ceasefire agreement worth $1.5bn. At least 11,700 people \
         were killed by the earthquake, two thirds of them within 48 hours; 30 percent of the city lies in rubble.\n",
    ),
    (
        "ar",
        "وقع الوزراء في 14 آذار/مارس 2023 اتفاق وقف إطلاق النار بقيمة 1.5 مليار دولار. وقتل الزلزال أكثر من 11 ألفا \
         و700 شخص خلال يومين، و30 في المئة من المدينة تحت الأنقاض.\n",
    ),
    (
        "fa",
        "وزیران در ۲۳ اسفند ۱۴۰۱ توافق آتش‌بس به ارزش ۱.۵ میلیارد دلار را امضا کردند. زلزله بیش از یازده هزار و \
         هفتصد نفر را در ۴۸ ساعت کشت و ۳۰ درصد شهر آوار شد.\n",
    ),
    (
        "hi",
        "14 मार्च 2023 को मंत्रियों ने 1.5 अरब डॉलर के युद्धविराम समझौते पर दस्तख़त किए। भूकंप में 48 घंटे में \
         11 हज़ार 700 लोग मारे गए और 30 प्रतिशत शहर मलबे में बदल गया।\n",
    ),
    (
        "ru",
        "14 марта 2023 года министры подписали соглашение о прекращении огня на $1,5 млрд. Землетрясение унесло \
         за 48 часов жизни более 11,7 тыс. человек, 30% города в руинах.\n",
    ),
];

const LANGUAGES: [&str; 5] = ["en", "ar", "fa", "hi", "ru"];

fn of(name: &str) -> (String, Lang) {
    let paragraph = PARAGRAPHS.into_iter().find(|one| one.0 == name).map_or("", |one| one.1);
    (paragraph.repeat(100), Lang::new(name))
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
