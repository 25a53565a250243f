//! Set files: a TOML file that names the articles of a set.
//!
//! ```toml
//! [[article]]
//! path = "ar.html"      # from the set file's folder
//! lang = "ar"           # the rest may be left out
//! date = "2022-02-25"
//! source = "Al-Khabar"
//! title = "..."
//! id = "khabar"
//! ```

use super::dates;
use super::error::Refusal;
use crate::model::{Lang, PartialDate};
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    article: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    path: String,
    id: Option<String>,
    lang: Option<String>,
    date: Option<toml::Value>,
    source: Option<String>,
    title: Option<String>,
}

/// One article of a set.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    pub path: String,
    pub id: Option<String>,
    pub lang: Option<Lang>,
    pub date: Option<PartialDate>,
    pub source: Option<String>,
    pub title: Option<String>,
}

/// The members of the set file at `path`.
pub(super) fn read(text: &str, path: &str) -> Result<Vec<Member>, Refusal> {
    let file: File = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1;
        Refusal::new(
            format!("is no set file ({})", error.message()),
            "a set file has [[article]] tables with path, lang, date, source, title, id",
        )
        .at(format!("line {line}"))
    })?;
    if file.article.is_empty() {
        return Err(Refusal::new(
            "names no articles",
            "give each article a table [[article]] with its path",
        ));
    }
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    file.article
        .into_iter()
        .enumerate()
        .map(|(at, row)| {
            let place = format!("article {}", at + 1);
            let lang = match row.lang {
                None => None,
                Some(code) => Some(code.parse().map_err(|error: crate::model::BadLang| {
                    Refusal::new(error.to_string(), "mend the set file").at(place.clone())
                })?),
            };
            let date = match row.date {
                None => None,
                Some(date) => {
                    let text = date.as_str().map_or_else(|| date.to_string(), str::to_owned);
                    let bad = || {
                        Refusal::new(format!("`{text}` is no date"), "write it as 2022-02-25")
                            .at(place.clone())
                    };
                    Some(dates::iso(&text).ok_or_else(bad)?)
                }
            };
            Ok(Member {
                path: folder.join(&row.path).to_string_lossy().into_owned(),
                id: row.id,
                lang,
                date,
                source: row.source,
                title: row.title,
            })
        })
        .collect()
}
