//! The event loop: messages in, state updated, effects done, one frame drawn.

use super::config::Settings;
use super::events::translate;
use super::export::load_paths;
use super::translate::Translator;
use super::worker::{Request, Worker};
use super::{Done, looks, meaning, paths, progress};
use crate::app::command::FIRST;
use crate::app::msg::{Effect, Env, Key, KeyCode, Msg, Notice};
use crate::app::start::{Recent, Start};
use crate::app::state::{Entry, Look, Popup, Ways};
use crate::app::{State, session, update};
use crate::cli::{Cli, Global};
use crate::export::{self, Source};
use crate::layout::Widths;
use crate::load::{LoadError, Loaded};
use crate::model::{Annotation, Article};
use crate::store::{self, Maker, Place, Settled, Store};
use crate::term::{self, Backend, Copied, Guard, Input, Mode, PATIENCE, Signal, Signals};
use crate::ui::{self, theme::Theme};
use anyhow::{Context, Result, bail};
use ratatui::Terminal;
use ratatui::layout::Position;
use std::io::{BufWriter, ErrorKind, Stdout, stdout};
use std::path::Path;
use std::sync::Arc;
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
    let store = paths::store(&cli.global).and_then(|path| Ok(Store::open(&path)?));
    let recent = match &store {
        Ok(store) if cli.paths.is_empty() => store.recent(RECENT).unwrap_or_default(),
        _ => Vec::new(),
    };
    let load = || load_paths(&cli.global, &cli.paths);
    let loaded = if recent.is_empty() {
        progress::waiting("opening the articles", load)
    } else {
        Loaded::default()
    };
    if loaded.articles.is_empty() && recent.is_empty() {
        for problem in &loaded.problems {
            super::complain(problem);
        }
        super::complain("nothing to read");
        return Ok(Done::Part);
    }
    let mut session = Session::open(cli, settings, store)?;
    if recent.is_empty() {
        session.take_set(loaded, &cli.paths);
    } else {
        let sets = recent.into_iter().map(|set| Recent { title: set.title, paths: set.paths });
        session.state.start = Some(Start { sets: sets.collect(), cursor: 0 });
    }
    let ended = session.run();
    session.keep_place();
    // The terminal is given back before anything is said.
    let (lost, problems) = session.lost();
    for note in &lost {
        let quote = note.anchors.first().map_or("", |anchor| anchor.quote.as_str());
        super::complain(format_args!("a note could not be kept. On “{quote}”: {}", note.note));
    }
    let end = ended?;
    for problem in &problems {
        super::complain(problem);
    }
    if let End::Signal(code) = end {
        return Ok(Done::Stopped(code));
    }
    Ok(if problems.is_empty() && lost.is_empty() { Done::All } else { Done::Part })
}

