//! The tables, and the way from each version to the next.

use rusqlite::{Connection, TransactionBehavior};

/// Of the newest tables; kept in the file as `user_version`.
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// The n-th leads from version n to n + 1. Never changed once released, only added to.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE annotations (
        id TEXT PRIMARY KEY,
        target TEXT NOT NULL,
        note TEXT NOT NULL,
        tags TEXT NOT NULL,          -- one a line
        color TEXT NOT NULL,
        author TEXT NOT NULL,
        created INTEGER NOT NULL,    -- seconds since 1970
        modified INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE anchors (
        annotation TEXT NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        article BLOB NOT NULL,       -- SHA-256 of the text
        path TEXT NOT NULL,
        article_id TEXT NOT NULL,
        lang TEXT NOT NULL,
        span_start INTEGER NOT NULL, -- bytes
        span_end INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        PRIMARY KEY (annotation, place)
    ) STRICT;
    CREATE INDEX anchors_by_article ON anchors (article);
    CREATE INDEX anchors_by_path ON anchors (path);
    CREATE TABLE decisions (
        id INTEGER PRIMARY KEY,      -- in the order in which they were made
        kind TEXT NOT NULL,
        word TEXT NOT NULL,          -- the verdict, the name, or nothing
        passages TEXT NOT NULL,      -- article:start-end, one a line
        UNIQUE (kind, word, passages)
    ) STRICT;
",
    "
    ALTER TABLE decisions ADD COLUMN author TEXT NOT NULL DEFAULT '';
    ALTER TABLE decisions ADD COLUMN made INTEGER NOT NULL DEFAULT 0; -- seconds since 1970
    -- What the passages said that decisions are about, to find them in a changed text.
    CREATE TABLE decided (
        article BLOB NOT NULL,       -- SHA-256 of the text
        path TEXT NOT NULL,
        article_id TEXT NOT NULL,
        lang TEXT NOT NULL,
        span_start INTEGER NOT NULL, -- bytes
        span_end INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        PRIMARY KEY (article, span_start, span_end)
    ) STRICT;
    CREATE INDEX decided_by_path ON decided (path);
",
    "
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,         -- made from the texts of the set
        title TEXT NOT NULL,
        paths TEXT NOT NULL,         -- absolute, one a line; nothing where there are none
        left_at INTEGER NOT NULL,    -- seconds since 1970
        place TEXT NOT NULL          -- JSON
    ) STRICT;
    CREATE INDEX sessions_by_time ON sessions (left_at);
",
];

/// Brings the tables up to date, in one transaction, so that of two instances one does it.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()
}

/// Makes the tables of an earlier version, to see that they are brought up to date.
#[cfg(test)]
pub fn make(connection: &Connection, version: usize) -> rusqlite::Result<()> {
    for migration in &MIGRATIONS[..version] {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "user_version", version as i64)
}
