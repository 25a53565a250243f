//! Which part of an alignment somebody wants to see or export.

use crate::model::{Alignment, Link, PassageRef, Tier, Verdict};
use std::collections::HashSet;

/// A filter on links; facts follow from what is left of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scope {
    /// The least tier.
    pub tier: Tier,
    /// Links that score less don't count; 0 to 1.
    pub min_score: f32,
    /// Whether links that the reader rejected are kept.
    pub rejected: bool,
}

impl Default for Scope {
    fn default() -> Self {
        Self { tier: Tier::Possible, min_score: 0.0, rejected: false }
    }
}

impl Scope {
    /// Whether the link counts.
    pub fn takes(&self, link: &Link) -> bool {
        link.tier >= self.tier
            && link.score >= self.min_score
            && (self.rejected || link.verdict != Some(Verdict::Rejected))
    }

    /// The alignment with the links that the scope takes, and the facts that such a link holds together.
    pub fn cut(&self, alignment: &Alignment) -> Alignment {
        let links: Vec<Link> =
            alignment.links.iter().filter(|link| self.takes(link)).cloned().collect();
        let linked: HashSet<(PassageRef, PassageRef)> =
            links.iter().map(|link| (link.a, link.b)).collect();
        let facts = alignment
            .facts
            .iter()
            .filter(|fact| {
                fact.mentions.iter().enumerate().any(|(place, a)| {
                    fact.mentions[place + 1..].iter().any(|b| linked.contains(&(*a, *b)))
                })
            })
            .cloned()
            .collect();
        Alignment { links, facts }
    }
}