struct Session {
    state: State,
    global: Global,
    theme: Theme,
    store: Option<Store>,
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
    /// Takes the terminal. No articles are open yet.
    fn open(cli: &Cli, settings: Settings, store: Result<Store>) -> Result<Self> {
        let global = &cli.global;
        let ways = Ways {
            linear: settings.linear || cli.linear,
            latin_names: settings.latin_names,
            mouse: settings.mouse && !cli.no_mouse,
            translates: !settings.translate_command.is_empty(),
        };
        let signals = Signals::catch()?;
        let mut guard = Guard::enter(ways.mouse).context(
            "the terminal can't be used: hexapla reads in a terminal, `hexapla export` needs none",
        )?;
        // Screen readers want the text as it is said.
        let wanted = match global.bidi.unwrap_or_default() {
            Mode::Auto if ways.linear => Mode::Plain,
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
        let look = Look {
            output: looks::output(asked.mode),
            widths,
            marks: settings.marks.unwrap_or_else(|| looks::marks(asked.emulator)),
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
            state,
            store,
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

    /// Opens a set in the place of what is open, with what the library has on it.
    fn take_set(&mut self, loaded: Loaded, paths: &[String]) {
        let old = &self.state;
        let mut state = State::new(loaded.articles, old.look.clone(), old.author.clone());
        state.keymap = old.keymap.clone();
        state.ways = old.ways;
        (state.columns, state.rows) = (old.columns, old.rows);
        // What was said while the terminal was taken has not been seen yet.
        state.notice = old.notice.clone();
        self.paths = absolute(paths);
        self.kept = None;
        if let Some(store) = &mut self.store {
            match store.annotations(&state.articles) {
                Ok(notes) => state.set_notes(notes),
                Err(error) => state.notice = Some(Notice::bad(error.to_string())),
            }
            match store.settle_decisions(&state.articles) {
                Ok(settled) => {
                    state.notice = aside(&settled).or(state.notice);
                    state.decisions = settled.decisions;
                }
                Err(error) => state.notice = Some(Notice::bad(error.to_string())),
            }
            match store.session(&state.articles, &self.paths) {
                Ok(Some(left)) => {
                    session::restore(&mut state, &left.place);
                    self.kept = Some(left.place);
                }
                Ok(None) if state.notice.is_none() && store.is_new().unwrap_or(false) => {
                    state.notice = Some(Notice::good(first_keys(&state)));
                }
                Ok(None) => {}
                Err(error) => state.notice = Some(Notice::bad(error.to_string())),
            }
        }
        if !loaded.problems.is_empty() {
            let list: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
            state.notice = Some(Notice::bad(list.join("; ")));
        }
        self.problems.extend(loaded.problems);
        // An answer for the articles that were open is none for these.
        state.generation = old.generation + 1;
        self.worker.ask(Request::of(&state));
        self.state = state;
    }

    fn run(&mut self) -> Result<End> {
        let mut changed = true;
        // Since when the place may have changed, until it is kept.
        let mut moved = None;
        loop {
            if changed {
                self.draw()?;
                moved = Some(Instant::now());
            } else if moved.is_some_and(|since| since.elapsed() > REST) {
                self.keep_place();
                moved = None;
            }
            let busy = self.worker.is_busy() || self.translator.is_busy();
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
            Effect::Align { .. } => self.worker.ask(Request::of(&self.state)),
            Effect::Open { path } => {
                let global = self.global.clone();
                self.worker.run_beside(move || opened(&global, path));
            }
            Effect::Recall => self.recall(),
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
                let (author, now) = (self.state.author.clone(), env().now);
                let articles = Arc::clone(&self.state.articles);
                let maker = Maker { author: &author, now, articles: &articles };
                self.keep(|store| store.decide(&before, &after, maker));
            }
            Effect::Copy(text) => match term::copy(&text) {
                Ok(Copied::Sent) => {}
                Ok(Copied::TooLong) => self.say(Notice::bad(
                    "not copied: terminals take no more than 75 kB; E writes it to a file",
                )),
                Err(error) => self.say(Notice::bad(format!("not copied: {error}"))),
            },
            Effect::Export { path, replace: false } if path.exists() => {
                let name = path.display().to_string();
                self.say(Notice::bad(format!(
                    "{name} is there already: E and Enter replace it, or name another file"
                )));
                self.state.asked.taken = Some(name);
            }
            Effect::Export { path, .. } => {
                let notice = match self.export(&path) {
                    Ok(()) => Notice::good(format!("written: {}", path.display())),
                    Err(error) => Notice::bad(format!("{error:#}")),
                };
                self.say(notice);
            }
            Effect::Suspend => self.suspend()?,
            Effect::Translate { title, text, lang } => {
                self.translator.ask(title, text, &lang.to_string());
            }
            Effect::Mouse(on) => self.guard.set_mouse(on)?,
            Effect::OpenSet(paths) => {
                self.keep_place();
                let loaded = load_paths(&self.global, &paths);
                if loaded.articles.is_empty() {
                    let list: Vec<String> =
                        loaded.problems.iter().map(ToString::to_string).collect();
                    self.state.notice = Some(Notice::bad(list.join("; ")));
                } else {
                    self.take_set(loaded, &paths);
                }
            }
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

    /// Reads what the library holds on the articles that are open now.
    fn recall(&mut self) {
        let Some(store) = &mut self.store else { return };
        let articles = &self.state.articles;
        let message = match (store.annotations(articles), store.settle_decisions(articles)) {
            (Ok(notes), Ok(settled)) => Msg::Recalled { notes, decisions: settled.decisions },
            (Err(error), _) | (_, Err(error)) => Msg::Notice(Notice::bad(error.to_string())),
        };
        update(&mut self.state, message, &env());
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

    /// Keeps where the reader stands, if that has changed. Where the library does not take it,
    /// nothing is said: it costs the reader a few keys, and notes have their own word.
    fn keep_place(&mut self) {
        let Some(store) = self.store.as_mut().filter(|_| !self.state.articles.is_empty()) else {
            return;
        };
        let place = session::place(&self.state);
        if self.kept.as_ref() == Some(&place) {
            return;
        }
        let session = store::Session {
            id: store::set_id(&self.state.articles),
            title: title(&self.state.articles, &self.paths),
            paths: self.paths.clone(),
            left: env().now,
            place: place.clone(),
        };
        if store.put_session(&session).is_ok() {
            self.kept = Some(place);
        }
    }

    fn say(&mut self, notice: Notice) {
        update(&mut self.state, Msg::Notice(notice), &env());
    }

    /// Writes beside the file and then in its place, so that what was there is lost only to what is
    /// whole.
    fn export(&self, path: &Path) -> Result<()> {
        if !path.exists() {
            return self.export_new(path);
        }
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            bail!("{}: is no name of a file", path.display());
        };
        let fresh = path.with_file_name(format!(".{}-{name}", std::process::id()));
        let written = self
            .export_new(&fresh)
            .and_then(|()| std::fs::rename(&fresh, path).context("not put in its place"));
        if written.is_err() {
            // What is half is of no use; that it can't be removed either is no news.
            let _ = std::fs::remove_file(&fresh);
        }
        written
    }

    fn export_new(&self, path: &Path) -> Result<()> {
        let log = match &self.store {
            Some(store) => store.decision_log_on(&self.state.articles)?,
            None => Vec::new(),
        };
        let alignment = self.state.scope.cut(&self.state.alignment);
        let source = Source {
            articles: &self.state.articles,
            readings: &self.state.readings,
            alignment: &alignment,
            annotations: &self.state.notes,
            decisions: &log,
            passages: None,
        };
        export::to_file(path, source).with_context(|| format!("{}: not written", path.display()))
    }
}

fn worker(global: &Global) -> Worker {
    let (first, then) = (global.clone(), global.clone());
    Worker::new(move || meaning::quick(&first), move || meaning::source(&then))
}

/// What is to be said of decisions that no longer fit the text.
fn aside(settled: &Settled) -> Option<Notice> {
    let count = settled.aside.len();
    (count > 0).then(|| {
        Notice::bad(format!(
            "{count} of your decisions are left aside: the text they were made on has changed"
        ))
    })
}

/// Reads a file or folder that is to be opened beside the others.
fn opened(global: &Global, path: String) -> Msg {
    let loaded = load_paths(global, &[path]);
    match loaded.problems.first() {
        Some(problem) if loaded.articles.is_empty() => {
            Msg::Notice(Notice::bad(problem.to_string()))
        }
        _ => Msg::Opened(loaded.articles),
    }
}

/// What a reader who has never been here needs.
fn first_keys(state: &State) -> String {
    let keys = FIRST.iter().filter_map(|(command, word, _)| {
        Some(format!("{} {word}", state.keymap.main_key(*command)?))
    });
    keys.collect::<Vec<_>>().join(" · ")
}

/// Paths that lead to the same files from everywhere; none where one of them does not, as
/// standard input.
fn absolute(paths: &[String]) -> Vec<String> {
    let path = |path: &String| {
        let full = std::path::absolute(path).ok()?.into_os_string().into_string().ok()?;
        (path != "-" && !full.contains('\n')).then_some(full)
    };
    paths.iter().map(path).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// `3 articles · ar hi en · quake, more.txt`.
fn title(articles: &[Article], paths: &[String]) -> String {
    let mut langs: Vec<String> = Vec::new();
    for lang in articles.iter().map(|article| article.lang.to_string()) {
        if !langs.contains(&lang) {
            langs.push(lang);
        }
    }
    let names: Vec<&str> =
        paths.iter().filter_map(|path| Path::new(path).file_name()?.to_str()).collect();
    let count = articles.len();
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} article{plural} · {} · {}", langs.join(" "), names.join(", "))
}

fn env() -> Env {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok())
        .unwrap_or(0);
    Env { now, id: uuid::Uuid::new_v4().to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_opened_again_is_offered() {
        let paths = ["a.txt".to_owned(), "/b.txt".to_owned()];
        let full = absolute(&paths);
        assert!(full.iter().all(|path| Path::new(path).is_absolute()), "{full:?}");
        assert_eq!(full[1], "/b.txt");
        assert_eq!(absolute(&["a.txt".to_owned(), "-".to_owned()]), Vec::<String>::new());
        assert_eq!(absolute(&["a\nb".to_owned()]), Vec::<String>::new());
    }

    #[test]
    fn a_set_is_called_by_its_languages_and_files() {
        let articles = crate::load::sample();
        let title = title(&articles, &["/news/quake".to_owned(), "/more.txt".to_owned()]);
        assert!(title.starts_with("8 articles · "), "{title}");
        assert!(title.ends_with(" · quake, more.txt"), "{title}");
    }
}
