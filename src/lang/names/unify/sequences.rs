//! Names of several words: which of them are one name, and whose name a part of them is.

use super::clusters::{Clusters, Part};
use super::kinds::Kinds;
use super::pairs::block_keys;
use super::spots::{Passage, Set, Spot};
use crate::lang::names::gazetteer::Entity;
use crate::lang::names::sound::Sound;
use crate::model::{Name, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Nobody has so long a name; a list in capitals may be of any length.
const MOST_PARTS: usize = 8;

/// Neighbouring parts that make up one name in a passage.
struct Run {
    parts: Vec<Part>,
    /// Of each part among the candidates of the passage.
    places: Vec<usize>,
    span: Span,
}

/// A name of several words in one language or more.
struct Sequence {
    parts: Vec<Part>,
    /// How it sounds in each of its spellings.
    sounds: BTreeSet<Sound>,
    label: Arc<str>,
    count: usize,
}

/// The names of several words of a set, sorted into those of one entity each.
pub struct Sequences<'a> {
    kinds: &'a Kinds,
    clusters: &'a Clusters,
    /// By the parts of a sequence: to which group it belongs.
    group_of: HashMap<Vec<Part>, usize>,
    labels: Vec<Arc<str>>,
    /// By part: the groups in whose sequences it stands first, last, or anywhere.
    with_part: HashMap<Part, BTreeSet<usize>>,
    with_last: HashMap<Part, BTreeSet<usize>>,
    /// By group: how often its names are met.
    counts: Vec<usize>,
    /// By part: how often it is a name by itself.
    alone: HashMap<Part, usize>,
    /// Runs that are two names side by side, and where the second begins.
    cuts: HashMap<Vec<Part>, usize>,
    /// Known people whose whole name is in the set.
    whole: BTreeSet<Entity>,
}

impl<'a> Sequences<'a> {
    pub fn collect(set: &Set<'_>, kinds: &'a Kinds, clusters: &'a Clusters) -> Self {
        let mut found: BTreeMap<Vec<Part>, Sequence> = BTreeMap::new();
        let mut whole = BTreeSet::new();
        let mut alone: HashMap<Part, usize> = HashMap::new();
        for passage in set.passages() {
            whole.extend(passage.spots.iter().filter(|spot| !spot.family).filter_map(|s| s.entity));
            for run in runs(passage, kinds, clusters) {
                if let [part @ Part::Cluster(_)] = run.parts[..] {
                    *alone.entry(part).or_default() += 1;
                    continue;
                }
                let surface: Vec<&str> = run
                    .places
                    .iter()
                    .map(|at| passage.spots[*at].span().of(passage.text))
                    .collect();
                let sequence = found.entry(run.parts.clone()).or_insert_with(|| Sequence {
                    label: run
                        .parts
                        .iter()
                        .map(|part| clusters.label(*part))
                        .collect::<Vec<_>>()
                        .join(" ")
                        .into(),
                    parts: run.parts,
                    sounds: BTreeSet::new(),
                    count: 0,
                });
                sequence.count += 1;
                sequence.sounds.insert(Sound::new(&surface.join(" "), passage.lang));
            }
        }
        let mut sequences = Self {
            kinds,
            clusters,
            group_of: HashMap::new(),
            labels: Vec::new(),
            with_part: HashMap::new(),
            with_last: HashMap::new(),
            counts: Vec::new(),
            alone,
            cuts: cuts(&found),
            whole,
        };
        found.retain(|parts, _| !sequences.cuts.contains_key(parts));
        sequences.group(&found.into_values().collect::<Vec<_>>());
        sequences
    }

    /// Given names are often too short or too changed to be matched; beside the same family name
    /// they need be less alike, and the other way round.
    fn group(&mut self, found: &[Sequence]) {
        let mut parents: Vec<usize> = (0..found.len()).collect();
        for (i, j) in comparable(found) {
            if self.is_one_name(&found[i], &found[j]) {
                let (x, y) = (root(&parents, i), root(&parents, j));
                parents[x.max(y)] = x.min(y);
            }
        }
        let mut members: BTreeMap<usize, Vec<&Sequence>> = BTreeMap::new();
        for (at, sequence) in found.iter().enumerate() {
            members.entry(root(&parents, at)).or_default().push(sequence);
        }
        for members in members.into_values() {
            let group = self.labels.len();
            // The label met most often; of two as frequent the longer.
            let rank = |sequence: &&&Sequence| {
                let known = matches!(sequence.parts[..], [Part::Known(_)]);
                (
                    known,
                    sequence.count,
                    sequence.label.len(),
                    std::cmp::Reverse(sequence.label.clone()),
                )
            };
            let Some(best) = members.iter().max_by_key(rank) else { continue };
            self.labels.push(best.label.clone());
            self.counts.push(members.iter().map(|sequence| sequence.count).sum());
            for sequence in members {
                self.group_of.insert(sequence.parts.clone(), group);
                if sequence.parts.len() < 2 {
                    continue;
                }
                for part in &sequence.parts {
                    self.with_part.entry(*part).or_default().insert(group);
                }
                if let Some(last) = sequence.parts.last() {
                    self.with_last.entry(*last).or_default().insert(group);
                }
            }
        }
    }

