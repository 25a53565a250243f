/// How much `load` takes on. The defaults suit a reader on a small machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes (a compressed one as it lies on the disk).
    pub file_bytes: u64,
    /// The longest text of one article, in bytes; also what a compressed file may grow to.
    pub text_bytes: u64,
    /// Articles in one file or folder.
    pub articles: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 128 << 20, text_bytes: 128 << 20, articles: 100_000 }
    }
}

/// "64 MB", "1.5 kB" for messages.
pub(super) fn size(bytes: u64) -> String {
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
