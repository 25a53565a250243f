//! The thread that reads and aligns, so that reading never waits. The latest request wins.

use crate::align::{self, Cancelled};
use crate::app::msg::Msg;
use crate::lang;
use crate::model::{Article, Decision, Reading};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// What to align with.
#[derive(Clone, Debug)]
pub struct Request {
    pub generation: u64,
    pub decisions: Vec<Decision>,
}

/// The reader's end of the worker.
pub struct Worker {
    requests: Sender<Request>,
    answers: Receiver<Msg>,
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
    pub fn new(articles: Arc<Vec<Article>>) -> Self {
        let (requests, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        let shared = Arc::new(Shared {
            cancel: AtomicBool::new(false),
            newest: AtomicU64::new(0),
            busy: Mutex::new(false),
        });
        let theirs = Arc::clone(&shared);
        thread::spawn(move || work(&articles, &inbox, &outbox, &theirs));
        Self { requests, answers, shared }
    }

    /// Asks for an alignment; one that is under way is called off.
    pub fn ask(&self, request: Request) {
        self.shared.newest.store(request.generation, Ordering::SeqCst);
        self.shared.cancel.store(true, Ordering::SeqCst);
        set_busy(&self.shared, true);
        // The worker lives as long as this end does.
        let _ = self.requests.send(request);
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

fn work(articles: &[Article], inbox: &Receiver<Request>, outbox: &Sender<Msg>, shared: &Shared) {
    let mut readings: Option<Arc<Vec<Vec<Reading>>>> = None;
    while let Ok(mut request) = inbox.recv() {
        while let Ok(newer) = inbox.try_recv() {
            request = newer;
        }
        shared.cancel.store(false, Ordering::SeqCst);
        if shared.newest.load(Ordering::SeqCst) != request.generation {
            continue;
        }
        let readings = readings
            .get_or_insert_with(|| {
                let found = Arc::new(lang::read::read(articles));
                let _ = outbox.send(Msg::Read(Arc::clone(&found)));
                found
            })
            .clone();
        let input = align::Input {
            articles,
            readings: &readings,
            vectors: None,
            decisions: &request.decisions,
        };
        match align::align(input, &shared.cancel) {
            Ok(alignment) => {
                let _ = outbox.send(Msg::Aligned {
                    generation: request.generation,
                    alignment: Arc::new(alignment),
                    how: "words",
                });
            }
            Err(Cancelled) => continue,
        }
        set_busy(shared, false);
    }
}
