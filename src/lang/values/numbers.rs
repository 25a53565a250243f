//! Numbers in digits and in words, put together with magnitudes: `5,7 млн`, `11 हज़ार 700`,
//! `three and a half million`, `ثلاثة وعشرون ألفا`.

use super::scanner::Scanner;
use super::sum::Sum;
use super::table::Lexeme;
use crate::lang::words::TokenKind;

/// A number and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub amount: f64,
    pub to: usize,
    /// Digits without separator or magnitude, which may be a year or a day.
    pub plain: bool,
    /// A magnitude was part of it.
    pub scaled: bool,
    /// One word that is an article or another word as well.
    pub article: bool,
    /// Said in words alone.
    pub words: bool,
    /// "Half", which an article may part from what it halves.
    pub fraction: bool,
    /// Before the magnitude.
    pub mantissa: f64,
    pub scale: f64,
}

/// Digits with their separators.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    pub amount: f64,
    pub to: usize,
    pub plain: bool,
}

/// More digits than these are no number that anyone reads.
const MOST_DIGITS: usize = 18;
/// Parts of one number, in words.
const MOST_PARTS: usize = 16;

impl Scanner<'_> {
    /// Digits at `at`, with the separators of the language. `None` for versions and the like, in
    /// which no reading of the separators makes sense.
    pub fn numeral(&self, at: usize) -> Option<Numeral> {
        let first = self.digits(at)?;
        let mut groups = vec![first];
        let mut signs = Vec::new();
        let mut end = at + 1;
        while groups.len() <= 8 {
            let sign =
                self.tokens.get(end).filter(|token| token.kind == TokenKind::Sign && !token.gap);
            let spaced = self.table.spaced_groups
                && self.gap(end)
                && groups
                    .last()
                    .is_some_and(|group| group.len() == 3 || groups.len() == 1 && group.len() < 4)
                && self.digits(end).is_some_and(|digits| digits.len() == 3);
            let (sign, next) = match sign {
                _ if spaced => (" ", end),
                Some(token) if [".", ",", "'"].contains(&token.text) => (token.text, end + 1),
                Some(token) if token.text == "/" && self.table.slash_decimal => {
                    (token.text, end + 1)
                }
                _ => break,
            };
            let Some(digits) = self.digits(next).filter(|_| sign == " " || !self.gap(next)) else {
                break;
            };
            groups.push(digits);
            signs.push(sign);
            end = next + 1;
        }
        let text = join(&groups, &signs, self.table.decimal_comma)?;
        if text.len() > MOST_DIGITS {
            return None;
        }
        let amount = text.parse().ok()?;
        Some(Numeral { amount, to: end, plain: signs.is_empty() })
    }

    /// The longest number at `at`, in digits, in words or in both.
    pub fn number(&self, at: usize) -> Option<Number> {
        let mut sum = Sum::default();
        let mut next = at;
        let mut plain = false;
        let mut words = true;
        let mut extra = 0.0;
        let mut fraction = false;
        if let Some((plus, end)) = self.first(at, |l| match l {
            Lexeme::PrePlus(n) => Some(*n),
            _ => None,
        }) {
            extra = plus;
            next = end;
        }
        if let Some((part, end)) = self.first(next, |l| match l {
            Lexeme::Fraction(n) => Some(*n),
            _ => None,
        }) {
            let after = self.maybe(self.maybe(end, Lexeme::Of), Lexeme::Article);
            let scale = self.scale(after);
            sum.current = Some(part);
            fraction = true;
            next = if scale.is_some() { after } else { end };
        } else if let Some(end) = self.past(next, Lexeme::Article)
            && self.scale(end).is_some()
        {
            sum.current = Some(1.0);
            next = end;
        }
        let begun = next;
        for _ in 0..MOST_PARTS {
            let joined = if next > begun { self.and(next, sum.grain()) } else { None };
            let from = joined.unwrap_or(next);
            if let Some(end) =
                self.part(from, joined.is_some(), &mut sum, &mut plain, &mut words, next == at)
            {
                next = end;
            } else if let Some((plus, end)) = self.plus(next)
                && next > begun
            {
                next = sum.add_part(plus).map(|()| end)?;
                // "three million and a half million"
                if sum.current.is_none()
                    && let Some((_, end)) = self.scale(next)
                {
                    next = end;
                }
            } else {
                break;
            }
        }
        if next == begun && sum.current.is_none() {
            // A fraction word before nothing ("a quarter past") is no number here.
            return None;
        }
        if extra != 0.0 {
            sum.add_front(extra, next > begun);
        }
        let amount = sum.total();
        let scaled = sum.last_scale < f64::INFINITY;
        let (mantissa, scale) = (sum.mantissa, if scaled { sum.last_scale } else { 1.0 });
        let article = words && !scaled && (amount == 1.0 || sum.weak);
        (amount.is_finite() && next > at).then(|| Number {
            amount: tidy(amount),
            to: next,
            plain: plain && !scaled,
            scaled,
            article,
            words,
            fraction,
            mantissa,
            scale,
        })
    }

    /// An ordinal in words, also one of two words: `twenty-first`, `الثاني والعشرين`.
    pub fn ordinal(&self, at: usize) -> Option<(f64, usize)> {
        let ordinal = |at| {
            self.first(at, |l| match l {
                Lexeme::Ordinal(n) => Some(*n),
                _ => None,
            })
        };
        let tens = |at| {
            self.first(at, |l| match l {
                Lexeme::Number(n) if (20.0..100.0).contains(n) && n % 10.0 == 0.0 => Some(*n),
                _ => None,
            })
        };
        if let Some((ones, to)) = ordinal(at) {
            let joined = self.and(to, ones).filter(|_| self.table.ones_first && ones < 10.0);
            return Some(match joined.and_then(tens) {
                Some((tens, end)) => (tens + ones, end),
                None => (ones, to),
            });
        }
        let (tens, to) = tens(at)?;
        let (ones, end) =
            ordinal(self.and(to, 10.0).unwrap_or(to)).filter(|(ones, _)| *ones < 10.0)?;
        Some((tens + ones, end))
    }

    /// After digits joined by signs in a way that makes no number: a version, an address.
    pub fn past_chain(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.glued(end, &[".", ",", "'"])
            && self.digits(end + 1).is_some()
            && !self.gap(end + 1)
        {
            end += 2;
        }
        end
    }

    /// One more part: digits, a cardinal, a magnitude.
    fn part(
        &self,
        at: usize,
        joined: bool,
        sum: &mut Sum,
        plain: &mut bool,
        words: &mut bool,
        first: bool,
    ) -> Option<usize> {
        if let Some(numeral) = self.numeral(at) {
            let follows = sum.current.is_none()
                && sum.last_scale > numeral.amount
                && (first || numeral.amount.fract() == 0.0);
            let year = numeral.plain && (1900.0..2100.0).contains(&numeral.amount);
            // "2 million 2022" are two values, "2 thousand and 300" is one.
            let fits = first || follows && (!year || joined || self.scale(numeral.to).is_some());
            if !fits || sum.current.is_some() || !first && self.day_like(numeral.to) {
                return None;
            }
            sum.current = Some(numeral.amount);
            sum.ends = true;
            *plain = numeral.plain && first;
            *words = false;
            return Some(numeral.to);
        }
        let cardinal = self.first(at, |l| match l {
            Lexeme::Number(n) => Some((*n, false)),
            Lexeme::WeakNumber(n) => Some((*n, true)),
            _ => None,
        });
        if let Some(((n, weak), end)) = cardinal
            && !(self.gap(at) && joined && self.glued_digits(end))
            && sum.push(n, joined, self.table.ones_first)
        {
            sum.weak = weak && first;
            return Some(end);
        }
        let (scale, end) = self.scale(at)?;
        if sum.current.is_none() && sum.done == 0.0 {
            // "thousand" without a number is a number only where the language says so.
            let alone = self.first(at, |l| match l {
                Lexeme::Alone(n) => Some(*n),
                _ => None,
            });
            alone.filter(|_| !joined && first)?;
            sum.current = Some(1.0);
        }
        sum.multiply(scale).then_some(end)
    }

    /// Whether digits follow without a space, so that the word before belongs to them.
    fn glued_digits(&self, at: usize) -> bool {
        self.digits(at).is_some() && !self.gap(at)
    }

    /// Whether a month follows: then the digits before it are a day and no part of a number.
    fn day_like(&self, at: usize) -> bool {
        self.month(at).is_some()
    }

    pub fn scale(&self, at: usize) -> Option<(f64, usize)> {
        // Symbols (m, bn) stand after digits.
        let symbol =
            self.tokens.get(at).is_some_and(|token| token.text.len() < 4 && token.text.is_ascii());
        let after_digits = at.checked_sub(1).is_some_and(|before| self.digits(before).is_some());
        self.first(at, |l| match l {
            Lexeme::Scale(n) if *n > 100.0 && symbol && self.table.symbols => {
                after_digits.then_some(*n)
            }
            Lexeme::Scale(n) => Some(*n),
            _ => None,
        })
    }

    fn plus(&self, at: usize) -> Option<(f64, usize)> {
        self.first(at, |l| match l {
            Lexeme::Plus(n) => Some(*n),
            _ => None,
        })
    }

    /// The place after "and", a word of its own or glued to the next.
    fn and(&self, at: usize, grain: f64) -> Option<usize> {
        if self.sign(at, &["-"]) && !self.gap(at) && !self.gap(at + 1) {
            return Some(at + 1);
        }
        let stripped = |hit: &crate::lang::words::Hit<'_, Lexeme>| {
            hit.stripped
                && matches!(
                    hit.meaning,
                    Lexeme::Number(_) | Lexeme::WeakNumber(_) | Lexeme::Scale(_)
                )
        };
        if self.hits(at).iter().any(stripped) {
            return Some(at);
        }
        self.first(at, |l| match l {
            Lexeme::And(from) if *from > 0.0 && grain >= *from => Some(()),
            _ => None,
        })
        .map(|((), end)| end)
    }
}

