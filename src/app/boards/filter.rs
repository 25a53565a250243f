//! What a board lets through: words, articles, conflicts, tags.
//!
//! `+fa` is told by that article (its short name, its id, its language, or its number from 1), `-ar` is not told by
//! that one, `!` has a conflict or needs a look, `#tag` has that tag; any other word has to stand in
//! the label, the evidence, the note or the text, spelling aside. All parts have to fit.

use crate::align::decisions;
use crate::app::search;
use crate::app::state::State;
use crate::lang::fold::fold;
use crate::lang::in_words;
use crate::model::{AnnotationState, Decision, PassageRef};
use std::collections::BTreeSet;

/// A filter as understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Told(Vec<usize>),
    NotTold(Vec<usize>),
    Disputed,
    Tag(String),
    /// Folded.
    Word(String),
}

/// What a row is about, as far as filters ask.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Its passages.
    pub at: Vec<PassageRef>,
    pub disputed: bool,
    pub tags: Vec<String>,
    /// Words of its own beside those of its passages.
    pub words: String,
}

impl Filter {
    /// Reads what was typed; nothing lets everything through.
    pub fn parse(state: &State, text: &str) -> Self {
        let articles = |name: &str| -> Vec<usize> {
            let number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let fits = |place: usize| {
                let article = &state.articles[place];
                article.id == name
                    || article.lang.as_str() == name
                    || state.names.short[place] == name
                    || (number == Some(place) && !is_id(state, name))
            };
            (0..state.articles.len()).filter(|place| fits(*place)).collect()
        };
        let parts = text
            .split_whitespace()
            .filter_map(|word| match (word.chars().next()?, word) {
                (_, "!" | "≠") => Some(Part::Disputed),
                ('+', _) => (word.len() > 1).then(|| Part::Told(articles(&word[1..]))),
                ('-', _) => (word.len() > 1).then(|| Part::NotTold(articles(&word[1..]))),
                ('#', _) => (word.len() > 1).then(|| Part::Tag(word[1..].to_owned())),
                _ => Some(Part::Word(fold(word).text)),
            })
            .collect();
        Self { parts }
    }

    pub fn takes(&self, state: &State, subject: &Subject) -> bool {
        let told: BTreeSet<usize> = subject.at.iter().map(|at| at.article).collect();
        self.parts.iter().all(|part| match part {
            Part::Told(articles) => articles.iter().any(|article| told.contains(article)),
            Part::NotTold(articles) => !articles.iter().any(|article| told.contains(article)),
            Part::Disputed => subject.disputed,
            Part::Tag(tag) => subject.tags.iter().any(|own| own.starts_with(tag.as_str())),
            Part::Word(word) => {
                fold(&subject.words).text.contains(word)
                    || subject.at.iter().any(|at| {
                        let folded = state.folded().get(at.article);
                        folded
                            .and_then(|list| list.get(at.passage))
                            .is_some_and(|folded| folded.contains(word.as_str()))
                    })
            }
        })
    }

    /// Whether it asks for words.
    pub fn has_words(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Word(_)))
    }

    /// Whether a passage by itself has the words that are asked for, as it is written or by what
    /// its values and names mean.
    pub fn is_said(&self, state: &State, at: PassageRef) -> bool {
        let folded = state.folded().get(at.article).and_then(|list| list.get(at.passage));
        let reading = state.readings.get(at.article).and_then(|list| list.get(at.passage));
        self.parts.iter().all(|part| match part {
            Part::Word(word) => {
                folded.is_some_and(|folded| folded.contains(word))
                    || reading.is_some_and(|reading| search::means(reading, word))
            }
            _ => true,
        })
    }
}

fn is_id(state: &State, name: &str) -> bool {
    state.articles.iter().any(|article| article.id == name)
}

/// The filter with one article asked for in place of any other, or with none.
pub fn with_article(state: &State, filter: &str, article: Option<usize>) -> String {
    let mut parts: Vec<String> = filter
        .split_whitespace()
        .filter(|part| !part.starts_with('+'))
        .map(str::to_owned)
        .collect();
    if let Some(article) = article {
        parts.push(format!("+{}", state.names.short[article]));
    }
    parts.join(" ")
}

/// The article that a filter asks for, if it asks for just one.
pub fn article_of(state: &State, filter: &str) -> Option<usize> {
    let asked: Vec<Part> = Filter::parse(state, filter)
        .parts
        .into_iter()
        .filter(|p| matches!(p, Part::Told(_)))
        .collect();
    match &asked[..] {
        [Part::Told(articles)] if articles.len() == 1 => articles.first().copied(),
        _ => None,
    }
}

impl Subject {
    pub fn fact(state: &State, fact: usize) -> Self {
        let fact = &state.alignment.facts[fact];
        let evidence: Vec<String> = fact
            .evidence
            .iter()
            .flat_map(|(kind, value)| {
                let said = in_words::evidence(*kind, value);
                (said != *value).then_some(said).into_iter().chain([value.clone()])
            })
            .collect();
        Self {
            at: fact.mentions.clone(),
            disputed: !fact.conflicts.is_empty(),
            tags: Vec::new(),
            words: format!("{} {}", fact.label, evidence.join(" ")),
        }
    }

    pub fn passage(at: PassageRef) -> Self {
        Self { at: vec![at], ..Self::default() }
    }

    pub fn note(state: &State, note: usize, at: PassageRef) -> Self {
        let note = &state.notes[note];
        let quotes: Vec<&str> = note.anchors.iter().map(|anchor| anchor.quote.as_str()).collect();
        Self {
            at: vec![at],
            disputed: note.state != AnnotationState::Anchored,
            tags: note.tags.clone(),
            words: format!("{} {} {}", note.note, note.color.as_str(), quotes.join(" ")),
        }
    }

    pub fn decision(state: &State, decision: &Decision) -> Self {
        let words = match decision {
            Decision::Link { verdict, .. } => verdict.as_str().to_owned(),
            Decision::Name { label, .. } => label.clone(),
            Decision::Words { a, b } => format!("{} {}", a.text, b.text),
            Decision::Merge { .. } | Decision::Split { .. } => String::new(),
        };
        let passages = decision.passages();
        Self {
            at: passages
                .into_iter()
                .filter_map(|key| decisions::locate(&state.articles, key))
                .collect(),
            words: format!("{} {words}", decision.kind()),
            ..Self::default()
        }
    }
}
