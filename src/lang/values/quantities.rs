//! What a number counts: money, percentages, durations, measures; ranges; ordinals.

use super::numbers::{Number, tidy};
use super::scanner::{Found, Scanner};
use super::table::Lexeme;
use crate::lang::words::TokenKind;
use crate::model::{Quantity, ValueForm};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measure {
    Percent,
    Money(&'static str),
    Duration(&'static str),
    Unit(&'static str),
}

impl Measure {
    fn of(lexeme: &Lexeme) -> Option<Self> {
        match lexeme {
            Lexeme::Percent => Some(Self::Percent),
            Lexeme::Currency(code) => Some(Self::Money(code)),
            Lexeme::Duration(unit) => Some(Self::Duration(unit)),
            Lexeme::Unit(unit) => Some(Self::Unit(unit)),
            _ => None,
        }
    }

    fn form(self, amount: f64) -> ValueForm {
        let named = |amount, unit: &str| Quantity { amount, unit: Some(unit.to_owned()) };
        match self {
            Self::Percent => ValueForm::Percent(amount),
            Self::Money(code) => ValueForm::Money(named(amount, code)),
            Self::Duration(unit) => duration(amount, unit),
            Self::Unit(unit) => ValueForm::Number(named(amount, unit)),
        }
    }
}

/// A duration with its unit in English, in the plural but for one. Decades and centuries are told
/// in years, since other languages tell them so.
fn duration(amount: f64, unit: &str) -> ValueForm {
    let (amount, unit) = match unit {
        "century" => (amount * 100.0, "year"),
        "decade" => (amount * 10.0, "year"),
        _ => (amount, unit),
    };
    let plural = if amount == 1.0 { "" } else { "s" };
    ValueForm::Duration(Quantity { amount: tidy(amount), unit: Some(format!("{unit}{plural}")) })
}

const fn plain(amount: f64) -> ValueForm {
    ValueForm::Number(Quantity { amount, unit: None })
}

/// A number with what it counts, and where all of it ends.
struct Counted {
    number: Number,
    measure: Option<Measure>,
    from: usize,
    to: usize,
}

impl Scanner<'_> {
    pub fn quantity(&self, at: usize) -> Vec<Found> {
        if let Some(one) = self.said_in_one_word(at) {
            return vec![one];
        }
        if let Some((n, to)) = self.ordinal(at) {
            return vec![Found { from: at, to, form: plain(n) }];
        }
        let Some(first) = self.counted(at) else { return Vec::new() };
        if let Some(both) = self.range(&first) {
            return both;
        }
        self.value(&first).into_iter().collect()
    }

    /// Duals (يومين), multiples (twice), and Arabic counts after their noun (السنوات السبع).
    fn said_in_one_word(&self, at: usize) -> Option<Found> {
        if let Some((unit, to)) = self.first(at, |l| match l {
            Lexeme::Dual(unit) => Some(*unit),
            _ => None,
        }) {
            return Some(Found { from: at, to, form: duration(2.0, unit) });
        }
        if let Some((n, to)) = self.first(at, |l| match l {
            Lexeme::Times(n) => Some(*n),
            _ => None,
        }) {
            return Some(Found { from: at, to, form: plain(n) });
        }
        if let Some(one) = self.one_after_its_noun(at) {
            return Some(one);
        }
        if let Some((n, unit)) = self.compound(at) {
            return Some(Found { from: at, to: at + 1, form: Measure::form(unit, n) });
        }
        let glued_noun = self.hits(at).iter().find_map(|hit| match hit.meaning {
            // "The twentieth century" is none of twenty centuries.
            Lexeme::Duration(unit) if hit.stripped && *unit != "century" => Some((*unit, hit.end)),
            _ => None,
        });
        let (unit, end) = glued_noun?;
        let glued_number = self.hits(end).iter().find_map(|hit| match hit.meaning {
            Lexeme::Number(n) if hit.stripped && *n > 1.0 => Some((*n, hit.end)),
            _ => None,
        });
        let (n, to) = glued_number?;
        Some(Found { from: at, to, form: duration(n, unit) })
    }

    /// One word made of a number and a measure: `трехдневный`, `dreitägige`.
    fn compound(&self, at: usize) -> Option<(f64, Measure)> {
        let word = self.tokens[at].text;
        let (n, rest) = self
            .table
            .compound_numbers
            .iter()
            .find_map(|(form, n)| Some((*n, word.strip_prefix(form.as_str())?)))?;
        let (unit, rest) = self
            .table
            .compound_units
            .iter()
            .find_map(|(form, unit)| Some((unit, rest.strip_prefix(form.as_str())?)))?;
        (rest.chars().count() <= 3).then(|| (n, Measure::of(unit)))?.1.map(|measure| (n, measure))
    }

    /// "يوم واحد", "שעה אחת": the number one stands after what it counts.
    fn one_after_its_noun(&self, at: usize) -> Option<Found> {
        let (unit, end) = self.first(at, |l| match l {
            Lexeme::Duration(unit) => Some(*unit),
            _ => None,
        })?;
        let end = self.maybe(end, Lexeme::Filler);
        let to = self.past(end, Lexeme::Number(1.0)).filter(|_| self.table.one_after)?;
        Some(Found { from: at, to, form: duration(1.0, unit) })
    }

    fn counted(&self, at: usize) -> Option<Counted> {
        // "$1.5bn", "US$ 5", "Rs 500"
        if let Some((code, end)) = self.first(at, |l| match l {
            Lexeme::Currency(code) => Some(*code),
            _ => None,
        }) && let Some(number) = self.number(self.skip_dot(end)).filter(|number| !number.words)
        {
            // "$5 billion US dollars" has the currency twice.
            let to = match self.measure(&number) {
                Some((Measure::Money(_), to)) => to,
                _ => number.to,
            };
            return Some(Counted { number, measure: Some(Measure::Money(code)), from: at, to });
        }
        let percent = self.past(at, Lexeme::PercentBefore);
        if let Some(number) = percent.and_then(|end| self.number(end)) {
            return Some(Counted {
                to: number.to,
                number,
                measure: Some(Measure::Percent),
                from: at,
            });
        }
        let sign = self.sign(at, &["-", "−"])
            && self.gap(at)
            && !self.gap(at + 1)
            && self.digits(at + 1).is_some();
        let minus = if sign { Some(at + 1) } else { self.past(at, Lexeme::Minus) };
        let from_zero = self.past(at, Lexeme::FromZero);
        let mut number = self.number(minus.or(from_zero).unwrap_or(at))?;
        let measure = self.measure(&number);
        let to = measure.map_or(number.to, |(_, to)| to);
        let measure = measure.map(|(measure, _)| measure);
        let degrees = matches!(measure, Some(Measure::Unit("°C" | "°F" | "degree")));
        if minus.is_some() && !degrees && measure != Some(Measure::Percent) {
            return None;
        }
        let behind = if from_zero.is_some() { Lexeme::Below } else { Lexeme::MinusAfter };
        let below = self.past(to, behind).filter(|_| degrees);
        if from_zero.is_some() && below.is_none() {
            return None;
        }
        if minus.or(below).is_some() {
            number.amount = -number.amount;
        }
        Some(Counted { number, measure, from: at, to: below.unwrap_or(to) })
    }

    fn skip_dot(&self, at: usize) -> usize {
        at + usize::from(self.glued(at, &["."]))
    }

    /// What stands after a number: `km`, `million of dollars`, `-kg`, `lunar days`.
    fn measure(&self, number: &Number) -> Option<(Measure, usize)> {
        let mut at = number.to;
        // "26-kg", "300 тыс. евро"
        let joint =
            self.glued(at, &["-"]) && !self.gap(at + 1) || self.glued(at, &["."]) && number.scaled;
        at += usize::from(joint);
        // French and Spanish: five million "of" dollars; English: half "an" hour.
        let of = if number.scaled || number.fraction { self.maybe(at, Lexeme::Of) } else { at };
        let of = if number.fraction { self.maybe(of, Lexeme::Article) } else { of };
        let filled = self.past(of, Lexeme::Filler).map(|end| self.maybe(end, Lexeme::Filler));
        for start in [Some(of), filled].into_iter().flatten() {
            let found = self.hits(start).iter().find_map(|hit| {
                let measure = Measure::of(hit.meaning)?;
                let unit = matches!(measure, Measure::Unit("g" | "m"));
                let symbol = hit.end == start + 1 && self.is_symbol(start);
                let spelled_out = number.words && !number.scaled && symbol;
                let large = unit && self.large_symbol(start);
                let fits = !(spelled_out || large);
                fits.then_some((measure, hit.end))
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Symbols of units, which are words or nothing where no digits stand before them: `m`, `ft`.
    fn is_symbol(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let most = if token.text.is_ascii() { 2 } else { 1 };
        token.kind == TokenKind::Word
            && !self.table.ideographs
            && token.text.chars().count() <= most
    }

    fn value(&self, counted: &Counted) -> Option<Found> {
        let Counted { number, measure, from, to } = counted;
        let form = match measure {
            Some(measure) => measure.form(number.amount),
            None if number.article && (number.amount == 1.0 || !self.counts_something(*to)) => {
                return None;
            }
            // A single Chinese or Japanese numeral is part of some other word.
            None if self.table.ideographs
                && number.words
                && number.to < from + 2
                && !self.counts_something(*to) =>
            {
                return None;
            }
            None => plain(number.amount),
        };
        let to = if measure.is_none() { self.ordinal_end(*to, number) } else { *to };
        let code = number.plain
            && self.digits(*from).is_some_and(|digits| digits.len() > 1 && digits.starts_with('0'));
        (!code).then_some(Found { from: *from, to, form })
    }

    /// Past what makes an ordinal of digits: `3rd`, `5-го`, `10वें`.
    fn ordinal_end(&self, to: usize, number: &Number) -> usize {
        if number.words || !number.plain {
            return to;
        }
        let hyphen = usize::from(self.glued(to, &["-"]) || self.glued(to, &["'"]));
        let glued = self.tokens.get(to + hyphen).is_some_and(|token| !token.gap);
        if glued { self.past(to + hyphen, Lexeme::OrdinalSuffix).unwrap_or(to) } else { to }
    }

    /// "5 to 7 km", "$5-7 million", "from 8 to 40 billion": two values; the first takes from the
    /// second what it does not say itself.
    fn range(&self, first: &Counted) -> Option<Vec<Found>> {
        let dash = self.sign(first.to, &["-"]);
        let second_at = if dash { first.to + 1 } else { self.past(first.to, Lexeme::To)? };
        let second = self.counted(second_at)?;
        if second.number.article || (first.number.article && second.measure.is_none()) {
            return None;
        }
        // A score or a code, where nothing is counted: values of their own.
        let mut one =
            Counted { number: first.number, measure: first.measure.or(second.measure), ..*first };
        if second.number.scaled
            && !first.number.scaled
            && first.number.amount < second.number.mantissa
        {
            one.number.amount = tidy(first.number.amount * second.number.scale);
            one.number.scaled = true;
        }
        one.number.article = false;
        let two = Counted { measure: second.measure.or(first.measure), ..second };
        Some([self.value(&one)?, self.value(&two)?].into())
    }

    /// Whether a noun that is counted follows, so that the number before it is no year.
    pub fn counts_something(&self, at: usize) -> bool {
        let hyphen = usize::from(self.glued(at, &["-"]) && !self.gap(at + 1));
        self.first(at + hyphen, |l| {
            (Measure::of(l).is_some()
                || matches!(l, Lexeme::Counted | Lexeme::Scale(_) | Lexeme::Times(_)))
            .then_some(())
        })
        .is_some()
    }
}
