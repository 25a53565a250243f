//! A set on its way: read on a thread, so that the terminal can be asked meanwhile and nobody who
//! wants to leave has to wait.

use super::super::export::{load_options, load_paths};
use super::super::progress;
use super::{End, Session};
use crate::app::msg::Notice;
use crate::app::start::{self, Start};
use crate::cli::Global;
use crate::load::{self, LoadError, Loaded};
use crate::model::Article;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Most sets are there before this is over, and no screen has to say that they are not.
const PATIENCE: Duration = Duration::from_millis(250);

/// What is being read.
pub(super) struct Opening {
    paths: Vec<String>,
    since: Instant,
    stages: Receiver<Stage>,
    /// What has come and was only looked at.
    come: Option<Stage>,
    /// For how many seconds the screen says that it has been read.
    said: Option<u64>,
}

/// What comes of a set.
enum Stage {
    /// The beginnings of long articles.
    Beginnings(Vec<Article>),
    Whole(Loaded),
}

impl Opening {
    /// Begins to read. What is no file (a pipe, standard input) is waited for: whoever feeds it may
    /// still ask for a password on the terminal, or say how far it is.
    pub(super) fn begin(global: &Global, paths: Vec<String>) -> Self {
        let since = Instant::now();
        let (sender, stages) = mpsc::channel();
        if paths.iter().any(|path| is_stream(path)) {
            let loaded = progress::waiting("opening the articles", || load_paths(global, &paths));
            // The receiver is at hand.
            let _ = sender.send(Stage::Whole(loaded));
            return Self { paths, since, stages, come: None, said: None };
        }
        let (global, own) = (global.clone(), paths.clone());
        thread::spawn(move || {
            if let Some(articles) = load::beginnings(&own, &load_options(&global)) {
                // Where nobody waits any more the program ends.
                let _ = sender.send(Stage::Beginnings(articles));
            }
            sender.send(Stage::Whole(load_paths(&global, &own)))
        });
        Self { paths, since, stages, come: None, said: None }
    }

    /// What comes next, if it comes in time; where reading broke off, a set with nothing in it.
    fn next(&mut self, patience: Duration) -> Option<Stage> {
        if self.come.is_some() {
            return self.come.take();
        }
        match self.stages.recv_timeout(patience) {
            Ok(stage) => Some(stage),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Stage::Whole(Loaded::default())),
        }
    }

    /// Why there is nothing to read, where that is found out in time.
    pub(super) fn failed(&mut self, patience: Duration) -> Option<Vec<LoadError>> {
        self.come = self.next(patience);
        match &mut self.come {
            Some(Stage::Whole(loaded)) if loaded.articles.is_empty() => {
                Some(std::mem::take(&mut loaded.problems))
            }
            _ => None,
        }
    }

    fn title(&self) -> String {
        if self.paths.is_empty() { "the built-in sample".to_owned() } else { self.paths.join(", ") }
    }
}

fn is_stream(path: &str) -> bool {
    path == "-" || std::fs::metadata(path).is_ok_and(|of| !of.is_file() && !of.is_dir())
}

impl Session {
    /// Begins to open a set; what is open stays until it is there.
    pub(super) fn open_set(&mut self, paths: Vec<String>) {
        self.opening = Some(Opening::begin(&self.global, paths));
        self.state.start.get_or_insert_with(Start::default);
    }

    /// Takes what has come of the set that is being opened. Whether the screen has to be drawn
    /// again, or how it ends where there is nothing to read.
    pub(super) fn arrive(&mut self) -> Result<bool, End> {
        let Some(mut opening) = self.opening.take() else { return Ok(false) };
        let patience = if self.state.partial {
            Duration::ZERO
        } else {
            PATIENCE.saturating_sub(opening.since.elapsed())
        };
        match opening.next(patience) {
            Some(Stage::Whole(loaded)) if loaded.articles.is_empty() => self.nothing(loaded),
            Some(Stage::Whole(loaded)) => {
                self.take_set(loaded, &opening.paths);
                Ok(true)
            }
            Some(Stage::Beginnings(articles)) => {
                self.take_beginnings(articles);
                self.opening = Some(opening);
                Ok(true)
            }
            None => {
                let changed = self.say_how_long(&mut opening);
                self.opening = Some(opening);
                Ok(changed)
            }
        }
    }

    /// Whether the screen did not say so yet. What a key has just been answered stays.
    fn say_how_long(&mut self, opening: &mut Opening) -> bool {
        let seconds = opening.since.elapsed().as_secs();
        let answered = self.state.notice.as_ref().is_some_and(|notice| notice.bad);
        if opening.said == Some(seconds) || answered {
            return false;
        }
        opening.said = Some(seconds);
        if self.state.partial {
            self.say(Notice::good(format!("the rest is being read … {seconds} s")));
            return true;
        }
        if let Some(start) = &mut self.state.start {
            start.opening = Some(start::Opening { title: opening.title(), seconds });
        }
        true
    }

    fn nothing(&mut self, loaded: Loaded) -> Result<bool, End> {
        let Some(start) = self.state.start.as_mut().filter(|start| !start.sets.is_empty()) else {
            self.problems.extend(loaded.problems);
            return Err(End::Nothing);
        };
        start.opening = None;
        let list: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        self.state.notice = Some(Notice::bad(list.join("; ")));
        Ok(true)
    }
}
