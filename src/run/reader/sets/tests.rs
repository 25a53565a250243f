use super::*;

#[test]
fn only_what_can_be_opened_again_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let there = folder.path().join("b.txt").display().to_string();
    std::fs::write(&there, "Text.").expect("written");
    // Tests run in the package's folder.
    let full = absolute(&["Cargo.toml".to_owned(), there.clone()]);
    assert!(full.iter().all(|path| Path::new(path).is_absolute()), "{full:?}");
    assert_eq!(full[1], there);
    let mistyped = [there.clone(), "/mistyped.txt".to_owned()];
    assert_eq!(absolute(&mistyped), std::slice::from_ref(&there));
    assert_eq!(absolute(&[there, "-".to_owned()]), Vec::<String>::new());
    let pattern = folder.path().join("*.txt").display().to_string();
    assert_eq!(absolute(std::slice::from_ref(&pattern)), [pattern]);
    let broken = folder.path().join("a\nb").display().to_string();
    std::fs::write(&broken, "Text.").expect("written");
    assert_eq!(absolute(&[broken]), Vec::<String>::new());
}

#[test]
fn a_set_is_called_by_its_languages_and_files() {
    let articles = crate::load::sample();
    let title = title(&articles, &["/news/quake".to_owned(), "/more.txt".to_owned()]);
    assert!(title.starts_with("8 articles · "), "{title}");
    assert!(title.ends_with(" · quake, more.txt"), "{title}");
}
