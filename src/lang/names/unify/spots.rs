//! The candidates of a set as a few numbers each: of a long article there are millions.

use super::kinds::{Kinds, Words};
use crate::lang::names::candidates::{Candidate, What, candidates};
use crate::lang::names::gazetteer::Entity;
use crate::model::{Article, Lang, Span};
use rayon::prelude::*;

/// Passages whose candidates are in memory at once.
const CHUNK: usize = 512;

/// A candidate of a passage; offsets are bytes of the passage, which no format makes 4 GB long.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    start: u32,
    end: u32,
    /// Where the word before begins and where the one after ends, if they may be one word with this.
    before: u32,
    after: u32,
    /// Its kind as a word alone, whatever the tables say; none for known names of several words.
    bare: Option<u32>,
    /// What the tables say it is.
    pub entity: Option<Entity>,
    /// A family name alone.
    pub family: bool,
    /// A family name of several known people.
    pub shared: bool,
    /// Whether the candidate before ends right before this one, so that both may be one name.
    pub joins: bool,
}

impl Spot {
    fn new(candidate: &Candidate, bare: Option<u32>) -> Self {
        let (start, end) = (candidate.span.start as u32, candidate.span.end as u32);
        let mut spot = Self {
            start,
            end,
            before: start,
            after: end,
            bare,
            entity: None,
            family: false,
            shared: false,
            joins: candidate.joins,
        };
        match &candidate.what {
            What::Known { entity, family, shared, .. } => {
                (spot.entity, spot.family, spot.shared) = (Some(*entity), *family, *shared);
            }
            What::Unknown(word) => {
                for compound in &word.compounds {
                    spot.before = spot.before.min(compound.span.start as u32);
                    spot.after = spot.after.max(compound.span.end as u32);
                }
            }
        }
        spot
    }

    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// The word together with the one before and the one after, as far as they may be one.
    pub fn compounds(&self) -> impl Iterator<Item = Span> + use<> {
        let before = Span::new(self.before as usize, self.end as usize);
        let after = Span::new(self.start as usize, self.after as usize);
        let word = self.span();
        [before, after].into_iter().filter(move |span| *span != word)
    }

    pub fn bare(&self) -> Option<usize> {
        self.bare.map(|kind| kind as usize)
    }
}

/// A passage and the candidates in it.
#[derive(Clone, Copy)]
pub struct Passage<'a> {
    pub text: &'a str,
    pub lang: Lang,
    pub spots: &'a [Spot],
}

/// The candidates of a set.
pub struct Set<'a> {
    articles: &'a [Article],
    /// By article.
    spots: Vec<Spots>,
}

#[derive(Default)]
struct Spots {
    all: Vec<Spot>,
    /// By passage, where its spots end.
    ends: Vec<u32>,
}

impl<'a> Set<'a> {
    /// Finds the candidates and the kinds of words that they are.
    pub fn read(articles: &'a [Article]) -> (Self, Kinds) {
        let mut words = Words::default();
        let mut spots = Vec::with_capacity(articles.len());
        for article in articles {
            let mut found = Spots::default();
            for chunk in article.passages.chunks(CHUNK) {
                let of = |passage: &crate::model::Passage| {
                    candidates(passage.span.of(&article.text), passage.lang)
                };
                let chunk: Vec<Vec<Candidate>> = chunk.par_iter().map(of).collect();
                for candidates in chunk {
                    let kinds = words.take(&candidates);
                    let of = |(candidate, kind)| Spot::new(candidate, kind);
                    found.all.extend(candidates.iter().zip(kinds).map(of));
                    found.ends.push(found.all.len() as u32);
                }
            }
            found.all.shrink_to_fit();
            spots.push(found);
        }
        let (kinds, places) = words.kinds();
        for spot in spots.iter_mut().flat_map(|spots| &mut spots.all) {
            spot.bare = spot.bare.and_then(|word| places.get(word as usize).copied());
        }
        (Self { articles, spots }, kinds)
    }

    /// For each article how many passages it has.
    pub fn sizes(&self) -> impl Iterator<Item = usize> {
        self.spots.iter().map(|spots| spots.ends.len())
    }

    pub fn passage(&self, article: usize, passage: usize) -> Passage<'_> {
        let (found, spots) = (&self.articles[article], &self.spots[article]);
        let start = passage.checked_sub(1).map_or(0, |before| spots.ends[before] as usize);
        let own = &found.passages[passage];
        Passage {
            text: own.span.of(&found.text),
            lang: own.lang,
            spots: &spots.all[start..spots.ends[passage] as usize],
        }
    }

    /// All passages, in their order.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        let places = self.sizes().enumerate();
        places.flat_map(move |(article, size)| (0..size).map(move |at| self.passage(article, at)))
    }

    /// The same for several threads.
    pub fn parallel_passages(&self) -> impl ParallelIterator<Item = Passage<'_>> {
        let sizes: Vec<usize> = self.sizes().collect();
        sizes.into_par_iter().enumerate().flat_map(move |(article, size)| {
            (0..size).into_par_iter().map(move |at| self.passage(article, at))
        })
    }
}
