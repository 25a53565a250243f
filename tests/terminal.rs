//! The program in a real pseudo-terminal: how it takes the terminal, what it asks it, and that it
//! gives it back however it ends.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use hexapla::term::{Guard, Mode};
use portable_pty::CommandBuilder;

mod pty;

use pty::{PATIENCE, Session};

/// What a terminal answers to the question that ends in its primary attributes.
const VTE: &str = "\x1b[8;1$y\x1b[?2027;0$y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[>65;7006;1c\
    \x1bP!|7E565445\x1b\\\x1b[?65;1;9c";

/// The reader with an Arabic and a Persian article.
fn two_articles(folder: &Path) -> Session {
    let articles = ["tools/pictures/text/ar.txt", "tools/pictures/text/fa.txt"];
    Session::start(pty::reader(folder, &articles))
}

#[test]
fn opens_resizes_and_quits() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    // The last letters of دعاماته, joined, from the left.
    session.wait_for(".\u{FEEA}\u{FE97}\u{FE8E}");
    session.resize(40, 12);
    session.wait_until("one pane", |session| {
        let text = session.screen.screen().contents();
        !text.contains("fa · ") && text.contains("ar · ")
    });
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn a_long_article_is_shown_before_it_is_read() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("long.txt");
    // So long that it can be watched being read on a fast machine, too.
    let text: String =
        (0..300_000).map(|n| format!("Line {n} tells of the bridge again.\n\n")).collect();
    std::fs::write(&path, text).unwrap();
    let mut session = Session::start(pty::reader(home.path(), &[path.to_str().unwrap()]));
    session.wait_for("Line 3 tells");
    session.wait_for("the rest is being read");
    session.press("jj");
    session.press("a");
    session.wait_for("not yet: the rest");
    session
        .wait_until("all of it", |session| session.screen.screen().contents().contains("/300000"));
    assert!(session.screen.screen().contents().contains(" 3/300000"), "the cursor came along");
    session.press("q");
    assert_eq!(session.end(), 0);
    session.assert_given_back();
}

#[test]
fn what_can_not_be_read_is_said_and_the_terminal_given_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(pty::reader(home.path(), &["no-such-file.txt"]));
    assert_eq!(session.end(), 1);
    let said = session.screen.screen().contents();
    assert!(said.contains("no-such-file.txt") && said.contains("nothing to read"), "{said}");
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_given_back() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let home = tempfile::tempdir().unwrap();
        let mut session = two_articles(home.path());
        session.wait_for("ar · ");
        let id = session.child.process_id().unwrap().to_string();
        std::process::Command::new("kill").args(["-s", signal, &id]).status().unwrap();
        assert_eq!(session.end(), code, "{signal}");
        session.assert_given_back();
    }
}

#[test]
fn ctrl_c_ends_it_and_the_terminal_is_given_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    session.press("\x03");
    session.end();
    session.assert_given_back();
}

#[test]
fn a_note_outlives_kill_9() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    session.press("a");
    session.wait_for("note on passage");
    session.press("to be checked");
    session.wait_for("to be checked");
    session.press("\x1b");
    session.wait_for("annotation kept");
    session.child.kill().unwrap();
    session.child.wait().unwrap();

    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    session.press("4");
    session.wait_for("to be checked");
    session.press("q");
    session.end();
}

#[test]
fn a_screen_too_small_says_so_and_recovers() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    session.resize(19, 4);
    session.wait_for("20x5 at least");
    session.resize(80, 24);
    session.wait_for("ar · ");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn stops_on_ctrl_z_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    session.press("\x1a");
    session.wait_until("the shell's screen", |session| !session.screen.screen().alternate_screen());
    session.assert_given_back();
    let id = session.child.process_id().unwrap().to_string();
    let stopped = || {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
        stat.rsplit(')').next().unwrap().trim_start().starts_with('T')
    };
    let start = Instant::now();
    while !stopped() {
        assert!(start.elapsed() < PATIENCE, "does not stop");
        thread::sleep(Duration::from_millis(20));
    }
    std::process::Command::new("kill").args(["-s", "CONT", &id]).status().unwrap();
    session.wait_until("its own screen", |session| session.screen.screen().alternate_screen());
    session.wait_for("ar · ");
    session.press("q");
    session.end();
    session.assert_given_back();
}

