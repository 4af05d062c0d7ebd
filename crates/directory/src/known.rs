//! The attributes that files are known to have: `data/attributes.toml`.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// What the values of an attribute are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Form {
    #[default]
    Text,
    Boolean,
    /// Several texts.
    List,
    /// Names another person.
    Person,
    /// Names groups.
    Groups,
    /// App roles.
    Roles,
}

#[derive(Deserialize)]
struct File {
    attribute: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    name: String,
    #[serde(default)]
    form: Form,
    headers: Vec<String>,
}

struct Tables {
    forms: HashMap<String, Form>,
    /// Attributes by folded header.
    headers: HashMap<String, String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file = parse().unwrap_or_else(|_| File { attribute: Vec::new() });
    let mut tables = Tables {
        forms: HashMap::new(),
        headers: HashMap::new(),
    };
    for known in file.attribute {
        for header in known.headers {
            tables
                .headers
                .entry(folded(&header))
                .or_insert_with(|| known.name.clone());
        }
        tables.forms.insert(known.name, known.form);
    }
    tables
});

fn parse() -> Result<File, toml::de::Error> {
    toml::from_str(include_str!("../data/attributes.toml"))
}

/// What the values of an attribute are; `None` where the attribute is not known.
pub(crate) fn form(attribute: &str) -> Option<Form> {
    TABLES.forms.get(attribute).copied()
}

/// An attribute as it is spelled where it is known, and else as it is written: mappings tell letter case apart, people who type do not.
pub(crate) fn spelled(attribute: &str) -> &str {
    let mut known = TABLES.forms.keys();
    known
        .find(|known| known.eq_ignore_ascii_case(attribute))
        .map_or(attribute, String::as_str)
}

/// The attribute that a header is taken for. Headers of Entra's templates name it in brackets: `Name [displayName] Required`.
pub(crate) fn attribute(header: &str) -> Option<&'static str> {
    let bracketed = header
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(name, _)| name);
    bracketed
        .into_iter()
        .chain([header])
        .find_map(|name| TABLES.headers.get(&folded(name)))
        .map(String::as_str)
}

/// A header as it is compared: without letter case, accents, spaces and punctuation.
fn folded(header: &str) -> String {
    header
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || *c == '+')
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{attribute, folded, parse};

    #[test]
    fn no_header_is_taken_for_two_attributes() {
        let mut seen: HashMap<String, String> = HashMap::new();
        for known in parse().expect("the data file").attribute {
            for header in known.headers {
                let of = seen.entry(folded(&header)).or_insert_with(|| known.name.clone());
                assert_eq!(*of, known.name, "{header}");
            }
        }
        assert!(seen.len() > 150, "{}", seen.len());
    }

    #[test]
    fn headers_are_known_in_several_languages_and_spellings() {
        for (header, known) in [
            ("userPrincipalName", Some("userPrincipalName")),
            ("User Principal Name", Some("userPrincipalName")),
            ("UPN", Some("userPrincipalName")),
            ("user_principal_name", Some("userPrincipalName")),
            ("User name [userPrincipalName] Required", Some("userPrincipalName")),
            ("First Name", Some("givenName")),
            ("Vorname", Some("givenName")),
            ("PRENOM", Some("givenName")),
            ("Prénom", Some("givenName")),
            ("sn", Some("surname")),
            ("E-Mail-Adresse", Some("mail")),
            ("Straße", Some("streetAddress")),
            ("directorySynced", Some("dirSyncEnabled")),
            ("alternateEmailAddress", Some("otherMails")),
            ("mobilePhone", Some("mobile")),
            ("N+1", Some("manager")),
            ("Shoe size", None),
            ("", None),
            ("[]", None),
        ] {
            assert_eq!(attribute(header), known, "{header:?}");
        }
    }
}
