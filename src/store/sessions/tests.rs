use super::*;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("library.db")).unwrap();
    (folder, store)
}

fn left(id: &str, paths: &[&str], at: i64, passage: usize) -> Session {
    let place = Place {
        focus: "ar".into(),
        passages: [("ar".to_owned(), (passage, 3))].into(),
        view: "facts".into(),
        rows: [("facts".to_owned(), 2)].into(),
        min_score: 0.5,
        follow: false,
        ..Place::default()
    };
    let paths = paths.iter().map(|path| (*path).to_owned()).collect();
    Session { id: id.into(), title: id.into(), paths, left: at, place }
}

#[test]
fn what_is_kept_comes_back_and_the_newest_counts() {
    let (_folder, mut store) = store();
    let articles = crate::load::sample();
    assert!(store.is_new().unwrap());
    assert_eq!(store.session(&articles, &[]).unwrap(), None);
    let id = set_id(&articles);
    store.put_session(&left(&id, &[], 1, 4)).unwrap();
    let newer = left(&id, &[], 2, 7);
    store.put_session(&newer).unwrap();
    assert_eq!(store.session(&articles, &[]).unwrap(), Some(newer));
    assert!(!store.is_new().unwrap());
    assert_eq!(store.recent(9).unwrap(), [], "the sample is offered anyway");
}

#[test]
fn a_set_is_known_by_its_texts_and_else_by_its_paths() {
    let (_folder, mut store) = store();
    let articles = crate::load::sample();
    let paths = ["/a.txt".to_owned(), "/b.txt".to_owned()];
    let old = left("texts that have changed since", &["/a.txt", "/b.txt"], 1, 4);
    store.put_session(&old).unwrap();
    assert_eq!(store.session(&articles, &paths).unwrap(), Some(old));
    assert_eq!(store.session(&articles, &paths[..1]).unwrap(), None);
    let new = left(&set_id(&articles), &["/a.txt", "/b.txt"], 2, 5);
    store.put_session(&new).unwrap();
    assert_eq!(store.recent(9).unwrap(), std::slice::from_ref(&new), "not twice");
    let mut turned = articles.clone();
    turned.reverse();
    assert_eq!(store.session(&turned, &[]).unwrap(), Some(new), "in whatever order");
}

#[test]
fn recent_sets_come_newest_first() {
    let (_folder, mut store) = store();
    for (id, at) in [("a", 5), ("b", 9), ("c", 1)] {
        store.put_session(&left(id, &[id], at, 0)).unwrap();
    }
    let found = store.recent(2).unwrap();
    assert_eq!(found.iter().map(|set| set.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
}

#[test]
fn a_place_of_another_version_does_no_harm() {
    let (_folder, mut store) = store();
    store.put_session(&left("a", &["a"], 5, 0)).unwrap();
    for (json, view) in [("{\"view\":\"hits\",\"new\":1}", "hits"), ("[1", "")] {
        store.connection.execute("UPDATE sessions SET place = ?1", [json]).unwrap();
        assert_eq!(store.recent(1).unwrap()[0].place.view, view);
    }
}

#[test]
fn a_place_of_an_older_version_shows_marks_as_is_usual() {
    let place: Place = serde_json::from_str(r#"{"marks":true,"follow":false}"#).unwrap();
    assert_eq!((place.shows_marks, place.follow), (None, false));
}
