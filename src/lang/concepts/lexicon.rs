//! The words of the concepts in one language, ready to be looked up.
//!
//! A form is one or several words; each is `word` (with its regular inflections), `stem*` (begins
//! so), `=word` (exactly so), and `..` between two lets up to three words stand between them.

use super::affixes::Affixes;
use crate::lang::assets;
use crate::lang::fold::{fold, fold_word};
use crate::lang::words::{Token, TokenKind, tokens};
use crate::model::{ConceptId, Lang};
use std::collections::{HashMap, HashSet};

/// Letters that may follow a `stem*`.
const MOST_AFTER_STEM: usize = 6;
/// Words that may stand in a `..`.
const MOST_IN_GAP: usize = 3;
/// Letters that must be left of a word without prefix and ending.
const FEWEST_OF_A_CORE: usize = 4;
/// Words longer than this, in bytes of their fold, are not looked up.
const LONGEST_WORD: usize = 96;

/// How a word of a form is to be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Begins,
    Inflected,
    Exact,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pub fit: Fit,
    pub text: Box<str>,
    /// Other words may stand before it.
    pub gap: bool,
}

impl Pattern {
    fn letters(&self) -> usize {
        self.text.chars().count()
    }
}

#[derive(Clone, Debug)]
pub struct Form {
    pub concept: ConceptId,
    pub words: Box<[Pattern]>,
}

/// A form found: the tokens `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub concept: ConceptId,
    pub to: usize,
    /// Letters of the form, and one more for each word that stands there as it is: of forms equally
    /// long in the text, the one that says more.
    weight: usize,
}

#[derive(Debug, Default)]
pub struct Lexicon {
    affixes: Affixes,
    forms: Vec<Form>,
    /// By the first word, as it stands in the form.
    exact: HashMap<Box<str>, Vec<u32>>,
    /// By the stem of the first word, where that is shorter.
    stems: HashMap<Box<str>, Vec<u32>>,
    /// By the letters after which anything may follow.
    begins: HashMap<Box<str>, Vec<u32>>,
    /// How long, in letters, the keys of `begins` are; ascending.
    lengths: Vec<usize>,
    /// Words in which no form of one word is to be seen: `assets/lang/LL/ambiguous.tsv`.
    common: HashSet<Box<str>>,
}

/// What a form of the lexicon's files says, or why it can't be read.
pub fn parse(form: &str) -> Result<Box<[Pattern]>, &'static str> {
    let mut words = Vec::new();
    let mut gap = false;
    for piece in form.split_whitespace() {
        if piece == ".." {
            if words.is_empty() || gap {
                return Err("`..` must stand between two words");
            }
            gap = true;
            continue;
        }
        let (fit, bare) = match (piece.strip_prefix('='), piece.strip_suffix('*')) {
            (Some(_), Some(_)) => return Err("`=` and `*` do not go together"),
            (Some(bare), None) => (Fit::Exact, bare),
            (None, Some(bare)) => (Fit::Begins, bare),
            (None, None) => (Fit::Inflected, piece),
        };
        if bare.contains(['*', '=', '\t']) || bare.is_empty() {
            return Err("`=` stands only before a word and `*` only after it");
        }
        let folded = fold(bare);
        let parts: Vec<Token<'_>> =
            tokens(&folded.text).into_iter().filter(|token| !is_joint(token)).collect();
        for (at, token) in parts.iter().enumerate() {
            // Of `cease-fire` only the last part is inflected.
            let last = at + 1 == parts.len();
            let fit = if last { fit } else { Fit::Exact };
            words.push(Pattern { fit, text: token.text.into(), gap: gap && at == 0 });
        }
        gap = false;
    }
    if gap {
        return Err("`..` must stand between two words");
    }
    if words.is_empty() { Err("no word in it") } else { Ok(words.into()) }
}

/// Signs inside what is one word to a reader: `cease-fire`, `U.N.`, `nation's`.
fn is_joint(token: &Token<'_>) -> bool {
    token.kind == TokenKind::Sign && matches!(token.text, "-" | "." | "'")
}

