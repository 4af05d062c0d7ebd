//! Entries: names, attributes, and the texts of their values.

use std::collections::HashMap;

use ldap3::SearchEntry;
use uuid::Uuid;

/// An entry, its attributes by their names in lower case.
pub(super) struct Entry {
    pub(super) dn: String,
    attributes: HashMap<String, Attribute>,
}

struct Attribute {
    /// As the server spells it.
    name: String,
    values: Vec<Vec<u8>>,
}

impl Entry {
    pub(super) fn of(entry: SearchEntry) -> Self {
        let texts = entry.attrs.into_iter().map(|(name, values)| {
            let values = values.into_iter().map(String::into_bytes).collect();
            (name, values)
        });
        let attributes = texts
            .chain(entry.bin_attrs)
            .map(|(name, values): (String, Vec<Vec<u8>>)| (name.to_lowercase(), Attribute { name, values }));
        Self {
            dn: entry.dn,
            attributes: attributes.collect(),
        }
    }

    /// The values as they came.
    pub(super) fn raw(&self, name: &str) -> &[Vec<u8>] {
        self.attributes
            .get(&name.to_lowercase())
            .map_or(&[], |attribute| attribute.values.as_slice())
    }

    pub(super) fn put(&mut self, name: &str, values: Vec<Vec<u8>>) {
        let attribute = Attribute {
            name: name.to_owned(),
            values,
        };
        self.attributes.insert(name.to_lowercase(), attribute);
    }

    pub(super) fn take(&mut self, name: &str) -> Vec<Vec<u8>> {
        self.attributes
            .remove(&name.to_lowercase())
            .map_or(Vec::new(), |attribute| attribute.values)
    }

    /// Names as the server spells them, ordered.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .attributes
            .values()
            .map(|attribute| attribute.name.as_str())
            .collect();
        names.sort_unstable();
        names
    }

    /// The values that are text, or have one.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let values = self.raw(name).iter();
        values.filter_map(|value| text(name, value)).collect()
    }

    /// The first value that is text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next().filter(|text| !text.is_empty())
    }
}

/// A value as text; `None`: it is bytes that have none.
fn text(name: &str, value: &[u8]) -> Option<String> {
    match name.to_lowercase().as_str() {
        "objectguid" => Some(Uuid::from_bytes_le(value.try_into().ok()?).to_string()),
        "objectsid" => sid(value),
        _ => str::from_utf8(value)
            .ok()
            .filter(|text| !text.contains('\0'))
            .map(str::to_owned),
    }
}

/// A security identifier ([MS-DTYP] §2.4.2.2).
fn sid(bytes: &[u8]) -> Option<String> {
    let (&[revision, count, ..], rest) = (bytes.get(..2)?, bytes.get(2..)?) else {
        return None;
    };
    let authority = rest
        .get(..6)?
        .iter()
        .fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let parts = rest.get(6..)?;
    if parts.len() != usize::from(count) * 4 {
        return None;
    }
    let parts = parts.chunks_exact(4).map(|part| {
        let part = part.iter().rev().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
        format!("-{part}")
    });
    Some(format!("S-{revision}-{authority}{}", parts.collect::<String>()))
}

/// The assertion of a filter that finds the entry with this id (RFC 4515).
pub(super) fn id_filter(attribute: &str, id: &str) -> String {
    let value = match Uuid::parse_str(id) {
        Ok(guid) if attribute.eq_ignore_ascii_case("objectGUID") => {
            guid.to_bytes_le().iter().map(|byte| format!("\\{byte:02x}")).collect()
        }
        _ => ldap3::ldap_escape(id).into_owned(),
    };
    format!("({attribute}={value})")
}

/// A distinguished name as it is compared: without letter case, and without the ways to write the same (RFC 4514).
///
/// Whether letter case matters is told by the schema alone, and for names of people it never does in the usual ones.
pub(super) fn dn_key(dn: &str) -> String {
    let mut parts: Vec<Vec<String>> = vec![vec![]];
    for (separator, part) in rdn_parts(dn) {
        if separator != '+' {
            parts.push(Vec::new());
        }
        if let Some(rdn) = parts.last_mut() {
            rdn.push(part);
        }
    }
    let rdns = parts.into_iter().filter(|rdn| !rdn.is_empty()).map(|mut rdn| {
        rdn.sort_unstable();
        rdn.join("+")
    });
    rdns.collect::<Vec<_>>().join(",")
}

