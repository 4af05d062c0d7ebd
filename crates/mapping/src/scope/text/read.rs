use super::{ScopeSyntaxError, ScopeSyntaxErrorKind as Kind, is_plain};
use crate::{
    expression::{Range, excerpt},
    model::{Clause, FilterGroup, FilterOperator},
};

/// Reads filters. An error points at UTF-16 units of `text` and names the cure.
pub fn read(text: &str) -> Result<Vec<FilterGroup>, ScopeSyntaxError> {
    let mut reader = Reader { text, at: 0 };
    let mut groups = Vec::new();
    loop {
        reader.skip(char::is_whitespace);
        if reader.rest().is_empty() {
            return Ok(groups);
        }
        groups.push(reader.group()?);
    }
}

/// What is typed for an operator by those who know other languages.
const OTHER_NAMES: &[(&str, FilterOperator)] = &[
    ("=", FilterOperator::Equals),
    ("==", FilterOperator::Equals),
    ("eq", FilterOperator::Equals),
    ("is", FilterOperator::Equals),
    ("!=", FilterOperator::NotEquals),
    ("<>", FilterOperator::NotEquals),
    ("ne", FilterOperator::NotEquals),
    ("co", FilterOperator::Includes),
    ("contains", FilterOperator::Includes),
    ("ew", FilterOperator::EndsWith),
    ("matches", FilterOperator::RegexMatch),
    ("regex", FilterOperator::RegexMatch),
    (">", FilterOperator::GreaterThan),
    ("gt", FilterOperator::GreaterThan),
    (">=", FilterOperator::GreaterThanOrEquals),
    ("ge", FilterOperator::GreaterThanOrEquals),
    ("pr", FilterOperator::IsNotNull),
    ("in", FilterOperator::In),
];

