//! The SCIM 2.0 protocol (RFC 7643, RFC 7644, RFC 9865): what its documents mean, and the client that talks to a tenant.
//!
//! Two halves. The pure half reads and writes: [`resource`], [`user`] and [`group`] over the server's JSON, [`filter`], [`path`],
//! [`patch`], [`schema`] and the remaining documents. It does no input or output and knows no clock. The network half is the
//! client, the listing and the connection test.
//!
//! Knows no other crate of ours, no file, no keyring, no database, and no app by name. Reads leniently, since servers differ;
//! writes strictly. What a server did not return is `None`: unknown, not empty.
//!
//! ```
//! use scimdesk_scim::{filter::Filter, resource::{Resource, ResourceKind}, schema::SchemaSet};
//!
//! let user = Resource::from_json(r#"{
//!     "id": 2819,
//!     "USERNAME": "bjensen",
//!     "active": "True",
//!     "emails": [{"value": "bjensen@example.com", "type": "work"}]
//! }"#)?;
//! assert_eq!(user.id().as_deref(), Some("2819"));
//! assert_eq!(user.as_user().active(), Some(true));
//! assert_eq!(user.as_user().groups(), None, "not returned, so not known");
//!
//! let filter = Filter::parse(r#"emails[type eq "work"].value ew "@EXAMPLE.com""#)?;
//! assert!(filter.matches(&user, SchemaSet::of(ResourceKind::User)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod client;
pub mod connection_test;
pub mod error_body;
pub mod filter;
pub mod group;
pub mod json;
pub mod list_response;
pub mod listing;
pub mod lookup;
pub mod patch;
pub mod path;
pub mod resource;
pub mod resource_type;
pub mod schema;
pub mod service_provider_config;
pub mod tenant_url;
pub mod user;
