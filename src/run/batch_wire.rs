//! The JSON of `hexapla align`: a set a line in, an answer a line out.

use crate::export::Source;
use crate::export::wire::{FactReason, Reason, Wire};
use crate::lang::surrogates;
use crate::load;
use crate::model::{Alignment, Article, Fact, Lang, Link, PartialDate, PassageRef};
use serde::{Deserialize, Serialize};

/// A set to align.
#[derive(Debug, Deserialize)]
pub struct Request {
    id: serde_json::Value,
    articles: Vec<Given>,
}

#[derive(Debug, Deserialize)]
struct Given {
    id: String,
    lang: Option<String>,
    date: Option<String>,
    text: Option<String>,
    passages: Option<Vec<String>>,
}

/// What is printed for a set; owns its strings, since it outlives the set's articles.
#[derive(Debug, Serialize)]
pub struct Answer {
    id: serde_json::Value,
    pairs: Vec<serde_json::Value>,
    facts: Vec<serde_json::Value>,
    pub error: Option<String>,
}

#[derive(Serialize)]
struct Pair<'a> {
    a: Place<'a>,
    b: Place<'a>,
    score: f64,
    tier: &'static str,
    evidence: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct FactLine<'a> {
    id: &'a str,
    label: &'a str,
    evidence: Vec<FactReason<'a>>,
    mentions: Vec<Place<'a>>,
    articles: usize,
    conflicts: Vec<Conflict<'a>>,
}

#[derive(Serialize)]
struct Conflict<'a> {
    kind: &'static str,
    values: Vec<Claim<'a>>,
}

#[derive(Serialize)]
struct Claim<'a> {
    article: &'a str,
    index: usize,
    value: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    article: &'a str,
    index: usize,
    start: usize,
    end: usize,
}

impl Request {
    /// Reads one line; a line that can't be used is answered with its error.
    pub fn parse(line: &[u8]) -> Result<Self, Box<Answer>> {
        let value = match std::str::from_utf8(line) {
            Ok(text) => serde_json::from_str(&surrogates::mended(text)),
            Err(_) => serde_json::from_slice(line),
        };
        let value: serde_json::Value = match value {
            Ok(value) => value,
            Err(error) => {
                return Err(Box::new(Answer::unreadable(format!("not JSON: {error}"))));
            }
        };
        let id = value.get("id").cloned().unwrap_or(serde_json::Value::Null);
        let refuse = |message: String| Err(Box::new(Answer::error(id.clone(), message)));
        let request: Self = match serde_json::from_value(value) {
            Ok(request) => request,
            Err(error) => return refuse(format!("not a set of articles: {error}")),
        };
        for (place, article) in request.articles.iter().enumerate() {
            if article.text.is_some() == article.passages.is_some() {
                return refuse(format!(
                    "article `{}` needs either `text` or `passages`",
                    article.id
                ));
            }
            if request.articles[..place].iter().any(|earlier| earlier.id == article.id) {
                return refuse(format!("two articles have the id `{}`", article.id));
            }
            if let Some(Err(error)) = article.lang.as_ref().map(|lang| lang.parse::<Lang>()) {
                return refuse(format!("article `{}`: {error}", article.id));
            }
            if let Some(Err(error)) = article.date.as_ref().map(|date| date.parse::<PartialDate>())
            {
                return refuse(format!("article `{}`: {error}", article.id));
            }
        }
        Ok(request)
    }

    /// The set's articles.
    pub fn articles(&self) -> Vec<Article> {
        self.articles
            .iter()
            .map(|given| {
                let lang = given.lang.as_ref().and_then(|lang| lang.parse().ok());
                let date = given.date.as_ref().and_then(|date| date.parse().ok());
                match &given.passages {
                    Some(passages) => load::from_passages(&given.id, passages.clone(), lang, date),
                    None => {
                        let text = given.text.clone().unwrap_or_default();
                        load::from_text(&given.id, &given.id, text, lang, date)
                    }
                }
            })
            .collect()
    }

    pub fn answer(&self, articles: &[Article], alignment: &Alignment) -> Answer {
        let wire = Wire::new(Source {
            articles,
            readings: &[],
            alignment,
            annotations: &[],
            decisions: &[],
            passages: None,
        });
        let printer = Printer { request: self, wire: &wire };
        Answer {
            id: self.id.clone(),
            pairs: alignment.links.iter().map(|link| printer.pair(link)).collect(),
            facts: alignment.facts.iter().map(|fact| printer.fact(fact)).collect(),
            error: None,
        }
    }

    pub fn failed(&self, message: &str) -> Answer {
        Answer::error(self.id.clone(), message.to_owned())
    }
}

impl Answer {
    /// The answer to a line of which not even the id is known.
    pub fn unreadable(message: String) -> Self {
        Self::error(serde_json::Value::Null, message)
    }

    fn error(id: serde_json::Value, message: String) -> Self {
        Self { id, pairs: Vec::new(), facts: Vec::new(), error: Some(message) }
    }
}

struct Printer<'a> {
    request: &'a Request,
    wire: &'a Wire<'a>,
}

impl<'a> Printer<'a> {
    /// Code points to take off: given passages are counted each for itself.
    fn base(&self, at: PassageRef) -> usize {
        let given = self.request.articles[at.article].passages.is_some();
        if given { self.wire.place(at).start } else { 0 }
    }

    fn place(&self, at: PassageRef) -> Place<'a> {
        let place = self.wire.place(at);
        let base = self.base(at);
        Place {
            article: place.article,
            index: place.index,
            start: place.start - base,
            end: place.end - base,
        }
    }

    fn pair(&self, link: &'a Link) -> serde_json::Value {
        let pair = self.wire.pair(link);
        let moved = |span: Option<[usize; 2]>, at: PassageRef| {
            span.map(|[start, end]| [start - self.base(at), end - self.base(at)])
        };
        let evidence = pair
            .evidence
            .into_iter()
            .map(|reason| Reason {
                a: moved(reason.a, link.a),
                b: moved(reason.b, link.b),
                ..reason
            })
            .collect();
        value(&Pair {
            a: self.place(link.a),
            b: self.place(link.b),
            score: pair.score,
            tier: pair.tier,
            evidence,
        })
    }

    fn fact(&self, fact: &'a Fact) -> serde_json::Value {
        let line = self.wire.fact(fact);
        value(&FactLine {
            id: line.id,
            label: line.label,
            evidence: line.evidence,
            mentions: fact.mentions.iter().map(|at| self.place(*at)).collect(),
            articles: line.articles,
            conflicts: line
                .conflicts
                .into_iter()
                .map(|conflict| Conflict {
                    kind: conflict.kind,
                    values: conflict
                        .values
                        .into_iter()
                        .map(|claim| Claim {
                            article: claim.article,
                            index: claim.index,
                            value: claim.value,
                        })
                        .collect(),
                })
                .collect(),
        })
    }
}

/// Our own shapes have no keys but strings, so this cannot fail; `Null` would show it if it did.
fn value(shape: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(shape).unwrap_or_default()
}
