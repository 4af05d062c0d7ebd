//! What a backslash begins.

use super::{Kind, Translator, invalid, literal, unsupported};

impl Translator<'_> {
    pub(super) fn escape(&mut self) -> Result<(), Kind> {
        let Some(character) = self.rest.next() else {
            return invalid("it ends in a backslash");
        };
        match character {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => self.atom(&format!(r"\{character}")),
            'p' | 'P' => {
                let category = self.category(character)?;
                self.atom(&category);
            }
            'b' | 'B' => self.place(&format!(r"\{character}")),
            'A' => self.place(r"\A"),
            'z' => self.place(r"\z"),
            'Z' => self.before_last_line_break(),
            'G' => {
                self.out.backtracks = true;
                self.place(r"\G");
            }
            'k' => {
                let end = match self.rest.next() {
                    Some('<') => '>',
                    Some('\'') => '\'',
                    _ => return invalid("\\k is followed by the name of a group"),
                };
                let name = self.name_until(end)?;
                let place = (self.out.groups.iter()).position(|known| known.as_ref() == Some(&name));
                self.out.backtracks = true;
                match (place, name.parse()) {
                    (Some(place), _) => self.atom(&format!(r"(?:\{})", place + 1)),
                    (None, Ok(number)) => self.reference(number),
                    (None, Err(_)) => return invalid("it refers to a group that it does not have"),
                }
            }
            '1'..='9' => {
                let mut number = character.to_digit(10).unwrap_or_default() as usize;
                while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
                    number =
                        (number.saturating_mul(10)).saturating_add(digit.to_digit(10).unwrap_or_default() as usize);
                }
                self.reference(number);
            }
            _ => {
                let literal = literal(self.character(character)?);
                self.atom(&literal);
            }
        }
        Ok(())
    }

    fn reference(&mut self, number: usize) {
        self.out.backtracks = true;
        self.references.push((self.out.text.len(), number));
        self.repeatable = true;
    }

    /// `\p{Lu}`, after its letter.
    pub(super) fn category(&mut self, letter: char) -> Result<String, Kind> {
        if self.rest.next_if_eq(&'{').is_none() {
            return invalid("\\p is followed by a category in braces");
        }
        let name = self.name_until('}')?;
        if name.starts_with("Is") {
            return unsupported("named Unicode blocks");
        }
        if name.is_empty() || name.len() > 2 || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return invalid("there is no such Unicode category");
        }
        Ok(format!(r"\{letter}{{{name}}}"))
    }

    /// The character that an escape stands for, after its first letter.
    pub(super) fn character(&mut self, letter: char) -> Result<char, Kind> {
        Ok(match letter {
            'a' => '\u{7}',
            'e' => '\u{1b}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            '0' => {
                let mut code = 0;
                for _ in 0..2 {
                    let Some(digit) = self.rest.next_if(|c| c.is_digit(8)) else {
                        break;
                    };
                    code = code * 8 + digit.to_digit(8).unwrap_or_default();
                }
                char::from_u32(code).unwrap_or_default()
            }
            'x' => {
                let code = self.hex(2)?;
                char::from_u32(code).unwrap_or_default()
            }
            'u' => self.utf16()?,
            'c' => match self.rest.next().map(|c| c.to_ascii_uppercase()) {
                Some(control @ '@'..='_') => char::from_u32(u32::from(control) - 64).unwrap_or_default(),
                _ => return invalid("\\c is followed by a letter"),
            },
            other if other.is_alphanumeric() || other == '_' => {
                return invalid(&format!("there is no escape \\{other}"));
            }
            other => other,
        })
    }

    fn hex(&mut self, digits: usize) -> Result<u32, Kind> {
        let mut code = 0;
        for _ in 0..digits {
            match self.rest.next().and_then(|c| c.to_digit(16)) {
                Some(digit) => code = code * 16 + digit,
                None => return invalid("too few hexadecimal digits follow"),
            }
        }
        Ok(code)
    }

    /// `\uD83D\uDE00` is one character.
    fn utf16(&mut self) -> Result<char, Kind> {
        let first = self.hex(4)?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        if self.rest.next() == Some('\\') && self.rest.next() == Some('u') {
            let second = self.hex(4)?;
            let units = [first, second].map(|unit| u16::try_from(unit).unwrap_or_default());
            if let Some(Ok(character)) = char::decode_utf16(units).next() {
                return Ok(character);
            }
        }
        unsupported("half of a surrogate pair")
    }
}
