//! Whether the server shows its users to strangers.

use secrecy::SecretString;
use uuid::Uuid;

use super::first_user;
use crate::client::{Client, ClientError, ClientErrorKind, Exchange};
use crate::connection_test::report::{Done, Finding, SkipReason, StageId, StageOutcome};
use crate::connection_test::run::{Run, Stop};

impl Run<'_> {
    /// Asks as a stranger: without a token, and where that brings no list, with a token that nobody gave out.
    pub(crate) async fn open_door(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::OpenDoor);
        let done = match first_user(&client.clone().without_token()).await {
            Ok(answer) => {
                let finding = Finding::DoorOpen {
                    total: answer.value.total_results,
                };
                Done::new(StageOutcome::Warning, finding).with(answer.exchange)
            }
            Err(error) => match listed_for_any_token(client, &error).await {
                Some(evidence) => Done::new(StageOutcome::Warning, Finding::AnyTokenAccepted).with(evidence),
                None => not_open(error),
            },
        };
        self.end(done)
    }
}

/// The exchange in which an invented token brought a list. Not tried where nothing answered without one.
async fn listed_for_any_token(client: &Client, without_token: &ClientError) -> Option<Exchange> {
    without_token.status()?;
    let invented = SecretString::from(Uuid::new_v4().to_string());
    let answer = first_user(&client.clone().with_token(&invented)?).await.ok()?;
    Some(answer.exchange)
}

/// Only a refusal shows that the door is closed: what fails for another reason may let strangers in tomorrow.
fn not_open(error: ClientError) -> Done {
    match error.kind {
        ClientErrorKind::Cancelled => Done::skipped(SkipReason::Cancelled),
        ClientErrorKind::TokenRefused | ClientErrorKind::Forbidden => {
            Done::passed(Finding::DoorClosed, *error.exchange)
        }
        kind => Done::new(StageOutcome::NotKnown, Finding::DoorNotKnown { kind }).with(*error.exchange),
    }
}
