//! A person of a directory as expressions and filters see them: from the JSON of their attributes, read once and only for the
//! attributes that are asked for.
//!
//! Three attributes are no part of the JSON: `objectId` is the id in the directory, `appRoleAssignments` are the roles of the
//! assignments, and `IsSoftDeleted` says whether somebody is disabled or out of scope.

use std::{borrow::Cow, fmt};

use scimdesk_mapping::expression::{Attributes, Role, Slot, Value};
use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::expressions;

pub(crate) const ENABLED: &str = "accountEnabled";
const OBJECT_ID: &str = "objectId";
const SOFT_DELETED: &str = "IsSoftDeleted";
const ROLES: &str = "appRoleAssignments";

/// The attributes that are asked for, each once.
#[derive(Debug, Clone)]
pub(crate) struct Wanted(Vec<Box<str>>);

impl Wanted {
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut wanted = Self(Vec::new());
        for name in [ENABLED, SOFT_DELETED].into_iter().chain(names) {
            if !wanted.has(name) {
                wanted.0.push(name.into());
            }
        }
        wanted
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|known| **known == *name)
    }

    /// The attributes of a person. Text that is no JSON object has none: a directory refuses such a person when it is imported.
    pub(crate) fn read<'p>(&'p self, id: &'p str, json: &'p str) -> PersonAttributes<'p> {
        let mut values = vec![Value::Absent; self.0.len()];
        let mut reader = serde_json::Deserializer::from_str(json);
        if let Err(error) = (Into {
            names: self,
            values: &mut values,
        })
        .deserialize(&mut reader)
        {
            tracing::warn!(%error, "a person's attributes cannot be read");
            values.fill(Value::Absent);
        }
        let mut person = PersonAttributes { names: self, values };
        person.set(OBJECT_ID, Value::from(id));
        person
    }
}

/// The attributes of one person.
#[derive(Debug)]
pub(crate) struct PersonAttributes<'p> {
    names: &'p Wanted,
    values: Vec<Value<'p>>,
}

impl<'p> PersonAttributes<'p> {
    /// `accountEnabled`; `None` where the directory does not say.
    fn enabled(&self) -> Option<bool> {
        match self.get(ENABLED) {
            Value::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Value::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// Whether the directory has them disabled or deleted: no account is made for them.
    pub(crate) fn is_off(&self) -> bool {
        let is_deleted = matches!(self.get(SOFT_DELETED), Value::Text(text) if text.eq_ignore_ascii_case("true"));
        is_deleted || self.enabled() == Some(false)
    }

    /// Tells what the directory's JSON does not: the roles of the assignments, and that nobody is deleted but who is disabled. `roles`
    /// is asked only where it matters.
    pub(crate) fn place(&mut self, roles: impl FnOnce() -> Vec<Role>) {
        if let Some(at) = self.names.position(SOFT_DELETED) {
            self.values[at] = Value::from(self.is_off());
        }
        if let Some(at) = self.names.position(ROLES) {
            let roles = roles();
            // Without a role here those of the directory stay, where it knows any.
            if !roles.is_empty() {
                self.values[at] = Value::Roles {
                    roles: Cow::Owned(roles),
                    replace: false,
                };
            }
        }
    }

    /// Tells that the person is out of scope, which mappings see as deleted.
    pub(crate) fn leave(&mut self) {
        self.set(SOFT_DELETED, Value::from(true));
    }

    /// Tells that the person is in scope and enabled, whatever they are.
    pub(crate) fn stay(&mut self) {
        self.set(SOFT_DELETED, Value::from(false));
    }

    fn set(&mut self, name: &str, value: Value<'p>) {
        if let Some(at) = self.names.position(name) {
            self.values[at] = value;
        }
    }

    pub(crate) fn get(&self, name: &str) -> Value<'_> {
        (self.names.position(name)).map_or(Value::Absent, |at| self.values[at].borrowed())
    }
}

impl Attributes for PersonAttributes<'_> {
    fn attribute(&self, slot: Slot<'_>) -> Value<'_> {
        self.get(slot.name)
    }
}

/// Reads an object into the values of the wanted names and skips what else it holds.
struct Into<'w, 'p> {
    names: &'w Wanted,
    values: &'w mut Vec<Value<'p>>,
}

impl<'p> DeserializeSeed<'p> for Into<'_, 'p> {
    type Value = ();

    fn deserialize<D: Deserializer<'p>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'p> Visitor<'p> for Into<'_, 'p> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of attributes")
    }

