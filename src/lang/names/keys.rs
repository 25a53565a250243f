//! Keys under which a name is found again in another article and language without looking at the
//! rest of a set: for indexes over more articles than [`unify`](super::unify()) can compare.

use super::candidates::{Mark, What, Word, candidates, lang_of};
use super::gazetteer::gazetteer;
use super::rules::rules;
use super::sound::Sound;
use super::token::Script;
use super::words::is_common;
use crate::model::Lang;

/// What a name can be found by. One name may have several keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKey {
    /// The label of an entity of the tables.
    Known(String),
    /// A word of a name without its case endings, folded: the same within a script.
    Word(String),
    /// The strong consonants of a word as broad classes: the same in most scripts (not where a v is
    /// written as f, as in Arabic).
    Sound(Vec<u8>),
    /// Those of two words that follow each other, as given name and family name.
    Pair(Vec<u8>),
}

/// Fewest strong consonants of a pair.
const PAIR: usize = 4;

/// The keys of what may be names in a passage, each with how sure it is that it names something,
/// 0 to 1. In the order of the text; the same key may come several times.
pub fn keys(text: &str, lang: Lang) -> Vec<(NameKey, f32)> {
    let mut found = Vec::new();
    // The sounds of the word before, where it is one of a name.
    let mut before: Option<Sound> = None;
    for candidate in candidates(text, lang) {
        let word = match &candidate.what {
            What::Known { entity, family, shared, .. } => {
                let share = if *family || *shared { 0.5 } else { 1.0 };
                found.push((NameKey::Known(gazetteer().label(*entity).to_string()), share));
                before = None;
                continue;
            }
            What::Unknown(word) => word,
        };
        let lang = lang_of(candidate.script, candidate.lang);
        let share = share(word, candidate.script);
        let sound = Sound::new(&word.surface, lang);
        found.push((NameKey::Word(rules(lang).key(&word.folded).to_owned()), share));
        found.extend(sound.skeleton().map(|key| (NameKey::Sound(key), share)));
        for rest in bare(word, candidate.script, lang) {
            let bare = Sound::new(rest, lang);
            found.extend(bare.skeleton().map(|key| (NameKey::Sound(key), share)));
            found.push((NameKey::Word(rest.to_owned()), share));
        }
        if candidate.joins
            && let Some(before) = &before
        {
            let both = before.followed_by(&sound).skeleton().filter(|key| key.len() >= PAIR);
            found.extend(both.map(|key| (NameKey::Pair(key), share)));
        }
        before = Some(sound);
    }
    found
}

/// A word of a script without capitals may be any word.
fn share(word: &Word, script: Script) -> f32 {
    match (script.has_case(), word.mark) {
        (true, Mark::Capital) | (_, Mark::Announced) => 1.0,
        (true, Mark::Plain | Mark::Hinted) => 0.6,
        (false, Mark::Hinted) => 0.8,
        (_, Mark::Doubtful) => 0.1,
        (false, _) => 0.4,
    }
}

/// The word without proclitics and article, where it may have some.
fn bare(word: &Word, script: Script, lang: Lang) -> impl Iterator<Item = &str> {
    let rules = (!script.has_case()).then(|| rules(lang));
    rules.into_iter().flat_map(move |rules| {
        let shorter = rules.without_proclitics(&word.folded);
        shorter
            .chain(rules.without_article(&word.folded))
            .filter(move |rest| !is_common(rest, lang))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, lang: &'static str) -> Vec<NameKey> {
        keys(text, Lang::new(lang)).into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn one_name_has_a_key_in_common_in_every_script() {
        let english = of("The mediator was Anselm Dortik of Geneva.", "en");
        for (text, lang) in [
            ("Посредником был Ансельм Дортик из Женевы.", "ru"),
            ("وكان الوسيط أنسلم دورتيك من جنيف.", "ar"),
            ("मध्यस्थ ऐंसेल्म डोरतिक जिनेवा के थे।", "hi"),
        ] {
            let other = of(text, lang);
            let both: Vec<&NameKey> = other.iter().filter(|key| english.contains(key)).collect();
            assert!(both.iter().any(|key| matches!(key, NameKey::Pair(_))), "{text}: {other:?}");
            assert!(both.iter().any(|key| matches!(key, NameKey::Known(_))), "{text}: {other:?}");
        }
        let stranger = of("The driver was Ulrike Bamm.", "en");
        assert!(stranger.iter().all(|key| !english.contains(key)), "{stranger:?}");
    }
}
