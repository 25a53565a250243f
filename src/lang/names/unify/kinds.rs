//! The words of a set that may be names or parts of names, each once a language.

use super::spots::Spot;
use crate::lang::names::candidates::{Candidate, Mark, What, Word, lang_of};
use crate::lang::names::gazetteer::{Entity, gazetteer};
use crate::lang::names::rules::rules;
use crate::lang::names::sound::Sound;
use crate::lang::names::token::Script;
use crate::lang::names::words::is_common;
use crate::model::Lang;
use std::collections::HashMap;

/// A word of one language in all its places in the set.
pub struct Kind {
    pub lang: Lang,
    pub script: Script,
    /// The shortest spelling met, which is nearest to the nominative.
    pub surface: String,
    pub folded: String,
    /// The ways to read it: as it stands, without proclitics, by the rules of other languages.
    pub sounds: Vec<Sound>,
    /// Two words that may be one.
    pub compound: bool,
    pub mark: Mark,
    /// In how many places no table knows it.
    pub count: usize,
    /// What the tables say it is: of a kind of its own, apart from the word as part of other names.
    pub table: Option<Entity>,
    /// Another spelling of a known name, by its sound, and how like it is.
    pub heard: Option<(Entity, f32)>,
}

/// Languages by whose rules names are spelled in other languages that have Latin letters.
const ORTHOGRAPHIES: [Lang; 7] = [
    Lang::new("de"),
    Lang::new("es"),
    Lang::new("fr"),
    Lang::new("hr"),
    Lang::new("it"),
    Lang::new("pl"),
    Lang::new("pt"),
];

/// Language and script of a word, the word without case endings, and what the tables say of it.
type Key = (Lang, Script, String, Option<Entity>);

/// The kinds of a set: words first, in an order that does not depend on that of its articles, then
/// compounds, likewise.
pub struct Kinds {
    pub all: Vec<Kind>,
    /// By the kind of a word alone and what the tables say: the kind of its own.
    known: HashMap<(usize, Entity), usize>,
    /// By language, script and the words as they stand.
    pub compounds: HashMap<(Lang, Script), HashMap<String, usize>>,
    /// Kinds that are met beside each other in one name: left and right, in order.
    after: Vec<(u32, u32)>,
    /// The same, right and left, in order.
    before: Vec<(u32, u32)>,
}

impl Kinds {
    /// The kind of a candidate by what the tables say of it; none for known names of several words.
    pub fn of(&self, spot: &Spot) -> Option<usize> {
        let bare = spot.bare()?;
        spot.entity.map_or(Some(bare), |entity| self.known.get(&(bare, entity)).copied())
    }

    /// The kind of a candidate's word together with a neighbour, as they stand.
    pub fn of_compound(&self, spot: &Spot, surface: &str) -> Option<usize> {
        let Kind { lang, script, .. } = self.all[spot.bare()?];
        self.compounds.get(&(lang, script))?.get(surface).copied()
    }

    /// The kinds met right after and right before a kind in one name.
    pub fn beside(&self, kind: usize) -> [&[(u32, u32)]; 2] {
        [of_first(&self.after, kind), of_first(&self.before, kind)]
    }
}

/// The pairs that begin with a kind.
fn of_first(pairs: &[(u32, u32)], kind: usize) -> &[(u32, u32)] {
    let start = pairs.partition_point(|(first, _)| (*first as usize) < kind);
    let end = start + pairs[start..].partition_point(|(first, _)| *first as usize == kind);
    &pairs[start..end]
}

/// The words of a set as they are met; numbered in that order.
#[derive(Default)]
pub struct Words {
    found: HashMap<Key, (u32, Kind)>,
    /// Numbers of words that stand beside each other in one name; as yet with repetitions.
    pairs: Vec<(u32, u32)>,
    /// How long `pairs` was without repetitions.
    distinct: usize,
}

