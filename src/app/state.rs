//! Everything the screen is made from.

use super::boards::Board;
use super::command::Command;
use super::history::History;
use super::index::Index;
use super::keymap::Keymap;
use super::laid::Laid;
use super::msg::Notice;
use super::names::Names;
use super::prompt::Prompt;
use crate::align::scope::Scope;
use crate::lang::fold::fold;
use crate::layout::{self, Marks, Options, Output, Widths};
use crate::model::{
    Alignment, Annotation, Article, Decision, Direction, Lang, Logged, PassageRef, Reading, Span,
};
use std::cell::OnceCell;
use std::fmt::Display;
use std::sync::Arc;

/// The reader's state. Changed only by `update`.
#[derive(Clone, Debug)]
pub struct State {
    /// Those that are open, in the order of the set; panes show them in the order of `panes.order`.
    pub articles: Arc<Vec<Article>>,
    /// Whether these are only the beginnings of the articles, the rest of which is still being read.
    pub partial: bool,
    /// What they are called where there is room for a word.
    pub names: Names,
    /// `[article][passage]`; empty until the worker has read them.
    pub readings: Arc<Vec<Vec<Reading>>>,
    /// The newest that the worker gave, before the scope cuts it; empty until then.
    pub alignment: Arc<Alignment>,
    /// What follows from the alignment, the scope and the notes.
    pub index: Index,
    /// Rows that were laid out before, to be drawn again.
    pub laid: Laid,
    /// What the last alignment was made with: `words`, `meaning`; none before the first.
    pub aligned_how: Option<&'static str>,
    /// Of the newest alignment asked for.
    pub generation: u64,
    /// Which links count: their tier and their least score.
    pub scope: Scope,
    /// The articles on the screen, and where each stands.
    pub panes: Panes,
    /// What fills the screen.
    pub view: View,
    /// Where the help leads back to, and which of its pages is shown.
    pub before_help: View,
    /// Counted from 0.
    pub help_page: usize,
    /// What is being typed; takes all keys while it is there.
    pub entry: Option<Entry>,
    /// Whether the reasons of the current link are spread out.
    pub explain: bool,
    /// What the boards list, and where the reader stands on each.
    pub boards: super::boards::Boards,
    /// What was searched for last, and where it was found.
    pub search: super::search::Search,
    /// What was searched and jumped to before, to be asked again.
    pub asked: super::entry::Asked,
    /// Words selected in the focused pane.
    pub selection: Option<Selection>,
    /// All annotations on the open articles, oldest first.
    pub notes: Vec<Annotation>,
    /// Notes that were left with words in them that are not kept, to be taken up again.
    pub drafts: Vec<NoteEntry>,
    /// All decisions on the open articles and the glossary, oldest first; those that are left aside
    /// among them.
    pub decisions: Vec<Decision>,
    /// Decisions whose text has changed, with what it said: they are listed and not obeyed.
    pub aside: Vec<Logged>,
    /// What undo takes back and redo does again.
    pub history: History,
    /// The first half of what takes two places.
    pub pending: Option<Pending>,
    /// What the mouse holds.
    pub drag: Option<Drag>,
    /// The name that notes and decisions are kept under; may be empty.
    pub author: String,
    /// How text is laid out for this terminal.
    pub look: Look,
    /// Which key asks for what.
    pub keymap: Keymap,
    /// What the settings say.
    pub ways: Ways,
    /// What another program said, over the screen.
    pub popup: Option<Popup>,
    /// What was read lately, while no articles are open.
    pub start: Option<super::start::Start>,
    /// A line in the place of the hints, until the next key.
    pub notice: Option<Notice>,
    /// How far the worker is, while it works.
    pub progress: Option<Progress>,
    /// Where the reader jumped from, to go back there.
    pub jumps: super::jumps::Jumps,
    /// The passages' texts folded, made when the first search needs them.
    pub folded: OnceCell<Vec<Vec<Box<str>>>>,
    /// The screen in cells.
    pub columns: u16,
    /// Its height; see `columns`.
    pub rows: u16,
}

/// What the settings say of the reader's ways; where they say nothing, what suits the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// One passage under the other, without boxes: for screen readers.
    pub linear: bool,
    /// Names in Latin letters where reasons are told, instead of the articles' own.
    pub latin_names: bool,
    /// Whether the mouse is the program's, not the terminal's.
    pub mouse: bool,
    /// Whether a program for translating was named.
    pub translates: bool,
    /// Whether vowel marks are shown until the reader says otherwise.
    pub marks: Marks,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            linear: false,
            latin_names: true,
            mouse: true,
            translates: false,
            marks: Marks::Show,
        }
    }
}

