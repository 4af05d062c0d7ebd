//! The protocol's documents, read, written, evaluated and applied as a user of the crate does it. Needs no network.
//!
//! `../fixtures` holds the resources and messages that the RFCs use as examples, named by section.

mod documents;
mod filters;
mod laws;
mod lenient;
mod lookup;
mod patches;
mod paths;
mod strategies;

use std::{fs, path::Path};

use scimdesk_scim::resource::Resource;
use serde_json::Value;

/// A fixture by its name without `.json`.
fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(format!("{name}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A fixture that is a resource.
fn resource(name: &str) -> Resource {
    Resource::from_value(fixture(name)).expect("the fixture is a resource")
}
