//! From the list of an app's attributes to schemas that have no others.

use scimdesk_gallery::{App, Offered};
use scimdesk_scim::{
    filter::{Filter, Literal, Operator},
    path::{AttributePath, PatchPath},
    resource::ResourceKind,
    schema::{Attribute, Schema, SchemaSet},
};

use super::{Offer, Profile};

pub(super) fn profile_of(app: &App) -> Profile {
    let groups = &app.groups;
    Profile {
        users: offer(ResourceKind::User, &app.users.attributes),
        // Groups that nobody documents are not there.
        groups: (groups.offered == Offered::Yes).then(|| offer(ResourceKind::Group, &groups.table.attributes)),
    }
}

fn offer(kind: ResourceKind, rules: &[scimdesk_gallery::Attribute]) -> Offer {
    let all = SchemaSet::of(kind);
    let mut offer = Offer {
        kind,
        schemas: all.clone(),
        external_id: false,
        filterable: Some(Vec::new()),
        kept_types: Vec::new(),
    };
    // What every account must have, whatever the app's list says.
    let mut kept = vec![match kind {
        ResourceKind::User => PatchPath::new(AttributePath::new("userName")),
        ResourceKind::Group => PatchPath::new(AttributePath::new("displayName")),
    }];
    let mut required = Vec::new();
    for rule in rules {
        let Ok(path) = PatchPath::parse(&rule.path) else {
            tracing::error!(path = %rule.path, "the profile has an attribute that is no path");
            continue;
        };
        // What resources are found by can be filtered by, whether or not the app's documentation marks it.
        if (rule.filterable == Some(true) || rule.matching)
            && let Some(filterable) = &mut offer.filterable
        {
            filterable.push(path.attribute.clone());
        }
        if path.attribute.names("externalId") {
            // It is never required here: no schema lists it, so that no client could know.
            offer.external_id = true;
            continue;
        }
        if let Some(value_type) = type_of(&path) {
            let name = &path.attribute.name;
            match offer.kept_types.iter_mut().find(|(known, _)| known == name) {
                Some((_, types)) => types.push(value_type),
                None => offer.kept_types.push((name.clone(), vec![value_type])),
            }
        }
        if rule.required {
            required.push(path.attribute.clone());
        }
        kept.push(path);
    }
    let keep = |schema: &Schema| {
        let attributes = schema.attributes.iter();
        Schema {
            attributes: attributes
                .filter_map(|attribute| {
                    let paths = kept.iter().filter(|path| means(path, schema, attribute, all));
                    let mut attribute = reduced(attribute, &paths.collect::<Vec<_>>())?;
                    attribute.required |= required
                        .iter()
                        .any(|path| path.sub.is_none() && path.name.eq_ignore_ascii_case(&attribute.name));
                    let types = offer
                        .kept_types
                        .iter()
                        .find(|(name, _)| name.eq_ignore_ascii_case(&attribute.name));
                    if let Some((_, types)) = types
                        && let Some(label) = attribute.sub_attributes.iter_mut().find(|sub| sub.name == "type")
                    {
                        label.canonical_values.clone_from(types);
                    }
                    Some(attribute)
                })
                .collect(),
            ..schema.clone()
        }
    };
    let mut schemas = all.schemas().map(keep);
    if let Some(base) = schemas.next() {
        let extensions = schemas.filter(|schema| !schema.attributes.is_empty());
        offer.schemas = SchemaSet::new(base, extensions.collect());
    }
    offer
}

/// Whether a path means this attribute of this schema.
fn means(path: &PatchPath, schema: &Schema, attribute: &Attribute, all: &SchemaSet) -> bool {
    let path = &path.attribute;
    let in_schema = match &path.schema {
        Some(urn) => urn.eq_ignore_ascii_case(&schema.id),
        // Without a schema the core one is meant, and an extension only if the core has no such attribute.
        None => all
            .schemas()
            .find(|schema| schema.attribute(&path.name).is_some())
            .is_some_and(|first| first.id == schema.id),
    };
    in_schema && path.name.eq_ignore_ascii_case(&attribute.name)
}

/// The attribute with those of its parts that the paths name; `None` if no path names it.
fn reduced(attribute: &Attribute, paths: &[&PatchPath]) -> Option<Attribute> {
    if paths.is_empty() {
        return None;
    }
    let mut reduced = attribute.clone();
    if paths.iter().all(|path| path.attribute.sub.is_some()) {
        reduced.sub_attributes.retain(|sub| {
            // A list needs to tell its values apart, whether or not a mapping can fill that in.
            (attribute.multi_valued && (sub.name == "type" || sub.name == "primary"))
                || paths.iter().any(|path| {
                    path.attribute
                        .sub
                        .as_ref()
                        .is_some_and(|named| named.eq_ignore_ascii_case(&sub.name))
                })
        });
    }
    Some(reduced)
}

/// The type that a path asks for: `work` in `emails[type eq "work"].value`.
fn type_of(path: &PatchPath) -> Option<String> {
    match path.filter.as_ref()? {
        Filter::Compare {
            path,
            operator: Operator::Equal,
            value: Literal::Text(text),
        } if path.names("type") => Some(text.clone()),
        _ => None,
    }
}
