//! The parts of a number in words, added and multiplied in the order in which they are said.

/// A number being put together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    /// What magnitudes have closed.
    pub(super) done: f64,
    /// What the next magnitude will multiply.
    pub(super) current: Option<f64>,
    /// The last magnitude; what follows must be smaller.
    pub(super) last_scale: f64,
    /// No word may be added to the part in hand: it is in digits.
    pub(super) ends: bool,
    pub(super) mantissa: f64,
    /// Only a word that is another word too has been said.
    pub(super) weak: bool,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            done: 0.0,
            current: None,
            last_scale: f64::INFINITY,
            ends: false,
            mantissa: 0.0,
            weak: false,
        }
    }
}

impl Sum {
    pub(super) fn total(&self) -> f64 {
        self.done + self.current.unwrap_or(0.0)
    }

    /// The largest power of ten that divides what was said last.
    pub(super) fn grain(&self) -> f64 {
        match self.current {
            None => self.last_scale,
            Some(n) => grain(n),
        }
    }

    /// Adds a cardinal, if it can follow.
    pub(super) fn push(&mut self, n: f64, joined: bool, ones_first: bool) -> bool {
        match self.current {
            None if n < self.last_scale => self.current = Some(n),
            Some(_) if self.ends => return false,
            // "two hundred"
            Some(count) if n == 100.0 && (2.0..10.0).contains(&count) && !joined => {
                self.current = Some(count * 100.0);
            }
            Some(part) if n == 1000.0 && !joined => {
                return self.current.is_some() && part > 0.0 && self.multiply(1000.0);
            }
            Some(part)
                if ones_first
                    && joined
                    && part % 100.0 < 10.0
                    && part % 10.0 > 0.0
                    && (20.0..100.0).contains(&n)
                    && n % 10.0 == 0.0 =>
            {
                self.current = Some(part + n);
            }
            Some(part) if n > 0.0 && n < grain(part) => self.current = Some(part + n),
            _ => return false,
        }
        true
    }

    /// Multiplies by a magnitude, if it can follow.
    pub(super) fn multiply(&mut self, scale: f64) -> bool {
        match self.current {
            Some(n) if scale < 1000.0 => self.current = Some(n * scale),
            Some(n) if scale < self.last_scale => {
                self.mantissa = n;
                self.done += n * scale;
                self.current = None;
                self.last_scale = scale;
            }
            // "100 thousand crore", "thousand billion"
            None if self.done > 0.0 && scale > 100.0 && scale > self.last_scale => {
                self.done *= scale;
                self.last_scale *= scale;
            }
            _ => return false,
        }
        self.ends = false;
        true
    }

    /// Adds half of the last unit.
    pub(super) fn add_part(&mut self, part: f64) -> Option<()> {
        match self.current.as_mut() {
            Some(n) => *n += part,
            None if self.last_scale.is_finite() => self.done += part * self.last_scale,
            None => return None,
        }
        Some(())
    }

    /// Adds what stood before the number ("साढ़े तीन"), to its leading part.
    pub(super) fn add_front(&mut self, part: f64, number: bool) {
        if self.done > 0.0 {
            self.done += part * self.last_scale;
        } else if number {
            self.current =
                self.current.map(|n| if n >= 100.0 { n + part * 100.0 } else { n + part });
        }
    }
}

fn grain(n: f64) -> f64 {
    if n.fract() != 0.0 || n == 0.0 {
        return 0.0;
    }
    [1e5, 1e4, 1e3, 100.0, 10.0].into_iter().find(|power| n % power == 0.0).unwrap_or(0.0)
}
