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
        let (theirs, sender) = (Arc::clone(&shared), outbox.clone());
        thread::spawn(move || {
            Work { outbox: &sender, shared: &theirs }.run(&inbox, quick, meaning);
        });
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

struct Work<'a> {
    outbox: &'a Sender<Msg>,
    shared: &'a Shared,
}

impl Work<'_> {
    fn run(
        &self,
        inbox: &Receiver<Request>,
        quick: impl FnOnce() -> anyhow::Result<Option<Arc<dyn Meaning>>>,
        meaning: impl FnOnce() -> anyhow::Result<Option<Arc<dyn Meaning>>>,
    ) {
        let mut quick = Some(quick);
        let mut quick_source: Option<Arc<dyn Meaning>> = None;
        let mut opener = Some(meaning);
        let mut source: Option<Arc<dyn Meaning>> = None;
        // What was made for the articles that were asked about last.
        let mut articles: Arc<Vec<Article>> = Arc::default();
        let mut readings: Option<Arc<Vec<Vec<Reading>>>> = None;
        let mut first: Option<Vectors> = None;
        let mut vectors: Option<Vectors> = None;
        while let Ok(mut request) = inbox.recv() {
            while let Ok(newer) = inbox.try_recv() {
                request = newer;
            }
            self.shared.cancel.store(false, Ordering::SeqCst);
            if self.shared.newest.load(Ordering::SeqCst) != request.generation {
                continue;
            }
            if !Arc::ptr_eq(&articles, &request.articles) {
                articles = Arc::clone(&request.articles);
                (readings, first, vectors) = (None, None, None);
            }
            let readings = readings.get_or_insert_with(|| {
                let found = Arc::new(lang::read::read(&articles));
                self.say(Msg::Read(Arc::clone(&found)));
                found
            });
            // What takes no time first, so that there is something to follow at once. What gives
            // meaning is large and waits for a second article.
            let compared = align::can_be_compared(&articles);
            if let Some(open) = quick.take_if(|_| compared) {
                quick_source = open().ok().flatten();
            }
            if let (None, None, Some(source)) = (&first, &vectors, &quick_source) {
                let cancel = &self.shared.cancel;
                first = meaning::vectors(&**source, &articles, &|_, _| (), cancel).ok();
            }
            if vectors.is_none() && self.align(&request, readings, first.as_ref(), "words").is_err()
            {
                continue;
            }
            // Said before the source is opened, which takes a moment: more may be found.
            let refines = compared && vectors.is_none() && (opener.is_some() || source.is_some());
            if refines {
                self.progress(0, 1, None);
            }
            if let Some(open) = opener.take_if(|_| compared) {
                match open() {
                    Ok(found) => source = found,
                    Err(error) => self.say(Msg::Notice(Notice::bad(format!("{error:#}")))),
                }
            }
            if let (None, Some(source)) = (&vectors, &source) {
                let start = Instant::now();
                let progress = |done, all: usize| {
                    // All is done once the links are made.
                    let shown = all.saturating_sub(1).min(done);
                    self.progress(shown, all, progress::left(start.elapsed(), done, all));
                };
                match meaning::vectors(&**source, &articles, &progress, &self.shared.cancel) {
                    Ok(found) => vectors = Some(found),
                    Err(MeaningError::Cancelled) => continue,
                    Err(error) => self.say(Msg::Notice(Notice::bad(error.to_string()))),
                }
            }
            if refines && vectors.is_none() {
                self.progress(1, 1, None);
            }
            let refined = vectors.is_none()
                || self.align(&request, readings, vectors.as_ref(), "meaning").is_ok();
            if refined {
                set_busy(self.shared, false);
            }
        }
    }

    fn align(
        &self,
        request: &Request,
        readings: &[Vec<Reading>],
        vectors: Option<&Vectors>,
        how: &'static str,
    ) -> Result<(), Cancelled> {
        let input = align::Input {
            articles: &request.articles,
            readings,
            vectors,
            decisions: &request.decisions,
        };
        let alignment = Arc::new(align::align(input, &self.shared.cancel)?);
        self.say(Msg::Aligned { generation: request.generation, alignment, how });
        Ok(())
    }

    fn progress(&self, done: usize, all: usize, left: Option<u64>) {
        self.say(Msg::Progress(Progress { what: "comparing by meaning", done, all, left }));
    }

    /// The reader may have gone; the worker follows at its next request.
    fn say(&self, msg: Msg) {
        let _ = self.outbox.send(msg);
    }
}
