//! W3C Web Annotation (Recommendation of 2017) as JSON-LD: one collection, an annotation a line.
//!
//! A target names its source (path as given; `canonical`: `hash://sha256/` and the hash of the
//! article's text as decoded) and says where in it three times: the quote with its context, the
//! position in code points where the text there is the quote, and the bytes of that text in UTF-8,
//! by which `hexapla import` finds the very place without the article. Only words of the standard's
//! own context are used, so that nothing is lost on the way through other programs.

mod iri;
mod shapes;

use super::wire::Wire;
use super::{ExportError, Source, What};
use crate::model::{
    Anchor, Annotation, Article, Color, Conflict, Decision, Fact, Link, Logged, PassageKey,
    PassageRef, Span, Verdict,
};
use serde_json::{Value, json};
use shapes::{Shapes, tag};
use std::io::Write;

/// Code points of context beside a quote that is not an annotation's own.
const CONTEXT: usize = 32;

/// Writes pairs, facts, conflicts, annotations or decisions; with the annotations what the reader
/// decided.
pub fn write(what: What, source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let maker = Maker { source, shapes: Shapes::new(source) };
    let mut items = Vec::new();
    match what {
        What::Annotations => {
            items.extend(source.annotations.iter().map(|note| maker.note(note)));
            items.extend(source.decisions.iter().map(|logged| maker.decision(logged)));
        }
        What::Decisions => {
            items.extend(source.decisions.iter().map(|logged| maker.decision(logged)));
        }
        What::Facts => items.extend(source.alignment.facts.iter().map(|fact| maker.fact(fact))),
        What::Conflicts => {
            for fact in &source.alignment.facts {
                let conflicts = fact.conflicts.iter().enumerate();
                items.extend(conflicts.map(|(number, found)| maker.conflict(fact, number, found)));
            }
        }
        _ => {
            let wire = Wire::new(source);
            items.extend(source.alignment.links.iter().map(|link| maker.link(&wire, link)));
        }
    }
    let what = what.as_str();
    writeln!(
        out,
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:hexapla:{what}\",\
         \"type\":\"AnnotationCollection\",\"label\":\"hexapla {what}\",\"total\":{},\"first\":\
         {{\"id\":\"urn:hexapla:{what}:1\",\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[",
        items.len()
    )?;
    for (number, item) in items.iter().enumerate() {
        serde_json::to_writer(&mut *out, item)?;
        writeln!(out, "{}", if number + 1 < items.len() { "," } else { "" })?;
    }
    writeln!(out, "]}}}}")?;
    Ok(())
}

struct Maker<'a> {
    source: Source<'a>,
    shapes: Shapes<'a>,
}

