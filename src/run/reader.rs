//! The event loop: messages in, state updated, effects done, one frame drawn.

use super::config::Settings;
use super::worker::{Request, Worker};
use super::{Done, meaning, paths};
use crate::app::msg::{Effect, Env, Key, KeyCode, Mouse, MouseWhat, Msg, Notice};
use crate::app::state::{Entry, Look};
use crate::app::{State, update};
use crate::cli::{Cli, Global, ThemeChoice};
use crate::export::{self, Source};
use crate::layout::{Output, Widths};
use crate::model::Annotation;
use crate::store::Store;
use crate::term::{self, Backend, Copied, Guard, Input, Mode, PATIENCE, Signal, Signals};
use crate::ui::{self, theme::Theme};
use anyhow::{Context, Result};
use crossterm::event::{self, Event, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};
use ratatui::Terminal;
use ratatui::layout::Position;
use std::io::{BufWriter, ErrorKind, Stdout, stdout};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Longest wait for input while the worker may answer, and while only a signal may come.
const BUSY: Duration = Duration::from_millis(30);
const IDLE: Duration = Duration::from_millis(250);
/// The exit code where the terminal is gone: that of SIGHUP.
const HANGUP: u8 = 128 + 1;

/// Reads.
pub fn run(cli: &Cli, settings: Settings) -> Result<Done> {
    let loaded = super::export::load_paths(&cli.global, &cli.paths);
    if loaded.articles.is_empty() {
        for problem in &loaded.problems {
            super::complain(problem);
        }
        super::complain("nothing to read");
        return Ok(Done::Part);
    }
    let mut session = Session::open(cli, settings, loaded.articles)?;
    if !loaded.problems.is_empty() {
        let list: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        session.state.notice = Some(Notice::bad(list.join("; ")));
    }
    let ended = session.run();
    // The terminal is given back before anything is said.
    let lost = session.lost();
    for note in &lost {
        let quote = note.anchors.first().map_or("", |anchor| anchor.quote.as_str());
        super::complain(format_args!("a note could not be kept. On “{quote}”: {}", note.note));
    }
    let end = ended?;
    for problem in &loaded.problems {
        super::complain(problem);
    }
    if let End::Signal(code) = end {
        return Ok(Done::Stopped(code));
    }
    Ok(if loaded.problems.is_empty() && lost.is_empty() { Done::All } else { Done::Part })
}

struct Session {
    state: State,
    theme: Theme,
    store: Option<Store>,
    /// Notes that the disk did not take.
    unkept: Vec<Annotation>,
    worker: Worker,
    signals: Signals,
    // Dropped after the terminal, which must not write once the screen is given back.
    terminal: Terminal<Backend<BufWriter<Stdout>>>,
    input: Input,
    guard: Guard,
}

enum Next {
    Go,
    Quit,
}

/// How reading ended.
enum End {
    Quit,
    /// With the exit code that goes with the signal.
    Signal(u8),
}

