//! What follows from the alignment, the scope and the notes. Made when one of them changes, so that
//! a key step costs what is on the screen and not what is open.

use super::State;
use crate::align::scope::Scope;
use crate::model::{Alignment, Annotation, Article, ContentHash, Fact, PassageRef, Verdict};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The links, facts and notes of each passage.
#[derive(Clone, Debug, Default)]
pub struct Index {
    links: HashMap<PassageRef, Vec<usize>>,
    /// Passages with a link that the scope does not take.
    left_out: HashSet<PassageRef>,
    strongest: HashMap<(PassageRef, usize), usize>,
    facts: HashMap<PassageRef, Vec<usize>>,
    /// By article: the passages that tell a fact, in their order.
    telling: HashMap<usize, Vec<usize>>,
    kept: Vec<usize>,
    notes: HashMap<PassageRef, Vec<usize>>,
    places: Vec<Option<PassageRef>>,
}

impl Index {
    /// Takes an alignment in, as far as the scope takes it.
    fn take_alignment(&mut self, alignment: &Alignment, scope: &Scope) {
        self.links.clear();
        self.left_out.clear();
        self.strongest.clear();
        self.facts.clear();
        self.telling.clear();
        self.kept.clear();
        for (number, link) in alignment.links.iter().enumerate() {
            if scope.takes(link) {
                self.links.entry(link.a).or_default().push(number);
                self.links.entry(link.b).or_default().push(number);
            } else {
                self.left_out.extend([link.a, link.b]);
            }
        }
        let links = &alignment.links;
        for (at, list) in &mut self.links {
            list.sort_by(|x, y| links[*y].score.total_cmp(&links[*x].score).then(x.cmp(y)));
            for number in list {
                let link = &links[*number];
                if let Some(other) = link.other(*at)
                    && link.verdict != Some(Verdict::Rejected)
                {
                    self.strongest.entry((*at, other.article)).or_insert(*number);
                }
            }
        }
        for (number, fact) in alignment.facts.iter().enumerate() {
            let tied = fact.mentions.iter().any(|mention| {
                self.links(*mention).iter().any(|link| {
                    let other = links[*link].other(*mention);
                    other.is_some_and(|other| fact.mentions.binary_search(&other).is_ok())
                })
            });
            if tied {
                self.kept.push(number);
                for mention in &fact.mentions {
                    self.facts.entry(*mention).or_default().push(number);
                }
            }
        }
        for at in self.facts.keys() {
            self.telling.entry(at.article).or_default().push(at.passage);
        }
        for passages in self.telling.values_mut() {
            passages.sort_unstable();
        }
    }

    /// Finds the passages that the notes stand in.
    fn take_notes(&mut self, notes: &[Annotation], articles: &[Article]) {
        let by_hash: HashMap<ContentHash, usize> =
            articles.iter().enumerate().map(|(number, article)| (article.hash, number)).collect();
        let by_path: HashMap<&str, usize> = articles
            .iter()
            .enumerate()
            .map(|(number, article)| (article.path.as_str(), number))
            .collect();
        self.notes.clear();
        self.places.clear();
        for (number, note) in notes.iter().enumerate() {
            let mut place = None;
            for anchor in &note.anchors {
                let Some(article) = by_hash.get(&anchor.article).copied() else { continue };
                let passages = &articles[article].passages;
                let first =
                    passages.partition_point(|passage| passage.span.end <= anchor.span.start);
                let under = (first..passages.len())
                    .take_while(|passage| passages[*passage].span.overlaps(anchor.span));
                for passage in under {
                    let list = self.notes.entry(PassageRef { article, passage }).or_default();
                    if list.last() != Some(&number) {
                        list.push(number);
                    }
                }
                place = place.or_else(|| passage_near(&articles[article], article, first));
            }
            // Of words that are gone: where they stood before the article changed.
            let gone = || {
                note.anchors.iter().find_map(|anchor| {
                    let article = *by_path.get(anchor.path.as_str())?;
                    let passages = &articles[article].passages;
                    let after =
                        passages.partition_point(|passage| passage.span.end <= anchor.span.start);
                    passage_near(&articles[article], article, after)
                })
            };
            self.places.push(place.or_else(gone));
        }
    }

    /// The links of a passage that the scope takes, strongest first.
    pub fn links(&self, at: PassageRef) -> &[usize] {
        self.links.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Whether a passage is linked, but by nothing that the scope takes.
    pub fn is_left_out(&self, at: PassageRef) -> bool {
        self.left_out.contains(&at) && self.links(at).is_empty()
    }

    /// How many links the scope takes.
    pub fn link_count(&self) -> usize {
        self.links.values().map(Vec::len).sum::<usize>() / 2
    }

    /// The strongest link from a passage into another article that was not rejected.
    pub fn strongest(&self, at: PassageRef, article: usize) -> Option<usize> {
        self.strongest.get(&(at, article)).copied()
    }

    /// The facts that tell a passage, of those that a link of the scope holds together.
    pub fn facts(&self, at: PassageRef) -> &[usize] {
        self.facts.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The passages of an article that tell a fact of the scope, in their order.
    pub fn telling(&self, article: usize) -> &[usize] {
        self.telling.get(&article).map_or(&[], Vec::as_slice)
    }

    /// All facts that a link of the scope holds together, in the order of the alignment.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// The notes that stand in a passage, oldest first.
    pub fn notes(&self, at: PassageRef) -> &[usize] {
        self.notes.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Where a note leads, if one of its articles is open.
    pub fn place(&self, note: usize) -> Option<PassageRef> {
        self.places.get(note).copied().flatten()
    }
}

impl State {
    /// Takes a new alignment in; the fact that the reader went to stays the one, if it is still
    /// there.
    pub fn set_alignment(&mut self, alignment: Arc<Alignment>) {
        let chosen = self.chosen_fact().map(|fact| self.alignment.facts[fact].clone());
        self.alignment = alignment;
        self.panes.fact = chosen.and_then(|before| {
            let shared = |fact: &Fact| {
                fact.mentions.iter().filter(|at| before.mentions.contains(at)).count()
            };
            let facts = self.alignment.facts.iter().enumerate();
            let best = facts.max_by_key(|(number, fact)| {
                (fact.id == before.id, shared(fact), std::cmp::Reverse(*number))
            });
            best.filter(|(_, fact)| shared(fact) > 0).map(|(number, _)| number)
        });
        self.index_links();
    }

    /// Takes the links in that the scope leaves.
    pub fn index_links(&mut self) {
        self.index.take_alignment(&self.alignment, &self.scope);
        self.boards.outdate();
    }

    /// Takes notes in, in any order.
    pub fn set_notes(&mut self, mut notes: Vec<Annotation>) {
        notes.sort_by(|x, y| (x.created, &x.id).cmp(&(y.created, &y.id)));
        self.notes = notes;
        self.index_notes();
    }

    /// To be called when the notes or the articles have changed.
    pub fn index_notes(&mut self) {
        self.index.take_notes(&self.notes, &self.articles);
        self.boards.outdate();
    }
}

/// The article may have become shorter than it was.
fn passage_near(found: &Article, article: usize, passage: usize) -> Option<PassageRef> {
    let last = found.passages.len().checked_sub(1)?;
    Some(PassageRef { article, passage: passage.min(last) })
}
