//! The event loop: messages in, state updated, effects done, one frame drawn.

mod effects;
mod opening;
mod sets;

use super::config::Settings;
use super::events::translate;
use super::translate::Translator;
use super::worker::Worker;
use super::{Done, looks, meaning, paths};
use crate::app::msg::{Env, Key, KeyCode, Msg, Notice};
use crate::app::start::{Recent, Start};
use crate::app::state::{Entry, Look, Popup, View, Ways};
use crate::app::{State, update};
use crate::cli::{Cli, Global};
use crate::layout::Widths;
use crate::load::LoadError;
use crate::model::Annotation;
use crate::store::{Place, Store};
use crate::term::{self, Backend, Guard, Input, Mode, PATIENCE, Signal, Signals};
use crate::ui::{self, theme::Theme};
use anyhow::{Context, Result, bail};
use effects::Next;
use opening::Opening;
use ratatui::Terminal;
use ratatui::layout::Position;
use std::io::{BufWriter, ErrorKind, IsTerminal, Stdout, stdout};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Longest wait for input while the worker may answer, and while only a signal may come.
const BUSY: Duration = Duration::from_millis(30);
const IDLE: Duration = Duration::from_millis(250);
/// The exit code where the terminal is gone: that of SIGHUP.
const HANGUP: u8 = 128 + 1;
/// How long the reader rests before the place is kept.
const REST: Duration = Duration::from_secs(2);
/// Sets that are offered where nothing was named.
const RECENT: usize = 15;

/// Reads.
pub fn run(cli: &Cli, settings: Settings) -> Result<Done> {
    // What takes longest first: files are read while the library is opened and the terminal asked.
    let begin = || Opening::begin(&cli.global, cli.paths.clone());
    let mut opening = (!cli.paths.is_empty()).then(begin);
    let store = paths::store(&cli.global).and_then(|path| Ok(Store::open(&path)?));
    let recent = match &store {
        Ok(store) if opening.is_none() => store.recent(RECENT).unwrap_or_default(),
        _ => Vec::new(),
    };
    if recent.is_empty() {
        opening.get_or_insert_with(begin);
    }
    // Where there is nothing to read the terminal is not taken.
    let failed = |opening: &mut Option<Opening>, patience| opening.as_mut()?.failed(patience);
    if let Some(problems) = failed(&mut opening, Duration::ZERO) {
        return Ok(nothing(&problems));
    }
    let mut session = match Session::open(cli, settings, store) {
        Ok(session) => session,
        Err(error) => {
            return match failed(&mut opening, Duration::MAX) {
                Some(problems) => Ok(nothing(&problems)),
                None => Err(error),
            };
        }
    };
    let sets = recent.into_iter().map(|set| Recent { title: set.title, paths: set.paths });
    session.state.start = Some(Start { sets: sets.collect(), ..Start::default() });
    session.opening = opening;
    let ended = session.run();
    session.keep_place();
    // The terminal is given back before anything is said.
    let (lost, problems) = session.lost();
    for note in &lost {
        let quote = note.anchors.first().map_or("", |anchor| anchor.quote.as_str());
        super::complain(format_args!("a note could not be kept. On “{quote}”: {}", note.note));
    }
    match ended? {
        End::Nothing => return Ok(nothing(&problems)),
        End::Quit => {}
        End::Signal(code) => {
            problems.iter().for_each(super::complain);
            return Ok(Done::Stopped(code));
        }
    }
    problems.iter().for_each(super::complain);
    Ok(if problems.is_empty() && lost.is_empty() { Done::All } else { Done::Part })
}

/// Says that there is nothing to read, and why.
fn nothing(problems: &[LoadError]) -> Done {
    problems.iter().for_each(super::complain);
    super::complain("nothing to read");
    Done::Part
}

struct Session {
    state: State,
    global: Global,
    theme: Theme,
    /// What was drawn last, where the terminal has to be cleared for something else.
    clears_after: Option<Shown>,
    store: Option<Store>,
    /// The set that will take the place of what is open.
    opening: Option<Opening>,
    /// Of the open set, absolute; none where it can't be opened again.
    paths: Vec<String>,
    /// What could not be loaded.
    problems: Vec<LoadError>,
    /// The place that the library has.
    kept: Option<Place>,
    /// Notes that the disk did not take.
    unkept: Vec<Annotation>,
    worker: Worker,
    translator: Translator,
    signals: Signals,
    // Dropped after the terminal, which must not write once the screen is given back.
    terminal: Terminal<Backend<BufWriter<Stdout>>>,
    input: Input,
    guard: Guard,
}

/// What fills the screen, and which boxes lie over it.
#[derive(Clone, Copy, PartialEq)]
struct Shown {
    view: View,
    reasons: bool,
    note: bool,
    popup: bool,
}

impl Shown {
    fn of(state: &State) -> Self {
        Self {
            view: state.view,
            reasons: state.explain,
            note: matches!(state.entry, Some(Entry::Note(_))),
            popup: state.popup.is_some(),
        }
    }
}

/// How reading ended.
enum End {
    Quit,
    /// Nothing that was named could be read.
    Nothing,
    /// With the exit code that goes with the signal.
    Signal(u8),
}

