//! One label an entity over a whole set: which unknown words of its articles are one name.

use super::candidates::{Candidate, Mark, What, lang_of};
use super::gazetteer::{Entity, gazetteer};
use super::rules::rules;
use super::sound::Sound;
use super::token::Script;
use super::words::is_common;
use crate::model::{Lang, Name};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A word of one language in all its places in the set.
struct Kind {
    lang: Lang,
    script: Script,
    /// The shortest spelling met, which is nearest to the nominative.
    surface: String,
    folded: String,
    /// The ways to read it: as it stands, and without proclitics.
    sounds: Vec<Sound>,
    mark: Mark,
    count: usize,
    /// Another spelling of a known name.
    known: Option<Entity>,
}

/// A word kind or known entity: what names are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Known(Entity),
    Cluster(usize),
}

/// Labels the names among the candidates: `set[article][passage]`. The outcome depends on the set
/// alone. Spans count as those of the candidates.
pub fn unify(set: &[Vec<Vec<Candidate>>]) -> Vec<Vec<Vec<Name>>> {
    let (kinds, kind_of) = collect_kinds(set);
    let mut clusters = cluster(&kinds);
    clusters.known = kinds.iter().map(|kind| kind.known).collect();
    let sequences = Sequences::collect(set, &kind_of, &clusters);
    set.iter()
        .map(|article| {
            article.iter().map(|passage| sequences.names(passage, &kind_of, &clusters)).collect()
        })
        .collect()
}

type KindKey = (Lang, Script, String);
type KindOf = HashMap<KindKey, usize>;

fn kind_key(candidate: &Candidate) -> Option<KindKey> {
    let What::Unknown(word) = &candidate.what else { return None };
    let lang = lang_of(candidate.script, candidate.lang);
    Some((lang, candidate.script, rules(lang).key(&word.folded).to_owned()))
}

/// The word kinds of the set in an order that does not depend on that of its articles.
fn collect_kinds(set: &[Vec<Vec<Candidate>>]) -> (Vec<Kind>, KindOf) {
    let mut found: BTreeMap<KindKey, Kind> = BTreeMap::new();
    for candidate in set.iter().flatten().flatten() {
        let (Some(key), What::Unknown(word)) = (kind_key(candidate), &candidate.what) else {
            continue;
        };
        let lang = key.0;
        let kind = found.entry(key).or_insert_with(|| Kind {
            lang,
            script: candidate.script,
            surface: word.surface.clone(),
            folded: word.folded.clone(),
            sounds: Vec::new(),
            mark: Mark::Plain,
            count: 0,
            known: None,
        });
        kind.mark = kind.mark.max(word.mark);
        kind.count += 1;
        let rank = |surface: &str| {
            (surface.chars().count(), surface.to_uppercase() == surface, surface.to_owned())
        };
        if rank(&word.surface) < rank(&kind.surface) {
            kind.surface = word.surface.clone();
            kind.folded = word.folded.clone();
        }
    }
    let mut kind_of = HashMap::with_capacity(found.len());
    let mut kinds = Vec::with_capacity(found.len());
    for (key, mut kind) in found {
        kind.sounds = readings(&kind);
        if !kind.script.has_case() {
            kind.known = gazetteer().sounding_like(kind.sounds.first(), kind.lang);
        }
        kind_of.insert(key, kinds.len());
        kinds.push(kind);
    }
    (kinds, kind_of)
}

/// The sounds of a word as it stands and, where its language has proclitics, without them.
fn readings(kind: &Kind) -> Vec<Sound> {
    let rules = rules(kind.lang);
    let mut words: Vec<&str> = vec![&kind.surface];
    if !kind.script.has_case() {
        words.extend(rules.without_proclitics(&kind.folded));
        words.extend(rules.without_article(&kind.folded));
        words.retain(|word| *word == kind.surface || !is_common(word, kind.lang));
    }
    let mut sounds: Vec<Sound> = Vec::new();
    for word in words {
        let sound = Sound::new(word, kind.lang);
        if sound.strong() >= 2 && !sounds.contains(&sound) {
            sounds.push(sound);
        }
    }
    sounds
}

