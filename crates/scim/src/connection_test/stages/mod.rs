//! The stages, by what they look at. Each begins, asks, and ends in one finding.

mod discovery;
mod endpoint;
mod network;
mod open_door;
mod resources;
mod token;

use crate::client::{Answer, Client, ClientError, ClientErrorKind};
use crate::list_response::ListResponse;

use super::report::StageOutcome;

pub(super) type List = Result<Answer<ListResponse>, ClientError>;

/// `/Users?startIndex=1&count=1`, and without the parameters where they are refused.
async fn first_user(client: &Client) -> List {
    let listed = client
        .list_page(&["Users"], &[("startIndex", "1"), ("count", "1")])
        .await;
    match listed {
        Err(error) if is_refusal(&error.kind) => client.list_page(&["Users"], &[]).await,
        listed => listed,
    }
}

/// Answers with which servers refuse a filter or a parameter that they do not know.
fn is_refusal(kind: &ClientErrorKind) -> bool {
    matches!(
        kind,
        ClientErrorKind::BadRequest { .. }
            | ClientErrorKind::NotSupported
            | ClientErrorKind::ServerFailed { .. }
            | ClientErrorKind::UnexpectedStatus { .. }
    )
}

/// How much it matters that something beyond users is not there.
fn outcome_of_extra(kind: &ClientErrorKind) -> StageOutcome {
    match kind {
        ClientErrorKind::NotFound { .. } | ClientErrorKind::NotSupported => StageOutcome::NotOffered,
        _ => StageOutcome::Warning,
    }
}
