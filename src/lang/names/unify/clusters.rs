//! Which kinds of words are one name.

use super::kinds::{Kind, Kinds};
use super::pairs::{self, Pair};
use crate::lang::names::candidates::Mark;
use crate::lang::names::gazetteer::{Entity, gazetteer};
use crate::lang::names::token::Script;
use crate::model::Lang;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A cluster of word kinds or a known entity: what names are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Known(Entity),
    Cluster(usize),
}

/// Which name each word kind belongs to, and the names' labels.
pub struct Clusters {
    /// By word kind; none for words that turned out to be no names.
    parts: Vec<Option<Part>>,
    labels: Vec<Arc<str>>,
    /// Kinds that sound like one of another language, as do the words beside them.
    company: BTreeSet<usize>,
    /// By word kind: how like the likest that it was joined to.
    scores: Vec<f32>,
    /// Kinds whose first letters are a word of its own, "and" or "the".
    bare: BTreeSet<usize>,
}

/// By two groups: the likeness of the likest two of their spellings, and the strong consonants of
/// those.
type Likest = BTreeMap<(usize, usize), (f32, usize)>;

impl Clusters {
    pub fn new(kinds: &Kinds) -> Self {
        let pairs = pairs::pairs(kinds);
        let mut groups = Groups::new(kinds);
        groups.join_sure(&pairs);
        groups.complete(&pairs);
        groups.finish(&pairs)
    }

    pub fn part(&self, kind: usize) -> Option<Part> {
        self.parts.get(kind).copied().flatten()
    }

    /// Whether a kind stands in a name of several words that two languages have.
    pub fn in_company(&self, kind: usize) -> bool {
        self.company.contains(&kind)
    }

    /// Whether a kind begins with a word glued to it, so that no name goes on over its beginning.
    pub fn has_proclitic(&self, kind: usize) -> bool {
        self.bare.contains(&kind)
    }

    /// How like a kind is to what it was joined to; 0 where it stands alone.
    pub fn score(&self, kind: usize) -> f32 {
        self.scores.get(kind).copied().unwrap_or(0.0)
    }

    pub fn label(&self, part: Part) -> Arc<str> {
        match part {
            Part::Known(entity) => gazetteer().label(entity),
            Part::Cluster(at) => Arc::clone(&self.labels[at]),
        }
    }
}

/// What completing asks of kinds joined so far.
#[derive(Default)]
struct Group {
    langs: BTreeSet<Lang>,
    /// Whether capitals or the tables say that it is a name.
    vouched: bool,
    /// Whether more may join it.
    open: bool,
}

/// Kinds joined so far: disjoint sets.
struct Groups<'a> {
    kinds: &'a [Kind],
    parents: Vec<usize>,
    /// By root.
    table: Vec<Option<Entity>>,
    /// How like a kind is to the likest that it was joined to; 0 for none.
    scores: Vec<f32>,
}

