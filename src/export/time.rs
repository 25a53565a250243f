//! Instants as text.

use crate::lang::in_words;

/// Seconds since 1970 as people read them, to the minute: `22 February 2022, 18:04 UTC`.
pub fn said(seconds: i64) -> String {
    let instant = rfc3339(seconds);
    match instant.split_once('T') {
        // A year of five digits is no normal form of ours: it stays as it is.
        Some((day, time)) if time.len() > 5 => {
            format!("{}, {} UTC", in_words::said(day), &time[..5])
        }
        _ => instant,
    }
}

/// Seconds since 1970 as RFC 3339 in UTC, by Howard Hinnant's `civil_from_days`.
pub fn rfc3339(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::{rfc3339, said};

    #[test]
    fn an_instant_is_said_in_words() {
        for (seconds, text) in [
            (1_645_488_000 + 18 * 3_600 + 4 * 60 + 59, "22 February 2022, 18:04 UTC"),
            (0, "1 January 1970, 00:00 UTC"),
        ] {
            assert_eq!(said(seconds), text);
        }
    }

    #[test]
    fn known_instants() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_645_488_000, "2022-02-22T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
    }
}
