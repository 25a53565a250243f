//! Reads back what terminals hold after the reader has drawn: exactly the cells that were painted,
//! after each of five hundred scrolls, resizes and changes of pane.
//!
//! With `HEXAPLA_SCREENS=FOLDER` set, the bytes and the expected screens are written there, for
//! `tools/pictures/readback.py`, which asks VTE.

use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};

use hexapla::app::msg::{Env, Mouse, MouseWhat, Msg};
use hexapla::app::state::Look;
use hexapla::app::{State, panes, update};
use hexapla::layout::Output;
use hexapla::model::*;
use hexapla::term::{Backend, Mode};
use hexapla::ui::{self, theme::Theme};
use ratatui::backend::Backend as _;
use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;

mod chance;

use chance::Chance;

/// Takes the bytes that go to the terminal.
#[derive(Clone, Default)]
struct Pipe(Rc<RefCell<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn article(id: &str, text: &str, direction: Direction) -> Article {
    let mut passages = Vec::new();
    let mut start = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        if !line.is_empty() {
            passages.push(Passage {
                span: Span::new(start, start + line.len()),
                kind: PassageKind::Prose,
                paragraph,
                lang: Lang::UNKNOWN,
            });
        }
        start += line.len() + 1;
    }
    let mut hash = [0; 32];
    hash[..id.len()].copy_from_slice(id.as_bytes());
    Article {
        path: id.to_owned(),
        id: id.to_owned(),
        source: Some(format!("{id} صحيفة")),
        title: None,
        lang: Lang::UNKNOWN,
        dir: direction,
        date: None,
        text: text.to_owned(),
        hash: ContentHash(hash),
        passages,
    }
}

/// Scripts that no other article has, and what is hostile.
const MIXED: &str = "桥在洪水后关闭。\u{1b}[31mred\u{7}\nสะพานปิดหลังน้ำท่วม 👨\u{200d}👩\u{200d}👧 👍🏽 🇮🇷\n\
    a\u{301}\u{301}\u{301} \u{202e}evil\nபாலம் মাটি\n";

/// The same for tmux 3.3, which gives a family of emoji two cells: the reader measures that at its
/// start.
const MIXED_FOR_TMUX: &str = "桥在洪水后关闭。\u{1b}[31mred\u{7}\nสะพานปิดหลังน้ำท่วม 👍🏽 🇮🇷\n\
    a\u{301}\u{301}\u{301} \u{202e}evil\nபாலம் মাটি\n";

fn state(output: Output, mixed: &str) -> State {
    let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/pictures/text");
    let mut articles: Vec<Article> = ["ar", "fa", "hi", "he", "ur"]
        .into_iter()
        .map(|lang| {
            let text = std::fs::read_to_string(texts.join(lang).with_extension("txt")).unwrap();
            let direction =
                if lang == "hi" { Direction::LeftToRight } else { Direction::RightToLeft };
            article(lang, &text.repeat(5), direction)
        })
        .collect();
    articles.insert(2, article("mixed", &mixed.repeat(9), Direction::LeftToRight));
    let look = Look { output, ..Look::default() };
    State::new(articles, look, String::new())
}

/// The screen that was promised: for each row, where each symbol stands and its cells.
fn promised(buffer: &Buffer) -> Vec<Vec<(u16, u16, String)>> {
    (0..buffer.area.height)
        .map(|y| {
            let mut row = Vec::new();
            let mut x = 0;
            while x < buffer.area.width {
                let cell = &buffer[(x, y)];
                let width = cell.cell_width().max(1);
                row.push((x, width, cell.symbol().to_owned()));
                x += width;
            }
            row
        })
        .collect()
}

struct Session {
    state: State,
    chance: Chance,
    shown: Buffer,
    backend: Backend<Pipe>,
    bytes: Pipe,
}

impl Session {
    fn new(output: Output, mode: Mode, mixed: &str) -> Self {
        let bytes = Pipe::default();
        let backend = Backend::new(bytes.clone(), mode);
        let shown = Buffer::empty(Rect::new(0, 0, 100, 30));
        let mut session =
            Self { state: state(output, mixed), chance: Chance(7), shown, backend, bytes };
        session.send(Msg::Resize { columns: 100, rows: 30 });
        session
    }

    fn send(&mut self, message: Msg) {
        update(&mut self.state, message, &Env { now: 0, id: String::new() });
    }

