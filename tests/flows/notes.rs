//! Notes on links and facts, marks, tags, colours, the editor, lost notes.

use super::*;

fn note(state: &State, number: usize) -> &Annotation {
    &state.notes[number]
}

#[test]
fn a_note_hangs_on_a_link_or_a_fact() {
    let mut state = state();
    press(&mut state, "A 'is it so?' Esc");
    assert_eq!(note(&state, 0).on, Target::Link);
    let quotes = |number: usize, state: &State| -> Vec<String> {
        note(state, number).anchors.iter().map(|anchor| anchor.quote.clone()).collect()
    };
    assert_eq!(quotes(0, &state), ["It has 43 points.", "من 43 بندا."]);
    press(&mut state, "Tab Ctrl-a 'three of them' Esc");
    assert_eq!(note(&state, 1).on, Target::Fact);
    assert_eq!(quotes(1, &state), ["من 43 بندا.", "It has 43 points.", "۴۳ بند دارد."]);
    // It is seen from every passage of it.
    press(&mut state, "Tab e '!' Esc");
    assert_eq!(note(&state, 1).note, "three of them!");
    press(&mut state, "g A");
    assert_eq!(state.entry, None, "there is no link here");
}

#[test]
fn marks_without_words_take_one_colour_after_the_other() {
    let mut state = state();
    let mut colors = Vec::new();
    for _ in 0..Color::ALL.len() {
        press(&mut state, "*");
        assert_eq!(state.notes.len(), 1);
        colors.push(note(&state, 0).color);
    }
    assert_eq!(colors, Color::ALL);
    press(&mut state, "*");
    assert_eq!(state.notes, [], "after the last it is unmarked");
    press(&mut state, "u");
    assert_eq!(state.notes.len(), 1);
    press(&mut state, "a Ctrl-o Esc");
    assert_eq!(note(&state, 1).color, Color::Green, "a colour alone is kept");
}

#[test]
fn tags_are_completed_from_those_of_other_notes() {
    let mut state = state();
    press(&mut state, "a 'x' Tab 'law leaders' Esc j a 'y' Tab 'law' Esc j");
    press(&mut state, "a 'z' Tab 'l' Down");
    let Some(Entry::Note(entry)) = &state.entry else { panic!("{:?}", state.entry) };
    assert_eq!(entry.tags.text(), "law", "used most");
    press(&mut state, "Down");
    let Some(Entry::Note(entry)) = &state.entry else { panic!("{:?}", state.entry) };
    assert_eq!(entry.tags.text(), "leaders");
    press(&mut state, "Space 'la' Ctrl-n Enter");
    assert_eq!(note(&state, 2).tags, ["law", "leaders"]);
    press(&mut state, "4 f '#lead' Enter");
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Notes);
    assert_eq!(rows.len(), 2, "filtered by tag");
}

#[test]
fn a_note_is_written_in_an_editor() {
    let mut state = state();
    let effects = press(&mut state, "a 'draft' Ctrl-x");
    assert_eq!(effects, [Effect::Edit("draft".to_owned())]);
    send(&mut state, Msg::Edited("line one\nline two\n".to_owned()));
    press(&mut state, "Esc");
    assert_eq!(note(&state, 0).note, "line one\nline two");
}

#[test]
fn a_range_goes_across_line_ends() {
    let mut state = state();
    press(&mut state, "v Down l l l a 'n' Esc");
    assert_eq!(note(&state, 0).anchors[0].quote, "It has 43 points.\nRain");
}

#[test]
fn a_lost_note_is_hung_on_other_words() {
    let mut state = state();
    press(&mut state, "a 'where is it?' Esc");
    let mut lost = note(&state, 0).clone();
    lost.state = AnnotationState::Orphan;
    lost.anchors[0].quote = "words of yesterday".to_owned();
    lost.anchors[0].article = ContentHash([5; 32]);
    state.set_notes(vec![lost]);
    press(&mut state, "4");
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Notes);
    assert!(matches!(&rows[0].text, hexapla::app::boards::RowText::Own(text)
        if text.contains("no longer in the text: words of yesterday")));
    press(&mut state, "t");
    assert_eq!(state.view, View::Panes);
    let effects = press(&mut state, "j v l l l t");
    let [Effect::PutNote(kept)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((kept.state, kept.on), (AnnotationState::Anchored, Target::Range));
    assert_eq!(kept.anchors[0].quote, "Rain");
    assert_eq!(kept.note, "where is it?");
    press(&mut state, "u");
    assert_eq!(note(&state, 0).state, AnnotationState::Orphan);
}