/// Each `type=value`, unescaped and folded, with the sign before it.
fn rdn_parts(dn: &str) -> Vec<(char, String)> {
    let mut parts = Vec::new();
    let (mut separator, mut part) = (',', Vec::new());
    let bytes = dn.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => {
                let hex = bytes
                    .get(at + 1..at + 3)
                    .and_then(|hex| str::from_utf8(hex).ok())
                    .and_then(|hex| u8::from_str_radix(hex, 16).ok());
                if let Some(byte) = hex {
                    part.push(byte);
                    at += 2;
                } else if let Some(byte) = bytes.get(at + 1) {
                    part.push(*byte);
                    at += 1;
                }
            }
            b',' | b';' | b'+' => {
                parts.push((separator, folded(&part)));
                part.clear();
                separator = if *byte == b'+' { '+' } else { ',' };
            }
            byte => part.push(*byte),
        }
        at += 1;
    }
    if !part.is_empty() {
        parts.push((separator, folded(&part)));
    }
    parts
}

fn folded(part: &[u8]) -> String {
    let part = String::from_utf8_lossy(part).to_lowercase();
    let (name, value) = part.split_once('=').unwrap_or((part.as_str(), ""));
    let words: Vec<&str> = value.split_whitespace().collect();
    let value = words
        .join(" ")
        .replace('\\', "\\\\")
        .replace(',', "\\,")
        .replace('+', "\\+");
    format!("{}={value}", name.trim())
}

/// The distinguished name that `uniqueMember` has, whose syntax may add a bit string (RFC 4517 §3.3.21).
pub(super) fn without_bits(value: &str) -> &str {
    match value.rsplit_once('#') {
        Some((dn, bits)) if bits.starts_with('\'') && bits.ends_with("'B") => dn,
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{dn_key, id_filter, sid, text, without_bits};

    #[test]
    fn a_guid_is_written_as_active_directory_tools_write_it() {
        let bytes = [
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,
        ];
        assert_eq!(
            text("objectGUID", &bytes).as_deref(),
            Some("01020304-0506-0708-090a-0b0c0d0e0f10")
        );
        assert_eq!(text("objectGUID", &bytes[1..]), None);
        assert_eq!(
            id_filter("objectGUID", "01020304-0506-0708-090a-0b0c0d0e0f10"),
            r"(objectGUID=\04\03\02\01\06\05\08\07\09\0a\0b\0c\0d\0e\0f\10)"
        );
        assert_eq!(id_filter("uid", "a*(b)\\"), r"(uid=a\2a\28b\29\5c)");
    }

    #[test]
    fn a_security_identifier_is_written_as_windows_writes_it() {
        let bytes = [
            1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 0xdc, 0xf4, 0xdc, 0x3b, 0x83, 0x3d, 0x2b, 0x46, 0x82, 0x8b, 0xa6,
            0x28, 0x00, 0x02, 0, 0,
        ];
        assert_eq!(
            sid(&bytes).as_deref(),
            Some("S-1-5-21-1004336348-1177238915-682003330-512")
        );
        for bad in [&bytes[..0], &bytes[..1], &bytes[..8], &bytes[..27]] {
            assert_eq!(sid(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn one_name_written_in_several_ways_is_one_name() {
        for (a, b) in [
            ("uid=Ann,ou=People,dc=example", "UID=ann, OU = people,DC=Example"),
            (r"cn=Ng\, Ann,dc=example", r"cn=Ng\2c Ann,dc=example"),
            (r"cn=Am\c3\a9lie,dc=example", "cn=Amélie,dc=example"),
            ("uid=ann+cn=Ann  Ng,dc=example", "cn=Ann Ng+uid=ann,dc=example"),
            ("cn=a;dc=example", "cn=a,dc=example"),
        ] {
            assert_eq!(dn_key(a), dn_key(b));
        }
        for (a, b) in [
            (r"cn=a\,dc=example", "cn=a,dc=example"),
            ("cn=a+cn=b,dc=x", "cn=a,cn=b,dc=x"),
            ("cn=a,dc=x", "dc=x,cn=a"),
        ] {
            assert_ne!(dn_key(a), dn_key(b));
        }
        assert_eq!(dn_key(""), "");
    }

    #[test]
    fn a_unique_member_is_the_name_before_its_bits() {
        assert_eq!(without_bits("cn=a,dc=x#'0101'B"), "cn=a,dc=x");
        assert_eq!(without_bits("cn=a#1,dc=x"), "cn=a#1,dc=x");
    }

    proptest! {
        #[test]
        fn any_text_can_be_compared(dn in ".*") {
            let key = dn_key(&dn);
            prop_assert_eq!(&key, &dn_key(&dn));
            prop_assert!(key.len() <= dn.len() * 4 + 1);
        }
    }
}
