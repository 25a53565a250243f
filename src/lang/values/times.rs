//! Times of day: `10:30`, `5 p.m.`, `शाम 5 बजे`, `14.30 Uhr`, `ساعت ۱۰`.

use super::scanner::{Found, Scanner};
use super::table::Lexeme;
use crate::model::{TimeOfDay, ValueForm};

impl Scanner<'_> {
    pub fn time(&self, at: usize) -> Option<Found> {
        let before = self.day_part(at);
        let start = before.map_or(at, |(_, end)| end);
        let clock = self.past(start, Lexeme::ClockBefore);
        let start = clock.unwrap_or(start);
        let (hour, mut minute, mut to, sure) = self.clock(start, clock.is_some())?;
        let said = self.past(to, Lexeme::ClockAfter);
        // "11 часов" are eleven hours, "в 11 часов" is eleven o'clock.
        let hours = said.is_some()
            && !sure
            && self.digits(start).is_none_or(|digits| digits.len() <= 2)
            && self.is_duration(to);
        let asked = at
            .checked_sub(1)
            .is_some_and(|before| self.past(before, Lexeme::ClockPrep) == Some(at));
        to = said.unwrap_or(to);
        if let Some((more, end)) = self.minutes_in_words(to)
            && (clock.is_some() || said.is_some())
        {
            (minute, to) = (more, end);
        }
        // "4 дня" are four days as well as four in the afternoon.
        let ambiguous = !sure && said.is_none() && self.counts(to);
        let after = self
            .day_part(to)
            .filter(|_| !ambiguous && (sure || said.is_some() || self.digits(start).is_some()));
        to = after.map_or(to, |(_, end)| end);
        to = self.maybe(to, Lexeme::ClockAfter);
        let told = said.is_some() && (!hours || asked || before.is_some());
        if !(sure || clock.is_some() || told || after.is_some()) {
            return None;
        }
        let late = before.or(after).is_some_and(|(add, _)| add == 12);
        let early = before.or(after).is_some_and(|(add, _)| add == 0);
        let hour = match hour {
            1..=11 if late => hour + 12,
            12 if early => 0,
            _ => hour,
        };
        let form = ValueForm::Time(TimeOfDay { hour, minute });
        Some(Found { from: at, to, form })
    }

    fn day_part(&self, at: usize) -> Option<(u8, usize)> {
        self.first(at, |l| match l {
            Lexeme::DayPart(add) => Some(*add),
            _ => None,
        })
    }

    fn is_duration(&self, at: usize) -> bool {
        self.first(at, |l| matches!(l, Lexeme::Duration(_)).then_some(())).is_some()
    }

    /// "and 4 minutes" after an hour.
    fn minutes_in_words(&self, at: usize) -> Option<(u8, usize)> {
        let at = self.maybe(at, Lexeme::And(0.0));
        let clitic = self.maybe(at, Lexeme::Clitic);
        let number = self.number(clitic).filter(|number| !number.scaled && number.amount < 60.0)?;
        let to = self.past(number.to, Lexeme::Duration("minute"))?;
        (number.amount.fract() == 0.0).then_some((number.amount as u8, to))
    }

    /// Hour, minute, end, and whether the form alone tells a time.
    fn clock(&self, at: usize, told: bool) -> Option<(u8, u8, usize, bool)> {
        let Some(digits) = self.digits(at) else {
            let number = self.number(at).filter(|number| number.words && !number.scaled);
            let ordinal = || self.ordinal(at);
            let (hour, to) = number.map(|number| (number.amount, number.to)).or_else(ordinal)?;
            let whole = hour.fract() == 0.0 && (1.0..=12.0).contains(&hour);
            // "three o'clock"
            return (whole).then_some((hour as u8, 0, to, false));
        };
        if digits.len() == 4
            && self.past(at + 1, Lexeme::ClockAfter).is_some()
            && let (Ok(hour), Ok(minute)) = (digits[..2].parse::<u8>(), digits[2..].parse::<u8>())
            && hour < 24
            && minute < 60
        {
            return Some((hour, minute, at + 1, false));
        }
        let hour = digits.parse::<u8>().ok().filter(|hour| *hour < 25 && digits.len() <= 2)?;
        let minutes = |at: usize| {
            let digits = self.digits(at).filter(|digits| digits.len() == 2 && !self.gap(at))?;
            digits.parse::<u8>().ok().filter(|minute| *minute < 60)
        };
        if self.glued(at + 1, &[":"])
            && let Some(minute) = minutes(at + 2)
        {
            let mut to = at + 3;
            if self.glued(to, &[":"]) && minutes(to + 1).is_some() {
                to += 2;
            }
            return (!self.glued(to, &[":"])).then_some((hour.min(23), minute, to, true));
        }
        if self.glued(at + 1, &["."])
            && let Some(minute) = minutes(at + 2)
            && (told
                || self.past(at + 3, Lexeme::ClockAfter).is_some()
                || self.day_part(at + 3).is_some())
        {
            return Some((hour.min(23), minute, at + 3, false));
        }
        // "10h30"
        if self.tokens.get(at + 1).is_some_and(|token| !token.gap && token.text == "h")
            && let Some(minute) = minutes(at + 2)
        {
            return Some((hour.min(23), minute, at + 3, true));
        }
        // "at 10 o'clock" but not "the hour 10.5" and not "hours: 10 million".
        let number = self.number(at)?;
        let whole = number.plain && number.to == at + 1 && !self.counts(at + 1);
        whole.then_some((hour.min(23), 0, at + 1, false))
    }

    /// Whether a measure, a currency or the like stands here, so that the number before counts it;
    /// an hour before a part of the day ("10 часов утра") does not.
    fn counts(&self, at: usize) -> bool {
        self.first(at, |l| {
            matches!(
                l,
                Lexeme::Percent | Lexeme::Unit(_) | Lexeme::Duration(_) | Lexeme::Currency(_)
            )
            .then_some(())
        })
        .is_some_and(|((), _)| self.past(at, Lexeme::ClockAfter).is_none())
    }
}
