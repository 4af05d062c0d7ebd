//! From bytes to text: which encoding a file is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{MOST_BYTES, ReadError};

/// The byte order mark.
const MARK: char = '\u{feff}';

/// A file's text.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The name of the encoding, as the WHATWG Encoding Standard has it.
    pub(crate) encoding: &'static str,
    /// Whether bytes could not be read; U+FFFD stands for each.
    pub(crate) is_damaged: bool,
}

/// Reads bytes as text: by the byte order mark, as UTF-8 if that is what they are, or in the encoding that they look most like.
pub(crate) fn read(bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    // A ZIP archive (as .xlsx and .ods are), or the compound file of an old .xls.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(ReadError::Workbook);
    }
    let encoding = Encoding::for_bom(&bytes).map_or_else(|| guess(&bytes), |(encoding, _)| encoding);
    let decoded = match String::from_utf8(bytes) {
        Ok(mut text) if encoding == UTF_8 => {
            if text.starts_with(MARK) {
                text.drain(..MARK.len_utf8());
            }
            Decoded {
                text,
                encoding: UTF_8.name(),
                is_damaged: false,
            }
        }
        other => {
            let bytes = other.map_or_else(std::string::FromUtf8Error::into_bytes, String::into_bytes);
            let (text, is_damaged) = encoding.decode_with_bom_removal(&bytes);
            Decoded {
                text: text.into_owned(),
                encoding: encoding.name(),
                is_damaged,
            }
        }
    };
    if decoded.text.contains('\0') {
        return Err(ReadError::NotText);
    }
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(decoded)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // A text in UTF-16 without a mark has a zero in every other byte where it is in Latin letters, as headers are.
    let head = &bytes[..bytes.len().min(256)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    if head.len() >= 4 {
        match (zeros(0), zeros(1)) {
            (0, high) if high * 4 > head.len() => return UTF_16LE,
            (high, 0) if high * 4 > head.len() => return UTF_16BE,
            _ => {}
        }
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether what is not ASCII is rather UTF-8 than not: one damaged byte does not make a file another encoding's.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_ascii() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        }
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad
}
