//! Reading the binary assets: every read is checked, so that damaged bytes give an error.

use super::MeaningError;

/// A position in an asset's bytes.
pub(super) struct Reader<'a> {
    asset: &'static str,
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    pub fn new(asset: &'static str, bytes: &'a [u8]) -> Self {
        Self { asset, bytes, position: 0 }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.position..]
    }

    /// Bytes read so far.
    pub fn position(&self) -> usize {
        self.position
    }

    pub fn error(&self, what: impl Into<String>) -> MeaningError {
        MeaningError::Asset { asset: self.asset, what: what.into() }
    }

    /// The next `count` bytes; `what` names them in the error.
    pub fn take(&mut self, count: usize, what: &str) -> Result<&'a [u8], MeaningError> {
        let end = self.position.checked_add(count);
        let Some(slice) = end.and_then(|end| self.bytes.get(self.position..end)) else {
            return Err(self.error(format!("it ends within {what}")));
        };
        self.position += count;
        Ok(slice)
    }

    pub fn magic(&mut self, expected: &[u8]) -> Result<(), MeaningError> {
        if self.take(expected.len(), "its first bytes")? == expected {
            Ok(())
        } else {
            Err(self.error("its first bytes are not those of this version"))
        }
    }

    pub fn u8(&mut self, what: &str) -> Result<u8, MeaningError> {
        Ok(self.take(1, what)?[0])
    }

    /// A little-endian count or size.
    pub fn size(&mut self, what: &str) -> Result<usize, MeaningError> {
        let mut word = [0; 4];
        word.copy_from_slice(self.take(4, what)?);
        Ok(u32::from_le_bytes(word) as usize)
    }

    pub fn f32(&mut self, what: &str) -> Result<f32, MeaningError> {
        let mut word = [0; 4];
        word.copy_from_slice(self.take(4, what)?);
        Ok(f32::from_le_bytes(word))
    }

    /// `count` little-endian floats.
    pub fn floats(&mut self, count: usize, what: &str) -> Result<Vec<f32>, MeaningError> {
        let size = count.checked_mul(4).ok_or_else(|| self.error("a size is out of range"))?;
        let (words, _) = self.take(size, what)?.as_chunks::<4>();
        Ok(words.iter().map(|word| f32::from_le_bytes(*word)).collect())
    }

    /// A string behind one byte that gives its length.
    pub fn text(&mut self, what: &str) -> Result<&'a str, MeaningError> {
        let length = usize::from(self.u8(what)?);
        let bytes = self.take(length, what)?;
        std::str::from_utf8(bytes).map_err(|_| self.error(format!("{what} is not UTF-8")))
    }

    /// Fails if bytes are left.
    pub fn end(&self) -> Result<(), MeaningError> {
        if self.position == self.bytes.len() {
            Ok(())
        } else {
            Err(self.error("it has bytes after its end"))
        }
    }
}
