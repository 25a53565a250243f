//! Noise told by what the line itself says.

use super::table;
use crate::model::{Lang, NoiseReason};

/// No line of noise is longer than this many words; a longer one is not looked at.
const LONGEST: usize = 80;

/// Why a paragraph is noise by its form, if it is.
pub(in crate::load) fn by_form(text: &str, lang: Lang) -> Option<NoiseReason> {
    of_sentence(text, lang)
        .or_else(|| is_dateline(text).then_some(NoiseReason::Dateline))
        .or_else(|| is_path(text).then_some(NoiseReason::Navigation))
}

/// "Home > World > Europe".
fn is_path(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let even = [" / ", " | ", " · ", " • "]
        .iter()
        .fold(text.to_owned(), |text, mark| text.replace(mark, ">"));
    let parts: Vec<&str> = even.split(['>', '›', '»', '→']).collect();
    parts.len() >= 2
        && !text.contains('«')
        && parts.iter().all(|part| (1..=3).contains(&super::word_count(part)))
}

/// The same for one sentence of a paragraph, which is no line of its own.
pub(super) fn of_sentence(text: &str, lang: Lang) -> Option<NoiseReason> {
    let tokens: Vec<&str> = text.split_whitespace().take(LONGEST + 1).collect();
    if tokens.len() > LONGEST {
        return None;
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Some(NoiseReason::Symbols);
    }
    if is_post(text, &tokens) {
        return Some(NoiseReason::SocialPost);
    }
    if tokens.iter().all(|token| is_address(token) || !token.chars().any(char::is_alphanumeric)) {
        return Some(NoiseReason::Link);
    }
    if let Some(reason) = credit(text, &tokens) {
        return Some(reason);
    }
    let line = table::Line::new(text);
    if lang == Lang::UNKNOWN {
        table::all().find_map(|table| table.find(&line))
    } else {
        table::tables(lang).find_map(|table| table.find(&line))
    }
}

/// The signs of a post set into an article: a shortened link, the author line with a handle, more
/// handles and tags than words.
fn is_post(text: &str, tokens: &[&str]) -> bool {
    let short_link = ["t.co/", "pic.twitter.com/", "pic.x.com/", "instagr.am/p/"]
        .iter()
        .any(|link| tokens.iter().any(|token| token.contains(link)));
    if short_link || text.starts_with("RT @") {
        return true;
    }
    is_author_line(text) || {
        let marked = tokens.iter().filter(|t| t.len() > 1 && t.starts_with(['#', '@'])).count();
        marked >= 2 && marked * 2 >= tokens.len() && !is_address(tokens[0])
    }
}

/// "— Name (@handle) February 22, 2022".
pub(super) fn is_author_line(text: &str) -> bool {
    let handle =
        text.split_once("(@").and_then(|(name, rest)| rest.split_once(')').map(|(h, _)| (name, h)));
    handle.is_some_and(|(name, handle)| {
        let dashed = name.trim_start().starts_with(['—', '–', '-', '―', '&']);
        let is_handle = !handle.is_empty()
            && handle.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        is_handle && (dashed || text.split_whitespace().count() <= 10)
    })
}

/// A URL, a domain, an e-mail address.
fn is_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if token.contains("://") || token.starts_with("www.") {
        return true;
    }
    let host = token.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or(host);
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    !name.is_empty()
        && token.is_ascii()
        && (2..=6).contains(&end.len())
        && end.chars().all(|c| c.is_ascii_lowercase())
        && (token.contains(['/', '@']) || ENDS.contains(&end))
}

/// Ends of domain names that are no common words or file types.
const ENDS: &[&str] = &[
    "com", "org", "net", "info", "ru", "ua", "ir", "tr", "az", "pk", "np", "in", "uk", "co", "de",
    "fr", "es", "tv", "news",
];

