//! What an annotation says.

use super::{list, string};
use serde_json::Value;

/// The bodies of an annotation, by what they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What was written, in paragraphs.
    pub text: String,
    /// Sorted, without repeats; words as the editor makes them.
    pub tags: Vec<String>,
    /// What the target is classed as.
    classes: Vec<String>,
    /// A name for the target.
    pub label: Option<String>,
    /// Whether it was made to judge.
    pub assesses: bool,
}

impl Said {
    pub fn of(annotation: &Value) -> Self {
        let motivations: Vec<&str> =
            list(annotation, "motivation").into_iter().filter_map(Value::as_str).collect();
        let mut said = Self { assesses: motivations.contains(&"assessing"), ..Self::default() };
        let mut paragraphs: Vec<String> = Vec::new();
        // A body without a purpose is for what the annotation is for.
        let usual = motivations.first().copied().unwrap_or_default();
        let mut bodies: Vec<&Value> = list(annotation, "body");
        bodies.extend(list(annotation, "bodyValue"));
        let mut place = 0;
        while let Some(body) = bodies.get(place).copied() {
            place += 1;
            // Of a choice, and of a list, all that is there.
            bodies.extend(list(body, "items"));
            let Some(words) = words(body) else { continue };
            let purposes: Vec<&str> =
                list(body, "purpose").into_iter().filter_map(Value::as_str).collect();
            match purposes.first().copied().unwrap_or(usual) {
                "tagging" => said.tags.extend(tag(words)),
                "classifying" => said.classes.push(words.to_owned()),
                "identifying" if said.assesses => said.label = Some(words.to_owned()),
                _ => paragraphs.push(words.to_owned()),
            }
        }
        said.text = paragraphs.join("\n\n");
        said.tags.sort();
        said.tags.dedup();
        said
    }

    pub fn is_classed(&self, word: &str) -> bool {
        self.classes.iter().any(|class| class == word)
    }

    /// Whether somebody wrote something beside the classes.
    pub fn is_note(&self) -> bool {
        !self.text.is_empty() || !self.tags.is_empty()
    }
}

/// The words of a body: its text, or the address of what it is.
fn words(body: &Value) -> Option<&str> {
    body.as_str()
        .or_else(|| ["value", "source", "id"].into_iter().find_map(|key| string(body, key)))
}

/// A tag as the reader's editor would make it: one word.
fn tag(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .trim_start_matches('#')
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let tag = words.join("-");
    (!tag.is_empty()).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bodies_by_purpose() {
        for (annotation, text, tags) in [
            (json!({"body": "https://example.org/1"}), "https://example.org/1", vec![]),
            (json!({"bodyValue": "short"}), "short", vec![]),
            (json!({"motivation": "tagging", "body": {"value": "#b c"}}), "", vec!["b-c"]),
            (
                json!({"body": [
                    {"type": "TextualBody", "value": "one"},
                    {"value": "x", "purpose": "tagging"},
                    {"value": "a", "purpose": ["tagging"]},
                    {"value": "x", "purpose": "tagging"},
                    {"type": "Choice", "items": [{"value": "two", "purpose": "commenting"}]},
                    {"value": "range", "purpose": "classifying"},
                    7,
                ]}),
                "one\n\ntwo",
                vec!["a", "x"],
            ),
            (json!({}), "", vec![]),
        ] {
            let said = Said::of(&annotation);
            assert_eq!(
                (said.text.as_str(), said.tags),
                (text, tags.iter().map(ToString::to_string).collect()),
                "{annotation}"
            );
        }
    }
}
