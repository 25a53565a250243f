//! The formats: their names, and what each can hold.

use super::What;
use std::path::Path;

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON, an object a line.
    Jsonl,
    /// A table parted by tabs, a header first; no tab or line end within a cell.
    Tsv,
    /// RFC 4180, in UTF-8 without a byte order mark.
    Csv,
    /// TMX 1.4b.
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// A plain file for each side of a pair of languages, line by line.
    Moses,
    /// One page that stands alone: no script, nothing fetched.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// W3C Web Annotation as JSON-LD.
    Webanno,
    /// XCES documents and a file of links between them, as OPUS has them.
    CesAlign,
}

impl Format {
    /// In the order in which the help lists them.
    pub const ALL: [Self; 10] = [
        Self::Jsonl,
        Self::Tsv,
        Self::Csv,
        Self::Tmx,
        Self::Xliff,
        Self::Moses,
        Self::Html,
        Self::Markdown,
        Self::Webanno,
        Self::CesAlign,
    ];

    /// The word of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Tmx => "tmx",
            Self::Xliff => "xliff",
            Self::Moses => "moses",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Webanno => "webanno",
            Self::CesAlign => "cesalign",
        }
    }

    /// For the help: what it is.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Jsonl => "JSON, an object a line: everything there is",
            Self::Tsv => "a table parted by tabs",
            Self::Csv => "a table for spreadsheets",
            Self::Tmx => "pairs as a translation memory, TMX 1.4b",
            Self::Xliff => "pairs as XLIFF 2.1, a file for each pair of languages, in a folder",
            Self::Moses => "pairs as lines of two files for each pair of languages, in a folder",
            Self::Html => "a page to read, print and hand on, side by side",
            Self::Markdown => "a report",
            Self::Webanno => "W3C Web Annotation (JSON-LD), which `hexapla import` reads",
            Self::CesAlign => "pairs as OPUS keeps them: cesAlign and documents, in a folder",
        }
    }

    /// Whether it makes several files, in a folder.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Xliff | Self::Moses | Self::CesAlign)
    }

    /// Whether it can hold that.
    pub const fn holds(self, what: What) -> bool {
        match self {
            Self::Jsonl | Self::Tsv | Self::Csv => true,
            Self::Tmx | Self::Xliff | Self::Moses | Self::CesAlign => matches!(what, What::Pairs),
            Self::Html | Self::Markdown => {
                !matches!(what, What::Passages | What::OnlyOne | What::Decisions)
            }
            Self::Webanno => !matches!(what, What::Passages | What::OnlyOne),
        }
    }

    /// The format of a single file that its ending names.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "jsonld" => Some(Self::Webanno),
            "htm" => Some(Self::Html),
            _ => Self::ALL
                .into_iter()
                .find(|format| !format.is_folder() && format.as_str() == ending)
                .filter(|format| *format != Self::Webanno),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_formats_of_one_file() {
        for (name, expected) in [
            ("a.jsonl", Some(Format::Jsonl)),
            ("a.b.CSV", Some(Format::Csv)),
            ("a.md", Some(Format::Markdown)),
            ("a.jsonld", Some(Format::Webanno)),
            ("a.html", Some(Format::Html)),
            ("a.xliff", None),
            ("a.moses", None),
            ("a.webanno", None),
            ("a", None),
        ] {
            assert_eq!(Format::of_path(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn something_holds_everything_and_everything_holds_pairs() {
        for what in What::ALL {
            assert!(Format::Jsonl.holds(what));
        }
        assert!(Format::ALL.iter().all(|format| format.holds(What::Pairs)));
    }
}
