use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::VaultKind;

/// How the window looks. Follows the system unless the admin chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    HighContrast,
}

/// What is remembered between starts; kept in `preferences.json`. Holds no personal data and no secret.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Preferences {
    /// The vault chosen at first start.
    pub vault: Option<VaultKind>,
    pub theme: Theme,
    /// By list (`users`, `groups`, `journal`): the columns shown, in order, with widths in pixels.
    pub columns: BTreeMap<String, Vec<ColumnPreference>>,
    /// The tenant selected last.
    pub last_tenant: Option<String>,
    /// Whether the list of tenants is collapsed to icons.
    pub sidebar_collapsed: bool,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ColumnPreference {
    pub id: String,
    pub width: u32,
}
