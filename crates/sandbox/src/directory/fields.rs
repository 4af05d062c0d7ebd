//! What of a practice person's account there is to render: what the app has, or as much of that as somebody looks at.

use scimdesk_scim::path::AttributePath;

use crate::profile::Offer;

/// Writes a flat list of what can be rendered: the name of each field and its path.
macro_rules! fields {
    ($($field:ident = $path:literal),+ $(,)?) => {
        /// What accounts of practice people have.
        #[derive(Clone, Copy)]
        pub(super) enum Field { $($field),+ }

        const FIELDS: &[(Field, &str)] = &[$((Field::$field, $path)),+];
    };
}

fields! {
    ExternalId = "externalId",
    DisplayName = "displayName",
    GivenName = "name.givenName",
    FamilyName = "name.familyName",
    Formatted = "name.formatted",
    NickName = "nickName",
    Title = "title",
    UserType = "userType",
    PreferredLanguage = "preferredLanguage",
    Locale = "locale",
    TimeZone = "timezone",
    Active = "active",
    Groups = "groups",
    Meta = "meta",
    Mail = "emails.value",
    Phone = "phoneNumbers.value",
    AddressFormatted = "addresses.formatted",
    Street = "addresses.streetAddress",
    City = "addresses.locality",
    Region = "addresses.region",
    PostalCode = "addresses.postalCode",
    Country = "addresses.country",
    Role = "roles.value",
    EmployeeNumber = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
    CostCenter = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
    Organization = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization",
    Division = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division",
    Department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    Manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
}

/// Some of the fields; `schemas`, `id` and `userName` are always there.
#[derive(Clone, Copy)]
pub(crate) struct Fields(u32);

impl Fields {
    pub(super) fn of(offer: &Offer) -> Self {
        let kept = FIELDS
            .iter()
            .filter(|(_, path)| AttributePath::parse(path).is_ok_and(|path| offer.keeps(&path)));
        Self(kept.fold(0, |bits, (field, _)| bits | Self::bit(*field)))
    }

    /// Those of the fields that a filter or a sort by these paths looks at: what nobody looks at need not be made up.
    pub(super) fn needed_for(self, paths: &[AttributePath], offer: &Offer) -> Self {
        let is_plain = |path: &AttributePath| {
            let schema = path.schema.as_deref();
            let is_known = schema.is_none_or(|urn| offer.schemas.schema(urn).is_some());
            // Which schemas an account has depends on all that it has.
            is_known && !path.name.eq_ignore_ascii_case("schemas")
        };
        if !paths.iter().all(is_plain) {
            return self;
        }
        let needed = FIELDS.iter().filter(|(_, field)| {
            AttributePath::parse(field)
                .is_ok_and(|field| paths.iter().any(|path| path.name.eq_ignore_ascii_case(&field.name)))
        });
        let needed = needed.fold(0, |bits, (field, _)| bits | Self::bit(*field));
        Self(self.0 & needed)
    }

    fn bit(field: Field) -> u32 {
        1 << field as u32
    }

    pub(super) fn has(self, field: Field) -> bool {
        self.0 & Self::bit(field) != 0
    }

    pub(super) fn any(self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.has(*field))
    }
}
