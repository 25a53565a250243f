//! A terminal that is closed under the program: what was being written is kept, and it ends.

use std::fs;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// The processes that `id` has started.
fn children(id: u32) -> Vec<u32> {
    fs::read_to_string(format!("/proc/{id}/task/{id}/children"))
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect()
}

/// A process that does not outlive the test.
struct Ended(Child);

impl Ended {
    fn end(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "no {what}");
        thread::sleep(Duration::from_millis(30));
    }
}

#[test]
fn a_terminal_that_is_gone_ends_it_and_keeps_the_note() {
    if Command::new("script").arg("--version").output().is_err() {
        eprintln!("script is not installed: not tested");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store.db");
    let log = home.path().join("log");
    // The signal goes to the shell, which leads the session; the reader only finds no terminal.
    let command = format!(
        "stty rows 24 cols 80; trap '' HUP; {} --meaning none --store {} tools/pictures/text/ar.txt; true",
        env!("CARGO_BIN_EXE_hexapla"),
        store.display()
    );
    let mut terminal = Command::new("script")
        .args(["-qfc", &command])
        .arg(&log)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("HOME", home.path())
        .env("TERM", "xterm-256color")
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut keyboard = terminal.stdin.take().unwrap();
    let mut terminal = Ended(terminal);
    let shown = |text: &str| {
        let log = fs::read(&log).unwrap_or_default();
        String::from_utf8_lossy(&log).contains(text).then_some(())
    };
    wait_for("first screen", || shown("help"));
    keyboard.write_all(b"aunfinished").unwrap();
    keyboard.flush().unwrap();
    wait_for("note", || shown("note on passage"));
    let reader = wait_for("reader", || {
        let all = children(terminal.0.id());
        all.iter()
            .chain(&all.iter().flat_map(|id| children(*id)).collect::<Vec<_>>())
            .copied()
            .find(|id| {
                fs::read_to_string(format!("/proc/{id}/comm"))
                    .is_ok_and(|name| name.trim() == "hexapla")
            })
    });
    thread::sleep(Duration::from_millis(300));
    terminal.end();
    wait_for("end of the reader", || {
        let stat = fs::read_to_string(format!("/proc/{reader}/stat")).unwrap_or_default();
        let state = stat.rsplit(')').next().unwrap_or_default().trim_start();
        (state.is_empty() || state.starts_with('Z')).then_some(())
    });

    let notes = Command::new(env!("CARGO_BIN_EXE_hexapla"))
        .args(["export", "annotations", "--store"])
        .arg(&store)
        .arg("tools/pictures/text/ar.txt")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let notes = String::from_utf8(notes.stdout).unwrap();
    assert!(notes.contains("unfinished"), "{notes}");
}
