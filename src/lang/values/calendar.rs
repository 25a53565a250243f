//! Days of the Persian and Islamic calendars as Gregorian ones, and arithmetic with days.

use crate::model::{DateValue, PartialDate};
use icu_calendar::cal::Hijri;
use icu_calendar::{Date, Iso};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    Gregorian,
    /// Solar Hijri, as Iran and Afghanistan write it.
    Persian,
    /// Islamic by the tables of Umm al-Qura; where the moon is sighted a day may differ by one.
    Islamic,
}

/// The Persian year by which days without a year are read. It began on 21 March; after a leap year
/// a day may be one off.
const COMMON_PERSIAN_YEAR: i32 = 1401;

/// The date that a day, month and year of `calendar` name, each but the month if need be missing.
/// `None` where there is no such day, or, for an Islamic date without a year, where nobody can say.
pub fn date(
    calendar: Calendar,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
) -> Option<DateValue> {
    if calendar == Calendar::Gregorian {
        if month.is_some_and(|month| !(1..=12).contains(&month)) {
            return None;
        }
        if let (Some(month), Some(day)) = (month, day) {
            // A leap year allows 29 February where no year is given.
            Date::try_new_iso(year.unwrap_or(2000), month, day).ok()?;
        }
        return Some(DateValue::Partial(PartialDate::new(year, month, day)));
    }
    let reference = match (calendar, year) {
        (_, Some(year)) => year,
        (Calendar::Persian, None) => COMMON_PERSIAN_YEAR,
        _ => return None,
    };
    let known = |date: PartialDate| PartialDate { year: year.and(date.year), ..date };
    match (month, day) {
        (Some(month), Some(day)) => {
            let date = to_iso(calendar, reference, month, day)?;
            Some(DateValue::Partial(known(partial(date))))
        }
        (Some(month), None) => {
            let last =
                [30, 29].into_iter().find_map(|day| to_iso(calendar, reference, month, day))?;
            let first = known(partial(to_iso(calendar, reference, month, 1)?));
            let last = known(partial(last));
            Some(DateValue::Range(without_day(first), without_day(last)))
        }
        (None, _) => {
            let first = partial(to_iso(calendar, year?, 1, 1)?);
            let last = [30, 29].into_iter().find_map(|day| to_iso(calendar, reference, 12, day))?;
            let year_only = |date: PartialDate| PartialDate::new(date.year, None, None);
            Some(DateValue::Range(year_only(first), year_only(partial(last))))
        }
    }
}

fn without_day(date: PartialDate) -> PartialDate {
    PartialDate { day: None, ..date }
}

fn to_iso(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<Date<Iso>> {
    match calendar {
        Calendar::Gregorian => Date::try_new_iso(year, month, day).ok(),
        Calendar::Persian => {
            Date::try_new_persian(year, month, day).ok().map(|date| date.to_calendar(Iso))
        }
        Calendar::Islamic => {
            Date::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura())
                .ok()
                .map(|date| date.to_calendar(Iso))
        }
    }
}

fn partial(date: Date<Iso>) -> PartialDate {
    PartialDate::full(date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}

/// The day number of a full date, counted from the same day for all.
pub fn day_number(date: PartialDate) -> Option<i64> {
    let date = Date::try_new_iso(date.year?, date.month?, date.day?).ok()?;
    Some(date.to_rata_die().to_i64_date())
}

/// The full date of a day number.
pub fn from_day_number(number: i64) -> PartialDate {
    let day = icu_calendar::types::RataDie::new(number);
    partial(Date::from_rata_die(day, Iso))
}

/// 1 is Monday, 7 is Sunday.
pub fn weekday(number: i64) -> u8 {
    // Day 1, the first of January of the year 1, was a Monday.
    u8::try_from((number - 1).rem_euclid(7)).unwrap_or(0) + 1
}
