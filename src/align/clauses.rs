//! What two passages share in one clause of each: it tells of one fact, while what is scattered over
//! two long sentences may be of several.

use super::mentions::{Bag, Set};
use super::pairs::Candidate;

/// Half a unit more, so that a clause with one word of evidence is not wholly covered by it.
const SLACK: f32 = 2.0;

/// Of the two clauses that share most: the rarity of what they share, in nats, and how much that is
/// of all that the clause with less in it says, 0 to 1.
pub fn measure(set: &Set, candidate: &Candidate) -> (f32, f32) {
    let (a, b) = (&set.bags[candidate.a], &set.bags[candidate.b]);
    let clauses =
        |shared: &super::pairs::Shared| (a.mentions[shared.a].clause, b.mentions[shared.b].clause);
    let mut best = (0.0, (0, 0));
    for centre in &candidate.shared {
        let at = clauses(centre);
        let sum: f32 = candidate
            .shared
            .iter()
            .filter(|shared| clauses(shared) == at)
            .map(|shared| shared.weight)
            .sum();
        if sum > best.0 {
            best = (sum, at);
        }
    }
    let (sum, (left, right)) = best;
    let told = told(set, a, left).min(told(set, b, right));
    (sum, (sum / (told + SLACK)).min(1.0))
}

/// All that one clause of a passage says, in nats of rarity.
fn told(set: &Set, bag: &Bag, clause: usize) -> f32 {
    bag.mentions
        .iter()
        .filter(|mention| mention.clause == clause)
        .filter_map(|mention| mention.keys.first())
        .map(|(key, share)| set.rarity(key) * share)
        .sum()
}
