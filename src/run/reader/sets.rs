//! Opening a set with what the library has on it, and keeping how it was left.

use super::super::worker::Request;
use super::{Session, env};
use crate::app::command::FIRST;
use crate::app::msg::Notice;
use crate::app::{State, session};
use crate::load::{self, Loaded};
use crate::model::Article;
use crate::store::{self, Settled};
use std::path::Path;

impl Session {
    /// Shows the beginnings of a set of which the rest is still being read. What is written in the
    /// library belongs to whole articles, and so does what the worker finds.
    pub(super) fn take_beginnings(&mut self, articles: Vec<Article>) {
        let mut state = self.fresh(articles);
        state.partial = true;
        self.paths.clear();
        self.kept = None;
        self.state = state;
    }

    /// The state of a reader who has just opened these, on the same screen and in the same ways.
    fn fresh(&self, articles: Vec<Article>) -> State {
        let old = &self.state;
        let mut state = State::new(articles, old.look.clone(), old.author.clone());
        state.keymap = old.keymap.clone();
        state.ways = old.ways;
        (state.columns, state.rows) = (old.columns, old.rows);
        // What was said while the terminal was taken has not been seen yet.
        state.notice = old.notice.clone().filter(|_| !old.partial);
        // An answer for the articles that were open is none for these.
        state.generation = old.generation + 1;
        state
    }

    /// Opens a set in the place of what is open, with what the library has on it.
    pub(super) fn take_set(&mut self, loaded: Loaded, paths: &[String]) {
        let mut state = self.fresh(loaded.articles);
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
                    state.take_decisions(settled.decisions, settled.aside);
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
        if self.state.partial {
            session::carry(&self.state, &mut state);
        }
        self.worker.ask(Request::of(&state));
        self.state = state;
    }

    /// Keeps where the reader stands, if that has changed. Where the library does not take it,
    /// nothing is said: it costs the reader a few keys, and notes have their own word.
    pub(super) fn keep_place(&mut self) {
        if self.state.articles.is_empty() || self.state.partial {
            return;
        }
        let Some(store) = self.store.as_mut() else { return };
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
}

/// What is to be said of decisions that no longer fit the text.
fn aside(settled: &Settled) -> Option<Notice> {
    let count = settled.aside.len();
    (count > 0).then(|| {
        Notice::bad(format!(
            "{count} of your decisions are left aside: the text they were made on has changed; \
             board 7 lists them"
        ))
    })
}

/// What a reader who has never been here needs.
fn first_keys(state: &State) -> String {
    let keys = FIRST.iter().filter_map(|(command, word, _)| {
        Some(format!("{} {word}", state.keymap.main_key(*command)?))
    });
    keys.collect::<Vec<_>>().join(" · ")
}

/// Paths that lead to the same files from everywhere; none where one of them does not, as
/// standard input. What was mistyped leads nowhere and is left out.
fn absolute(paths: &[String]) -> Vec<String> {
    let is_there =
        |path: &&String| *path == "-" || Path::new(path).exists() || load::is_pattern(path);
    let path = |path: &String| {
        let full = std::path::absolute(path).ok()?.into_os_string().into_string().ok()?;
        (path != "-" && !full.contains('\n')).then_some(full)
    };
    paths.iter().filter(is_there).map(path).collect::<Option<Vec<_>>>().unwrap_or_default()
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

#[cfg(test)]
mod tests;
