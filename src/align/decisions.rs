//! The reader's decisions over the engine's links and facts.

use super::Input;
use crate::model::{
    Article, Decision, Evidence, Fact, Link, Origin, PassageKey, PassageRef, Tier, Verdict,
};

/// Where a key stands in this set; none where the article is not open.
pub fn locate(articles: &[Article], key: &PassageKey) -> Option<PassageRef> {
    let article = articles.iter().position(|article| article.hash == key.article)?;
    let passage = articles[article].passages.iter().position(|passage| passage.span == key.span)?;
    Some(PassageRef { article, passage })
}

/// The lasting name of a passage.
pub fn key(articles: &[Article], at: PassageRef) -> Option<PassageKey> {
    let article = articles.get(at.article)?;
    let passage = article.passages.get(at.passage)?;
    Some(PassageKey { article: article.hash, span: passage.span })
}

/// Puts the verdicts on the links; a confirmed pair that the engine did not find becomes a link by hand.
pub fn apply_to_links(input: Input<'_>, links: &mut Vec<Link>) {
    for decision in input.decisions {
        let Decision::Link { a, b, verdict } = decision else { continue };
        let (Some(a), Some(b)) = (locate(input.articles, a), locate(input.articles, b)) else {
            continue;
        };
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        if a.article == b.article {
            continue;
        }
        let known = links.iter_mut().find(|link| link.a == a && link.b == b);
        match (known, verdict) {
            (Some(link), _) => decide(link, *verdict),
            (None, Verdict::Confirmed) => links.push(by_hand(a, b)),
            (None, Verdict::Rejected) => {}
        }
    }
}

fn decide(link: &mut Link, verdict: Verdict) {
    link.verdict = Some(verdict);
    if verdict == Verdict::Confirmed {
        link.tier = Tier::Sure;
        link.score = 1.0;
    }
}

fn by_hand(a: PassageRef, b: PassageRef) -> Link {
    Link {
        a,
        b,
        score: 1.0,
        tier: Tier::Sure,
        origin: Origin::Human,
        verdict: Some(Verdict::Confirmed),
        evidence: Vec::<Evidence>::new(),
        conflicts: Vec::new(),
    }
}

/// Merges, splits and names facts as the reader decided.
pub fn apply_to_facts(input: Input<'_>, facts: &mut Vec<Fact>) {
    for decision in input.decisions {
        match decision {
            Decision::Link { .. } | Decision::Words { .. } => {}
            Decision::Merge { passages } => {
                let members: Vec<PassageRef> =
                    passages.iter().filter_map(|key| locate(input.articles, key)).collect();
                merge(facts, &members);
            }
            Decision::Split { passage, from } => {
                let (Some(passage), Some(from)) =
                    (locate(input.articles, passage), locate(input.articles, from))
                else {
                    continue;
                };
                for fact in facts.iter_mut() {
                    if fact.mentions.contains(&from) {
                        fact.mentions.retain(|mention| *mention != passage);
                    }
                }
                facts.retain(|fact| spans_articles(&fact.mentions));
            }
            Decision::Name { passage, label } => {
                let Some(at) = locate(input.articles, passage) else { continue };
                if let Some(fact) = named_by(facts, at).map(|place| &mut facts[place]) {
                    fact.label.clone_from(label);
                }
            }
        }
    }
}

/// Which of the facts a name on this passage is for: the one of fewest passages that tells it.
pub fn named_by(facts: &[Fact], at: PassageRef) -> Option<usize> {
    (0..facts.len())
        .filter(|place| facts[*place].mentions.contains(&at))
        .min_by_key(|place| (facts[*place].mentions.len(), &facts[*place].mentions))
}

/// Whether the passages are of more than one article.
pub fn spans_articles(mentions: &[PassageRef]) -> bool {
    mentions.windows(2).any(|pair| pair[0].article != pair[1].article)
}

/// The fact that tells most of `members` tells them all; others that told two of them become part
/// of it.
fn merge(facts: &mut Vec<Fact>, members: &[PassageRef]) {
    let told = |fact: &Fact| fact.mentions.iter().filter(|at| members.contains(at)).count();
    let Some(first) = (0..facts.len())
        .filter(|fact| told(&facts[*fact]) > 0)
        .max_by_key(|fact| (told(&facts[*fact]), std::cmp::Reverse(*fact)))
    else {
        return;
    };
    let mut kept = facts[first].clone();
    kept.mentions.extend(members);
    for fact in &*facts {
        if told(fact) >= 2 {
            kept.mentions.extend(&fact.mentions);
        }
    }
    kept.mentions.sort_unstable();
    kept.mentions.dedup();
    let mentions = kept.mentions.clone();
    facts[first] = kept;
    let mut place = 0;
    facts.retain(|fact| {
        place += 1;
        place - 1 == first || !fact.mentions.iter().all(|mention| mentions.contains(mention))
    });
}
