//! Annotations and their anchors.

use super::anchor::{self, Finder};
use super::{Store, StoreError};
use crate::model::{
    Anchor, Annotation, AnnotationState, Article, Color, ContentHash, Lang, Span, Target,
};
use rusqlite::types::Value;
use rusqlite::{
    Connection, OptionalExtension, Row, Statement, Transaction, TransactionBehavior, params,
    params_from_iter,
};

const ONE: &str = "SELECT id, target, note, tags, color, author, created, modified
                   FROM annotations WHERE id = ?1";
/// The columns of an anchor, in the order of [`anchor_row`] and [`anchor_values`].
pub(super) const ANCHOR_COLUMNS: &str =
    "article, path, article_id, lang, span_start, span_end, quote, prefix, suffix";

impl Store {
    /// Keeps an annotation, new or changed.
    pub fn put_annotation(&mut self, note: &Annotation) -> Result<(), StoreError> {
        self.put(std::slice::from_ref(note)).map_err(|source| self.error(source))
    }

    /// Keeps annotations, all or none.
    pub fn put_annotations(&mut self, notes: &[Annotation]) -> Result<(), StoreError> {
        self.put(notes).map_err(|source| self.error(source))
    }

    fn put(&mut self, notes: &[Annotation]) -> rusqlite::Result<()> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for note in notes {
            insert(&transaction, note)?;
        }
        transaction.commit()
    }
}

/// Writes one, in place of an earlier one of its id.
fn insert(transaction: &Transaction<'_>, note: &Annotation) -> rusqlite::Result<()> {
    transaction.execute("DELETE FROM annotations WHERE id = ?1", [&note.id])?;
    transaction.execute(
        "INSERT INTO annotations (id, target, note, tags, color, author, created, modified)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            note.id,
            note.on.as_str(),
            note.note,
            note.tags.join("\n"),
            note.color.as_str(),
            note.author,
            note.created,
            note.modified
        ],
    )?;
    let mut insert = transaction.prepare(&format!(
        "INSERT INTO anchors ({ANCHOR_COLUMNS}, annotation, place)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    ))?;
    for (place, anchor) in note.anchors.iter().enumerate() {
        let whose = [Value::from(note.id.clone()), Value::from(place as i64)];
        insert.execute(params_from_iter(anchor_values(anchor).into_iter().chain(whose)))?;
    }
    Ok(())
}

impl Store {
    /// The annotation with this id as it was kept, wherever its articles are.
    pub fn annotation(&self, id: &str) -> Result<Option<Annotation>, StoreError> {
        self.read_one(id).map_err(|source| self.error(source))
    }

    fn read_one(&self, id: &str) -> rusqlite::Result<Option<Annotation>> {
        let mut one = self.connection.prepare(ONE)?;
        let Some(mut note) = one.query_row([id], annotation).optional()? else { return Ok(None) };
        let mut anchors = anchors_of_one(&self.connection)?;
        for found in anchors.query_map([id], anchor_row)? {
            note.anchors.push(found?);
        }
        Ok(Some(note))
    }

    /// Deletes an annotation; one that is not there is no error.
    pub fn delete_annotation(&mut self, id: &str) -> Result<(), StoreError> {
        self.connection
            .execute("DELETE FROM annotations WHERE id = ?1", [id])
            .map(drop)
            .map_err(|source| self.error(source))
    }

    /// The annotations that are anchored in one of these articles, or in an earlier version of one
    /// at the same path, brought to where their quotes stand now; oldest first.
    pub fn annotations(&self, articles: &[Article]) -> Result<Vec<Annotation>, StoreError> {
        self.read(articles).map_err(|source| self.error(source))
    }

    fn read(&self, articles: &[Article]) -> rusqlite::Result<Vec<Annotation>> {
        let mut ids = Vec::new();
        let mut find = self
            .connection
            .prepare("SELECT DISTINCT annotation FROM anchors WHERE article = ?1 OR path = ?2")?;
        for article in articles {
            let found = find
                .query_map(params![article.hash.0.as_slice(), article.path], |row| {
                    row.get::<_, String>(0)
                })?;
            for id in found {
                ids.push(id?);
            }
        }
        ids.sort();
        ids.dedup();
        let mut one = self.connection.prepare(ONE)?;
        let mut anchors = anchors_of_one(&self.connection)?;
        let finders: Vec<Finder<'_>> = articles.iter().map(Finder::new).collect();
        let mut notes = Vec::new();
        for id in ids {
            let mut note = one.query_row([&id], annotation)?;
            for found in anchors.query_map([&id], anchor_row)? {
                note.anchors.push(found?);
            }
            anchor::settle(&mut note, &finders);
            notes.push(note);
        }
        notes.sort_by(|x, y| (x.created, &x.id).cmp(&(y.created, &y.id)));
        Ok(notes)
    }
}

/// The anchors of the annotation with the id that it is asked for, in their order.
fn anchors_of_one(connection: &Connection) -> rusqlite::Result<Statement<'_>> {
    connection.prepare(&format!(
        "SELECT {ANCHOR_COLUMNS} FROM anchors WHERE annotation = ?1 ORDER BY place"
    ))
}

pub(super) fn annotation(row: &Row<'_>) -> rusqlite::Result<Annotation> {
    let target: String = row.get(1)?;
    let tags: String = row.get(3)?;
    let color: String = row.get(4)?;
    let targets = [Target::Passage, Target::Range, Target::Link, Target::Fact];
    Ok(Annotation {
        id: row.get(0)?,
        // A word of a later version of the program: the note is shown as one on a passage.
        on: targets.into_iter().find(|on| on.as_str() == target).unwrap_or(Target::Passage),
        anchors: Vec::new(),
        note: row.get(2)?,
        tags: tags.lines().map(str::to_owned).collect(),
        color: Color::ALL.into_iter().find(|known| known.as_str() == color).unwrap_or_default(),
        author: row.get(5)?,
        created: row.get(6)?,
        modified: row.get(7)?,
        state: AnnotationState::Anchored,
    })
}

pub(super) fn anchor_row(row: &Row<'_>) -> rusqlite::Result<Anchor> {
    let lang: String = row.get(3)?;
    let bytes = |place: usize| -> rusqlite::Result<usize> {
        Ok(usize::try_from(row.get::<_, i64>(place)?).unwrap_or(0))
    };
    Ok(Anchor {
        article: ContentHash(row.get(0)?),
        path: row.get(1)?,
        article_id: row.get(2)?,
        lang: lang.parse().unwrap_or(Lang::UNKNOWN),
        span: Span::new(bytes(4)?, bytes(5)?),
        quote: row.get(6)?,
        prefix: row.get(7)?,
        suffix: row.get(8)?,
    })
}

pub(super) fn anchor_values(anchor: &Anchor) -> [Value; 9] {
    [
        anchor.article.0.to_vec().into(),
        anchor.path.clone().into(),
        anchor.article_id.clone().into(),
        anchor.lang.as_str().to_owned().into(),
        (anchor.span.start as i64).into(),
        (anchor.span.end as i64).into(),
        anchor.quote.clone().into(),
        anchor.prefix.clone().into(),
        anchor.suffix.clone().into(),
    ]
}