/// Photo credits and copyright lines by their signs.
fn credit(text: &str, tokens: &[&str]) -> Option<NoiseReason> {
    if tokens.len() > 40 {
        return None;
    }
    let start = text.trim_start();
    if start.starts_with(['©', 'ⓒ', '℗']) || start.starts_with("(c) ") || start.starts_with("(C) ")
    {
        return Some(NoiseReason::Credit);
    }
    if tokens.len() <= 14 && text.contains('©') {
        return Some(NoiseReason::Credit);
    }
    const AGENCIES: &[&str] = &[
        "reuters",
        "afp",
        "ap",
        "epa",
        "getty",
        "dpa",
        "anadolu",
        "ria",
        "tass",
        "ani",
        "pti",
        "aap",
        "xinhua",
        "efe",
        "ansa",
        "shutterstock",
        "gettyimages",
        "unsplash",
        "alamy",
        "isna",
        "irna",
        "tasnim",
        "wana",
        "apa",
        "unian",
        "bloomberg",
    ];
    let is_agency = |word: &str| {
        AGENCIES
            .contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
    };
    // "REUTERS/Ada Lone", "Ada Lone/AFP via Getty Images"
    let slashed = tokens.iter().any(|token| {
        !token.contains("://") && token.split('/').count() == 2 && token.split('/').any(is_agency)
    });
    let sentence = text.trim_end().ends_with(['.', '।', '۔']);
    if slashed && tokens.len() <= 30 && !sentence {
        return Some(if tokens.len() <= 7 { NoiseReason::Credit } else { NoiseReason::Caption });
    }
    // "… after the storm. (AFP)", "… after the storm | Reuters", "[Ada Lone/AFP]"
    let last = tokens.last()?;
    let bracketed = last.starts_with(['(', '['])
        && last.trim_end_matches('.').ends_with([')', ']'])
        && is_agency(last);
    let barred = tokens.len() >= 2
        && matches!(tokens[tokens.len() - 2], "|" | "/" | "©" | "–" | "—" | "-")
        && is_agency(last);
    (tokens.len() <= 25 && (bracketed || barred)).then_some(NoiseReason::Caption)
}

/// A line that is little but a date or time: "Friday 25 February 2022 - 18:50".
fn is_dateline(text: &str) -> bool {
    let text = text.trim();
    let tokens: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '،' | ','))
        .filter(|token| token.chars().any(char::is_alphanumeric))
        .collect();
    if tokens.is_empty()
        || tokens.len() > 12
        || text.ends_with(['.', '।', '۔', '。', '?', '؟', '!'])
    {
        return false;
    }
    let numeric = tokens.iter().filter(|token| token.chars().any(char::is_numeric)).count();
    let clock = tokens.iter().any(|token| is_clock(token));
    let day = tokens.iter().any(|token| is_numeric_date(token));
    let year = tokens.iter().any(|token| is_year(token));
    let day_number =
        tokens.iter().any(|token| number(token).is_some_and(|n| (1..=31).contains(&n)));
    let words = tokens.len() - numeric;
    (clock || day || year && day_number) && words <= 2 + 2 * numeric && words <= 6
}

fn number(token: &str) -> Option<u32> {
    let trimmed = token.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = crate::lang::fold::fold_word(trimmed);
    folded.parse().ok()
}

fn is_year(token: &str) -> bool {
    number(token).is_some_and(|year| (1300..=1500).contains(&year) || (1900..=2100).contains(&year))
}

fn is_clock(token: &str) -> bool {
    token.split_once(':').is_some_and(|(hour, minute)| {
        number(hour).is_some_and(|h| h < 25)
            && number(minute.get(..).unwrap_or_default()).is_some_and(|m| m < 60)
            && minute.chars().filter(|c| c.is_numeric()).count() == 2
    })
}

fn is_numeric_date(token: &str) -> bool {
    ['/', '-', '.'].iter().any(|mark| {
        let parts: Vec<&str> =
            token.trim_matches(|c: char| !c.is_alphanumeric()).split(*mark).collect();
        parts.len() == 3
            && parts.iter().all(|part| number(part).is_some())
            && parts.iter().any(|part| is_year(part) || part.chars().count() == 2)
    })
}
