//! Where an object's account is looked for: among the cached ones, by id or by what matches.

use std::borrow::Cow;

use scimdesk_provisioning::decide::AccountView;
use scimdesk_scim::resource::Resource;

/// What was found.
#[derive(Debug)]
pub(super) enum Seen<'a> {
    One(Cow<'a, str>, Cow<'a, Resource>),
    /// What there is, without the account itself.
    Not(AccountView),
}

impl Seen<'_> {
    pub(super) fn view(&self) -> AccountView {
        match self {
            Self::One(..) => AccountView::One,
            Self::Not(view) => *view,
        }
    }

    pub(super) fn account(&self) -> Option<(&str, &Resource)> {
        match self {
            Self::One(id, account) => Some((id, account)),
            Self::Not(_) => None,
        }
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
