//! A resource seen as a user (RFC 7643 §4.1, §4.3).
//!
//! Views borrow the [`Resource`] and change nothing. `None` means that the server did not return the attribute, or returned
//! something unreadable in its place: unknown, not empty.

use std::borrow::Cow;

use serde_json::Value;

use crate::{
    json::{self, Object},
    resource::Resource,
    schema::ENTERPRISE_USER_SCHEMA,
};

/// A user's attributes by name.
#[derive(Clone, Copy, Debug)]
pub struct User<'a>(&'a Resource);

impl<'a> User<'a> {
    /// Looks at `resource` as a user.
    pub fn new(resource: &'a Resource) -> Self {
        Self(resource)
    }

    fn text(self, name: &str) -> Option<Cow<'a, str>> {
        json::get(self.0.as_object(), name).and_then(json::as_text)
    }

    /// The name that the user signs in with.
    pub fn user_name(&self) -> Option<Cow<'a, str>> {
        self.text("userName")
    }

    /// The name to show.
    pub fn display_name(&self) -> Option<Cow<'a, str>> {
        self.text("displayName")
    }

    /// The name in its parts. Where a server sends bare text instead of parts, it is the `formatted` one.
    pub fn name(&self) -> Option<Name<'a>> {
        match json::get(self.0.as_object(), "name")? {
            Value::Object(object) => {
                let text = |name| json::get(object, name).and_then(json::as_text);
                Some(Name {
                    formatted: text("formatted"),
                    family_name: text("familyName"),
                    given_name: text("givenName"),
                    middle_name: text("middleName"),
                    honorific_prefix: text("honorificPrefix"),
                    honorific_suffix: text("honorificSuffix"),
                })
            }
            Value::String(text) => Some(Name {
                formatted: Some(Cow::Borrowed(text)),
                ..Name::default()
            }),
            _ => None,
        }
    }

    /// The best name there is for a person to read: `displayName`, else `name.formatted`, else given and family name, else
    /// `userName`, else `id`. Blank ones are passed over.
    pub fn best_name(&self) -> Option<Cow<'a, str>> {
        let name = self.name().unwrap_or_default();
        [
            self.display_name(),
            name.formatted.clone(),
            name.given_and_family(),
            self.user_name(),
            self.0.id(),
        ]
        .into_iter()
        .flatten()
        .find(|candidate| !candidate.trim().is_empty())
    }

    /// Whether the account is switched on. `None`: the server did not say, and RFC 7643 gives no default.
    pub fn active(&self) -> Option<bool> {
        json::get(self.0.as_object(), "active").and_then(json::as_bool)
    }

    /// The e-mail addresses; `None` if not returned.
    pub fn emails(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("emails")
    }

    /// The address to write to: the primary one, else the first of type `work`, else the first.
    pub fn primary_email(&self) -> Option<Cow<'a, str>> {
        let emails = self.emails()?;
        let has_value = |email: &&MultiValue<'a>| email.value.as_deref().is_some_and(|value| !value.is_empty());
        let mut candidates = emails.iter().filter(has_value);
        let first = candidates.clone().next();
        candidates
            .clone()
            .find(|email| email.primary == Some(true))
            .or_else(|| {
                candidates.find(|email| {
                    email
                        .kind
                        .as_deref()
                        .is_some_and(|kind| kind.eq_ignore_ascii_case("work"))
                })
            })
            .or(first)
            .and_then(|email| email.value.clone())
    }

    /// The telephone numbers; `None` if not returned.
    pub fn phone_numbers(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("phoneNumbers")
    }

    /// The instant messaging addresses; `None` if not returned.
    pub fn ims(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("ims")
    }

    /// The addresses of pictures, which are shown as text and never loaded; `None` if not returned.
    pub fn photos(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("photos")
    }

    /// What the user is entitled to; `None` if not returned.
    pub fn entitlements(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("entitlements")
    }

    /// The user's roles; `None` if not returned.
    pub fn roles(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("roles")
    }

    /// The postal addresses; `None` if not returned.
    pub fn addresses(&self) -> Option<Vec<Address<'a>>> {
        let addresses = json::get(self.0.as_object(), "addresses")?;
        Some(
            json::as_list(addresses)
                .iter()
                .filter_map(Value::as_object)
                .map(|object| {
                    let text = |name| json::get(object, name).and_then(json::as_text);
                    Address {
                        formatted: text("formatted"),
                        street_address: text("streetAddress"),
                        locality: text("locality"),
                        region: text("region"),
                        postal_code: text("postalCode"),
                        country: text("country"),
                        kind: text("type"),
                        primary: json::bool_of(object, "primary"),
                    }
                })
                .collect(),
        )
    }

    /// The groups that the user is in, as far as the server tells with the user; `None` if not returned.
    pub fn groups(&self) -> Option<Vec<MultiValue<'a>>> {
        self.multi("groups")
    }

    /// The casual name.
    pub fn nick_name(&self) -> Option<Cow<'a, str>> {
        self.text("nickName")
    }

    /// The address of a profile page, which is shown as text and never opened by itself.
    pub fn profile_url(&self) -> Option<Cow<'a, str>> {
        self.text("profileUrl")
    }

    /// The job title.
    pub fn title(&self) -> Option<Cow<'a, str>> {
        self.text("title")
    }

    /// What the user is to the organisation: `Employee`, `Contractor`.
    pub fn user_type(&self) -> Option<Cow<'a, str>> {
        self.text("userType")
    }

    /// Languages, as `Accept-Language` takes them.
    pub fn preferred_language(&self) -> Option<Cow<'a, str>> {
        self.text("preferredLanguage")
    }

    /// The locale: `en-US`.
    pub fn locale(&self) -> Option<Cow<'a, str>> {
        self.text("locale")
    }

    /// The time zone by its IANA name.
    pub fn timezone(&self) -> Option<Cow<'a, str>> {
        self.text("timezone")
    }

    /// The enterprise extension (§4.3); `None` if not returned.
    pub fn enterprise(&self) -> Option<EnterpriseUser<'a>> {
        self.0.extension(ENTERPRISE_USER_SCHEMA).map(EnterpriseUser)
    }

    /// A multi-valued attribute of this user by name; `None` if not returned.
    pub fn multi(&self, name: &str) -> Option<Vec<MultiValue<'a>>> {
        json::get(self.0.as_object(), name).map(MultiValue::all)
    }
}

