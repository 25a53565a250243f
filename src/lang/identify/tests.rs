use super::*;
use std::collections::BTreeMap;

/// `tests/data/languages.tsv`: 50 titles and 20 bodies for each of twelve languages that stand
/// close to one another.
#[test]
fn bodies_are_all_told_and_titles_mostly() {
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    let mut wrong = String::new();
    for line in include_str!("../../../tests/data/languages.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [lang, kind, text] = fields[..] else { continue };
        let found = identify(text);
        let count = counts.entry((kind, lang)).or_default();
        count.1 += 1;
        if found.as_str() == lang {
            count.0 += 1;
        } else {
            wrong.push_str(&format!("{kind} {lang} taken for {found}: {text}\n"));
        }
    }
    println!("{counts:?}\n{wrong}");
    let sum = |kind: &str| {
        let rows = counts.iter().filter(|((k, _), _)| *k == kind);
        rows.fold((0, 0), |(right, all), (_, count)| (right + count.0, all + count.1))
    };
    let ((bodies, all_bodies), (titles, all_titles)) = (sum("body"), sum("title"));
    println!("bodies {bodies}/{all_bodies}, titles {titles}/{all_titles}");
    assert_eq!((all_bodies, all_titles), (240, 600));
    assert_eq!(bodies, all_bodies, "{wrong}");
    assert!(titles * 100 >= all_titles * 93, "{titles} of {all_titles}\n{wrong}");
}

#[test]
fn texts_without_language() {
    for text in ["", "  \n", "12 345 — 7,8", "https://alder.example/a", "!!!", "\u{301}"] {
        assert_eq!(identify(text), Lang::UNKNOWN, "{text:?}");
    }
}

#[test]
fn other_scripts_and_neighbours() {
    let check = |text: &str, lang: &str| assert_eq!(identify(text).as_str(), lang, "{text}");
    check("部长周一抵达，他周二离开。", "zh");
    check("大臣は月曜日に着いて、火曜日に帰った。", "ja");
    check("장관은 월요일에 도착했다.", "ko");
    check("השר הגיע ביום שני וחזר ביום שלישי.", "he");
    check("Ο υπουργός έφτασε τη Δευτέρα.", "el");
    check("মন্ত্রী সোমবার এলেন এবং মঙ্গলবার ফিরলেন।", "bn");
    check("The minister arrived on Monday and left on Tuesday.", "en");
    check("Le ministre est arrivé lundi et il est reparti mardi.", "fr");
    check("Der Minister kam am Montag und ging am Dienstag.", "de");
    check("El ministro llegó el lunes y se fue el martes.", "es");
    check("O ministro chegou na segunda-feira e foi embora no dia seguinte.", "pt");
    check("Il ministro è arrivato lunedì ed è ripartito martedì.", "it");
    check("Bộ trưởng đã đến vào thứ Hai và rời đi vào thứ Ba.", "vi");
    check("Menteri itu tiba pada hari Senin dan berangkat pada hari Selasa.", "id");
}

#[test]
fn a_part_is_in_another_language_only_where_that_is_clear() {
    let ar = Lang::new("ar");
    assert_eq!(part("The minister arrived on Monday in Alder Bay", ar), Lang::new("en"));
    assert_eq!(part("BBC", ar), ar);
    assert_eq!(part("— Courier (@courier) February 22, 2022", ar), Lang::new("en"));
    let persian = "وزیر گفت که کار این پل تا پایان سال تمام می‌شود و مردم می‌توانند از آن بگذرند";
    assert_eq!(part(persian, ar), Lang::new("fa"));
    let ukrainian = "Міністр сказав, що міст відкриють до кінця року і що його будували три роки";
    assert_eq!(part(ukrainian, Lang::new("ru")), Lang::new("uk"));
    let german = "Der Minister sagte, dass die Brücke noch in diesem Jahr für alle geöffnet wird";
    assert_eq!(part(german, Lang::new("en")), Lang::new("de"));
    assert_eq!(part("وصل الوفد صباح الأحد إلى Alder Bay", ar), ar);
    assert_eq!(part("۲۲", ar), ar);
}
