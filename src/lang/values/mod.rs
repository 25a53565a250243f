//! Dates, times, numbers, durations, sums of money and percentages in running text.
//!
//! The scanner reads the folded text from left to right and at each token takes the first of these
//! that fits: a date, a time of day, a quantity, an ordinal. What looks at is bounded, so that the
//! time grows with the length of the text. Words come from the tables of the language.

mod calendar;
mod dates;
mod junk;
mod numbers;
mod quantities;
mod resolve;
mod scanner;
mod sum;
mod table;
mod times;
mod years;

#[cfg(test)]
mod tests;

pub use calendar::day_number;
pub use resolve::resolve;

use crate::lang::fold::fold;
use crate::model::{Lang, Value};

/// The values of a text, in its order and without overlap; spans count in `text`.
pub fn scan(text: &str, lang: Lang) -> Vec<Value> {
    scanner::Scanner::new(&fold(text), text, table::of(lang)).run()
}
