//! What `update` asks for, done.

use super::super::export::load_paths;
use super::super::worker::Request;
use super::{Session, env};
use crate::app::command::Command;
use crate::app::msg::{Effect, Msg, Notice};
use crate::app::update;
use crate::cli::Global;
use crate::export::{self, Source, What};
use crate::store::{Maker, Settled, Store, StoreError};
use crate::term::{self, Copied};
use anyhow::{Result, anyhow, bail};
use directories::BaseDirs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Said where something was to be kept or read that the library holds.
const NO_LIBRARY: &str = "there is no library; choose a file with --store";

/// Whether reading goes on.
pub(super) enum Next {
    Go,
    Quit,
}

impl Session {
    /// Does what `update` asked for. What the disk or another program did not take is said on the
    /// screen; an error is one of the terminal.
    pub(super) fn perform(&mut self, effect: Effect) -> Result<Next> {
        let effect = at_home(effect);
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
                    self.say(self.state.undoable("annotation kept"));
                } else {
                    self.unkept.push(note);
                }
            }
            Effect::DeleteNote { id } => {
                self.unkept.retain(|other| other.id != id);
                if self.keep(|store| store.delete_annotation(&id)) {
                    self.say(self.state.undoable("annotation deleted"));
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
                Ok(Copied::TooLong) => {
                    let way = self.state.way(Command::Export);
                    self.say(Notice::bad(format!(
                        "not copied: terminals take no more than 75 kB; {way} writes to a file"
                    )));
                }
                Err(error) => self.say(Notice::bad(format!("not copied: {error}"))),
            },
            Effect::Export { path, replace: false } if path.exists() => {
                let name = path.display().to_string();
                update(&mut self.state, Msg::Taken(name), &env());
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
                self.open_set(paths);
            }
            Effect::Edit(text) => {
                let message = match self.guard.lend(|| super::super::editor::edit(&text))? {
                    Ok(text) => Msg::Edited(text),
                    Err(error) => Msg::Notice(Notice::bad(format!("{error:#}"))),
                };
                self.terminal.clear()?;
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
            (Ok(notes), Ok(Settled { decisions, aside, .. })) => {
                Msg::Recalled { notes, decisions, aside }
            }
            (Err(error), _) | (_, Err(error)) => Msg::Notice(Notice::bad(error.to_string())),
        };
        update(&mut self.state, message, &env());
    }

    /// Does something with the library; what fails is said, and the state keeps what was written.
    fn keep(&mut self, change: impl FnOnce(&mut Store) -> Result<(), StoreError>) -> bool {
        let outcome = match &mut self.store {
            Some(store) => change(store).map_err(|error| error.to_string()),
            None => Err(NO_LIBRARY.to_owned()),
        };
        let Err(error) = outcome else { return true };
        self.say(Notice::bad(format!("NOT KEPT on disk (it stays here until you quit): {error}")));
        false
    }

    /// Exports to a file that is there already or not.
    fn export(&self, path: &Path) -> Result<()> {
        let written = if path.exists() {
            export::whole(path, |fresh| self.export_new(fresh))
        } else {
            self.export_new(path)
        };
        // As the error says itself what came of the disk, it is no context of it.
        written.map_err(|error| anyhow!("{}: not written: {error}", path.display()))
    }

    /// Writes what the file's name says. Who decided what and when only the library knows.
    fn export_new(&self, path: &Path) -> Result<()> {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let log = match &self.store {
            Some(store) => store.decision_log_on(&self.state.articles)?,
            None if stem.contains(What::Decisions.as_str()) => {
                bail!(NO_LIBRARY)
            }
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
        Ok(export::to_file(path, source)?)
    }
}

/// With a path that begins with `~/` led to the reader's home, as a shell does.
fn at_home(effect: Effect) -> Effect {
    let full = |path: PathBuf| match (path.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(base)) => base.home_dir().join(rest),
        _ => path,
    };
    match effect {
        Effect::Export { path, replace } => Effect::Export { path: full(path), replace },
        Effect::Open { path } => {
            let path = full(path.into()).into_os_string();
            Effect::Open { path: path.to_string_lossy().into_owned() }
        }
        other => other,
    }
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
