//! Comma-separated values (RFC 4180) for spreadsheets and scripts, in UTF-8 without a mark.

use super::{ExportError, Source, What, table};
use std::io::Write;

/// Writes a header, then the rows of [`table`].
pub fn write(what: What, source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    table::write(what, source, &mut ::csv::Writer::from_writer(out))
}
