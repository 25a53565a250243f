//! Dates in words and in digits, of three calendars.

use super::calendar::{self, Calendar};
use super::scanner::{Found, Scanner};
use super::table::Lexeme;
use crate::lang::words::{Hit, TokenKind};
use crate::model::{DateValue, PartialDate, ValueForm};

/// The name of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Month {
    pub calendar: Calendar,
    pub number: u8,
    pub to: usize,
    /// Also another word, or too short to be believed alone.
    weak: bool,
}

/// Days in a row before one month: "10, 11 and 12 March".
const MOST_DAYS: usize = 6;

impl Scanner<'_> {
    pub fn date(&self, at: usize) -> Vec<Found> {
        if let Some(found) = self.weekday_or_relative(at) {
            return found;
        }
        if let Some(found) = self.numeric(at).or_else(|| self.ideographic(at)) {
            return vec![found];
        }
        let found = self.day_month(at);
        if !found.is_empty() {
            return found;
        }
        self.month_first(at).or_else(|| self.year_alone(at)).into_iter().collect()
    }

    pub(super) fn found(&self, from: usize, to: usize, date: Option<DateValue>) -> Option<Found> {
        date.map(|date| Found { from, to, form: ValueForm::Date(date) })
    }

    /// A weekday before a date says nothing of its own.
    fn weekday_or_relative(&self, at: usize) -> Option<Vec<Found>> {
        if let Some((days, to)) = self.first(at, |l| match l {
            Lexeme::Relative(days) => Some(*days),
            _ => None,
        }) {
            // "This Morning" is a programme.
            let name = to > at + 1 && self.capital(to - 1);
            let form = ValueForm::Date(DateValue::Relative(days));
            return (!name).then(|| vec![Found { from: at, to, form }]);
        }
        let (day, to) = self.first(at, |l| match l {
            Lexeme::Weekday(day) => Some(*day),
            _ => None,
        })?;
        let mut next = to;
        while next < to + 2 && self.sign(next, &[",", "(", "."]) {
            next += 1;
        }
        next = self.maybe(next, Lexeme::Of);
        if !matches!(self.tokens.get(next), Some(token) if token.kind == TokenKind::Digits)
            && self.month(next).is_none()
        {
            next = to;
        }
        let dates =
            if next > to || self.digits(to).is_some() { self.dated(next) } else { Vec::new() };
        Some(if dates.is_empty() {
            vec![Found { from: at, to, form: ValueForm::Date(DateValue::Weekday(day)) }]
        } else {
            dates
        })
    }

    /// A date with a day and a month.
    fn dated(&self, at: usize) -> Vec<Found> {
        if let Some(found) = self.numeric(at) {
            return vec![found];
        }
        let found = self.day_month(at);
        if found.is_empty() { self.month_first(at).into_iter().collect() } else { found }
    }

    /// The name of a month, in two names where it has them ("شباط \ فبراير", "شباط (فبراير)").
    pub fn month(&self, at: usize) -> Option<Month> {
        let from = self.maybe(at, Lexeme::MonthWord);
        // "كاب" is no "ك" before August.
        let short_and_glued = |hit: &Hit<'_, Lexeme>, at: usize| {
            hit.stripped && self.tokens[at].text.chars().count() < 5
        };
        let one = |at: usize| {
            self.hits(at).iter().find_map(|hit| match hit.meaning {
                Lexeme::Month { calendar, number, weak } if !short_and_glued(hit, at) => {
                    Some(((*calendar, *number, *weak), hit.end))
                }
                _ => None,
            })
        };
        let ((calendar, number, weak), mut to) = one(from)?;
        let short =
            self.tokens[from].text.chars().count() < 4 && to == from + 1 && !self.table.ideographs;
        if self.glued(to, &["."]) && self.tokens[from].text.chars().count() <= 4 {
            to += 1;
        }
        if self.sign(to, &["/", "\\", "(", "-", "–"])
            && let Some(((_, again, _), end)) = one(to + 1)
            && again == number
        {
            to = end + usize::from(self.sign(to, &["("]) && self.sign(end, &[")"]));
        }
        let told = self.past(to, Lexeme::MonthWord);
        let weak = (weak || short) && told.is_none() && from == at;
        Some(Month { calendar, number, to: told.unwrap_or(to), weak })
    }

    /// A day of the month, in digits or words, with what makes it an ordinal.
    fn day(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(digits) = self.digits(at) {
            let day =
                digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)?;
            let mut to = at + 1;
            let joins = self.glued(to, &[".", ",", ":"])
                && self.digits(to + 1).is_some()
                && !self.gap(to + 1);
            if joins {
                return None;
            }
            if self.glued(to, &["."]) {
                to += 1;
            } else if self.glued(to, &["-", "'", "º"]) && !self.gap(to + 1) {
                to = self.past(to + 1, Lexeme::OrdinalSuffix).unwrap_or(to);
            } else if !self.gap(to) {
                to = self.past(to, Lexeme::OrdinalSuffix).unwrap_or(to);
            }
            return Some((day, self.maybe(to, Lexeme::DayWord)));
        }
        let ordinal = self.ordinal(at);
        let cardinal =
            || self.number(at).filter(|n| n.words && !n.scaled).map(|n| (n.amount, n.to));
        let (day, to) = ordinal.or_else(cardinal)?;
        let whole = day.fract() == 0.0 && (1.0..=31.0).contains(&day);
        whole.then_some((day as u8, self.maybe(to, Lexeme::DayWord)))
    }

    /// `22 February 2022`, `22-23 February`, `6 and 10 March`, `28 Feb - 2 March`.
    fn day_month(&self, at: usize) -> Vec<Found> {
        let mut days = Vec::new();
        let mut next = at;
        let mut ranged = false;
        let (month, year, end) = loop {
            let Some((day, to)) = self.day(next) else { return Vec::new() };
            days.push((day, next, to));
            let after = self.maybe(to, Lexeme::Of);
            if let Some(month) = self.month(after) {
                let (year, end) = self.year_after_month(&month);
                break (month, year, end);
            }
            if days.len() == MOST_DAYS || self.digits(next).is_none() {
                return Vec::new();
            }
            let dash = self.sign(to, &["-"]).then_some(to + 1);
            let until = dash.or_else(|| self.past(to, Lexeme::To));
            let also = || {
                let comma = self.sign(to, &[",", "/"]).then_some(to + 1);
                let and =
                    self.past(comma.unwrap_or(to), Lexeme::And(0.0)).or_else(|| self.joined(to));
                and.or(comma)
            };
            let Some(step) = until.or_else(also) else { return Vec::new() };
            ranged = until.is_some() && days.len() == 1;
            next = step;
        };
        // One short name needs a number, which it has: the day.
        let of = |day: u8| calendar::date(month.calendar, year, Some(month.number), Some(day));
        if let (true, [(first, ..), (last, ..)]) = (ranged, days.as_slice())
            && let (Some(DateValue::Partial(from)), Some(DateValue::Partial(to))) =
                (of(*first), of(*last))
            && first < last
        {
            return self.found(at, end, Some(DateValue::Range(from, to))).into_iter().collect();
        }
        if days.len() == 1
            && let Some(both) = self.until(at, end, of(days[0].0))
        {
            return vec![both];
        }
        let count = days.len();
        days.iter()
            .enumerate()
            .filter_map(|(index, (day, from, to))| {
                self.found(*from, if index + 1 == count { end } else { *to }, of(*day))
            })
            .collect()
    }

    /// A range of two dates that each have a month: "28 February - 2 March 2022".
    fn until(&self, at: usize, to: usize, first: Option<DateValue>) -> Option<Found> {
        let DateValue::Partial(from) = first? else { return None };
        let dash = self.sign(to, &["-"]).then_some(to + 1);
        let start = dash.or_else(|| self.past(to, Lexeme::To))?;
        let (day, end) = self.day(start)?;
        let month = self.month(self.maybe(end, Lexeme::Of))?;
        let (year, end) = self.year_after_month(&month);
        let last = calendar::date(month.calendar, year, Some(month.number), Some(day))?;
        let DateValue::Partial(last) = last else { return None };
        let from = PartialDate { year: from.year.or(last.year), ..from };
        self.found(at, end, Some(DateValue::Range(from, last)))
    }

    /// "و" glued to the number that follows.
    fn joined(&self, at: usize) -> Option<usize> {
        let clitic = self.past(at, Lexeme::Clitic)?;
        self.digits(clitic).filter(|_| !self.gap(clitic)).map(|_| clitic)
    }

    /// `January 2016`, `March 11, 2023`, `Mar 11`, `September`.
    fn month_first(&self, at: usize) -> Option<Found> {
        let month = self.month(at)?;
        let lower = self.original(at).chars().next().is_some_and(char::is_lowercase);
        if self.table.month_day
            && !lower
            && let Some((day, to)) = self.day(month.to)
            && self.digits(month.to).is_some()
            && !self.counts_something(to)
        {
            let comma = to + usize::from(self.sign(to, &[","]));
            let year = self.year(comma);
            if let Some((last, end)) = self.sign(to, &["-"]).then(|| self.day(to + 1)).flatten()
                && self.digits(to + 1).is_some_and(|digits| digits.len() < 3)
            {
                let comma = end + usize::from(self.sign(end, &[","]));
                let year = self.year(comma);
                let of = |day| {
                    calendar::date(
                        month.calendar,
                        year.map(|y| y.number),
                        Some(month.number),
                        Some(day),
                    )
                };
                if let (Some(DateValue::Partial(a)), Some(DateValue::Partial(b))) =
                    (of(day), of(last))
                {
                    return self.found(
                        at,
                        year.map_or(end, |y| y.to),
                        Some(DateValue::Range(a, b)),
                    );
                }
            }
            let date = calendar::date(
                month.calendar,
                year.map(|y| y.number),
                Some(month.number),
                Some(day),
            );
            if date.is_some() {
                return self.found(at, year.map_or(to, |y| y.to), date);
            }
        }
        let (year, end) = self.year_after_month(&month);
        let told = !lower && self.after_preposition(at);
        if year.is_none() && (month.weak && !told || lower && self.table.month_capital) {
            return None;
        }
        let date = calendar::date(month.calendar, year, Some(month.number), None);
        self.found(at, end, date)
    }

    /// `2022-02-22`, `22.02.2022`, `2/22/2022`.
    fn numeric(&self, at: usize) -> Option<Found> {
        let signs = &["-", "/", "."];
        let first = self.digits(at)?;
        if !self.glued(at + 1, signs)
            || !self.glued(at + 3, signs)
            || self.tokens[at + 1].text != self.tokens[at + 3].text
        {
            return None;
        }
        let second = self.digits(at + 2).filter(|_| !self.gap(at + 2))?;
        let third = self.digits(at + 4).filter(|_| !self.gap(at + 4))?;
        let more = self.glued(at + 5, signs) && self.digits(at + 6).is_some() && !self.gap(at + 6);
        if more || second.len() > 2 || first.len() > 4 || third.len() > 4 {
            return None;
        }
        let number = |digits: &str| digits.parse::<i32>().ok();
        let (a, b, c) = (number(first)?, number(second)?, number(third)?);
        let (year, month, day) = if first.len() == 4 && third.len() <= 2 {
            (a, b, c)
        } else if first.len() <= 2
            && (third.len() == 4 || third.len() == 2 && self.tokens[at + 1].text != "-")
        {
            let year = if third.len() == 4 {
                c
            } else if c < 50 {
                2000 + c
            } else {
                1900 + c
            };
            let swap =
                b > 12 || self.table.month_first && self.tokens[at + 1].text == "/" && a <= 12;
            if swap { (year, a, b) } else { (year, b, a) }
        } else {
            return None;
        };
        let calendar = match self.table.own_calendar {
            Some(own) if (1300..1450).contains(&year) => own,
            _ if (1350..1500).contains(&year) => Calendar::Islamic,
            _ => Calendar::Gregorian,
        };
        let small = |number: i32| u8::try_from(number).ok();
        let date = calendar::date(calendar, Some(year), Some(small(month)?), Some(small(day)?));
        // "2022-02-22T10:00"
        self.found(at, at + 5, date)
    }

    /// `2023年3月10日`, `3月10日`.
    fn ideographic(&self, at: usize) -> Option<Found> {
        if !self.table.ideographs {
            return None;
        }
        let part = |at: usize, mark: &str, most: i32| {
            let number: i32 = self.digits(at)?.parse().ok().filter(|n| *n <= most)?;
            let marked = self.tokens.get(at + 1).is_some_and(|token| token.text == mark);
            marked.then_some((number, at + 2))
        };
        let year = part(at, "年", 2200).filter(|(year, _)| *year > 1000);
        let start = year.map_or(at, |(_, to)| to);
        let month = part(start, "月", 12).filter(|(month, _)| *month > 0);
        let day = month.and_then(|(_, to)| part(to, "日", 31).or_else(|| part(to, "号", 31)));
        let to = day.or(month).or(year)?.1;
        if month.is_some()
            && day.is_none()
            && year.is_none()
            && self.tokens.get(to).is_some_and(|t| t.text == "间")
        {
            return None;
        }
        let small =
            |part: Option<(i32, usize)>| part.and_then(|(number, _)| u8::try_from(number).ok());
        let date = PartialDate::new(year.map(|(year, _)| year), small(month), small(day));
        let valid = calendar::date(Calendar::Gregorian, date.year, date.month, date.day);
        self.found(at, to, valid)
    }
}
