//! What a passage offers to be matched on: each value, name and concept with the keys under which
//! an equal one elsewhere is found, weighted by how rare the key is in the set.

use super::Input;
use super::glossary::Glossary;
use crate::lang::clauses::Outline;
use crate::lang::concepts;
use crate::model::{
    DateValue, EvidenceKind, Lang, NoiseReason, PartialDate, PassageKind, PassageRef, Quantity,
    Span, Value, ValueForm,
};
use std::collections::HashMap;

/// What two passages can share.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Year, month, day.
    Day(i32, u8, u8),
    /// A day of which the year is not said.
    DayOfYear(u8, u8),
    /// Year and month.
    Month(i32, u8),
    /// The year alone.
    Year(i32),
    /// 1 is Monday.
    Weekday(u8),
    /// Hour and minute.
    Time(u8, u8),
    /// Bits of the amount, and the unit.
    Amount(u64, String),
    /// The amount whatever it counts.
    Number(u64),
    /// An amount near this step of a scale in which each is a tenth larger, and the unit if any.
    Near(i32, Option<String>),
    /// An entity's label, the same in every article of the set.
    Name(String),
    /// The concept's number in the lexicon.
    Concept(u16),
    /// Related concepts: killed, wounded.
    Group(&'static str),
    /// A month of a year that another one may give wrongly: "May 2021", "May 2022".
    NearMonth(u8),
    /// Words of the reader's own glossary, by its number for them.
    Words(u32),
}

impl Key {
    /// Whether what is shared is only nearly the same.
    pub fn is_near(&self) -> bool {
        matches!(self, Self::Near(..) | Self::NearMonth(_))
    }
}

/// A place in a passage that says something matchable.
#[derive(Clone, Debug)]
pub struct Mention {
    /// What sort of evidence it is.
    pub kind: EvidenceKind,
    /// Normal form or label, for the reader.
    pub value: String,
    /// In bytes of the article's text.
    pub span: Span,
    /// The number of the word at which it stands in its passage.
    pub word: usize,
    /// The number of the clause in which it stands.
    pub clause: usize,
    /// What was read, where it is a value that another article may contradict.
    pub said: Option<Value>,
    /// Most telling first, each with the share of its rarity that a match on it is worth.
    pub keys: Vec<(Key, f32)>,
}

/// A passage as the engine sees it.
#[derive(Clone, Debug)]
pub struct Bag {
    /// Which passage.
    pub at: PassageRef,
    /// In no order that means anything.
    pub mentions: Vec<Mention>,
    /// Number of words.
    pub words: usize,
    /// Number of code points.
    pub letters: usize,
    /// Whether the passage is noise: it is linked only where it says something.
    pub noise: bool,
    /// Noise that states nothing: a share line, a comment form, another article's headline.
    pub silent: bool,
    /// The passage itself and its clauses if they are several, as they were compared by meaning.
    pub parts: usize,
    /// Whether it is the article's headline.
    pub title: bool,
    /// The passage's own language.
    pub lang: Lang,
}

/// The last word of a passage at which the article's own date is a dateline's.
const DATELINE: usize = 3;
/// Fewest passages among which rarity is counted: of two sentences each is half of the set, and
/// what they share is rare in the world all the same.
const FEWEST: usize = 40;

/// All passages of a set with the rarity of their keys.
pub struct Set {
    /// A bag for each passage, in the order of the articles and of their texts.
    pub bags: Vec<Bag>,
    /// Where the bags of each article begin; one more than there are articles.
    pub starts: Vec<usize>,
    /// The bags in which a key occurs.
    pub index: HashMap<Key, Vec<u32>>,
}

