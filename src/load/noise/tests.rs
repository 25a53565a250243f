use crate::load::from_text;
use std::collections::HashMap;

/// Sets every line of `tests/data/noise.tsv` into an article of its language and looks whether it,
/// and nothing else, is marked.
#[test]
fn lines_of_scraped_articles() {
    let frames: HashMap<&str, Vec<&str>> = include_str!("../../../tests/data/noise_frames.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(lang, rest)| (lang, rest.split('\t').collect()))
        .collect();
    let (mut found, mut missed, mut wrong) = (0, 0, 0);
    let mut report = String::new();
    for line in include_str!("../../../tests/data/noise.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [lang, place, kind, text] = fields[..] else { continue };
        let mut lines = frames[lang].clone();
        lines.insert(
            match place {
                "head" => 0,
                "middle" => 2,
                _ => lines.len(),
            },
            text,
        );
        let article = from_text("a.txt", "a", lines.join("\n\n"), None, None);
        let at = article.text.find(text).unwrap();
        for passage in &article.passages {
            let inside = passage.span.start >= at && passage.span.end <= at + text.len();
            let noise = passage.kind.is_noise();
            if inside && kind == "noise" {
                if noise { found += 1 } else { missed += 1 }
            } else if noise {
                wrong += 1;
            }
            if noise != (inside && kind == "noise") {
                report.push_str(&format!(
                    "{lang} {place} {:?}: {}\n",
                    passage.kind,
                    passage.span.of(&article.text)
                ));
            }
        }
    }
    let f1 = 2.0 * f64::from(found) / f64::from(2 * found + missed + wrong);
    println!("found {found} missed {missed} wrong {wrong} F1 {f1:.3}\n{report}");
    assert!(found > 200 && f1 >= 0.95, "found {found} missed {missed} wrong {wrong}\n{report}");
}