/// The parts of a name (RFC 7643 §4.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name<'a> {
    /// The whole name, as written.
    pub formatted: Option<Cow<'a, str>>,
    /// The family name.
    pub family_name: Option<Cow<'a, str>>,
    /// The given name.
    pub given_name: Option<Cow<'a, str>>,
    /// Middle names.
    pub middle_name: Option<Cow<'a, str>>,
    /// `Dr.`, `Ms.`
    pub honorific_prefix: Option<Cow<'a, str>>,
    /// `III`, `PhD`
    pub honorific_suffix: Option<Cow<'a, str>>,
}

impl<'a> Name<'a> {
    /// Given name and family name with a blank between them, or the one there is.
    pub fn given_and_family(&self) -> Option<Cow<'a, str>> {
        let not_blank = |part: &Option<Cow<'a, str>>| part.clone().filter(|part| !part.trim().is_empty());
        match (not_blank(&self.given_name), not_blank(&self.family_name)) {
            (Some(given), Some(family)) => Some(Cow::Owned(format!("{given} {family}"))),
            (one, other) => one.or(other),
        }
    }
}

/// One value of a multi-valued attribute (RFC 7643 §2.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MultiValue<'a> {
    /// What it is: the address, the number, the id.
    pub value: Option<Cow<'a, str>>,
    /// The label that the attribute calls `type`: `work`, `home`.
    pub kind: Option<Cow<'a, str>>,
    /// Whether it is the preferred one.
    pub primary: Option<bool>,
    /// A name to show.
    pub display: Option<Cow<'a, str>>,
    /// The address that the attribute calls `$ref`. Shown, never followed.
    pub reference: Option<Cow<'a, str>>,
}

