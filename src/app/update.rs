//! The one place where the state changes.

use super::boards::{self, Board};
use super::keymap::Context;
use super::msg::{Effect, Env, Key, KeyCode, Mouse, MouseWhat, Msg, Notice};
use super::state::{Entry, Selection, State, View};
use super::{moves, notes, panes, perform, search};

/// Takes a message in; what has effects is handed back to be done by the run loop.
pub fn update(state: &mut State, msg: Msg, env: &Env) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => return on_key(state, key, env),
        Msg::Mouse(mouse) => return on_mouse(state, mouse, env),
        Msg::Paste(text) => paste(state, &text),
        Msg::Resize { columns, rows } => {
            state.columns = columns;
            state.rows = rows;
            if let Some(cursor) = state.cursor() {
                moves::to_passage(state, cursor.article, cursor.passage);
            }
        }
        Msg::Read(readings) => state.readings = readings,
        Msg::Aligned { generation, alignment, how } => {
            if generation == state.generation {
                state.alignment = alignment;
                state.aligned_how = Some(how);
                state.progress = None;
                state.index_links();
                moves::follow(state);
            }
        }
        Msg::Progress { what, done, all } => {
            state.progress = (done < all).then_some((what, done, all));
        }
        Msg::Notice(notice) => state.notice = Some(notice),
        Msg::Edited(text) => {
            if let Some(Entry::Note(entry)) = &mut state.entry {
                entry.text = super::prompt::Prompt::new(text.trim_end());
            }
        }
    }
    Vec::new()
}

fn on_key(state: &mut State, key: Key, env: &Env) -> Vec<Effect> {
    state.notice = None;
    if let Some(entry) = state.entry.take() {
        return in_entry(state, entry, key, env);
    }
    if state.view == View::Help {
        state.view = View::Panes;
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
            if key.code == KeyCode::Esc {
                state.link_from = None;
            }
            Vec::new()
        }
    }
}

fn in_entry(state: &mut State, entry: Entry, key: Key, env: &Env) -> Vec<Effect> {
    let leave = key.code == KeyCode::Esc || (key.ctrl && key.code == KeyCode::Char('c'));
    match entry {
        Entry::Search(mut prompt) => {
            if leave {
                state.search = search::Search::default();
                return Vec::new();
            }
            if key.code == KeyCode::Enter {
                if state.search.hits.is_empty() {
                    state.notice = Some(Notice::bad(format!("“{}” is not found", prompt.text())));
                }
                return Vec::new();
            }
            if prompt.key(key) {
                state.search.query = prompt.text().to_owned();
                state.search.hits = search::find(state, prompt.text());
                state.search.current = 0;
                perform::show_hit(state);
            }
            state.entry = Some(Entry::Search(prompt));
        }
        Entry::Jump(mut prompt) => {
            if leave {
                return Vec::new();
            }
            if key.code == KeyCode::Enter {
                match search::jump_target(state, prompt.text()) {
                    Some(at) => {
                        state.view = View::Panes;
                        moves::jump(state, at);
                    }
                    None => {
                        let text = format!("no fact or passage with “{}”", prompt.text());
                        state.notice = Some(Notice::bad(text));
                    }
                }
                return Vec::new();
            }
            prompt.key(key);
            state.entry = Some(Entry::Jump(prompt));
        }
        Entry::Export(mut prompt) => {
            if leave {
                return Vec::new();
            }
            if key.code == KeyCode::Enter {
                let path = prompt.text().trim();
                return if path.is_empty() {
                    Vec::new()
                } else {
                    vec![Effect::Export { path: path.into() }]
                };
            }
            prompt.key(key);
            state.entry = Some(Entry::Export(prompt));
        }
        Entry::Note(mut entry) => match key.code {
            KeyCode::Esc => {
                if entry.text.text().trim().is_empty() && entry.tags.text().trim().is_empty() {
                    return Vec::new();
                }
                return notes::save(state, entry, env);
            }
            KeyCode::Char('c') if key.ctrl => {
                state.notice = Some(Notice::good("the note was left as it was"));
                return Vec::new();
            }
            KeyCode::Char('s') if key.ctrl => return notes::save(state, entry, env),
            KeyCode::Char('x') if key.ctrl => {
                let text = entry.text.text().to_owned();
                state.entry = Some(Entry::Note(entry));
                return vec![Effect::Edit(text)];
            }
            KeyCode::Char('o') if key.ctrl => {
                let colors = crate::model::Color::ALL;
                let place = colors.iter().position(|color| *color == entry.note.color);
                let next = place.map_or(0, |place| (place + 1) % colors.len());
                entry.note.color = colors[next];
                state.entry = Some(Entry::Note(entry));
            }
            KeyCode::Tab => {
                entry.on_tags = !entry.on_tags;
                state.entry = Some(Entry::Note(entry));
            }
            KeyCode::Enter if !entry.on_tags => {
                entry.text.insert("\n");
                state.entry = Some(Entry::Note(entry));
            }
            KeyCode::Enter => return notes::save(state, entry, env),
            _ => {
                let field = if entry.on_tags { &mut entry.tags } else { &mut entry.text };
                field.key(key);
                state.entry = Some(Entry::Note(entry));
            }
        },
    }
    Vec::new()
}

