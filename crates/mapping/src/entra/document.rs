//! Taking parts out of a document and putting parts in.

use serde_json::{Value, json};

use crate::model::ObjectKind;

use super::{
    error::ImportError,
    json::At,
    locate::{Located, Object, name_of},
};

/// What a job for any SCIM app calls the objects of a type at the app.
const TARGET_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Takes an object mapping out, and the attribute lists of its objects.
pub(super) fn remove(document: &mut Value, located: &Located) -> Result<(), ImportError> {
    for object in [&located.source, &located.target] {
        if let Some((directory, place)) = object.find(&At::root(document))? {
            list(&mut document["directories"][directory], "objects").remove(place);
        }
    }
    list(&mut document["synchronizationRules"][located.rule], "objectMappings").remove(located.mapping);
    Ok(())
}

/// An object mapping of groups beside that of people.
pub(super) fn add_groups(document: &mut Value, users: &Located) -> Located {
    let source = name_of(ObjectKind::Group);
    let mappings = list(&mut document["synchronizationRules"][users.rule], "objectMappings");
    mappings.push(json!({
        "name": "",
        "enabled": false,
        "flowTypes": "Add, Update, Delete",
        "sourceObjectName": source,
        "targetObjectName": TARGET_GROUP,
        "scope": null,
        "metadata": [],
        "attributeMappings": [],
    }));
    let object = |directory: &str, name: &str| Object {
        directory: directory.to_owned(),
        name: name.to_owned(),
    };
    Located {
        rule: users.rule,
        mapping: mappings.len() - 1,
        source: object(&users.source.directory, source),
        target: object(&users.target.directory, TARGET_GROUP),
    }
}

/// An object in a directory, and the directory where there is none.
pub(super) fn add_object(document: &mut Value, object: &Object) -> (usize, usize) {
    let directories = list(document, "directories");
    let named = |directory: &Value| {
        (directory["name"].as_str()).is_some_and(|name| name.eq_ignore_ascii_case(&object.directory))
    };
    let directory = directories.iter().position(named).unwrap_or_else(|| {
        directories.push(json!({
            "id": null,
            "name": object.directory,
            "version": null,
            "readOnly": false,
            "discoverabilities": "None",
            "discoveryDateTime": null,
            "metadata": [],
            "objects": [],
        }));
        directories.len() - 1
    });
    let objects = list(&mut directories[directory], "objects");
    objects.push(json!({"name": object.name, "supportedApis": [], "metadata": [], "attributes": []}));
    (directory, objects.len() - 1)
}

/// A field that is a list, made one where it is none.
pub(super) fn list<'v>(object: &'v mut Value, name: &str) -> &'v mut Vec<Value> {
    let field = &mut object[name];
    if !field.is_array() {
        *field = json!([]);
    }
    match field {
        Value::Array(items) => items,
        _ => unreachable!("it was made a list"),
    }
}
