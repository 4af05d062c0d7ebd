//! What an app offers: which attributes it keeps, which it can be asked for, whether it has groups.
//!
//! The facts come from the gallery; `custom` is no app but everything that RFC 7643 has.

mod build;

use scimdesk_gallery::Gallery;
use scimdesk_scim::{filter::Filter, path::AttributePath, resource::ResourceKind, schema::SchemaSet};

/// What one app offers.
pub(crate) struct Profile {
    users: Offer,
    groups: Option<Offer>,
}

/// What an app offers of one kind of resource.
pub(crate) struct Offer {
    pub(crate) kind: ResourceKind,
    /// The attributes it keeps besides `externalId`; all others are dropped without a word, as the apps do.
    pub(crate) schemas: SchemaSet,
    /// Whether its list has `externalId`, so that practice people have one. A client can give one in every app (RFC 7643 §3.1).
    pub(crate) external_id: bool,
    /// Attributes that can be filtered by; `None`: all.
    filterable: Option<Vec<AttributePath>>,
    /// Multi-valued attributes of which only values of these types are kept.
    pub(crate) kept_types: Vec<(String, Vec<String>)>,
}

impl Profile {
    /// The profile of an app; `None` if there is none.
    pub(crate) fn of(app: &str) -> Option<Self> {
        if app == "custom" {
            return Some(Self {
                users: Offer::everything(ResourceKind::User),
                groups: Some(Offer::everything(ResourceKind::Group)),
            });
        }
        Gallery::app(app).map(build::profile_of)
    }

    /// What it offers of a kind; `None`: nothing.
    pub(crate) fn offer(&self, kind: ResourceKind) -> Option<&Offer> {
        match kind {
            ResourceKind::User => Some(&self.users),
            ResourceKind::Group => self.groups.as_ref(),
        }
    }

    /// What it offers, users first.
    pub(crate) fn offers(&self) -> impl Iterator<Item = &Offer> {
        std::iter::once(&self.users).chain(&self.groups)
    }

    /// What it offers of users.
    pub(crate) fn users(&self) -> &Offer {
        &self.users
    }
}

impl Offer {
    fn everything(kind: ResourceKind) -> Self {
        Self {
            kind,
            schemas: SchemaSet::of(kind).clone(),
            external_id: true,
            filterable: None,
            kept_types: Vec::new(),
        }
    }

    /// Whether the list of the app has an attribute or sub-attribute.
    pub(crate) fn keeps(&self, path: &AttributePath) -> bool {
        if path.names("externalId") {
            return self.external_id;
        }
        self.schemas.attribute(path).is_some()
    }

    /// Whether values of this type are kept in a multi-valued attribute.
    pub(crate) fn keeps_type(&self, attribute: &str, value_type: &str) -> bool {
        self.kept_types
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(attribute))
            .is_none_or(|(_, types)| types.iter().any(|kept| kept.eq_ignore_ascii_case(value_type)))
    }

    /// The first attribute in a filter that cannot be filtered by.
    pub(crate) fn first_unfilterable(&self, filter: &Filter) -> Option<AttributePath> {
        let filterable = self.filterable.as_ref()?;
        filter.paths().into_iter().find(|path| {
            !path.name.eq_ignore_ascii_case("id")
                && !filterable
                    .iter()
                    .any(|known| known.name.eq_ignore_ascii_case(&path.name))
        })
    }
}
