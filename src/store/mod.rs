//! The library database: what the reader wrote and decided. Everything that a method acknowledges
//! is on the disk.

mod anchor;
mod annotations;
mod decisions;
mod rescue;
mod schema;
mod sessions;

pub use decisions::{Maker, Settled};
pub use rescue::Rescued;
pub use sessions::{Place, Session, set_id};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Another instance may be writing: its transactions are short.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    rescued: Option<Rescued>,
}

/// Why the database could not do something; the message names the file and the way out.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A later program's library: nothing in it is touched.
    #[error(
        "{path}: this library was written by a newer hexapla (format {found}, this one knows {known}); \
         update hexapla, or choose another file with --store. The file was not touched"
    )]
    Newer {
        /// The library's file.
        path: PathBuf,
        /// The format that it is written in.
        found: i64,
        /// The newest format that this program reads.
        known: i64,
    },
    /// Another program's database, or a file that is none.
    #[error(
        "{path}: this is no library of hexapla's; choose another file with --store. It was not touched"
    )]
    Foreign {
        /// The library's file.
        path: PathBuf,
    },
    /// SQLite can't read all of it.
    #[error(
        "{path}: the library is damaged ({what}); open it in the reader, which saves what can be read"
    )]
    Damaged {
        /// The library's file.
        path: PathBuf,
        /// What SQLite says of it.
        what: String,
    },
    /// What was to be kept is not.
    #[error("{path}: no room on the disk; earlier notes are safe. Free some space and keep again")]
    Full {
        /// The library's file.
        path: PathBuf,
    },
    /// SQLite could not do it for any other reason.
    #[error("{path}: {source}; choose another file with --store if this one can't be mended")]
    Database {
        /// The library's file.
        path: PathBuf,
        /// What went wrong.
        source: rusqlite::Error,
    },
    /// The file system would not let it be made or moved.
    #[error("{path}: {source}; choose a file elsewhere with --store")]
    File {
        /// The library's file, or the folder that it is to stand in.
        path: PathBuf,
        /// What went wrong.
        source: std::io::Error,
    },
}

impl Store {
    /// Opens a database, making it and its folder where there is none. Readable by its owner only.
    /// A damaged one is saved aside and what can be read of it is taken over: see [`Store::rescued`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        match Self::open_sound(path) {
            Err(StoreError::Damaged { .. }) => rescue::rescue(path),
            outcome => outcome,
        }
    }

    /// Opens a database to read it only, as it is: nothing is made nor mended. `None` where there is none.
    pub fn read_only(path: &Path) -> Result<Option<Self>, StoreError> {
        if !path.exists() {
            return Ok(None);
        }
        let wrap = |source| wrap(path, source);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let version = |connection: &Connection| -> rusqlite::Result<i64> {
            be_wary(connection)?;
            connection.query_row("PRAGMA user_version", [], |row| row.get(0))
        };
        let mut connection = Connection::open_with_flags(path, flags).map_err(wrap)?;
        let mut found = version(&connection);
        // In a folder that can't be written SQLite has no place for its index of the log.
        if let (Err(error), Some(name)) = (&found, path.to_str())
            && matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            )
        {
            let name = name.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
            let uri = format!("file:{name}?immutable=1");
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            connection = Connection::open_with_flags(uri, flags).map_err(wrap)?;
            found = version(&connection);
        }
        match found.map_err(wrap)? {
            0 => Ok(None),
            found if found > schema::VERSION => {
                Err(StoreError::Newer { path: path.to_owned(), found, known: schema::VERSION })
            }
            _ => Ok(Some(Self { connection, path: path.to_owned(), rescued: None })),
        }
    }

    fn open_sound(path: &Path) -> Result<Self, StoreError> {
        let file = |source| StoreError::File { path: path.to_owned(), source };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            private_folder(folder).map_err(file)?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            // Made with its mode, so that at no time others can read it.
            std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .mode(0o600)
                .open(path)
                .map_err(file)?;
        }
        let wrap = |source| wrap(path, source);
        let mut connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .map_err(wrap)?;
        be_wary(&connection).map_err(wrap)?;
        let found: i64 =
            connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(wrap)?;
        if found > schema::VERSION {
            return Err(StoreError::Newer { path: path.to_owned(), found, known: schema::VERSION });
        }
        let health: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(wrap)?;
        if health != "ok" {
            return Err(StoreError::Damaged { path: path.to_owned(), what: health });
        }
        log_ahead(&connection).map_err(wrap)?;
        connection
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
            .map_err(wrap)?;
        schema::migrate(&mut connection).map_err(wrap)?;
        Ok(Self { connection, path: path.to_owned(), rescued: None })
    }

    /// What opening saved of a damaged library, if it was one.
    pub fn rescued(&self) -> Option<&Rescued> {
        self.rescued.as_ref()
    }

    /// The library's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn error(&self, source: rusqlite::Error) -> StoreError {
        wrap(&self.path, source)
    }
}

/// Before anything is read: whoever handed the file on may have put views and triggers into it.
/// What sqlite.org/security.html asks for with such files, and patience with other instances.
fn be_wary(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
}

/// Turns write-ahead logging on. Of two instances that open a new library at once one is told that it is
/// busy without having waited: SQLite asks no busy handler where a lock would have to be raised.
fn log_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        let outcome = connection.execute_batch("PRAGMA journal_mode = WAL;");
        let is_busy = outcome
            .as_ref()
            .is_err_and(|error| error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        if !is_busy || begun.elapsed() >= PATIENCE {
            return outcome;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Makes a folder, and what is missing above it, that only its owner can look into, as the XDG base
/// directory specification has it. A folder that is there stays as it is.
///
/// # Errors
/// Where it can't be made.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn wrap(path: &Path, source: rusqlite::Error) -> StoreError {
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { path: path.to_owned() },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::Damaged { path: path.to_owned(), what: source.to_string() }
        }
        _ => StoreError::Database { path: path.to_owned(), source },
    }
}

#[cfg(test)]
mod tests;
