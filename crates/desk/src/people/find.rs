//! Who is meant by what was typed.

use std::sync::Arc;

use scimdesk_store as store;

use crate::{
    desk::Opened,
    wire::{DeskError, ErrorCode, PrincipalKind},
    words::args,
};

/// The person whose id, user name, mail or whole name a text is, in this order.
///
/// # Errors
/// [`ErrorCode::PersonNotFound`], [`ErrorCode::PersonAmbiguous`].
pub(crate) async fn person(opened: &Arc<Opened>, directory: &str, text: &str) -> Result<store::Row, DeskError> {
    principal(opened, directory, PrincipalKind::Person, text).await
}

/// The same, of people or of groups; a group has an id and a name.
pub(crate) async fn principal(
    opened: &Arc<Opened>,
    directory: &str,
    kind: PrincipalKind,
    text: &str,
) -> Result<store::Row, DeskError> {
    let (directory, wanted) = (directory.to_owned(), text.to_owned());
    let mut found = opened
        .store(move |store| match kind {
            PrincipalKind::Person => store.find_person(&directory, &wanted, 2),
            PrincipalKind::Group => store.find_group(&directory, &wanted, 2),
        })
        .await?;
    match (found.pop(), found.is_empty()) {
        (Some(row), true) => Ok(row),
        (Some(_), false) => Err(DeskError::with(ErrorCode::PersonAmbiguous, args!(detail = text))),
        (None, _) => Err(DeskError::with(ErrorCode::PersonNotFound, args!(detail = text))),
    }
}
