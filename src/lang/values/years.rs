//! Years: beside a month, alone, in decades and spans.

use super::calendar::{self, Calendar};
use super::dates::Month;
use super::scanner::{Found, Scanner};
use super::table::Lexeme;
use crate::model::{DateValue, PartialDate};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Year {
    pub(super) number: i32,
    pub(super) to: usize,
    /// Told by a sign of the era.
    pub(super) era: Option<Calendar>,
}

impl Scanner<'_> {
    /// The year behind a month, and the token after it; none where what follows is no year of its
    /// calendar.
    pub(super) fn year_after_month(&self, month: &Month) -> (Option<i32>, usize) {
        let mut at = month.to + usize::from(self.sign(month.to, &[","]));
        at = self.maybe(at, Lexeme::Of);
        match self.year(at) {
            Some(year) if year.era.is_none_or(|era| era == month.calendar) => {
                let fits = match month.calendar {
                    Calendar::Gregorian => (1000..2200).contains(&year.number),
                    _ => (1200..1600).contains(&year.number),
                };
                if fits { (Some(year.number), year.to) } else { (None, month.to) }
            }
            _ => (None, month.to),
        }
    }

    /// A year, with the words and signs around it.
    pub(super) fn year(&self, at: usize) -> Option<Year> {
        let at = self.maybe(at, Lexeme::YearBefore);
        let digits = self.digits(at).filter(|digits| digits.len() == 4)?;
        let number = digits.parse().ok().filter(|year| (1000..2200).contains(year))?;
        let joins = self.glued(at + 1, &[".", ",", ":"])
            && self.digits(at + 2).is_some()
            && !self.gap(at + 2);
        if joins {
            return None;
        }
        let mut to = at + 1;
        if self.glued(to, &["-", "'"])
            && !self.gap(to + 1)
            && let Some(end) = self.past(to + 1, Lexeme::OrdinalSuffix)
        {
            to = end;
        }
        let to = self.maybe(to, Lexeme::YearAfter);
        let open = usize::from(self.sign(to, &["("]));
        let era = self.first(to + open, |l| match l {
            Lexeme::Era(calendar) => Some(*calendar),
            _ => None,
        });
        let to = era.map_or(to, |(_, end)| end + usize::from(open == 1 && self.sign(end, &[")"])));
        Some(Year { number, to, era: era.map(|(calendar, _)| calendar) })
    }

    /// `2019`, `the 1990s`, `2014-2016`, `۱۳۹۴`, `1445 هـ`.
    pub(super) fn year_alone(&self, at: usize) -> Option<Found> {
        if let Some((ten, to)) = self.decade_of_the_century(at) {
            let first = if ten < 20 { 2000 + ten } else { 1900 + ten };
            let years = DateValue::Range(only_year(first), only_year(first + 9));
            return self.found(at, to, Some(years));
        }
        let decade = self.past(at, Lexeme::DecadeBefore);
        let start = decade.unwrap_or(at);
        let told = self.past(start, Lexeme::YearBefore);
        let digits_at = told.unwrap_or(start);
        let year = self.year(digits_at)?;
        let after = digits_at + 1;
        let apostrophe = usize::from(self.glued(after, &["'", "-"]));
        let decade_end = self.past(after + apostrophe, Lexeme::DecadeAfter);
        if (decade.is_some() || decade_end.is_some()) && year.number % 10 == 0 {
            let years = DateValue::Range(only_year(year.number), only_year(year.number + 9));
            return self.found(at, decade_end.unwrap_or(year.to), Some(years));
        }
        if self.past(year.to, Lexeme::Bc).is_some() {
            return None;
        }
        let prepared = (1500..1900).contains(&year.number) && self.after_preposition(at);
        let era = year.era.is_some() || year.to > after || told.is_some();
        let own = self.table.own_calendar.filter(|_| (1300..1450).contains(&year.number));
        let calendar = year.era.or(own).unwrap_or(Calendar::Gregorian);
        let likely = if calendar == Calendar::Gregorian {
            (1900..2100).contains(&year.number)
        } else {
            own.is_some()
        };
        if !(likely || era || prepared) || !era && self.counts_something(year.to) {
            return None;
        }
        if let Some((last, to)) = self.last_year(year.to, year.number)
            && calendar == Calendar::Gregorian
        {
            return self.found(
                at,
                to,
                Some(DateValue::Range(only_year(year.number), only_year(last))),
            );
        }
        self.found(at, year.to, calendar::date(calendar, Some(year.number), None, None))
    }

    /// "الثلاثينيات", "שנות ה-80", "80 के दशक": the ten, of the last century but for the first two.
    fn decade_of_the_century(&self, at: usize) -> Option<(i32, usize)> {
        if let Some(found) = self.first(at, |l| match l {
            Lexeme::Decade(ten) => Some(*ten),
            _ => None,
        }) {
            return Some(found);
        }
        if self.table.own_calendar.is_some() {
            return None;
        }
        let before = self.past(at, Lexeme::DecadeBefore);
        let mut start = before.unwrap_or(at);
        start += usize::from(before.is_some() && self.sign(start, &["-"]));
        let digits = self.digits(start).filter(|digits| digits.len() == 2 && digits.ends_with('0'));
        let (ten, to) = match digits {
            Some(digits) => (digits.parse().ok()?, start + 1),
            None => {
                let number =
                    self.number(start).filter(|number| before.is_some() && number.words)?;
                let tens = [20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0];
                (tens.contains(&number.amount).then_some(number.amount as i32)?, number.to)
            }
        };
        let hyphen = usize::from(self.glued(to, &["-", "'"]));
        // One letter alone ("30-е") may be an ordinal as well.
        let after =
            self.past(to + hyphen, Lexeme::DecadeAfter).filter(|end| *end > to + hyphen + 1);
        (before.is_some() || after.is_some()).then(|| (ten, after.unwrap_or(to)))
    }

    /// The second year of "2014-2016", "1990-91", "2014 to 2016".
    fn last_year(&self, at: usize, first: i32) -> Option<(i32, usize)> {
        let dash = (self.sign(at, &["-"]) || self.glued(at, &["/"])).then_some(at + 1);
        let start = dash.or_else(|| self.past(at, Lexeme::To))?;
        let digits = self.digits(start)?;
        let last: i32 = digits.parse().ok()?;
        let last = match digits.len() {
            4 => last,
            2 if dash.is_some() && !self.gap(start) => first / 100 * 100 + last,
            _ => return None,
        };
        let ends = !self.glued(start + 1, &["-", "."]) || self.digits(start + 2).is_none();
        (first < last && last < first + 200 && ends)
            .then(|| (last, self.maybe(start + 1, Lexeme::YearAfter)))
    }

    /// Whether "in", "since" or the like stands before.
    pub(super) fn after_preposition(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            self.hits(before).iter().any(|hit| *hit.meaning == Lexeme::YearPrep && hit.end == at)
        })
    }
}

const fn only_year(year: i32) -> PartialDate {
    PartialDate::new(Some(year), None, None)
}
