//! Text being typed: what each key and what is pasted does to it.

use super::boards::{self, Board};
use super::command::Command;
use super::msg::{Effect, Env, Key, KeyCode, Notice};
use super::prompt::Prompt;
use super::state::{Entry, NoteEntry, State, View};
use super::{corrections, jump, moves, notes, search};
use crate::layout::{Output, isolated};
use crate::model::Color;

/// Begins a search; Esc leads back to where the reader stood.
pub fn begin_search(state: &mut State) {
    state.search.from = state.cursor();
    state.entry = Some(Entry::Search(Prompt::default()));
}

/// What the reader asked for before, to ask it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    searches: Vec<String>,
    jumps: Vec<String>,
    /// How far back the one that is shown stands; 0 is what is being typed.
    back: usize,
    /// A file that was not exported to because it is there already: asked for again, it is
    /// replaced.
    pub taken: Option<String>,
}

/// Bytes of what is typed up to which text can be pasted: more is laid out at each key for longer
/// than a reader waits.
const LONGEST: usize = 256 << 10;
/// Questions remembered.
const MOST: usize = 100;

impl Asked {
    fn list(&mut self, entry: &Entry) -> Option<&mut Vec<String>> {
        match entry {
            Entry::Search(_) => Some(&mut self.searches),
            Entry::Jump(_) => Some(&mut self.jumps),
            _ => None,
        }
    }

    fn remember(&mut self, entry: &Entry, text: &str) {
        self.back = 0;
        if let Some(list) = self.list(entry)
            && !text.trim().is_empty()
        {
            list.retain(|other| other != text);
            list.push(text.to_owned());
            if list.len() > MOST {
                list.remove(0);
            }
        }
    }

    /// An earlier or later question.
    fn step(&mut self, entry: &Entry, older: bool) -> Option<String> {
        let back = if older { self.back + 1 } else { self.back.checked_sub(1)? };
        let list = self.list(entry)?;
        let text = match back {
            0 => String::new(),
            _ => list.get(list.len().checked_sub(back)?)?.clone(),
        };
        self.back = back;
        Some(text)
    }
}

/// Takes a key while something is being typed.
pub fn on_key(state: &mut State, entry: Entry, key: Key, env: &Env) -> Vec<Effect> {
    let leave = key.code == KeyCode::Esc || (key.ctrl && key.code == KeyCode::Char('c'));
    let mut entry = match entry {
        Entry::Note(entry) => return in_note(state, entry, key, env),
        entry if leave => {
            left(state, &entry);
            return Vec::new();
        }
        entry => entry,
    };
    if key.code == KeyCode::Enter {
        let text = prompt(&mut entry).text().to_owned();
        state.asked.remember(&entry, &text);
        return done(state, entry, &text);
    }
    let changed = match key.code {
        KeyCode::Up | KeyCode::Down => {
            let earlier = state.asked.step(&entry, key.code == KeyCode::Up);
            earlier.is_some_and(|text| {
                *prompt(&mut entry) = Prompt::new(text);
                true
            })
        }
        _ => press(state, prompt(&mut entry), key),
    };
    if changed {
        typed(state, &mut entry);
    }
    state.entry = Some(entry);
    Vec::new()
}

/// The line of text of an entry that is one line.
fn prompt(entry: &mut Entry) -> &mut Prompt {
    match entry {
        Entry::Search(prompt)
        | Entry::Jump(prompt)
        | Entry::Export(prompt)
        | Entry::Filter(prompt)
        | Entry::Open(prompt)
        | Entry::Name { prompt, .. } => prompt,
        Entry::Note(note) => {
            if note.on_tags {
                &mut note.tags
            } else {
                &mut note.text
            }
        }
    }
}

/// Gives an editing key to typed text; whether it was one. The arrows go as the text is seen: where
/// it runs from right to left, Left goes on.
fn press(state: &State, prompt: &mut Prompt, mut key: Key) -> bool {
    if prompt.direction().is_rtl() && state.look.output != Output::Plain {
        key.code = match key.code {
            KeyCode::Left => KeyCode::Right,
            KeyCode::Right => KeyCode::Left,
            code => code,
        };
    }
    prompt.key(key)
}

/// What follows at once from what was typed.
fn typed(state: &mut State, entry: &mut Entry) {
    match entry {
        Entry::Search(prompt) => {
            state.search.query = prompt.text().to_owned();
            state.search.hits = search::find(state, prompt.text());
            state.search.current = 0;
            state.boards.restart(Board::Hits);
            let first = state.search.hits.first().map(|hit| hit.at);
            if let Some(at) = first.or(state.search.from) {
                moves::show(state, at);
            }
        }
        Entry::Filter(prompt) => {
            if let View::Board(board) = state.view {
                state.boards.set_filter(board, prompt.text());
                // What fits best stands first.
                state.boards.restart(board);
            }
        }
        _ => {}
    }
}

/// Typing was left off.
fn left(state: &mut State, entry: &Entry) {
    state.asked.remember(entry, "");
    match entry {
        Entry::Search(_) => {
            let from = state.search.from;
            state.search = search::Search::default();
            state.boards.restart(Board::Hits);
            if let Some(at) = from {
                moves::show(state, at);
            }
        }
        Entry::Filter(_) => {
            if let View::Board(board) = state.view {
                state.boards.set_filter(board, "");
            }
        }
        _ => {}
    }
}