impl Maker<'_> {
    /// What the reader wrote.
    fn note(&self, note: &Annotation) -> Value {
        let mut bodies = Vec::new();
        if !note.note.is_empty() {
            bodies.push(json!({
                "type": "TextualBody", "purpose": "commenting", "value": note.note,
                "format": "text/plain", "textDirection": "auto",
            }));
        }
        bodies.extend(note.tags.iter().map(|word| tag("tagging", word)));
        bodies.push(tag("classifying", note.on.as_str()));
        let targets: Vec<Value> = note
            .anchors
            .iter()
            .map(|anchor| {
                let mut target = self.shapes.target(anchor);
                target["styleClass"] = note.color.as_str().into();
                target
            })
            .collect();
        let motivation = if note.note.is_empty() { "highlighting" } else { "commenting" };
        let mut shape = annotation(&iri::of_note(&note.id), motivation, bodies, targets);
        // A style class may only be used beside a style sheet that knows it.
        let (class, shade) = (note.color.as_str(), shade(note.color));
        shape["stylesheet"] = json!({
            "type": "CssStylesheet", "value": format!(".{class} {{ background: {shade} }}"),
        });
        shape["created"] = super::time::rfc3339(note.created).into();
        shape["modified"] = super::time::rfc3339(note.modified).into();
        made_by(&mut shape, &note.author);
        shape
    }

    /// What the reader decided.
    fn decision(&self, logged: &Logged) -> Value {
        let decision = &logged.decision;
        let (word, label) = match decision {
            Decision::Link { verdict, .. } => (verdict.as_str(), None),
            Decision::Name { label, .. } => (decision.kind(), Some(label)),
            Decision::Merge { .. } | Decision::Split { .. } | Decision::Words { .. } => {
                (decision.kind(), None)
            }
        };
        let mut bodies = vec![tag("classifying", word)];
        bodies.extend(label.map(|label| tag("identifying", label)));
        let (places, targets): (Vec<String>, Vec<Value>) = match decision {
            // Words stand in no article: each is a resource of its own, all of it in its address.
            Decision::Words { a, b } => [a, b]
                .into_iter()
                .map(|word| {
                    let text = iri::encoded(&word.text);
                    (format!("{}/{text}", word.lang.as_str()), shapes::word(word, &text))
                })
                .unzip(),
            _ => {
                let keys = decision.passages().into_iter();
                keys.map(|key| (place(key), self.decided(key, &logged.anchors))).unzip()
            }
        };
        let id = format!("urn:hexapla:{word}:{}", places.join(":"));
        let mut shape = annotation(&id, "assessing", bodies, targets);
        // 0 is a time that nobody kept.
        if logged.made != 0 {
            shape["created"] = super::time::rfc3339(logged.made).into();
        }
        made_by(&mut shape, &logged.author);
        shape
    }

    fn link(&self, wire: &Wire<'_>, link: &Link) -> Value {
        let pair = wire.pair(link);
        let mut bodies: Vec<Value> = pair
            .evidence
            .iter()
            .map(|reason| tag("describing", &format!("{} {}", reason.kind, reason.value)))
            .collect();
        bodies.push(tag("describing", &format!("{} {}", pair.tier, pair.score)));
        bodies.extend(link.verdict.map(|verdict| tag("classifying", verdict.as_str())));
        let keys = [link.a, link.b].map(|at| self.key(at));
        let id = format!("urn:hexapla:link:{}:{}", place(&keys[0]), place(&keys[1]));
        let motivation = match link.verdict {
            Some(Verdict::Confirmed | Verdict::Rejected) => "assessing",
            None => "linking",
        };
        annotation(&id, motivation, bodies, keys.iter().map(|key| self.target(key)).collect())
    }

    fn fact(&self, fact: &Fact) -> Value {
        let mut bodies = vec![tag("identifying", &fact.label)];
        let reasons = fact.evidence.iter();
        bodies.extend(
            reasons.map(|(kind, value)| tag("describing", &format!("{} {value}", kind.as_str()))),
        );
        let targets = fact.mentions.iter().map(|at| self.target(&self.key(*at))).collect();
        annotation(
            &format!("urn:hexapla:fact:{}", iri::encoded(&fact.id)),
            "linking",
            bodies,
            targets,
        )
    }

    fn conflict(&self, fact: &Fact, number: usize, conflict: &Conflict) -> Value {
        let kind = conflict.kind.as_str();
        let mut bodies =
            vec![tag("identifying", &fact.label), tag("describing", &format!("conflict, {kind}"))];
        bodies.extend(conflict.values.iter().map(|claim| tag("describing", &claim.value)));
        let targets = conflict
            .values
            .iter()
            .map(|claim| {
                let hash = self.source.articles[claim.at.article].hash;
                self.target(&PassageKey { article: hash, span: claim.span })
            })
            .collect();
        let id = format!("urn:hexapla:conflict:{}:{number}", iri::encoded(&fact.id));
        annotation(&id, "questioning", bodies, targets)
    }

    fn key(&self, at: PassageRef) -> PassageKey {
        let article = &self.source.articles[at.article];
        PassageKey { article: article.hash, span: article.passages[at.passage].span }
    }

    fn open(&self, key: &PassageKey) -> Option<&Article> {
        self.source.articles.iter().find(|article| article.hash == key.article)
    }

    /// A passage as a target: with its quote where its article is open, else by hash and bytes only.
    fn target(&self, key: &PassageKey) -> Value {
        self.decided(key, &[])
    }

    /// The same for one that was decided on, of which the library may know what it said.
    fn decided(&self, key: &PassageKey, anchors: &[Anchor]) -> Value {
        let known = || anchors.iter().find(|a| a.article == key.article && a.span == key.span);
        match self.open(key) {
            Some(article) => self.shapes.target(&anchor(article, key.span)),
            None => known().map_or_else(|| self.shapes.unknown(key), |a| self.shapes.target(a)),
        }
    }
}

/// Who made it, where that is known.
fn made_by(shape: &mut Value, author: &str) {
    if !author.is_empty() {
        shape["creator"] = json!({"type": "Person", "name": author});
    }
}

/// What a colour looks like behind dark text.
const fn shade(color: Color) -> &'static str {
    match color {
        Color::Yellow => "#fff3a3",
        Color::Green => "#c5f0c1",
        Color::Blue => "#c1e1fb",
        Color::Red => "#fbc9c5",
        Color::Purple => "#e4cdf7",
    }
}

/// A span of an open article with what stands around it.
fn anchor(article: &Article, span: Span) -> Anchor {
    let before = article.text.get(..span.start).unwrap_or_default();
    let after = article.text.get(span.end..).unwrap_or_default();
    let prefix: Vec<char> = before.chars().rev().take(CONTEXT).collect();
    Anchor {
        article: article.hash,
        path: article.path.clone(),
        article_id: article.id.clone(),
        lang: article.lang,
        span,
        quote: span.of(&article.text).to_owned(),
        prefix: prefix.into_iter().rev().collect(),
        suffix: after.chars().take(CONTEXT).collect(),
    }
}

/// `HASH/START-END`, in bytes.
fn place(key: &PassageKey) -> String {
    format!("{}/{}-{}", key.article, key.span.start, key.span.end)
}

fn annotation(id: &str, motivation: &str, bodies: Vec<Value>, targets: Vec<Value>) -> Value {
    json!({
        "id": id, "type": "Annotation", "motivation": motivation, "body": bodies,
        "target": targets,
        "generator": {"type": "Software", "name": "hexapla"},
    })
}
