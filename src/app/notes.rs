//! Writing annotations: what they hang on, how they are kept and taken back.

use super::boards::{self, Item};
use super::command::Command;
use super::history::{Step, take};
use super::msg::{Effect, Env, Notice};
use super::prompt::Prompt;
use super::state::{Entry, NoteEntry, Pending, State, View};
use crate::model::{
    Anchor, Annotation, AnnotationState, Color, Decision, Logged, PassageRef, Span, Target,
};
use std::collections::BTreeMap;

/// An anchor for a span of an open article.
pub fn anchor(state: &State, article: usize, span: Span) -> Anchor {
    Anchor::new(&state.articles[article], span)
}

/// A note without words.
fn empty(state: &State, env: &Env, on: Target, anchors: Vec<Anchor>) -> Annotation {
    Annotation {
        id: env.id.clone(),
        on,
        anchors,
        note: String::new(),
        tags: Vec::new(),
        color: Color::default(),
        author: state.author.clone(),
        created: env.now,
        modified: env.now,
        state: AnnotationState::Anchored,
    }
}

/// What the reader points at: the selection, or the cursor's passage.
fn pointed_at(state: &State) -> Option<(Target, Anchor)> {
    let cursor = state.cursor()?;
    Some(match state.selection {
        Some(selection) => (Target::Range, anchor(state, selection.article, selection.span())),
        None => (Target::Passage, passage_anchor(state, cursor)),
    })
}

fn passage_anchor(state: &State, at: PassageRef) -> Anchor {
    anchor(state, at.article, state.articles[at.article].passages[at.passage].span)
}

/// Opens the note editor on the selection, or on the cursor's passage.
pub fn begin(state: &mut State, env: &Env) {
    if let Some((on, anchor)) = pointed_at(state) {
        let note = empty(state, env, on, vec![anchor]);
        open(state, note, true);
    }
}

/// Opens the note editor on the link that is shown: first the end where the reader stands.
pub fn begin_on_link(state: &mut State, env: &Env) {
    let cursor = state.cursor();
    let other = state.current_link().and_then(|link| link.other(cursor?));
    let (Some(cursor), Some(other)) = (cursor, other) else {
        say_nothing_here(state, "link");
        return;
    };
    let anchors = vec![passage_anchor(state, cursor), passage_anchor(state, other)];
    let note = empty(state, env, Target::Link, anchors);
    open(state, note, true);
}

fn say_nothing_here(state: &mut State, what: &str) {
    let way = state.way(Command::Annotate);
    let text = format!("no {what} here to annotate; {way} annotates the passage");
    state.notice = Some(Notice::bad(text));
}

/// Opens the note editor on the fact: an anchor for each of its passages.
pub fn begin_on_fact(state: &mut State, env: &Env) {
    let (Some(cursor), Some(fact)) = (state.cursor(), state.current_fact()) else {
        say_nothing_here(state, "fact");
        return;
    };
    let mut mentions = state.alignment.facts[fact].mentions.clone();
    mentions.sort_by_key(|at| (*at != cursor, *at));
    let anchors = mentions.into_iter().map(|at| passage_anchor(state, at)).collect();
    let note = empty(state, env, Target::Fact, anchors);
    open(state, note, true);
}

/// Marks the selection or the passage without words; one that is marked takes the next colour, and
/// after the last it is unmarked.
pub fn mark(state: &mut State, env: &Env) -> Vec<Effect> {
    let Some((on, anchor)) = pointed_at(state) else { return Vec::new() };
    let is_mark = |note: &Annotation| {
        note.note.is_empty()
            && note.tags.is_empty()
            && note.on == on
            && note
                .anchors
                .first()
                .is_some_and(|other| other.article == anchor.article && other.span == anchor.span)
    };
    let before = state.notes.iter().find(|note| is_mark(note)).cloned();
    let after = match &before {
        None => Some(empty(state, env, on, vec![anchor])),
        Some(note) => {
            let place = Color::ALL.iter().position(|color| *color == note.color);
            let next = place.and_then(|place| Color::ALL.get(place + 1));
            next.map(|color| Annotation { color: *color, modified: env.now, ..note.clone() })
        }
    };
    take(state, Step::Note { before: before.map(Box::new), after: after.map(Box::new) })
}

