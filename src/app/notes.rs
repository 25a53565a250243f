//! Writing annotations: what they hang on, how they are kept and taken back.

use super::history::Step;
use super::msg::{Effect, Env};
use super::prompt::Prompt;
use super::state::{Entry, NoteEntry, State};
use crate::model::{Anchor, Annotation, AnnotationState, Color, PassageRef, Span, Target};
use unicode_segmentation::UnicodeSegmentation;

/// Code points of context kept before and after a quote.
const CONTEXT: usize = 32;

/// An anchor for a span of an open article.
pub fn anchor(state: &State, article: usize, span: Span) -> Anchor {
    let found = &state.articles[article];
    let before: Vec<char> = found.text[..span.start].chars().rev().take(CONTEXT).collect();
    Anchor {
        article: found.hash,
        path: found.path.clone(),
        article_id: found.id.clone(),
        lang: found.lang,
        span,
        quote: span.of(&found.text).to_owned(),
        prefix: before.into_iter().rev().collect(),
        suffix: found.text[span.end..].chars().take(CONTEXT).collect(),
    }
}

/// Opens the note editor on the selection, or on the cursor's passage.
pub fn begin(state: &mut State, env: &Env) {
    let Some(cursor) = state.cursor() else { return };
    let (on, article, span) = match state.selection {
        Some(selection) => (Target::Range, selection.article, selection.span()),
        None => {
            let span = state.articles[cursor.article].passages[cursor.passage].span;
            (Target::Passage, cursor.article, span)
        }
    };
    let note = Annotation {
        id: env.id.clone(),
        on,
        anchors: vec![anchor(state, article, span)],
        note: String::new(),
        tags: Vec::new(),
        color: Color::default(),
        author: state.author.clone(),
        created: env.now,
        modified: env.now,
        state: AnnotationState::Anchored,
    };
    open(state, note, true);
}

/// Opens the editor on the first note at a passage, or on the one of a board's row.
pub fn edit(state: &mut State, number: usize) {
    if let Some(note) = state.notes.get(number).cloned() {
        open(state, note, false);
    }
}

fn open(state: &mut State, note: Annotation, is_new: bool) {
    state.entry = Some(Entry::Note(NoteEntry {
        text: Prompt::new(note.note.clone()),
        tags: Prompt::new(note.tags.join(" ")),
        on_tags: false,
        is_new,
        note,
    }));
}

/// Keeps what is in the editor.
pub fn save(state: &mut State, entry: NoteEntry, env: &Env) -> Vec<Effect> {
    let mut note = entry.note;
    note.note = entry.text.text().trim_end().to_owned();
    note.tags = tags(entry.tags.text());
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

/// Does a step for the first time.
pub fn take(state: &mut State, step: Step) -> Vec<Effect> {
    state.history.push(step.clone());
    apply(state, step)
}

/// Makes the state as the step says, and asks for it to be kept.
pub fn apply(state: &mut State, step: Step) -> Vec<Effect> {
    match step {
        Step::Note { before, after } => {
            if let Some(id) = before.as_ref().or(after.as_ref()).map(|note| note.id.clone()) {
                state.notes.retain(|note| note.id != id);
            }
            match (before, after) {
                (_, Some(note)) => {
                    state.notes.push((*note).clone());
                    state.notes.sort_by(|x, y| (x.created, &x.id).cmp(&(y.created, &y.id)));
                    vec![Effect::PutNote(*note)]
                }
                (Some(note), None) => vec![Effect::DeleteNote { id: note.id }],
                (None, None) => Vec::new(),
            }
        }
        Step::Decisions { before, after } => {
            state.decisions.clone_from(&after);
            state.generation += 1;
            vec![
                Effect::ChangeDecisions { before, after },
                Effect::Align { generation: state.generation },
            ]
        }
    }
}

/// Words separated by white space or commas, without `#`, sorted, each once.
fn tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = text
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .map(|tag| tag.trim_start_matches('#'))
        .filter(|tag| tag.graphemes(true).next().is_some())
        .map(str::to_owned)
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

/// Place in `State::notes` of the note at a passage.
pub fn note_at(state: &State, at: PassageRef) -> Option<usize> {
    let id = state.notes_at(at).next()?.id.clone();
    state.notes.iter().position(|note| note.id == id)
}
