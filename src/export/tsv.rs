//! Tab-separated values: no quoting, since no cell holds a tab or a line break.

use super::{ExportError, Source, What, table};
use std::io::Write;

/// Writes a header, then the rows of [`table`].
pub fn write(what: What, source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b'\t')
        .quote_style(::csv::QuoteStyle::Never)
        .from_writer(out);
    table::write(what, source, &mut writer)
}
