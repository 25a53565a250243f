//! The reader's decisions.

use super::anchor::Finder;
use super::annotations::{ANCHOR_COLUMNS, anchor_row, anchor_values};
use super::{Store, StoreError};
use crate::model::{
    Anchor, AnnotationState, Article, ContentHash, Decision, Logged, PassageKey, Span, Verdict,
    Word,
};
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::HashMap;
use std::fmt::Write as _;

/// Who decides, when, and on what texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Maker<'a> {
    /// Kept with each decision; may be empty.
    pub author: &'a str,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
    /// What the passages say is kept from these, to find them again in a changed text.
    pub articles: &'a [Article],
}

/// The decisions as they count for some articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Oldest first; those on articles that are not open do no harm.
    pub decisions: Vec<Decision>,
    /// How many follow passages whose text has changed.
    pub moved: usize,
    /// Those whose passages are gone or say another number now: kept, but not obeyed.
    /// With what they were made on.
    pub aside: Vec<Logged>,
}

impl Store {
    /// Keeps what changed between two lists of decisions; what another instance decided stays.
    pub fn change_decisions(
        &mut self,
        before: &[Decision],
        after: &[Decision],
    ) -> Result<(), StoreError> {
        self.decide(before, after, Maker::default())
    }

    /// The same, with who decided it and what the passages said.
    pub fn decide(
        &mut self,
        before: &[Decision],
        after: &[Decision],
        maker: Maker<'_>,
    ) -> Result<(), StoreError> {
        self.change(before, after, maker).map_err(|source| self.error(source))
    }

