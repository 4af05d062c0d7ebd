//! Untouched accounts as JSON text, written straight into the answer: no tree in between, since a listing of a million is made
//! of little else.

use std::io::Write as _;

use scimdesk_scim::{
    resource::ResourceKind,
    schema::{ENTERPRISE_USER_SCHEMA, USER_SCHEMA},
};

use super::{
    Directory,
    fields::{Field, Fields},
};
use crate::people::Person;

/// JSON text that grows. Every value is followed by a comma, which the closing brace or bracket takes back.
struct Text<'a>(&'a mut Vec<u8>);

impl Text<'_> {
    fn raw(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A string value. Writing to memory does not fail.
    fn string(&mut self, text: &str) {
        let _ = serde_json::to_writer(&mut *self.0, text);
        self.raw(",");
    }

    fn key(&mut self, name: &str) {
        self.raw("\"");
        self.raw(name);
        self.raw("\":");
    }

    fn member(&mut self, name: &str, text: &str) {
        self.key(name);
        self.string(text);
    }

    fn display(&mut self, name: &str, value: impl std::fmt::Display) {
        self.key(name);
        let _ = write!(self.0, "\"{value}\",");
    }

    fn close(&mut self, end: &str) {
        if self.0.last() == Some(&b',') {
            self.0.pop();
        }
        self.raw(end);
        self.raw(",");
    }
}

const NAME: [Field; 3] = [Field::GivenName, Field::FamilyName, Field::Formatted];
const ADDRESS: [Field; 6] = [
    Field::AddressFormatted,
    Field::Street,
    Field::City,
    Field::Region,
    Field::PostalCode,
    Field::Country,
];
const ENTERPRISE: [Field; 6] = [
    Field::EmployeeNumber,
    Field::CostCenter,
    Field::Organization,
    Field::Division,
    Field::Department,
    Field::Manager,
];

/// Renders the accounts of one directory.
pub(super) struct Rendering<'a> {
    directory: &'a Directory,
    fields: Fields,
}

impl<'a> Rendering<'a> {
    pub(super) fn new(directory: &'a Directory, fields: Fields) -> Self {
        Self { directory, fields }
    }

    /// Appends the account of person `index`.
    pub(super) fn account(&self, index: u32, out: &mut Vec<u8>) {
        let person = self.directory.people.person(index);
        let has = |field| self.fields.has(field);
        let is_enterprise =
            self.fields.any(&ENTERPRISE) && (person.manager.is_some() || self.fields.any(&ENTERPRISE[..5]));
        let mut text = Text(out);
        text.raw("{\"schemas\":[");
        text.string(USER_SCHEMA);
        if is_enterprise {
            text.string(ENTERPRISE_USER_SCHEMA);
        }
        text.close("]");
        text.display("id", person.id);
        if has(Field::ExternalId) {
            text.member("externalId", &person.external_id);
        }
        text.member("userName", &person.user_name);
        self.name(&person, &mut text);
        for (field, name, value) in [
            (Field::DisplayName, "displayName", &*person.display_name),
            (Field::NickName, "nickName", &person.given_name),
            (Field::Title, "title", &person.title),
            (
                Field::UserType,
                "userType",
                if person.contractor { "Contractor" } else { "Employee" },
            ),
            (Field::PreferredLanguage, "preferredLanguage", person.language),
            (Field::Locale, "locale", person.language),
            (Field::TimeZone, "timezone", person.time_zone),
        ] {
            if has(field) {
                text.member(name, value);
            }
        }
        if has(Field::Active) {
            text.key("active");
            text.raw(if person.active { "true," } else { "false," });
        }
        self.lists(&person, &mut text);
        if has(Field::Groups)
            && let Some(groups) = self.directory.groups_of(&person.id.to_string())
        {
            text.key("groups");
            text.raw(&groups.to_string());
            text.raw(",");
        }
        if is_enterprise {
            self.enterprise(&person, &mut text);
        }
        if has(Field::Meta) {
            text.raw("\"meta\":{\"resourceType\":\"User\",");
            text.display("created", person.created);
            text.display("lastModified", person.modified);
            text.display("location", format_args!("{}/Users/{}", self.directory.url, person.id));
            text.raw("\"version\":\"W/\\\"1\\\"\"},");
        }
        text.close("}");
        // The comma after the account belongs to whoever lists several.
        text.0.pop();
    }

