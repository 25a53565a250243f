//! Every command of the table, driven from each of its keys.

use super::*;
use hexapla::app::command::{COMMANDS, Command};
use hexapla::app::keymap::Context;

/// Keys that lead to where the command has something to do.
fn before(command: Command, context: Context) -> &'static str {
    match command {
        Command::PreviousPassage | Command::First | Command::PageUp => "G",
        Command::Back => "f '43' Enter j f 'snow' Enter",
        Command::Forward => "j f 'snow' Enter Ctrl-o",
        Command::PreviousFact => "n",
        Command::LowerThreshold => "+ +",
        Command::MoveLeft => "Tab",
        Command::NextHit | Command::PreviousHit | Command::Hits => "/ '43' Enter",
        Command::EditNote | Command::DeleteNote | Command::Attach => "a 'x' Esc",
        Command::Words => "v l l",
        Command::Undo => "c",
        Command::Redo => "c u",
        Command::Panes => "1",
        Command::BoardUp | Command::BoardFirst | Command::BoardPageUp => "1 G",
        _ if context == Context::Board => "1",
        _ => "",
    }
}

/// What can be seen of a state: without the notice, which alone is no deed, and without what is
/// merely kept from earlier frames.
fn seen(state: &State) -> String {
    let mut state = state.clone();
    state.notice = None;
    state.laid.clear();
    state.folded.take();
    format!("{state:?}")
}

#[test]
fn every_command_does_something_from_each_of_its_keys() {
    let mut count = 0;
    for entry in COMMANDS {
        assert!(!entry.keys.is_empty(), "{} has no key", entry.name);
        for key in entry.keys {
            let mut state = state();
            press(&mut state, before(entry.command, entry.context));
            let earlier = seen(&state);
            let effects = press(&mut state, key);
            if entry.name == "translate" {
                // Without a program in the settings there is none to ask.
                assert!(state.notice.is_some(), "{} by {key} says nothing", entry.name);
                continue;
            }
            let notice = state.notice.clone();
            assert!(notice.is_none_or(|notice| !notice.bad), "{} by {key}", entry.name);
            assert!(
                !effects.is_empty() || seen(&state) != earlier,
                "{} by {key} does nothing",
                entry.name
            );
            count += 1;
        }
    }
    assert!(count > 60, "{count} keys");
}

#[test]
fn no_key_of_the_boards_reaches_the_panes_behind_them() {
    for entry in COMMANDS.iter().filter(|entry| entry.context == Context::Reading) {
        for key in entry.keys {
            let mut state = state();
            press(&mut state, "3");
            let cursor = state.cursor();
            press(&mut state, key);
            // Left and right choose a column, Enter leads to the passages.
            if !matches!(*key, "h" | "l" | "Left" | "Right" | "Enter") {
                assert_eq!(state.cursor(), cursor, "{} by {key}", entry.name);
            }
        }
    }
}
