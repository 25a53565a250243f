//! The JSON of the command line's contract: keys are fixed, more may be added.

use super::Source;
use super::offsets::Offsets;
use crate::model::{
    Anchor, Annotation, Conflict, Evidence, EvidenceKind, Fact, Link, PassageKind, PassageRef,
    ValueKind,
};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;

/// Makes wire shapes; knows each article's code points.
pub struct Wire<'a> {
    source: Source<'a>,
    offsets: Vec<Offsets<'a>>,
    /// The places in `alignment.facts` of those that a passage tells.
    facts: HashMap<PassageRef, Vec<usize>>,
}

#[derive(Serialize)]
pub struct Place<'a> {
    pub path: &'a str,
    pub article: &'a str,
    pub lang: &'a str,
    pub index: usize,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    /// SHA-256 of the article's text, by which a reader can tell the version that is quoted.
    pub hash: String,
}

#[derive(Serialize)]
pub struct Passage<'a> {
    pub path: &'a str,
    pub article: &'a str,
    pub lang: &'a str,
    pub dir: &'static str,
    pub index: usize,
    pub start: usize,
    pub end: usize,
    pub text: &'a str,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    pub values: Vec<Value<'a>>,
    pub names: Vec<Name<'a>>,
    pub hash: String,
}

#[derive(Serialize)]
pub struct Value<'a> {
    pub kind: &'static str,
    pub text: &'a str,
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
    pub start: usize,
    pub end: usize,
}

#[derive(Serialize)]
pub struct Name<'a> {
    pub text: &'a str,
    pub name: &'a str,
    pub start: usize,
    pub end: usize,
}

#[derive(Serialize)]
pub struct Pair<'a> {
    pub a: Place<'a>,
    pub b: Place<'a>,
    pub score: f64,
    pub tier: &'static str,
    pub origin: &'static str,
    pub verdict: Option<&'static str>,
    pub facts: Vec<&'a str>,
    pub evidence: Vec<Reason<'a>>,
    pub conflicts: Vec<PairConflict<'a>>,
}

#[derive(Serialize)]
pub struct Reason<'a> {
    pub kind: &'static str,
    pub value: Cow<'a, str>,
    pub a: Option<[usize; 2]>,
    pub b: Option<[usize; 2]>,
    pub weight: f64,
}

#[derive(Serialize)]
pub struct PairConflict<'a> {
    pub kind: &'static str,
    pub a: &'a str,
    pub b: &'a str,
}

#[derive(Serialize)]
pub struct FactLine<'a> {
    pub id: &'a str,
    pub label: &'a str,
    pub evidence: Vec<FactReason<'a>>,
    pub mentions: Vec<Place<'a>>,
    pub articles: usize,
    pub conflicts: Vec<FactConflict<'a>>,
}

#[derive(Serialize)]
pub struct FactReason<'a> {
    pub kind: &'static str,
    pub value: &'a str,
}

#[derive(Serialize)]
pub struct FactConflict<'a> {
    pub kind: &'static str,
    pub values: Vec<Claim<'a>>,
}

#[derive(Serialize)]
pub struct ConflictLine<'a> {
    pub fact: &'a str,
    pub kind: &'static str,
    pub values: Vec<Claim<'a>>,
}

/// What one passage claims.
#[derive(Serialize)]
pub struct Claim<'a> {
    pub path: &'a str,
    pub article: &'a str,
    pub index: usize,
    pub value: &'a str,
}

#[derive(Serialize)]
pub struct Note<'a> {
    pub id: &'a str,
    pub path: &'a str,
    pub article: &'a str,
    pub lang: &'a str,
    /// None where the quote stands in no open article: there is nothing to count in.
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub quote: &'a str,
    pub note: &'a str,
    pub tags: &'a [String],
    pub color: &'static str,
    pub on: &'static str,
    pub author: &'a str,
    /// RFC 3339, UTC.
    pub created: String,
    pub modified: String,
    pub state: &'static str,
    /// Every place that the annotation is on; the first is the one above.
    pub anchors: Vec<NotePlace<'a>>,
}

