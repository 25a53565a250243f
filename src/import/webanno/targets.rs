//! What an annotation is on.

use super::{has_type, list, string};
use crate::import::iri;
use crate::import::places::{Clue, Quote};
use crate::model::{Span, Word};
use serde_json::Value;

/// What a target says of its place.
pub fn clue(target: &Value) -> Clue {
    let mut clue = Clue::default();
    if let Some(address) = target.as_str() {
        source(address, &mut clue);
        return clue;
    }
    match target.get("source") {
        Some(Value::String(address)) => source(address, &mut clue),
        Some(inner) => described(inner, &mut clue),
        None => described(target, &mut clue),
    }
    for selector in list(target, "selector") {
        select(selector, &mut clue);
    }
    clue
}

/// A source with what is said of it.
fn described(value: &Value, clue: &mut Clue) {
    if let Some(address) = string(value, "id") {
        source(address, clue);
    }
    if let Some(hash) = string(value, "canonical").and_then(iri::hash) {
        clue.hash = Some(hash);
    }
    clue.article_id = string(value, "label").map(str::to_owned);
    clue.lang = list(value, "language")
        .first()
        .and_then(|lang| lang.as_str())
        .and_then(|lang| lang.parse().ok());
}

/// A word that is a target itself: its text in a `data:` address (RFC 2397), with its language.
pub fn word(target: &Value) -> Option<Word> {
    let (kind, text) = string(target, "id")?.strip_prefix("data:")?.split_once(',')?;
    if kind.ends_with(";base64") {
        return None;
    }
    // One line: what the library keeps a word as.
    let text = iri::decoded(text);
    let parts: Vec<&str> = text.split(char::is_control).filter(|part| !part.is_empty()).collect();
    let text = parts.join(" ");
    let lang = list(target, "language").first()?.as_str()?.parse().ok()?;
    (!text.trim().is_empty()).then_some(Word { lang, text })
}

fn source(address: &str, clue: &mut Clue) {
    clue.hash = clue.hash.or_else(|| iri::hash(address));
    if iri::hash(address).is_none() {
        clue.path = Some(iri::path(address));
    }
    // RFC 5147: `#char=10,20`.
    if let Some((_, fragment)) = address.split_once('#') {
        clue.points = clue.points.or_else(|| characters(fragment));
    }
}

fn select(selector: &Value, clue: &mut Clue) {
    let place = |key: &str| {
        selector.get(key).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok())
    };
    let range = place("start").zip(place("end")).filter(|(start, end)| start <= end);
    if has_type(selector, "TextQuoteSelector") {
        if let Some(exact) = string(selector, "exact") {
            let part = |key: &str| string(selector, key).unwrap_or_default().to_owned();
            clue.quote = Some(Quote {
                exact: exact.to_owned(),
                prefix: part("prefix"),
                suffix: part("suffix"),
            });
        }
    } else if has_type(selector, "TextPositionSelector") {
        clue.points = range.map(|(start, end)| [start, end]);
    } else if has_type(selector, "DataPositionSelector") {
        clue.bytes = range.map(|(start, end)| Span::new(start, end));
    } else if has_type(selector, "FragmentSelector")
        && let Some(fragment) = string(selector, "value")
    {
        clue.points = clue.points.or_else(|| characters(fragment));
    }
    // What narrows a selection down says more than what it narrows.
    for inner in list(selector, "refinedBy") {
        select(inner, clue);
    }
}

/// The code points of `char=10,20`.
fn characters(fragment: &str) -> Option<[usize; 2]> {
    let range = fragment.strip_prefix("char=")?.split(';').next()?;
    let (start, end) = range.split_once(',')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some([start, end])
}
