use std::fmt;
use std::str::FromStr;

/// A language by its ISO 639 code of two or three lower-case letters (`ar`, `ckb`), or `und` where
/// it is not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 3]);

impl Lang {
    /// `und`: no language could be told, or the text is too short to say.
    pub const UNKNOWN: Lang = Lang(*b"und");

    /// `code` must be two or three lower-case ASCII letters; for constants and tables of ours.
    /// Use [`FromStr`] for what comes from outside.
    pub const fn new(code: &str) -> Self {
        let bytes = code.as_bytes();
        assert!(bytes.len() == 2 || bytes.len() == 3, "a language code has 2 or 3 letters");
        Self([bytes[0], bytes[1], if bytes.len() == 3 { bytes[2] } else { 0 }])
    }

    /// The code: two or three lower-case letters.
    pub fn as_str(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).unwrap_or("und")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a text is no language code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not a language code: give two or three letters of ISO 639, such as `ar` or `ckb`"
)]
pub struct BadLang(pub String);

impl FromStr for Lang {
    type Err = BadLang;

    /// Takes `ar`, `AR` and `ar-EG` (the region is dropped).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let primary = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let fits = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase());
        if fits { Ok(Self::new(&primary)) } else { Err(BadLang(text.to_owned())) }
    }
}

/// The direction in which a text is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As Latin, Devanagari or Chinese.
    #[default]
    LeftToRight,
    /// As Arabic or Hebrew.
    RightToLeft,
}

impl Direction {
    /// `ltr` or `rtl`, as HTML and the command line write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }

    /// Whether lines begin at the right edge.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::RightToLeft)
    }
}