/// Hangs a note on other words: the first press says which note, the second where.
pub fn attach(state: &mut State, env: &Env) -> Vec<Effect> {
    let on_board = matches!(state.view, View::Board(_));
    if !on_board && let Some(Pending::Attach(id)) = state.pending.clone() {
        state.pending = None;
        let note = state.notes.iter().find(|note| note.id == id).cloned();
        let (Some(note), Some((on, anchor))) = (note, pointed_at(state)) else {
            return Vec::new();
        };
        let mut after = Annotation { modified: env.now, ..note.clone() };
        // The one that is lost, where there are several.
        let lost = after.anchors.iter().position(|anchor| !stands(state, anchor)).unwrap_or(0);
        match after.anchors.get_mut(lost) {
            Some(old) => *old = anchor,
            None => after.anchors.push(anchor),
        }
        if matches!(after.on, Target::Passage | Target::Range) {
            after.on = on;
        }
        if after.anchors.iter().all(|anchor| stands(state, anchor)) {
            after.state = AnnotationState::Anchored;
        }
        state.selection = None;
        state.say_done("the note hangs here now");
        let (before, after) = (Some(Box::new(note)), Some(Box::new(after)));
        return take(state, Step::Note { before, after });
    }
    match here(state) {
        Some(number) => {
            state.pending = Some(Pending::Attach(state.notes[number].id.clone()));
            let way = state.way(Command::Attach);
            let text = format!("now select the words, or go to the passage, and press {way}");
            state.notice = Some(Notice::good(text));
            if on_board {
                let at = state.index.place(number);
                state.view = View::Panes;
                if let Some(at) = at {
                    super::moves::jump(state, at);
                }
            }
        }
        None => state.notice = Some(Notice::bad("no note here to hang elsewhere")),
    }
    Vec::new()
}

/// Whether an anchor's quote stands where the anchor says, in an article that is open.
fn stands(state: &State, anchor: &Anchor) -> bool {
    let article = state.articles.iter().find(|article| article.hash == anchor.article);
    article.is_some_and(|article| anchor.span.of(&article.text) == anchor.quote)
}

/// The note that the reader looks at: of a board's row, or the newest at the cursor.
pub fn here(state: &State) -> Option<usize> {
    match state.view {
        View::Board(_) => match boards::current(state)? {
            Item::Note(number) => Some(number),
            _ => None,
        },
        _ => state.index.notes(state.cursor()?).last().copied(),
    }
}

/// Takes in what the library holds, beside what it could not keep; after articles were opened or
/// closed.
pub fn recalled(
    state: &mut State,
    notes: Vec<Annotation>,
    decisions: Vec<Decision>,
    aside: Vec<Logged>,
) {
    let mut all = notes;
    for note in std::mem::take(&mut state.notes) {
        if !all.iter().any(|other| other.id == note.id) {
            all.push(note);
        }
    }
    state.set_notes(all);
    state.take_decisions(decisions, aside);
}

/// Opens the editor on a note that is kept.
pub fn edit(state: &mut State, number: usize) {
    if let Some(note) = state.notes.get(number).cloned() {
        open(state, note, false);
    }
}

fn open(state: &mut State, note: Annotation, is_new: bool) {
    let draft = state.drafts.iter().position(|draft| match is_new {
        true => draft.is_new && draft.note.on == note.on && is_at_same(&draft.note, &note),
        false => draft.note.id == note.id,
    });
    if let Some(draft) = draft {
        state.entry = Some(Entry::Note(state.drafts.remove(draft)));
        return;
    }
    state.entry = Some(Entry::Note(NoteEntry {
        text: Prompt::new(note.note.clone()),
        tags: Prompt::new(note.tags.join(" ")),
        on_tags: false,
        is_new,
        is_colored: false,
        completing: None,
        note,
    }));
}

fn is_at_same(one: &Annotation, other: &Annotation) -> bool {
    let place =
        |note: &Annotation| note.anchors.first().map(|anchor| (anchor.article, anchor.span));
    place(one) == place(other)
}

