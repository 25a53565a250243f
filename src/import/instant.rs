//! Instants out of text.

/// Seconds since 1970 of an RFC 3339 date and time, or of a date alone; fractions are dropped and
/// without an offset it is taken for UTC. By Howard Hinnant's `days_from_civil`.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let (negative, date) = match date.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, date),
    };
    let mut parts = date.split('-');
    let year: i64 = number(parts.next()?, 4, 6)?;
    let (month, day) = (number(parts.next()?, 2, 2)?, number(parts.next()?, 2, 2)?);
    let fits = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    let seconds = match time {
        Some(time) => time_of_day(time)?,
        None => 0,
    };
    fits.then(|| days(if negative { -year } else { year }, month, day) * 86_400 + seconds)
}

fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// `10:20:30.5+02:00`, less its offset.
fn time_of_day(text: &str) -> Option<i64> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2, 2)?;
    let minute = number(parts.next()?, 2, 2)?;
    let second = parts.next().map_or(Some(0), |second| number(second, 2, 2))?;
    let fits = parts.next().is_none() && hour <= 24 && minute < 60 && second <= 60;
    let shift = match offset {
        "" | "Z" | "z" => 0,
        _ => {
            let (sign, rest) = offset.split_at(1);
            let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
            let shift = number(hours, 2, 2)? * 3_600 + number(minutes, 2, 2)? * 60;
            if sign == "-" { -shift } else { shift }
        }
    };
    fits.then_some(hour * 3_600 + minute * 60 + second - shift)
}

/// Digits only, so many of them.
fn number(text: &str, least: usize, most: usize) -> Option<i64> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
