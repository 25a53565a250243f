//! The tables of a language: `assets/lang/LL/values.tsv`, made from CLDR, and `values-own.tsv`, kept
//! by hand, over those of `und`, which hold for every language.
//!
//! A row is `kind TAB key TAB form; form`. A kind with `-` before it takes forms away again. The
//! kinds are those of [`Lexeme`]; `docs/LANGUAGES.md` describes them for people who add a language.

use super::calendar::Calendar;
use crate::lang::assets;
use crate::lang::fold::fold_word;
use crate::lang::words::{Affixes, Phrases};
use crate::model::{Lang, Qualifier};
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

/// What a word or phrase of the tables means to the scanner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lexeme {
    /// `month`, key `g2`, `p12`, `i9`; `weak` if it is also another word, so that a month alone
    /// is not believed.
    Month {
        calendar: Calendar,
        number: u8,
        weak: bool,
    },
    /// `weekday`, 1 is Monday.
    Weekday(u8),
    /// `relative`: days from today.
    Relative(i32),
    /// `number`: a cardinal below 1000, or 1000 where one word says it.
    Number(f64),
    /// A `number` whose form is `weak`: another word too, so that alone it must count something.
    WeakNumber(f64),
    /// `ordinal`.
    Ordinal(f64),
    /// `scale`: multiplies the number before it.
    Scale(f64),
    /// `alone`: a magnitude that without a number before it means one of it.
    Alone(f64),
    /// `plus`: added to the number before it ("and a half").
    Plus(f64),
    /// `preplus`: added to the number after it.
    PrePlus(f64),
    /// `fraction`: half of what follows.
    Fraction(f64),
    /// `times`: twice, threefold.
    Times(f64),
    /// `unit`: a measure, by its English name.
    Unit(&'static str),
    /// `duration`: year, month, day, hour and the like.
    Duration(&'static str),
    /// `dual`: two of a duration, in one word.
    Dual(&'static str),
    /// `currency`: ISO 4217, or an English name.
    Currency(&'static str),
    Percent,
    /// `percent-before`: Turkish yüzde.
    PercentBefore,
    /// `about`, `atleast`, `atmost`.
    Before(Qualifier),
    /// `about-after`, `atleast-after`, `atmost-after`.
    After(Qualifier),
    /// `minus`, before degrees and percentages: "minus".
    Minus,
    /// `minus-after`, behind degrees: "below zero".
    MinusAfter,
    /// `from-zero`, before degrees behind which `below` stands: "शून्य से ... नीचे".
    FromZero,
    Below,
    /// `to`: between two ends of a range, or between alternatives.
    To,
    /// `and`: joins the parts of a number from the key upward.
    And(f64),
    /// `of`: may stand between the parts of a date, or a magnitude and what it counts.
    Of,
    Article,
    /// `filler`: may stand between a number and its unit.
    Filler,
    YearBefore,
    /// `year-prep`: before what is likely a year or a month ("in", "since").
    YearPrep,
    YearAfter,
    /// `month-word`: may stand by the name of a month.
    MonthWord,
    /// `day-word`: may stand after the day of a month.
    DayWord,
    OrdinalSuffix,
    DecadeBefore,
    DecadeAfter,
    /// `decade`: the thirties, key 30, in one word.
    Decade(i32),
    /// `clitic`: letters that may be glued to the front of digits.
    Clitic,
    /// `am`, `pm`: hours to add to those below twelve.
    DayPart(u8),
    ClockBefore,
    /// `clock-prep`: before an hour that is told by a word for hours, which else count time.
    ClockPrep,
    ClockAfter,
    /// `era`: key i, p, g; after a year.
    Era(Calendar),
    /// `bc`: a year before the first.
    Bc,
    /// `counted`: a noun whose number before it is not a year.
    Counted,
    /// `not`: a phrase that is no value, whatever its words.
    Not,
}

/// What the scanner knows of a language.
#[derive(Debug)]
pub struct Table {
    pub phrases: Phrases<Lexeme>,
    pub affixes: Affixes,
    /// `compound-number`: numbers that begin a word with a measure in it. Longest first.
    pub compound_numbers: Vec<(String, f64)>,
    /// `compound-duration`, `compound-unit`: the measures that may follow. Longest first.
    pub compound_units: Vec<(String, Lexeme)>,
    /// The decimal sign where a point or comma alone could be either.
    pub decimal_comma: bool,
    /// Digits may be grouped with spaces.
    pub spaced_groups: bool,
    /// `5/7` is a decimal number, as Persian writes.
    pub slash_decimal: bool,
    /// Numeric dates begin with the month.
    pub month_first: bool,
    /// Names of months have a capital.
    pub month_capital: bool,
    /// "March 11" without a year is a date.
    pub month_day: bool,
    /// Ones stand before tens ("three and twenty").
    pub ones_first: bool,
    /// One stands after what it counts ("a day one").
    pub one_after: bool,
    /// The calendar of a bare year between 1300 and 1450.
    pub own_calendar: Option<Calendar>,
    /// Short magnitudes in Latin letters are symbols (m, bn), not words (Turkish bin).
    pub symbols: bool,
    /// Each character may be a word.
    pub ideographs: bool,
}

/// The tables of a language; for one that has none, those that hold everywhere.
pub fn of(lang: Lang) -> &'static Table {
    static TABLES: LazyLock<Mutex<HashMap<Lang, &'static Table>>> = LazyLock::new(Mutex::default);
    let lang = if assets::file(&format!("{lang}/values-own.tsv")).is_some() {
        lang
    } else {
        Lang::UNKNOWN
    };
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    // Leaked once for each language that has a file.
    tables.entry(lang).or_insert_with(|| Box::leak(Box::new(read(lang))))
}

type Rows = BTreeMap<(&'static str, &'static str), Vec<&'static str>>;

/// What the language's files say after what is said for all.
fn rows(lang: Lang) -> Rows {
    let mut rows = Rows::new();
    let files = [
        "und/values-own.tsv".to_owned(),
        format!("{lang}/values.tsv"),
        format!("{lang}/values-own.tsv"),
    ];
    let skip = usize::from(lang == Lang::UNKNOWN) * 2;
    for file in &files[..files.len() - skip] {
        assets::file(file).into_iter().flat_map(str::lines).for_each(|line| take(line, &mut rows));
    }
    rows
}

/// Folded, the longest first.
fn affixes(forms: &[&str]) -> Vec<String> {
    let mut affixes: Vec<String> = forms.iter().map(|form| fold_word(form)).collect();
    affixes.sort_by_key(|affix| std::cmp::Reverse(affix.len()));
    affixes.dedup();
    affixes
}

fn read(lang: Lang) -> Table {
    let rows = rows(lang);
    let has = |kind, form| rows.get(&("config", kind)).is_some_and(|forms| forms.contains(&form));
    let mut phrases = Phrases::default();
    let (mut prefixes, mut suffixes): (Vec<&str>, Vec<&str>) = Default::default();
    let (mut compound_numbers, mut compound_units) = (Vec::new(), Vec::new());
    let weak: Vec<&str> = rows
        .iter()
        .filter(|((kind, _), _)| *kind == "weak")
        .flat_map(|(_, forms)| forms.clone())
        .collect();
    for ((kind, key), forms) in &rows {
        match *kind {
            "compound-number" => {
                let n = key.parse().unwrap_or_default();
                compound_numbers.extend(forms.iter().map(|form| (fold_word(form), n)));
            }
            "compound-duration" => {
                compound_units
                    .extend(forms.iter().map(|form| (fold_word(form), Lexeme::Duration(key))));
            }
            "compound-unit" => {
                compound_units
                    .extend(forms.iter().map(|form| (fold_word(form), Lexeme::Unit(key))));
            }
            "prefix" => prefixes.extend(forms),
            "suffix" => suffixes.extend(forms),
            _ => {
                for form in forms {
                    if let Some(lexeme) = lexeme(kind, key, weak.contains(form)) {
                        phrases.add(form, lexeme);
                    }
                }
            }
        }
    }
    compound_numbers.sort_by_key(|(form, _): &(String, f64)| std::cmp::Reverse(form.len()));
    compound_units.sort_by_key(|(form, _): &(String, Lexeme)| std::cmp::Reverse(form.len()));
    Table {
        phrases,
        compound_numbers,
        compound_units,
        affixes: Affixes { prefixes: affixes(&prefixes), suffixes: affixes(&suffixes) },
        decimal_comma: has("decimal", ","),
        spaced_groups: has("group", "space"),
        slash_decimal: has("decimal", "/"),
        month_first: has("numeric-date", "month-first"),
        month_capital: has("month-capital", "yes"),
        month_day: has("month-day", "yes"),
        one_after: has("one-after", "yes"),
        ones_first: has("ones-first", "yes"),
        own_calendar: if has("bare-year", "persian") { Some(Calendar::Persian) } else { None },
        symbols: !has("symbols", "words"),
        ideographs: has("ideographs", "yes"),
    }
}

fn take(line: &'static str, rows: &mut Rows) {
    if line.starts_with('#') {
        return;
    }
    let mut columns = line.split('\t');
    let (Some(kind), Some(key), Some(forms)) = (columns.next(), columns.next(), columns.next())
    else {
        return;
    };
    let forms = forms.split(';').map(str::trim).filter(|form| !form.is_empty());
    match kind.strip_prefix('-') {
        Some(kind) => {
            if let Some(known) = rows.get_mut(&(kind, key)) {
                let gone: Vec<&str> = forms.collect();
                known.retain(|form| !gone.contains(form));
            }
        }
        None => {
            let known = rows.entry((kind, key)).or_default();
            for form in forms {
                if !known.contains(&form) {
                    known.push(form);
                }
            }
        }
    }
}

fn lexeme(kind: &str, key: &'static str, weak: bool) -> Option<Lexeme> {
    let amount = || key.parse::<f64>().ok();
    let calendar = |letter: &str| match letter {
        "g" => Some(Calendar::Gregorian),
        "p" => Some(Calendar::Persian),
        "i" => Some(Calendar::Islamic),
        _ => None,
    };
    Some(match kind {
        "month" => {
            let (letter, number) = key.split_at_checked(1)?;
            let calendar = calendar(letter)?;
            let weak = weak || calendar != Calendar::Gregorian;
            Lexeme::Month { calendar, number: number.parse().ok()?, weak }
        }
        "weekday" => Lexeme::Weekday(key.parse().ok()?),
        "relative" => Lexeme::Relative(key.parse().ok()?),
        "number" if weak => Lexeme::WeakNumber(amount()?),
        "number" => Lexeme::Number(amount()?),
        "ordinal" => Lexeme::Ordinal(amount()?),
        "scale" => Lexeme::Scale(amount()?),
        "alone" => Lexeme::Alone(amount()?),
        "plus" => Lexeme::Plus(amount()?),
        "preplus" => Lexeme::PrePlus(amount()?),
        "fraction" => Lexeme::Fraction(amount()?),
        "times" => Lexeme::Times(amount()?),
        "unit" => Lexeme::Unit(key),
        "duration" => Lexeme::Duration(key),
        "dual" => Lexeme::Dual(key),
        "currency" => Lexeme::Currency(key),
        "percent" => Lexeme::Percent,
        "percent-before" => Lexeme::PercentBefore,
        "about" => Lexeme::Before(Qualifier::About),
        "atleast" => Lexeme::Before(Qualifier::AtLeast),
        "atmost" => Lexeme::Before(Qualifier::AtMost),
        "about-after" => Lexeme::After(Qualifier::About),
        "atleast-after" => Lexeme::After(Qualifier::AtLeast),
        "atmost-after" => Lexeme::After(Qualifier::AtMost),
        "minus" => Lexeme::Minus,
        "minus-after" => Lexeme::MinusAfter,
        "from-zero" => Lexeme::FromZero,
        "below" => Lexeme::Below,
        "to" => Lexeme::To,
        "and" => Lexeme::And(amount()?),
        "of" => Lexeme::Of,
        "article" => Lexeme::Article,
        "filler" => Lexeme::Filler,
        "year-before" => Lexeme::YearBefore,
        "year-prep" => Lexeme::YearPrep,
        "decade" => Lexeme::Decade(key.parse().ok()?),
        "year-after" => Lexeme::YearAfter,
        "month-word" => Lexeme::MonthWord,
        "day-word" => Lexeme::DayWord,
        "ordinal-suffix" => Lexeme::OrdinalSuffix,
        "decade-before" => Lexeme::DecadeBefore,
        "decade-after" => Lexeme::DecadeAfter,
        "clitic" => Lexeme::Clitic,
        "am" => Lexeme::DayPart(0),
        "pm" => Lexeme::DayPart(12),
        "clock-before" => Lexeme::ClockBefore,
        "clock-prep" => Lexeme::ClockPrep,
        "clock-after" => Lexeme::ClockAfter,
        "era" => Lexeme::Era(calendar(key)?),
        "bc" => Lexeme::Bc,
        "counted" => Lexeme::Counted,
        "not" => Lexeme::Not,
        _ => return None,
    })
}
