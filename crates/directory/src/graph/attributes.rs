//! Properties of Graph's users and groups, and the source attributes that they are.
//!
//! Sources: <https://learn.microsoft.com/graph/api/resources/user>, <https://learn.microsoft.com/graph/api/resources/group>.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    error::OddValue,
    known,
    source::{SourceError, SourceNote},
    value,
};

/// The properties of users that are always read. All can be tracked by delta queries.
const USERS: [&str; 32] = [
    "accountEnabled",
    "businessPhones",
    "city",
    "companyName",
    "country",
    "department",
    "displayName",
    "employeeId",
    "employeeType",
    "faxNumber",
    "givenName",
    "jobTitle",
    "mail",
    "mailNickname",
    "mobilePhone",
    "officeLocation",
    "onPremisesDistinguishedName",
    EXTENSIONS,
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "otherMails",
    "postalCode",
    "preferredLanguage",
    "proxyAddresses",
    "state",
    "streetAddress",
    "surname",
    "usageLocation",
    "userPrincipalName",
    "userType",
    "createdDateTime",
];

/// Holds `extensionAttribute1` to `extensionAttribute15`.
const EXTENSIONS: &str = "onPremisesExtensionAttributes";

/// The properties of groups.
pub(super) const GROUPS: &str =
    "displayName,description,mail,mailEnabled,mailNickname,proxyAddresses,securityEnabled,groupTypes";

/// What is read of users.
#[derive(Debug)]
pub(super) struct Selection {
    users: String,
}

impl Selection {
    /// The properties that are always read, and more. An attribute that one of those is taken for is not asked for twice.
    pub(super) fn new(more: &[String]) -> Result<Self, SourceError> {
        let mut users: Vec<&str> = USERS.to_vec();
        for name in more.iter().map(|name| name.trim()) {
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                return Err(SourceError::BadSetting {
                    setting: "attributes",
                    detail: name.to_owned(),
                });
            }
            let is_read = |known: &&str| known.eq_ignore_ascii_case(name) || attribute(known) == attribute(name);
            let is_apart = name.starts_with("extensionAttribute") || matches!(name, "id" | "objectId" | "manager");
            if !is_apart && !users.iter().any(is_read) {
                users.push(name);
            }
        }
        Ok(Self { users: users.join(",") })
    }

    /// For `$select`, without the manager.
    pub(super) fn users(&self) -> &str {
        &self.users
    }
}

/// The source attribute that a property is.
pub(super) fn attribute(property: &str) -> &str {
    known::attribute(property).unwrap_or(property)
}

/// How often values of which property were left out.
#[derive(Default)]
pub(super) struct LeftOut(BTreeMap<String, u64>);

impl LeftOut {
    pub(super) fn notes(self) -> impl Iterator<Item = SourceNote> {
        self.0
            .into_iter()
            .map(|(attribute, values)| SourceNote::ValuesLeftOut { attribute, values })
    }
}

/// The attributes of an object, with its id as `objectId`.
pub(super) fn read(id: &str, properties: Map<String, Value>, left_out: &mut LeftOut) -> Map<String, Value> {
    let mut attributes = Map::new();
    attributes.insert("objectId".to_owned(), Value::from(id));
    for (property, value) in properties {
        match (property.as_str(), value) {
            ("id" | "manager" | "members", _) => {}
            (EXTENSIONS, Value::Object(extensions)) => {
                for (name, value) in extensions {
                    put(&mut attributes, &name, value, left_out);
                }
            }
            // A list for what is one value elsewhere; Graph takes one number at most.
            ("businessPhones", Value::Array(mut phones)) => {
                if !phones.is_empty() {
                    put(&mut attributes, &property, phones.swap_remove(0), left_out);
                }
            }
            (name, _) if name.contains('@') => {}
            (name, value) => put(&mut attributes, name, value, left_out),
        }
    }
    attributes
}

fn put(attributes: &mut Map<String, Value>, property: &str, value: Value, left_out: &mut LeftOut) {
    let name = attribute(property);
    match value::read(known::form(name), value) {
        Ok(Some(value)) => {
            attributes.insert(name.to_owned(), value);
        }
        Ok(None) => {}
        Err(OddValue::NotBoolean | OddValue::TooLong | OddValue::Shape) => {
            *left_out.0.entry(property.to_owned()).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn properties_become_the_attributes_that_mappings_know() {
        let Value::Object(properties) = json!({
            "id": "7", "displayName": "Ben Ocean", "accountEnabled": false, "businessPhones": ["+44 1", "+44 2"],
            "mobilePhone": "+44 3", "officeLocation": "12", "faxNumber": null, "onPremisesSyncEnabled": true,
            "proxyAddresses": ["SMTP:ben@example.com", "smtp:b@example.com"], "@odata.type": "#microsoft.graph.user",
            "onPremisesExtensionAttributes": { "extensionAttribute1": "red", "extensionAttribute2": null },
            "extension_0123_costCentre": 4711, "employeeOrgData": { "division": "Sales" },
        }) else {
            unreachable!("an object")
        };
        let mut left_out = LeftOut::default();
        let attributes = read("7", properties, &mut left_out);
        let expected = json!({
            "objectId": "7", "displayName": "Ben Ocean", "accountEnabled": false, "telephoneNumber": "+44 1", "mobile": "+44 3",
            "physicalDeliveryOfficeName": "12", "dirSyncEnabled": true,
            "proxyAddresses": ["SMTP:ben@example.com", "smtp:b@example.com"], "extensionAttribute1": "red",
            "extension_0123_costCentre": 4711,
        });
        assert_eq!(Value::Object(attributes), expected);
        let notes: Vec<_> = left_out.notes().collect();
        let attribute = "employeeOrgData".to_owned();
        assert_eq!(notes, [SourceNote::ValuesLeftOut { attribute, values: 1 }]);
    }

    #[test]
    fn more_properties_are_selected_once_and_only_if_they_can_be_names() {
        let names = [
            "employeeHireDate",
            "mobile",
            "extensionAttribute7",
            "displayName",
            "manager",
            "extension_0_a",
        ];
        let more = Selection::new(&names.map(str::to_owned)).expect("names");
        let usual = Selection::new(&[]).expect("none");
        assert_eq!(
            more.users(),
            format!("{},employeeHireDate,extension_0_a", usual.users())
        );
        for bad in ["", "a b", "mail,id", "manager($select=id)", "a&b"] {
            assert!(Selection::new(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
