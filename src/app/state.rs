//! Everything the screen is made from.

use super::boards::Board;
use super::history::History;
use super::keymap::Keymap;
use super::msg::Notice;
use super::prompt::Prompt;
use crate::align::scope::Scope;
use crate::layout::{Marks, Output, Widths};
use crate::model::{
    Alignment, Annotation, Article, Decision, Link, PassageRef, Reading, Span, Verdict,
};
use std::collections::HashMap;
use std::sync::Arc;

/// The reader's state. Changed only by `update`.
#[derive(Clone, Debug)]
pub struct State {
    pub articles: Arc<Vec<Article>>,
    /// `[article][passage]`; empty until the worker has read them.
    pub readings: Arc<Vec<Vec<Reading>>>,
    pub alignment: Arc<Alignment>,
    /// The links that the scope takes, by passage; each list strongest first.
    pub links_of: HashMap<PassageRef, Vec<usize>>,
    /// What the last alignment was made with: `table`, `encoder`.
    pub aligned_how: Option<&'static str>,
    /// Of the newest alignment asked for.
    pub generation: u64,
    pub scope: Scope,
    pub panes: Panes,
    pub view: View,
    pub entry: Option<Entry>,
    /// Whether the reasons of the current link are spread out.
    pub explain: bool,
    pub boards: super::boards::Boards,
    pub search: super::search::Search,
    pub selection: Option<Selection>,
    pub notes: Vec<Annotation>,
    pub decisions: Vec<Decision>,
    pub history: History,
    /// The end of a link that the reader began to make by hand.
    pub link_from: Option<PassageRef>,
    pub author: String,
    pub look: Look,
    pub keymap: Keymap,
    pub notice: Option<Notice>,
    pub progress: Option<(&'static str, usize, usize)>,
    pub jumps: super::jumps::Jumps,
    /// The screen in cells.
    pub columns: u16,
    pub rows: u16,
}

/// How text is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub output: Output,
    pub widths: Widths,
    pub marks: Marks,
    /// Panes from right to left.
    pub reversed: bool,
}

/// The articles on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Panes {
    /// The order of the articles, hidden ones left out.
    pub order: Vec<usize>,
    /// Place in `order` of the pane with the cursor.
    pub focus: usize,
    /// Place in `order` of the first pane on the screen.
    pub first: usize,
    /// By article.
    pub places: Vec<Place>,
    /// Whether the other panes follow the cursor.
    pub follow: bool,
    /// Which of the cursor passage's counterparts the status line explains.
    pub link: usize,
}

/// Where one article stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The passage that is kept at `row`; the cursor in the focused pane.
    pub passage: usize,
    /// Row of the pane's text area at which the passage begins; may be off the screen.
    pub row: i32,
    /// Whether the passage answers to the cursor in another pane.
    pub linked: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Panes,
    Board(Board),
    Help,
}

/// Something being typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Search(Prompt),
    Jump(Prompt),
    Export(Prompt),
    Note(NoteEntry),
}

/// A note being written.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteEntry {
    pub note: Annotation,
    pub text: Prompt,
    pub tags: Prompt,
    pub on_tags: bool,
    pub is_new: bool,
}

/// A range of the focused article, in bytes; the head moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    pub article: usize,
    /// The graphemes under the two ends.
    pub anchor: Span,
    pub head: Span,
}

impl Selection {
    /// Both ends included.
    pub fn span(&self) -> Span {
        Span::new(self.anchor.start.min(self.head.start), self.anchor.end.max(self.head.end))
    }
}

impl State {
    pub fn new(articles: Vec<Article>, look: Look, author: String) -> Self {
        let places = vec![Place::default(); articles.len()];
        let panes = Panes {
            order: (0..articles.len()).collect(),
            focus: 0,
            first: 0,
            places,
            follow: true,
            link: 0,
        };
        Self {
            articles: Arc::new(articles),
            readings: Arc::default(),
            alignment: Arc::default(),
            links_of: HashMap::new(),
            aligned_how: None,
            generation: 0,
            scope: Scope::default(),
            panes,
            view: View::Panes,
            entry: None,
            explain: false,
            boards: super::boards::Boards::default(),
            search: super::search::Search::default(),
            selection: None,
            notes: Vec::new(),
            decisions: Vec::new(),
            history: History::default(),
            link_from: None,
            author,
            look,
            keymap: Keymap::default(),
            notice: None,
            progress: None,
            jumps: super::jumps::Jumps::default(),
            columns: 80,
            rows: 24,
        }
    }

    /// The article in the focused pane; none where no article is open.
    pub fn focused(&self) -> Option<usize> {
        self.panes.order.get(self.panes.focus).copied()
    }

    /// The passage under the cursor.
    pub fn cursor(&self) -> Option<PassageRef> {
        let article = self.focused()?;
        let passage = self.panes.places[article].passage;
        (passage < self.articles[article].passages.len()).then_some(PassageRef { article, passage })
    }

    /// The links of a passage that the scope takes, strongest first.
    pub fn links(&self, at: PassageRef) -> impl Iterator<Item = &Link> {
        let list = self.links_of.get(&at).map_or(&[][..], Vec::as_slice);
        list.iter().map(|number| &self.alignment.links[*number])
    }

    /// The link that the status line explains.
    pub fn current_link(&self) -> Option<&Link> {
        let cursor = self.cursor()?;
        self.links(cursor).nth(self.panes.link)
    }

    /// The strongest counterpart of `at` in another article; the current link's end where it is that article's.
    pub fn counterpart(&self, at: PassageRef, article: usize) -> Option<&Link> {
        let fits = |link: &&Link| {
            link.verdict != Some(Verdict::Rejected)
                && link.other(at).is_some_and(|other| other.article == article)
        };
        self.current_link().filter(fits).or_else(|| self.links(at).find(fits))
    }

    /// Facts that tell this passage.
    pub fn facts_of(&self, at: PassageRef) -> impl Iterator<Item = usize> {
        self.alignment
            .facts
            .iter()
            .enumerate()
            .filter(move |(_, fact)| fact.mentions.contains(&at))
            .map(|(number, _)| number)
    }

    /// The notes anchored in a passage.
    pub fn notes_at(&self, at: PassageRef) -> impl Iterator<Item = &Annotation> {
        let article = &self.articles[at.article];
        let span = article.passages[at.passage].span;
        self.notes.iter().filter(move |note| {
            note.anchors
                .iter()
                .any(|anchor| anchor.article == article.hash && anchor.span.overlaps(span))
        })
    }

    /// Takes an alignment in, and what the scope leaves of it.
    pub fn index_links(&mut self) {
        self.links_of.clear();
        for (number, link) in self.alignment.links.iter().enumerate() {
            if self.scope.takes(link) {
                self.links_of.entry(link.a).or_default().push(number);
                self.links_of.entry(link.b).or_default().push(number);
            }
        }
        let links = &self.alignment.links;
        for list in self.links_of.values_mut() {
            list.sort_by(|x, y| links[*y].score.total_cmp(&links[*x].score).then(x.cmp(y)));
        }
    }
}