/// A place that an annotation is on.
#[derive(Serialize)]
pub struct NotePlace<'a> {
    pub path: &'a str,
    pub article: &'a str,
    pub lang: &'a str,
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub quote: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
    pub hash: String,
}

/// Three decimals: enough to order by, few enough to be the same on every machine.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}

impl<'a> Wire<'a> {
    pub fn new(source: Source<'a>) -> Self {
        let offsets = source.articles.iter().map(|article| Offsets::new(&article.text)).collect();
        let mut facts: HashMap<PassageRef, Vec<usize>> = HashMap::new();
        for (number, fact) in source.alignment.facts.iter().enumerate() {
            for mention in &fact.mentions {
                facts.entry(*mention).or_default().push(number);
            }
        }
        Self { source, offsets, facts }
    }

    pub fn place(&self, at: PassageRef) -> Place<'a> {
        let article = &self.source.articles[at.article];
        let span = article.passages[at.passage].span;
        let [start, end] = self.offsets[at.article].span(span);
        Place {
            path: &article.path,
            article: &article.id,
            lang: article.lang.as_str(),
            index: at.passage,
            start,
            end,
            text: span.of(&article.text),
            hash: article.hash.to_string(),
        }
    }

    pub fn passage(&self, at: PassageRef) -> Passage<'a> {
        let article = &self.source.articles[at.article];
        let offsets = &self.offsets[at.article];
        let passage = &article.passages[at.passage];
        let [start, end] = offsets.span(passage.span);
        let reading = self.source.readings.get(at.article).and_then(|list| list.get(at.passage));
        let values = reading.into_iter().flat_map(|reading| &reading.values);
        let names = reading.into_iter().flat_map(|reading| &reading.names);
        Passage {
            path: &article.path,
            article: &article.id,
            lang: article.lang.as_str(),
            dir: article.dir.as_str(),
            index: at.passage,
            start,
            end,
            text: passage.span.of(&article.text),
            kind: passage.kind.as_str(),
            reason: match passage.kind {
                PassageKind::Noise(reason) => Some(reason.as_str()),
                PassageKind::Title | PassageKind::Prose => None,
            },
            values: values
                // Times of day are evidence, but no value of the contract.
                .filter(|value| value.kind() != ValueKind::Time)
                .map(|value| {
                    let [start, end] = offsets.span(value.span);
                    Value {
                        kind: value.kind().as_str(),
                        text: value.span.of(&article.text),
                        value: value.normal_form(),
                        resolved: value.resolved.as_ref().map(ToString::to_string),
                        start,
                        end,
                    }
                })
                .collect(),
            names: names
                .map(|name| {
                    let [start, end] = offsets.span(name.span);
                    Name { text: name.span.of(&article.text), name: &name.label, start, end }
                })
                .collect(),
            hash: article.hash.to_string(),
        }
    }

    pub fn pair(&self, link: &'a Link) -> Pair<'a> {
        Pair {
            a: self.place(link.a),
            b: self.place(link.b),
            score: rounded(link.score),
            tier: link.tier.as_str(),
            origin: link.origin.as_str(),
            verdict: link.verdict.map(|verdict| verdict.as_str()),
            facts: self
                .facts_of(link)
                .map(|number| self.source.alignment.facts[number].id.as_str())
                .collect(),
            evidence: link.evidence.iter().map(|reason| self.reason(link, reason)).collect(),
            conflicts: link
                .conflicts
                .iter()
                .map(|conflict| PairConflict {
                    kind: conflict.kind.as_str(),
                    a: &conflict.a,
                    b: &conflict.b,
                })
                .collect(),
        }
    }

    /// Places in `alignment.facts` of the facts that the link ties.
    pub fn facts_of(&self, link: &Link) -> impl Iterator<Item = usize> {
        let told = |at: PassageRef| self.facts.get(&at).map_or(&[][..], Vec::as_slice);
        told(link.a).iter().filter(move |number| told(link.b).contains(number)).copied()
    }

    pub fn reason(&self, link: &Link, reason: &'a Evidence) -> Reason<'a> {
        let span = |span: Option<crate::model::Span>, article: usize| {
            span.map(|span| self.offsets[article].span(span))
        };
        Reason {
            kind: reason.kind.as_str(),
            value: Cow::Borrowed(&reason.value),
            a: span(reason.a, link.a.article),
            b: span(reason.b, link.b.article),
            weight: rounded(reason.weight),
        }
    }

    pub fn fact(&self, fact: &'a Fact) -> FactLine<'a> {
        let mut articles: Vec<usize> =
            fact.mentions.iter().map(|mention| mention.article).collect();
        articles.sort_unstable();
        articles.dedup();
        FactLine {
            id: &fact.id,
            label: &fact.label,
            evidence: fact.evidence.iter().map(fact_reason).collect(),
            mentions: fact.mentions.iter().map(|at| self.place(*at)).collect(),
            articles: articles.len(),
            conflicts: fact.conflicts.iter().map(|conflict| self.fact_conflict(conflict)).collect(),
        }
    }

    fn fact_conflict(&self, conflict: &'a Conflict) -> FactConflict<'a> {
        FactConflict { kind: conflict.kind.as_str(), values: self.claims(conflict) }
    }

    pub fn conflict(&self, fact: &'a Fact, conflict: &'a Conflict) -> ConflictLine<'a> {
        ConflictLine { fact: &fact.id, kind: conflict.kind.as_str(), values: self.claims(conflict) }
    }

    fn claims(&self, conflict: &'a Conflict) -> Vec<Claim<'a>> {
        conflict
            .values
            .iter()
            .map(|claim| {
                let article = &self.source.articles[claim.at.article];
                Claim {
                    path: &article.path,
                    article: &article.id,
                    index: claim.at.passage,
                    value: &claim.value,
                }
            })
            .collect()
    }

    /// A note with its first anchor's place; none where it has no anchor.
    pub fn note(&self, note: &'a Annotation) -> Option<Note<'a>> {
        let anchors: Vec<NotePlace<'a>> =
            note.anchors.iter().map(|anchor| self.anchor(anchor)).collect();
        let first = anchors.first()?;
        Some(Note {
            id: &note.id,
            path: first.path,
            article: first.article,
            lang: first.lang,
            start: first.start,
            end: first.end,
            quote: first.quote,
            note: &note.note,
            tags: &note.tags,
            color: note.color.as_str(),
            on: note.on.as_str(),
            author: &note.author,
            created: super::time::rfc3339(note.created),
            modified: super::time::rfc3339(note.modified),
            state: note.state.as_str(),
            anchors,
        })
    }

    /// An anchor; counted in code points where the version of the article that it is in is open.
    pub fn anchor(&self, anchor: &'a Anchor) -> NotePlace<'a> {
        let open = self.source.articles.iter().position(|article| article.hash == anchor.article);
        let place = open.map(|number| self.offsets[number].span(anchor.span));
        let article = open.map(|number| &self.source.articles[number]);
        NotePlace {
            path: article.map_or(&anchor.path, |article| &article.path),
            article: article.map_or(&anchor.article_id, |article| &article.id),
            lang: anchor.lang.as_str(),
            start: place.map(|[start, _]| start),
            end: place.map(|[_, end]| end),
            quote: &anchor.quote,
            prefix: &anchor.prefix,
            suffix: &anchor.suffix,
            hash: anchor.article.to_string(),
        }
    }
}

fn fact_reason((kind, value): &(EvidenceKind, String)) -> FactReason<'_> {
    FactReason { kind: kind.as_str(), value }
}
