//! How each set of articles was being read when it was left, so that reopening it leads back there.

#[cfg(test)]
mod tests;

use super::{Store, StoreError};
use crate::model::Article;
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A set and how it was left.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Of the set: see [`set_id`].
    pub id: String,
    /// For the list of recent sets.
    pub title: String,
    /// What to open, absolute; empty for what can't be opened again (the sample, standard input).
    pub paths: Vec<String>,
    /// Seconds since 1970.
    pub left: i64,
    /// How it was left.
    pub place: Place,
}

/// Where the reader stood. Kept as JSON: what a version does not know it leaves at its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Ids of the articles shown, in their order.
    pub shown: Vec<String>,
    /// Id of the article with the cursor.
    pub focus: String,
    /// By article id: the passage, and the row of the pane at which it stands.
    pub passages: BTreeMap<String, (usize, i32)>,
    /// Whether the other panes follow the cursor.
    pub follow: bool,
    /// The panes from right to left.
    pub reversed: bool,
    /// Whether vowel marks are shown, where the reader wanted it otherwise than it is usual in the
    /// terminal: another terminal may lose letters over them.
    pub shows_marks: Option<bool>,
    /// Whether possible links were left out.
    pub sure_only: bool,
    /// Links that score less were left out; 0 to 1.
    pub min_score: f32,
    /// `panes`, or a board's name.
    pub view: String,
    /// By board's name: its row.
    pub rows: BTreeMap<String, usize>,
    /// By board's name: its order, where that is not the usual one.
    pub orders: BTreeMap<String, String>,
    /// By article id: its share of the screen's width, where that was changed.
    pub widths: BTreeMap<String, u16>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            shown: Vec::new(),
            focus: String::new(),
            passages: BTreeMap::new(),
            follow: true,
            reversed: false,
            shows_marks: None,
            sure_only: false,
            min_score: 0.0,
            view: String::new(),
            rows: BTreeMap::new(),
            orders: BTreeMap::new(),
            widths: BTreeMap::new(),
        }
    }
}

/// What identifies a set: the texts of its articles, in whatever order.
pub fn set_id(articles: &[Article]) -> String {
    let mut hashes: Vec<String> = articles.iter().map(|article| article.hash.to_string()).collect();
    hashes.sort();
    Sha256::digest(hashes.join("\n")).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Sets remembered; older ones are forgotten.
const MOST: i64 = 500;

impl Store {
    /// Keeps how a set was left, in the place of what was kept of it before. A set of the same
    /// paths whose articles have changed since is the same set.
    ///
    /// # Errors
    /// Where the database can't be written.
    pub fn put_session(&mut self, session: &Session) -> Result<(), StoreError> {
        self.put_set(session).map_err(|source| self.error(source))
    }

    fn put_set(&mut self, session: &Session) -> rusqlite::Result<()> {
        let paths = session.paths.join("\n");
        let place = serde_json::to_string(&session.place)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "DELETE FROM sessions WHERE id = ?1 OR (paths = ?2 AND paths <> '')",
            params![session.id, paths],
        )?;
        transaction.execute(
            "INSERT INTO sessions (id, title, paths, left_at, place) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![session.id, session.title, paths, session.left, place],
        )?;
        transaction.execute(
            "DELETE FROM sessions WHERE id NOT IN
                (SELECT id FROM sessions ORDER BY left_at DESC, id LIMIT ?1)",
            [MOST],
        )?;
        transaction.commit()
    }

    /// How these articles were left: the same texts, else what was opened by the same paths.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn session(
        &self,
        articles: &[Article],
        paths: &[String],
    ) -> Result<Option<Session>, StoreError> {
        let query = "SELECT id, title, paths, left_at, place FROM sessions
            WHERE id = ?1 OR (paths = ?2 AND paths <> '') ORDER BY id = ?1 DESC LIMIT 1";
        self.connection
            .query_row(query, params![set_id(articles), paths.join("\n")], session)
            .optional()
            .map_err(|source| self.error(source))
    }

    /// The sets that can be opened again, the one left last first.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn recent(&self, most: usize) -> Result<Vec<Session>, StoreError> {
        self.recent_sets(most).map_err(|source| self.error(source))
    }

    fn recent_sets(&self, most: usize) -> rusqlite::Result<Vec<Session>> {
        let mut query = self.connection.prepare(
            "SELECT id, title, paths, left_at, place FROM sessions
             WHERE paths <> '' ORDER BY left_at DESC, id LIMIT ?1",
        )?;
        query.query_map([i64::try_from(most).unwrap_or(i64::MAX)], session)?.collect()
    }

    /// Whether any set was ever left.
    ///
    /// # Errors
    /// Where the database can't be read.
    pub fn is_new(&self) -> Result<bool, StoreError> {
        self.connection
            .query_row("SELECT NOT EXISTS (SELECT 1 FROM sessions)", [], |row| row.get(0))
            .map_err(|source| self.error(source))
    }
}

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    let paths: String = row.get(2)?;
    let place: String = row.get(4)?;
    Ok(Session {
        id: row.get(0)?,
        title: row.get(1)?,
        paths: paths.lines().map(str::to_owned).collect(),
        left: row.get(3)?,
        // A place that can't be read is one at the beginning.
        place: serde_json::from_str(&place).unwrap_or_default(),
    })
}