/// Which cluster each word kind belongs to, and the clusters' labels.
struct Clusters {
    /// By word kind; none for words that turned out to be no names.
    of: Vec<Option<usize>>,
    labels: Vec<String>,
    /// By word kind: the known entity of which it is a spelling.
    known: Vec<Option<Entity>>,
}

impl Clusters {
    fn part(&self, kind: usize) -> Option<Part> {
        let known = self.known.get(kind).copied().flatten().map(Part::Known);
        known.or_else(|| self.of.get(kind).copied().flatten().map(Part::Cluster))
    }
}

fn cluster(kinds: &[Kind]) -> Clusters {
    let mut matches = likely_pairs(kinds);
    matches.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then((a.a, a.b).cmp(&(b.a, b.b))));
    // A word joins what is most like it in another language, and what is nearly as like.
    let mut best: HashMap<(usize, Lang), f32> = HashMap::new();
    for pair in &matches {
        for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
            let best = best.entry((one, kinds[other].lang)).or_insert(pair.likeness);
            *best = best.max(pair.likeness);
        }
    }
    let near_best = |one: usize, other: usize, likeness: f32| {
        best.get(&(one, kinds[other].lang)).is_none_or(|best| likeness >= best - 0.06)
    };
    let mut parents: Vec<usize> = (0..kinds.len()).collect();
    let mut matched = vec![false; kinds.len()];
    for pair in &matches {
        if near_best(pair.a, pair.b, pair.likeness) && near_best(pair.b, pair.a, pair.likeness) {
            let (a, b) = (root(&mut parents, pair.a), root(&mut parents, pair.b));
            parents[a.max(b)] = a.min(b);
            matched[pair.a] = true;
            matched[pair.b] = true;
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..kinds.len() {
        members.entry(root(&mut parents, at)).or_default().push(at);
    }
    let mut clusters =
        Clusters { of: vec![None; kinds.len()], labels: Vec::new(), known: Vec::new() };
    for kinds_in in members.into_values() {
        let is_name = kinds_in.iter().any(|at| {
            matched[*at]
                || kinds[*at].mark == Mark::Capital
                || (kinds[*at].mark == Mark::Announced && kinds[*at].count >= 2)
        });
        if is_name {
            for at in &kinds_in {
                clusters.of[*at] = Some(clusters.labels.len());
            }
            clusters.labels.push(label(kinds, &kinds_in));
        }
    }
    clusters
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
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
        super::latin(&kind.surface.to_lowercase(), kind.lang)
    };
    let mut letters = latin.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

struct Pair {
    a: usize,
    b: usize,
    likeness: f32,
}

/// Pairs of word kinds of different languages that sound like one name.
fn likely_pairs(kinds: &[Kind]) -> Vec<Pair> {
    let mut blocks: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
    for (at, kind) in kinds.iter().enumerate().filter(|(_, kind)| kind.known.is_none()) {
        let keys: BTreeSet<Vec<u8>> = kind.sounds.iter().flat_map(block_keys).collect();
        for key in keys {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for block in blocks.values() {
        for (i, a) in block.iter().enumerate() {
            for b in &block[i + 1..] {
                if may_pair(&kinds[*a], &kinds[*b]) {
                    seen.insert((*a, *b));
                }
            }
        }
    }
    seen.into_iter()
        .filter_map(|(a, b)| {
            let likeness = likeness(&kinds[a], &kinds[b])?;
            Some(Pair { a, b, likeness })
        })
        .collect()
}

/// Whether likeness of sound between these two would say that they are names at all.
fn may_pair(a: &Kind, b: &Kind) -> bool {
    if (a.lang, a.script) == (b.lang, b.script) {
        return false;
    }
    if a.mark == Mark::Capital || b.mark == Mark::Capital {
        return true;
    }
    if a.script == b.script || (a.script.has_case() && b.script.has_case()) {
        return false;
    }
    // Languages that have thousands of common words from one another.
    let family = |kind: &Kind| match kind.lang.as_str() {
        "he" => 1 | 2,
        "ar" => 2,
        "fa" | "ur" | "ps" | "ckb" => 2 | 4,
        "hi" | "mr" | "ne" => 4,
        _ => 0,
    };
    family(a) & family(b) == 0 || a.mark >= Mark::Hinted || b.mark >= Mark::Hinted
}

/// The likeness of the likest readings, if high enough for their length.
fn likeness(a: &Kind, b: &Kind) -> Option<f32> {
    if a.folded == b.folded && a.script == b.script {
        return Some(1.0);
    }
    let capital = a.mark == Mark::Capital && b.mark == Mark::Capital;
    let mut best: Option<f32> = None;
    for x in &a.sounds {
        for y in &b.sounds {
            let least = match x.strong().min(y.strong()) {
                0 | 1 => continue,
                2 if capital => 0.85,
                2 => 0.96,
                3 if capital => 0.8,
                3 => 0.86,
                4 => 0.8,
                _ => 0.77,
            };
            let likeness = x.likeness(y);
            if likeness >= least && best.is_none_or(|best| likeness > best) {
                best = Some(likeness);
            }
        }
    }
    best
}

/// Keys of which two words that sound alike have at least one in common: their strong consonants
/// as broad classes, whole and with any one of them left out.
fn block_keys(sound: &Sound) -> Vec<Vec<u8>> {
    let mut keys: Vec<Vec<u8>> = vec![Vec::new()];
    for code in sound.codes() {
        let classes: &[u8] = match code {
            b'p' | b'b' | b'f' | b'F' => b"p",
            b'v' => b"p-",
            b't' | b'd' => b"t",
            b'T' | b'D' | b'1' | b'2' => b"ts",
            b'k' | b'q' | b'K' | b'g' | b'G' => b"k",
            b'x' => b"k-",
            b's' | b'z' | b'S' | b'Z' | b'c' | b'5' => b"s",
            b'j' => b"sk",
            b'm' | b'n' => b"n",
            b'r' => b"r",
            b'l' => b"l",
            _ => continue,
        };
        let before = std::mem::take(&mut keys);
        for class in classes {
            for key in &before {
                let mut key = key.clone();
                if *class != b'-' && key.last() != Some(class) {
                    key.push(*class);
                }
                keys.push(key);
            }
        }
        keys.sort();
        keys.dedup();
        keys.truncate(8);
    }
    let mut all = Vec::new();
    for key in keys {
        if key.len() >= 4 {
            for at in 0..key.len() {
                let mut shorter = key.clone();
                shorter.remove(at);
                all.push(shorter);
            }
        }
        all.push(key);
    }
    all.retain(|key| key.len() >= 2);
    all
}

/// Names of several words met in the set.
#[derive(Default)]
struct Sequences {
    /// First and last part, with the labels met and how often.
    labels: BTreeMap<(Part, Part), BTreeMap<String, usize>>,
    by_last: HashMap<Part, BTreeSet<(Part, Part)>>,
    by_first: HashMap<Part, BTreeSet<(Part, Part)>>,
    /// By last part: the label of all sequences that end so and whose first parts sound alike, as
    /// many as there are such groups.
    groups: HashMap<Part, Vec<Group>>,
    /// Known people whose whole name is in the set.
    whole: BTreeSet<Entity>,
}

impl Sequences {
    fn collect(set: &[Vec<Vec<Candidate>>], kind_of: &KindOf, clusters: &Clusters) -> Self {
        let mut sequences = Self::default();
        for passage in set.iter().flatten() {
            for candidate in passage {
                if let What::Known { entity, family: false, .. } = candidate.what {
                    sequences.whole.insert(entity);
                }
            }
        }
        for passage in set.iter().flatten() {
            for run in runs(passage, kind_of, clusters) {
                let (Some((first, _)), Some((last, _))) = (run.first(), run.last()) else {
                    continue;
                };
                if run.len() < 2 || first == last {
                    continue;
                }
                let label = run
                    .iter()
                    .map(|(part, _)| part_label(*part, clusters))
                    .collect::<Vec<_>>()
                    .join(" ");
                let key = (*first, *last);
                *sequences.labels.entry(key).or_default().entry(label).or_default() += 1;
                sequences.by_last.entry(*last).or_default().insert(key);
                sequences.by_first.entry(*first).or_default().insert(key);
            }
        }
        sequences.group(clusters);
        sequences
    }

    /// Given names are often too short or too changed to be matched; beside the same family name
    /// they need be less alike.
    fn group(&mut self, clusters: &Clusters) {
        for (last, keys) in &self.by_last {
            let mut groups: Vec<Group> = Vec::new();
            for key in keys {
                let first = Sound::new(&part_label(key.0, clusters), const { Lang::new("en") });
                let labels = self.labels.get(key).cloned().unwrap_or_default();
                match groups.iter_mut().find(|group| group.first.likeness(&first) >= 0.5) {
                    Some(group) => {
                        group.keys.push(*key);
                        for (label, count) in labels {
                            *group.labels.entry(label).or_default() += count;
                        }
                    }
                    None => groups.push(Group { first, keys: vec![*key], labels }),
                }
            }
            self.groups.insert(*last, groups);
        }
    }

    fn names(&self, passage: &[Candidate], kind_of: &KindOf, clusters: &Clusters) -> Vec<Name> {
        let mut names = Vec::new();
        for run in runs(passage, kind_of, clusters) {
            let (Some((first, start)), Some((last, end))) = (run.first(), run.last()) else {
                continue;
            };
            let label = if run.len() > 1 && first != last {
                self.sequence_label((*first, *last))
            } else {
                self.single_label(*last, passage, *end, clusters)
            };
            let (Some(start), Some(end)) = (passage.get(*start), passage.get(*end)) else {
                continue;
            };
            if let Some(label) = label {
                let span = crate::model::Span::new(start.span.start, end.span.end);
                names.push(Name { span, label });
            }
        }
        names
    }

    fn sequence_label(&self, key: (Part, Part)) -> Option<String> {
        self.groups.get(&key.1)?.iter().find(|group| group.keys.contains(&key))?.label()
    }

    fn single_label(
        &self,
        part: Part,
        passage: &[Candidate],
        at: usize,
        clusters: &Clusters,
    ) -> Option<String> {
        if let Part::Known(entity) = part {
            if let What::Known { family: true, shared, .. } = passage.get(at)?.what
                && shared
                && !self.whole.contains(&entity)
            {
                return None;
            }
            return Some(gazetteer().label(entity).to_owned());
        }
        let only = |by: &HashMap<Part, BTreeSet<(Part, Part)>>| {
            let keys = by.get(&part).filter(|keys| keys.len() == 1)?;
            self.sequence_label(*keys.first()?)
        };
        let family = || match self.groups.get(&part).map(Vec::as_slice) {
            Some([group]) => group.label(),
            _ => None,
        };
        family().or_else(|| only(&self.by_first)).or_else(|| Some(part_label(part, clusters)))
    }
}

/// Sequences with one last part, and first parts that sound alike.
struct Group {
    first: Sound,
    keys: Vec<(Part, Part)>,
    labels: BTreeMap<String, usize>,
}

impl Group {
    /// The label met most often; of two as frequent the longer.
    fn label(&self) -> Option<String> {
        let best = self.labels.iter().max_by_key(|(label, count)| (**count, label.len()));
        best.map(|(label, _)| label.clone())
    }
}

fn part_label(part: Part, clusters: &Clusters) -> String {
    match part {
        Part::Known(entity) => gazetteer().label(entity).to_owned(),
        Part::Cluster(at) => clusters.labels.get(at).cloned().unwrap_or_default(),
    }
}

/// The names of a passage as runs of neighbouring parts, each with its place among the candidates.
fn runs(passage: &[Candidate], kind_of: &KindOf, clusters: &Clusters) -> Vec<Vec<(Part, usize)>> {
    let mut runs: Vec<Vec<(Part, usize)>> = Vec::new();
    let mut previous: Option<usize> = None;
    for (at, candidate) in passage.iter().enumerate() {
        let part = match &candidate.what {
            What::Known { entity, .. } => Some(Part::Known(*entity)),
            What::Unknown(_) => kind_key(candidate)
                .and_then(|key| kind_of.get(&key))
                .and_then(|kind| clusters.part(*kind)),
        };
        let Some(part) = part else { continue };
        let goes_on = candidate.joins
            && previous == at.checked_sub(1)
            && matches!(part, Part::Cluster(_))
            && runs
                .last()
                .and_then(|run| run.last())
                .is_some_and(|(part, _)| matches!(part, Part::Cluster(_)));
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.push((part, at)),
            None => runs.push(vec![(part, at)]),
        }
        previous = Some(at);
    }
    runs
}
