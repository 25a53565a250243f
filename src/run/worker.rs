//! The thread that reads and aligns, so that reading never waits. The latest request wins.

use super::{meaning, progress};
use crate::align::meaning::{Meaning, MeaningError};
use crate::align::{self, Cancelled, Vectors};
use crate::app::State;
use crate::app::msg::{Msg, Notice};
use crate::app::state::Progress;
use crate::lang;
use crate::model::{Article, Decision, Reading};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Instant;

/// What to align with.
#[derive(Clone, Debug)]
pub struct Request {
    pub generation: u64,
    pub articles: Arc<Vec<Article>>,
    pub decisions: Vec<Decision>,
}

impl Request {
    /// For the state as it is.
    pub fn of(state: &State) -> Self {
        Self {
            generation: state.generation,
            articles: Arc::clone(&state.articles),
            decisions: state.obeyed().cloned().collect(),
        }
    }
}

/// The reader's end of the worker.
pub struct Worker {
    requests: Sender<Request>,
    answers: Receiver<Msg>,
    outbox: Sender<Msg>,
    shared: Arc<Shared>,
}

struct Shared {
    /// Raised when a newer request makes the running one pointless, or at the end.
    cancel: AtomicBool,
    /// Generation of the newest request.
    newest: AtomicU64,
    /// Whether anything is still to be answered.
    busy: Mutex<bool>,
}

impl Worker {
    /// `meaning` is opened by the worker, since that takes a moment; `quick` gives the vectors for
    /// the first links, which stand until those of `meaning` are made.
    pub fn new(
        quick: impl FnOnce() -> anyhow::Result<Option<Arc<dyn Meaning>>> + Send + 'static,
        meaning: impl FnOnce() -> anyhow::Result<Option<Arc<dyn Meaning>>> + Send + 'static,
    ) -> Self {
        let (requests, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        let shared = Arc::new(Shared {
            cancel: AtomicBool::new(false),
            newest: AtomicU64::new(0),
            busy: Mutex::new(false),
        });
        let work = Work {
            outbox: outbox.clone(),
            shared: Arc::clone(&shared),
            quick: Source::new(Box::new(quick)),
            meaning: Source::new(Box::new(meaning)),
            made: Made::default(),
        };
        thread::spawn(move || work.run(&inbox));
        Self { requests, answers, outbox, shared }
    }

    /// Asks for an alignment; one that is under way is called off.
    pub fn ask(&self, request: Request) {
        self.shared.newest.store(request.generation, Ordering::SeqCst);
        self.shared.cancel.store(true, Ordering::SeqCst);
        set_busy(&self.shared, true);
        // The worker lives as long as this end does.
        let _ = self.requests.send(request);
    }

    /// Does something else meanwhile, whose outcome comes with the answers.
    pub fn run_beside(&self, work: impl FnOnce() -> Msg + Send + 'static) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            let _ = outbox.send(work());
        });
    }

    /// What the worker has said since; never waits.
    pub fn answers(&self) -> impl Iterator<Item = Msg> + '_ {
        self.answers.try_iter()
    }

    pub fn is_busy(&self) -> bool {
        self.shared.busy.lock().is_ok_and(|busy| *busy)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.cancel.store(true, Ordering::SeqCst);
    }
}

fn set_busy(shared: &Shared, now: bool) {
    if let Ok(mut busy) = shared.busy.lock() {
        *busy = now;
    }
}

/// Opens something that gives meaning; none where none is wanted.
type Open = Box<dyn FnOnce() -> anyhow::Result<Option<Arc<dyn Meaning>>> + Send>;

/// What gives meaning: it is large, and opened when there are articles to be compared.
struct Source {
    open: Option<Open>,
    opened: Option<Arc<dyn Meaning>>,
}

impl Source {
    fn new(open: Open) -> Self {
        Self { open: Some(open), opened: None }
    }

    /// Whether it was opened and gives nothing.
    const fn is_none(&self) -> bool {
        self.open.is_none() && self.opened.is_none()
    }

    /// An error is told once.
    fn get(&mut self) -> anyhow::Result<Option<&dyn Meaning>> {
        if let Some(open) = self.open.take() {
            self.opened = open()?;
        }
        Ok(self.opened.as_deref())
    }
}

