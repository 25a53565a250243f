//! Facts split, merged and named; words of the reader's glossary; decisions listed and withdrawn.

use super::*;
use hexapla::align::{self, decisions};

/// What the worker would answer: the first alignment with the decisions as they are.
fn realign(state: &mut State) {
    let base = super::state();
    let (mut links, mut facts) = (base.alignment.links.clone(), base.alignment.facts.clone());
    let input = align::Input {
        articles: &state.articles,
        readings: &[],
        vectors: None,
        decisions: &state.decisions,
    };
    decisions::apply_to_links(input, &mut links);
    decisions::apply_to_facts(input, &mut facts);
    let (generation, alignment) = (state.generation, Arc::new(Alignment { links, facts }));
    send(state, Msg::Aligned { generation, alignment, how: "test" });
}

fn mentions(state: &State) -> Vec<Vec<PassageRef>> {
    state.alignment.facts.iter().map(|fact| fact.mentions.clone()).collect()
}

#[test]
fn a_passage_is_taken_out_of_a_fact() {
    let mut state = state();
    let effects = press(&mut state, "Tab S");
    assert!(matches!(effects[0], Effect::ChangeDecisions { .. }), "{effects:?}");
    realign(&mut state);
    assert_eq!(mentions(&state)[0], [at(0, 0), at(2, 1)]);
    press(&mut state, "u");
    realign(&mut state);
    assert_eq!(mentions(&state)[0], [at(0, 0), at(1, 2), at(2, 1)]);
    press(&mut state, "U");
    realign(&mut state);
    assert_eq!(mentions(&state)[0], [at(0, 0), at(2, 1)]);
}

#[test]
fn two_facts_become_one_from_the_panes_and_from_the_board() {
    for keys in ["M n M", "1 M j M"] {
        let mut state = state();
        press(&mut state, keys);
        realign(&mut state);
        let one = vec![at(0, 0), at(0, 3), at(1, 0), at(1, 2), at(2, 1)];
        assert_eq!(mentions(&state), [one], "{keys}");
        press(&mut state, "u");
        realign(&mut state);
        assert_eq!(mentions(&state).len(), 2);
    }
    let mut state = state();
    press(&mut state, "M M");
    assert_eq!(state.decisions, [], "a fact is not merged with itself");
    press(&mut state, "M Esc n M");
    assert_eq!(state.decisions, [], "Esc forgets the first");
}

#[test]
fn a_fact_is_named_and_gets_its_own_name_back() {
    let mut state = state();
    press(&mut state, "R Ctrl-u 'the points' Enter");
    realign(&mut state);
    let label = |state: &State, fact: usize| state.alignment.facts[fact].label.clone();
    assert_eq!(label(&state, 0), "the points");
    press(&mut state, "1 j R Ctrl-u 'first snow' Enter");
    realign(&mut state);
    assert_eq!((label(&state, 0), label(&state, 1)), ("the points".into(), "first snow".into()));
    press(&mut state, "0 R Ctrl-u 'all points' Enter");
    realign(&mut state);
    assert_eq!(label(&state, 0), "all points");
    assert_eq!(state.decisions.len(), 2, "a new name takes the old one's place");
    press(&mut state, "R Ctrl-u Enter");
    realign(&mut state);
    assert_eq!(label(&state, 0), "43");
    press(&mut state, "u");
    realign(&mut state);
    assert_eq!(label(&state, 0), "all points");
}

#[test]
fn a_pair_of_words_goes_into_the_glossary() {
    let mut state = state();
    press(&mut state, "v l l l l l");
    press(&mut state, "= Tab v Left Left Left =");
    let [Decision::Words { a, b }] = &state.decisions[..] else { panic!("{:?}", state.decisions) };
    let word = |lang: &str, text: &str| Word { lang: Lang::new(lang), text: text.to_owned() };
    assert_eq!((a, b), (&word("ar", "من 43"), &word("en", "It has")));
    press(&mut state, "7");
    assert!(views::line(&views::drawn(&state), 2).contains("It has"));
    press(&mut state, "D");
    assert_eq!(state.decisions, [], "withdrawn");
    press(&mut state, "u");
    assert_eq!(state.decisions.len(), 1);
    let mut state = super::state();
    press(&mut state, "=");
    assert!(state.notice.is_some_and(|notice| notice.bad), "nothing is selected");
}

#[test]
fn decisions_are_listed_lead_to_their_passages_and_are_withdrawn() {
    let mut state = state();
    press(&mut state, "c j j j x 7");
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Decisions);
    let heads: Vec<&str> = rows.iter().map(|row| row.head.trim()).collect();
    assert_eq!(heads, ["confirmed", "rejected"]);
    press(&mut state, "j Enter");
    assert_eq!(state.cursor(), Some(at(0, 3)));
    press(&mut state, "7 D");
    assert_eq!(state.decisions.len(), 1);
    assert!(matches!(state.decisions[0], Decision::Link { verdict: Verdict::Confirmed, .. }));
}
