use super::error::Refusal;

/// How much `load` takes on. The defaults suit a reader on a small machine. Every message about a
/// limit names the field to raise, as it stands under `[limits]` in the settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes (a compressed one as it lies on the disk).
    pub file_bytes: u64,
    /// What a compressed file (EPUB, DOCX, PDF) may grow to, pictures included but for those of a
    /// PDF, in bytes.
    pub unpacked_bytes: u64,
    /// The longest text of one article, in bytes.
    pub text_bytes: u64,
    /// Articles in one file; files in one folder or pattern.
    pub articles: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 128 << 20,
            unpacked_bytes: 256 << 20,
            text_bytes: 128 << 20,
            articles: 100_000,
        }
    }
}

impl Limits {
    /// Why a compressed file is refused that grows to more.
    pub(super) fn unpacks_to_more(&self) -> Refusal {
        Refusal::new(
            format!("unpacks to more than {}", size(self.unpacked_bytes)),
            "if it is no trap, raise `unpacked_megabytes` under [limits] in the settings file",
        )
    }

    /// Refuses the text of an article that is too long.
    pub(super) fn check_text(&self, text: &str) -> Result<(), Refusal> {
        if text.len() as u64 <= self.text_bytes {
            return Ok(());
        }
        let (length, limit) = (size(text.len() as u64), size(self.text_bytes));
        Err(Refusal::new(
            format!("has {length} of text, more than the limit of {limit}"),
            "split it, or raise `text_megabytes` under [limits] in the settings file",
        ))
    }

    /// Refuses more `what` ("articles", "files") than there may be.
    pub(super) fn check_count(&self, count: usize, what: &str) -> Result<(), Refusal> {
        if count <= self.articles {
            return Ok(());
        }
        Err(Refusal::new(
            format!("has {count} {what}, more than the limit of {}", self.articles),
            "split it, or raise `articles` under [limits] in the settings file",
        ))
    }
}

/// "64 MB", "1.5 kB" for messages.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["bytes", "kB", "MB", "GB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    let text = format!("{amount:.1}");
    format!("{} {}", text.strip_suffix(".0").unwrap_or(&text), UNITS[unit])
}
