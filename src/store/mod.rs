//! The library database: what the reader wrote and decided. Everything that a method acknowledges
//! is on the disk.

mod anchor;
mod annotations;
mod decisions;
mod schema;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// An open database.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// Why the database could not do something; the message names the file and the way out.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "{path}: this library was written by a newer hexapla (format {found}, this one knows {known}); \
         update hexapla, or choose another file with --store. The file was not touched"
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error("{path}: no room on the disk; earlier notes are safe. Free some space and keep again")]
    Full { path: PathBuf },
    #[error("{path}: {source}; choose another file with --store if this one can't be mended")]
    Database { path: PathBuf, source: rusqlite::Error },
    #[error("{path}: {source}; choose a file elsewhere with --store")]
    File { path: PathBuf, source: std::io::Error },
}

impl Store {
    /// Opens a database, making it and its folder where there is none. Readable by its owner only.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let file = |source| StoreError::File { path: path.to_owned(), source };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(file)?;
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
        // Another instance may be writing: its transactions are short.
        connection.busy_timeout(Duration::from_secs(10)).map_err(wrap)?;
        let found: i64 =
            connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(wrap)?;
        if found > schema::VERSION {
            return Err(StoreError::Newer { path: path.to_owned(), found, known: schema::VERSION });
        }
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
            )
            .map_err(wrap)?;
        schema::migrate(&mut connection).map_err(wrap)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn error(&self, source: rusqlite::Error) -> StoreError {
        wrap(&self.path, source)
    }
}

fn wrap(path: &Path, source: rusqlite::Error) -> StoreError {
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { path: path.to_owned() },
        _ => StoreError::Database { path: path.to_owned(), source },
    }
}

#[cfg(test)]
mod tests;
