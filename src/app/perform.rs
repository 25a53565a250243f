//! What each command does.

use super::boards::{self, Board};
use super::command::Command;
use super::history::Step;
use super::msg::{Effect, Env, Notice};
use super::prompt::Prompt;
use super::state::{Entry, State, View};
use super::{moves, notes, panes};
use crate::align::decisions;
use crate::layout::{self, Marks};
use crate::model::{Decision, PassageRef, Tier, Verdict};

/// Does a command.
pub fn perform(state: &mut State, command: Command, env: &Env) -> Vec<Effect> {
    match command {
        Command::NextPassage => moves::by_passages(state, 1),
        Command::PreviousPassage => moves::by_passages(state, -1),
        Command::PageDown => moves::by_page(state, 1),
        Command::PageUp => moves::by_page(state, -1),
        Command::First => moves::by_passages(state, i32::MIN),
        Command::Last => moves::by_passages(state, i32::MAX),
        Command::NextPane => step_pane(state, 1),
        Command::PreviousPane => step_pane(state, -1),
        Command::PaneLeft => step_pane(state, if state.look.reversed { 1 } else { -1 }),
        Command::PaneRight => step_pane(state, if state.look.reversed { -1 } else { 1 }),
        Command::Back => {
            if let Some(now) = state.cursor()
                && let Some(at) = state.jumps.back(now)
            {
                moves::to_passage(state, at.article, at.passage);
            }
        }
        Command::Forward => {
            if let Some(at) = state.jumps.forward() {
                moves::to_passage(state, at.article, at.passage);
            }
        }

        Command::NextFact => step_fact(state, 1),
        Command::PreviousFact => step_fact(state, -1),
        Command::NextLink => moves::step_link(state, 1),
        Command::PreviousLink => moves::step_link(state, -1),
        Command::Jump => state.entry = Some(Entry::Jump(Prompt::default())),
        Command::ToggleFollow => {
            state.panes.follow = !state.panes.follow;
            moves::follow(state);
            let text = if state.panes.follow {
                "the other panes follow"
            } else {
                "the other panes stay where they are"
            };
            state.notice = Some(Notice::good(text));
        }
        Command::ToggleSure => {
            let sure = state.scope.tier == Tier::Sure;
            state.scope.tier = if sure { Tier::Possible } else { Tier::Sure };
            rescope(state);
        }
        Command::RaiseThreshold => threshold(state, 0.05),
        Command::LowerThreshold => threshold(state, -0.05),

        Command::Facts => state.view = View::Board(Board::Facts),
        Command::Conflicts => state.view = View::Board(Board::Conflicts),
        Command::OnlyHere => state.view = View::Board(Board::OnlyHere),
        Command::Notes => state.view = View::Board(Board::Notes),
        Command::Hits => state.view = View::Board(Board::Hits),
        Command::Panes => state.view = View::Panes,
        Command::BoardDown => on_board(state, 1),
        Command::BoardUp => on_board(state, -1),
        Command::BoardPageDown => on_board(state, page(state)),
        Command::BoardPageUp => on_board(state, -page(state)),
        Command::BoardFirst => on_board(state, i32::MIN),
        Command::BoardLast => on_board(state, i32::MAX),
        Command::BoardOpen => {
            if let Some(row) = board_row(state) {
                state.view = View::Panes;
                moves::jump(state, row.at);
            }
        }

        Command::Search => state.entry = Some(Entry::Search(Prompt::default())),
        Command::NextHit => step_hit(state, 1),
        Command::PreviousHit => step_hit(state, -1),

        Command::Annotate => notes::begin(state, env),
        Command::EditNote => match note_here(state) {
            Some(number) => notes::edit(state, number),
            None => state.notice = Some(Notice::bad("no note here; a writes one")),
        },
        Command::DeleteNote => {
            let Some(number) = note_here(state) else {
                state.notice = Some(Notice::bad("no note here"));
                return Vec::new();
            };
            state.notice = Some(Notice::good("note deleted; u brings it back"));
            return notes::delete(state, number);
        }
        Command::Select => {
            if state.selection.take().is_none() {
                moves::begin_selection(state);
            }
        }
        Command::Confirm => return decide(state, Verdict::Confirmed),
        Command::Reject => return decide(state, Verdict::Rejected),
        Command::LinkByHand => return link_by_hand(state),
        Command::Undo => match state.history.undo() {
            Some(step) => {
                state.notice = Some(Notice::good("undone"));
                return notes::apply(state, step);
            }
            None => state.notice = Some(Notice::bad("nothing to undo")),
        },
        Command::Redo => match state.history.redo() {
            Some(step) => {
                state.notice = Some(Notice::good("done again"));
                return notes::apply(state, step);
            }
            None => state.notice = Some(Notice::bad("nothing to redo")),
        },
        Command::Copy => return copy(state),
        Command::Export => state.entry = Some(Entry::Export(Prompt::new("pairs.tsv"))),

        Command::Marks => {
            state.look.marks = match state.look.marks {
                Marks::Show => Marks::Hide,
                Marks::Hide => Marks::Show,
            };
        }
        Command::Reverse => state.look.reversed = !state.look.reversed,
        Command::Hide => hide(state),
        Command::Explain => {
            if state.current_link().is_none() {
                state.notice = Some(Notice::bad("no other article tells this passage"));
            } else {
                state.explain = !state.explain;
            }
        }

        Command::Help => state.view = View::Help,
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit => return vec![Effect::Quit],
    }
    Vec::new()
}

