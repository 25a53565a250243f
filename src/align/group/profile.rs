//! What an article offers to be found by.

use crate::lang::names::{self, NameKey};
use crate::lang::{concepts, values};
use crate::model::{Article, ContentHash, DateValue, PartialDate, Value, ValueForm};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Passages that are read: an event is told at the beginning.
pub const READ: usize = 24;
/// Passages at the beginning, title included, that tell most of what an article is about.
const LEAD: usize = 6;

/// A piece of evidence in an article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Key {
    /// What it is, hashed, so that evidence of all kinds is alike.
    pub hash: u64,
    /// How much it tells: a share of about 0 to 2 in a profile, a weight in a collection.
    pub weight: f32,
    /// The passages that have it, of those that are read: a bit for each, the first the lowest.
    pub passages: u32,
}

/// The numbers of the passages in a set of them.
pub fn passages_of(set: u32) -> impl Iterator<Item = usize> {
    (0..READ).filter(move |place| set >> place & 1 == 1)
}

/// The evidence of one article, by hashes.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Each key once; sorted by hash.
    pub keys: Vec<Key>,
    /// The day of the article.
    pub day: Option<i64>,
    /// Of the article's text: the same text twice is one article.
    pub hash: ContentHash,
}

/// What makes a key.
#[derive(Hash)]
enum Sign<'a> {
    Name(&'a NameKey),
    Day(i64),
    DayOfYear(u8, u8),
    Amount(u64, Option<&'a str>),
    Concept(u16),
}

impl Profile {
    /// Reads an article.
    pub fn new(article: &Article) -> Self {
        let mut found: BTreeMap<u64, Key> = BTreeMap::new();
        let passages = article.passages.iter().filter(|passage| !passage.kind.is_noise());
        for (place, passage) in passages.take(READ).enumerate() {
            let text = passage.span.of(&article.text);
            let nearness = if place < LEAD { 1.0 } else { 0.7 };
            let mut put = |sign: &Sign, share: f32| {
                let mut hash = DefaultHasher::new();
                sign.hash(&mut hash);
                let hash = hash.finish();
                let key = found.entry(hash).or_insert(Key { hash, weight: 0.0, passages: 0 });
                key.passages |= 1 << place;
                let known = &mut key.weight;
                let share = share * nearness;
                // What is said again counts a little more.
                *known = known.max(share) + 0.15 * known.min(share).min(1.0);
            };
            for (key, sure) in names::keys(text, passage.lang) {
                put(&Sign::Name(&key), sure * name_share(&key));
            }
            let mut values = values::scan(text, passage.lang);
            values::resolve(&mut values, article.date);
            for value in &values {
                value_keys(value, &mut put);
            }
            for concept in concepts::find(text, passage.lang) {
                put(&Sign::Concept(concept.id.0), 0.4);
            }
        }
        let day = article.date.and_then(values::day_number);
        Self { keys: found.into_values().collect(), day, hash: article.hash }
    }
}

fn name_share(key: &NameKey) -> f32 {
    match key {
        NameKey::Known(_) | NameKey::Pair(_) => 1.0,
        NameKey::Word(_) => 0.7,
        // Three consonants are many words'.
        NameKey::Sound(classes) if classes.len() < 4 => 0.3,
        NameKey::Sound(_) => 0.6,
    }
}

fn value_keys(value: &Value, put: &mut impl FnMut(&Sign, f32)) {
    match &value.form {
        ValueForm::Date(date) => match value.resolved.as_ref().unwrap_or(date) {
            DateValue::Partial(date) => date_keys(*date, put),
            DateValue::Range(from, to) => {
                date_keys(*from, put);
                date_keys(*to, put);
            }
            DateValue::Weekday(_) | DateValue::Relative(_) => {}
        },
        ValueForm::Number(quantity)
        | ValueForm::Duration(quantity)
        | ValueForm::Money(quantity) => {
            amount_keys(quantity.amount, quantity.unit.as_deref(), put);
        }
        ValueForm::Percent(amount) => amount_keys(*amount, Some("percent"), put),
        ValueForm::Time(_) => {}
    }
}

fn date_keys(date: PartialDate, put: &mut impl FnMut(&Sign, f32)) {
    if let Some(day) = values::day_number(date) {
        put(&Sign::Day(day), 0.8);
    }
    if let (Some(month), Some(day)) = (date.month, date.day) {
        put(&Sign::DayOfYear(month, day), 0.5);
    }
}

/// Small numbers turn up everywhere, most of all round ones.
fn amount_keys(amount: f64, unit: Option<&str>, put: &mut impl FnMut(&Sign, f32)) {
    let tells = amount.fract() != 0.0 || amount > 20.0;
    if tells {
        put(&Sign::Amount(amount.to_bits(), None), 0.8);
    }
    if unit.is_some() {
        put(&Sign::Amount(amount.to_bits(), unit), if tells { 0.4 } else { 0.3 });
    }
}