impl<'a> MultiValue<'a> {
    /// All values of a multi-valued attribute. A single value in place of a list, and bare text in place of an object, are
    /// read as what they mean; anything else in the list is passed over.
    pub fn all(attribute: &'a Value) -> Vec<Self> {
        json::as_list(attribute).iter().filter_map(Self::one).collect()
    }

    fn one(element: &'a Value) -> Option<Self> {
        if let Value::Object(object) = element {
            let text = |name| json::get(object, name).and_then(json::as_text);
            return Some(Self {
                value: text("value"),
                kind: text("type"),
                primary: json::bool_of(object, "primary"),
                display: text("display"),
                reference: text("$ref"),
            });
        }
        Some(Self {
            value: Some(json::as_text(element)?),
            ..Self::default()
        })
    }
}

/// A postal address (RFC 7643 §4.1.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address<'a> {
    /// The whole address, as written; may hold line breaks.
    pub formatted: Option<Cow<'a, str>>,
    /// Street and house number.
    pub street_address: Option<Cow<'a, str>>,
    /// The town.
    pub locality: Option<Cow<'a, str>>,
    /// The state or province.
    pub region: Option<Cow<'a, str>>,
    /// The postal code.
    pub postal_code: Option<Cow<'a, str>>,
    /// The country; two letters by ISO 3166-1 if the server keeps to the RFC.
    pub country: Option<Cow<'a, str>>,
    /// The label that the attribute calls `type`.
    pub kind: Option<Cow<'a, str>>,
    /// Whether it is the preferred one.
    pub primary: Option<bool>,
}

/// The enterprise extension's attributes (RFC 7643 §4.3).
#[derive(Clone, Copy, Debug)]
pub struct EnterpriseUser<'a>(&'a Object);

impl<'a> EnterpriseUser<'a> {
    fn text(self, name: &str) -> Option<Cow<'a, str>> {
        json::get(self.0, name).and_then(json::as_text)
    }

    /// The number or name that the organisation gave the person.
    pub fn employee_number(&self) -> Option<Cow<'a, str>> {
        self.text("employeeNumber")
    }

    /// The cost centre.
    pub fn cost_center(&self) -> Option<Cow<'a, str>> {
        self.text("costCenter")
    }

    /// The organisation.
    pub fn organization(&self) -> Option<Cow<'a, str>> {
        self.text("organization")
    }

    /// The division.
    pub fn division(&self) -> Option<Cow<'a, str>> {
        self.text("division")
    }

    /// The department.
    pub fn department(&self) -> Option<Cow<'a, str>> {
        self.text("department")
    }

    /// The user's manager. Bare text and a list of one, which some clients write, are read as well.
    pub fn manager(&self) -> Option<Manager<'a>> {
        match json::as_list(json::get(self.0, "manager")?).first()? {
            Value::Object(object) => {
                let text = |name| json::get(object, name).and_then(json::as_text);
                Some(Manager {
                    value: text("value"),
                    reference: text("$ref"),
                    display_name: text("displayName").or_else(|| text("display")),
                })
            }
            other => Some(Manager {
                value: Some(json::as_text(other)?),
                ..Manager::default()
            }),
        }
    }
}

/// Another user, as the enterprise extension's `manager` names them (RFC 7643 §4.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manager<'a> {
    /// The manager's `id`.
    pub value: Option<Cow<'a, str>>,
    /// The address that the attribute calls `$ref`. Shown, never followed.
    pub reference: Option<Cow<'a, str>>,
    /// The manager's name to show.
    pub display_name: Option<Cow<'a, str>>,
}
