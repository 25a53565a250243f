//! The files of `assets/lang/`, compiled in.

/// Path below `assets/lang/` with `/` between its parts, and content; ordered by path.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lang_assets.rs"));

/// The content of one file, for instance `ar/language.toml`.
pub fn file(path: &str) -> Option<&'static str> {
    FILES.binary_search_by(|(name, _)| name.cmp(&path)).ok().map(|at| FILES[at].1)
}

/// Every file whose path begins with `prefix` and ends with `suffix`.
pub fn files(prefix: &str, suffix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES
        .iter()
        .filter(move |(name, _)| name.starts_with(prefix) && name.ends_with(suffix))
        .map(|(name, text)| (*name, *text))
}