/// Enter was pressed.
fn done(state: &mut State, entry: Entry, text: &str) -> Vec<Effect> {
    let text = text.trim();
    match entry {
        Entry::Search(_) if state.search.hits.is_empty() => {
            state.notice = Some(Notice::bad(format!("“{}” is not found", isolated(text))));
        }
        Entry::Search(_) => {
            if let Some(from) = state.search.from {
                state.jumps.leave(from);
            }
            if matches!(state.view, View::Board(_)) {
                state.view = View::Board(Board::Hits);
            } else {
                search::say_place(state);
            }
        }
        Entry::Jump(_) => {
            // Nothing asks for what was asked last.
            let last = state.asked.jumps.last().cloned().unwrap_or_default();
            jump_to(state, if text.is_empty() { &last } else { text });
        }
        Entry::Export(_) if !text.is_empty() => {
            let replace = state.asked.taken.take().is_some_and(|taken| taken == text);
            return vec![Effect::Export { path: text.into(), replace }];
        }
        Entry::Open(_) if !text.is_empty() => return vec![Effect::Open { path: text.to_owned() }],
        Entry::Name { passages, .. } => return corrections::name(state, &passages, text),
        Entry::Filter(_) => {
            if let View::Board(board) = state.view
                && state.boards.items(board).is_empty()
                && !text.is_empty()
            {
                boards::settle(state);
                if state.boards.items(board).is_empty() {
                    let way = state.way(Command::Filter);
                    state.notice =
                        Some(Notice::bad(format!("nothing fits; {way} changes the filter")));
                }
            }
        }
        Entry::Export(_) | Entry::Open(_) | Entry::Note(_) => {}
    }
    Vec::new()
}

fn jump_to(state: &mut State, text: &str) {
    let Some(target) = jump::target(state, text) else {
        let notice = match text {
            "" => "type what the fact is about: a number, a date, a name".to_owned(),
            _ => format!("no fact or passage with “{}”", isolated(text)),
        };
        state.notice = Some(Notice::bad(notice));
        return;
    };
    state.view = View::Panes;
    match target.fact {
        Some(fact) => moves::jump_to_fact(state, fact, target.at),
        None => {
            moves::jump(state, target.at);
            let text = format!("no fact with “{}”: a passage that has the words", isolated(text));
            state.notice = Some(Notice::good(text));
        }
    }
    if target.all > 1 {
        let text = isolated(text);
        let text = format!(
            "{} of {} facts with “{text}”; {} and Enter go to the next",
            target.place + 1,
            target.all,
            state.way(Command::Jump)
        );
        state.notice = Some(Notice::good(text));
    }
}

/// The file that an export proposes: of what the board shows. One that was there already is
/// proposed again, to be replaced.
pub fn begin_export(state: &mut State) {
    let name = state.asked.taken.clone().unwrap_or_else(|| {
        let name = match state.view {
            View::Board(Board::Facts | Board::Rows) => "facts.html",
            View::Board(Board::Conflicts) => "conflicts.csv",
            View::Board(Board::Notes) => "annotations.md",
            View::Board(Board::Decisions) => "decisions.jsonl",
            _ => "pairs.tsv",
        };
        name.to_owned()
    });
    state.entry = Some(Entry::Export(Prompt::new(name)));
}

fn in_note(state: &mut State, mut entry: NoteEntry, key: Key, env: &Env) -> Vec<Effect> {
    match key.code {
        KeyCode::Esc => {
            if entry.is_new && entry.is_empty() {
                return Vec::new();
            }
            return notes::save(state, entry, env);
        }
        KeyCode::Char('c') if key.ctrl => {
            notes::leave(state, entry);
            return Vec::new();
        }
        KeyCode::Char('s') if key.ctrl => return notes::save(state, entry, env),
        KeyCode::Char('x') if key.ctrl => {
            let text = entry.text.text().to_owned();
            state.entry = Some(Entry::Note(entry));
            return vec![Effect::Edit(text)];
        }
        KeyCode::Char('o') if key.ctrl => {
            let place = Color::ALL.iter().position(|color| *color == entry.note.color);
            let next = place.map_or(0, |place| (place + 1) % Color::ALL.len());
            entry.note.color = Color::ALL[next];
            entry.is_colored = true;
        }
        KeyCode::Char('n') if key.ctrl => notes::complete(state, &mut entry),
        KeyCode::Down if entry.on_tags => notes::complete(state, &mut entry),
        KeyCode::Tab => entry.on_tags = !entry.on_tags,
        KeyCode::Enter if !entry.on_tags => entry.text.insert("\n"),
        KeyCode::Enter => return notes::save(state, entry, env),
        _ => {
            entry.completing = None;
            let field = if entry.on_tags { &mut entry.tags } else { &mut entry.text };
            press(state, field, key);
        }
    }
    state.entry = Some(Entry::Note(entry));
    Vec::new()
}

/// Takes pasted text; where one line is typed, its line ends become spaces.
pub fn paste(state: &mut State, text: &str) {
    let Some(mut entry) = state.entry.take() else { return };
    let is_line = !matches!(&entry, Entry::Note(entry) if !entry.on_tags);
    let text = if is_line {
        text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ")
    } else {
        text.replace("\r\n", "\n")
    };
    let field = prompt(&mut entry);
    if field.text().len() + text.len() > LONGEST {
        let (pasted, most) = (text.len() >> 10, LONGEST >> 10);
        let notice = format!("not pasted: {pasted} kB, where {most} is the most");
        state.notice = Some(Notice::bad(notice));
    } else {
        field.insert(&text);
        typed(state, &mut entry);
    }
    state.entry = Some(entry);
}
