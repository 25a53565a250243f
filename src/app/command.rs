//! The table of commands: from it come the keymap, the help, the man page and the README's list.

use super::keymap::Context;

/// Declares the commands in one place: variant, name in the settings, keys, where, what it does.
macro_rules! commands {
    ($($variant:ident, $name:literal, [$($key:literal),*], $context:ident, $group:literal, $help:literal;)*) => {
        /// Something the reader can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $(#[doc = $help] $variant,)* }

        /// All commands, in the order in which help lists them.
        pub const COMMANDS: &[Entry] = &[
            $(Entry {
                command: Command::$variant,
                name: $name,
                keys: &[$($key),*],
                context: Context::$context,
                group: $group,
                help: $help,
            },)*
        ];
    };
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What the row is about; it stands at the command's own number.
    pub command: Command,
    /// In the settings file; kebab-case.
    pub name: &'static str,
    /// Default keys, as the settings file writes them.
    pub keys: &'static [&'static str],
    /// Where its keys count.
    pub context: Context,
    /// Heading in the help.
    pub group: &'static str,
    /// What it does, in a few words.
    pub help: &'static str,
}

commands! {
    NextPassage, "next-passage", ["j", "Down"], Reading, "Move", "next passage";
    PreviousPassage, "previous-passage", ["k", "Up"], Reading, "Move", "previous passage";
    PageDown, "page-down", ["PageDown", "Space"], Reading, "Move", "a page down";
    PageUp, "page-up", ["PageUp", "b"], Reading, "Move", "a page up";
    First, "first-passage", ["g", "Home"], Reading, "Move", "first passage";
    Last, "last-passage", ["G", "End"], Reading, "Move", "last passage";
    NextPane, "next-pane", ["Tab"], Reading, "Move", "next article";
    PreviousPane, "previous-pane", ["Shift-Tab"], Reading, "Move", "previous article";
    PaneLeft, "pane-left", ["h", "Left"], Reading, "Move", "the pane on the left";
    PaneRight, "pane-right", ["l", "Right"], Reading, "Move", "the pane on the right";
    Back, "back", ["Ctrl-o"], Reading, "Move", "back to where you jumped from";
    Forward, "forward", ["Ctrl-n"], Reading, "Move", "forward again";

    NextFact, "next-fact", ["n"], Reading, "Follow", "next fact, lined up in all panes";
    PreviousFact, "previous-fact", ["N"], Reading, "Follow", "previous fact";
    NextLink, "next-link", ["]"], Reading, "Follow", "next counterpart of this passage";
    PreviousLink, "previous-link", ["["], Reading, "Follow", "previous counterpart";
    NextFactHere, "next-fact-here", ["}"], Reading, "Follow", "another fact that this passage tells";
    PreviousFactHere, "previous-fact-here", ["{"], Reading, "Follow", "the one before it";
    Jump, "jump", ["f", ":"], Reading, "Follow", "jump to a fact: 43, 2022-02-22, a name";
    ToggleFollow, "follow", ["F"], Reading, "Follow", "let the other panes follow, or not";
    ToggleSure, "sure-only", ["s"], Reading, "Follow", "sure links only, or possible ones too";
    RaiseThreshold, "raise-threshold", ["+"], Reading, "Follow", "only stronger links";
    LowerThreshold, "lower-threshold", ["-"], Reading, "Follow", "weaker links too";

    MoveLeft, "move-left", ["<"], Reading, "Arrange", "move this pane to the left";
    MoveRight, "move-right", [">"], Reading, "Arrange", "move this pane to the right";
    Widen, "widen", ["w"], Reading, "Arrange", "widen this pane";
    Narrow, "narrow", ["W"], Reading, "Arrange", "narrow this pane";
    Hide, "hide-pane", ["H"], Reading, "Arrange", "hide this article (again: show all)";
    Alone, "alone", ["z"], Reading, "Arrange", "this article alone (again: all)";
    Reverse, "reverse-panes", ["r"], Reading, "Arrange", "panes from right to left";
    Open, "open", ["O"], Any, "Arrange", "open another article";
    Close, "close", ["Ctrl-w"], Reading, "Arrange", "close this article";

    Facts, "facts", ["1"], Any, "Boards", "board of facts: who tells what";
    Conflicts, "conflicts", ["2"], Any, "Boards", "board of conflicts: where they disagree";
    OnlyHere, "only-here", ["3"], Any, "Boards", "what one article alone tells";
    Notes, "notes", ["4"], Any, "Boards", "your annotations";
    Hits, "hits", ["5"], Any, "Boards", "what the search found";
    Rows, "rows", ["6"], Any, "Boards", "facts in aligned rows, an article a column";
    Decisions, "decisions", ["7"], Any, "Boards", "what you decided, and your glossary";
    Panes, "panes", ["0", "Esc"], Board, "Boards", "back to the panes";
    BoardDown, "board-down", ["j", "Down"], Board, "Boards", "next row";
    BoardUp, "board-up", ["k", "Up"], Board, "Boards", "previous row";
    BoardPageDown, "board-page-down", ["PageDown", "Space"], Board, "Boards", "a page of rows down";
    BoardPageUp, "board-page-up", ["PageUp", "b"], Board, "Boards", "a page of rows up";
    BoardFirst, "board-first", ["g", "Home"], Board, "Boards", "first row";
    BoardLast, "board-last", ["G", "End"], Board, "Boards", "last row";
    BoardLeft, "board-left", ["h", "Left"], Board, "Boards", "the article on the left";
    BoardRight, "board-right", ["l", "Right"], Board, "Boards", "the article on the right";
    BoardOpen, "board-open", ["Enter"], Board, "Boards", "go to the passages";
    Filter, "filter", ["f"], Board, "Boards", "filter: words +fa -ar ! #tag";
    OneArticle, "one-article", ["Tab"], Board, "Boards", "what the next article tells, or all do";
    Order, "order", ["o"], Board, "Boards", "another order";

    Search, "search", ["/"], Any, "Search", "search all articles, across scripts";
    NextHit, "next-hit", ["Ctrl-f"], Reading, "Search", "next hit";
    PreviousHit, "previous-hit", ["Ctrl-b"], Reading, "Search", "previous hit";

    Annotate, "annotate", ["a"], Reading, "Write", "annotate the passage or the selection";
    NoteOnLink, "annotate-link", ["A"], Reading, "Write", "annotate the link shown";
    NoteOnFact, "annotate-fact", ["Ctrl-a"], Reading, "Write", "annotate the fact";
    Mark, "mark", ["*"], Reading, "Write", "mark the passage or selection; again: next colour";
    EditNote, "edit-note", ["e"], Any, "Write", "edit the note here";
    DeleteNote, "delete-note", ["D"], Any, "Write", "delete the note or decision here";
    Attach, "attach", ["t"], Any, "Write", "hang the note here on other words";
    Select, "select", ["v"], Reading, "Write", "select a range: then the arrow keys";
    Confirm, "confirm", ["c"], Reading, "Write", "confirm the link shown";
    Reject, "reject", ["x"], Reading, "Write", "reject the link shown";
    LinkByHand, "link", ["L"], Reading, "Write", "mark this passage, then link another to it";
    Split, "split", ["S"], Reading, "Write", "this passage is not part of the fact";
    Merge, "merge", ["M"], Any, "Write", "mark this fact, then make another one with it";
    Name, "name", ["R"], Any, "Write", "name the fact";
    Words, "words", ["="], Reading, "Write", "select words, then those that mean the same";
    Undo, "undo", ["u"], Any, "Write", "undo";
    Redo, "redo", ["U", "Ctrl-r"], Any, "Write", "redo";
    Copy, "copy", ["y"], Any, "Write", "copy the passage or the selection";
    Export, "export", ["E"], Any, "Write", "export to a file";

    Marks, "marks", ["m"], Reading, "Show", "vowel marks shown or hidden";
    Explain, "explain", ["i", "Enter"], Reading, "Show", "why these are linked, and what they say";
    Translate, "translate", ["T"], Reading, "Show", "the passage in your translator's words";
    Mouse, "mouse", ["F2"], Any, "Show", "the mouse for the program or the terminal";

    Help, "help", ["?", "F1"], Any, "", "this help";
    Suspend, "suspend", ["Ctrl-z"], Any, "", "back to the shell for a while";
    Quit, "quit", ["q", "Ctrl-c"], Any, "", "quit";
}

/// What a reader needs first, in a word and in a sentence: for the first start and the README.
pub const FIRST: &[(Command, &str, &str)] = &[
    (Command::NextFact, "next fact", "the next fact, lined up in all panes"),
    (Command::Jump, "jump to a fact", "jump to a fact: type `43`, `2022-02-22`, a name"),
    (
        Command::Conflicts,
        "conflicts",
        "where the versions disagree (`1`: who tells what, `3`: what one article alone tells; `0`: back)",
    ),
    (Command::Annotate, "note", "write a note on the passage"),
    (Command::Help, "all keys", "all other keys"),
];

impl Command {
    /// Its row in the table.
    pub fn entry(self) -> &'static Entry {
        &COMMANDS[self as usize]
    }

    /// Whether it can be done while there are only the beginnings of the articles: what keeps or
    /// compares nothing.
    pub fn is_for_beginnings(self) -> bool {
        matches!(self.entry().group, "Move" | "Show" | "")
    }
}
