//! `hexapla align`: sets in, links and facts out, in the order of the input, in bounded memory.

use super::Done;
use super::batch_wire::{Answer, Request};
use crate::align;
use crate::cli::Global;
use crate::lang;
use anyhow::Result;
use rayon::prelude::*;
use std::io::{BufRead, BufWriter, Write};
use std::sync::atomic::AtomicBool;

/// Sets that are held at once, for each core.
const AHEAD: usize = 4;

pub fn run(_global: &Global) -> Result<Done> {
    let input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut lines = input.split(b'\n');
    let mut done = Done::All;
    loop {
        let mut batch = Vec::new();
        for line in lines.by_ref().take(AHEAD * rayon::current_num_threads()) {
            let line = line?;
            if !line.trim_ascii().is_empty() {
                batch.push(line);
            }
        }
        if batch.is_empty() {
            break;
        }
        let answers: Vec<Answer> = batch.par_iter().map(|line| answer(line)).collect();
        for answer in answers {
            if answer.error.is_some() {
                done = Done::Part;
            }
            if let Err(error) = write(&answer, &mut out) {
                if error.kind() == std::io::ErrorKind::BrokenPipe {
                    return Ok(done);
                }
                return Err(error.into());
            }
        }
    }
    out.flush()?;
    Ok(done)
}

fn write(answer: &Answer, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}

fn answer(line: &[u8]) -> Answer {
    let request = match Request::parse(line) {
        Ok(request) => request,
        Err(answer) => return *answer,
    };
    let articles = request.articles();
    let readings = lang::read::read(&articles);
    let input =
        align::Input { articles: &articles, readings: &readings, vectors: None, decisions: &[] };
    match align::align(input, &AtomicBool::new(false)) {
        Ok(alignment) => request.answer(&articles, &alignment),
        Err(error) => request.failed(&error.to_string()),
    }
}
