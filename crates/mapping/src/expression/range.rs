//! Where something stands in the text of an expression.

/// A part of the text, counted in UTF-16 units: what .NET and the editor in the window count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Range {
    /// Where it begins, from 0.
    pub offset: usize,
    /// How long it is. 0 if something is missing there.
    pub length: usize,
}

impl Range {
    /// From `offset` up to `end`.
    pub(crate) fn between(offset: usize, end: usize) -> Self {
        Self {
            offset,
            length: end.saturating_sub(offset),
        }
    }

    /// The unit after the last.
    pub fn end(self) -> usize {
        self.offset + self.length
    }

    /// The part of `text`, or what there is of it.
    pub fn of(self, text: &str) -> &str {
        let byte_at = |unit: usize| {
            let mut units = 0;
            text.char_indices()
                .find(|(_, character)| {
                    let here = units;
                    units += character.len_utf16();
                    here >= unit
                })
                .map_or(text.len(), |(at, _)| at)
        };
        &text[byte_at(self.offset)..byte_at(self.end())]
    }
}
