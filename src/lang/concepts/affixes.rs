//! What a language glues to its words and changes at their end: `assets/lang/LL/affixes.tsv`.

use crate::lang::assets;
use crate::lang::fold::fold_word;
use crate::model::Lang;

/// All parts are folded; of each kind the longest come first.
#[derive(Debug, Default)]
pub struct Affixes {
    pub prefixes: Vec<String>,
    /// Prefixes that leave no doubt, after which two letters may be left.
    articles: Vec<String>,
    /// Endings of words in a text.
    pub endings: Vec<String>,
    /// Those of them that a dictionary form may have, and a word of a text another for them.
    form_endings: Vec<String>,
    /// An ending of the text, and the one that a dictionary has in its place.
    swaps: Vec<(String, String)>,
    /// The last letter of a stem before an ending, and the one it has without.
    soft: Vec<(String, String)>,
    /// How many endings may follow one another.
    layers: usize,
    /// Letters that must be left of a word.
    least: usize,
    /// Letters that must be left of a dictionary form; more, where both sides lose something short.
    least_of_form: usize,
}

impl Affixes {
    /// Of a language that has no file: nothing is ever taken off.
    pub fn of(lang: Lang) -> Self {
        let mut affixes = Self { layers: 1, least: 3, least_of_form: 3, ..Self::default() };
        let text = assets::file(&format!("{lang}/affixes.tsv")).unwrap_or_default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((kind, forms)) = line.split_once('\t') else { continue };
            let parts = forms.split(';').map(str::trim).filter(|form| !form.is_empty());
            let pairs = || {
                parts
                    .clone()
                    .filter_map(|pair| pair.split_once('>'))
                    .map(|(a, b)| (fold_word(a), fold_word(b)))
            };
            match kind {
                "prefix" => affixes.prefixes.extend(parts.map(fold_word)),
                "article" => affixes.articles.extend(parts.map(fold_word)),
                "form-ending" => affixes.form_endings.extend(parts.map(fold_word)),
                "ending" => affixes.endings.extend(parts.map(fold_word)),
                "swap" => affixes.swaps.extend(pairs()),
                "soften" => affixes.soft.extend(pairs()),
                "layers" => affixes.layers = forms.trim().parse().unwrap_or(1),
                "least-of-form" => affixes.least_of_form = forms.trim().parse().unwrap_or(3).max(1),
                "least" => affixes.least = forms.trim().parse().unwrap_or(3).max(1),
                _ => {}
            }
        }
        for list in [&mut affixes.prefixes, &mut affixes.endings, &mut affixes.form_endings] {
            list.retain(|one| !one.is_empty());
            list.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            list.dedup();
        }
        affixes
    }

    /// The word, and what is left of it without each prefix it may have.
    pub fn bare<'w>(&self, word: &'w str) -> Vec<&'w str> {
        self.cores(word).into_iter().map(|(core, _)| core).collect()
    }

    /// The same, each with whether that is sure
    /// to be a word of its own.
    pub fn cores<'w>(&self, word: &'w str) -> Vec<(&'w str, bool)> {
        let left = self.prefixes.iter().filter_map(|prefix| {
            let rest = word.strip_prefix(prefix.as_str())?;
            let article = self.articles.contains(prefix);
            let few = article && rest.chars().nth(1).is_some();
            (few || self.enough(rest)).then_some((rest, article))
        });
        std::iter::once((word, true)).chain(left).collect()
    }

    /// Each stem that a word of running text may have, and its dictionary form where an ending
    /// stands for another. Without the word itself.
    pub fn stems(&self, word: &str) -> Vec<String> {
        let mut stems: Vec<String> = Vec::new();
        let mut from = 0;
        for layer in 0..self.layers {
            let words: Vec<String> =
                if layer == 0 { vec![word.to_owned()] } else { stems[from..].to_vec() };
            from = stems.len();
            for word in words {
                for ending in &self.endings {
                    let Some(stem) =
                        word.strip_suffix(ending.as_str()).filter(|stem| self.enough(stem))
                    else {
                        continue;
                    };
                    if !stems.iter().any(|known| known == stem) {
                        stems.push(stem.to_owned());
                    }
                }
            }
            if stems.len() > MOST_STEMS {
                break;
            }
        }
        for (ending, other) in &self.swaps {
            let swapped = word.strip_suffix(ending.as_str()).map(|stem| format!("{stem}{other}"));
            stems.extend(swapped.filter(|stem| self.enough(stem)));
        }
        for at in 0..stems.len() {
            for (soft, hard) in &self.soft {
                if let Some(stem) =
                    stems[at].strip_suffix(soft.as_str()).filter(|stem| self.enough(stem))
                {
                    stems.push(format!("{stem}{hard}"));
                }
            }
        }
        stems
    }

    /// The stem under which a dictionary form is kept: without its longest ending, where it has one.
    pub fn stem_of_form<'w>(&self, form: &'w str) -> Option<&'w str> {
        let enough = |stem: &&str| stem.chars().nth(self.least_of_form.saturating_sub(1)).is_some();
        self.form_endings
            .iter()
            .find_map(|ending| form.strip_suffix(ending.as_str()).filter(enough))
    }

    /// Endings of running text that the dictionary form goes without.
    pub fn dropped(&self) -> impl Iterator<Item = &str> {
        self.swaps.iter().filter(|(_, other)| other.is_empty()).map(|(ending, _)| ending.as_str())
    }

    fn enough(&self, rest: &str) -> bool {
        rest.chars().nth(self.least.saturating_sub(1)).is_some()
    }
}

/// Where a word has more stems than these, further layers say nothing.
const MOST_STEMS: usize = 24;
