//! From the attributes of an entry to those that mappings know.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::LazyLock,
};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{entry::Entry, server::Chosen};
use crate::{
    import::{Person, name},
    known::{self, Form},
    source::SourceNote,
    value,
};

#[derive(Deserialize)]
struct File {
    attributes: BTreeMap<String, Vec<String>>,
    left_out: LeftOut,
}

#[derive(Deserialize)]
struct LeftOut {
    names: Vec<String>,
}

static USUAL: LazyLock<File> = LazyLock::new(|| {
    parse().unwrap_or_else(|_| File {
        attributes: BTreeMap::new(),
        left_out: LeftOut { names: Vec::new() },
    })
});

fn parse() -> Result<File, toml::de::Error> {
    toml::from_str(include_str!("../../data/ldap.toml"))
}

/// Whether the account is switched off, bit by bit ([MS-ADTS] §2.2.16), and in 389 Directory Server.
const SWITCHES: [&str; 2] = ["userAccountControl", "nsAccountLock"];
const EXPIRES: &str = "accountExpires";
const PRIMARY_GROUP: &str = "primaryGroupID";

/// Which LDAP attribute becomes which source attribute.
pub(super) struct Taking {
    /// LDAP attributes in order, by source attribute.
    from: Vec<(String, Vec<String>)>,
    /// All others are taken too, by their own names.
    all: bool,
    left_out: HashSet<String>,
    /// Of the others: those that are taken for a source attribute, in lower case.
    used: HashSet<String>,
}

impl Taking {
    pub(super) fn of(chosen: &Chosen) -> Self {
        let named = chosen
            .attributes
            .iter()
            .map(|(source, ldap)| (known::spelled(source.trim()).to_owned(), vec![ldap.trim().to_owned()]));
        let mut from: Vec<(String, Vec<String>)> = named.collect();
        for (source, ldap) in &USUAL.attributes {
            if !from.iter().any(|(named, _)| named == source) {
                from.push((source.clone(), ldap.clone()));
            }
        }
        Self {
            used: from
                .iter()
                .flat_map(|(_, ldap)| ldap)
                .chain([&chosen.id])
                .map(|ldap| ldap.to_lowercase())
                .collect(),
            from,
            all: chosen.attributes.is_empty(),
            left_out: USUAL.left_out.names.iter().map(|name| name.to_lowercase()).collect(),
        }
    }

    /// What a search asks for.
    pub(super) fn asked(&self, chosen: &Chosen) -> Vec<String> {
        let mut asked: BTreeSet<String> = [chosen.id.clone()].into();
        asked.extend(SWITCHES.map(str::to_owned));
        if self.all {
            asked.insert("*".to_owned());
        } else {
            asked.extend([EXPIRES, PRIMARY_GROUP].map(str::to_owned));
            asked.extend(self.from.iter().flat_map(|(_, ldap)| ldap.clone()));
        }
        asked.into_iter().filter(|name| self.may(name)).collect()
    }

    fn may(&self, name: &str) -> bool {
        SWITCHES.iter().any(|switch| switch.eq_ignore_ascii_case(name)) || !self.left_out.contains(&name.to_lowercase())
    }

    /// How an entry names its manager.
    pub(super) fn manager(&self, entry: &Entry) -> Option<String> {
        let names = self.managers();
        names.iter().find_map(|name| entry.text(name))
    }

    /// The LDAP attributes that name a manager.
    pub(super) fn managers(&self) -> &[String] {
        let found = self.from.iter().find(|(source, _)| source == "manager");
        found.map_or(&[], |(_, ldap)| ldap.as_slice())
    }

    /// What an attribute is taken for; of one that is not taken, its own name. `None`: it is never shown.
    pub(super) fn shown<'a>(&'a self, ldap: &'a str, id: &str) -> Option<&'a str> {
        if SWITCHES.iter().any(|switch| switch.eq_ignore_ascii_case(ldap)) {
            return Some("accountEnabled");
        }
        if ldap.eq_ignore_ascii_case(id) {
            return Some("objectId");
        }
        let taken = self
            .from
            .iter()
            .find(|(_, names)| names.iter().any(|name| name.eq_ignore_ascii_case(ldap)));
        self.may(ldap)
            .then(|| taken.map_or(ldap, |(source, _)| source.as_str()))
    }

