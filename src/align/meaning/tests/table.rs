use super::*;

fn table() -> Table {
    Table::open(assets::TABLE).expect("the built-in table opens")
}

#[test]
fn translations_are_nearer_than_other_passages() {
    let lines = reference();
    let passages: Vec<(Lang, &str)> = lines.iter().map(|line| (line.lang, line.text)).collect();
    let vectors = table().embed(&passages, &|_| (), &RUN).unwrap();
    let half = lines.len() / 2;
    for (a, b) in (0..half).flat_map(|a| (0..half).map(move |b| (a, b))) {
        let same = cosine(&vectors[a], &vectors[b]);
        let other = cosine(&vectors[a], &vectors[half + b]);
        assert!(same > other + 0.1, "{} {}: {same} {other}", lines[a].lang, lines[b].lang);
    }
}

#[test]
fn a_vector_depends_on_its_passage_alone() {
    let (table, lines) = (table(), reference());
    let passages: Vec<(Lang, &str)> = lines.iter().map(|line| (line.lang, line.text)).collect();
    let together = table.embed(&passages, &|_| (), &RUN).unwrap();
    for (passage, vector) in passages.iter().zip(&together) {
        assert_eq!(&table.embed(&[*passage], &|_| (), &RUN).unwrap()[0], vector);
    }
}

#[test]
fn passages_without_text_have_no_vector() {
    let lang = Lang::new("en");
    let vectors = table().embed(&[(lang, ""), (lang, " \u{a0}\n")], &|_| (), &RUN);
    assert!(vectors.unwrap().iter().all(Vec::is_empty));
    let cancelled = table().embed(&[(lang, "a")], &|_| (), &AtomicBool::new(true));
    assert!(matches!(cancelled, Err(MeaningError::Cancelled)));
}

#[test]
fn a_damaged_table_is_an_error() {
    for length in [0, 9, 30, 4_000, 200_000, 3_000_000, assets::TABLE.len() - 1] {
        let bytes = assets::TABLE[..length].to_vec();
        assert!(matches!(Table::open(bytes), Err(MeaningError::Asset { .. })), "cut at {length}");
    }
    let mut more = assets::TABLE.to_vec();
    more.push(0);
    assert!(Table::open(more).is_err());
}
