//! The paths of target attributes, as far as mappings need them: `name.givenName`, `emails[type eq "work"].value`,
//! `urn:…:User:department`. What a filter in brackets says is the server's business.

/// A target's path, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TargetPath<'a> {
    /// The attribute, without schema.
    pub(crate) attribute: &'a str,
    /// What stands in brackets.
    pub(crate) filter: Option<&'a str>,
    /// What follows the point.
    pub(crate) sub_attribute: Option<&'a str>,
}

/// Why a text is no path of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PathFault {
    /// A blank at its beginning or end, or in a name.
    #[error("there is a blank in a name")]
    Blank,
    /// A name is missing, or has a character that no name has. RFC 7643 §2.1: a letter first, then letters, digits, `-`, `_` and `$`.
    #[error("a name is a letter, then letters, digits, -, _ and $")]
    Name,
    /// Brackets without a closing one, or with nothing in them.
    #[error("the brackets are not closed, or empty")]
    Brackets,
    /// After the brackets stands something else than a point and a name.
    #[error("after the brackets comes a point and a name")]
    AfterBrackets,
}

impl PathFault {
    /// Its stable name: `after_brackets`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl<'a> TargetPath<'a> {
    pub(crate) fn read(path: &'a str) -> Result<Self, PathFault> {
        let (before, filter, after) = match path.split_once('[') {
            None => (path, None, ""),
            Some((before, rest)) => {
                let end = closing(rest).ok_or(PathFault::Brackets)?;
                let filter = &rest[..end];
                if filter.trim().is_empty() {
                    return Err(PathFault::Brackets);
                }
                (before, Some(filter), &rest[end + 1..])
            }
        };
        if before.contains(char::is_whitespace) {
            return Err(PathFault::Blank);
        }
        let name = match before.rsplit_once(':') {
            Some((schema, name)) if !schema.is_empty() => name,
            Some(_) => return Err(PathFault::Name),
            None => before,
        };
        let (attribute, sub_attribute) = match (filter, name.split_once('.')) {
            (None, Some((attribute, sub_attribute))) => (attribute, Some(sub_attribute)),
            (None, None) => (name, None),
            (Some(_), _) => match after.strip_prefix('.') {
                Some(sub_attribute) => (name, Some(sub_attribute)),
                None if after.is_empty() => (name, None),
                None => return Err(PathFault::AfterBrackets),
            },
        };
        if !is_name(attribute) || !sub_attribute.is_none_or(is_name) {
            return Err(PathFault::Name);
        }
        Ok(Self {
            attribute,
            filter,
            sub_attribute,
        })
    }

    /// Whether it leads to a whole attribute rather than into one.
    pub(crate) fn is_whole(&self) -> bool {
        self.filter.is_none() && self.sub_attribute.is_none()
    }
}

/// Where the closing bracket is; those in quotes do not count.
fn closing(text: &str) -> Option<usize> {
    let (mut in_quotes, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_quotes => escaped = true,
            b'"' => in_quotes = !in_quotes,
            b']' if !in_quotes => return Some(at),
            _ => {}
        }
    }
    None
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '$')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'$'))
}

#[cfg(test)]
mod tests {
    use super::{PathFault, TargetPath};

    #[test]
    fn paths_are_taken_apart() {
        for (path, attribute, filter, sub_attribute) in [
            ("userName", "userName", None, None),
            ("name.givenName", "name", None, Some("givenName")),
            (
                r#"emails[type eq "work"].value"#,
                "emails",
                Some(r#"type eq "work""#),
                Some("value"),
            ),
            (r#"emails[type eq "]"]"#, "emails", Some(r#"type eq "]""#), None),
            (
                r#"emails[type eq "\"]"].value"#,
                "emails",
                Some(r#"type eq "\"]""#),
                Some("value"),
            ),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
                "manager",
                None,
                None,
            ),
            ("urn:x:2.0:User:manager.$ref", "manager", None, Some("$ref")),
            (
                r#"urn:x:2.0:User:codes[type eq "a:b"].value"#,
                "codes",
                Some(r#"type eq "a:b""#),
                Some("value"),
            ),
        ] {
            let expected = TargetPath {
                attribute,
                filter,
                sub_attribute,
            };
            assert_eq!(TargetPath::read(path), Ok(expected), "{path}");
        }
    }

    #[test]
    fn what_is_no_path_says_why() {
        for (path, fault) in [
            ("", PathFault::Name),
            (" userName", PathFault::Blank),
            ("user name", PathFault::Blank),
            ("9lives", PathFault::Name),
            (":userName", PathFault::Name),
            ("urn:x:", PathFault::Name),
            ("name.", PathFault::Name),
            ("name.given.first", PathFault::Name),
            ("näme", PathFault::Name),
            ("emails[", PathFault::Brackets),
            ("emails[ ]", PathFault::Brackets),
            (r#"emails[type eq "work]"#, PathFault::Brackets),
            ("emails[primary eq true]value", PathFault::AfterBrackets),
            ("emails[primary eq true].", PathFault::Name),
            ("a.b[primary eq true]", PathFault::Name),
        ] {
            assert_eq!(TargetPath::read(path), Err(fault), "{path}");
        }
    }
}
