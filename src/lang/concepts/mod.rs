//! Event concepts: what people and states do, roles, institutions, disasters. The lexicon stands in
//! `assets/lang/concepts/*.tsv` (the concepts) and `assets/lang/LL/concepts/*.tsv` (their words).

use crate::lang::assets;
use crate::model::ConceptId;
use std::sync::LazyLock;

/// One row of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConceptInfo {
    /// Kebab-case, unique.
    pub id: &'static str,
    /// Related concepts share it.
    pub group: &'static str,
    /// English, for the reader.
    pub label: &'static str,
}

/// All concepts; a [`ConceptId`] is a place in it.
static CONCEPTS: LazyLock<Vec<ConceptInfo>> = LazyLock::new(|| {
    assets::files("concepts/", ".tsv")
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some(ConceptInfo {
                id: columns.next()?.trim(),
                group: columns.next()?.trim(),
                label: columns.next()?.trim(),
            })
        })
        .collect()
});

/// What a concept is. Panics if `id` was not made by this module.
pub fn info(id: ConceptId) -> &'static ConceptInfo {
    &CONCEPTS[usize::from(id.0)]
}
