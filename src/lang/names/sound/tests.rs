use super::Sound;
use crate::model::Lang;

fn likeness(a: &str, b: &str) -> f32 {
    let read = |text: &str| {
        let (lang, word) = text.split_once(':').unwrap();
        Sound::new(word, Lang::new(lang))
    };
    read(a).likeness(&read(b))
}

#[test]
fn spellings_of_one_name_are_alike() {
    for (a, b) in [
        ("en:aliyev", "ar:علييف"),
        ("en:aliyev", "fa:علی‌اف"),
        ("en:aliyev", "fa:علی اف"),
        ("en:aliyev", "hi:अलीयेव"),
        ("en:Aliyev", "ru:Алиев"),
        ("hi:पुतिन", "ar:بوتين"),
        ("hi:व्लादिमीर", "ar:فلاديمير"),
        ("he:נתניהו", "en:Netanyahu"),
        ("ur:زرداری", "hi:ज़रदारी"),
        ("ru:Хаменеи", "fa:خامنه‌ای"),
        ("tr:Paşinyan", "ru:Пашинян"),
        ("hi:ज़ेलेंस्की", "ar:زيلينسكي"),
    ] {
        assert!(likeness(a, b) > 0.8, "{a} {b} {}", likeness(a, b));
    }
}

#[test]
fn different_names_are_not() {
    for (a, b) in [
        ("en:Putin", "ar:بايدن"),
        ("en:Iran", "ar:العراق"),
        ("en:Macron", "fa:مرکل"),
        ("hi:मोदी", "ar:مهدي"),
        ("ru:Лавров", "en:Orlov"),
        ("en:Niger", "ar:الجزائر"),
    ] {
        assert!(likeness(a, b) < 0.75, "{a} {b} {}", likeness(a, b));
    }
}
