//! What was written last, as a link keeps it.

use scimdesk_provisioning::requests::References;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::hash::Digest;

/// What an account had after it was brought in line, in the targets that are mapped.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Written {
    /// Values by target, as mappings spell it. What the account does not have is not there.
    pub(crate) values: Map<String, Value>,
    /// Of the references that were sent. `None`: not all were.
    pub(crate) references: Option<i64>,
}

impl Written {
    /// Text that is none is nothing written.
    pub(crate) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The part that says whether a reference came late, without the values.
    pub(super) fn references_in(text: &str) -> Option<i64> {
        #[derive(Deserialize)]
        struct Part {
            #[serde(default)]
            references: Option<i64>,
        }
        serde_json::from_str::<Part>(text).ok()?.references
    }

    pub(crate) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A hash of references by target, as far as they are known: the ids of the accounts, whatever their order.
pub(super) fn references_hash<'f>(
    wanted: impl Iterator<Item = (&'f str, &'f [String])>,
    references: &dyn References,
) -> i64 {
    let mut digest = Digest::new();
    for (target, people) in wanted {
        let mut accounts: Vec<String> = people.iter().filter_map(|id| references.account_of(id)).collect();
        accounts.sort_unstable();
        digest.text(target);
        for account in &accounts {
            digest.text(account);
        }
        digest.mark();
    }
    digest.finish()
}
