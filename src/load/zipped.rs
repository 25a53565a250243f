//! A look into a zip file before the readers of EPUB and DOCX open it.

use super::error::Refusal;
use super::format::Format;
use super::limits::Limits;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// What Adobe's, Readium's and Apple's programs put beside an encrypted text.
const LICENCES: [&str; 3] = ["META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml"];

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Refusal> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        Refusal::new(format!("is a broken or cut-off zip file ({error})"), "get the file again")
    })
}

/// EPUB or DOCX by the files inside.
pub(super) fn format(bytes: &[u8]) -> Result<Format, Refusal> {
    let archive = open(bytes)?;
    let has =
        |name: &str| archive.file_names().any(|inside| inside.is_ok_and(|inside| inside == name));
    // Fonts alone are scrambled in many a free book; only with a licence beside it is it the text.
    if has("META-INF/encryption.xml") && LICENCES.iter().any(|name| has(name)) {
        return Err(Refusal::new("is an encrypted book (DRM)", "give a copy without DRM"));
    }
    if has("META-INF/container.xml") {
        Ok(Format::Epub)
    } else if has("word/document.xml") {
        Ok(Format::Docx)
    } else if has("EncryptedPackage") {
        Err(Refusal::new("is an encrypted Office document", "save it without a password"))
    } else {
        let way_out = "unpack it and give the folder, or save the document as .docx, .epub or .txt";
        Err(Refusal::new("is a zip file without an article in a known format", way_out))
    }
}

/// Unpacks everything into nothing and counts, so that what claims to be small and is not never
/// reaches a reader that holds it in memory.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let mut archive = open(bytes)?;
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let encrypted = || Refusal::new("is encrypted", "save it without a password");
        if archive.by_index_raw(index).is_ok_and(|file| file.encrypted()) {
            return Err(encrypted());
        }
        let broken = |inside: &str, error: &dyn std::fmt::Display| {
            let what = format!("{inside} inside can't be unpacked ({error})");
            Refusal::new(what, "get the file again")
        };
        let file = archive.by_index(index).map_err(|error| broken("a file", &error))?;
        let name = file.name().map(|name| name.into_owned()).unwrap_or_default();
        let unpacked = io::copy(&mut file.take(left.saturating_add(1)), &mut io::sink())
            .map_err(|error| broken(&format!("`{name}`"), &error))?;
        left = left.checked_sub(unpacked).ok_or_else(|| limits.unpacks_to_more())?;
    }
    Ok(())
}