impl Session {
    fn open(cli: &Cli, settings: Settings, articles: Vec<crate::model::Article>) -> Result<Self> {
        let global = &cli.global;
        let mut notice = None;
        let store = match paths::store(global).and_then(|path| Ok(Store::open(&path)?)) {
            Ok(store) => Some(store),
            Err(error) => {
                notice = Some(Notice::bad(format!("notes can't be kept: {error:#}")));
                None
            }
        };
        let user = || std::env::var("USER").unwrap_or_default();
        let author = settings.author.unwrap_or_else(user);
        let linear = settings.linear || cli.linear;
        let signals = Signals::catch()?;
        let mut guard = Guard::enter(settings.mouse && !cli.no_mouse).context(
            "the terminal can't be used: hexapla reads in a terminal, `hexapla export` needs none",
        )?;
        // Screen readers want the text as it is said.
        let wanted = match global.bidi.into() {
            Mode::Auto if linear => Mode::Plain,
            mode => mode,
        };
        let mut asked = term::probe(wanted)?;
        if wanted == Mode::Auto
            && let Ok(path) = paths::terminals(global)
            && let Some(mode) = super::doctor::stored(&path, &asked)
        {
            asked.mode = mode;
        }
        guard.set_mode(asked.mode)?;
        // One wait is enough for a terminal that does not answer.
        let patience = if asked.took.is_some() { PATIENCE } else { Duration::ZERO };
        let widths = term::measure(&Widths::PROBES, patience, &mut asked.typed)?
            .and_then(|cells| cells.try_into().ok())
            .or_else(|| asked.emulator.usual_cells())
            .map_or_else(Widths::default, |cells| Widths::measured(&cells));
        let look =
            Look { output: output(asked.mode), widths, marks: settings.marks, reversed: false };
        let mut state = State::new(articles, look, author);
        state.keymap = settings.keymap;
        state.notice = notice;
        if let Some(store) = &store {
            if let Some(rescued) = store.rescued() {
                state.notice = Some(Notice::bad(rescued.to_string()));
            }
            match store.annotations(&state.articles) {
                Ok(notes) => state.notes = notes,
                Err(error) => state.notice = Some(Notice::bad(error.to_string())),
            }
            match store.decisions() {
                Ok(decisions) => state.decisions = decisions,
                Err(error) => state.notice = Some(Notice::bad(error.to_string())),
            }
        }
        let input = Input::new(&mut asked)?;
        let terminal = Terminal::new(Backend::new(BufWriter::new(stdout()), asked.mode))?;
        let size = terminal.size()?;
        (state.columns, state.rows) = (size.width, size.height);
        let worker = {
            let (first, then) = (global.clone(), global.clone());
            let articles = Arc::clone(&state.articles);
            Worker::new(articles, move || meaning::quick(&first), move || meaning::source(&then))
        };
        worker.ask(Request { generation: state.generation, decisions: state.decisions.clone() });
        let theme = theme(global, asked.is_light());
        Ok(Self {
            state,
            theme,
            store,
            unkept: Vec::new(),
            worker,
            signals,
            terminal,
            input,
            guard,
        })
    }

