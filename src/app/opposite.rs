//! What answers to the passage under the cursor: its links, its facts, its counterparts, its notes.

use super::State;
use crate::model::{Annotation, Link, PassageKind, PassageRef, Verdict};

impl State {
    /// The links of a passage that the scope takes, strongest first.
    pub fn links(&self, at: PassageRef) -> impl Iterator<Item = &Link> {
        self.index.links(at).iter().map(|number| &self.alignment.links[*number])
    }

    /// Whether another article tells this passage.
    pub fn is_linked(&self, at: PassageRef) -> bool {
        !self.index.links(at).is_empty()
    }

    /// What is said of a passage without a link. What is told in other words alone is not found: so
    /// it is never claimed that nobody else tells it.
    pub fn why_unlinked(&self, at: PassageRef) -> &'static str {
        if self.index.is_left_out(at) {
            return "its links are less sure than those shown, or rejected";
        }
        match self.articles[at.article].passages[at.passage].kind {
            PassageKind::Noise(reason) => reason.as_str(),
            _ if self.partial => "the rest is still being read",
            _ if self.articles.len() < 2 => "no other article is open",
            _ if self.aligned_how.is_none() => "comparing the passages …",
            _ if self.progress.is_some() => "not found in another article yet",
            _ => "not found in another article",
        }
    }

    /// The link that the status line explains.
    pub fn current_link(&self) -> Option<&Link> {
        let cursor = self.cursor()?;
        let number = *self.index.links(cursor).get(self.panes.link)?;
        Some(&self.alignment.links[number])
    }

    /// The strongest counterpart of `at` in another article; the current link's end where it is that article's.
    pub fn counterpart(&self, at: PassageRef, article: usize) -> Option<&Link> {
        let fits = |link: &&Link| {
            link.verdict != Some(Verdict::Rejected)
                && link.other(at).is_some_and(|other| other.article == article)
        };
        let strongest = || Some(&self.alignment.links[self.index.strongest(at, article)?]);
        self.current_link().filter(fits).or_else(strongest)
    }

    /// Facts that tell this passage.
    pub fn facts_of(&self, at: PassageRef) -> impl Iterator<Item = usize> {
        self.index.facts(at).iter().copied()
    }

    /// The fact that the reader went to, as long as the cursor stands on a passage of it.
    pub fn chosen_fact(&self) -> Option<usize> {
        let fact = self.panes.fact?;
        self.index.facts(self.cursor()?).contains(&fact).then_some(fact)
    }

    /// The passage of another article that answers to the cursor's: of the fact that the reader
    /// went to, where there is one, else the strongest counterpart.
    pub fn partner(&self, article: usize) -> Option<PassageRef> {
        let cursor = self.cursor()?;
        let linked = self.counterpart(cursor, article).and_then(|link| link.other(cursor));
        let Some(fact) = self.chosen_fact() else { return linked };
        let mentions = &self.alignment.facts[fact].mentions;
        linked
            .filter(|other| mentions.contains(other))
            .or_else(|| mentions.iter().find(|at| at.article == article).copied())
    }

    /// The link between the cursor's passage and its [`partner`](Self::partner); a fact may hold
    /// two passages together that nothing links.
    pub fn tie(&self, article: usize) -> Option<&Link> {
        let cursor = self.cursor()?;
        let partner = self.partner(article)?;
        let ties = |link: &&Link| link.other(cursor) == Some(partner);
        self.counterpart(cursor, article)
            .filter(ties)
            .or_else(|| self.links(cursor).find(|link| ties(link)))
    }

    /// The fact that the reader looks at: the one that was gone to; else the one which holds both
    /// ends of the current link; else any that tells the passage.
    pub fn current_fact(&self) -> Option<usize> {
        if let Some(fact) = self.chosen_fact() {
            return Some(fact);
        }
        let cursor = self.cursor()?;
        let other = self.current_link().and_then(|link| link.other(cursor));
        let holds = |fact: &usize| {
            other.is_some_and(|other| self.alignment.facts[*fact].mentions.contains(&other))
        };
        let facts = self.index.facts(cursor);
        facts.iter().copied().find(holds).or_else(|| facts.first().copied())
    }

    /// The notes anchored in a passage.
    pub fn notes_at(&self, at: PassageRef) -> impl Iterator<Item = &Annotation> {
        self.index.notes(at).iter().map(|number| &self.notes[*number])
    }
}