    /// The attributes; `manager` is still the name that the entry has for the manager.
    pub(super) fn attributes(&self, entry: &Entry, id: &str, odd: &mut Odd) -> Map<String, Value> {
        let mut attributes = Map::from_iter([("objectId".to_owned(), Value::from(id))]);
        for (source, ldap) in &self.from {
            let found = ldap
                .iter()
                .filter(|name| self.may(name))
                .find(|name| !entry.raw(name).is_empty());
            if let Some(value) = found.and_then(|name| value_of(entry, name, known::form(source), odd)) {
                attributes.insert(source.clone(), value);
            }
        }
        if self.all {
            for ldap in entry.names() {
                let lower = ldap.to_lowercase();
                if self.used.contains(&lower) || !self.may(ldap) || attributes.contains_key(ldap) {
                    continue;
                }
                if let Some(value) = value_of(entry, ldap, None, odd) {
                    attributes.insert(ldap.to_owned(), value);
                }
            }
        }
        if let Some(enabled) = enabled(entry) {
            attributes.entry("accountEnabled").or_insert(Value::Bool(enabled));
        }
        match entry.text(EXPIRES).map(|expires| file_time(&expires)) {
            Some(Some(at)) => {
                attributes.insert(EXPIRES.to_owned(), Value::from(at.to_string()));
            }
            Some(None) => {
                attributes.remove(EXPIRES);
            }
            None => {}
        }
        attributes.insert("distinguishedName".to_owned(), Value::from(entry.dn.as_str()));
        attributes
    }

    pub(super) fn person(&self, entry: &Entry, id: String, odd: &mut Odd) -> Person {
        let mut attributes = self.attributes(entry, &id, odd);
        attributes.remove("manager");
        Person {
            name: name(&attributes).unwrap_or_else(|| id.clone()),
            id,
            attributes,
        }
    }
}

/// Values that were left out, by attribute.
#[derive(Debug, Default)]
pub(super) struct Odd(BTreeMap<String, u64>);

impl Odd {
    fn add(&mut self, attribute: &str, values: usize) {
        if values > 0 {
            *self.0.entry(attribute.to_owned()).or_default() += values as u64;
        }
    }

    pub(super) fn notes(self) -> impl Iterator<Item = SourceNote> {
        self.0
            .into_iter()
            .map(|(attribute, values)| SourceNote::ValuesLeftOut { attribute, values })
    }
}

fn value_of(entry: &Entry, ldap: &str, form: Option<Form>, odd: &mut Odd) -> Option<Value> {
    let mut texts = entry.texts(ldap);
    odd.add(ldap, entry.raw(ldap).len() - texts.len());
    if matches!(form, Some(Form::Text | Form::Boolean | Form::Person)) && texts.len() > 1 {
        odd.add(ldap, texts.len() - 1);
        texts.truncate(1);
    }
    let value = match <[String; 1]>::try_from(texts) {
        Ok([one]) if matches!(form, Some(Form::List)) => Value::from(vec![one]),
        Ok([one]) => Value::from(one),
        Err(several) => Value::from(several),
    };
    value::read(form, value).unwrap_or_else(|_| {
        odd.add(ldap, 1);
        None
    })
}

/// `ACCOUNTDISABLE` is the second bit.
fn enabled(entry: &Entry) -> Option<bool> {
    let [control, lock] = SWITCHES;
    let control = entry.text(control).and_then(|control| control.parse::<i64>().ok());
    control.map(|control| control & 2 == 0).or_else(|| {
        let locked = entry.text(lock)?;
        Some(!locked.eq_ignore_ascii_case("true"))
    })
}

/// A time of Windows: tenths of microseconds since 1601. Zero and the largest number are no time: the account never expires.
fn file_time(text: &str) -> Option<Timestamp> {
    let ticks: i64 = text.parse().ok()?;
    if ticks == 0 || ticks == i64::MAX {
        return None;
    }
    Timestamp::from_second(ticks / 10_000_000 - 11_644_473_600).ok()
}

#[cfg(test)]
mod tests {
    use super::{file_time, parse};

    #[test]
    fn the_usual_attributes_are_known_and_none_of_them_is_a_secret() {
        let file = parse().expect("the data file");
        for (source, ldap) in &file.attributes {
            assert!(crate::known::form(source).is_some() || source == "division", "{source}");
            for name in ldap {
                assert!(!file.left_out.names.contains(name), "{name}");
            }
        }
        assert!(file.left_out.names.iter().any(|name| name == "userPassword"));
    }

    #[test]
    fn a_time_of_windows_is_a_time_or_never() {
        assert_eq!(
            file_time("132223104000000000").map(|at| at.to_string()).as_deref(),
            Some("2020-01-01T00:00:00Z")
        );
        for never in ["0", "9223372036854775807", "soon", ""] {
            assert_eq!(file_time(never), None, "{never}");
        }
    }
}
