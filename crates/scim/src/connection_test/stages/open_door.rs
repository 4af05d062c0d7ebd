//! Whether the server shows its users to strangers.

use secrecy::SecretString;
use uuid::Uuid;

use super::first_user;
use crate::client::Client;
use crate::connection_test::report::{Done, Finding, StageId, StageOutcome};
use crate::connection_test::run::{Run, Stop};

impl Run<'_> {
    /// Asks as a stranger: without a token, and where that is refused, with a token that nobody gave out.
    pub(crate) async fn open_door(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::OpenDoor);
        let done = match first_user(&client.clone().without_token()).await {
            Ok(answer) => {
                let finding = Finding::DoorOpen {
                    total: answer.value.total_results,
                };
                Done::new(StageOutcome::Warning, finding).with(answer.exchange)
            }
            Err(error) if error.status().is_none() => Done::of_error(StageOutcome::Warning, error),
            Err(error) => {
                let invented = SecretString::from(Uuid::new_v4().to_string());
                let with_invented = match client.clone().with_token(&invented) {
                    Some(stranger) => first_user(&stranger).await.ok(),
                    None => None,
                };
                match with_invented {
                    Some(answer) => Done::new(StageOutcome::Warning, Finding::AnyTokenAccepted).with(answer.exchange),
                    None => Done::passed(Finding::DoorClosed, *error.exchange),
                }
            }
        };
        self.end(done)
    }
}