    /// One thing that a reader does; whether the screen has another size after it.
    fn act(&mut self) -> bool {
        const KEYS: [&str; 9] =
            ["j", "k", "Tab", "PageDown", "PageUp", "Down", "Up", "Left", "Right"];
        let (columns, rows) = (self.state.columns, self.state.rows);
        match self.chance.below(14) {
            pick @ 0..9 => self.send(Msg::Key(KEYS[pick as usize].parse().expect("a key"))),
            9 | 10 => {
                let (column, row) = self.place(columns, rows);
                self.send(Msg::Mouse(Mouse { what: MouseWhat::WheelDown, column, row }));
            }
            11 => {
                let (column, row) = self.place(columns, rows);
                self.send(Msg::Mouse(Mouse { what: MouseWhat::WheelUp, column, row }));
            }
            12 => {
                let (column, row) = self.place(columns, rows);
                self.send(Msg::Mouse(Mouse { what: MouseWhat::Press, column, row }));
                self.send(Msg::Mouse(Mouse { what: MouseWhat::Drag, column: column / 2, row }));
            }
            _ => {
                let columns = 40 + self.chance.below(120) as u16;
                let rows = 10 + self.chance.below(40) as u16;
                self.send(Msg::Resize { columns, rows });
            }
        }
        (self.state.columns, self.state.rows) != (columns, rows)
    }

    fn place(&mut self, columns: u16, rows: u16) -> (u16, u16) {
        (self.chance.below(columns.into()) as u16, self.chance.below(rows.into()) as u16)
    }

    /// Draws what is not shown yet; the bytes it takes.
    fn draw(&mut self) -> Vec<u8> {
        let area = Rect::new(0, 0, self.state.columns, self.state.rows);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.backend.clear().unwrap();
        }
        let mut next = Buffer::empty(area);
        ui::draw(&self.state, Theme::Dark, &mut next);
        self.backend.draw(self.shown.diff_iter(&next)).unwrap();
        self.shown = next;
        self.bytes.0.take()
    }
}

/// Checks the vt100 terminal's cells, and that every border is in one column.
fn compare(screen: &vt100::Screen, buffer: &Buffer, step: usize) {
    for (y, row) in promised(buffer).into_iter().enumerate() {
        for (x, width, symbol) in row {
            let held: String = (x..x + width)
                .filter_map(|x| screen.cell(y as u16, x))
                .map(|cell| if cell.has_contents() { cell.contents() } else { "" })
                .collect();
            assert_eq!(held.trim_end(), symbol.trim_end(), "step {step}, row {y}, column {x}");
        }
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

/// The columns of a row in which a border stands, of a screen or of what was promised for it.
fn borders<'a>(row: impl Iterator<Item = (u16, &'a str)>) -> Vec<u16> {
    row.filter(|(_, symbol)| matches!(*symbol, "│" | "⡇" | "⢸")).map(|(x, _)| x).collect()
}

#[test]
fn the_terminal_holds_what_was_painted_after_500_random_steps() {
    for (output, mode) in [(Output::Visual, Mode::Visual), (Output::Stretches, Mode::Putty)] {
        let mut session = Session::new(output, mode, MIXED);
        let mut terminal = vt100::Parser::new(cells(30), cells(100), 0);
        terminal.process(&session.draw());
        for step in 0..500 {
            if session.act() {
                let (rows, columns) = (cells(session.state.rows), cells(session.state.columns));
                terminal.screen_mut().set_size(rows, columns);
            }
            terminal.process(&session.draw());
            compare(terminal.screen(), &session.shown, step);
            for y in 1..session.state.rows.saturating_sub(4) {
                let held: Vec<&str> = (0..session.state.columns)
                    .map(|x| terminal.screen().cell(y, x).map_or("", |cell| cell.contents()))
                    .collect();
                let expected: Vec<u16> = panes::areas(&session.state)
                    .iter()
                    .flat_map(|area| [area.x, area.x + area.width - 1])
                    .collect();
                assert_eq!(borders((0..).zip(held)), expected, "step {step}, row {y}");
            }
        }
    }
}

/// A note in which each line runs its own way.
#[test]
fn the_terminal_holds_what_is_typed() {
    for (output, mode) in [(Output::Visual, Mode::Visual), (Output::Stretches, Mode::Putty)] {
        let mut session = Session::new(output, mode, MIXED);
        let mut terminal = vt100::Parser::new(cells(30), cells(100), 0);
        let key = |name: &str| Msg::Key(name.parse().expect("a key"));
        session.send(key("a"));
        for (step, letter) in "سلام 12 (abc)\nabc سلام".chars().enumerate() {
            session.send(match letter {
                '\n' => key("Enter"),
                ' ' => key("Space"),
                _ => key(letter.encode_utf8(&mut [0; 4])),
            });
            terminal.process(&session.draw());
            compare(terminal.screen(), &session.shown, step);
        }
        let rows: Vec<String> = terminal.screen().rows(0, 100).collect();
        if mode == Mode::Visual {
            assert!(rows.iter().any(|row| row.contains("  (abc) 12 \u{FEE1}\u{FEFC}\u{FEB3} ")));
            assert!(rows.iter().any(|row| row.contains(" abc \u{FEE1}\u{FEFC}\u{FEB3}  ")));
        }
    }
}

