//! Verdicts out of TMX 1.4: of a unit the property `x-verdict`, of its two variants where they
//! stand (`x-hash`, `x-bytes`, `x-span`, `x-path`). A program that dropped those leaves the words,
//! which are enough where one passage of the open articles has them.

use super::places::{Clue, Quote};
use super::{ImportError, Imported, iri};
use crate::model::{Anchor, Article, Decision, Logged, PassageKey, Span, Verdict};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads the verdicts of a translation memory.
pub fn read(text: &str, articles: &[Article]) -> Result<Imported, ImportError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut state = State { articles, ..State::default() };
    loop {
        let event = reader.read_event().map_err(|error| {
            let end = usize::try_from(reader.error_position()).unwrap_or(0).min(text.len());
            let line = text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
            ImportError::Xml { line, what: error.to_string() }
        })?;
        match event {
            Event::Eof => break,
            Event::Start(element) => state.start(&element)?,
            Event::Empty(element) => {
                state.start(&element)?;
                state.end();
            }
            Event::End(_) => state.end(),
            Event::Text(words) => state.words(&words.xml10_content()),
            Event::CData(words) => state.words(&words),
            Event::GeneralRef(name) => {
                if let Ok(Some(letter)) = name.resolve_char_ref() {
                    state.words(letter.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&name) {
                    state.words(text);
                }
            }
            _ => {}
        }
    }
    if state.open.is_empty() { Ok(state.imported) } else { Err(ImportError::CutShort) }
}

/// One side of a unit.
#[derive(Default)]
struct Variant {
    clue: Clue,
    segment: String,
}

#[derive(Default)]
struct State<'a> {
    articles: &'a [Article],
    open: Vec<String>,
    imported: Imported,
    verdict: Option<Verdict>,
    variants: Vec<Variant>,
    /// The property that stands open, and its words.
    property: Option<(String, String)>,
}

impl State<'_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), ImportError> {
        let name = element.local_name().into_inner().to_owned();
        if self.open.is_empty() && name != "tmx" {
            return Err(ImportError::NotTmx(name));
        }
        match name.as_str() {
            "tu" => {
                self.verdict = None;
                self.variants.clear();
            }
            "tuv" => self.variants.push(Variant::default()),
            "prop" => self.property = Some((attribute(element, "type"), String::new())),
            _ => {}
        }
        self.open.push(name);
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if let Some((_, value)) = &mut self.property {
            value.push_str(words);
        } else if self.open.last().is_some_and(|name| name == "seg")
            && let Some(variant) = self.variants.last_mut()
        {
            variant.segment.push_str(words);
        }
    }

    fn end(&mut self) {
        match self.open.pop().as_deref() {
            Some("prop") => {
                if let Some((kind, value)) = self.property.take() {
                    self.take(&kind, value.trim());
                }
            }
            Some("tu") => self.unit(),
            _ => {}
        }
    }

    /// A property of the unit, or of the variant that stands open.
    fn take(&mut self, kind: &str, value: &str) {
        let in_variant = self.open.last().is_some_and(|name| name == "tuv");
        let variant = self.variants.last_mut().filter(|_| in_variant);
        match (kind, variant) {
            ("x-verdict", None) => {
                let known = [Verdict::Confirmed, Verdict::Rejected];
                self.verdict = known.into_iter().find(|word| word.as_str() == value);
                if self.verdict.is_none() && !value.is_empty() {
                    self.imported
                        .problems
                        .push(format!("`{value}` is no verdict: write `confirmed` or `rejected`"));
                }
            }
            ("x-hash", Some(variant)) => variant.clue.hash = iri::hash(value),
            ("x-path", Some(variant)) => variant.clue.path = Some(value.to_owned()),
            ("x-bytes", Some(variant)) => {
                variant.clue.bytes = range(value).map(|[start, end]| Span::new(start, end));
            }
            ("x-span", Some(variant)) => variant.clue.points = range(value),
            _ => {}
        }
    }

    fn unit(&mut self) {
        let Some(verdict) = self.verdict.take() else {
            self.imported.passed_over += 1;
            return;
        };
        let problem = match &self.variants[..] {
            [a, b] => match (self.place(a), self.place(b)) {
                (Some(a), Some(b)) => {
                    let anchors = [&a, &b].map(|key| self.said(key));
                    self.imported.decisions.push(Logged {
                        decision: Decision::Link { a, b, verdict },
                        author: String::new(),
                        made: 0,
                        anchors: anchors.into_iter().flatten().collect(),
                    });
                    return;
                }
                (None, _) => lost(a),
                (_, None) => lost(b),
            },
            variants => format!("a verdict is on two passages, this unit has {}", variants.len()),
        };
        self.imported.problems.push(problem);
    }

    /// What a passage says, where its article is open.
    fn said(&self, key: &PassageKey) -> Option<Anchor> {
        let article = self.articles.iter().find(|article| article.hash == key.article)?;
        Some(Anchor::new(article, key.span))
    }

    /// The passage that a variant stands for.
    fn place(&self, variant: &Variant) -> Option<PassageKey> {
        if variant.clue.hash.is_some()
            && let Some(key) = variant.clue.passage(self.articles)
        {
            return Some(key);
        }
        let wanted = letters(&variant.segment);
        if wanted.is_empty() {
            return None;
        }
        let mut hits = self.articles.iter().flat_map(|article| {
            let same = article
                .passages
                .iter()
                .filter(|passage| letters(passage.span.of(&article.text)) == wanted);
            same.map(|passage| PassageKey { article: article.hash, span: passage.span })
        });
        match (hits.next(), hits.next()) {
            (Some(key), None) => Some(key),
            _ => None,
        }
    }
}

fn lost(variant: &Variant) -> String {
    let clue = Clue {
        quote: Some(Quote { exact: variant.segment.clone(), ..Quote::default() }),
        ..variant.clue.clone()
    };
    format!(
        "{}: not found in the articles; name its file behind the file to import",
        clue.describe()
    )
}

/// What is said, white space, marks and controls aside.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// `12-34`.
fn range(text: &str) -> Option<[usize; 2]> {
    let (start, end) = text.split_once('-')?;
    Some([start.parse().ok()?, end.parse().ok()?])
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.into_inner() == name)
        .map(|attribute| attribute.value.to_string())
        .unwrap_or_default()
}
