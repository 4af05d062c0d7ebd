//! Microsoft Entra ID, against a practice Graph.
#![allow(missing_docs)]

mod changes;
mod check;
mod history;
mod limits;
mod sign_in;
mod support;