impl Words {
    /// Takes the candidates of a passage in; the number of each that is one word.
    pub fn take(&mut self, passage: &[Candidate]) -> Vec<Option<u32>> {
        let numbers: Vec<Option<u32>> =
            passage.iter().map(|candidate| self.take_one(candidate)).collect();
        for (pair, numbers) in passage.windows(2).zip(numbers.windows(2)) {
            if let ([_, second], [Some(left), Some(right)]) = (pair, numbers)
                && second.joins
            {
                self.pairs.push((*left, *right));
            }
        }
        if self.pairs.len() > 2 * self.distinct + 4096 {
            self.pairs.sort_unstable();
            self.pairs.dedup();
            self.distinct = self.pairs.len();
        }
        numbers
    }

    fn take_one(&mut self, candidate: &Candidate) -> Option<u32> {
        match &candidate.what {
            What::Unknown(word) => Some(self.put(candidate, word, None, 1)),
            What::Known { alone: false, .. } => None,
            What::Known { entity, family, shared, word, .. } => {
                if !(*family && *shared) {
                    self.put(candidate, word, Some(*entity), 1);
                }
                // As part of another name the tables do not know it.
                Some(self.put(candidate, word, None, 0))
            }
        }
    }

    fn put(
        &mut self,
        candidate: &Candidate,
        word: &Word,
        table: Option<Entity>,
        count: usize,
    ) -> u32 {
        let lang = lang_of(candidate.script, candidate.lang);
        let key = (lang, candidate.script, rules(lang).key(&word.folded).to_owned(), table);
        let number = self.found.len() as u32;
        let (number, kind) = self.found.entry(key).or_insert_with(|| {
            let kind = Kind {
                lang,
                script: candidate.script,
                surface: word.surface.clone(),
                folded: word.folded.clone(),
                sounds: Vec::new(),
                compound: false,
                mark: Mark::Doubtful,
                count: 0,
                table,
                heard: None,
            };
            (number, kind)
        });
        kind.mark = kind.mark.max(word.mark);
        kind.count += count;
        let rank = |surface: &str| {
            (surface.chars().count(), surface.to_uppercase() == surface, surface.to_owned())
        };
        if word.surface != kind.surface && rank(&word.surface) < rank(&kind.surface) {
            kind.surface.clone_from(&word.surface);
            kind.folded.clone_from(&word.folded);
        }
        *number
    }

    /// The kinds in their order, and the kind of each number.
    pub fn kinds(self) -> (Kinds, Vec<u32>) {
        let mut found: Vec<(Key, (u32, Kind))> = self.found.into_iter().collect();
        found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut places = vec![0; found.len()];
        let mut known = HashMap::new();
        let mut all = Vec::with_capacity(found.len());
        // The word that no table knows is the first of its spelling.
        let mut bare: Option<(Key, usize)> = None;
        for (at, (key, (number, mut kind))) in found.into_iter().enumerate() {
            places[number as usize] = at as u32;
            kind.sounds = readings(&kind);
            let unknown = kind.table.is_none();
            if unknown && kind.mark > Mark::Doubtful && !kind.script.has_case() {
                kind.heard = gazetteer().sounding_like(kind.sounds.first(), kind.lang);
            }
            match (kind.table, &bare) {
                (None, _) => bare = Some((key, at)),
                (Some(entity), Some((word, place)))
                    if (word.0, word.1, &word.2) == (key.0, key.1, &key.2) =>
                {
                    known.insert((*place, entity), at);
                }
                (Some(_), _) => {}
            }
            all.push(kind);
        }
        let mut after = self.pairs;
        for (left, right) in &mut after {
            (*left, *right) = (places[*left as usize], places[*right as usize]);
        }
        after.sort_unstable();
        after.dedup();
        let mut before: Vec<(u32, u32)> =
            after.iter().map(|(left, right)| (*right, *left)).collect();
        before.sort_unstable();
        (Kinds { all, known, compounds: HashMap::new(), after, before }, places)
    }
}

/// The sounds of a word as it stands, without proclitics where its language has them, and by the
/// rules of other languages where it may be of one of them.
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
        if sound.strong() >= 1 && !sounds.contains(&sound) {
            sounds.push(sound);
        }
    }
    if kind.script == Script::Latin && kind.mark >= Mark::Plain {
        for lang in ORTHOGRAPHIES {
            let sound = Sound::new(&kind.surface, lang);
            if sound.strong() >= 2 && !sounds.contains(&sound) {
                sounds.push(sound);
            }
        }
    }
    sounds
}
