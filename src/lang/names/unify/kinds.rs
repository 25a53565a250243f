//! The words of a set that may be names or parts of names, each once a language.

use crate::lang::names::candidates::{Candidate, Compound, Mark, What, Word, lang_of};
use crate::lang::names::gazetteer::{Entity, gazetteer};
use crate::lang::names::rules::rules;
use crate::lang::names::sound::Sound;
use crate::lang::names::token::Script;
use crate::lang::names::words::is_common;
use crate::model::Lang;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The kinds of a set, in an order that does not depend on that of its articles.
pub struct Kinds {
    pub all: Vec<Kind>,
    places: HashMap<Key, usize>,
    /// By kind: the kinds met right after it in one name.
    pub after: Vec<BTreeSet<usize>>,
    /// By kind: the kinds met right before it.
    pub before: Vec<BTreeSet<usize>>,
}

fn key(candidate: &Candidate, word: &Word, table: Option<Entity>) -> Key {
    let lang = lang_of(candidate.script, candidate.lang);
    (lang, candidate.script, rules(lang).key(&word.folded).to_owned(), table)
}

fn compound_key(candidate: &Candidate, compound: &Compound) -> Key {
    let lang = lang_of(candidate.script, candidate.lang);
    (lang, candidate.script, compound.surface.clone(), None)
}

/// The word that a candidate is, if it is one.
fn word(candidate: &Candidate) -> Option<&Word> {
    match &candidate.what {
        What::Unknown(word) => Some(word),
        What::Known { word, alone, .. } => alone.then_some(word),
    }
}

impl Kinds {
    pub fn collect(set: &[Vec<Vec<Candidate>>]) -> Self {
        let mut found: BTreeMap<Key, Kind> = BTreeMap::new();
        for candidate in set.iter().flatten().flatten() {
            let Some(word) = word(candidate) else { continue };
            match candidate.what {
                What::Unknown(_) => {
                    take(&mut found, candidate, word, None, 1);
                    for compound in &word.compounds {
                        take_compound(&mut found, candidate, compound);
                    }
                }
                What::Known { entity, family, shared, .. } => {
                    // As part of another name the tables do not know it.
                    take(&mut found, candidate, word, None, 0);
                    if !(family && shared) {
                        take(&mut found, candidate, word, Some(entity), 1);
                    }
                }
            }
        }
        let mut places = HashMap::with_capacity(found.len());
        let mut all = Vec::with_capacity(found.len());
        for (key, mut kind) in found {
            if !kind.compound {
                kind.sounds = readings(&kind);
            }
            let alone = !kind.compound && kind.table.is_none() && kind.mark > Mark::Doubtful;
            if alone && !kind.script.has_case() {
                kind.heard = gazetteer().sounding_like(kind.sounds.first(), kind.lang);
            }
            places.insert(key, all.len());
            all.push(kind);
        }
        let mut kinds = Self {
            after: vec![BTreeSet::new(); all.len()],
            before: vec![BTreeSet::new(); all.len()],
            all,
            places,
        };
        for passage in set.iter().flatten() {
            for pair in passage.windows(2) {
                let [first, second] = pair else { continue };
                if let (true, Some(first), Some(second)) =
                    (second.joins, kinds.bare(first), kinds.bare(second))
                {
                    kinds.after[first].insert(second);
                    kinds.before[second].insert(first);
                }
            }
        }
        kinds
    }

    /// The kind of a candidate by what the tables say of it; none for known names of several words.
    pub fn of(&self, candidate: &Candidate) -> Option<usize> {
        let table = match candidate.what {
            What::Known { entity, .. } => Some(entity),
            What::Unknown(_) => None,
        };
        self.places.get(&key(candidate, word(candidate)?, table)).copied()
    }

    /// The kind of a candidate's word together with a neighbour.
    pub fn of_compound(&self, candidate: &Candidate, compound: &Compound) -> Option<usize> {
        self.places.get(&compound_key(candidate, compound)).copied()
    }

    /// The kind of a candidate as a word alone, whatever the tables say.
    pub fn bare(&self, candidate: &Candidate) -> Option<usize> {
        self.places.get(&key(candidate, word(candidate)?, None)).copied()
    }
}

fn take(
    found: &mut BTreeMap<Key, Kind>,
    candidate: &Candidate,
    word: &Word,
    table: Option<Entity>,
    count: usize,
) {
    let key = key(candidate, word, table);
    let lang = key.0;
    let kind = found.entry(key).or_insert_with(|| Kind {
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
    });
    kind.mark = kind.mark.max(word.mark);
    kind.count += count;
    let rank = |surface: &str| {
        (surface.chars().count(), surface.to_uppercase() == surface, surface.to_owned())
    };
    if rank(&word.surface) < rank(&kind.surface) {
        kind.surface = word.surface.clone();
        kind.folded = word.folded.clone();
    }
}

fn take_compound(found: &mut BTreeMap<Key, Kind>, candidate: &Candidate, compound: &Compound) {
    let key = compound_key(candidate, compound);
    let sound = Sound::new(&compound.surface, key.0);
    if sound.strong() < 3 {
        return;
    }
    let lang = key.0;
    found.entry(key).or_insert_with(|| Kind {
        lang,
        script: candidate.script,
        surface: compound.surface.clone(),
        folded: compound.surface.clone(),
        sounds: vec![sound],
        compound: true,
        mark: Mark::Plain,
        count: 1,
        table: None,
        heard: None,
    });
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
