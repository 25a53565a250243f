//! `hexapla group`: many articles in, sets on one event out, ready for `hexapla align`.

use super::{Done, export};
use crate::align::group::{self, Profile};
use crate::cli::{Global, Group};
use crate::export::json;
use crate::model::{Article, Lang};
use anyhow::Result;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{BufWriter, Write};

/// The largest file that is read: a feed of a day is one file.
const FEED_BYTES: u64 = 4 << 30;

/// A line of output: a set as `hexapla align` takes it.
#[derive(Serialize)]
struct Set<'a> {
    id: String,
    articles: Vec<Member<'a>>,
}

#[derive(Serialize)]
struct Member<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    path: &'a str,
    text: &'a str,
}

pub fn run(global: &Global, arguments: &Group) -> Result<Done> {
    let mut options = export::load_options(global);
    options.limits.file_bytes = options.limits.file_bytes.max(FEED_BYTES);
    let loaded = export::load_with(&arguments.paths, &options);
    for problem in &loaded.problems {
        super::complain(problem);
    }
    let articles = loaded.articles;
    let profiles: Vec<Profile> = articles.par_iter().map(Profile::new).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let groups = group::group(&profiles);
    let written = groups.iter().try_for_each(|members| write(&articles, members, &mut out));
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        outcome => outcome?,
    }
    Ok(if loaded.problems.is_empty() { Done::All } else { Done::Part })
}

fn write(articles: &[Article], members: &[usize], out: &mut impl Write) -> std::io::Result<()> {
    let mut hash = Sha256::new();
    for at in members {
        hash.update(articles[*at].hash.0);
    }
    let id = hash
        .finalize()
        .iter()
        .take(6)
        .fold(String::from("s"), |id, byte| id + &format!("{byte:02x}"));
    let articles = members
        .iter()
        .map(|at| &articles[*at])
        .map(|article| Member {
            id: &article.id,
            lang: (article.lang != Lang::UNKNOWN).then(|| article.lang.as_str()),
            date: article.date.filter(|date| date.is_full()).map(|date| date.to_string()),
            path: &article.path,
            text: &article.text,
        })
        .collect();
    json::write(&Set { id, articles }, out)?;
    out.write_all(b"\n")
}
