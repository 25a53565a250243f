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
        let chosen = self.choose(wanted);
        self.cut_links(&chosen, wanted);
        if matches!(what, What::Facts | What::Conflicts) {
            self.cut_facts(&chosen, wanted);
        }
        self.passages.retain(|at| {
            chosen.has_article(at.article) && chosen.is_told(*at) && chosen.is_tagged(*at)
        });
        self.cut_kept(&chosen, wanted);
    }

    fn cut_links(&mut self, chosen: &Chosen, wanted: &Wanted<'_>) {
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
            (chosen.has_article(link.a.article) || chosen.has_article(link.b.article))
                && of_fact(link)
                && (chosen.is_tagged(link.a) || chosen.is_tagged(link.b))
                && with_verdict(link)
        });
    }

    /// With a verdict asked for, only those that a link which is left ties.
    fn cut_facts(&mut self, chosen: &Chosen, wanted: &Wanted<'_>) {
        let linked: HashSet<(PassageRef, PassageRef)> =
            self.alignment.links.iter().map(|link| (link.a, link.b)).collect();
        let tied = |fact: &Fact| {
            let mentions = &fact.mentions;
            mentions
                .iter()
                .enumerate()
                .any(|(place, a)| mentions[place + 1..].iter().any(|b| linked.contains(&(*a, *b))))
        };
        self.alignment.facts.retain(|fact| {
            (wanted.facts.is_empty() || wanted.facts.contains(&fact.id))
                && fact.mentions.iter().any(|at| chosen.has_article(at.article))
                && fact.mentions.iter().any(|at| chosen.is_tagged(*at))
                && (wanted.verdicts.is_empty() || tied(fact))
        });
    }

    fn cut_kept(&mut self, chosen: &Chosen, wanted: &Wanted<'_>) {
        let all = self.articles;
        self.notes.retain(|note| {
            let mut keys = note
                .anchors
                .iter()
                .map(|anchor| PassageKey { article: anchor.article, span: anchor.span });
            keys.any(|key| chosen.holds(all, &key, touches))
                && (wanted.tags.is_empty() || note.tags.iter().any(|tag| wanted.tags.contains(tag)))
        });
        // A decision has no tags, and two words that mean the same are of no article and no fact.
        self.decisions.retain(|logged| {
            let keys = logged.decision.passages();
            let same = |passage: Span, key: Span| passage == key;
            let meant = keys.iter().any(|key| chosen.holds(all, key, same))
                || (keys.is_empty() && !chosen.is_narrowed());
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

impl Chosen {
    fn has_article(&self, article: usize) -> bool {
        self.articles.as_ref().is_none_or(|articles| articles.contains(&article))
    }

    fn is_told(&self, at: PassageRef) -> bool {
        self.told.as_ref().is_none_or(|told| told.contains(&at))
    }

    fn is_tagged(&self, at: PassageRef) -> bool {
        self.tagged.as_ref().is_none_or(|tagged| tagged.contains(&at))
    }

    /// Whether articles or facts were named.
    fn is_narrowed(&self) -> bool {
        self.articles.is_some() || self.told.is_some()
    }

    /// Whether something kept is wanted: its article, and one of the passages that it is on, as
    /// `is_on` tells from the passage's span and its own.
    fn holds(&self, all: &[Article], key: &PassageKey, is_on: impl Fn(Span, Span) -> bool) -> bool {
        let Some(article) = all.iter().position(|article| article.hash == key.article) else {
            return !self.is_narrowed();
        };
        let is_on = |at: &PassageRef| {
            at.article == article && is_on(all[article].passages[at.passage].span, key.span)
        };
        self.has_article(article) && self.told.as_ref().is_none_or(|told| told.iter().any(is_on))
    }
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
