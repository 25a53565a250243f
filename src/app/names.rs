//! What an article is called where there is room for a word: its language, and where that is not
//! enough to tell it from the others, the beginning of its name.

use super::state::Look;
use crate::model::Article;

/// Letters of a name at most.
const LETTERS: usize = 10;

/// What the open articles are called.
#[derive(Clone, Debug)]
pub struct Names {
    /// By article; no two are alike.
    pub short: Vec<String>,
    /// Cells of the longest, 40 at most.
    pub cells: u16,
}

impl Names {
    /// Of these articles, on a screen of this look.
    pub fn of(articles: &[Article], look: &Look) -> Self {
        let short = short(articles);
        let cells = short.iter().map(|name| look.cells(name, 40)).max().unwrap_or(0);
        Self { short, cells }
    }
}

/// By article: `fa`, or `ar·003` where two articles are in Arabic. The same name for none twice.
fn short(articles: &[Article]) -> Vec<String> {
    let others = |article: usize| {
        let lang = articles[article].lang;
        let same = move |other: &usize| *other != article && articles[*other].lang == lang;
        (0..articles.len()).filter(same).map(|other| articles[other].id.as_str())
    };
    (0..articles.len())
        .map(|article| {
            let found = &articles[article];
            if others(article).next().is_none() {
                return found.lang.to_string();
            }
            // One letter more than the longest beginning that another one has as well.
            let shared = |other: &str| {
                found.id.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()
            };
            let needed = others(article).map(shared).max().unwrap_or(0) + 1;
            let letters: Vec<char> = found.id.chars().collect();
            // Not in the middle of a number.
            let is_digit = |place: usize| letters.get(place).is_some_and(char::is_ascii_digit);
            let mut end = needed.min(letters.len());
            while is_digit(end) && is_digit(end - 1) && end < LETTERS {
                end += 1;
            }
            let from = end.saturating_sub(LETTERS);
            let cut = if from > 0 { "…" } else { "" };
            let name: String = letters[from..end].iter().collect();
            format!("{}·{cut}{name}", found.lang)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn names(articles: &[(&str, &str)]) -> Vec<String> {
        let articles: Vec<Article> = articles
            .iter()
            .map(|(lang, id)| {
                let lang = Some(Lang::new(lang));
                crate::load::from_text("a.txt", id, format!("Text of {id}."), lang, None)
            })
            .collect();
        short(&articles)
    }

    #[test]
    fn a_name_is_as_long_as_it_must_be() {
        for (articles, expected) in [
            (&[("ar", "one"), ("fa", "one"), ("hi", "x")][..], &["ar", "fa", "hi"][..]),
            (&[("ar", "001_7788"), ("ar", "003_0d9c"), ("fa", "x")], &["ar·001", "ar·003", "fa"]),
            (&[("ar", "bbc"), ("ar", "aljazeera")], &["ar·b", "ar·a"]),
            (&[("ar", "news"), ("ar", "newsroom")], &["ar·news", "ar·newsr"]),
            (
                &[("en", "a-long-name-1"), ("en", "a-long-name-2")],
                &["en·…ong-name-1", "en·…ong-name-2"],
            ),
        ] {
            assert_eq!(names(articles), expected);
        }
    }
}