/// What was made for the articles that were asked about last.
#[derive(Default)]
struct Made {
    articles: Arc<Vec<Article>>,
    readings: Arc<Vec<Vec<Reading>>>,
    /// For the first links.
    first: Option<Vectors>,
    /// Of the source that was asked for.
    vectors: Option<Vectors>,
}

struct Work {
    outbox: Sender<Msg>,
    shared: Arc<Shared>,
    quick: Source,
    meaning: Source,
    made: Made,
}

impl Work {
    fn run(mut self, inbox: &Receiver<Request>) {
        while let Ok(mut request) = inbox.recv() {
            while let Ok(newer) = inbox.try_recv() {
                request = newer;
            }
            self.shared.cancel.store(false, Ordering::SeqCst);
            if self.shared.newest.load(Ordering::SeqCst) != request.generation {
                continue;
            }
            if self.answer(&request).is_ok() {
                set_busy(&self.shared, false);
            }
        }
    }

    /// What takes no time comes first, so that there is something to follow at once.
    fn answer(&mut self, request: &Request) -> Result<(), Cancelled> {
        if !Arc::ptr_eq(&self.made.articles, &request.articles) {
            let articles = Arc::clone(&request.articles);
            let readings = Arc::new(lang::read::read(&articles));
            self.say(Msg::Read(Arc::clone(&readings)));
            self.made = Made { articles, readings, ..Made::default() };
        }
        if self.made.vectors.is_none() {
            self.make_first();
            self.align(request, self.made.first.as_ref(), "words")?;
            self.make_vectors()?;
        }
        match &self.made.vectors {
            Some(vectors) => self.align(request, Some(vectors), "meaning"),
            None => Ok(()),
        }
    }

    /// Vectors for the first links; without them words have to do.
    fn make_first(&mut self) {
        let Made { articles, first, .. } = &mut self.made;
        if first.is_none()
            && align::can_be_compared(articles)
            && let Ok(Some(source)) = self.quick.get()
        {
            *first = meaning::vectors(source, articles, &|_, _| (), &self.shared.cancel).ok();
        }
    }

    /// Vectors of the source that was asked for. What goes wrong is said, and the first links stay.
    fn make_vectors(&mut self) -> Result<(), Cancelled> {
        if self.meaning.is_none() || !align::can_be_compared(&self.made.articles) {
            return Ok(());
        }
        let outbox = self.outbox.clone();
        let say = |done, all, left| {
            let what = "comparing by meaning";
            let _ = outbox.send(Msg::Progress(Progress { what, done, all, left }));
        };
        // Before the source is opened, which takes a moment: more may be found.
        say(0, 1, None);
        let start = Instant::now();
        let progress = |done: usize, all: usize| {
            // All is done once the links are made.
            let shown = done.min(all.saturating_sub(1));
            say(shown, all, progress::left(start.elapsed(), done, all));
        };
        let found = match self.meaning.get() {
            Ok(Some(source)) => {
                match meaning::vectors(source, &self.made.articles, &progress, &self.shared.cancel)
                {
                    Ok(vectors) => Ok(Some(vectors)),
                    Err(MeaningError::Cancelled) => return Err(Cancelled),
                    Err(error) => Err(error.to_string()),
                }
            }
            Ok(None) => Ok(None),
            Err(error) => Err(format!("{error:#}")),
        };
        self.made.vectors = found.unwrap_or_else(|error| {
            self.say(Msg::Notice(Notice::bad(error)));
            None
        });
        if self.made.vectors.is_none() {
            say(1, 1, None);
        }
        Ok(())
    }

    fn align(
        &self,
        request: &Request,
        vectors: Option<&Vectors>,
        how: &'static str,
    ) -> Result<(), Cancelled> {
        let input = align::Input {
            articles: &request.articles,
            readings: &self.made.readings,
            vectors,
            decisions: &request.decisions,
        };
        let alignment = Arc::new(align::align(input, &self.shared.cancel)?);
        self.say(Msg::Aligned { generation: request.generation, alignment, how });
        Ok(())
    }

    /// The reader may have gone; the worker follows at its next request.
    fn say(&self, msg: Msg) {
        let _ = self.outbox.send(msg);
    }
}
