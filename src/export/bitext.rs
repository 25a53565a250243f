//! Links by pair of languages, for the formats that keep a file for each.

use super::Source;
use super::text::{file_name, segment};
use super::wire::{Pair, Wire};
use crate::model::{Article, EvidenceKind, NEARLY};
use std::collections::{BTreeMap, HashSet};

/// The links between two languages.
pub struct Bitext<'a> {
    /// In the order of the alphabet; the same one twice where both articles are in it.
    pub langs: [&'a str; 2],
    pub pairs: Vec<LangPair<'a>>,
}

/// A link whose sides stand in the order of the bitext's languages.
pub struct LangPair<'a> {
    pub pair: Pair<'a>,
    /// Places of the two articles in the set.
    pub articles: [usize; 2],
}

impl Bitext<'_> {
    /// `ar-fa`: what its files are called.
    pub fn name(&self) -> String {
        format!("{}-{}", self.langs[0], self.langs[1])
    }
}

/// The links, by languages and there by articles and places. A pair of which one side has no words
/// is left out: no format of this kind knows an empty segment.
pub fn by_languages<'a>(source: Source<'a>, wire: &Wire<'a>) -> Vec<Bitext<'a>> {
    let mut found: BTreeMap<[&str; 2], Vec<LangPair<'a>>> = BTreeMap::new();
    for link in &source.alignment.links {
        let mut pair = wire.pair(link);
        let mut articles = [link.a.article, link.b.article];
        if pair.a.lang > pair.b.lang {
            turn(&mut pair);
            articles.reverse();
        }
        if segment(pair.a.text).is_empty() || segment(pair.b.text).is_empty() {
            continue;
        }
        let langs = [pair.a.lang, pair.b.lang];
        found.entry(langs).or_default().push(LangPair { pair, articles });
    }
    found
        .into_iter()
        .map(|(langs, mut pairs)| {
            pairs.sort_by_key(|found| (found.articles, found.pair.a.index, found.pair.b.index));
            Bitext { langs, pairs }
        })
        .collect()
}

/// Changes the sides.
fn turn(pair: &mut Pair<'_>) {
    std::mem::swap(&mut pair.a, &mut pair.b);
    for reason in &mut pair.evidence {
        std::mem::swap(&mut reason.a, &mut reason.b);
        // Two values that are nearly the same stand in the order of the sides.
        if [EvidenceKind::Number, EvidenceKind::Date]
            .map(EvidenceKind::as_str)
            .contains(&reason.kind)
            && let Some((a, b)) = reason.value.split_once(NEARLY)
        {
            reason.value = [b, a].join(NEARLY).into();
        }
    }
    for conflict in &mut pair.conflicts {
        std::mem::swap(&mut conflict.a, &mut conflict.b);
    }
}

/// A file name for each article, after its id; no two differ in case only.
pub fn file_names(articles: &[Article]) -> Vec<String> {
    let mut used = HashSet::new();
    articles
        .iter()
        .map(|article| {
            let name = file_name(&article.id);
            let mut free = name.clone();
            let mut number = 2_usize;
            while !used.insert(free.to_lowercase()) {
                free = format!("{name}-{number}");
                number += 1;
            }
            free
        })
        .collect()
}
