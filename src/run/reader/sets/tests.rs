use super::*;

#[test]
fn only_what_can_be_opened_again_is_offered() {
    let paths = ["a.txt".to_owned(), "/b.txt".to_owned()];
    let full = absolute(&paths);
    assert!(full.iter().all(|path| Path::new(path).is_absolute()), "{full:?}");
    assert_eq!(full[1], "/b.txt");
    assert_eq!(absolute(&["a.txt".to_owned(), "-".to_owned()]), Vec::<String>::new());
    assert_eq!(absolute(&["a\nb".to_owned()]), Vec::<String>::new());
}

#[test]
fn a_set_is_called_by_its_languages_and_files() {
    let articles = crate::load::sample();
    let title = title(&articles, &["/news/quake".to_owned(), "/more.txt".to_owned()]);
    assert!(title.starts_with("8 articles · "), "{title}");
    assert!(title.ends_with(" · quake, more.txt"), "{title}");
}
