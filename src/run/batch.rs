//! `hexapla align`: sets in, links and facts out, in the order of the input, in bounded memory.
//!
//! One thread reads lines and hands them to the workers, never more than a window ahead of what is
//! written; answers that come before their turn wait in the window.

use super::batch_wire::{Answer, Request};
use super::{Done, export, lines, meaning};
use crate::align;
use crate::align::meaning::Meaning;
use crate::cli::Global;
use crate::export::json;
use crate::lang;
use anyhow::Result;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

/// Sets that are held at once, for each core.
const AHEAD: usize = 4;

/// An answer with its place in the output and the number of its line in the input.
struct Answered {
    place: usize,
    line: usize,
    answer: Answer,
}

pub fn run(global: &Global) -> Result<Done> {
    let source = meaning::source(global)?;
    let longest = export::load_options(global).limits.file_bytes;
    let (permits, written) = sync_channel(AHEAD * rayon::current_num_threads());
    let (answers, answered) = channel();
    // Not waited for: with standard output closed the program ends though nothing more may come in.
    thread::spawn(move || read(longest, source, &permits, &answers));
    write(&answered, &written)
}

/// Reads lines until the end of the input or until nobody takes the answers any more.
fn read(
    longest: u64,
    source: Option<Arc<dyn Meaning>>,
    permits: &SyncSender<()>,
    answers: &Sender<io::Result<Answered>>,
) {
    let mut input = io::stdin().lock();
    let mut place = 0;
    for number in 1.. {
        let line = match lines::next(&mut input, longest) {
            Ok(Some(line)) => line,
            Ok(None) => return,
            Err(error) => {
                // Who reads the answers has left, or takes this for the last one.
                let _ = answers.send(Err(error));
                return;
            }
        };
        if line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
            continue;
        }
        if permits.send(()).is_err() {
            return;
        }
        let (answers, source) = (answers.clone(), source.clone());
        rayon::spawn(move || {
            let answer = match &line {
                Ok(line) => guarded(line, source.as_deref()),
                Err(too_long) => Answer::unreadable(too_long.to_string()),
            };
            let _ = answers.send(Ok(Answered { place, line: number, answer }));
        });
        place += 1;
    }
}

/// Writes the answers in the order of the input.
fn write(answered: &Receiver<io::Result<Answered>>, written: &Receiver<()>) -> Result<Done> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut early: BTreeMap<usize, Answered> = BTreeMap::new();
    let mut next = 0;
    let mut done = Done::All;
    for come in answered {
        let come = come?;
        early.insert(come.place, come);
        while let Some(Answered { line, answer, .. }) = early.remove(&next) {
            next += 1;
            if let Some(error) = &answer.error {
                super::complain(format_args!("line {line}: {error}"));
                done = Done::Part;
            }
            // Answers go out as they come: whoever feeds this may be waiting for them.
            match write_line(&answer, &mut out).and_then(|()| out.flush()) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(done),
                outcome => outcome?,
            }
            // One of the permits given for what has been read: there is one for this line.
            let _ = written.recv();
        }
    }
    Ok(done)
}

fn write_line(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    json::write(answer, out)?;
    out.write_all(b"\n")
}

/// Answers a line; should the program break on it, this one line fails.
fn guarded(line: &[u8], source: Option<&dyn Meaning>) -> Answer {
    catch_unwind(AssertUnwindSafe(|| answer(line, source))).unwrap_or_else(|_| {
        Answer::unreadable("the program broke on this line; please report it".to_owned())
    })
}

fn answer(line: &[u8], source: Option<&dyn Meaning>) -> Answer {
    let request = match Request::parse(line) {
        Ok(request) => request,
        Err(answer) => return *answer,
    };
    let articles = request.articles();
    let readings = lang::read::read(&articles);
    let cancel = AtomicBool::new(false);
    let made = source.map(|source| meaning::vectors(source, &articles, &|_, _| {}, &cancel));
    let vectors = match made.transpose() {
        Ok(vectors) => vectors,
        Err(error) => return request.failed(&error.to_string()),
    };
    let input = align::Input {
        articles: &articles,
        readings: &readings,
        vectors: vectors.as_ref(),
        decisions: &[],
    };
    match align::align(input, &cancel) {
        Ok(alignment) => request.answer(&articles, &alignment),
        Err(error) => request.failed(&error.to_string()),
    }
}
