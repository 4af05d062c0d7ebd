//! What the app has of an object at its turn: the account that is linked, or those that match.

use scimdesk_mapping::model::ObjectKind;
use scimdesk_scim::{
    client::{Client, ClientError, ClientErrorKind},
    filter::Filter,
    json,
    path::PatchPath,
    resource::Resource,
    schema::SchemaSet,
};

use super::{run::scim_kind, send::Sender};
use crate::look::is_gone;

/// An attribute by which accounts are found, and its value.
pub(crate) type Key = (String, String);

/// What a look at the app came to.
pub(crate) enum Looked {
    /// As it was read by its id, with its entity tag.
    Read(Box<Resource>, Option<String>),
    /// The server says that there is none with this id.
    Gone,
    /// This server does not let single ones be read: what is cached has to do.
    Unreadable,
    Failed(ClientError),
}

/// Reads an account or group by its id.
pub(crate) async fn read(client: &Client, sender: &mut Sender<'_>, id: &str) -> Looked {
    match sender.read(id).await {
        Ok(answer) => Looked::Read(Box::new(answer.value), answer.etag),
        Err(error) if is_gone(client, &error).await => Looked::Gone,
        Err(error) => match error.kind {
            ClientErrorKind::NotSupported | ClientErrorKind::Forbidden | ClientErrorKind::BadRequest { .. } => {
                Looked::Unreadable
            }
            _ => Looked::Failed(error),
        },
    }
}

/// Asks the app for accounts or groups by each attribute in order, until one finds any. Each hit is checked, since servers get filters wrong.
pub(crate) async fn find(
    client: &Client,
    sender: &mut Sender<'_>,
    object: ObjectKind,
    keys: &[Key],
) -> Result<Vec<Resource>, ClientError> {
    let kind = scim_kind(object);
    let schemas = SchemaSet::of(kind);
    for key in keys {
        let Some((asked, path)) = question(key) else { continue };
        let answer = client.find(kind, &asked, &[]).await;
        sender.count(&answer);
        let found: Vec<Resource> = (answer?.value.resources.into_iter())
            .filter(|hit| asked.matches(hit, schemas) && is_there(hit, &path, &key.1, schemas))
            .collect();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The keys that were asked for, the last of which found these.
pub(crate) fn tried(mut keys: Vec<Key>, object: ObjectKind, found: &[Resource]) -> Vec<Key> {
    let schemas = SchemaSet::of(scim_kind(object));
    let finds = |key: &Key| match (question(key), found.first()) {
        (Some((asked, path)), Some(hit)) => asked.matches(hit, schemas) && is_there(hit, &path, &key.1, schemas),
        _ => false,
    };
    if let Some(last) = keys.iter().position(finds) {
        keys.truncate(last + 1);
    }
    keys
}

/// The values that a resource has of these attributes, each of which is a key to find it by.
pub(crate) fn keys_of(resource: &Resource, object: ObjectKind, targets: &[String]) -> Vec<Key> {
    let schemas = SchemaSet::of(scim_kind(object));
    let value = |target: &String| {
        let path = PatchPath::parse(target).ok()?;
        let found = path.find(resource, schemas);
        let text = found.values.iter().find_map(|value| json::as_text(value))?;
        Some((target.clone(), text.into_owned()))
    };
    targets.iter().filter_map(value).collect()
}

/// The filter that asks for a value. A value of one type (`emails[type eq "work"].value`) is asked for whatever its type, which more
/// servers can; the type is looked at in the answer.
fn question((target, value): &Key) -> Option<(Filter, PatchPath)> {
    let path = PatchPath::parse(target).ok()?;
    let mut attribute = path.attribute.clone();
    if path.filter.is_some() && attribute.sub.is_none() {
        attribute = attribute.with_sub("value");
    }
    Some((Filter::eq(attribute, value.as_str()), path))
}

/// Whether the value is at the very place that the path names.
fn is_there(hit: &Resource, path: &PatchPath, value: &str, schemas: &SchemaSet) -> bool {
    path.filter.is_none()
        || (path.find(hit, schemas).values.iter())
            .any(|found| json::as_text(found).is_some_and(|found| found.to_lowercase() == value.to_lowercase()))
}
