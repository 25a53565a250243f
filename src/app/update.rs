//! The one place where the state changes.

use super::boards::Board;
use super::command::Command;
use super::keyboard::Letter;
use super::keymap::Context;
use super::msg::{Effect, Env, Key, KeyCode, Msg, Notice};
use super::state::{Entry, State, View};
use super::{arrange, boards, entry, help, mouse, moves, notes, perform, popup, search, start};

/// Takes a message in; what has effects is handed back to be done by the run loop.
pub fn update(state: &mut State, msg: Msg, env: &Env) -> Vec<Effect> {
    let effects = take(state, msg, env);
    boards::settle(state);
    effects
}

fn take(state: &mut State, msg: Msg, env: &Env) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => return on_key(state, key, env),
        Msg::Mouse(mouse) => return mouse::on_mouse(state, mouse, env),
        Msg::Paste(text) => entry::paste(state, &text),
        Msg::Resize { columns, rows } => {
            state.columns = columns;
            state.rows = rows;
            arrange::keep_in_view(state);
        }
        Msg::Read(readings) => {
            // Those of a set that has changed since are of no use.
            if readings.len() == state.articles.len() {
                state.readings = readings;
                // Names and values can be found only now: by a search that was taken up again.
                let query = state.search.query.clone();
                if !query.is_empty() {
                    state.search.hits = search::find(state, &query);
                }
            }
        }
        Msg::Aligned { generation, alignment, how } => {
            if generation == state.generation {
                state.aligned_how = Some(how);
                state.progress = None;
                let explained = state.current_link().map(|link| (link.a, link.b));
                state.set_alignment(alignment);
                moves::keep_link(state, explained);
            }
        }
        Msg::Progress(progress) => {
            state.progress = (progress.done < progress.all).then_some(progress);
        }
        Msg::Said(popup) => {
            state.notice = None;
            state.popup = Some(popup);
        }
        Msg::Notice(notice) => state.notice = Some(notice),
        Msg::Taken(name) => {
            let way = state.way(Command::Export);
            state.notice = Some(Notice::bad(format!(
                "{name} is there already: {way} and Enter replace it, or name another file"
            )));
            state.asked.taken = Some(name);
        }
        Msg::Edited(text) => {
            if let Some(Entry::Note(entry)) = &mut state.entry {
                entry.text = super::prompt::Prompt::new(text.trim_end());
            }
        }
        Msg::Opened(articles) => return arrange::opened(state, articles),
        Msg::Recalled { notes, decisions, aside } => {
            notes::recalled(state, notes, decisions, aside);
        }
    }
    Vec::new()
}

/// Takes a key, or a click that stands for one.
pub fn on_key(state: &mut State, key: Key, env: &Env) -> Vec<Effect> {
    state.notice = None;
    if state.start.is_some() {
        return start::on_key(state, key);
    }
    if state.entry.is_none() && state.popup.is_some() {
        popup::on_key(state, key);
        return Vec::new();
    }
    if let Some(entry) = state.entry.take() {
        return entry::on_key(state, entry, key, env);
    }
    if state.view == View::Help {
        on_help_key(state, key);
        return Vec::new();
    }
    if state.selection.is_some() && state.view == View::Panes {
        let moved = match key.code {
            KeyCode::Left | KeyCode::Char('h') => Some((-1, 0)),
            KeyCode::Right | KeyCode::Char('l') => Some((1, 0)),
            KeyCode::Up | KeyCode::Char('k') => Some((0, -1)),
            KeyCode::Down | KeyCode::Char('j') => Some((0, 1)),
            _ => None,
        };
        if let Some((across, down)) = moved {
            moves::move_head(state, across, down);
            return Vec::new();
        }
        if key.code == KeyCode::Esc {
            state.selection = None;
            return Vec::new();
        }
    }
    if key.code == KeyCode::Esc && state.explain && state.view == View::Panes {
        state.explain = false;
        return Vec::new();
    }
    let context = match state.view {
        View::Board(_) => Context::Board,
        View::Panes | View::Help => Context::Reading,
    };
    match state.keymap.command(context, key) {
        Some(command) => perform::perform(state, command, env),
        None => {
            if let KeyCode::Char(letter) = key.code
                && state.keymap.keyboard.letter(letter) == Letter::Ambiguous
            {
                state.notice = Some(Notice::bad(format!(
                    "{letter} stands on different keys: name your keyboard in the settings"
                )));
            }
            if key.code == KeyCode::Esc {
                state.pending = None;
                // What was found stays coloured until then.
                if state.view == View::Panes {
                    state.search = search::Search::default();
                    state.boards.restart(Board::Hits);
                }
            }
            Vec::new()
        }
    }
}

/// Keys that turn pages; any other leads back.
fn on_help_key(state: &mut State, key: Key) {
    let pages = help::pages(state);
    match key.code {
        KeyCode::PageDown | KeyCode::Char(' ') | KeyCode::Down if pages > 1 => {
            state.help_page = (state.help_page + 1) % pages;
        }
        KeyCode::PageUp | KeyCode::Up if pages > 1 => {
            state.help_page = (state.help_page + pages - 1) % pages;
        }
        _ => state.view = state.before_help,
    }
}