fn paste(state: &mut State, text: &str) {
    let one_line = || text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ");
    match &mut state.entry {
        Some(Entry::Search(prompt) | Entry::Jump(prompt) | Entry::Export(prompt)) => {
            prompt.insert(&one_line());
        }
        Some(Entry::Note(entry)) if entry.on_tags => entry.tags.insert(&one_line()),
        Some(Entry::Note(entry)) => entry.text.insert(&text.replace("\r\n", "\n")),
        None => {}
    }
    if let Some(Entry::Search(prompt)) = &state.entry {
        state.search.query = prompt.text().to_owned();
        let hits = search::find(state, &state.search.query.clone());
        state.search.hits = hits;
        state.search.current = 0;
        perform::show_hit(state);
    }
}

fn on_mouse(state: &mut State, mouse: Mouse, env: &Env) -> Vec<Effect> {
    if state.entry.is_some() {
        return Vec::new();
    }
    match state.view {
        View::Help => {
            if mouse.what == MouseWhat::Press {
                state.view = View::Panes;
            }
        }
        View::Board(board) => return on_board_mouse(state, board, mouse, env),
        View::Panes => on_pane_mouse(state, mouse),
    }
    Vec::new()
}

/// Rows of text that one step of the wheel scrolls.
const WHEEL: i32 = 3;

fn on_pane_mouse(state: &mut State, mouse: Mouse) {
    let Some(hit) = panes::hit(state, mouse.column, mouse.row) else { return };
    match mouse.what {
        MouseWhat::WheelUp => moves::scroll(state, hit.pane, -WHEEL),
        MouseWhat::WheelDown => moves::scroll(state, hit.pane, WHEEL),
        MouseWhat::Press => {
            state.notice = None;
            state.selection = None;
            match hit.at {
                Some(at) => {
                    // The clicked passage stays where it is on the screen.
                    let row = clicked_row(state, at.article, at.passage);
                    state.panes.focus = hit.pane;
                    state.panes.link = 0;
                    let place = &mut state.panes.places[at.article];
                    place.passage = at.passage;
                    place.row = row.unwrap_or(place.row);
                    moves::follow(state);
                    if let Some(grapheme) = hit.grapheme {
                        state.selection = Some(Selection {
                            article: at.article,
                            anchor: grapheme,
                            head: grapheme,
                        });
                    }
                }
                None => moves::focus(state, hit.pane),
            }
        }
        MouseWhat::Drag => {
            if let (Some(selection), Some(grapheme)) = (&mut state.selection, hit.grapheme)
                && hit.at.is_some_and(|at| at.article == selection.article)
            {
                selection.head = grapheme;
            }
        }
        MouseWhat::Release => {
            // A click without a drag selects nothing.
            if state.selection.is_some_and(|selection| selection.anchor == selection.head) {
                state.selection = None;
            }
        }
    }
}

/// The row at which the clicked passage begins.
fn clicked_row(state: &State, article: usize, passage: usize) -> Option<i32> {
    let area = moves::area_of(state, article)?;
    let rows = panes::visible(state, &area);
    if let Some(first) = rows.iter().find(|row| row.passage == passage && row.first) {
        return Some(i32::from(first.y));
    }
    // Its first rows are above the screen.
    let shown = rows.iter().filter(|row| row.passage == passage).count() as i32;
    let all = panes::passage_rows(
        &state.articles[article],
        passage,
        &panes::options(state, article, area.text_width()),
    )
    .len() as i32;
    Some(shown - all)
}

fn on_board_mouse(state: &mut State, board: Board, mouse: Mouse, env: &Env) -> Vec<Effect> {
    let count = boards::rows(state, board).len();
    match mouse.what {
        MouseWhat::WheelUp => perform::move_on_board(state, board, -WHEEL),
        MouseWhat::WheelDown => perform::move_on_board(state, board, WHEEL),
        MouseWhat::Press => {
            let top = board_top(state, board);
            if let Some(row) = usize::from(mouse.row).checked_sub(1).map(|row| top + row)
                && row < count
                && mouse.row < state.rows.saturating_sub(panes::FOOT)
            {
                let again = state.boards.cursor(board) == row;
                state.boards.set_cursor(board, row);
                if again {
                    return perform::perform(state, super::command::Command::BoardOpen, env);
                }
            }
        }
        MouseWhat::Drag | MouseWhat::Release => {}
    }
    Vec::new()
}

/// The first row of a board that is on the screen: the cursor stays in the middle where it can.
pub fn board_top(state: &State, board: Board) -> usize {
    let height = usize::from(state.rows.saturating_sub(panes::FOOT + 1));
    state.boards.cursor(board).saturating_sub(height / 2)
}
