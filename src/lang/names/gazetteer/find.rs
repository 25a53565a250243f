//! The longest form of a table that begins at a word, with the endings and articles that words take.

use super::{Found, Kind, Meaning, Table, key};
use crate::lang::names::rules::Rules;
use crate::lang::names::token::{Case, Gap, Script, Token};
use crate::lang::names::words;
use crate::model::Lang;

/// Finds the longest form, and of one length the one with the fewest endings taken off.
pub(super) fn find_in(
    table: &Table,
    rules: &Rules,
    tokens: &[Token],
    at: usize,
    lang: Lang,
) -> Option<Found> {
    let mut end = at + 1;
    while end < tokens.len()
        && end - at < table.longest + 1
        && joins(&tokens[end - 1], &tokens[end])
    {
        end += 1;
    }
    let first = &tokens[at];
    let keys: Vec<String> = tokens[at..end].iter().map(|token| key(&token.folded, rules)).collect();
    for words in (1..=keys.len()).rev() {
        let span = &tokens[at..at + words];
        // One word of the table may be written as two, but not as two that mean something else.
        let split = |meaning: &Meaning| {
            words > meaning.words && span.iter().any(|token| words::words(lang).has(&token.folded))
        };
        let fits = |meaning: &&Meaning| fits(meaning, span) && !split(meaning);
        let look = |key: &str| -> Option<Found> {
            let meanings = table.forms.get(key)?;
            let meaning = meanings.iter().find(fits)?;
            let shared = meaning.family && meanings.iter().filter(|other| other.family).count() > 1;
            Some(Found {
                entity: meaning.entity,
                words,
                family: meaning.family,
                people: meaning.kind == Kind::People,
                shared,
            })
        };
        let rest: String = keys[1..words].concat();
        if let Some(found) = look(&(keys[0].clone() + &rest)) {
            return Some(found);
        }
        if words == 1 && words::words(lang).has(&first.folded) {
            continue;
        }
        // What is left of a short word may be anything.
        let is_common = words == 1 && words::is_common(&first.folded, lang);
        let bare = rules
            .without_proclitics(&first.folded)
            .filter(|word| !is_common || word.chars().nth(3).is_some())
            .map(str::to_owned)
            .chain(rules.with_article(&first.folded))
            .find_map(|word| look(&(key(&word, rules) + &rest)));
        let last = &span[words - 1].folded;
        let before: String = keys[..words - 1].concat();
        let people = || {
            let of =
                |word: &str| look_people(table, &(before.clone() + &key(word, rules)), span, words);
            let ended = |word: &str| rules.without_endings(word).find_map(of);
            let article = rules.without_article(last).filter(|_| words == 1);
            let proclitics = rules.without_proclitics(last).filter(|_| words == 1 && !is_common);
            ended(last)
                .or_else(|| article.and_then(|word| of(word).or_else(|| ended(word))))
                .or_else(|| proclitics.into_iter().find_map(ended))
        };
        if let Some(found) = bare.or_else(people) {
            return Some(found);
        }
    }
    None
}

/// Only adjectives and peoples take the endings of the tables.
fn look_people(table: &Table, key: &str, span: &[Token], words: usize) -> Option<Found> {
    let meanings = table.forms.get(key)?;
    let meaning =
        meanings.iter().find(|meaning| meaning.kind == Kind::People && fits(meaning, span))?;
    Some(Found { entity: meaning.entity, words, family: false, people: true, shared: false })
}

fn joins(before: &Token, after: &Token) -> bool {
    after.gap.joins() || (after.gap == Gap::Dot && before.span.len() <= 9)
}

/// Whether the capitals of the text allow this reading.
fn fits(meaning: &Meaning, span: &[Token]) -> bool {
    let Some(first) = span.first() else { return false };
    if meaning.capitals {
        return !first.script.has_case()
            || span.iter().all(|token| {
                matches!(token.case, Case::All)
                    || token.folded.chars().count() == 1 && token.case == Case::Capital
            });
    }
    match first.case {
        Case::None | Case::Capital | Case::All => true,
        Case::Small => meaning.kind == Kind::People && first.script == Script::Cyrillic,
    }
}
