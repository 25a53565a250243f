//! What of a set an export is about: the facts, articles, tags and verdicts that were asked for.

use crate::cli::VerdictChoice;
use crate::export::What;
use crate::model::{
    Alignment, Annotation, Article, Fact, Link, Logged, PassageKey, PassageRef, Span,
};
use std::collections::HashSet;

/// What was asked for; an empty list asks for everything.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Ids.
    pub facts: &'a [String],
    /// Ids or paths.
    pub articles: &'a [String],
    pub tags: &'a [String],
    pub verdicts: &'a [VerdictChoice],
}

impl Wanted<'_> {
    /// Whether links or facts have to be known to tell what is wanted.
    pub fn needs_alignment(&self) -> bool {
        !self.facts.is_empty()
    }

    /// Whether the reader's annotations have to be known.
    pub fn needs_notes(&self) -> bool {
        !self.tags.is_empty()
    }
}

/// A set's material, to be cut to what is wanted.
pub struct Material<'a> {
    pub articles: &'a [Article],
    pub alignment: Alignment,
    pub notes: Vec<Annotation>,
    pub decisions: Vec<Logged>,
    /// The passages that are exported where passages are.
    pub passages: Vec<PassageRef>,
}

impl Material<'_> {
    /// What was named and is not there, in words.
    pub fn missing(&self, wanted: &Wanted<'_>) -> Vec<String> {
        let facts = wanted
            .facts
            .iter()
            .filter(|id| self.alignment.facts.iter().all(|fact| fact.id != **id))
            .map(|id| format!("--fact {id}: no such fact in what was opened; `hexapla export facts` lists them"));
        let articles = wanted
            .articles
            .iter()
            .filter(|name| !self.articles.iter().any(|article| is_named(article, name)))
            .map(|name| {
                format!(
                    "--article {name}: no such article; give the id or path of one that is opened"
                )
            });
        let tags = wanted
            .tags
            .iter()
            .filter(|tag| self.notes.iter().all(|note| !note.tags.contains(tag)))
            .map(|tag| format!("--tag {tag}: no annotation here has this tag"));
        facts.chain(articles).chain(tags).collect()
    }

    /// Leaves what is wanted. For `pairs` the facts stay all: they say what a pair belongs to.
    pub fn cut(&mut self, what: What, wanted: &Wanted<'_>) {
        let Chosen { articles, told, tagged } = self.choose(wanted);
        let in_articles = |article: usize| articles.as_ref().is_none_or(|a| a.contains(&article));
        let is_told = |at: PassageRef| told.as_ref().is_none_or(|told| told.contains(&at));
        let is_tagged = |at: PassageRef| tagged.as_ref().is_none_or(|t| t.contains(&at));
        let with_verdict = |link: &Link| {
            wanted.verdicts.is_empty()
                || wanted.verdicts.iter().any(|choice| choice.takes(link.verdict))
        };
        let facts = &self.alignment.facts;
        let of_fact = |link: &Link| {
            wanted.facts.is_empty()
                || facts.iter().any(|fact| {
                    wanted.facts.contains(&fact.id)
                        && fact.mentions.contains(&link.a)
                        && fact.mentions.contains(&link.b)
                })
        };
        self.alignment.links.retain(|link| {
            (in_articles(link.a.article) || in_articles(link.b.article))
                && of_fact(link)
                && (is_tagged(link.a) || is_tagged(link.b))
                && with_verdict(link)
        });
        if matches!(what, What::Facts | What::Conflicts) {
            let linked: HashSet<(PassageRef, PassageRef)> =
                self.alignment.links.iter().map(|link| (link.a, link.b)).collect();
            let tied = |fact: &Fact| {
                let mentions = &fact.mentions;
                mentions.iter().enumerate().any(|(place, a)| {
                    mentions[place + 1..].iter().any(|b| linked.contains(&(*a, *b)))
                })
            };
            self.alignment.facts.retain(|fact| {
                (wanted.facts.is_empty() || wanted.facts.contains(&fact.id))
                    && fact.mentions.iter().any(|at| in_articles(at.article))
                    && fact.mentions.iter().any(|at| is_tagged(*at))
                    && (wanted.verdicts.is_empty() || tied(fact))
            });
        }
        self.passages.retain(|at| in_articles(at.article) && is_told(*at) && is_tagged(*at));
        let all = self.articles;
        let in_scope = |key: &PassageKey, exact: bool| {
            let Some(article) = all.iter().position(|article| article.hash == key.article) else {
                return articles.is_none() && told.is_none();
            };
            let on = |span: Span| if exact { span == key.span } else { touches(span, key.span) };
            in_articles(article)
                && told.as_ref().is_none_or(|told| {
                    told.iter().any(|at| {
                        at.article == article && on(all[article].passages[at.passage].span)
                    })
                })
        };
        self.notes.retain(|note| {
            let mut keys = note
                .anchors
                .iter()
                .map(|anchor| PassageKey { article: anchor.article, span: anchor.span });
            keys.any(|key| in_scope(&key, false))
                && (wanted.tags.is_empty() || note.tags.iter().any(|tag| wanted.tags.contains(tag)))
        });
        // A decision has no tags, and two words that mean the same are of no article and no fact.
        let narrowed = articles.is_some() || told.is_some();
        self.decisions.retain(|logged| {
            let keys = logged.decision.passages();
            let meant =
                keys.iter().any(|key| in_scope(key, true)) || (keys.is_empty() && !narrowed);
            wanted.tags.is_empty() && meant
        });
    }

    fn choose(&self, wanted: &Wanted<'_>) -> Chosen {
        let articles = (!wanted.articles.is_empty()).then(|| {
            let named = |article: &Article| wanted.articles.iter().any(|n| is_named(article, n));
            (0..self.articles.len()).filter(|number| named(&self.articles[*number])).collect()
        });
        let told = (!wanted.facts.is_empty()).then(|| {
            let facts = self.alignment.facts.iter().filter(|fact| wanted.facts.contains(&fact.id));
            facts.flat_map(|fact| fact.mentions.iter().copied()).collect()
        });
        let tagged = (!wanted.tags.is_empty()).then(|| {
            let notes = self
                .notes
                .iter()
                .filter(|note| note.tags.iter().any(|tag| wanted.tags.contains(tag)));
            notes
                .flat_map(|note| &note.anchors)
                .flat_map(|anchor| passages_on(self.articles, anchor.article, anchor.span))
                .collect()
        });
        Chosen { articles, told, tagged }
    }
}

/// What the wanted names stand for; `None`: everything.
struct Chosen {
    articles: Option<HashSet<usize>>,
    /// Passages that tell a wanted fact.
    told: Option<HashSet<PassageRef>>,
    /// Passages with an annotation that has a wanted tag.
    tagged: Option<HashSet<PassageRef>>,
}

fn is_named(article: &Article, name: &str) -> bool {
    article.id == name || article.path == name
}

/// Whether one lies on the other; an empty one does on its place.
fn touches(passage: Span, span: Span) -> bool {
    passage.overlaps(span) || passage.covers(span)
}

fn passages_on(
    articles: &[Article],
    hash: crate::model::ContentHash,
    span: Span,
) -> Vec<PassageRef> {
    let Some(article) = articles.iter().position(|article| article.hash == hash) else {
        return Vec::new();
    };
    let passages = articles[article].passages.iter().enumerate();
    passages
        .filter(|(_, passage)| touches(passage.span, span))
        .map(|(passage, _)| PassageRef { article, passage })
        .collect()
}