impl Session {
    /// Takes the terminal. No articles are open yet.
    fn open(cli: &Cli, settings: Settings, store: Result<Store>) -> Result<Self> {
        let global = &cli.global;
        let mut ways = Ways {
            linear: settings.linear || cli.linear,
            latin_names: settings.latin_names,
            mouse: settings.mouse && !cli.no_mouse,
            translates: !settings.translate_command.is_empty(),
            ..Ways::default()
        };
        if !stdout().is_terminal() {
            bail!(
                "standard output is no terminal: hexapla reads in one; `hexapla export` writes \
                 to files and pipes"
            );
        }
        let signals = Signals::catch()?;
        let mut guard = Guard::enter(ways.mouse).context(
            "the terminal can't be used: hexapla reads in a terminal, `hexapla export` needs none",
        )?;
        let (mut asked, widths) = ask(global, ways, &mut guard)?;
        ways.marks = settings.marks.unwrap_or_else(|| looks::marks(asked.emulator));
        let look = Look {
            output: looks::output(asked.mode),
            widths,
            marks: ways.marks,
            reversed: settings.right_to_left_panes,
        };
        let user = || std::env::var("USER").unwrap_or_default();
        let mut state = State::new(Vec::new(), look, settings.author.clone().unwrap_or_else(user));
        state.keymap = settings.keymap;
        state.ways = ways;
        let store = match store {
            Ok(store) => Some(store),
            Err(error) => {
                state.notice = Some(Notice::bad(format!("notes can't be kept: {error:#}")));
                None
            }
        };
        if let Some(rescued) = store.as_ref().and_then(Store::rescued) {
            state.notice = Some(Notice::bad(rescued.to_string()));
        }
        let input = Input::new(&mut asked)?;
        let terminal = Terminal::new(Backend::new(BufWriter::new(stdout()), asked.mode))?;
        let size = terminal.size()?;
        (state.columns, state.rows) = (size.width, size.height);
        let timeout = Duration::from_secs(settings.translate_timeout);
        Ok(Self {
            worker: worker(global),
            global: global.clone(),
            theme: looks::theme(global, asked.is_light()),
            clears_after: asked.emulator.leaves_specks().then(|| Shown::of(&state)),
            state,
            store,
            opening: None,
            paths: Vec::new(),
            problems: Vec::new(),
            kept: None,
            unkept: Vec::new(),
            translator: Translator::new(settings.translate_command, timeout),
            signals,
            terminal,
            input,
            guard,
        })
    }

    fn run(&mut self) -> Result<End> {
        let mut changed = true;
        // Since when the place may have changed, until it is kept.
        let mut moved = None;
        loop {
            match self.arrive() {
                Ok(arrived) => changed |= arrived,
                Err(end) => return Ok(end),
            }
            if changed {
                self.draw()?;
                moved = Some(Instant::now());
            } else if moved.is_some_and(|since| since.elapsed() > REST) {
                self.keep_place();
                moved = None;
            }
            let busy = self.opening.is_some() || self.worker.is_busy() || self.translator.is_busy();
            let mut wait = if busy { BUSY } else { IDLE };
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
            messages.extend(self.translator.answers().into_iter().map(|answer| {
                let bad = answer.text.is_err();
                let text = answer.text.unwrap_or_else(|error| error);
                Msg::Said(Popup { title: answer.title, text, bad, top: 0 })
            }));
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
        let shown = Shown::of(&self.state);
        if self.clears_after.is_some_and(|before| before != shown) {
            self.terminal.clear()?;
            self.clears_after = Some(shown);
        }
        let (state, theme) = (&mut self.state, self.theme);
        self.terminal.draw(|frame| {
            // The frame has the size of this moment, of which the event may still be under way.
            let area = frame.area();
            if (area.width, area.height) != (state.columns, state.rows) {
                let (columns, rows) = (area.width, area.height);
                // A new size asks for nothing to be done outside.
                let _ = update(state, Msg::Resize { columns, rows }, &env());
            }
            if let Some((x, y)) = ui::draw(state, theme, frame.buffer_mut()) {
                frame.set_cursor_position(Position::new(x, y));
            }
        })?;
        Ok(())
    }

    fn suspend(&mut self) -> Result<()> {
        self.guard.suspend()?;
        // Another program had the screen.
        self.terminal.clear()?;
        Ok(())
    }

    /// The notes that the disk did not take, after one more try, and what could not be loaded.
    fn lost(mut self) -> (Vec<Annotation>, Vec<LoadError>) {
        let store = &mut self.store;
        let lost = self
            .unkept
            .into_iter()
            .filter(|note| store.as_mut().is_none_or(|store| store.put_annotation(note).is_err()))
            .collect();
        (lost, self.problems)
    }

    fn say(&mut self, notice: Notice) {
        update(&mut self.state, Msg::Notice(notice), &env());
    }
}

/// Asks the terminal what it is and puts it into the mode that it wants; the cells that it gives to
/// characters on which terminals differ.
fn ask(global: &Global, ways: Ways, guard: &mut Guard) -> Result<(term::Terminal, Widths)> {
    // Screen readers want the text as it is said.
    let wanted = match global.bidi.unwrap_or_default() {
        Mode::Auto if ways.linear => Mode::Plain,
        mode => mode,
    };
    let mut asked = term::probe(wanted, PATIENCE)?;
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
    Ok((asked, widths))
}

fn worker(global: &Global) -> Worker {
    let (first, then) = (global.clone(), global.clone());
    Worker::new(move || meaning::quick(&first), move || meaning::source(&then))
}

fn env() -> Env {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok())
        .unwrap_or(0);
    Env { now, id: uuid::Uuid::new_v4().to_string() }
}