fn step_pane(state: &mut State, step: i32) {
    let count = state.panes.order.len() as i32;
    if count > 0 {
        let pane = (state.panes.focus as i32 + step).rem_euclid(count);
        moves::focus(state, pane as usize);
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
    let shown = state.links_of.values().map(Vec::len).sum::<usize>() / 2;
    state.notice = Some(Notice::good(format!(
        "{} links of at least {:.2}: {shown} of {}",
        state.scope.tier.as_str(),
        state.scope.min_score,
        state.alignment.links.len()
    )));
}

fn page(state: &State) -> i32 {
    i32::from(state.rows.saturating_sub(panes::FOOT + 2).max(1))
}

fn on_board(state: &mut State, rows: i32) {
    if let View::Board(board) = state.view {
        move_on_board(state, board, rows);
    }
}

/// Moves a board's cursor, as far as there are rows.
pub fn move_on_board(state: &mut State, board: Board, rows: i32) {
    let last = boards::rows(state, board).len().saturating_sub(1);
    let cursor = state.boards.cursor(board).min(last);
    state.boards.set_cursor(board, cursor.saturating_add_signed(rows as isize).min(last));
}

/// The row under a board's cursor.
pub fn board_row(state: &State) -> Option<boards::BoardRow> {
    let View::Board(board) = state.view else { return None };
    let mut rows = boards::rows(state, board);
    let cursor = state.boards.cursor(board).min(rows.len().checked_sub(1)?);
    Some(rows.swap_remove(cursor))
}

/// Goes to the current hit of the search.
pub fn show_hit(state: &mut State) {
    if let Some(hit) = state.search.hits.get(state.search.current).copied() {
        moves::jump(state, hit.at);
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
}

fn note_here(state: &State) -> Option<usize> {
    match state.view {
        View::Board(Board::Notes) => board_row(state)?.note,
        _ => notes::note_at(state, state.cursor()?),
    }
}

fn decide(state: &mut State, verdict: Verdict) -> Vec<Effect> {
    let Some(link) = state.current_link() else {
        state.notice = Some(Notice::bad("no link here to confirm or reject"));
        return Vec::new();
    };
    let (a, b) = (link.a, link.b);
    let text = match verdict {
        Verdict::Confirmed => "link confirmed; u takes it back",
        Verdict::Rejected => "link rejected; u takes it back",
    };
    state.notice = Some(Notice::good(text));
    record(state, a, b, verdict)
}

fn record(state: &mut State, a: PassageRef, b: PassageRef, verdict: Verdict) -> Vec<Effect> {
    let key = |at| decisions::key(&state.articles, at);
    let (Some(a), Some(b)) = (key(a.min(b)), key(a.max(b))) else { return Vec::new() };
    let before = state.decisions.clone();
    let mut after = before.clone();
    after.retain(
        |decision| !matches!(decision, Decision::Link { a: x, b: y, .. } if *x == a && *y == b),
    );
    after.push(Decision::Link { a, b, verdict });
    notes::take(state, Step::Decisions { before, after })
}

fn link_by_hand(state: &mut State) -> Vec<Effect> {
    let Some(cursor) = state.cursor() else { return Vec::new() };
    match state.link_from.take() {
        None => {
            state.link_from = Some(cursor);
            state.notice = Some(Notice::good("now go to the other passage and press L again"));
            Vec::new()
        }
        Some(from) if from.article == cursor.article => {
            state.notice = Some(Notice::bad("a link ties passages of two articles"));
            Vec::new()
        }
        Some(from) => {
            state.notice = Some(Notice::good("linked; u takes it back"));
            record(state, from, cursor, Verdict::Confirmed)
        }
    }
}

/// Copies the text as it is read: in logical order, never as it is written for the terminal.
fn copy(state: &mut State) -> Vec<Effect> {
    let text = match (state.selection, board_row(state)) {
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

fn hide(state: &mut State) {
    if state.panes.order.len() > 1 {
        let hidden = state.panes.order.remove(state.panes.focus);
        let pane = state.panes.focus.min(state.panes.order.len() - 1);
        moves::focus(state, pane);
        let id = state.articles[hidden].id.clone();
        state.notice = Some(Notice::good(format!("{id} hidden; H on the last one shows all")));
    } else {
        state.panes.order = (0..state.articles.len()).collect();
        moves::focus(state, 0);
    }
}
