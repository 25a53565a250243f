//! The people, places and organisations that the program knows, by the tables `names/*.tsv`.
//!
//! A row is `label<TAB>kind<TAB>en=form,form;ar=form`; the label is itself an English form. Rows of
//! one label are one entity. Of a person the last word is the family name, or the words that
//! begin with `=`; the family name alone may stand for the person.

mod find;

use super::candidates::lang_of;
use super::rules::{Rules, rules};
use super::sound::Sound;
use super::token::{Script, Token};
use super::words;
use crate::lang::assets;
use crate::lang::fold::fold_word;
use crate::model::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// An entity's place in the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entity(pub u32);

/// One way to read a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Meaning {
    entity: Entity,
    kind: Kind,
    /// A family name alone.
    family: bool,
    /// An initialism in capitals: `US` is not `us`.
    capitals: bool,
    /// Of how many words the form consists.
    words: usize,
}

/// What a row is about; where one form stands for two entities, the earlier kind counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Country,
    /// Adjectives and peoples: they stand for the country and take endings.
    People,
    City,
    Organisation,
    Place,
    Person,
    Region,
}

#[derive(Default)]
struct Table {
    forms: HashMap<String, Vec<Meaning>>,
    /// The most words in a form.
    longest: usize,
    /// Names of one word, as written, for those that are spelled in many ways.
    words: Vec<(String, Entity)>,
}

impl Table {
    fn add(&mut self, code: Lang, form: &str, entity: Entity, kind: Kind) {
        let rules = rules(code);
        let capitals = {
            let mut letters = form.chars().filter(|c| c.is_alphabetic());
            form.chars().count() <= 6
                && letters.next().is_some_and(char::is_uppercase)
                && letters.all(char::is_uppercase)
        };
        let parts: Vec<&str> = form.split(is_gap).filter(|part| !part.is_empty()).collect();
        let key = |parts: &[&str]| -> String {
            parts.iter().map(|part| key(&fold_word(part.trim_start_matches('=')), rules)).collect()
        };
        let meaning = Meaning { entity, kind, family: false, capitals, words: parts.len() };
        let table = self;
        let mut put = |parts: &[&str], meaning: Meaning| {
            let key = key(parts);
            let listed = |part: &&str| words::words(code).is_listed(&fold_word(part));
            let is_word =
                matches!(parts, [one] if listed(one)) && kind != Kind::People && !capitals;
            // Small regions bear names that are words too: only the clear ones count.
            let unclear = |part: &&str| {
                let folded = fold_word(part);
                !Script::of(part).has_case()
                    && (folded.chars().nth(3).is_none() || words::is_common(&folded, code))
            };
            let is_unclear = kind == Kind::Region && matches!(parts, [one] if unclear(one));
            if is_word || is_unclear || key.chars().nth(1).is_none() {
                return;
            }
            table.longest = table.longest.max(parts.len());
            if let ([one], false) = (parts, matches!(kind, Kind::Region | Kind::People)) {
                table.words.push(((*one).to_owned(), entity));
            }
            table.forms.entry(key).or_default().push(meaning);
        };
        put(&parts, meaning);
        if kind == Kind::Person && parts.len() > 1 {
            let marked: Vec<&str> =
                parts.iter().copied().filter(|part| part.starts_with('=')).collect();
            let family = if marked.is_empty() { parts[parts.len() - 1..].to_vec() } else { marked };
            let letters: usize =
                family.iter().map(|part| part.trim_start_matches('=').chars().count()).sum();
            let script_has_case = Script::of(form).has_case();
            let bare: Vec<&str> = family.iter().map(|part| part.trim_start_matches('=')).collect();
            // Elizabeth II is not II.
            let numeral = bare.iter().all(|part| part.chars().all(|c| "IVX".contains(c)));
            if !numeral && letters >= if script_has_case { 2 } else { 3 } {
                put(&bare, Meaning { family: true, words: bare.len(), ..meaning });
            }
        }
    }
}

/// In bytes; what is longer is no word.
const LONGEST_WORD: usize = 200;

