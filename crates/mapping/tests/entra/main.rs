//! Entra's synchronization schema, as a user of the crate reads and writes it.
//!
//! `custom-app.json` is as the portal exports the schema of an app outside its gallery; `gallery-app.json` that of a gallery app, with
//! what such files hold besides: further rules, objects without names, unknown fields, a source that is a workflow.

mod export;
mod laws;
mod read;
mod refusals;

use scimdesk_mapping::{
    entra::{Imported, import},
    model::{AttributeMapping, MappingSource, Mappings, ObjectMapping},
};
use serde_json::Value;

const CUSTOM_APP: &str = include_str!("custom-app.json");
const GALLERY_APP: &str = include_str!("gallery-app.json");

/// Where the custom app's mappings of people are.
const USERS: &str = "/synchronizationRules/0/objectMappings/0";

fn read_in(text: &str) -> Imported {
    import(text).unwrap_or_else(|error| panic!("{error}"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The custom app's export with one value of it replaced.
fn custom_app_with(place: &str, value: Value) -> String {
    let mut document = json(CUSTOM_APP);
    *document.pointer_mut(place).expect(place) = value;
    document.to_string()
}

fn to<'m>(object: &'m ObjectMapping, target: &str) -> &'m AttributeMapping {
    (object.mappings.iter())
        .find(|mapping| mapping.target == target)
        .unwrap_or_else(|| panic!("no mapping to {target}"))
}

fn direct(attribute: &str) -> MappingSource {
    MappingSource::Direct {
        attribute: attribute.to_owned(),
    }
}

fn expression(text: &str) -> MappingSource {
    MappingSource::Expression { text: text.to_owned() }
}

fn custom_app() -> Mappings {
    read_in(CUSTOM_APP).mappings
}
