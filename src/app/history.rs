//! What the reader wrote and decided, step by step, to undo and redo.

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
    pub fn push(&mut self, step: Step) {
        self.done.push(step);
        self.undone.clear();
    }

    /// The step that takes the last one back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step.turned())
    }

    /// The step that was taken back last, to be done again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}
