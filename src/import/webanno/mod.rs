//! W3C Web Annotation out of JSON-LD: an annotation, a list of them, a page or a collection, or one
//! a line. Words of the standard are taken as they stand in its context; nothing is fetched.

mod bodies;
mod targets;

use super::places::Clue;
use super::{ImportError, Imported, instant, iri};
use crate::lang::surrogates;
use crate::model::{
    Anchor, Annotation, AnnotationState, Article, Color, Decision, Logged, PassageKey, Target,
    Verdict,
};
use bodies::Said;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Reads annotations and verdicts.
pub fn read(text: &str, articles: &[Article], now: i64) -> Result<Imported, ImportError> {
    let mended = surrogates::mended(text);
    let mut reader = Reader { articles, now, imported: Imported::default() };
    for value in serde_json::Deserializer::from_str(&mended).into_iter::<Value>() {
        match value {
            Ok(value) => reader.any(&value),
            Err(error) if error.is_eof() => return Err(ImportError::CutShort),
            Err(error) => {
                return Err(ImportError::Json { line: error.line(), what: error.to_string() });
            }
        }
    }
    Ok(reader.imported)
}

/// What stands under a key: a list, or one thing, or nothing.
fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match value.get(key) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![one],
    }
}

/// A string under a key, or under the key as JSON-LD itself spells it.
fn string<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).or_else(|| value.get(format!("@{key}"))).and_then(Value::as_str)
}

fn has_type(value: &Value, wanted: &str) -> bool {
    let types = [list(value, "type"), list(value, "@type")].concat();
    types.iter().any(|kind| {
        kind.as_str().is_some_and(|kind| kind.rsplit(['#', '/', ':']).next() == Some(wanted))
    })
}

struct Reader<'a> {
    articles: &'a [Article],
    now: i64,
    imported: Imported,
}