    fn name(&self, person: &Person, text: &mut Text<'_>) {
        if !self.fields.any(&NAME) {
            return;
        }
        text.raw("\"name\":{");
        if self.fields.has(Field::Formatted) && !person.display_name.is_empty() {
            text.member("formatted", &person.display_name);
        }
        if let Some(family_name) = person.family_name
            && self.fields.has(Field::FamilyName)
        {
            text.member("familyName", family_name);
        }
        if self.fields.has(Field::GivenName) {
            text.member("givenName", &person.given_name);
        }
        text.close("}");
    }

    fn lists(&self, person: &Person, text: &mut Text<'_>) {
        let has = |field| self.fields.has(field);
        if has(Field::Mail)
            && let Some(mail) = &person.mail
        {
            text.raw("\"emails\":[{");
            text.member("value", mail);
            text.raw("\"type\":\"work\",\"primary\":true}],");
        }
        if has(Field::Phone) {
            text.raw("\"phoneNumbers\":[");
            let numbers = [
                ("work", Some(&person.phone)),
                ("mobile", person.mobile.as_ref()),
                ("fax", person.fax.as_ref()),
            ];
            for (label, number) in numbers {
                if let Some(number) = number
                    && self.directory.profile.users().keeps_type("phoneNumbers", label)
                {
                    text.raw("{");
                    text.member("value", number);
                    text.member("type", label);
                    text.close("}");
                }
            }
            text.close("]");
        }
        if self.fields.any(&ADDRESS) {
            text.raw("\"addresses\":[{");
            if has(Field::AddressFormatted) {
                let Person {
                    street,
                    postal_code,
                    city,
                    ..
                } = person;
                text.member("formatted", &format!("{street}\n{postal_code} {city}"));
            }
            for (field, name, value) in [
                (Field::Street, "streetAddress", &*person.street),
                (Field::City, "locality", person.city),
                (Field::Region, "region", person.region),
                (Field::PostalCode, "postalCode", person.postal_code),
                (Field::Country, "country", person.country),
            ] {
                if has(field) {
                    text.member(name, value);
                }
            }
            text.raw("\"type\":\"work\",\"primary\":true}],");
        }
        if has(Field::Role) {
            text.raw("\"roles\":[{");
            text.member("value", person.role);
            text.raw("\"primary\":true}],");
        }
    }

    fn enterprise(&self, person: &Person, text: &mut Text<'_>) {
        let has = |field| self.fields.has(field);
        text.key(ENTERPRISE_USER_SCHEMA);
        text.raw("{");
        if has(Field::EmployeeNumber) {
            text.display("employeeNumber", person.employee_number);
        }
        for (field, name, value) in [
            (Field::CostCenter, "costCenter", person.cost_center),
            (Field::Organization, "organization", "Harbour"),
            (Field::Division, "division", person.division),
            (Field::Department, "department", person.department),
        ] {
            if has(field) {
                text.member(name, value);
            }
        }
        if let Some(manager) = person.manager
            && has(Field::Manager)
        {
            let id = self.directory.people.id(manager);
            text.key("manager");
            text.raw("{");
            text.display("value", id);
            if self.directory.users.has(manager) {
                text.display("$ref", format_args!("{}/Users/{id}", self.directory.url));
                if let Some(name) = self.directory.display_name(ResourceKind::User, manager) {
                    text.member("displayName", &name);
                }
            }
            text.close("}");
        }
        text.close("}");
    }
}
