//! Tenants, without their secrets.

use jiff::Timestamp;

use crate::{Store, error::Result};

/// A saved connection. Its token, and the tenant URL that requests use, are in the vault.
///
/// `safety`, `environment`, `deactivate_form` and the verdict of a test are codes that only the use cases understand.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    /// A UUID, made by the caller.
    pub id: String,
    /// Unique, whatever the letter case.
    pub name: String,
    /// Gallery id.
    pub app: String,
    /// For display only.
    pub url: String,
    /// Safety level.
    pub safety: String,
    /// What it is used for.
    pub environment: String,
    /// Requests a second, at most.
    pub rate: f64,
    /// PEM of the admin's own certificate authorities.
    pub extra_ca: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// Whether it is a practice tenant of this machine.
    pub practice: bool,
    /// The form of request that switched an account off here.
    pub deactivate_form: Option<String>,
    /// The last connection test.
    pub last_test: Option<TestRecord>,
}

/// The last connection test of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRecord {
    /// When it ended.
    pub at: Timestamp,
    /// How it ended, as a code.
    pub verdict: String,
    /// The whole report, as JSON.
    pub report: String,
}
