//! Attributes that come in parts: Active Directory returns 1,500 values at a time, as `member;range=0-1499`
//! ([MS-ADTS] §3.1.1.3.1.3.3).

use ldap3::{Ldap, Scope};

use super::{entry::Entry, search};
use crate::source::SourceError;

/// The part of an attribute that an option names.
#[derive(Debug, PartialEq, Eq)]
struct Part<'a> {
    attribute: &'a str,
    /// Where the next part begins; `None`: this was the last.
    next: Option<u64>,
}

fn part(name: &str) -> Option<Part<'_>> {
    let (attribute, options) = name.split_once(';')?;
    let range = options
        .split(';')
        .find_map(|option| option.get(..6)?.eq_ignore_ascii_case("range=").then(|| &option[6..]))?;
    let (_, last) = range.split_once('-')?;
    let next = match last {
        "*" => None,
        last => Some(last.parse::<u64>().ok()?.checked_add(1)?),
    };
    Some(Part { attribute, next })
}

/// Puts attributes that came in part together, asking for the rest.
pub(super) async fn complete(ldap: &mut Ldap, entry: &mut Entry) -> Result<(), SourceError> {
    let parts: Vec<String> = entry
        .names()
        .into_iter()
        .filter(|name| part(name).is_some())
        .map(str::to_owned)
        .collect();
    for name in parts {
        let mut values = entry.take(&name);
        let Some(Part { attribute, mut next }) = part(&name) else {
            continue;
        };
        while let Some(from) = next {
            let asked = format!("{attribute};range={from}-*");
            let found = search::one(ldap, Scope::Base, &entry.dn, "(objectClass=*)", vec![asked]).await?;
            let Some(mut found) = found else {
                return Err(broken(&name));
            };
            let answered = found
                .names()
                .into_iter()
                .find(|name| part(name).is_some_and(|part| part.attribute.eq_ignore_ascii_case(attribute)))
                .map(str::to_owned);
            let Some(answered) = answered else {
                return Err(broken(&name));
            };
            next = part(&answered).and_then(|part| part.next);
            if next.is_some_and(|next| next <= from) {
                return Err(broken(&answered));
            }
            values.extend(found.take(&answered));
        }
        entry.put(attribute, values);
    }
    Ok(())
}

fn broken(name: &str) -> SourceError {
    SourceError::NotUnderstood {
        detail: name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn a_part_says_where_the_next_begins() {
        let of = |attribute, next| Some(Part { attribute, next });
        for (name, expected) in [
            ("member;range=0-1499", of("member", Some(1_500))),
            ("member;Range=1500-*", of("member", None)),
            ("member;binary;range=0-9", of("member", Some(10))),
            ("member", None),
            ("cn;lang-en", None),
            ("cn;é", None),
            ("member;range=", None),
            ("member;range=0-18446744073709551615", None),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
    }
}
