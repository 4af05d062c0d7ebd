//! Classes of characters.

use super::{Kind, Translator, invalid, literal};

impl Translator<'_> {
    /// A class, after its opening bracket.
    pub(super) fn class(&mut self) -> Result<String, Kind> {
        let mut text = String::from("[");
        if self.rest.next_if_eq(&'^').is_some() {
            text.push('^');
        }
        let mut is_first = true;
        loop {
            let Some(character) = self.rest.next() else {
                return invalid("a class is never closed");
            };
            match character {
                ']' if !is_first => {
                    text.push(']');
                    return Ok(text);
                }
                '-' if !is_first && self.rest.next_if_eq(&'[').is_some() => {
                    let without = self.class()?;
                    if self.rest.next() != Some(']') {
                        return invalid("a subtraction is the last thing in a class");
                    }
                    return Ok(format!("[{text}]--{without}]"));
                }
                _ => self.class_item(character, &mut text)?,
            }
            is_first = false;
        }
    }

    /// A character, a range or a shorthand in a class.
    fn class_item(&mut self, character: char, text: &mut String) -> Result<(), Kind> {
        let from = match (character, self.rest.peek()) {
            ('\\', Some('d' | 'D' | 's' | 'S' | 'w' | 'W')) => {
                text.push('\\');
                text.extend(self.rest.next());
                return Ok(());
            }
            ('\\', Some('p' | 'P')) => {
                let letter = self.rest.next().unwrap_or_default();
                let category = self.category(letter)?;
                text.push_str(&category);
                return Ok(());
            }
            _ => self.class_character(character)?,
        };
        text.push_str(&literal(from));
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.peek(), None | Some(']' | '[')) {
            return Ok(());
        }
        let Some(second) = ahead.next() else { return Ok(()) };
        self.rest = ahead;
        if second == '\\' && matches!(self.rest.peek(), Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')) {
            return invalid("a range ends in a class");
        }
        let to = self.class_character(second)?;
        if to < from {
            return invalid("a range runs backwards");
        }
        text.push('-');
        text.push_str(&literal(to));
        Ok(())
    }

    fn class_character(&mut self, character: char) -> Result<char, Kind> {
        if character != '\\' {
            return Ok(character);
        }
        match self.rest.next() {
            Some('b') => Ok('\u{8}'),
            Some(letter) => self.character(letter),
            None => invalid("it ends in a backslash"),
        }
    }
}