impl Set {
    /// Gathers what each passage of the set mentions, and where each key occurs.
    pub fn new(input: Input<'_>) -> Self {
        let glossary = Glossary::new(input.decisions);
        let mut bags = Vec::new();
        let mut starts = vec![0];
        for (number, article) in input.articles.iter().enumerate() {
            for (passage, found) in article.passages.iter().enumerate() {
                let reading = input.readings.get(number).and_then(|list| list.get(passage));
                let mut mentions = Vec::new();
                let outline = Outline::new(found.span.of(&article.text), found.lang);
                if let Some(reading) = reading {
                    mentions.extend(reading.values.iter().filter_map(value_mention));
                    mentions.extend(reading.names.iter().map(|name| Mention {
                        kind: EvidenceKind::Name,
                        value: name.label.to_string(),
                        span: name.span,
                        word: 0,
                        clause: 0,
                        said: None,
                        keys: vec![(Key::Name(name.label.to_string()), 1.0)],
                    }));
                    mentions.extend(reading.concepts.iter().map(|concept| {
                        let info = concepts::info(concept.id);
                        Mention {
                            kind: EvidenceKind::Concept,
                            value: info.label.to_owned(),
                            span: concept.span,
                            word: 0,
                            clause: 0,
                            said: None,
                            keys: vec![
                                (Key::Concept(concept.id.0), 1.0),
                                (Key::Group(info.group), 0.4),
                            ],
                        }
                    }));
                }
                let text = found.span.of(&article.text);
                mentions.extend(glossary.mentions(text, found.span.start, found.lang));
                let says = |date: &DateValue| article.date.map(DateValue::Partial) == Some(*date);
                for mention in &mut mentions {
                    let byte = mention.span.start.saturating_sub(found.span.start);
                    mention.word = outline.word_at(byte);
                    mention.clause = outline.clause_at(byte);
                    // "DUBAI, March 11 -": when the report was written is no claim of it.
                    let dateline = mention.word <= DATELINE
                        && mention.said.as_ref().is_some_and(|value| match &value.form {
                            ValueForm::Date(date) => says(value.resolved.as_ref().unwrap_or(date)),
                            _ => false,
                        });
                    if dateline {
                        mention.said = None;
                    }
                }
                bags.push(Bag {
                    at: PassageRef { article: number, passage },
                    mentions,
                    words: found.span.of(&article.text).split_whitespace().count(),
                    letters: found.span.of(&article.text).chars().count(),
                    noise: found.kind.is_noise(),
                    silent: is_silent(found.kind),
                    parts: 1 + input
                        .vectors
                        .map_or(0, |vectors| vectors.clauses[number][passage].len()),
                    title: found.kind == PassageKind::Title,
                    lang: found.lang,
                });
            }
            starts.push(bags.len());
        }
        let mut index: HashMap<Key, Vec<u32>> = HashMap::new();
        for (number, bag) in bags.iter().enumerate() {
            for (key, _) in bag.mentions.iter().flat_map(|mention| &mention.keys) {
                let list = index.entry(key.clone()).or_default();
                if list.last() != Some(&(number as u32)) {
                    list.push(number as u32);
                }
            }
        }
        Self { bags, starts, index }
    }

    /// Rarity of a key in the set, in nats: 0 where every passage has it.
    pub fn rarity(&self, key: &Key) -> f32 {
        let seen = self.index.get(key).map_or(0, Vec::len).max(1) as f32;
        let all = self.bags.len().max(FEWEST) as f32;
        ((all + 1.0) / seen).ln().max(0.0) * prior(key)
    }

    /// How far down its article a bag stands: 0 to 1.
    pub fn depth(&self, bag: usize) -> f32 {
        let article = self.article(self.bags[bag].at.article);
        (bag - article.start) as f32 / article.len().max(1) as f32
    }

    /// The bags of one article.
    pub fn article(&self, number: usize) -> std::ops::Range<usize> {
        self.starts[number]..self.starts[number + 1]
    }

    /// How many articles the set has.
    pub fn articles(&self) -> usize {
        self.starts.len() - 1
    }
}

/// A quoted post or a caption may state a fact; other noise does not.
fn is_silent(kind: PassageKind) -> bool {
    match kind {
        PassageKind::Noise(NoiseReason::SocialPost | NoiseReason::Caption) => false,
        PassageKind::Noise(_) => true,
        PassageKind::Title | PassageKind::Prose => false,
    }
}