/// Known entities and their forms in each language.
pub struct Gazetteer {
    labels: Vec<Arc<str>>,
    /// People for whom their family name alone does not stand.
    crowded: HashSet<Entity>,
    rows: Vec<Row>,
    /// By language, made when first asked for.
    tables: HashMap<&'static str, OnceLock<Table>>,
    /// Likewise.
    heard: HashMap<&'static str, OnceLock<HeardIndex>>,
}

/// A line of the tables.
struct Row {
    entity: Entity,
    kind: Kind,
    label: &'static str,
    /// `en=form,form;ar=form`.
    forms: &'static str,
}

impl Row {
    /// The languages and their forms, parted by commas.
    fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.forms.split(';').filter_map(|column| column.split_once('='))
    }
}

/// One-word forms by their skeleton of consonants.
type HeardIndex = HashMap<Vec<u8>, Vec<(Sound, Entity)>>;

/// What the gazetteer finds at a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub entity: Entity,
    /// How many words it takes.
    pub words: usize,
    /// A family name alone: sure only if no other bearer of it is in the set.
    pub family: bool,
    /// An adjective of a country, or its people.
    pub people: bool,
    /// Several known people have this family name, or too many others.
    pub shared: bool,
}

/// The gazetteer, read once.
pub fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
    GAZETTEER.get_or_init(Gazetteer::read)
}