impl<'a> Groups<'a> {
    fn new(kinds: &'a Kinds) -> Self {
        let all = &kinds.all;
        Self {
            kinds: all,
            parents: (0..all.len()).collect(),
            table: all.iter().map(|kind| kind.table).collect(),
            scores: vec![0.0; all.len()],
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    /// Joins two kinds, unless that would make one of two known entities.
    fn join(&mut self, a: usize, b: usize, score: f32) {
        let (x, y) = (self.root(a), self.root(b));
        if x != y
            && self.table[x].is_some()
            && self.table[y].is_some()
            && self.table[x] != self.table[y]
        {
            return;
        }
        let (root, other) = (x.min(y), x.max(y));
        self.table[root] = self.table[root].or(self.table[other]);
        self.parents[other] = root;
        for one in [a, b] {
            self.scores[one] = self.scores[one].max(score);
        }
    }

    /// A word joins what is most like it in another language, and what is nearly as like.
    fn join_sure(&mut self, pairs: &[Pair]) {
        let kinds = self.kinds;
        let mut sure: Vec<&Pair> =
            pairs.iter().filter(|pair| pairs::is_sure(pair, kinds)).collect();
        sure.sort_by(|a, b| b.score().total_cmp(&a.score()).then((a.a, a.b).cmp(&(b.a, b.b))));
        let mut best: HashMap<(usize, Lang), f32> = HashMap::new();
        for pair in &sure {
            for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let best = best.entry((one, kinds[other].lang)).or_insert(0.0);
                *best = best.max(pair.score());
            }
        }
        let near_best = |one: usize, other: usize, score: f32| {
            best.get(&(one, kinds[other].lang)).is_none_or(|best| score >= best - 0.06)
        };
        let mut likest: HashMap<usize, f32> = HashMap::new();
        for ((one, _), score) in &best {
            let likest = likest.entry(*one).or_insert(0.0);
            *likest = likest.max(*score);
        }
        // What sounds like a word of the tables, unless it sounds more like one of the set.
        for (at, kind) in kinds.iter().enumerate() {
            if let Some((entity, likeness)) = kind.heard
                && likeness >= likest.get(&at).copied().unwrap_or(0.0) - 0.03
            {
                self.table[at] = Some(entity);
            }
        }
        for pair in sure {
            if near_best(pair.a, pair.b, pair.score()) && near_best(pair.b, pair.a, pair.score()) {
                self.join(pair.a, pair.b, pair.score());
            }
        }
    }

    /// A name that capitals or the tables vouch for has most likely its spelling in the other
    /// languages too: what is most like it there joins, if it is clearly more like this name than
    /// like any other.
    fn complete(&mut self, pairs: &[Pair]) {
        let mut groups = self.groups();
        let likest = self.likest(&groups, pairs);
        let mut found = self.clear_likenesses(&groups, likest);
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (likeness, x, y) in found {
            let (a, b) = (self.root(x), self.root(y));
            let disjoint = match (groups.get(&a), groups.get(&b)) {
                (Some(a), Some(b)) => a.langs.is_disjoint(&b.langs),
                _ => false,
            };
            if !disjoint {
                continue;
            }
            self.join(x, y, likeness);
            let root = self.root(a);
            let other = if root == a { b } else { a };
            let langs = groups.remove(&other).unwrap_or_default().langs;
            groups.entry(root).or_default().langs.extend(langs);
        }
    }

    /// Whether a spelling counts in its group: one that was matched, or is rather a name than not.
    fn counts(&self, at: usize) -> bool {
        let kind = &self.kinds[at];
        self.scores[at] > 0.0 || kind.mark > Mark::Doubtful && !kind.compound && kind.count > 0
    }

    /// What is joined so far, by its root.
    fn groups(&mut self) -> HashMap<usize, Group> {
        let mut groups: HashMap<usize, Group> = HashMap::new();
        for (at, kind) in self.kinds.iter().enumerate() {
            let root = self.root(at);
            let group = groups.entry(root).or_default();
            if self.counts(at) {
                group.open = true;
                group.langs.insert(kind.lang);
                group.vouched |= kind.mark == Mark::Capital || self.table[root].is_some();
            }
        }
        groups
    }

    /// How like two groups are that may be one name.
    fn likest(&mut self, groups: &HashMap<usize, Group>, pairs: &[Pair]) -> Likest {
        let mut best = Likest::new();
        for pair in pairs {
            let (x, y) = (self.root(pair.a), self.root(pair.b));
            let (Some(a), Some(b)) = (groups.get(&x), groups.get(&y)) else { continue };
            let fits =
                a.open && b.open && (a.vouched || b.vouched) && a.langs.is_disjoint(&b.langs);
            if x != y && fits && self.counts(pair.a) && self.counts(pair.b) {
                let best = best.entry((x.min(y), x.max(y))).or_insert((0.0, 0));
                if pair.likeness > best.0 {
                    *best = (pair.likeness, pair.strong);
                }
            }
        }
        best
    }

    /// Those that are like enough, and like nothing else: the likeness and the two groups.
    fn clear_likenesses(
        &self,
        groups: &HashMap<usize, Group>,
        best: Likest,
    ) -> Vec<(f32, usize, usize)> {
        let mut rivals: HashMap<usize, Vec<f32>> = HashMap::new();
        for ((x, y), (likeness, _)) in &best {
            rivals.entry(*x).or_default().push(*likeness);
            rivals.entry(*y).or_default().push(*likeness);
        }
        let mut found = Vec::new();
        for ((x, y), (likeness, strong)) in best {
            let several = [x, y].iter().any(|one| groups[one].langs.len() >= 2);
            let least = match strong {
                0 | 1 => continue,
                2 if several => 0.85,
                2 => 0.9,
                3 if several => 0.74,
                3 => 0.8,
                _ if several => 0.68,
                _ => 0.74,
            };
            // The larger group may be like several words; the smaller must be like it alone.
            let small = if groups[&x].langs.len() < groups[&y].langs.len() { x } else { y };
            let clear = rivals.get(&small).is_some_and(|rivals| {
                rivals.iter().filter(|rival| **rival > likeness - 0.05).count() == 1
            });
            let known = self.table[x].is_some() || self.table[y].is_some();
            let least = if known { f32::max(least, pairs::least_of_known(strong)) } else { least };
            if likeness >= least && clear {
                found.push((likeness, x, y));
            }
        }
        found
    }

    fn finish(mut self, pairs: &[Pair]) -> Clusters {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.kinds.len() {
            members.entry(self.root(at)).or_default().push(at);
        }
        let mut clusters = Clusters {
            parts: vec![None; self.kinds.len()],
            labels: Vec::new(),
            company: BTreeSet::new(),
            scores: Vec::new(),
            bare: BTreeSet::new(),
        };
        let mut likest: HashMap<usize, (f32, bool)> = HashMap::new();
        for pair in pairs {
            if self.root(pair.a) != self.root(pair.b) {
                continue;
            }
            for (one, bare) in [pair.a, pair.b].into_iter().zip(pair.bare) {
                let likest = likest.entry(one).or_insert((0.0, false));
                if pair.likeness > likest.0 {
                    *likest = (pair.likeness, bare);
                }
            }
        }
        clusters.bare = likest.iter().filter(|(_, best)| best.1).map(|(kind, _)| *kind).collect();
        for pair in pairs.iter().filter(|pair| pair.company) {
            clusters.company.extend([pair.a, pair.b]);
        }
        for (root, kinds) in members {
            let is_name = kinds.iter().any(|at| {
                let kind = &self.kinds[*at];
                self.scores[*at] > 0.0
                    || kind.count > 0
                        && (kind.mark == Mark::Capital
                            || kind.mark == Mark::Announced && kind.count >= 2)
            });
            let part = match self.table[root] {
                Some(entity) => Part::Known(entity),
                None if is_name => {
                    clusters.labels.push(label(self.kinds, &kinds).into());
                    Part::Cluster(clusters.labels.len() - 1)
                }
                None => continue,
            };
            for at in kinds {
                clusters.parts[at] = Some(part);
            }
        }
        clusters.scores = self.scores;
        clusters
    }
}

/// The spelling of an English article, else of another in Latin letters, else the romanised one.
fn label(kinds: &[Kind], members: &[usize]) -> String {
    let rank = |at: usize| {
        let kind = &kinds[at];
        let order = match (kind.script, kind.lang.as_str()) {
            (Script::Latin, "en") => 0,
            (Script::Latin, _) => 1,
            (Script::Cyrillic, _) => 2,
            (Script::Devanagari, _) => 3,
            _ => 4,
        };
        (order, std::cmp::Reverse(kind.mark), std::cmp::Reverse(kind.count), &kind.surface)
    };
    let Some(best) = members.iter().copied().min_by_key(|at| rank(*at)) else {
        return String::new();
    };
    let kind = &kinds[best];
    let latin = if kind.script == Script::Latin {
        kind.surface.clone()
    } else {
        crate::lang::names::latin(&kind.surface.to_lowercase(), kind.lang)
    };
    let mut letters = latin.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
