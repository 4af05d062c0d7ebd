//! Whether users and groups can be listed.

use super::{List, first_user, is_refusal, outcome_of_extra};
use crate::client::{Answer, Client};
use crate::connection_test::report::{Done, Finding, StageId, StageOutcome};
use crate::connection_test::run::{Run, Stop};
use crate::list_response::ListResponse;

impl Run<'_> {
    /// Lists one user, unless the token stage has done so already.
    pub(crate) async fn users(&mut self, client: &Client, listed: Option<List>) -> Result<(), Stop> {
        self.begin(StageId::Users);
        let listed = match listed {
            Some(listed) => listed,
            None => first_user(client).await,
        };
        let done = match listed {
            Ok(answer) => {
                self.capabilities.users = answer.value.total_results;
                listed_done(answer)
            }
            Err(error) => Done::of_error(StageOutcome::Failed, error),
        };
        self.end(done)
    }

    /// Lists one group. A server without groups is no broken server.
    pub(crate) async fn groups(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::Groups);
        let query = [("excludedAttributes", "members"), ("startIndex", "1"), ("count", "1")];
        let mut listed = client.list_page(&["Groups"], &query).await;
        if listed.as_ref().is_err_and(|error| is_refusal(&error.kind)) {
            listed = client.list_page(&["Groups"], &[]).await;
        }
        let done = match listed {
            Ok(answer) => {
                self.capabilities.groups = answer.value.total_results;
                self.capabilities.groups_offered = Some(true);
                listed_done(answer)
            }
            Err(error) => {
                let outcome = outcome_of_extra(&error.kind);
                if outcome == StageOutcome::NotOffered {
                    self.capabilities.groups_offered = Some(false);
                }
                Done::of_error(outcome, error)
            }
        };
        self.end(done)
    }
}

fn listed_done(answer: Answer<ListResponse>) -> Done {
    let finding = Finding::Listed {
        total: answer.value.total_results,
        returned: answer.value.resources.len() as u64,
    };
    Done::passed(finding, answer.exchange)
}
