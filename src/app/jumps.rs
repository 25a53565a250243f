//! Places the reader left by a jump, to go back to.

use crate::model::PassageRef;

/// A list of places with a position in it, as a browser's history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    places: Vec<PassageRef>,
    /// Places before the present one.
    position: usize,
}

/// Places remembered.
const MOST: usize = 200;

impl Jumps {
    /// Remembers where a jump began; what lay ahead is forgotten.
    pub fn leave(&mut self, from: PassageRef) {
        self.places.truncate(self.position);
        if self.places.last() != Some(&from) {
            self.places.push(from);
        }
        if self.places.len() > MOST {
            self.places.remove(0);
        }
        self.position = self.places.len();
    }

    /// The place before; `now` is remembered to come forward to.
    pub fn back(&mut self, now: PassageRef) -> Option<PassageRef> {
        let target = self.position.checked_sub(1)?;
        if self.position == self.places.len() && self.places.last() != Some(&now) {
            self.places.push(now);
        }
        self.position = target;
        self.places.get(target).copied()
    }

    pub fn forward(&mut self) -> Option<PassageRef> {
        let place = self.places.get(self.position + 1).copied()?;
        self.position += 1;
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(passage: usize) -> PassageRef {
        PassageRef { article: 0, passage }
    }

    #[test]
    fn there_and_back() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        jumps.leave(at(5));
        assert_eq!(jumps.back(at(9)), Some(at(5)));
        assert_eq!(jumps.back(at(5)), Some(at(1)));
        assert_eq!(jumps.back(at(1)), None);
        assert_eq!(jumps.forward(), Some(at(5)));
        assert_eq!(jumps.forward(), Some(at(9)));
        assert_eq!(jumps.forward(), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        jumps.leave(at(2));
        assert_eq!(jumps.back(at(3)), Some(at(2)));
        jumps.leave(at(7));
        assert_eq!(jumps.forward(), None);
        assert_eq!(jumps.back(at(8)), Some(at(7)));
    }
}