/// Digits, separators gone and with a decimal point, ready to parse.
fn join(groups: &[&str], signs: &[&str], decimal_comma: bool) -> Option<String> {
    let whole = |groups: &[&str]| groups.concat();
    let Some((last_sign, earlier)) = signs.split_last() else {
        return Some(whole(groups));
    };
    let last = groups.last()?;
    let grouped = |groups: &[&str]| {
        let inner = &groups[1..];
        let first = groups[0].len();
        let end = inner.last().is_some_and(|group| group.len() == 3);
        let western = (1..=3).contains(&first) && inner.iter().all(|group| group.len() == 3);
        // 12,34,567
        let indian = (1..=2).contains(&first)
            && end
            && inner[..inner.len().saturating_sub(1)].iter().all(|group| group.len() == 2);
        western || indian
    };
    if earlier.is_empty() {
        let decimal = match *last_sign {
            " " => false,
            "/" => true,
            sign => {
                let own = if decimal_comma { "," } else { "." };
                // 150.000 is a round number whatever the language.
                (sign == own && *last != "000") || !grouped(groups) || groups[0] == "0"
            }
        };
        return Some(if decimal { format!("{}.{last}", groups[0]) } else { whole(groups) });
    }
    let same = earlier.iter().all(|sign| sign == &earlier[0]);
    if same && *last_sign == earlier[0] {
        return grouped(groups).then(|| whole(groups));
    }
    let front = &groups[..groups.len() - 1];
    (same && grouped(front)).then(|| format!("{}.{last}", whole(front)))
}

/// Rounds away what binary fractions leave behind: 6.15 times a thousand million.
pub fn tidy(amount: f64) -> f64 {
    format!("{amount:.12e}").parse().unwrap_or(amount)
}
