//! What a passage says, in normal forms: its dates, numbers, names and events, so that the gist of
//! one in a language that the reader does not know shows.

use super::state::State;
use crate::lang::{concepts, in_words};
use crate::model::{PassageRef, Span, Value, ValueKind};

/// Things of one kind that a passage says, in the order of its text, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub kind: &'static str,
    pub items: Vec<Item>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// In the reader's language: a normal form, a name in Latin letters, a concept's label.
    pub text: String,
    /// The first of the article's words that say it.
    pub span: Span,
}

/// What is known of a passage; nothing before the worker has read it.
pub fn of(state: &State, at: PassageRef) -> Vec<Said> {
    let Some(reading) = state.readings.get(at.article).and_then(|list| list.get(at.passage)) else {
        return Vec::new();
    };
    let article = &state.articles[at.article];
    let is_time = |value: &&Value| matches!(value.kind(), ValueKind::Date | ValueKind::Time);
    let value = |value: &Value| Item { text: shown(value), span: value.span };
    let dates = reading.values.iter().filter(is_time).map(value);
    let numbers = reading.values.iter().filter(|other| !is_time(other)).map(value);
    let names = reading.names.iter().map(|name| {
        let text = if state.ways.latin_names {
            name.label.to_string()
        } else {
            name.span.of(&article.text).to_owned()
        };
        Item { text, span: name.span }
    });
    let events = reading.concepts.iter().map(|concept| Item {
        text: concepts::info(concept.id).label.to_owned(),
        span: concept.span,
    });
    [
        ("dates", each_once(dates)),
        ("numbers", each_once(numbers)),
        ("names", each_once(names)),
        ("events", each_once(events)),
    ]
    .into_iter()
    .filter(|(_, items)| !items.is_empty())
    .map(|(kind, items)| Said { kind, items })
    .collect()
}

/// What the words say, and the full date that is meant where they say less.
fn shown(value: &Value) -> String {
    let said = value.normal_form();
    match &value.resolved {
        Some(date) if date.to_string() != said => {
            format!("{} ({})", in_words::said(&said), in_words::said(&date.to_string()))
        }
        _ => in_words::said(&said),
    }
}

fn each_once(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        if kept.iter().all(|other| other.text != item.text) {
            kept.push(item);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::Look;
    use crate::model::Direction;
    use std::sync::Arc;

    fn said(lang: &str, text: &str, latin: bool) -> Vec<String> {
        let article = crate::load::from_text(
            "a.txt",
            "a",
            text.to_owned(),
            Some(crate::model::Lang::new(lang)),
            None,
        );
        let look = Look::default();
        assert_eq!(article.dir, Direction::RightToLeft);
        let mut state = State::new(vec![article], look, String::new());
        assert_eq!(of(&state, PassageRef { article: 0, passage: 0 }), []);
        state.readings = Arc::new(crate::lang::read::read(&state.articles));
        state.ways.latin_names = latin;
        of(&state, PassageRef { article: 0, passage: 0 })
            .into_iter()
            .map(|said| {
                let items: Vec<String> = said.items.into_iter().map(|item| item.text).collect();
                format!("{}: {}", said.kind, items.join("; "))
            })
            .collect()
    }

    #[test]
    fn the_gist_is_in_latin_letters_and_english() {
        let text = "وقع الرئيسان في جنيف يوم 22 فبراير 2022 اتفاقا من ٤٣ بندا و43 صفحة.";
        let found = said("ar", text, true);
        assert!(found.contains(&"dates: 22 February 2022".to_owned()), "{found:?}");
        assert!(found.iter().any(|line| line.starts_with("numbers: 43")), "{found:?}");
        assert!(found.iter().any(|line| line == "names: Geneva"), "{found:?}");
        let events = found.iter().find(|line| line.starts_with("events: ")).expect("events");
        assert!(events.is_ascii(), "{events}");
        let own = said("ar", text, false);
        assert!(own.iter().any(|line| line == "names: جنيف"), "{own:?}");
    }
}
