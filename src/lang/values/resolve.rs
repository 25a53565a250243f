//! What words leave open about a date, filled in from the date of the article.

use super::calendar::{day_number, from_day_number, weekday};
use crate::model::{DateValue, PartialDate, Value, ValueForm};

/// Fills `resolved` for dates that lack the year, weekdays and relative days. A weekday is the most
/// recent such day up to the article's date; a missing year the one that brings the date nearest.
/// Needs the article's full date; leaves other values alone.
pub fn resolve(values: &mut [Value], article_date: Option<PartialDate>) {
    let Some(today) = article_date.and_then(day_number) else { return };
    for value in values {
        if let ValueForm::Date(date) = &value.form {
            value.resolved = resolved(*date, today);
        }
    }
}

fn resolved(date: DateValue, today: i64) -> Option<DateValue> {
    match date {
        DateValue::Relative(days) => {
            Some(DateValue::Partial(from_day_number(today + i64::from(days))))
        }
        DateValue::Weekday(wanted) => {
            let back = (i64::from(weekday(today)) - i64::from(wanted)).rem_euclid(7);
            Some(DateValue::Partial(from_day_number(today - back)))
        }
        DateValue::Partial(date) if date.year.is_none() => {
            nearest(date, today).map(DateValue::Partial)
        }
        DateValue::Range(from, to) if from.year.is_none() && to.year.is_none() => {
            let to = nearest(to, today)?;
            // The beginning lies in the year of the end, or in the one before it.
            let turns = (from.month, from.day) > (to.month, to.day);
            let year = to.year.map(|year| year - i32::from(turns));
            Some(DateValue::Range(PartialDate { year, ..from }, to))
        }
        _ => None,
    }
}

/// The date with the year that brings it nearest to `today`; nothing where it has no month.
fn nearest(date: PartialDate, today: i64) -> Option<PartialDate> {
    let month = date.month?;
    let year = from_day_number(today).year?;
    (year - 1..=year + 1)
        .filter_map(|year| {
            // The middle of the month stands for a month alone.
            let number = day_number(PartialDate::full(year, month, date.day.unwrap_or(15)))?;
            Some(((number - today).abs(), PartialDate { year: Some(year), ..date }))
        })
        .min()
        .map(|(_, date)| date)
}
