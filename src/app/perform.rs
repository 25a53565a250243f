//! What each command does.

use super::boards::filter::{article_of, with_article};
use super::boards::{self, Board, Item};
use super::command::Command;
use super::msg::{Effect, Env, Notice};
use super::prompt::Prompt;
use super::state::{Entry, State, View};
use super::{arrange, corrections, entry, gist, history, moves, notes, search};
use crate::layout::{self, Marks};
use crate::model::{Lang, PassageRef, Tier, Verdict};

/// Does a command.
pub fn perform(state: &mut State, command: Command, env: &Env) -> Vec<Effect> {
    if state.partial && !command.is_for_beginnings() {
        state.notice = Some(Notice::bad("not yet: the rest is still being read"));
        return Vec::new();
    }
    match command {
        Command::NextPassage => moves::by_passages(state, 1),
        Command::PreviousPassage => moves::by_passages(state, -1),
        Command::PageDown => moves::by_page(state, 1),
        Command::PageUp => moves::by_page(state, -1),
        Command::First => moves::by_passages(state, i32::MIN),
        Command::Last => moves::by_passages(state, i32::MAX),
        Command::NextPane => arrange::step_pane(state, 1),
        Command::PreviousPane => arrange::step_pane(state, -1),
        Command::PaneLeft => arrange::step_pane(state, if state.look.reversed { 1 } else { -1 }),
        Command::PaneRight => arrange::step_pane(state, if state.look.reversed { -1 } else { 1 }),
        Command::Back => {
            let place = state.cursor().and_then(|now| state.jumps.back(now));
            back_at(state, place);
        }
        Command::Forward => {
            let place = state.jumps.forward();
            back_at(state, place);
        }

        Command::NextFact => step_fact(state, 1),
        Command::PreviousFact => step_fact(state, -1),
        Command::NextLink => moves::step_link(state, 1),
        Command::PreviousLink => moves::step_link(state, -1),
        Command::NextFactHere => step_fact_here(state, 1),
        Command::PreviousFactHere => step_fact_here(state, -1),
        Command::Jump => state.entry = Some(Entry::Jump(Prompt::default())),
        Command::ToggleFollow => arrange::toggle_follow(state),
        Command::ToggleSure => {
            let sure = state.scope.tier == Tier::Sure;
            state.scope.tier = if sure { Tier::Possible } else { Tier::Sure };
            rescope(state);
        }
        Command::RaiseThreshold => threshold(state, 0.05),
        Command::LowerThreshold => threshold(state, -0.05),

        Command::MoveLeft => arrange::shift(state, if state.look.reversed { 1 } else { -1 }),
        Command::MoveRight => arrange::shift(state, if state.look.reversed { -1 } else { 1 }),
        Command::Widen => arrange::widen(state, 1),
        Command::Narrow => arrange::widen(state, -1),
        Command::Hide => arrange::hide(state),
        Command::Alone => arrange::alone(state),
        Command::Reverse => state.look.reversed = !state.look.reversed,
        Command::Open => state.entry = Some(Entry::Open(Prompt::default())),
        Command::Close => return arrange::close(state),

        Command::Facts => state.view = View::Board(Board::Facts),
        Command::Conflicts => state.view = View::Board(Board::Conflicts),
        Command::OnlyHere => state.view = View::Board(Board::OnlyHere),
        Command::Notes => state.view = View::Board(Board::Notes),
        Command::Hits => state.view = View::Board(Board::Hits),
        Command::Rows => state.view = View::Board(Board::Rows),
        Command::Decisions => state.view = View::Board(Board::Decisions),
        Command::Panes => state.view = View::Panes,
        Command::BoardDown => on_board(state, 1),
        Command::BoardUp => on_board(state, -1),
        Command::BoardPageDown => on_board(state, page(state)),
        Command::BoardPageUp => on_board(state, -page(state)),
        Command::BoardFirst => on_board(state, i32::MIN),
        Command::BoardLast => on_board(state, i32::MAX),
        Command::BoardLeft => arrange::step_pane(state, if state.look.reversed { 1 } else { -1 }),
        Command::BoardRight => arrange::step_pane(state, if state.look.reversed { -1 } else { 1 }),
        Command::BoardOpen => open_row(state),
        Command::Filter => {
            if let View::Board(board) = state.view {
                state.entry = Some(Entry::Filter(Prompt::new(state.boards.filter(board))));
            }
        }
        Command::OneArticle => one_article(state),
        Command::Order => turn_order(state),

        Command::Search => entry::begin_search(state),
        Command::NextHit => step_hit(state, 1),
        Command::PreviousHit => step_hit(state, -1),

        Command::Annotate => notes::begin(state, env),
        Command::NoteOnLink => notes::begin_on_link(state, env),
        Command::NoteOnFact => notes::begin_on_fact(state, env),
        Command::Mark => return notes::mark(state, env),
        Command::EditNote => match notes::here(state) {
            Some(number) => notes::edit(state, number),
            None => {
                let text = format!("no note here; {} writes one", state.way(Command::Annotate));
                state.notice = Some(Notice::bad(text));
            }
        },
        Command::DeleteNote => return delete(state),
        Command::Attach => return notes::attach(state, env),
        Command::Select => {
            if state.selection.take().is_none() {
                moves::begin_selection(state);
            }
        }
        Command::Confirm => return corrections::decide(state, Verdict::Confirmed),
        Command::Reject => return corrections::decide(state, Verdict::Rejected),
        Command::LinkByHand => return corrections::link_by_hand(state),
        Command::Split => return corrections::split(state),
        Command::Merge => return corrections::merge(state),
        Command::Name => corrections::begin_name(state),
        Command::Words => return corrections::words(state),
        Command::Undo => return history::undo(state),
        Command::Redo => return history::redo(state),
        Command::Copy => return copy(state),
        Command::Export => entry::begin_export(state),

        Command::Marks => {
            state.look.marks = match state.look.marks {
                Marks::Show => Marks::Hide,
                Marks::Hide => Marks::Show,
            };
        }
        Command::Explain => explain(state),
        Command::Translate => return translate(state),
        Command::Mouse => return turn_mouse(state),

        Command::Help => {
            state.before_help = state.view;
            state.help_page = 0;
            state.view = View::Help;
        }
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

/// Goes to a place that was left by a jump; nowhere where there is none.
fn back_at(state: &mut State, place: Option<PassageRef>) {
    if let Some(at) = place {
        moves::to_passage(state, at.article, at.passage);
    }
}

fn step_fact(state: &mut State, step: i32) {
    if !moves::step_fact(state, step) {
        let text = if state.aligned_how.is_none() {
            "the passages are still being compared"
        } else if step > 0 {
            "no fact further down in this article"
        } else {
            "no fact further up in this article"
        };
        state.notice = Some(Notice::bad(text));
    }
}

fn step_fact_here(state: &mut State, step: i32) {
    if !moves::step_fact_here(state, step)
        && let Some(at) = state.cursor()
    {
        let text = match state.current_fact() {
            Some(_) => "this passage tells no other fact",
            None if state.is_linked(at) => "this passage is part of no fact",
            None => state.why_unlinked(at),
        };
        state.notice = Some(Notice::good(text));
    }
}

/// Spreads the reasons out or puts them away, where there are any or the passage says something.
fn explain(state: &mut State) {
    let Some(at) = state.cursor() else { return };
    if state.current_link().is_some() || !gist::of(state, at).is_empty() {
        state.explain = !state.explain;
    } else {
        state.notice = Some(Notice::bad(state.why_unlinked(at)));
    }
}

fn threshold(state: &mut State, step: f32) {
    // In whole steps, so that no rounding builds up.
    let steps = (state.scope.min_score / 0.05).round() + (step / 0.05).round();
    state.scope.min_score = (steps * 0.05).clamp(0.0, 1.0);
    rescope(state);
}

fn rescope(state: &mut State) {
    state.index_links();
    state.panes.link = 0;
    moves::follow(state);
    let shown = state.index.link_count();
    state.notice = Some(Notice::good(format!(
        "{} links of at least {:.2}: {shown} of {}",
        state.scope.tier.as_str(),
        state.scope.min_score,
        state.alignment.links.len()
    )));
}

fn page(state: &State) -> i32 {
    i32::from(boards::place::height(state).saturating_sub(1).max(1))
}

fn on_board(state: &mut State, rows: i32) {
    if let View::Board(board) = state.view {
        move_on_board(state, board, rows);
    }
}

/// Moves a board's cursor, as far as there are rows.
pub fn move_on_board(state: &mut State, board: Board, rows: i32) {
    boards::settle_board(state, board);
    let row = state.boards.cursor(board).saturating_add_signed(rows as isize);
    boards::set_cursor(state, board, row);
}

/// Goes to what the board's row under the cursor is about.
fn open_row(state: &mut State) {
    let Some(row) = boards::current_row(state) else { return };
    boards::go_to(state, row.at);
}

fn turn_order(state: &mut State) {
    if let View::Board(board) = state.view {
        state.boards.turn_order(board);
        state.notice = Some(Notice::good(state.boards.order(board).as_str()));
    }
}

/// Shows on a board what one article tells: each in turn, then all.
fn one_article(state: &mut State) {
    let View::Board(board) = state.view else { return };
    let filter = state.boards.filter(board).to_owned();
    let next = match article_of(state, &filter) {
        Some(article) => article + 1,
        None => 0,
    };
    let article = (next < state.articles.len()).then_some(next);
    let filter = with_article(state, &filter, article);
    state.boards.set_filter(board, filter);
}

/// Goes to the current hit of the search.
fn show_hit(state: &mut State) {
    if let Some(hit) = state.search.hits.get(state.search.current).copied() {
        moves::jump(state, hit.at);
        if state.view == View::Board(Board::Hits) {
            boards::set_cursor(state, Board::Hits, state.search.current);
        }
    }
}

fn step_hit(state: &mut State, step: i32) {
    let count = state.search.hits.len() as i32;
    if count == 0 {
        state.notice = Some(Notice::bad("nothing searched for, or nothing found"));
        return;
    }
    state.search.current = (state.search.current as i32 + step).rem_euclid(count) as usize;
    show_hit(state);
    search::say_place(state);
}

fn turn_mouse(state: &mut State) -> Vec<Effect> {
    state.ways.mouse = !state.ways.mouse;
    state.notice = Some(Notice::good(if state.ways.mouse {
        "the mouse works here"
    } else {
        "the mouse selects text as the terminal does"
    }));
    vec![Effect::Mouse(state.ways.mouse)]
}

/// Deletes the note, or withdraws the decision, that the reader looks at.
fn delete(state: &mut State) -> Vec<Effect> {
    if let Some(Item::Decision(number)) = boards::current(state) {
        return corrections::withdraw(state, number);
    }
    let Some(number) = notes::here(state) else {
        state.notice = Some(Notice::bad("no note here"));
        return Vec::new();
    };
    state.say_done("note deleted");
    notes::delete(state, number)
}

/// Copies the text as it is read: in logical order, never as it is written for the terminal.
fn copy(state: &mut State) -> Vec<Effect> {
    let text = match (state.selection, boards::current_row(state)) {
        (Some(selection), _) => selection.span().of(&state.articles[selection.article].text),
        (None, Some(row)) => state.articles[row.at.article].passage_text(row.at.passage),
        (None, None) => match state.cursor() {
            Some(at) => state.articles[at.article].passage_text(at.passage),
            None => return Vec::new(),
        },
    };
    let text = layout::without_controls(text);
    state.notice = Some(Notice::good(format!("{} characters copied", text.chars().count())));
    vec![Effect::Copy(text)]
}

fn translate(state: &mut State) -> Vec<Effect> {
    let Some(at) = state.cursor() else { return Vec::new() };
    if !state.ways.translates {
        let text = "no program is named: see translate_command in `hexapla doctor --defaults`";
        state.notice = Some(Notice::bad(text));
        return Vec::new();
    }
    let article = &state.articles[at.article];
    let lang = article.passages[at.passage].lang;
    let lang = if lang == Lang::UNKNOWN { article.lang } else { lang };
    let (text, from) = match state.selection {
        Some(selection) => (selection.span().of(&article.text), "selection"),
        None => (article.passage_text(at.passage), "passage"),
    };
    let (title, text) = (format!("{from} {} of {}", at.passage + 1, article.id), text.to_owned());
    state.notice = Some(Notice::good("asking the program of your settings …"));
    vec![Effect::Translate { title, text, lang }]
}