    fn run(&mut self) -> Result<End> {
        let mut changed = true;
        loop {
            if changed {
                self.draw()?;
            }
            let mut wait = if self.worker.is_busy() { BUSY } else { IDLE };
            let mut messages: Vec<Msg> = Vec::new();
            // Everything that has come in, then one frame.
            loop {
                match self.input.next(wait) {
                    Ok(Some(event)) => messages.extend(translate(event)),
                    Ok(None) => break,
                    Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                        self.keep_unfinished()?;
                        return Ok(End::Signal(HANGUP));
                    }
                    Err(error) => return Err(error.into()),
                }
                wait = Duration::ZERO;
            }
            changed = false;
            match self.signals.next() {
                Some(Signal::Quit(code)) => {
                    self.keep_unfinished()?;
                    return Ok(End::Signal(u8::try_from(code).unwrap_or(1)));
                }
                Some(Signal::Suspend) => {
                    self.suspend()?;
                    changed = true;
                }
                None => {}
            }
            messages.extend(self.worker.answers());
            for message in messages {
                changed = true;
                let effects = update(&mut self.state, message, &env());
                for effect in effects {
                    if let Next::Quit = self.perform(effect)? {
                        return Ok(End::Quit);
                    }
                }
            }
        }
    }

    /// A note that is being written when the line drops is kept as if it were finished.
    fn keep_unfinished(&mut self) -> Result<()> {
        if matches!(self.state.entry, Some(Entry::Note(_))) {
            let key = Key { code: KeyCode::Esc, ctrl: false, alt: false, shift: false };
            for effect in update(&mut self.state, Msg::Key(key), &env()) {
                self.perform(effect)?;
            }
        }
        Ok(())
    }

    fn draw(&mut self) -> Result<()> {
        let (state, theme) = (&self.state, self.theme);
        self.terminal.draw(|frame| {
            if let Some((x, y)) = ui::draw(state, theme, frame.buffer_mut()) {
                frame.set_cursor_position(Position::new(x, y));
            }
        })?;
        Ok(())
    }

    fn suspend(&mut self) -> Result<()> {
        self.guard.suspend()?;
        self.redraw()
    }

    /// After another program had the screen, which may have another size now.
    fn redraw(&mut self) -> Result<()> {
        self.terminal.clear()?;
        let size = self.terminal.size()?;
        let message = Msg::Resize { columns: size.width, rows: size.height };
        update(&mut self.state, message, &env());
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> Result<Next> {
        match effect {
            Effect::Quit => return Ok(Next::Quit),
            Effect::Align { generation } => {
                self.worker.ask(Request { generation, decisions: self.state.decisions.clone() });
            }
            Effect::PutNote(note) => {
                self.unkept.retain(|other| other.id != note.id);
                if self.keep(|store| store.put_annotation(&note)) {
                    self.say(Notice::good("annotation kept (u takes it back)"));
                } else {
                    self.unkept.push(note);
                }
            }
            Effect::DeleteNote { id } => {
                self.unkept.retain(|other| other.id != id);
                if self.keep(|store| store.delete_annotation(&id)) {
                    self.say(Notice::good("annotation deleted (u brings it back)"));
                }
            }
            Effect::ChangeDecisions { before, after } => {
                self.keep(|store| store.change_decisions(&before, &after));
            }
            Effect::Copy(text) => match term::copy(&text) {
                Ok(Copied::Sent) => {}
                Ok(Copied::TooLong) => self.say(Notice::bad(
                    "not copied: terminals take no more than 75 kB; E writes it to a file",
                )),
                Err(error) => self.say(Notice::bad(format!("not copied: {error}"))),
            },
            Effect::Export { path } => {
                let notice = match self.export(&path) {
                    Ok(()) => Notice::good(format!("written: {}", path.display())),
                    Err(error) => Notice::bad(format!("{error:#}")),
                };
                self.say(notice);
            }
            Effect::Suspend => self.suspend()?,
            Effect::Edit(text) => {
                let message = match self.guard.lend(|| super::editor::edit(&text))? {
                    Ok(text) => Msg::Edited(text),
                    Err(error) => Msg::Notice(Notice::bad(format!("{error:#}"))),
                };
                self.redraw()?;
                update(&mut self.state, message, &env());
            }
        }
        Ok(Next::Go)
    }

    /// Does something with the database; what fails is said, and the state keeps what was written.
    fn keep(
        &mut self,
        change: impl FnOnce(&mut Store) -> Result<(), crate::store::StoreError>,
    ) -> bool {
        let outcome = match &mut self.store {
            Some(store) => change(store).map_err(|error| error.to_string()),
            None => Err("there is no database; choose a file with --store".to_owned()),
        };
        let Err(error) = outcome else { return true };
        self.say(Notice::bad(format!("NOT KEPT on disk (it stays here until you quit): {error}")));
        false
    }

    /// The notes that the disk did not take, after one more try.
    fn lost(mut self) -> Vec<Annotation> {
        let store = &mut self.store;
        self.unkept
            .into_iter()
            .filter(|note| store.as_mut().is_none_or(|store| store.put_annotation(note).is_err()))
            .collect()
    }

    fn say(&mut self, notice: Notice) {
        update(&mut self.state, Msg::Notice(notice), &env());
    }

    fn export(&self, path: &Path) -> Result<()> {
        let alignment = self.state.scope.cut(&self.state.alignment);
        let source = Source {
            articles: &self.state.articles,
            readings: &self.state.readings,
            alignment: &alignment,
            annotations: &self.state.notes,
            decisions: &self.state.decisions,
            passages: None,
        };
        export::to_file(path, source).with_context(|| format!("{}: not written", path.display()))
    }
}

