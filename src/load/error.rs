use std::fmt;

/// Why a file, or a part of one, could not be read as articles. The others open all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}: {what}; {way_out}", Place(place))]
pub struct LoadError {
    /// As given on the command line, or the file's path below a folder that was given.
    pub path: String,
    /// Where in the file: a line, an entry of a set.
    pub place: Option<String>,
    /// What is wrong there, in a few words.
    pub what: String,
    /// What the reader can do about it.
    pub way_out: String,
}

struct Place<'a>(&'a Option<String>);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |place| write!(f, ", {place}"))
    }
}

/// A reader's complaint; `load` adds the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub place: Option<String>,
    pub what: String,
    pub way_out: String,
}

impl Refusal {
    pub fn new(what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { place: None, what: what.into(), way_out: way_out.into() }
    }

    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    pub fn of(self, path: &str) -> LoadError {
        LoadError {
            path: path.to_owned(),
            place: self.place,
            what: self.what,
            way_out: self.way_out,
        }
    }
}
