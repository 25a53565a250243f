//! The reader's decisions.

use super::{Store, StoreError};
use crate::model::{ContentHash, Decision, PassageKey, Span, Verdict, Word};
use rusqlite::{TransactionBehavior, params};
use std::fmt::Write as _;

impl Store {
    /// Keeps what changed between two lists of decisions; what another instance decided stays.
    pub fn change_decisions(
        &mut self,
        before: &[Decision],
        after: &[Decision],
    ) -> Result<(), StoreError> {
        self.change(before, after).map_err(|source| self.error(source))
    }

    fn change(&mut self, before: &[Decision], after: &[Decision]) -> rusqlite::Result<()> {
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
                "INSERT OR REPLACE INTO decisions (kind, word, passages) VALUES (?1, ?2, ?3)",
                params![kind, word, passages],
            )?;
        }
        transaction.commit()
    }

    /// All decisions, oldest first. Those on articles that are not open do no harm.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        self.read_decisions().map_err(|source| self.error(source))
    }

    fn read_decisions(&self) -> rusqlite::Result<Vec<Decision>> {
        let mut all =
            self.connection.prepare("SELECT kind, word, passages FROM decisions ORDER BY id")?;
        let rows = all.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })?;
        let mut decisions = Vec::new();
        for row in rows {
            let (kind, word, passages) = row?;
            // A kind of a later version of the program is left alone.
            decisions.extend(decision(&kind, word, &passages));
        }
        Ok(decisions)
    }
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
        "name" => Some(Decision::Name { passages: keys.collect(), label: word }),
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