impl Lexicon {
    /// Reads the forms of a language from the texts of its files. Rows that can't be read, or whose
    /// concept `id` does not know, are left out here and named by [`super::check()`].
    pub fn read<'t>(
        lang: Lang,
        texts: impl Iterator<Item = &'t str>,
        id: impl Fn(&str) -> Option<ConceptId>,
    ) -> Self {
        let common = assets::file(&format!("{lang}/ambiguous.tsv")).unwrap_or_default();
        let common =
            common.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(';'));
        let common = common.map(|word| fold_word(word.trim()).into()).collect();
        let mut lexicon = Self { affixes: Affixes::of(lang), common, ..Self::default() };
        for line in texts.flat_map(str::lines).filter(|line| !line.starts_with('#')) {
            let Some((name, forms)) = line.split_once('\t') else { continue };
            let Some(concept) = id(name.trim()) else { continue };
            for form in forms.split(';') {
                if let Ok(words) = parse(form) {
                    lexicon.add(Form { concept, words });
                }
            }
        }
        lexicon.lengths.sort_unstable();
        lexicon.lengths.dedup();
        lexicon
    }

    fn add(&mut self, form: Form) {
        let number = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let first = &form.words[0];
        match first.fit {
            Fit::Begins => {
                self.lengths.push(first.text.chars().count());
                self.begins.entry(first.text.clone()).or_default().push(number);
            }
            Fit::Exact => self.exact.entry(first.text.clone()).or_default().push(number),
            Fit::Inflected => {
                self.exact.entry(first.text.clone()).or_default().push(number);
                if let Some(stem) = self.affixes.stem_of_form(&first.text) {
                    self.stems.entry(stem.into()).or_default().push(number);
                }
            }
        }
        self.forms.push(form);
    }

    /// Whether the word is one of those in which no form of one word is to be seen.
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The longest form that begins at token `at`; of equally long ones that with the most letters.
    pub fn at(&self, tokens: &[Token<'_>], at: usize) -> Option<Match> {
        let word = tokens[at].text;
        let looks = tokens[at].kind == TokenKind::Word && word.len() <= LONGEST_WORD;
        if !looks {
            return None;
        }
        let mut best: Option<Match> = None;
        let common = self.common.contains(word);
        let cores = self.affixes.cores(word);
        // Of a common word with something glued to it only what is a form as it stands counts.
        let inflects_common = cores.iter().any(|(core, _)| {
            self.common.contains(*core)
                || self.affixes.stems(core).iter().any(|stem| self.common.contains(stem.as_str()))
        });
        // `letters` are those of the form that the word bears out.
        let mut take = |number: u32, letters: usize| {
            let form = &self.forms[number as usize];
            if common && form.words.len() == 1 {
                return;
            }
            let Some((to, more)) = self.follow(&form.words[1..], tokens, at + 1) else { return };
            let weight = letters + more;
            if best.is_none_or(|best| (to, weight) > (best.to, best.weight)) {
                best = Some(Match { concept: form.concept, to, weight });
            }
        };
        for (bare, sure) in cores {
            let whole = usize::from(bare.len() == word.len());
            let letters = bare.chars().count();
            for number in self.exact.get(bare).into_iter().flatten() {
                let form = &self.forms[*number as usize].words[0];
                if form.fit == Fit::Inflected || whole == 1 {
                    take(*number, letters + 1 + whole);
                }
            }
            if inflects_common {
                continue;
            }
            for stem in self.affixes.stems(bare) {
                let letters = stem.chars().count();
                // Without beginning and end too little is left of a short word.
                if !sure && letters < FEWEST_OF_A_CORE {
                    continue;
                }
                for number in self.exact.get(stem.as_str()).into_iter().flatten() {
                    if self.forms[*number as usize].words[0].fit == Fit::Inflected {
                        take(*number, letters + whole);
                    }
                }
                let cut = self.stems.get(stem.as_str());
                cut.into_iter().flatten().for_each(|number| take(*number, letters));
            }
            self.stems.get(bare).into_iter().flatten().for_each(|number| take(*number, letters));
            self.beginnings(bare).for_each(|(number, letters)| take(number, letters + whole));
        }
        best
    }

    /// The forms whose `stem*` this word begins with.
    fn beginnings<'s>(&'s self, word: &'s str) -> impl Iterator<Item = (u32, usize)> + 's {
        let edges: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let letters = edges.len() - 1;
        self.lengths
            .iter()
            .copied()
            .filter(move |length| *length <= letters && letters <= length + MOST_AFTER_STEM)
            .filter_map(move |length| Some((self.begins.get(&word[..edges[length]])?, length)))
            .flat_map(|(numbers, length)| numbers.iter().map(move |number| (*number, length)))
    }

    /// The token after the words, where they stand at `at`, and what they weigh.
    fn follow(&self, words: &[Pattern], tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
        let (mut next, mut weight) = (at, 0);
        for pattern in words {
            next = skip_joint(tokens, next);
            let most = if pattern.gap { MOST_IN_GAP } else { 0 };
            let mut found = None;
            for _ in 0..=most {
                let token = tokens.get(next).filter(|token| token.kind != TokenKind::Sign)?;
                if self.fits(pattern, token.text) {
                    found = Some(next + 1);
                    weight += pattern.letters() + usize::from(*pattern.text == *token.text);
                    break;
                }
                next = skip_joint(tokens, next + 1);
            }
            next = found?;
        }
        Some((next, weight))
    }

    fn fits(&self, pattern: &Pattern, word: &str) -> bool {
        if *pattern.text == *word {
            return true;
        }
        if word.len() > LONGEST_WORD {
            return false;
        }
        match pattern.fit {
            Fit::Exact => false,
            Fit::Begins => self.affixes.bare(word).iter().any(|bare| {
                let rest = bare.strip_prefix(&*pattern.text);
                rest.is_some_and(|rest| rest.chars().count() <= MOST_AFTER_STEM)
            }),
            Fit::Inflected => {
                let own = self.affixes.stem_of_form(&pattern.text);
                self.affixes.bare(word).iter().any(|bare| {
                    let same = |stem: &str| *pattern.text == *stem || own == Some(stem);
                    same(bare) || self.affixes.stems(bare).iter().any(|stem| same(stem))
                })
            }
        }
    }
}

/// `stop-the-war` has joints; a dash between spaces and the end of a sentence are none.
fn skip_joint(tokens: &[Token<'_>], at: usize) -> usize {
    let inside = |token: Option<&Token<'_>>| token.is_some_and(|token| !token.gap);
    let joint = tokens.get(at).is_some_and(is_joint);
    at + usize::from(joint && inside(tokens.get(at)) && inside(tokens.get(at + 1)))
}
