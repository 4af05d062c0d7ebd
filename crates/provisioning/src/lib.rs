//! Provisioning: from what attribute mappings give to what is sent to an app.
//!
//! The exact [`requests`] that make an account or bring one in line, in the form that a
//! [`RequestProfile`](scimdesk_mapping::model::RequestProfile) asks for; when failures are so many that provisioning goes into
//! [`quarantine`]; and how many accounts one cycle may take away before its [`guard`] asks a person.
//!
//! What an answer of the app means is told in Microsoft Entra's [`codes`]; when what failed is tried again, by [`retry`].
//!
//! Pure: nothing is sent and nothing is read. Knows the protocol (`scimdesk_scim`) and what mappings give (`scimdesk_mapping`); knows no
//! store, no directory, no app by name and no words for people.
//!
//! *Never:* JSON or a path put together as text. Values are data, whatever stands in them.

pub mod change;
pub mod codes;
pub mod decide;
pub mod guard;
pub mod quarantine;
pub mod requests;
pub mod retry;