    fn change(
        &mut self,
        before: &[Decision],
        after: &[Decision],
        maker: Maker<'_>,
    ) -> rusqlite::Result<()> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for decision in before.iter().filter(|decision| !after.contains(decision)) {
            let [kind, word, passages] = columns(decision);
            transaction.execute(
                "DELETE FROM decisions WHERE kind = ?1 AND word = ?2 AND passages = ?3",
                params![kind, word, passages],
            )?;
        }
        for decision in after.iter().filter(|decision| !before.contains(decision)) {
            let [kind, word, passages] = columns(decision);
            transaction.execute(
                "INSERT OR REPLACE INTO decisions (kind, word, passages, author, made)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![kind, word, passages, maker.author, maker.now],
            )?;
            for key in decision.passages() {
                let article = maker.articles.iter().find(|article| article.hash == key.article);
                if let Some(article) = article {
                    put_anchor(&transaction, &Anchor::new(article, key.span))?;
                }
            }
        }
        transaction.commit()
    }

    /// Adds decisions as others made them, with author, time and what the passages said. What is
    /// decided already stays as it is.
    pub fn put_decisions(&mut self, log: &[Logged]) -> Result<(), StoreError> {
        self.put_log(log).map_err(|source| self.error(source))
    }

    fn put_log(&mut self, log: &[Logged]) -> rusqlite::Result<()> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for logged in log {
            let [kind, word, passages] = columns(&logged.decision);
            transaction.execute(
                "INSERT OR IGNORE INTO decisions (kind, word, passages, author, made)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![kind, word, passages, logged.author, logged.made],
            )?;
            for anchor in &logged.anchors {
                put_anchor(&transaction, anchor)?;
            }
        }
        transaction.commit()
    }

    /// All decisions as they were made, oldest first.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let rows = self.rows().map_err(|source| self.error(source))?;
        Ok(rows.into_iter().map(|(_, decision)| decision).collect())
    }

    fn rows(&self) -> rusqlite::Result<Vec<(i64, Decision)>> {
        let mut all = self
            .connection
            .prepare("SELECT kind, word, passages, id FROM decisions ORDER BY id")?;
        let rows = all.query_map([], |row| {
            let texts: (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((texts, row.get(3)?))
        })?;
        let mut decisions = Vec::new();
        for row in rows {
            let ((kind, word, passages), id) = row?;
            // A kind of a later version of the program is left alone.
            decisions.extend(decision(&kind, word, &passages).map(|decision| (id, decision)));
        }
        Ok(decisions)
    }

    /// The decisions as they count for these articles: where an article's text has changed since,
    /// they follow its passages as annotations do. Nothing is written.
    pub fn decisions_on(&self, articles: &[Article]) -> Result<Settled, StoreError> {
        self.settled(articles).map(|(settled, _)| settled).map_err(|source| self.error(source))
    }

    /// The same, and those that moved are kept where they are now.
    pub fn settle_decisions(&mut self, articles: &[Article]) -> Result<Settled, StoreError> {
        let (settled, moves) = self.settled(articles).map_err(|source| self.error(source))?;
        if !moves.is_empty() {
            self.follow(articles, &moves).map_err(|source| self.error(source))?;
        }
        Ok(settled)
    }

    fn follow(&mut self, articles: &[Article], moves: &[(i64, Decision)]) -> rusqlite::Result<()> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (id, decision) in moves {
            let [_, _, passages] = columns(decision);
            // Where the same was decided on the new text already, that one stays.
            let done = transaction.execute(
                "UPDATE OR IGNORE decisions SET passages = ?1 WHERE id = ?2",
                params![passages, id],
            )?;
            if done == 0 {
                transaction.execute("DELETE FROM decisions WHERE id = ?1", [id])?;
            }
            for key in decision.passages() {
                if let Some(article) = articles.iter().find(|article| article.hash == key.article) {
                    put_anchor(&transaction, &Anchor::new(article, key.span))?;
                }
            }
        }
        transaction.commit()
    }

    /// With the rows that moved.
    fn settled(&self, articles: &[Article]) -> rusqlite::Result<(Settled, Vec<(i64, Decision)>)> {
        let anchors = self.decided()?;
        let finders: Vec<Finder<'_>> = articles.iter().map(Finder::new).collect();
        let (mut settled, mut moves) = (Settled::default(), Vec::new());
        for (id, logged) in self.log()? {
            let decision = &logged.decision;
            let now = decision.moved(|key| place(key, &anchors, articles, &finders));
            match now {
                None => settled.aside.push(logged),
                Some(now) if now == *decision => settled.decisions.push(now),
                Some(now) => {
                    settled.moved += 1;
                    moves.push((id, now.clone()));
                    if !settled.decisions.contains(&now) {
                        settled.decisions.push(now);
                    }
                }
            }
        }
        Ok((settled, moves))
    }

    /// What the passages said that decisions are about; nothing in a library of an older version.
    fn decided(&self) -> rusqlite::Result<HashMap<PassageKey, Anchor>> {
        let all = format!("SELECT {ANCHOR_COLUMNS} FROM decided");
        let Ok(mut all) = self.connection.prepare(&all) else {
            return Ok(HashMap::new());
        };
        let rows = all.query_map([], anchor_row)?;
        let keyed =
            |anchor: Anchor| (PassageKey { article: anchor.article, span: anchor.span }, anchor);
        rows.map(|row| row.map(keyed)).collect()
    }

    /// The decisions that concern these articles with who made them, when, and on what words,
    /// oldest first: those that count with their passages where they are now, those that are kept
    /// but not obeyed as they were made. Nothing is written.
    pub fn decision_log_on(&self, articles: &[Article]) -> Result<Vec<Logged>, StoreError> {
        self.log_on(articles).map_err(|source| self.error(source))
    }

    fn log_on(&self, articles: &[Article]) -> rusqlite::Result<Vec<Logged>> {
        let (_, moves) = self.settled(articles)?;
        let mut all: Vec<Logged> = Vec::new();
        for (id, mut logged) in self.log()? {
            if !concerns(&logged, articles) {
                continue;
            }
            if let Some((_, now)) = moves.iter().find(|(moved, _)| *moved == id) {
                logged.decision = now.clone();
            }
            if all.iter().any(|other| other.decision == logged.decision) {
                continue;
            }
            let keys = logged.decision.passages().into_iter();
            let anchors = keys.filter_map(|key| {
                let open = articles.iter().find(|article| article.hash == key.article);
                let known = || logged.anchors.iter().find(|anchor| is_at(anchor, key)).cloned();
                open.map(|article| Anchor::new(article, key.span)).or_else(known)
            });
            logged.anchors = anchors.collect();
            all.push(logged);
        }
        Ok(all)
    }

    fn log(&self) -> rusqlite::Result<Vec<(i64, Logged)>> {
        let known = self.decided()?;
        let mut made: HashMap<i64, (String, i64)> = HashMap::new();
        // A library of an older version, opened to be read only, has no such columns.
        if let Ok(mut all) = self.connection.prepare("SELECT id, author, made FROM decisions") {
            let rows = all.query_map([], |row| {
                Ok((row.get::<_, i64>(0)?, (row.get::<_, String>(1)?, row.get::<_, i64>(2)?)))
            })?;
            for row in rows {
                let (id, maker) = row?;
                made.insert(id, maker);
            }
        }
        let logged = |(id, decision): (i64, Decision)| {
            let (author, made) = made.remove(&id).unwrap_or_default();
            let anchors = decision.passages();
            let anchors = anchors.into_iter().filter_map(|key| known.get(key).cloned()).collect();
            (id, Logged { decision, author, made, anchors })
        };
        Ok(self.rows()?.into_iter().map(logged).collect())
    }
}

