//! The words that tie passages, each with a number for what is shared, whatever its spelling in each
//! article. There are as many numbers as the theme has colours, so that one colour is one thing: the
//! weightiest get them.

use super::theme::TIES;
use crate::app::panes::PaneArea;
use crate::app::state::State;
use crate::model::{Evidence, EvidenceKind, Link, PassageRef, Span};

/// Words with their numbers.
#[derive(Default)]
pub(crate) struct Ties {
    spans: Vec<(PassageRef, Span, usize)>,
    /// Words for which no number was left.
    more: Vec<(PassageRef, Span)>,
    /// What has a number, by that number.
    seen: Vec<(EvidenceKind, String)>,
}

impl Ties {
    /// Those between the cursor's passage and the passages that answer to it in the panes; the first
    /// numbers are for the link that the status line explains.
    pub(crate) fn of_panes(state: &State, areas: &[PaneArea]) -> Self {
        let current = state.current_link();
        let others = areas.iter().filter_map(|area| state.tie(area.article));
        let mut ties = Self::default();
        for link in current.into_iter().chain(others) {
            ties.add(link);
        }
        if let (Some(fact), Some(cursor)) = (state.current_fact(), state.cursor()) {
            let partners = areas.iter().filter_map(|area| state.partner(area.article));
            for at in partners.chain([cursor]) {
                ties.add_of_fact(state, fact, at);
            }
        }
        ties
    }

    /// Takes the words in with which a passage tells a fact, whichever of the fact's passages it
    /// shares them with: nothing may link it to the cursor's.
    fn add_of_fact(&mut self, state: &State, fact: usize, at: PassageRef) {
        let fact = &state.alignment.facts[fact];
        if !fact.mentions.contains(&at) {
            return;
        }
        let of_it = |link: &&Link| link.other(at).is_some_and(|it| fact.mentions.contains(&it));
        for link in state.links(at).filter(of_it) {
            for (evidence, a, b) in spelled(link) {
                let span = if link.a == at { a } else { b };
                if self.number(at, span).is_none() && !self.is_more(at, span) {
                    match self.number_of(evidence) {
                        Some(number) => self.spans.push((at, span, number)),
                        None => self.more.push((at, span)),
                    }
                }
            }
        }
    }

    /// Whether words tell the same as others though there is no number left for them.
    pub(crate) fn is_more(&self, at: PassageRef, source: Span) -> bool {
        self.more.iter().any(|(of, span)| *of == at && span.overlaps(source))
    }

    /// Takes the words of a link in.
    pub(crate) fn add(&mut self, link: &Link) {
        for (evidence, a, b) in spelled(link) {
            if let Some(number) = self.number_of(evidence) {
                self.spans.push((link.a, a, number));
                self.spans.push((link.b, b, number));
            }
        }
    }

    fn number_of(&mut self, evidence: &Evidence) -> Option<usize> {
        let same = |(kind, value): &(EvidenceKind, String)| {
            *kind == evidence.kind && *value == evidence.value
        };
        self.seen.iter().position(same).or_else(|| {
            let free = self.seen.len();
            (free < TIES).then(|| {
                self.seen.push((evidence.kind, evidence.value.clone()));
                free
            })
        })
    }

    /// The number of the words under a part of a passage, if they tie it.
    pub(crate) fn number(&self, at: PassageRef, source: Span) -> Option<usize> {
        self.spans
            .iter()
            .find(|(of, span, _)| *of == at && span.overlaps(source))
            .map(|(_, _, number)| *number)
    }
}

/// The number of each piece of a link's evidence, as [`Ties::of_panes`] gives them to the link that
/// is explained; none for what no words say, and where the colours are used up.
pub(crate) fn numbers(link: &Link) -> Vec<Option<usize>> {
    let mut ties = Ties::default();
    let is_spelled = |evidence: &Evidence| evidence.a.is_some() && evidence.b.is_some();
    link.evidence
        .iter()
        .map(|evidence| if is_spelled(evidence) { ties.number_of(evidence) } else { None })
        .collect()
}

fn spelled(link: &Link) -> impl Iterator<Item = (&Evidence, Span, Span)> {
    link.evidence.iter().filter_map(|evidence| Some((evidence, evidence.a?, evidence.b?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Tier};

    fn link(values: &[&str]) -> Link {
        let at = |article| PassageRef { article, passage: 0 };
        let evidence = |(place, value): (usize, &&str)| Evidence {
            kind: EvidenceKind::Name,
            value: (*value).to_owned(),
            a: (!value.is_empty()).then_some(Span::new(place, place + 1)),
            b: (!value.is_empty()).then_some(Span::new(place + 10, place + 11)),
            weight: 1.0,
        };
        Link {
            a: at(0),
            b: at(1),
            score: 0.9,
            tier: Tier::Sure,
            origin: Origin::Automatic,
            verdict: None,
            evidence: values.iter().enumerate().map(evidence).collect(),
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn one_colour_is_one_thing() {
        let link = link(&["a", "b", "", "c", "a", "d", "e", "f", "g"]);
        let expected = [Some(0), Some(1), None, Some(2), Some(0), Some(3), Some(4), Some(5), None];
        assert_eq!(numbers(&link), expected, "there are {TIES} colours");
        let mut ties = Ties::default();
        ties.add(&link);
        for (place, number) in expected.into_iter().enumerate() {
            let span = Span::new(place, place + 1);
            assert_eq!(ties.number(link.a, span), number, "{place}");
            assert_eq!(ties.number(link.b, Span::new(place + 10, place + 11)), number, "{place}");
        }
        let elsewhere = PassageRef { article: 0, passage: 1 };
        assert_eq!(ties.number(elsewhere, Span::new(0, 1)), None);
    }
}
