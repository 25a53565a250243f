//! TMX and XLIFF: what is aligned already. One article a language, its passages the segments, in
//! the order of the file and the same number in each; a language that lacks a segment has an empty
//! passage there.

mod segments;

use super::draft::Draft;
use super::error::Refusal;
use crate::model::Lang;
use segments::{Unit, units};

pub(super) fn read(text: &str) -> Result<Vec<Draft>, Refusal> {
    let units = units(text)?;
    let mut langs: Vec<String> = Vec::new();
    for (lang, _) in units.iter().flat_map(|unit: &Unit| unit.iter()) {
        if !langs.contains(lang) {
            langs.push(lang.clone());
        }
    }
    if langs.is_empty() {
        return Err(Refusal::new("has no segments", "give a file with translations in it"));
    }
    Ok(langs
        .iter()
        .map(|code| {
            let mut draft = Draft {
                id: Some(code.clone()).filter(|code| !code.is_empty()),
                lang: code.parse().ok().filter(|lang| *lang != Lang::UNKNOWN),
                ..Draft::default()
            };
            for unit in &units {
                let segment = unit.iter().find(|(lang, _)| lang == code);
                draft.push_segment(segment.map_or("", |(_, text)| text.as_str()));
            }
            draft
        })
        .collect())
}