/// The bytes of one step of scrolling, by mode and size of the screen: `--nocapture` shows them.
#[test]
fn a_step_of_scrolling_sends_little() {
    for (output, mode) in [
        (Output::Visual, Mode::Visual),
        (Output::Isolates, Mode::Konsole),
        (Output::Embed, Mode::Embed),
    ] {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let mut session = Session::new(output, mode, MIXED);
            session.send(Msg::Resize { columns, rows });
            session.draw();
            let mut mean = |message: &dyn Fn() -> Msg| {
                let mut sent = 0;
                for _ in 0..20 {
                    session.send(message());
                    sent += session.draw().len();
                }
                sent / 20
            };
            let wheel =
                mean(&|| Msg::Mouse(Mouse { what: MouseWhat::WheelDown, column: 5, row: 5 }));
            let key = mean(&|| Msg::Key("j".parse().expect("a key")));
            println!("{mode} {columns}x{rows}: wheel {wheel} bytes, j {key} bytes");
            // A screen of text and colours; where rows go as a whole, a step is that at most.
            let screen = usize::from(columns) * usize::from(rows) * 4;
            assert!(wheel < screen && key < screen, "{mode}: {wheel} {key}");
        }
    }
}

/// The lines of a screen as a terminal gives them back as text: a symbol, and nothing for the
/// cells that it reaches over.
fn lines(buffer: &Buffer) -> Vec<String> {
    promised(buffer)
        .into_iter()
        .map(|row| {
            row.into_iter().map(|(.., symbol)| symbol).collect::<String>().trim_end().to_owned()
        })
        .collect()
}

/// What is sent to a terminal in one step, and what it should show then.
struct Step {
    columns: u16,
    rows: u16,
    bytes: Vec<u8>,
    lines: Vec<String>,
}

/// Five hundred random steps, the first of which draws the whole screen.
fn steps(output: Output, mode: Mode, mixed: &str) -> Vec<Step> {
    let mut session = Session::new(output, mode, mixed);
    (0..500)
        .map(|step| {
            if step > 0 {
                session.act();
            }
            let bytes = session.draw();
            let (columns, rows) = (session.state.columns, session.state.rows);
            Step { columns, rows, bytes, lines: lines(&session.shown) }
        })
        .collect()
}

#[test]
fn tmux_holds_what_was_painted_after_each_of_500_random_steps() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("tmux is not installed: not tested");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = folder.path().join("socket");
    let tmux = |arguments: &[&str]| {
        let output = Command::new("tmux")
            .arg("-uS")
            .arg(&socket)
            .args(["-f", "/dev/null"])
            .args(arguments)
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    // Nothing but the bytes is to be on the screen.
    let command = format!("stty raw -echo; cat '{}'; sleep 60", pipe.display());
    tmux(&[
        "new-session",
        "-d",
        "-x",
        "100",
        "-y",
        "30",
        &command,
        ";",
        "set",
        "-g",
        "status",
        "off",
    ]);
    let mut pipe = OpenOptions::new().write(true).open(&pipe).unwrap();
    let mut size = (0, 0);
    let mut wrong = None;
    for (number, step) in
        steps(Output::Visual, Mode::Visual, MIXED_FOR_TMUX).into_iter().enumerate()
    {
        if size != (step.columns, step.rows) {
            size = (step.columns, step.rows);
            let (columns, rows) = (step.columns.to_string(), step.rows.to_string());
            tmux(&["resize-window", "-x", &columns, "-y", &rows]);
        }
        pipe.write_all(&step.bytes).unwrap();
        let start = Instant::now();
        loop {
            let held: Vec<String> = tmux(&["capture-pane", "-p"])
                .lines()
                .map(|line| line.trim_end().to_owned())
                .collect();
            let expected = step.lines.iter().map(String::as_str);
            let padded = held.iter().map(String::as_str).chain(std::iter::repeat(""));
            if expected.zip(padded).all(|(expected, held)| expected == held) {
                break;
            }
            if start.elapsed() > Duration::from_secs(20) {
                wrong = Some((number, step.lines.clone(), held));
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        if wrong.is_some() {
            break;
        }
    }
    tmux(&["kill-server"]);
    if let Some((step, expected, held)) = wrong {
        assert_eq!(held, expected, "step {step}");
    }
}

#[test]
fn bytes_for_other_checkers_are_written_where_they_are_asked_for() {
    let Some(folder) = std::env::var_os("HEXAPLA_SCREENS") else { return };
    let folder = Path::new(&folder);
    for (name, output, mode) in [
        ("visual", Output::Visual, Mode::Visual),
        ("terminal", Output::Visual, Mode::Terminal),
        ("embed", Output::Embed, Mode::Embed),
    ] {
        let mut file = std::fs::File::create(folder.join(format!("{name}.jsonl"))).unwrap();
        for step in steps(output, mode, MIXED) {
            let line = serde_json::json!({
                "columns": step.columns,
                "rows": step.rows,
                "bytes": String::from_utf8(step.bytes).unwrap(),
                "lines": step.lines,
            });
            writeln!(file, "{line}").unwrap();
        }
    }
}
