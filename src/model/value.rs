use super::Span;
use std::fmt;
use std::str::FromStr;

/// A date, number, duration, sum of money or percentage found in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The words that say it, unit included.
    pub span: Span,
    /// What sort of value it is, and which.
    pub form: ValueForm,
    /// How exactly the words claim it.
    pub qualifier: Qualifier,
    /// The full date, where the words lack the year or are relative and the article's date or a
    /// linked passage gives the rest.
    pub resolved: Option<DateValue>,
}

impl Value {
    /// The sort of value, without the value.
    pub fn kind(&self) -> ValueKind {
        match self.form {
            ValueForm::Date(_) => ValueKind::Date,
            ValueForm::Time(_) => ValueKind::Time,
            ValueForm::Number(_) => ValueKind::Number,
            ValueForm::Duration(_) => ValueKind::Duration,
            ValueForm::Money(_) => ValueKind::Money,
            ValueForm::Percent(_) => ValueKind::Percent,
        }
    }

    /// What the words say, in the normal form that the command line prints.
    pub fn normal_form(&self) -> String {
        self.form.to_string()
    }
}

/// The sorts of values that are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueKind {
    /// A day, month, year, or a span of them.
    Date,
    /// A time of day. Evidence, but no value of the command line's contract.
    Time,
    /// A count, measure or ordinal.
    Number,
    /// How long something took or lasts.
    Duration,
    /// A sum with its currency.
    Money,
    /// A share of a hundred.
    Percent,
}

impl ValueKind {
    /// The word in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Number => "number",
            Self::Duration => "duration",
            Self::Money => "money",
            Self::Percent => "percent",
        }
    }
}

/// A value as its words say it, before anything is resolved. `Display` writes the normal form that
/// the command line prints.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueForm {
    /// Whole, in part, or relative to the article's date.
    Date(DateValue),
    /// A time of the clock, in the place that the article speaks of.
    Time(TimeOfDay),
    /// A count, measure or ordinal; the unit is the English name of a measure (`km`) where there is one.
    Number(Quantity),
    /// The unit is one of time, in English, in the plural but for one: `48 hours` is not turned into days.
    Duration(Quantity),
    /// The unit is the ISO 4217 code where the currency is certain, else its English name.
    Money(Quantity),
    /// 5 is five of a hundred.
    Percent(f64),
}

impl fmt::Display for ValueForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Number(quantity) | Self::Duration(quantity) | Self::Money(quantity) => {
                quantity.fmt(f)
            }
            Self::Percent(amount) => write!(f, "{amount} percent"),
        }
    }
}

/// A plain number with an optional unit; units are never converted.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// As said, multiplied out: "2.5 million" is 2500000.
    pub amount: f64,
    /// In English, or a currency's code; none for a bare count.
    pub unit: Option<String>,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // f64's Display is the shortest text that reads back the same, without an exponent.
        write!(f, "{}", self.amount)?;
        self.unit.as_ref().map_or(Ok(()), |unit| write!(f, " {unit}"))
    }
}

/// A date of the proleptic Gregorian calendar of which any part may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    /// Of the Gregorian calendar; 0 is 1 BC.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

impl PartialDate {
    /// Of the parts that are known. They are taken as they are: nothing checks that the month has
    /// that many days.
    pub const fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Self {
        Self { year, month, day }
    }

    /// A day of which every part is known.
    pub const fn full(year: i32, month: u8, day: u8) -> Self {
        Self::new(Some(year), Some(month), Some(day))
    }

    /// Whether it names one day.
    pub const fn is_full(self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

/// Why a text is no date.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no date: write YYYY-MM-DD")]
pub struct BadDate(pub String);

impl FromStr for PartialDate {
    type Err = BadDate;

    /// Takes a full date only: `2022-02-22`, with or without a time of day behind a `T`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadDate(text.to_owned());
        let date = text.split_once('T').map_or(text, |(date, _)| date);
        let mut parts = date.split('-');
        let mut part = |digits: usize| {
            let fits = |part: &&str| {
                part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
            };
            parts.next().filter(fits)
        };
        let year = part(4).and_then(|year| year.parse().ok()).ok_or_else(bad)?;
        let month = part(2).and_then(|month| month.parse().ok()).ok_or_else(bad)?;
        let day = part(2).and_then(|day| day.parse().ok()).ok_or_else(bad)?;
        if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(bad());
        }
        Ok(Self::full(year, month, day))
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601 with the truncated forms `--02-22`, `--02` and `---22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
            (Some(year), Some(month), None) => write!(f, "{year:04}-{month:02}"),
            (Some(year), None, _) => write!(f, "{year:04}"),
            (None, Some(month), Some(day)) => write!(f, "--{month:02}-{day:02}"),
            (None, Some(month), None) => write!(f, "--{month:02}"),
            (None, None, Some(day)) => write!(f, "---{day:02}"),
            (None, None, None) => write!(f, "-"),
        }
    }
}

/// What the words of a date say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateValue {
    /// A day, month or year, with what the words leave out missing.
    Partial(PartialDate),
    /// From the first to the second, both included: "5 to 7 May", or a month or year of another calendar.
    Range(PartialDate, PartialDate),
    /// A day of the week alone: 1 is Monday, 7 is Sunday (ISO 8601).
    Weekday(u8),
    /// Days from the article's own date: yesterday is -1.
    Relative(i32),
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partial(date) => date.fmt(f),
            Self::Range(from, to) => write!(f, "{from}/{to}"),
            Self::Weekday(day) => write!(f, "-W-{day}"),
            Self::Relative(0) => write!(f, "P0D"),
            Self::Relative(days) if *days < 0 => write!(f, "-P{}D", days.unsigned_abs()),
            Self::Relative(days) => write!(f, "P{days}D"),
        }
    }
}

/// A time of the 24-hour clock, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// How exactly the words claim the value: "about 11,000" and "11,200" do not disagree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// Nothing in the words weakens it.
    #[default]
    Exact,
    /// "Some", "nearly", "around".
    About,
    /// "More than", "at least".
    AtLeast,
    /// "Up to", "less than".
    AtMost,
}