    fn is_one_name(&self, a: &Sequence, b: &Sequence) -> bool {
        let known = |sequence: &Sequence| matches!(sequence.parts[..], [Part::Known(_)]);
        if known(a) && known(b) {
            return false;
        }
        if !known(a) && !known(b) {
            let (Some(a_first), Some(a_last)) = (a.parts.first(), a.parts.last()) else {
                return false;
            };
            let (Some(b_first), Some(b_last)) = (b.parts.first(), b.parts.last()) else {
                return false;
            };
            let alike = |x: &Part, y: &Part| {
                let sound = |part: &Part| {
                    Sound::new(&self.clusters.label(*part), const { crate::model::Lang::new("en") })
                };
                x == y || sound(x).likeness(&sound(y)) >= 0.5
            };
            if a_last == b_last && alike(a_first, b_first)
                || a_first == b_first && a.parts.len() == b.parts.len() && alike(a_last, b_last)
            {
                return true;
            }
        }
        let (short, long) = if a.parts.len() < b.parts.len() { (a, b) } else { (b, a) };
        if short.parts.len() >= 2 && long.parts.len() > short.parts.len() {
            let mut rest = long.parts.iter();
            if short.parts.iter().all(|part| rest.any(|other| other == part)) {
                return true;
            }
        }
        a.sounds.iter().any(|x| {
            b.sounds.iter().any(|y| x.strong().min(y.strong()) >= 4 && x.likeness(y) >= 0.8)
        })
    }

    /// The names of a passage, in its order.
    pub fn names(&self, passage: Passage<'_>) -> Vec<Name> {
        let spots = passage.spots;
        let mut names = Vec::new();
        for run in runs(passage, self.kinds, self.clusters) {
            let cut = self.cuts.get(&run.parts).copied().unwrap_or(0);
            let (first, second) = (&run.parts[..cut], &run.parts[cut..]);
            let middle = run.places.get(cut).map_or(run.span.start, |at| spots[*at].span().start);
            let end =
                cut.checked_sub(1).map_or(run.span.start, |at| spots[run.places[at]].span().end);
            for (parts, place, span) in [
                (first, 0, Span::new(run.span.start, end)),
                (second, cut, Span::new(middle, run.span.end)),
            ] {
                let span = if cut == 0 { run.span } else { span };
                let label = match parts {
                    [] => continue,
                    [part] => self.single_label(*part, &spots[run.places[place]]),
                    _ => self.group_of.get(parts).map(|group| self.labels[*group].clone()),
                };
                names.extend(label.map(|label| Name { span, label }));
            }
        }
        names
    }

    fn single_label(&self, part: Part, spot: &Spot) -> Option<Arc<str>> {
        if let Part::Known(entity) = part {
            let sure = !(spot.family && spot.shared) || self.whole.contains(&entity);
            return sure.then(|| self.clusters.label(part));
        }
        // What stands alone much oftener than in a longer name is no part of that name.
        let alone = self.alone.get(&part).copied().unwrap_or(0);
        let only = |by: &HashMap<Part, BTreeSet<usize>>, times: usize| {
            let group = by.get(&part).filter(|groups| groups.len() == 1)?.first()?;
            (alone <= times * self.counts[*group]).then(|| self.labels[*group].clone())
        };
        only(&self.with_last, 12)
            .or_else(|| only(&self.with_part, 2))
            .or_else(|| Some(self.clusters.label(part)))
    }
}