/// Leaves the editor without keeping; what was typed waits there for the same key.
pub fn leave(state: &mut State, entry: NoteEntry) {
    let is_same = entry.text.text().trim_end() == entry.note.note
        && tags(entry.tags.text()) == entry.note.tags;
    state.notice = Some(Notice::good(if is_same || (entry.is_new && entry.is_empty()) {
        "the note was left as it was".to_owned()
    } else {
        let command = match entry.note.on {
            _ if !entry.is_new => Command::EditNote,
            Target::Passage | Target::Range => Command::Annotate,
            Target::Link => Command::NoteOnLink,
            Target::Fact => Command::NoteOnFact,
        };
        let key = state.way(command);
        let selected = if entry.note.on == Target::Range { " on the same words" } else { " here" };
        state.drafts.push(entry);
        format!("not kept; {key}{selected} brings back what you typed, until you quit")
    }));
}

/// Keeps what is in the editor.
pub fn save(state: &mut State, entry: NoteEntry, env: &Env) -> Vec<Effect> {
    let mut note = entry.note;
    note.note = entry.text.text().trim_end().to_owned();
    let in_words: Vec<&str> = hashtags(&note.note).collect();
    note.tags = tags(&format!("{} {}", entry.tags.text(), in_words.join(" ")));
    note.modified = env.now;
    let before = state.notes.iter().find(|other| other.id == note.id).cloned();
    let step = Step::Note { before: before.map(Box::new), after: Some(Box::new(note)) };
    state.selection = None;
    take(state, step)
}

/// Deletes a note; undo brings it back.
pub fn delete(state: &mut State, number: usize) -> Vec<Effect> {
    match state.notes.get(number).cloned() {
        Some(note) => take(state, Step::Note { before: Some(Box::new(note)), after: None }),
        None => Vec::new(),
    }
}

/// Words separated by white space or commas, without `#`, sorted, each once.
fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = text
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .map(|tag| tag.trim_start_matches('#'))
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

/// The tags within the words of a note, without `#`: a sign before a letter, so that `#3` counts
/// something and is none.
pub fn hashtags(note: &str) -> impl Iterator<Item = &str> {
    note.split_whitespace().filter_map(|word| {
        let tag = word.strip_prefix('#')?;
        let is_of_it = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        // What ends the sentence is no part of it; the marks of Indic letters are.
        let tag = tag.trim_end_matches(|letter: char| letter.is_ascii() && !is_of_it(letter));
        tag.chars().next()?.is_alphabetic().then_some(tag)
    })
}

/// Tags of other notes that go on with what is typed of one, those used most first; of a tag that
/// has not been begun all.
pub fn offered(state: &State) -> Vec<String> {
    let Some(Entry::Note(entry)) = &state.entry else { return Vec::new() };
    let (_, typed) = last_word(entry.tags.text());
    let typed = entry.completing.as_deref().unwrap_or(typed);
    candidates(state, entry, typed)
}

fn candidates(state: &State, entry: &NoteEntry, typed: &str) -> Vec<String> {
    let typed = typed.trim_start_matches('#');
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in state.notes.iter().filter(|note| note.id != entry.note.id).flat_map(|n| &n.tags) {
        if tag.starts_with(typed) {
            *used.entry(tag).or_default() += 1;
        }
    }
    let mut offered: Vec<(&str, usize)> = used.into_iter().collect();
    offered.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    offered.into_iter().map(|(tag, _)| tag.to_owned()).collect()
}

/// Where the word that is being typed begins, and the word.
fn last_word(text: &str) -> (usize, &str) {
    let start = text.rfind(|letter: char| letter.is_whitespace() || letter == ',');
    let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    (start, &text[start..])
}

/// Puts the next of the tags that are offered in the place of the one being typed.
pub fn complete(state: &State, entry: &mut NoteEntry) {
    entry.on_tags = true;
    let (start, word) = last_word(entry.tags.text());
    let typed = entry.completing.clone().unwrap_or_else(|| word.to_owned());
    let offered = candidates(state, entry, &typed);
    let place = offered.iter().position(|tag| tag == word).map_or(0, |place| place + 1);
    if let Some(tag) = offered.get(place % offered.len().max(1)) {
        entry.tags = Prompt::new(format!("{}{tag}", &entry.tags.text()[..start]));
        entry.completing = Some(typed);
    }
}

/// Puts a tag to a note, or takes it away if the note has it.
pub fn toggle_tag(entry: &mut NoteEntry, tag: &str) {
    let mut own = tags(entry.tags.text());
    match own.iter().position(|other| other == tag) {
        Some(place) => drop(own.remove(place)),
        None => own.push(tag.to_owned()),
    }
    entry.completing = None;
    entry.tags = Prompt::new(own.join(" "));
}