    fn visit_map<A: MapAccess<'p>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            match self.names.position(&name) {
                Some(at) => self.values[at] = map.next_value::<Held<'p>>()?.0,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The name of an attribute, borrowed where it has no escapes.
#[derive(Deserialize)]
struct Name<'p>(#[serde(borrow)] Cow<'p, str>);

/// The value of an attribute, as [`crate::expressions`] reads it; absent where it is none that an attribute has.
struct Held<'p>(Value<'p>);

impl<'de> Deserialize<'de> for Held<'de> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(HeldVisitor).map(Self)
    }
}

struct HeldVisitor;

impl<'p> Visitor<'p> for HeldVisitor {
    type Value = Value<'p>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value of an attribute")
    }

    fn visit_unit<E>(self) -> Result<Value<'p>, E> {
        Ok(Value::Absent)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value<'p>, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value<'p>, E> {
        Ok(Value::from(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value<'p>, E> {
        Ok(Value::from(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value<'p>, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Value::Absent, |number| Value::from(number.to_string())))
    }

    fn visit_borrowed_str<E>(self, text: &'p str) -> Result<Value<'p>, E> {
        Ok(Value::from(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'p>, E> {
        Ok(Value::from(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'p>>(self, mut list: A) -> Result<Value<'p>, A::Error> {
        // Lists are short and rare: they are read where single expressions are tried out.
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(expressions::attribute(&serde_json::Value::Array(values)).unwrap_or(Value::Absent))
    }

    fn visit_map<A: MapAccess<'p>>(self, mut map: A) -> Result<Value<'p>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Absent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Wanted {
        Wanted::new(["a", "b", "objectId", "IsSoftDeleted", "appRoleAssignments"])
    }

    #[test]
    fn attributes_are_read_as_the_expressions_read_them() {
        let names = Wanted::new(["a"]);
        for value in [
            "null",
            "true",
            "false",
            "0",
            "-12",
            "1.50",
            "1e3",
            "18446744073709551615",
            r#""""#,
            r#""é\n""#,
            r#""plain""#,
            "[]",
            r#"["x", true, 1]"#,
            r#"[["x"]]"#,
            r#"[{"id": "1", "value": "admin", "displayName": "Admin"}]"#,
            r#"[{"id": "1"}, "x"]"#,
            "[null]",
            "{}",
            r#"{"a": "inner"}"#,
        ] {
            let json = format!(r#"{{"other": [{{"a": 1}}], "a": {value}, "last": {{}}}}"#);
            let person = names.read("1", &json);
            let read = expressions::attribute(&serde_json::from_str(value).expect("JSON"));
            assert_eq!(person.get("a"), read.unwrap_or(Value::Absent), "{value}");
        }
    }

    #[test]
    fn text_that_is_no_object_has_no_attributes() {
        let names = wanted();
        for json in ["", "[]", "1", "{", r#"{"a": "x", "b": }"#] {
            assert_eq!(names.read("1", json).get("a"), Value::Absent, "{json}");
        }
    }

    #[test]
    fn the_id_the_scope_and_the_roles_are_attributes_too() {
        let names = wanted();
        let read = |json: &'static str, roles: Vec<Role>| {
            let mut person = names.read("u1", json);
            person.place(|| roles);
            assert_eq!(person.get("objectId"), Value::from("u1"));
            (
                person.get("IsSoftDeleted").into_owned(),
                person.get("appRoleAssignments").into_owned(),
            )
        };
        let role = || Role {
            id: None,
            value: Some("admin".into()),
            display_name: None,
        };
        let roles = |roles: Vec<Role>| Value::Roles {
            roles: roles.into(),
            replace: false,
        };
        assert_eq!(read("{}", vec![role()]), (Value::from("False"), roles(vec![role()])));
        assert_eq!(read("{}", vec![]), (Value::from("False"), Value::Absent));
        assert_eq!(read(r#"{"accountEnabled": false}"#, vec![]).0, Value::from("True"));
        assert_eq!(read(r#"{"accountEnabled": "False"}"#, vec![]).0, Value::from("True"));
        assert_eq!(read(r#"{"IsSoftDeleted": true}"#, vec![]).0, Value::from("True"));
        let mut left = names.read("u1", "{}");
        left.place(Vec::new);
        left.leave();
        assert_eq!(
            left.get("IsSoftDeleted"),
            Value::from("True"),
            "who is out of scope is deleted"
        );
        assert_eq!(
            read(r#"{"appRoleAssignments": [{"value": "admin"}]}"#, vec![]).1,
            roles(vec![role()]),
            "what the directory knows stays where nothing is assigned here"
        );
    }
}