impl Reader<'_> {
    /// An annotation, or what holds some.
    fn any(&mut self, value: &Value) {
        if let Value::Array(items) = value {
            items.iter().for_each(|item| self.any(item));
        } else if has_type(value, "Annotation") {
            self.annotation(value);
        } else {
            let held: Vec<&Value> = ["first", "items", "@graph", "next"]
                .into_iter()
                .flat_map(|key| list(value, key))
                // A page that is only named would have to be fetched.
                .filter(|inner| inner.is_object())
                .collect();
            if held.is_empty()
                && !has_type(value, "AnnotationCollection")
                && !has_type(value, "AnnotationPage")
            {
                self.imported.problems.push("something that is no annotation".to_owned());
            }
            held.into_iter().for_each(|inner| self.any(inner));
        }
    }

    fn annotation(&mut self, value: &Value) {
        let id = string(value, "id").unwrap_or_default();
        let said = Said::of(value);
        let clues: Vec<Clue> = list(value, "target").into_iter().map(targets::clue).collect();
        if let Some(decided) = self.decision(value, &said, &clues) {
            match decided {
                Ok(decision) => {
                    let made = string(value, "created").and_then(instant::parse).unwrap_or(0);
                    let anchors = self.said(&decision, &clues);
                    let author = author(value);
                    self.imported.decisions.push(Logged { decision, author, made, anchors });
                }
                Err(problem) => self.imported.problems.push(problem),
            }
            if !said.is_note() {
                return;
            }
        }
        let ours = id.strip_prefix("urn:hexapla:").is_some_and(|rest| !rest.starts_with("note:"));
        if ours {
            self.imported.passed_over += 1;
            return;
        }
        match self.note(value, said, &clues) {
            Ok(note) => self.imported.annotations.push(note),
            Err(problem) => self.imported.problems.push(problem),
        }
    }

    /// What the reader decided, if the annotation is a decision.
    fn decision(
        &self,
        value: &Value,
        said: &Said,
        clues: &[Clue],
    ) -> Option<Result<Decision, String>> {
        let verdicts = [Verdict::Confirmed, Verdict::Rejected];
        let verdict = verdicts.into_iter().find(|verdict| said.is_classed(verdict.as_str()));
        let word = |word: &str| said.assesses && said.is_classed(word);
        if verdict.is_none() && word("words") {
            let words: Option<Vec<_>> =
                list(value, "target").into_iter().map(targets::word).collect();
            return Some(match words.as_deref() {
                Some([a, b]) => Ok(Decision::Words { a: a.clone(), b: b.clone() }),
                _ => Err("two words that mean the same can't be understood".to_owned()),
            });
        }
        if verdict.is_none() && !word("merge") && !word("split") && !word("name") {
            return None;
        }
        let passages: Result<Vec<PassageKey>, String> = clues
            .iter()
            .map(|clue| clue.passage(self.articles).ok_or_else(|| lost(clue)))
            .collect();
        let mut passages = match passages {
            Ok(passages) => passages.into_iter(),
            Err(problem) => return Some(Err(problem)),
        };
        let wrong = || format!("a decision on {} places can't be understood", clues.len());
        let decision = match (verdict, passages.len()) {
            (Some(verdict), 2) => {
                passages.next().zip(passages.next()).map(|(a, b)| Decision::Link { a, b, verdict })
            }
            (None, 1..) if word("merge") => Some(Decision::Merge { passages: passages.collect() }),
            (None, 2) if word("split") => passages
                .next()
                .zip(passages.next())
                .map(|(passage, from)| Decision::Split { passage, from }),
            (None, 1) if word("name") => passages
                .next()
                .zip(said.label.clone())
                .map(|(passage, label)| Decision::Name { passage, label }),
            _ => None,
        };
        Some(decision.ok_or_else(wrong))
    }

    /// What the passages of a decision say, as far as the file or the open articles tell.
    fn said(&self, decision: &Decision, clues: &[Clue]) -> Vec<Anchor> {
        let keys = decision.passages();
        let anchors = clues.iter().filter_map(|clue| clue.anchor(self.articles));
        anchors
            .filter(|found| keys.iter().any(|k| (k.article, k.span) == (found.article, found.span)))
            .collect()
    }

    fn note(&self, value: &Value, said: Said, clues: &[Clue]) -> Result<Annotation, String> {
        if clues.is_empty() {
            return Err("an annotation that says not what it is on".to_owned());
        }
        let anchors = clues
            .iter()
            .map(|clue| clue.anchor(self.articles).ok_or_else(|| lost(clue)))
            .collect::<Result<Vec<_>, String>>()?;
        let time = |key: &str| string(value, key).and_then(instant::parse);
        let created = time("created").or_else(|| time("modified")).unwrap_or(self.now);
        let places = [Target::Passage, Target::Range, Target::Link, Target::Fact];
        let on = places.into_iter().find(|on| said.is_classed(on.as_str())).unwrap_or(
            match anchors.len() {
                1 => Target::Range,
                2 => Target::Link,
                _ => Target::Fact,
            },
        );
        let mut note = Annotation {
            id: string(value, "id").map(iri::note_id).unwrap_or_default(),
            on,
            anchors,
            note: said.text,
            tags: said.tags,
            color: color(value),
            author: author(value),
            created,
            modified: time("modified").unwrap_or(created),
            state: AnnotationState::Anchored,
        };
        if note.id.is_empty() {
            note.id = id_for(&note, &["no id"]);
        }
        Ok(note)
    }
}

fn lost(clue: &Clue) -> String {
    format!(
        "{}: not found in the articles; name its file behind the file to import",
        clue.describe()
    )
}

/// An id made of what an annotation says, the same each time that it is read.
pub fn id_for(note: &Annotation, also: &[&str]) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    };
    also.iter().for_each(|part| add(part));
    for part in [&note.id, &note.note, &note.author, &note.tags.join("\n")] {
        add(part);
    }
    for word in [note.color.as_str(), note.on.as_str()] {
        add(word);
    }
    note.anchors.iter().for_each(|anchor| add(&anchor.quote));
    for time in [note.created, note.modified] {
        add(&time.to_string());
    }
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

/// Who wrote it.
fn author(value: &Value) -> String {
    let names: Vec<&str> = list(value, "creator")
        .into_iter()
        .filter_map(|creator| {
            let called = ["name", "nickname", "email", "id"];
            creator.as_str().or_else(|| called.iter().find_map(|key| string(creator, key)))
        })
        .collect();
    names.join(", ")
}

/// The colour that a target's or body's style class names.
fn color(value: &Value) -> Color {
    let parts = [list(value, "target"), list(value, "body"), vec![value]].concat();
    let classes: Vec<&str> = parts
        .iter()
        .flat_map(|part| list(part, "styleClass"))
        .filter_map(Value::as_str)
        .flat_map(str::split_whitespace)
        .collect();
    let named = |color: &Color| classes.contains(&color.as_str());
    Color::ALL.into_iter().find(named).unwrap_or_default()
}
