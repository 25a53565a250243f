//! Rows laid out before, kept until the way of showing them changes.

use super::state::Look;
use crate::layout::Row;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Passages kept at most: some hundred screens.
const MOST: usize = 4096;

/// The rows of passages by article, passage and width in cells. What it holds follows from the
/// state, so that it is no part of it: two states are alike whatever they have kept.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    kept: RefCell<Kept>,
}

#[derive(Clone, Debug, Default)]
struct Kept {
    look: Option<Look>,
    rows: HashMap<(usize, usize, u16), Rc<[Row]>>,
}

impl Laid {
    /// The rows under a key, made if they were not kept.
    pub fn rows(
        &self,
        look: &Look,
        key: (usize, usize, u16),
        make: impl FnOnce() -> Vec<Row>,
    ) -> Rc<[Row]> {
        let mut kept = self.kept.borrow_mut();
        if kept.look.as_ref() != Some(look) || kept.rows.len() > MOST {
            kept.rows.clear();
            kept.look = Some(look.clone());
        }
        Rc::clone(kept.rows.entry(key).or_insert_with(|| make().into()))
    }

    /// Forgets all: the articles are others now.
    pub fn clear(&self) {
        self.kept.borrow_mut().rows.clear();
    }
}