fn is_at(anchor: &Anchor, key: &PassageKey) -> bool {
    (anchor.article, anchor.span) == (key.article, key.span)
}

/// Whether a decision has to do with one of these articles: it is on a passage of one, or of what
/// stood at the same path. Words are of no article and count for all.
fn concerns(logged: &Logged, articles: &[Article]) -> bool {
    let passages = logged.decision.passages();
    let open = |key: &&PassageKey| articles.iter().any(|article| article.hash == key.article);
    let was = |anchor: &Anchor| articles.iter().any(|article| article.path == anchor.path);
    passages.is_empty() || passages.iter().any(open) || logged.anchors.iter().any(was)
}

/// Where a passage stands now: where it was if its text is open as it was, or is not open at all;
/// in a changed text where its words are found with the same numbers.
fn place(
    key: &PassageKey,
    anchors: &HashMap<PassageKey, Anchor>,
    articles: &[Article],
    finders: &[Finder<'_>],
) -> Option<PassageKey> {
    let Some(anchor) = anchors.get(key) else { return Some(key.clone()) };
    if articles.iter().any(|article| article.hash == key.article) {
        return Some(key.clone());
    }
    let Some(number) = articles.iter().position(|article| article.path == anchor.path) else {
        return Some(key.clone());
    };
    let found = finders[number].find(anchor)?;
    if found.state != AnnotationState::Anchored {
        return None;
    }
    let article = &articles[number];
    let shared =
        |span: Span| span.end.min(found.span.end).saturating_sub(span.start.max(found.span.start));
    let passage = article.passages.iter().max_by_key(|passage| shared(passage.span))?;
    // A passage that was cut in pieces is found as long as most of it stands in one.
    (2 * shared(passage.span) > found.span.len())
        .then_some(PassageKey { article: article.hash, span: passage.span })
}

fn put_anchor(connection: &Connection, anchor: &Anchor) -> rusqlite::Result<()> {
    let insert = format!(
        "INSERT OR REPLACE INTO decided ({ANCHOR_COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    );
    connection.execute(&insert, anchor_values(anchor)).map(drop)
}

fn columns(decision: &Decision) -> [String; 3] {
    let word = match decision {
        Decision::Link { verdict, .. } => verdict.as_str().to_owned(),
        Decision::Merge { .. } | Decision::Split { .. } => String::new(),
        Decision::Name { label, .. } => label.clone(),
        Decision::Words { a, b } => {
            format!("{}\t{}\n{}\t{}", a.lang, a.text, b.lang, b.text)
        }
    };
    let mut lines = String::new();
    for key in decision.passages() {
        let _ = writeln!(lines, "{}:{}-{}", key.article, key.span.start, key.span.end);
    }
    [decision.kind().to_owned(), word, lines]
}

pub(super) fn decision(kind: &str, word: String, passages: &str) -> Option<Decision> {
    let mut keys = passages.lines().map(key).collect::<Option<Vec<_>>>()?.into_iter();
    match kind {
        "link" => {
            let verdicts = [Verdict::Confirmed, Verdict::Rejected];
            let verdict = verdicts.into_iter().find(|verdict| verdict.as_str() == word)?;
            Some(Decision::Link { a: keys.next()?, b: keys.next()?, verdict })
        }
        "merge" => Some(Decision::Merge { passages: keys.collect() }),
        "split" => Some(Decision::Split { passage: keys.next()?, from: keys.next()? }),
        "name" => Some(Decision::Name { passage: keys.next()?, label: word }),
        "words" => {
            let mut words = word.lines().map(|line| {
                let (lang, text) = line.split_once('\t')?;
                Some(Word { lang: lang.parse().ok()?, text: text.to_owned() })
            });
            Some(Decision::Words { a: words.next()??, b: words.next()?? })
        }
        _ => None,
    }
}

fn key(line: &str) -> Option<PassageKey> {
    let (article, span) = line.split_once(':')?;
    let (start, end) = span.split_once('-')?;
    let mut hash = [0; 32];
    if article.len() != 64 || !article.is_ascii() {
        return None;
    }
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&article[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(PassageKey {
        article: ContentHash(hash),
        span: Span::new(start.parse().ok()?, end.parse().ok()?),
    })
}
