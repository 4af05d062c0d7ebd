//! A resource's JSON as attributes in plain words, grouped by schema.
//!
//! Paths are written as SCIM writes them (RFC 7644 §3.5.2), labels come from the catalogue, and what the catalogue does not
//! know gets a label from its own name. Nothing is left out but `schemas`, what is shown as links (`groups`, `members`), and
//! attributes without a value. *Must not know:* where the JSON came from.

use std::{collections::HashMap, sync::LazyLock};

use serde_json::{Map, Value};

use crate::{
    wire::{AttributeGroup, AttributeView, ResourceKind},
    words::{self, say},
};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// Attributes that every resource has (RFC 7643 §3.1).
const COMMON: [&str; 3] = ["id", "externalid", "meta"];

/// The attributes of an account or group.
pub(crate) fn describe(kind: ResourceKind, resource: &Map<String, Value>) -> Vec<AttributeGroup> {
    let (core, links) = match kind {
        ResourceKind::User => ((USER, "schema-user"), "groups"),
        ResourceKind::Group => ((GROUP, "schema-group"), "members"),
    };
    let mut own = Attributes::default();
    let mut common = Attributes::default();
    let mut extensions = Vec::new();
    for (name, value) in resource {
        let lower = name.to_lowercase();
        if lower == "schemas" || lower == links {
            continue;
        }
        match value {
            Value::Object(inner) if lower.starts_with("urn:") => {
                let mut attributes = Attributes::default();
                for (name, value) in inner {
                    attributes.add(&format!("{{schema}}:{name}"), name, value);
                }
                for view in &mut attributes.0 {
                    view.path = view.path.replacen("{schema}", name, 1);
                }
                let label = if name.eq_ignore_ascii_case(ENTERPRISE) {
                    say!("schema-enterprise")
                } else {
                    name.clone()
                };
                extensions.push(group(name, label, attributes));
            }
            value if COMMON.contains(&lower.as_str()) => common.add(name, name, value),
            value => own.add(name, name, value),
        }
    }
    let mut groups = vec![group(core.0, say!(core.1), own)];
    groups.append(&mut extensions);
    groups.push(group("", say!("schema-common"), common));
    groups.retain(|group| !group.attributes.is_empty());
    groups
}

fn group(schema: &str, label: String, attributes: Attributes) -> AttributeGroup {
    AttributeGroup {
        schema: schema.to_owned(),
        label,
        attributes: attributes.0,
    }
}

#[derive(Default)]
struct Attributes(Vec<AttributeView>);

impl Attributes {
    fn push(&mut self, path: String, label: String, value: String) {
        self.0.push(AttributeView { path, label, value });
    }

