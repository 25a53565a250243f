//! `hexapla align`: sets in, links and facts out, in the order of the input, in bounded memory.

use super::batch_wire::{Answer, Request};
use super::{Done, meaning};
use crate::align;
use crate::align::meaning::Meaning;
use crate::cli::Global;
use crate::lang;
use anyhow::Result;
use rayon::prelude::*;
use std::io::{BufRead, BufWriter, Write};
use std::sync::atomic::AtomicBool;

/// Sets that are held at once, for each core.
const AHEAD: usize = 4;

pub fn run(global: &Global) -> Result<Done> {
    let source = meaning::source(global)?;
    let input = std::io::stdin().lock();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut lines = input.split(b'\n').zip(1_usize..);
    let mut done = Done::All;
    loop {
        let mut batch = Vec::new();
        while batch.len() < AHEAD * rayon::current_num_threads()
            && let Some((line, number)) = lines.next()
        {
            let line = line?;
            if !line.trim_ascii().is_empty() {
                batch.push((line, number));
            }
        }
        if batch.is_empty() {
            return Ok(done);
        }
        let answers: Vec<Answer> =
            batch.par_iter().map(|(line, _)| answer(line, source.as_deref())).collect();
        for (answer, (_, number)) in answers.iter().zip(&batch) {
            if let Some(error) = &answer.error {
                super::complain(format_args!("line {number}: {error}"));
                done = Done::Part;
            }
        }
        // Answers go out as they come: whoever feeds this may be waiting for them.
        let written = answers.iter().try_for_each(|answer| write(answer, &mut out));
        match written.and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(done),
            outcome => outcome?,
        }
    }
}

fn write(answer: &Answer, out: &mut impl Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
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