/// How much a kind of key tells beside its rarity: small numbers and bare years turn up by chance.
fn prior(key: &Key) -> f32 {
    match key {
        Key::Day(..) | Key::DayOfYear(..) => 1.2,
        Key::Month(..) | Key::Time(..) => 1.0,
        Key::Year(_) => 0.7,
        Key::Weekday(_) => 0.5,
        Key::Amount(bits, _) | Key::Number(bits) => {
            let amount = f64::from_bits(*bits);
            if amount.fract() != 0.0 || amount > 20.0 {
                1.1
            } else if amount > 3.0 {
                0.7
            } else {
                0.4
            }
        }
        Key::Name(_) | Key::Near(..) | Key::NearMonth(_) => 1.0,
        // The reader vouches for it.
        Key::Words(_) => 2.0,
        Key::Concept(_) | Key::Group(_) => 0.8,
    }
}

fn value_mention(value: &Value) -> Option<Mention> {
    let mut keys = Vec::new();
    let kind = match &value.form {
        ValueForm::Date(date) => {
            date_keys(value.resolved.as_ref().unwrap_or(date), &mut keys);
            if value.resolved.is_some() {
                date_keys(date, &mut keys);
            }
            EvidenceKind::Date
        }
        ValueForm::Time(time) => {
            keys.push((Key::Time(time.hour, time.minute), 1.0));
            EvidenceKind::Number
        }
        ValueForm::Number(quantity)
        | ValueForm::Duration(quantity)
        | ValueForm::Money(quantity) => {
            quantity_keys(quantity, &mut keys);
            EvidenceKind::Number
        }
        ValueForm::Percent(amount) => {
            let quantity = Quantity { amount: *amount, unit: Some("percent".to_owned()) };
            quantity_keys(&quantity, &mut keys);
            EvidenceKind::Number
        }
    };
    if keys.is_empty() {
        return None;
    }
    let shown = value.resolved.as_ref().map_or_else(|| value.normal_form(), ToString::to_string);
    let said = Some(value.clone());
    Some(Mention { kind, value: shown, span: value.span, word: 0, clause: 0, said, keys })
}

fn date_keys(date: &DateValue, keys: &mut Vec<(Key, f32)>) {
    match date {
        DateValue::Partial(date) => partial_keys(*date, keys),
        DateValue::Range(from, to) => {
            partial_keys(*from, keys);
            partial_keys(*to, keys);
        }
        DateValue::Weekday(day) => keys.push((Key::Weekday(*day), 1.0)),
        DateValue::Relative(_) => {}
    }
}

fn partial_keys(date: PartialDate, keys: &mut Vec<(Key, f32)>) {
    if let (Some(year), Some(month), Some(day)) = (date.year, date.month, date.day) {
        keys.push((Key::Day(year, month, day), 1.0));
    }
    if let (Some(month), Some(day)) = (date.month, date.day) {
        keys.push((Key::DayOfYear(month, day), 0.9));
    }
    if let (Some(year), Some(month)) = (date.year, date.month) {
        keys.push((Key::Month(year, month), 0.5));
        if date.day.is_none() {
            keys.push((Key::NearMonth(month), 0.4));
        }
    }
    if let Some(year) = date.year {
        keys.push((Key::Year(year), if date.month.is_none() { 1.0 } else { 0.4 }));
    }
}

/// Smaller amounts than this have no like; the steps of a scale on which larger ones have, as a
/// natural logarithm.
const NEAR_FROM: f64 = 20.0;
const NEAR_STEP: f64 = 0.1;

fn quantity_keys(quantity: &Quantity, keys: &mut Vec<(Key, f32)>) {
    let bits = quantity.amount.to_bits();
    if let Some(unit) = &quantity.unit {
        keys.push((Key::Amount(bits, unit.clone()), 1.0));
    }
    keys.push((Key::Number(bits), if quantity.unit.is_some() { 0.6 } else { 1.0 }));
    // "288 dead", "about 300 dead": amounts up to a tenth apart share a step, those a fifth apart none.
    if quantity.amount >= NEAR_FROM {
        let step = (quantity.amount.ln() / NEAR_STEP).floor() as i32;
        keys.extend([step, step + 1].map(|step| (Key::Near(step, quantity.unit.clone()), 0.5)));
    }
}