#[derive(Clone)]
struct Reader<'t> {
    text: &'t str,
    /// In bytes.
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, matches: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(matches).len();
    }

    /// Blanks, up to the end of the line.
    fn blanks(&mut self) {
        self.skip(|c| c.is_whitespace() && !matches!(c, '\n' | '\r'));
    }

    fn is_line_end(&self) -> bool {
        self.rest().is_empty() || self.rest().starts_with(['\n', '\r'])
    }

    /// The word that stands here: up to a blank, a quote or a parenthesis.
    fn word(&self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')'));
        &rest[..end.unwrap_or(rest.len())]
    }

    fn is_word(&self, word: &str) -> bool {
        self.word().eq_ignore_ascii_case(word)
    }

    fn range(&self, from: usize, to: usize) -> Range {
        let units = |bytes: usize| self.text[..bytes].encode_utf16().count();
        Range::between(units(from), units(to))
    }

    /// An error about the next so many bytes.
    fn fail<T>(&self, length: usize, kind: Kind) -> Result<T, ScopeSyntaxError> {
        Err(ScopeSyntaxError {
            range: self.range(self.at, self.at + length),
            kind,
        })
    }

    fn group(&mut self) -> Result<FilterGroup, ScopeSyntaxError> {
        let mut group = FilterGroup::default();
        let mut attribute = None;
        if self.rest().starts_with('"') {
            let text = self.quoted()?;
            self.blanks();
            if self.rest().starts_with(':') {
                self.at += 1;
                group.title = text;
                self.blanks();
                if self.is_line_end() {
                    return Ok(group);
                }
            } else {
                attribute = Some(text);
            }
        }
        loop {
            let attribute = match attribute.take() {
                Some(attribute) => attribute,
                None => self.attribute(group.clauses.is_empty() && group.title.is_empty())?,
            };
            group.clauses.push(self.clause(attribute)?);
            if !self.next_clause()? {
                return Ok(group);
            }
        }
    }

    /// Whether the next line that is not blank begins with `AND`.
    fn goes_on(&self) -> bool {
        let mut ahead = self.clone();
        ahead.skip(char::is_whitespace);
        ahead.is_word("AND")
    }

    /// Goes on to the next clause of the filter, if there is one.
    fn next_clause(&mut self) -> Result<bool, ScopeSyntaxError> {
        self.blanks();
        if self.is_line_end() && !self.goes_on() {
            return Ok(false);
        }
        self.skip(char::is_whitespace);
        let word = self.word();
        if self.is_word("AND") {
            self.at += word.len();
            self.skip(char::is_whitespace);
            return Ok(true);
        }
        self.no_or_parenthesis()?;
        let found = if word.is_empty() {
            self.text_ahead(1)
        } else {
            excerpt(word)
        };
        self.fail(word.len().max(1), Kind::AndMissing { found })
    }

    fn no_or_parenthesis(&self) -> Result<(), ScopeSyntaxError> {
        if self.rest().starts_with(['(', ')']) {
            return self.fail(1, Kind::ParenthesisUnknown);
        }
        if self.is_word("OR") {
            return self.fail(2, Kind::OrUnknown);
        }
        Ok(())
    }

    fn text_ahead(&self, characters: usize) -> String {
        self.rest().chars().take(characters).collect()
    }

    /// A source attribute.
    fn attribute(&mut self, may_be_title: bool) -> Result<String, ScopeSyntaxError> {
        self.no_or_parenthesis()?;
        if self.rest().starts_with('"') {
            return self.quoted();
        }
        self.no_wrong_quotes()?;
        let word = self.word();
        if word.is_empty() || self.is_word("AND") {
            return self.fail(word.len(), Kind::AttributeMissing);
        }
        let line = self.rest().lines().next().unwrap_or_default();
        let title = line.split_once(':').map(|(title, _)| title).filter(|title| {
            // A colon within a word is one of an attribute's name.
            let follows = line[title.len() + 1..].chars().next();
            follows.is_none_or(char::is_whitespace) && !title.contains('"')
        });
        if let Some(title) = title.filter(|_| may_be_title) {
            let found = excerpt(title.trim_end());
            return self.fail(title.len(), Kind::TitleUnquoted { found });
        }
        if !is_plain(word) {
            let found = excerpt(word);
            return self.fail(word.len(), Kind::AttributeUnquoted { found });
        }
        self.at += word.len();
        Ok(word.to_owned())
    }

    fn clause(&mut self, attribute: String) -> Result<Clause, ScopeSyntaxError> {
        self.blanks();
        let operator = self.operator(&attribute)?;
        self.blanks();
        let value = if operator.takes_value() {
            Some(self.value(operator)?)
        } else if self.rest().starts_with('"') {
            let from = self.at;
            self.quoted()?;
            return Err(ScopeSyntaxError {
                range: self.range(from, self.at),
                kind: Kind::ValueUnexpected { operator },
            });
        } else {
            None
        };
        Ok(Clause {
            attribute,
            operator,
            value,
        })
    }

    fn operator(&mut self, attribute: &str) -> Result<FilterOperator, ScopeSyntaxError> {
        // The longest first: `NOT EQUALS` before what else begins with its first word.
        let found = FilterOperator::ALL
            .into_iter()
            .filter_map(|operator| Some((self.after_words(operator.as_str())?, operator)))
            .max_by_key(|(end, _)| *end);
        if let Some((end, operator)) = found {
            self.at = end;
            return Ok(operator);
        }
        self.no_or_parenthesis()?;
        self.no_wrong_quotes()?;
        if self.is_line_end() || self.rest().starts_with('"') || self.is_word("AND") {
            let attribute = excerpt(attribute);
            return self.fail(0, Kind::OperatorMissing { attribute });
        }
        let line = self.rest().lines().next().unwrap_or_default();
        let phrase = line.split(['"', '(', ')']).next().unwrap_or_default().trim_end();
        let suggestion = suggestion(&excerpt(self.word()), &excerpt(phrase));
        let found = self.word();
        self.fail(
            found.len(),
            Kind::OperatorUnknown {
                found: excerpt(found),
                suggestion,
            },
        )
    }

    /// Where the words end, if they stand here with blanks between them and nothing of a word after them.
    fn after_words(&self, words: &str) -> Option<usize> {
        let mut ahead = self.clone();
        for (index, word) in words.split(' ').enumerate() {
            if index > 0 {
                ahead.blanks();
            }
            if !ahead.is_word(word) {
                return None;
            }
            ahead.at += word.len();
        }
        Some(ahead.at)
    }

    fn value(&mut self, operator: FilterOperator) -> Result<String, ScopeSyntaxError> {
        if self.rest().starts_with('"') {
            return self.quoted();
        }
        self.no_wrong_quotes()?;
        let word = self.word();
        if word.is_empty() || self.is_word("AND") {
            return self.fail(0, Kind::ValueMissing { operator });
        }
        if !word.bytes().all(|b| b.is_ascii_digit()) {
            let found = excerpt(word);
            return self.fail(word.len(), Kind::ValueUnquoted { found });
        }
        self.at += word.len();
        Ok(word.to_owned())
    }

    fn no_wrong_quotes(&self) -> Result<(), ScopeSyntaxError> {
        match self.rest().chars().next() {
            Some(found @ ('“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' | '`')) => {
                self.fail(found.len_utf8(), Kind::WrongQuotes { found })
            }
            _ => Ok(()),
        }
    }

    /// A text in quotes, its escapes undone.
    fn quoted(&mut self) -> Result<String, ScopeSyntaxError> {
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1).peekable();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += at + 1;
                    return Ok(text);
                }
                '\\' => {
                    let escaped = characters.next_if(|(_, next)| matches!(next, '"' | '\\'));
                    text.push(escaped.map_or('\\', |(_, character)| character));
                }
                other => text.push(other),
            }
        }
        self.fail(1, Kind::TextUnclosed)
    }
}

/// The operator that may be meant by all that stands before the value, or else by its first word.
fn suggestion(word: &str, phrase: &str) -> Option<FilterOperator> {
    [phrase, word].into_iter().find_map(|found| {
        let known = OTHER_NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(found));
        known.map(|(_, operator)| *operator).or_else(|| nearest(found))
    })
}

fn nearest(found: &str) -> Option<FilterOperator> {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['_', ' '], "");
    let found = plain(found);
    FilterOperator::ALL
        .into_iter()
        .map(|operator| (strsim::damerau_levenshtein(&found, &plain(operator.as_str())), operator))
        .filter(|(distance, operator)| distance * 3 <= operator.as_str().len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, operator)| operator)
}
