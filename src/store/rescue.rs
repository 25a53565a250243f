//! A damaged library: saved aside untouched, and what can be read of it goes into a new one.

use super::annotations::{ANCHOR_COLUMNS, anchor_row, annotation};
use super::decisions::decision;
use super::{Store, StoreError};
use rusqlite::{Connection, OpenFlags, Row};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What was saved of a damaged library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// The damaged file as it was.
    pub aside: PathBuf,
    /// Annotations that could be read and are in the new library.
    pub notes: usize,
    /// Likewise decisions.
    pub decisions: usize,
}

impl fmt::Display for Rescued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the library was damaged: {} annotations and {} decisions could be read and are here; \
             the damaged file is kept as {}",
            self.notes,
            self.decisions,
            self.aside.display()
        )
    }
}

/// What every database file begins with (sqlite.org/fileformat2.html, 1.3).
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Files that SQLite keeps beside the database, by what is added to its name.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Moves the file at `path` aside and makes a new database of what can be read of it.
pub(super) fn rescue(path: &Path) -> Result<Store, StoreError> {
    let file = |source| StoreError::File { path: path.to_owned(), source };
    // Somebody's letter, named by mistake, is not ours to move.
    let is_ours = path.extension().is_some_and(|ending| ending == "db");
    if !is_ours && !is_database(path).map_err(file)? {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let aside = move_aside(path).map_err(file)?;
    let mut store = Store::open_sound(path)?;
    let (mut notes, mut decisions) = (0, 0);
    if let Ok(old) = Connection::open_with_flags(&aside, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        let mut anchors: BTreeMap<String, Vec<(i64, crate::model::Anchor)>> = BTreeMap::new();
        let columns = format!("{ANCHOR_COLUMNS}, annotation, place");
        for (note, place, anchor) in readable(&old, "anchors", &columns, |row| {
            Ok((row.get::<_, String>(9)?, row.get(10)?, anchor_row(row)?))
        }) {
            anchors.entry(note).or_default().push((place, anchor));
        }
        let columns = "id, target, note, tags, color, author, created, modified";
        for mut note in readable(&old, "annotations", columns, annotation) {
            let mut places = anchors.remove(&note.id).unwrap_or_default();
            places.sort_by_key(|(place, _)| *place);
            note.anchors = places.into_iter().map(|(_, anchor)| anchor).collect();
            store.put_annotation(&note)?;
            notes += 1;
        }
        let found = readable(&old, "decisions", "kind, word, passages", |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, String>(2)?))
        });
        let found: Vec<_> = found
            .into_iter()
            .filter_map(|(kind, word, passages)| decision(&kind, word, &passages))
            .collect();
        store.change_decisions(&[], &found)?;
        decisions = found.len();
    }
    store.rescued = Some(Rescued { aside, notes, decisions });
    Ok(store)
}

fn is_database(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    fs::File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut head)?;
    Ok(head == MAGIC)
}

/// Renames the database and what SQLite keeps beside it to the first free `NAME.damaged-N`.
fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let with = |base: &Path, more: &str| {
        let mut name = base.as_os_str().to_owned();
        name.push(more);
        PathBuf::from(name)
    };
    let aside = (1_u32..)
        .map(|number| with(path, &format!(".damaged-{number}")))
        .find(|aside| !aside.exists())
        .ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &aside)?;
    for more in BESIDE {
        match fs::rename(with(path, more), with(&aside, more)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

/// The rows that can be read, from both ends, since a damaged page ends a search.
fn readable<T>(
    connection: &Connection,
    table: &str,
    columns: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Vec<T> {
    let mut found = BTreeMap::new();
    for order in ["ASC", "DESC"] {
        let query =
            format!("SELECT {columns}, rowid FROM {table} NOT INDEXED ORDER BY rowid {order}");
        let Ok(mut statement) = connection.prepare(&query) else { continue };
        let last = statement.column_count() - 1;
        let Ok(mut rows) = statement.query([]) else { continue };
        while let Ok(Some(row)) = rows.next() {
            if let (Ok(id), Ok(value)) = (row.get::<_, i64>(last), read(row)) {
                found.insert(id, value);
            }
        }
    }
    found.into_values().collect()
}
