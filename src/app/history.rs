//! What the reader wrote and decided, step by step, to undo and redo.

use super::boards::Board;
use super::msg::{Effect, Notice};
use super::state::State;
use crate::model::{Annotation, Decision};

/// One step: how it was, how it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Note { before: Option<Box<Annotation>>, after: Option<Box<Annotation>> },
    Decisions { before: Vec<Decision>, after: Vec<Decision> },
}

impl Step {
    fn turned(self) -> Self {
        match self {
            Self::Note { before, after } => Self::Note { before: after, after: before },
            Self::Decisions { before, after } => Self::Decisions { before: after, after: before },
        }
    }
}

/// Steps done and steps undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Remembers a step; what was undone before it can't be redone.
    fn push(&mut self, step: Step) {
        self.done.push(step);
        self.undone.clear();
    }

    /// The step that takes the last one back.
    fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step.turned())
    }

    /// The step that was taken back last, to be done again.
    fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}

/// Does a step for the first time.
pub fn take(state: &mut State, step: Step) -> Vec<Effect> {
    state.history.push(step.clone());
    apply(state, step)
}

/// Takes the last step back.
pub fn undo(state: &mut State) -> Vec<Effect> {
    let step = state.history.undo();
    again(state, step, "undone", "nothing to undo")
}

/// Does the step again that was taken back last.
pub fn redo(state: &mut State) -> Vec<Effect> {
    let step = state.history.redo();
    again(state, step, "done again", "nothing to redo")
}

fn again(state: &mut State, step: Option<Step>, done: &str, none: &str) -> Vec<Effect> {
    let Some(step) = step else {
        state.notice = Some(Notice::bad(none));
        return Vec::new();
    };
    state.notice = Some(Notice::good(done));
    apply(state, step)
}

/// Makes the state as the step says, and asks for it to be kept.
fn apply(state: &mut State, step: Step) -> Vec<Effect> {
    match step {
        Step::Note { before, after } => {
            let mut notes = std::mem::take(&mut state.notes);
            if let Some(note) = before.as_ref().or(after.as_ref()) {
                notes.retain(|other| other.id != note.id);
            }
            notes.extend(after.as_deref().cloned());
            state.set_notes(notes);
            match (before, after) {
                (_, Some(note)) => vec![Effect::PutNote(*note)],
                (Some(note), None) => vec![Effect::DeleteNote { id: note.id }],
                (None, None) => Vec::new(),
            }
        }
        Step::Decisions { before, after } => {
            state.decisions.clone_from(&after);
            state.generation += 1;
            state.boards.outdate_one(Board::Decisions);
            vec![
                Effect::ChangeDecisions { before, after },
                Effect::Align { generation: state.generation },
            ]
        }
    }
}
