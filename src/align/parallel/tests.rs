use super::*;
use crate::align::mentions::Bag;
use crate::model::{Lang, PassageRef};

const BY: Parallel =
    Parallel { near: 0.35, typical: 0.25, judged: 0.12, middle: 0.22, between: -0.05, piece: 0.2 };

/// Two articles whose passages have these lengths in letters.
fn set(lengths: [&[usize]; 2]) -> Set {
    let mut bags = Vec::new();
    let mut starts = vec![0];
    for (article, lengths) in lengths.into_iter().enumerate() {
        for (passage, letters) in lengths.iter().enumerate() {
            bags.push(Bag {
                at: PassageRef { article, passage },
                mentions: Vec::new(),
                words: letters / 6,
                letters: *letters,
                noise: false,
                silent: false,
                parts: 1,
                title: false,
                lang: Lang::UNKNOWN,
            });
        }
        starts.push(bags.len());
    }
    Set { bags, starts, index: HashMap::new() }
}

/// The pairs that keep their score, `cosines` being rows of the first article's passages.
fn kept(lengths: [&[usize]; 2], cosines: &[&[f32]]) -> Vec<(usize, usize)> {
    let set = set(lengths);
    let mut candidates = Vec::new();
    for (a, row) in cosines.iter().enumerate() {
        for (b, cosine) in row.iter().enumerate() {
            let b = lengths[0].len() + b;
            let parts = vec![*cosine];
            candidates.push(Candidate { a, b, shared: Vec::new(), cosine: *cosine, parts });
        }
    }
    let mut scores = vec![0.4; candidates.len()];
    rescore(&set, &candidates, &mut scores, &BY);
    candidates
        .iter()
        .zip(&scores)
        .filter(|(_, score)| **score >= 0.4)
        .map(|(pair, _)| (pair.a, pair.b - lengths[0].len()))
        .collect()
}

#[test]
fn moved_sentences_keep_one_counterpart_each_and_a_foreign_one_has_none() {
    let found = kept(
        [&[60, 90, 120, 80], &[118, 61, 200, 92]],
        &[
            &[0.1, 0.7, 0.3, 0.2],
            &[0.2, 0.3, 0.1, 0.6],
            &[0.7, 0.1, 0.3, 0.1],
            &[0.2, 0.2, 0.3, 0.2],
        ],
    );
    assert_eq!(found, [(0, 1), (1, 3), (2, 0)]);
}

#[test]
fn retellings_keep_every_pair() {
    // As near in meaning as the translation above, but of quite other lengths.
    let rows: [&[f32]; 3] = [&[0.6, 0.5, 0.1], &[0.1, 0.6, 0.5], &[0.5, 0.1, 0.6]];
    assert_eq!(kept([&[60, 90, 120], &[240, 30, 125]], &rows).len(), 9);
    assert_eq!(kept([&[60, 90, 120], &[62, 92, 125]], &rows).len(), 3);
}

#[test]
fn a_sentence_that_was_cut_in_order_gets_both_pieces() {
    let rows: [&[f32]; 3] = [&[0.8, 0.1, 0.1, 0.1], &[0.1, 0.7, 0.4, 0.1], &[0.1, 0.1, 0.1, 0.8]];
    let found = kept([&[60, 120, 80], &[60, 70, 50, 80]], &rows);
    assert_eq!(found, [(0, 0), (1, 1), (1, 2), (2, 3)]);
    // A sentence more is no piece where the one beside it is complete.
    let found = kept([&[60, 70, 80], &[60, 70, 90, 80]], &rows);
    assert_eq!(found, [(0, 0), (1, 1), (2, 3)]);
}

#[test]
fn what_stands_between_counterparts_belongs_together() {
    // The second row is nearer to a sentence elsewhere, which has its own.
    let rows: [&[f32]; 4] = [
        &[0.8, 0.1, 0.1, 0.1],
        &[0.1, 0.3, 0.1, 0.4],
        &[0.1, 0.1, 0.8, 0.1],
        &[0.1, 0.1, 0.1, 0.8],
    ];
    let found = kept([&[60, 70, 80, 90], &[60, 70, 80, 90]], &rows);
    assert_eq!(found, [(0, 0), (1, 1), (2, 2), (3, 3)]);
}

#[test]
fn the_longest_chain_rises_on_both_sides() {
    assert_eq!(longest_chain(&[]), []);
    let pairs = [(0, 3), (1, 0), (2, 1), (3, 7), (4, 2), (5, 4)];
    assert_eq!(longest_chain(&pairs), [(1, 0), (2, 1), (4, 2), (5, 4)]);
}