    /// One attribute of a resource or of an extension.
    fn add(&mut self, path: &str, name: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Object(inner) => self.add_complex(path, name, inner),
            Value::Array(items) if items.iter().any(Value::is_object) => self.add_many(path, name, items),
            Value::Array(items) => {
                if !items.is_empty() {
                    let values: Vec<String> = items.iter().map(text).collect();
                    self.push(path.to_owned(), label(name), values.join(", "));
                }
            }
            value => self.push(path.to_owned(), label(name), text(value)),
        }
    }

    /// `name`, `meta`, `manager`: an attribute with sub-attributes.
    fn add_complex(&mut self, path: &str, name: &str, inner: &Map<String, Value>) {
        // The parts of these two say by themselves what they are.
        let own_words = name.eq_ignore_ascii_case("name") || name.eq_ignore_ascii_case("meta");
        for (sub, value) in inner {
            if value.is_null() {
                continue;
            }
            let label = if sub.eq_ignore_ascii_case("value") {
                label(name)
            } else if own_words {
                known(&format!("{name}{sub}")).unwrap_or_else(|| label(sub))
            } else {
                part(&label(name), sub)
            };
            self.push(format!("{path}.{sub}"), label, text(value));
        }
    }

    /// `emails`, `addresses`: several values, told apart by their type where that is enough.
    fn add_many(&mut self, path: &str, name: &str, items: &[Value]) {
        for item in items {
            let Value::Object(inner) = item else {
                self.push(path.to_owned(), label(name), text(item));
                continue;
            };
            let kind = get(inner, "type").and_then(Value::as_str);
            let value = get(inner, "value");
            let primary = get(inner, "primary").is_some_and(|value| value == &Value::Bool(true));
            let alone = |sub: &str, wanted: &Value| {
                items
                    .iter()
                    .filter_map(Value::as_object)
                    .filter(|item| get(item, sub) == Some(wanted))
                    .count()
                    == 1
            };
            let by = |sub: &str, wanted: &Value| format!("{path}[{sub} eq {wanted}]");
            let path = match (kind, value) {
                (Some(kind), _) if alone("type", &kind.into()) => by("type", &kind.into()),
                _ if primary && alone("primary", &true.into()) => by("primary", &true.into()),
                (_, Some(value)) => by("value", value),
                _ => path.to_owned(),
            };
            let mut marks: Vec<String> = kind.map(str::to_owned).into_iter().collect();
            if primary {
                marks.push(label("primary").to_lowercase());
            }
            let head = if marks.is_empty() {
                label(name)
            } else {
                say!("attribute-of-type", attribute = label(name), type = marks.join(", "))
            };
            for (sub, inner_value) in inner {
                let skip = ["type", "primary"].iter().any(|name| sub.eq_ignore_ascii_case(name))
                    || inner_value.is_null()
                    || (sub.eq_ignore_ascii_case("display") && Some(inner_value) == value);
                if skip {
                    continue;
                }
                let label = if sub.eq_ignore_ascii_case("value") {
                    head.clone()
                } else {
                    part(&head, sub)
                };
                self.push(format!("{path}.{sub}"), label, text(inner_value));
            }
        }
    }
}

fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        object
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

/// "Address (work), city"
fn part(head: &str, sub: &str) -> String {
    let sub = label(sub);
    let mut letters = sub.chars();
    match (letters.next(), letters.next()) {
        // An acronym stays as it is.
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            let rest: String = second.into_iter().chain(letters).collect();
            format!("{head}, {}{rest}", first.to_lowercase())
        }
        _ => format!("{head}, {sub}"),
    }
}

/// A value as a person reads it; whole, whatever its length.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => say!("attribute-yes"),
        Value::Bool(false) => say!("attribute-no"),
        other => other.to_string(),
    }
}

/// The label of an attribute: from the catalogue, else made from its name.
fn label(name: &str) -> String {
    known(name).unwrap_or_else(|| readable(name))
}

fn known(name: &str) -> Option<String> {
    /// From a name in lower case, without `$`, to the id of its message.
    static IDS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
        words::ids_with("attribute-")
            .map(|id| (id["attribute-".len()..].replace('-', ""), id))
            .collect()
    });
    let id = IDS.get(name.trim_start_matches('$').to_lowercase().as_str())?;
    Some(say!(id))
}

