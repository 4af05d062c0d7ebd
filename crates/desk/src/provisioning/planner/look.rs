//! Where an object's account is looked for: among the cached ones, by id or by what matches.

use std::borrow::Cow;

use scimdesk_provisioning::{change::Party, decide::AccountView};
use scimdesk_scim::resource::Resource;

/// What was found.
#[derive(Debug)]
pub(super) enum Seen<'a> {
    One(Cow<'a, str>, Cow<'a, Resource>),
    /// The first of several that match.
    Several(Vec<Resource>),
    /// What there is, without the account itself.
    Not(AccountView),
}

impl Seen<'_> {
    pub(super) fn view(&self) -> AccountView {
        match self {
            Self::One(..) => AccountView::One,
            Self::Several(_) => AccountView::Several,
            Self::Not(view) => *view,
        }
    }

    pub(super) fn account(&self) -> Option<(&str, &Resource)> {
        match self {
            Self::One(id, account) => Some((id, account)),
            Self::Several(_) | Self::Not(_) => None,
        }
    }
}

/// An account or group by its id and the name that people know it by.
pub(super) fn party_of(account: &Resource) -> Party {
    Party {
        id: account.id().map(Cow::into_owned).unwrap_or_default(),
        name: name_of(account),
    }
}

/// The name that people know an account or group by.
pub(super) fn name_of(account: &Resource) -> String {
    let names = ["displayName", "userName", "id"];
    let text = names
        .iter()
        .find_map(|name| account.text(name).filter(|text| !text.is_empty()));
    text.map(Cow::into_owned).unwrap_or_default()
}
