//! Two neighbouring words that may be one name: `علی اف` beside `علیاف` and `Алиев`.

use super::kinds::{Kind, Kinds};
use super::pairs::block_keys;
use super::spots::Set;
use crate::lang::names::candidates::Mark;
use crate::lang::names::sound::Sound;
use crate::lang::names::token::Script;
use crate::model::Lang;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Fewest strong consonants, and letters of a key, by which two words are believed to be one.
pub const LEAST: usize = 3;

/// Language and script, and the two words as they stand.
type Key = (Lang, Script, String);

/// Adds the compounds of a set to its kinds, as far as a word of another language sounds like one:
/// of all others nothing can become known, and a long article has very many.
pub fn add(kinds: &mut Kinds, set: &Set<'_>) {
    let words = Words::new(&kinds.all);
    if !words.have_several {
        return;
    }
    let found: BTreeSet<Key> = set
        .parallel_passages()
        .flat_map_iter(|passage| {
            passage.spots.iter().flat_map(move |spot| {
                spot.compounds().map(move |span| (spot.bare(), span.of(passage.text)))
            })
        })
        .filter_map(|(bare, surface)| {
            let Kind { lang, script, .. } = kinds.all[bare?];
            let sound = Sound::new(surface, lang);
            let heard = sound.strong() >= LEAST && words.sound_like(&sound, (lang, script));
            heard.then(|| (lang, script, surface.to_owned()))
        })
        .collect();
    for (lang, script, surface) in found {
        let number = kinds.all.len();
        kinds.all.push(Kind {
            lang,
            script,
            folded: surface.clone(),
            sounds: vec![Sound::new(&surface, lang)],
            surface: surface.clone(),
            compound: true,
            mark: Mark::Plain,
            count: 1,
            table: None,
            heard: None,
        });
        kinds.compounds.entry((lang, script)).or_default().insert(surface, number);
    }
}

/// In which language a word with a key is; several are not told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    One(Lang, Script),
    Several,
}

/// The words of a set by what they sound like.
struct Words {
    by_key: HashMap<Vec<u8>, In>,
    have_several: bool,
}

impl Words {
    fn new(kinds: &[Kind]) -> Self {
        let first = kinds.first().map(|kind| (kind.lang, kind.script));
        let have_several = kinds.iter().any(|kind| Some((kind.lang, kind.script)) != first);
        let mut by_key = HashMap::new();
        if have_several {
            for kind in kinds {
                let own = In::One(kind.lang, kind.script);
                for key in kind.sounds.iter().flat_map(block_keys).filter(|key| key.len() >= LEAST)
                {
                    let known = by_key.entry(key).or_insert(own);
                    if *known != own {
                        *known = In::Several;
                    }
                }
            }
        }
        Self { by_key, have_several }
    }

    /// Whether a word that is not of this language and script may sound like this.
    fn sound_like(&self, sound: &Sound, (lang, script): (Lang, Script)) -> bool {
        let own = In::One(lang, script);
        block_keys(sound).iter().any(|key| self.by_key.get(key).is_some_and(|found| *found != own))
    }
}