/// A box with text from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Popup {
    /// In the border; laid out like all text from outside.
    pub title: String,
    /// Untrusted: another program's output or an article's words.
    pub text: String,
    /// Whether it says why there is nothing.
    pub bad: bool,
    /// The first row shown.
    pub top: usize,
}

/// How far the worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing, in words for the status line.
    pub what: &'static str,
    /// Passages done.
    pub done: usize,
    /// Passages to do.
    pub all: usize,
    /// Seconds that it will still take, once that can be said.
    pub left: Option<u64>,
}

/// How text is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The order and form in which right-to-left text is written for the terminal.
    pub output: Output,
    /// How many cells the terminal gives to characters on which terminals differ.
    pub widths: Widths,
    /// Whether vowel marks are drawn.
    pub marks: Marks,
    /// Panes from right to left.
    pub reversed: bool,
}

/// More cells than one cluster takes, however it was made.
const WIDE_CLUSTER: u16 = 64;

impl Look {
    /// How text of this direction is laid out in so many cells.
    pub const fn options(&self, width: u16, direction: Direction) -> Options {
        let Self { output, widths, marks, .. } = self;
        Options { width, direction, output: *output, marks: *marks, widths: *widths }
    }

    /// Cells that a line of ours takes as it is drawn; `most` and one more for any that takes more
    /// than `most`.
    pub fn cells(&self, text: &str, most: u16) -> u16 {
        // What layout cuts is at most a cluster and an ellipsis shorter than its room.
        let room = most.saturating_add(WIDE_CLUSTER);
        let row = layout::label(text, &self.options(room, Direction::LeftToRight));
        row.width.min(most.saturating_add(1))
    }
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
    /// By article: its share of the screen's width beside the others'.
    pub weights: Vec<u16>,
    /// Whether the other panes follow the cursor.
    pub follow: bool,
    /// Which of the cursor passage's counterparts the status line explains.
    pub link: usize,
    /// The fact that the reader went to, by its number in the alignment: while the cursor stands on
    /// one of its passages, the other panes show those of this fact.
    pub fact: Option<usize>,
}

impl Panes {
    /// The weight of a pane that nobody widened.
    pub const USUAL: u16 = 64;
    /// The narrowest and the widest, as weights.
    pub const WEIGHTS: std::ops::RangeInclusive<u16> = 8..=512;
}

/// Something that takes two places, of which the reader has shown one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pending {
    /// A link made by hand, from this passage.
    Link(PassageRef),
    /// Two facts to become one; the passages of the first.
    Merge(Vec<PassageRef>),
    /// Two words that mean the same; the first.
    Words {
        /// The article that it was selected in.
        article: usize,
        /// The language that it is a word of.
        lang: Lang,
        /// As it stands in the article.
        text: String,
    },
    /// A note to be hung on other words, by its id.
    Attach(String),
}

/// What the mouse holds while its button is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drag {
    /// The border to the right of a pane, by its place in `Panes::order`.
    Border(usize),
    /// A pane by its title.
    Title(usize),
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
    /// Whether the reader scrolled the pane alone since the cursor moved: then only the cursor, and
    /// no new alignment, takes it elsewhere.
    pub held: bool,
}

/// What fills the screen above the status lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The articles side by side.
    Panes,
    /// A list over the whole set.
    Board(Board),
    /// The live keymap.
    Help,
}

/// Something being typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Words to be found in all articles.
    Search(Prompt),
    /// A value, name or label of a fact to jump to.
    Jump(Prompt),
    /// A file to export to; its name says what and how.
    Export(Prompt),
    /// What a board shows, changed as it is typed.
    Filter(Prompt),
    /// A file or folder to be opened beside the others.
    Open(Prompt),
    /// A name for the fact that tells these passages.
    Name {
        /// The fact's, when the typing began: facts may be numbered anew meanwhile.
        passages: Vec<PassageRef>,
        /// The name so far.
        prompt: Prompt,
    },
    /// A note, with its tags and colour.
    Note(NoteEntry),
}

/// A note being written.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteEntry {
    /// As it was before; colour and target are changed at once, words when it is kept.
    pub note: Annotation,
    /// The words so far.
    pub text: Prompt,
    /// The line of tags so far.
    pub tags: Prompt,
    /// Whether keys go to the tags and not to the words.
    pub on_tags: bool,
    /// Whether leaving it without keeping leaves nothing.
    pub is_new: bool,
    /// Whether a colour was chosen: then the note is kept even without words.
    pub is_colored: bool,
    /// What was typed of a tag before it was completed.
    pub completing: Option<String>,
}