#[test]
fn what_the_library_holds_comes_beside_what_it_could_not_keep() {
    let mut state = state();
    press(&mut state, "a 'not kept' Esc");
    let mut kept = note(&state, 0).clone();
    kept.id = "other".to_owned();
    send(&mut state, Msg::Recalled { notes: vec![kept], decisions: Vec::new(), aside: Vec::new() });
    assert_eq!(state.notes.len(), 2);
}

#[test]
fn what_was_typed_and_left_comes_back() {
    let mut state = state();
    press(&mut state, "a 'half a thought' Ctrl-c");
    assert!(state.notes.is_empty() && state.entry.is_none());
    assert!(state.notice.as_ref().is_some_and(|notice| notice.text.contains("a here brings back")));
    press(&mut state, "j a Ctrl-c k a");
    let effects = press(&mut state, "' more' Esc");
    assert_eq!(effects.len(), 1);
    assert_eq!(note(&state, 0).note, "half a thought more");
    press(&mut state, "e 'x' Ctrl-c");
    assert_eq!(note(&state, 0).note, "half a thought more");
    press(&mut state, "e Esc");
    assert_eq!(note(&state, 0).note, "half a thought morex");
    assert!(state.drafts.is_empty());
}

#[test]
fn a_hashtag_in_the_words_is_a_tag() {
    let mut state = state();
    press(&mut state, "a '#check point #3, see #later.' Tab 'own' Esc");
    assert_eq!(note(&state, 0).tags, ["check", "later", "own"]);
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Notes);
    let said = hexapla::app::boards::RowText::Own("#check point #3, see #later. #own".to_owned());
    assert_eq!(rows[0].text, said);
}

#[test]
fn a_changed_note_is_read_before_what_it_was_on() {
    let mut state = state();
    press(&mut state, "a 'my word' Esc");
    let mut changed = note(&state, 0).clone();
    changed.state = AnnotationState::Changed;
    state.set_notes(vec![changed]);
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Notes);
    assert!(
        matches!(&rows[0].text, hexapla::app::boards::RowText::Own(text)
        if text.starts_with("my word [the text has changed")),
        "{:?}",
        rows[0].text
    );
}

#[test]
fn a_decision_that_is_left_aside_is_listed_with_its_words_and_can_be_deleted() {
    let mut state = state();
    let effects = press(&mut state, "c");
    let [Effect::ChangeDecisions { after, .. }, _] = &effects[..] else { panic!("{effects:?}") };
    let mut decision = after[0].clone();
    let mut was = note_anchor(&state);
    was.quote = "It has 44 points.".to_owned();
    was.article = ContentHash([5; 32]);
    if let hexapla::model::Decision::Link { a, .. } = &mut decision {
        (a.article, a.span) = (was.article, was.span);
    }
    press(&mut state, "u");
    let (author, made) = (String::new(), 0);
    let logged =
        hexapla::model::Logged { decision: decision.clone(), author, made, anchors: vec![was] };
    send(
        &mut state,
        Msg::Recalled { notes: Vec::new(), decisions: Vec::new(), aside: vec![logged] },
    );
    assert_eq!(state.obeyed().count(), 0);
    press(&mut state, "7");
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Decisions);
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert!(
        matches!(&row.text, hexapla::app::boards::RowText::Own(text)
        if text.contains("was “It has 44 points.”") && text.contains("43")),
        "{:?}",
        row.text
    );
    let effects = press(&mut state, "D");
    assert!(
        matches!(&effects[0], Effect::ChangeDecisions { before, after }
        if before.contains(&decision) && after.is_empty()),
        "{effects:?}"
    );
}

/// An anchor on the first passage.
fn note_anchor(state: &State) -> Anchor {
    Anchor::new(&state.articles[0], state.articles[0].passages[0].span)
}

#[test]
fn a_tag_stands_apart_from_the_words_in_every_script() {
    let mut state = state();
    press(&mut state, "a 'سلام' Tab 'مهم' Esc 4");
    let rows = hexapla::app::boards::rows(&state, hexapla::app::boards::Board::Notes);
    let expected = "\u{2068}سلام\u{2069} \u{2068}#مهم\u{2069}";
    assert!(matches!(&rows[0].text, hexapla::app::boards::RowText::Own(text) if text == expected));
}

/// What is too long to be laid out at each key is refused in words, and what was typed stays.
#[test]
fn a_book_is_not_pasted_into_a_note() {
    let mut state = state();
    press(&mut state, "a 'mine'");
    send(&mut state, Msg::Paste("x".repeat(300 << 10)));
    let said = state.notice.as_ref().map(|notice| notice.text.as_str());
    assert!(said.is_some_and(|said| said.contains("300 kB")), "{said:?}");
    send(&mut state, Msg::Paste(" words".repeat(100)));
    press(&mut state, "Esc");
    assert_eq!(note(&state, 0).note, format!("mine{}", " words".repeat(100)));
}