/// `costCenterCode` and `cost_center_code` become "Cost center code"; `employeeID` becomes "Employee ID".
fn readable(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let letters: Vec<char> = name.chars().collect();
    for (index, &letter) in letters.iter().enumerate() {
        if matches!(letter, '_' | '-' | '.' | ' ') {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
            continue;
        }
        let before = index.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(index + 1);
        let new_word =
            letter.is_uppercase() && before.is_some_and(|before| before.is_lowercase() || before.is_numeric());
        let acronym_ends = letter.is_uppercase()
            && before.is_some_and(char::is_uppercase)
            && after.is_some_and(|after| after.is_lowercase());
        if new_word || acronym_ends {
            text.push(' ');
        }
        let in_acronym = before.is_some_and(char::is_uppercase) || after.is_some_and(|after| after.is_uppercase());
        if text.is_empty() {
            text.extend(letter.to_uppercase());
        } else if acronym_ends || (new_word && !in_acronym) {
            // A lone capital that ends the name stays: "Step X".
            if after.is_none() {
                text.push(letter);
            } else {
                text.extend(letter.to_lowercase());
            }
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn views(kind: ResourceKind, resource: &Value) -> Vec<(String, String, String)> {
        describe(kind, resource.as_object().expect("an object"))
            .into_iter()
            .flat_map(|group| {
                group.attributes.into_iter().map(move |view| {
                    (
                        group.label.clone(),
                        format!("{} = {}", view.path, view.value),
                        view.label,
                    )
                })
            })
            .collect()
    }

    #[test]
    fn attributes_are_named_in_plain_words_and_grouped_by_schema() {
        let found = views(
            ResourceKind::User,
            &json!({
                "schemas": [USER, ENTERPRISE, "urn:example:Badge"],
                "id": "7",
                "userName": "ada@example.com",
                "active": true,
                "name": {"givenName": "Ada", "familyName": "Lovelace"},
                "emails": [
                    {"type": "work", "value": "ada@example.com", "primary": true},
                    {"type": "home", "value": "ada@example.org"},
                ],
                "addresses": [{"type": "work", "locality": "London"}],
                "groups": [{"value": "g1"}],
                "nickName": null,
                "shoeSize": 38,
                (ENTERPRISE): {"department": "Engines", "manager": {"value": "9", "displayName": "Charles"}},
                "urn:example:Badge": {"badgeID": "B-1"},
                "meta": {"created": "2026-01-01T00:00:00Z"},
            }),
        );
        let expected = [
            ("User", "userName = ada@example.com", "User name"),
            ("User", "active = Yes", "Active"),
            ("User", "name.givenName = Ada", "Given name"),
            ("User", "name.familyName = Lovelace", "Family name"),
            (
                "User",
                r#"emails[type eq "work"].value = ada@example.com"#,
                "E-mail (work, primary)",
            ),
            (
                "User",
                r#"emails[type eq "home"].value = ada@example.org"#,
                "E-mail (home)",
            ),
            (
                "User",
                r#"addresses[type eq "work"].locality = London"#,
                "Address (work), city",
            ),
            ("User", "shoeSize = 38", "Shoe size"),
            (
                "Enterprise",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department = Engines",
                "Department",
            ),
            (
                "Enterprise",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value = 9",
                "Manager",
            ),
            (
                "Enterprise",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName = Charles",
                "Manager, display name",
            ),
            ("urn:example:Badge", "urn:example:Badge:badgeID = B-1", "Badge ID"),
            ("Record", "id = 7", "Id"),
            ("Record", "meta.created = 2026-01-01T00:00:00Z", "Created"),
        ];
        let found: Vec<_> = found
            .iter()
            .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn values_of_one_type_are_told_apart_by_primary_or_value() {
        let found = views(
            ResourceKind::User,
            &json!({"phoneNumbers": [
                {"type": "work", "value": "+1", "primary": true},
                {"type": "work", "value": "+2"},
                "+3",
            ]}),
        );
        let paths: Vec<_> = found.iter().map(|(_, path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "phoneNumbers[primary eq true].value = +1",
                r#"phoneNumbers[value eq "+2"].value = +2"#,
                "phoneNumbers = +3",
            ]
        );
    }

    #[test]
    fn labels_are_made_from_unknown_names() {
        for (name, label) in [
            ("costCenterCode", "Cost center code"),
            ("cost_center_code", "Cost center code"),
            ("employeeID", "Employee ID"),
            ("URLOfPage", "URL of page"),
            ("x", "X"),
            ("größe", "Größe"),
        ] {
            assert_eq!(readable(name), label);
        }
    }

    #[test]
    fn known_names_are_found_whatever_their_letter_case() {
        assert_eq!(label("USERNAME"), "User name");
        assert_eq!(label("$ref"), "Address");
    }
}