#[test]
fn answers_choose_the_mode_and_keys_typed_meanwhile_count() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_until("a question", |session| session.written.contains("\x1b[c"));
    // A key in the midst of the answers.
    session.press(&VTE.replacen("\x1b[>", "?\x1b[>", 1));
    session.wait_until("its mode", |session| session.written.contains("\x1b[8l\x1b[2J"));
    session.wait_for("next passage");
    session.press("\x1b");
    session.wait_for("ar · ");
    session.press("q");
    session.end();
    session.assert_given_back();
    let (_, after) = session.written.rsplit_once("\x1b[8l").unwrap();
    assert!(after.contains("\x1b[8h"), "the terminal's own order is back");
}

#[test]
fn answers_that_come_too_late_are_no_keys() {
    let home = tempfile::tempdir().unwrap();
    let mut session = two_articles(home.path());
    session.wait_for("ar · ");
    session.press("\x1bP>|quit(1)\x1b\\");
    session.press(VTE);
    session.press("?");
    session.wait_for("next passage");
    session.press("\x1b");
    session.wait_for("ar · ");
    session.press("q");
    assert_eq!(session.end(), 0);
}

#[test]
fn what_is_copied_goes_to_the_clipboard_through_tmux_too() {
    let check = |tmux: bool, expected: &dyn Fn(&str) -> String| {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("ar.txt");
        // Logical order, a form that the screen would show joined, a control that must not pass.
        std::fs::write(&path, "لا إله (UN) ١٢.\n\u{1b}]52;c;ZXZpbA==\u{7}").unwrap();
        let mut command = pty::reader(home.path(), &[path.to_str().unwrap()]);
        if tmux {
            command.env("TMUX", "/tmp/tmux-0/default,1,0");
        }
        let mut session = Session::start(command);
        session.wait_for("1/");
        session.press("y");
        session.wait_until("a copy", |session| session.written.contains("]52;c;"));
        session.press("q");
        session.end();
        // What `printf 'لا إله (UN) ١٢.' | base64` prints.
        let copied = expected("2YTYpyDYpdmE2YcgKFVOKSDZodmiLg==");
        assert!(session.written.contains(&copied), "{}", session.written.escape_debug());
        assert!(!session.written.contains("ZXZpbA==\u{7}"), "the article's own sequence is shown");
    };
    check(false, &|text| format!("\x1b]52;c;{text}\x07"));
    check(true, &|text| format!("\x1bPtmux;\x1b\x1b]52;c;{text}\x07\x1b\\"));
}

#[test]
fn the_line_that_was_found_right_by_eye_is_used_from_then_on() {
    let home = tempfile::tempdir().unwrap();
    let mut session = Session::start(pty::reader(home.path(), &["doctor"]));
    session.wait_until("a question", |session| session.written.contains("\x1b[c"));
    session.press(VTE);
    session.wait_for("Which line reads right?");
    // All lines and the report are on paper by then; vt100 has 24 rows of it.
    for word in ["DECRQM 8", "terminal:", "VTE"] {
        assert!(session.written.contains(word), "{word} is not in the report");
    }
    session.wait_for("6 embed");
    session.press("6\r");
    session.wait_for("kept: embed");
    assert_eq!(session.end(), 0);
    session.assert_given_back();

    let mut session = Session::start(pty::reader(home.path(), &["tools/pictures/text/ar.txt"]));
    session.wait_until("a question", |session| session.written.contains("\x1b[c"));
    session.press(VTE);
    session.wait_for("ar · ");
    session.wait_until("overrides", |session| session.written.contains('\u{202d}'));
    assert!(!session.written.contains("\x1b[8l"), "the terminal's own mode is not entered");
    session.press("q");
    session.end();
}

/// Not a test by itself: the child of the one below.
#[test]
#[ignore = "is run by a_panic_gives_the_terminal_back"]
fn panics_with_the_terminal_taken() {
    let mut guard = Guard::enter(true).unwrap();
    guard.set_mode(Mode::Terminal).unwrap();
    let worker = thread::spawn(|| panic!("the worker's panic is told at the end"));
    assert!(worker.join().is_err());
    panic!("the drawing thread's panic");
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--ignored", "--nocapture", "panics_with_the_terminal_taken"]);
    let mut session = Session::start(command);
    session.end();
    session.assert_given_back();
    assert!(session.written.contains("\x1b[8h"));
    let (_, after) = session.written.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("the drawing thread's panic"), "{after}");
    assert!(after.contains("the worker's panic"), "{after}");
}