/// What layout has to make for a terminal in this mode.
fn output(mode: Mode) -> Output {
    match mode {
        Mode::Auto | Mode::Visual | Mode::Terminal | Mode::Mlterm => Output::Visual,
        Mode::Konsole => Output::Isolates,
        Mode::Kitty => Output::Words,
        Mode::Putty => Output::Stretches,
        Mode::Embed => Output::Embed,
        Mode::Plain => Output::Plain,
    }
}

/// The theme that was asked for; NO_COLOR (no-color.org) counts where it is not empty.
/// `light`: whether the terminal's background is, if it says; else COLORFGBG may.
fn theme(global: &Global, light: Option<bool>) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let told = || std::env::var("COLORFGBG").ok().and_then(|value| is_light(&value));
    match global.theme.unwrap_or(ThemeChoice::Auto) {
        _ if global.no_color || no_color => Theme::Mono,
        ThemeChoice::Auto if light.or_else(told) == Some(true) => Theme::Light,
        ThemeChoice::Auto | ThemeChoice::Dark => Theme::Dark,
        ThemeChoice::Light => Theme::Light,
        ThemeChoice::Mono => Theme::Mono,
        ThemeChoice::Contrast => Theme::Contrast,
    }
}

/// What COLORFGBG says, as rxvt and Konsole set it: `15;0` or `0;default;15`, the last a colour of
/// the sixteen, of which white and the bright ones but grey are light.
fn is_light(colors: &str) -> Option<bool> {
    let background: u8 = colors.rsplit(';').next()?.parse().ok()?;
    (background < 16).then_some(matches!(background, 7 | 9..=15))
}

fn env() -> Env {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok())
        .unwrap_or(0);
    Env { now, id: uuid::Uuid::new_v4().to_string() }
}

/// The terminal's events in the reader's words.
fn translate(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let code = match key.code {
                event::KeyCode::Char(letter) => KeyCode::Char(letter),
                event::KeyCode::Enter => KeyCode::Enter,
                event::KeyCode::Esc => KeyCode::Esc,
                event::KeyCode::Tab | event::KeyCode::BackTab => KeyCode::Tab,
                event::KeyCode::Backspace => KeyCode::Backspace,
                event::KeyCode::Delete => KeyCode::Delete,
                event::KeyCode::Up => KeyCode::Up,
                event::KeyCode::Down => KeyCode::Down,
                event::KeyCode::Left => KeyCode::Left,
                event::KeyCode::Right => KeyCode::Right,
                event::KeyCode::Home => KeyCode::Home,
                event::KeyCode::End => KeyCode::End,
                event::KeyCode::PageUp => KeyCode::PageUp,
                event::KeyCode::PageDown => KeyCode::PageDown,
                event::KeyCode::F(number) => KeyCode::F(number),
                _ => return None,
            };
            let held = |modifier| key.modifiers.contains(modifier);
            Some(Msg::Key(Key {
                code,
                ctrl: held(KeyModifiers::CONTROL),
                alt: held(KeyModifiers::ALT),
                shift: key.code == event::KeyCode::BackTab
                    || (held(KeyModifiers::SHIFT) && !matches!(code, KeyCode::Char(_))),
            }))
        }
        Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseWhat::Press,
                MouseEventKind::Drag(MouseButton::Left) => MouseWhat::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseWhat::Release,
                MouseEventKind::ScrollUp => MouseWhat::WheelUp,
                MouseEventKind::ScrollDown => MouseWhat::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse { what, column: mouse.column, row: mouse.row }))
        }
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize { columns, rows }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colorfgbg_tells_the_background() {
        let cases = [
            ("15;0", Some(false)),
            ("0;15", Some(true)),
            ("0;default;7", Some(true)),
            ("12;8", Some(false)),
            ("15;default", None),
            ("0;99", None),
            ("", None),
        ];
        for (colors, light) in cases {
            assert_eq!(is_light(colors), light, "{colors}");
        }
    }
}