impl NoteEntry {
    /// Whether there is nothing in it to keep.
    pub fn is_empty(&self) -> bool {
        !self.is_colored && self.text.text().trim().is_empty() && self.tags.text().trim().is_empty()
    }
}

/// A range of the focused article, in bytes; the head moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Counts the open articles.
    pub article: usize,
    /// The graphemes under the two ends.
    pub anchor: Span,
    /// The end that the arrow keys move.
    pub head: Span,
}

impl Selection {
    /// Both ends included.
    pub fn span(&self) -> Span {
        Span::new(self.anchor.start.min(self.head.start), self.anchor.end.max(self.head.end))
    }
}

impl State {
    /// The state of a reader that has just opened these articles on a screen of 80 by 24; nothing
    /// is read or aligned yet.
    pub fn new(articles: Vec<Article>, look: Look, author: String) -> Self {
        let places = vec![Place::default(); articles.len()];
        let panes = Panes {
            order: (0..articles.len()).collect(),
            focus: 0,
            first: 0,
            places,
            weights: vec![Panes::USUAL; articles.len()],
            follow: true,
            link: 0,
            fact: None,
        };
        Self {
            names: Names::of(&articles, &look),
            articles: Arc::new(articles),
            partial: false,
            readings: Arc::default(),
            alignment: Arc::default(),
            index: Index::default(),
            laid: Laid::default(),
            aligned_how: None,
            generation: 0,
            scope: Scope::default(),
            panes,
            view: View::Panes,
            before_help: View::Panes,
            help_page: 0,
            entry: None,
            explain: false,
            boards: super::boards::Boards::default(),
            search: super::search::Search::default(),
            asked: super::entry::Asked::default(),
            selection: None,
            notes: Vec::new(),
            drafts: Vec::new(),
            decisions: Vec::new(),
            aside: Vec::new(),
            history: History::default(),
            pending: None,
            drag: None,
            author,
            look,
            keymap: Keymap::default(),
            ways: Ways::default(),
            popup: None,
            start: None,
            notice: None,
            progress: None,
            jumps: super::jumps::Jumps::default(),
            folded: OnceCell::new(),
            columns: 80,
            rows: 24,
        }
    }

    /// The article in the focused pane; none where no article is open.
    pub fn focused(&self) -> Option<usize> {
        self.panes.order.get(self.panes.focus).copied()
    }

    /// The key of a command, for a line that says how to go on.
    pub fn way(&self, command: Command) -> String {
        self.keymap.way(command)
    }

    /// What is said of something that was done and can be undone.
    pub fn undoable(&self, what: impl Display) -> Notice {
        Notice::good(format!("{what}; {} takes it back", self.way(Command::Undo)))
    }

    /// Says so.
    pub fn say_done(&mut self, what: impl Display) {
        self.notice = Some(self.undoable(what));
    }

    /// What a passage is called in a line of ours: `ar·003 12`.
    pub fn name(&self, at: PassageRef) -> String {
        let article = self.names.short.get(at.article).map_or("", String::as_str);
        format!("{} {}", layout::isolated(article), at.passage + 1)
    }

    /// The passage under the cursor.
    pub fn cursor(&self) -> Option<PassageRef> {
        let article = self.focused()?;
        let passage = self.panes.places[article].passage;
        (passage < self.articles[article].passages.len()).then_some(PassageRef { article, passage })
    }

    /// Takes the library's decisions in, beside what it could not keep.
    pub fn take_decisions(&mut self, decisions: Vec<Decision>, aside: Vec<Logged>) {
        let listed = aside.iter().map(|logged| logged.decision.clone());
        for decision in decisions.into_iter().chain(listed) {
            if !self.decisions.contains(&decision) {
                self.decisions.push(decision);
            }
        }
        self.aside = aside;
    }

    /// The decisions that count: all but those that are left aside.
    pub fn obeyed(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(|decision| self.set_aside(decision).is_none())
    }

    /// What a decision was made on that is left aside.
    pub fn set_aside(&self, decision: &Decision) -> Option<&Logged> {
        self.aside.iter().find(|logged| logged.decision == *decision)
    }

    /// The passages' texts folded, for search and filters.
    pub fn folded(&self) -> &[Vec<Box<str>>] {
        self.folded.get_or_init(|| {
            let of = |article: &Article| {
                let passages = article.passages.iter();
                passages.map(|found| fold(found.span.of(&article.text)).text.into()).collect()
            };
            self.articles.iter().map(of).collect()
        })
    }
}