/// Runs of three parts and more whose end is a name that is met at least as often: "Karvenia Mirela
/// Vashkova" where a language writes no sign between the two.
fn cuts(found: &BTreeMap<Vec<Part>, Sequence>) -> HashMap<Vec<Part>, usize> {
    let cut = |parts: &[Part], count: usize| {
        (1..parts.len().saturating_sub(1))
            .find(|at| found.get(&parts[*at..]).is_some_and(|name| name.count > count))
    };
    found
        .iter()
        .filter_map(|(parts, sequence)| {
            // Of the first part alone, or of a name of several words too.
            let at = cut(parts, sequence.count)?;
            let first = at == 1 || found.contains_key(&parts[..at]);
            first.then(|| (parts.clone(), at))
        })
        .collect()
}

fn root(parents: &[usize], mut at: usize) -> usize {
    while parents[at] != at {
        at = parents[at];
    }
    at
}

/// Pairs of sequences that share a part or have most of their consonants in common.
fn comparable(found: &[Sequence]) -> BTreeSet<(usize, usize)> {
    let mut by_part: HashMap<Part, Vec<usize>> = HashMap::new();
    let mut by_sound: HashMap<Vec<u8>, BTreeSet<usize>> = HashMap::new();
    for (at, sequence) in found.iter().enumerate() {
        for part in &sequence.parts {
            by_part.entry(*part).or_default().push(at);
        }
        for key in sequence.sounds.iter().flat_map(block_keys).filter(|key| key.len() >= 3) {
            by_sound.entry(key).or_default().insert(at);
        }
    }
    let mut pairs = BTreeSet::new();
    let mut put = |block: &[usize]| {
        for (i, a) in block.iter().enumerate() {
            pairs.extend(block[i + 1..].iter().map(|b| (*a, *b)).filter(|(a, b)| a != b));
        }
    };
    by_part.values().for_each(|block| put(block));
    by_sound.values().for_each(|block| put(&block.iter().copied().collect::<Vec<_>>()));
    pairs
}

/// The names of a passage as runs of neighbouring parts.
fn runs(passage: Passage<'_>, kinds: &Kinds, clusters: &Clusters) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut end = 0;
    for (at, spot) in passage.spots.iter().enumerate() {
        if spot.span().start < end {
            continue;
        }
        let Some((part, span)) = part(passage, at, kinds, clusters) else { continue };
        // A word before it may already be in a name.
        let span = Span::new(span.start.max(end), span.end);
        end = span.end;
        let proclitic = spot.bare().is_some_and(|kind| clusters.has_proclitic(kind));
        let goes_on = |run: &&mut Run| {
            spot.joins
                && !proclitic
                && run.places.last().copied() == at.checked_sub(1)
                && run.parts.len() < MOST_PARTS
                && matches!(part, Part::Cluster(_))
                && matches!(run.parts.last(), Some(Part::Cluster(_)))
        };
        match runs.last_mut().filter(goes_on) {
            Some(run) => {
                run.parts.push(part);
                run.places.push(at);
                run.span.end = span.end;
            }
            None => runs.push(Run { parts: vec![part], places: vec![at], span }),
        }
    }
    runs
}

/// What a candidate is. A word that the tables know is part of another name where the words beside
/// it make one with it.
fn part(
    passage: Passage<'_>,
    at: usize,
    kinds: &Kinds,
    clusters: &Clusters,
) -> Option<(Part, Span)> {
    let spot = passage.spots.get(at)?;
    let Some(entity) = spot.entity else {
        let bare = spot.bare()?;
        let (mut best, mut score) = (clusters.part(bare), clusters.score(bare));
        let mut span = spot.span();
        for compound in spot.compounds() {
            let kind = kinds.of_compound(spot, compound.of(passage.text));
            if let Some(kind) = kind.filter(|kind| clusters.score(*kind) > score) {
                (best, score) = (clusters.part(kind), clusters.score(kind));
                span = compound;
            }
        }
        return Some((best?, span));
    };
    if let Some(bare) = spot.bare().filter(|bare| clusters.in_company(*bare)) {
        let in_company = |other: Option<usize>, joins: bool| {
            let other = other.and_then(|at| passage.spots.get(at)).filter(|_| joins);
            other.and_then(Spot::bare).is_some_and(|other| clusters.in_company(other))
        };
        let joins_next = passage.spots.get(at + 1).is_some_and(|next| next.joins);
        if in_company(at.checked_sub(1), spot.joins) || in_company(Some(at + 1), joins_next) {
            return Some((clusters.part(bare)?, spot.span()));
        }
    }
    let table = kinds.of(spot).and_then(|kind| clusters.part(kind));
    Some((table.unwrap_or(Part::Known(entity)), spot.span()))
}