impl Gazetteer {
    fn read() -> Self {
        let mut gazetteer = Self {
            labels: Vec::new(),
            crowded: HashSet::new(),
            rows: Vec::new(),
            tables: HashMap::from([("en", OnceLock::new())]),
            heard: HashMap::new(),
        };
        let mut known: HashMap<&'static str, Entity> = HashMap::new();
        for (_, text) in assets::files("names/", ".tsv") {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let mut columns = line.split('\t');
                let (Some(label), Some(kind)) = (columns.next(), columns.next()) else { continue };
                let kind = match kind {
                    "country" => Kind::Country,
                    "people" => Kind::People,
                    "city" => Kind::City,
                    "organisation" => Kind::Organisation,
                    "person" => Kind::Person,
                    "region" => Kind::Region,
                    _ => Kind::Place,
                };
                let entity = *known.entry(label).or_insert_with(|| {
                    gazetteer.labels.push(label.replace('=', "").into());
                    Entity(gazetteer.labels.len() as u32 - 1)
                });
                let row = Row { entity, kind, label, forms: columns.next().unwrap_or("") };
                for (lang, _) in row.columns() {
                    gazetteer.tables.entry(lang).or_default();
                }
                gazetteer.rows.push(row);
            }
        }
        let crowded = assets::file("names/families.tsv").unwrap_or_default().lines();
        gazetteer.crowded = crowded.filter_map(|label| known.get(label).copied()).collect();
        gazetteer.heard = gazetteer.tables.keys().map(|lang| (*lang, OnceLock::new())).collect();
        gazetteer
    }

    /// The forms of a language.
    fn table(&self, lang: &str) -> Option<&Table> {
        let table = self.tables.get(lang)?;
        Some(table.get_or_init(|| {
            let Ok(code) = lang.parse::<Lang>() else { return Table::default() };
            let mut table = Table::default();
            for row in &self.rows {
                if lang == "en" && row.kind != Kind::People {
                    table.add(code, row.label, row.entity, row.kind);
                }
                for (_, forms) in row.columns().filter(|(column, _)| *column == lang) {
                    for form in forms.split(',').filter(|form| !form.is_empty()) {
                        table.add(code, form, row.entity, row.kind);
                    }
                }
            }
            for meanings in table.forms.values_mut() {
                meanings.sort_by_key(|meaning| (meaning.kind, meaning.family));
                meanings.dedup_by_key(|meaning| meaning.entity);
            }
            table
        }))
    }

    /// The label of an entity.
    pub fn label(&self, entity: Entity) -> Arc<str> {
        self.labels.get(entity.0 as usize).cloned().unwrap_or_default()
    }

    /// The longest form that begins at `tokens[at]`.
    pub fn find(&self, tokens: &[Token], at: usize, lang: Lang) -> Option<Found> {
        let first = tokens.get(at).filter(|token| token.folded.len() <= LONGEST_WORD)?;
        let rules = rules(lang);
        let mut tables = Vec::with_capacity(2);
        if let Some(table) = self.table(lang.as_str()) {
            tables.push((table, rules));
        }
        // Names in Latin letters are the same in most languages, and stand in texts of all scripts;
        // between languages that share another script the same letters may be other words.
        let other = default_language(first.script);
        let foreign = lang_of(first.script, lang) != lang;
        if (first.script == Script::Latin || foreign || tables.is_empty()) && other != lang.as_str()
        {
            tables.extend(self.table(other).map(|table| (table, crate_rules(other))));
        }
        tables
            .into_iter()
            .rev()
            .filter_map(|(table, rules)| find::find_in(table, rules, tokens, at, lang))
            .max_by_key(|found| found.words)
            .map(|found| Found {
                shared: found.shared || found.family && self.crowded.contains(&found.entity),
                ..found
            })
    }

    /// What a word sounds so like that it must be a spelling of it, among the one-word forms of its
    /// own language.
    pub fn sounding_like(&self, sound: Option<&Sound>, lang: Lang) -> Option<(Entity, f32)> {
        let sound = sound?;
        let index = self.heard.get(lang.as_str())?.get_or_init(|| self.hear(lang));
        // Within one language another vowel makes another word.
        let least = if sound.strong() >= 4 { 0.985 } else { 0.99 };
        let mut best: Option<(f32, Entity)> = None;
        for (other, entity) in index.get(&sound.skeleton()?)? {
            let likeness = sound.likeness(other);
            if likeness >= least && best.is_none_or(|(best, _)| likeness > best) {
                best = Some((likeness, *entity));
            }
        }
        best.map(|(likeness, entity)| (entity, likeness))
    }

    fn hear(&self, lang: Lang) -> HeardIndex {
        let mut index = HeardIndex::new();
        let words = self.table(lang.as_str()).map_or(&[][..], |table| &table.words);
        for (word, entity) in words {
            if self.crowded.contains(entity) {
                continue;
            }
            let sound = Sound::new(word, lang);
            if let Some(key) = sound.skeleton() {
                index.entry(key).or_default().push((sound, *entity));
            }
        }
        index
    }

    /// What a single folded word spelled in Latin capitals stands for.
    pub fn initialism(&self, capitals: &str) -> Option<Entity> {
        let meanings = self.table("en")?.forms.get(&fold_word(capitals))?;
        meanings.iter().find(|meaning| meaning.capitals).map(|meaning| meaning.entity)
    }

    /// The entity of a form given whole, in any capitals: for comparing two spellings.
    pub fn exact(&self, form: &str, lang: Lang) -> Option<Entity> {
        let table = self.table(lang.as_str())?;
        let rules = rules(lang);
        let key: String = form
            .split(is_gap)
            .filter(|part| !part.is_empty())
            .map(|part| key(&fold_word(part), rules))
            .collect();
        let meaning = table.forms.get(&key)?.first()?;
        (!meaning.family).then_some(meaning.entity)
    }
}

fn crate_rules(code: &str) -> &'static Rules {
    rules(code.parse().unwrap_or(Lang::UNKNOWN))
}

const fn default_language(script: Script) -> &'static str {
    match script {
        Script::Latin => "en",
        Script::Cyrillic => "ru",
        Script::Arabic => "ar",
        Script::Hebrew => "he",
        Script::Devanagari => "hi",
        Script::Other => "",
    }
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '־' | '.')
}

/// One spelling for those that vary in one language: no inflection, no signs, Hindi vowels of one
/// length.
fn key(folded: &str, rules: &Rules) -> String {
    rules
        .key(folded)
        .chars()
        .filter(|c| !matches!(c, '\'' | '"' | '.'))
        .map(|c| match c {
            'ी' => 'ि',
            'ू' => 'ु',
            'ॉ' => 'ा',
            'ै' => 'े',
            'ौ' => 'ो',
            _ => c,
        })
        .collect()
}
