//! Bytes to text: by byte order mark, as UTF-8, as UTF-16 without a mark, else by chardetng's guess.

use super::error::Refusal;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to tell its encoding, in bytes.
const SAMPLE: usize = 64 * 1024;

/// The text of a file, without its byte order mark and otherwise unchanged. `declared` is the name
/// of an encoding that the file itself gives (HTML, XML); a byte order mark and valid UTF-8 win.
/// What is UTF-8 already is not copied.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<String, Refusal> {
    if let Some(text) = utf_32(&bytes) {
        return Ok(text);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    let has_zeros = bytes.contains(&0);
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !has_zeros => return not_binary(text),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let bytes = bytes.as_slice();
    if declared.is_none() && !has_zeros && is_damaged_utf8(bytes) {
        return Ok(UTF_8.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if has_zeros {
        return Err(binary());
    }
    let encoding = declared
        .and_then(|name| Encoding::for_label(name.trim().as_bytes()))
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or_else(|| guess(bytes));
    not_binary(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn binary() -> Refusal {
    Refusal::new(
        "is not text (binary data)",
        "give a text file, Markdown, HTML, EPUB, DOCX, a feed (RSS, Atom), PDF, TMX, XLIFF or JSON lines",
    )
}

/// Refuses what has more control characters than text ever has.
fn not_binary(text: String) -> Result<String, Refusal> {
    let looked_at = text.chars().take(SAMPLE);
    let (mut all, mut controls) = (0_usize, 0_usize);
    for c in looked_at {
        all += 1;
        controls +=
            usize::from(c.is_control() && !c.is_whitespace() && c != '\u{1B}' && c != '\u{8}');
    }
    if controls > 4 && controls * 10 > all { Err(binary()) } else { Ok(text) }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    // All of it: a long ASCII head says nothing of the body.
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// UTF-8 with few bad bytes: cut off in the middle of a letter, or patched together.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

fn utf_32(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 4]) -> u32 = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => u32::from_le_bytes,
        [0, 0, 0xFE, 0xFF, ..] => u32::from_be_bytes,
        _ => return None,
    };
    let letters = bytes[4..].chunks_exact(4).map(|unit| {
        let unit = <[u8; 4]>::try_from(unit).unwrap_or_default();
        char::from_u32(read(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    Some(letters.collect())
}

/// UTF-16 without a mark: chardetng and encoding_rs take it for windows-1252. Told by zero bytes,
/// which no text in an 8-bit encoding has, and by how much of the text is then letters and spaces.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    [(UTF_16LE, u16::from_le_bytes as fn([u8; 2]) -> u16), (UTF_16BE, u16::from_be_bytes)]
        .into_iter()
        .map(|(encoding, read)| {
            let units = sample.chunks_exact(2).map(|unit| read([unit[0], unit[1]]));
            let likely = units
                .filter(|unit| {
                    matches!(unit, 0x0A | 0x0D | 0x09 | 0x20..=0x7E | 0xA0..=0x6FF | 0x900..=0xDFF | 0x2000..=0x206F
                        | 0x3000..=0x30FF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xD800..=0xDFFF)
                })
                .count();
            // A space is 0x0020 in one order and 0x2000 in the other: only one of them is common.
            let spaces = sample.chunks_exact(2).filter(|unit| matches!(read([unit[0], unit[1]]), 0x20 | 0x0A)).count();
            (likely * 2 + spaces, likely, encoding)
        })
        .max_by_key(|(score, _, _)| *score)
        .filter(|(_, likely, _)| likely * 2 * 100 >= sample.len() * 95)
        .map(|(_, _, encoding)| encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "أعلنت الوزارة صباح اليوم أن الجسر الجديد سيفتح أمام السيارات قبل نهاية العام، وأن العمل فيه دام ثلاث سنوات.\n";
    const RUSSIAN: &str = "Министерство сообщило утром, что новый мост откроют для машин до конца года, а работы длились три года.\n";
    const PLAIN: &str = "The ministry said the bridge would open before the end of the year.\r\n";

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        for text in [ARABIC, RUSSIAN, PLAIN] {
            let marked: Vec<u8> = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
            let mut forms = vec![text.as_bytes().to_vec(), marked];
            for to_bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
                forms.push(utf_16(text, to_bytes));
                forms.push(utf_16(&format!("\u{FEFF}{text}"), to_bytes));
            }
            forms.push(
                format!("\u{FEFF}{text}").chars().flat_map(|c| (c as u32).to_le_bytes()).collect(),
            );
            forms.push(
                format!("\u{FEFF}{text}").chars().flat_map(|c| (c as u32).to_be_bytes()).collect(),
            );
            for (at, bytes) in forms.iter().enumerate() {
                assert_eq!(decode(bytes.clone(), None).as_deref(), Ok(text), "form {at}");
            }
        }
        for (text, encoding) in [
            (ARABIC, encoding_rs::WINDOWS_1256),
            (RUSSIAN, encoding_rs::WINDOWS_1251),
            (RUSSIAN, encoding_rs::KOI8_R),
            (ARABIC, encoding_rs::ISO_8859_6),
        ] {
            let bytes = encoding.encode(text).0;
            assert_eq!(decode(bytes.to_vec(), None).as_deref(), Ok(text), "{}", encoding.name());
            assert_eq!(decode(bytes.to_vec(), Some(encoding.name())).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_cut_letter_does_not_turn_the_text_into_another_encoding() {
        let bytes = &ARABIC.as_bytes()[..ARABIC.len() - 3];
        let text = decode(bytes.to_vec(), None).unwrap();
        assert!(text.starts_with("أعلنت الوزارة"), "{text}");
    }

    #[test]
    fn data_that_is_no_text_is_refused() {
        let noise: Vec<u8> =
            (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(noise, None).is_err());
        assert!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0".to_vec(), None).is_err());
    }
}
