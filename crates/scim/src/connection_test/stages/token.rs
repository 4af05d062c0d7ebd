//! Whether the token is accepted, judged by a search for an account that cannot exist.

use uuid::Uuid;

use super::endpoint::find_endpoint;
use super::{List, first_user, is_refusal};
use crate::client::{Answer, Client, ClientError, ClientErrorKind, Exchange, Missing};
use crate::connection_test::Lifetime;
use crate::connection_test::report::{Done, Finding, SkipReason, StageId, StageOutcome};
use crate::connection_test::run::{Run, Stop};
use crate::filter::Filter;
use crate::list_response::ListResponse;
use crate::path::AttributePath;
use crate::resource::ResourceKind;

impl Run<'_> {
    /// Asks for an account that cannot exist; that judges the token and the filter at once. Returns what a plain listing
    /// said, where one was needed.
    pub(crate) async fn token(&mut self, client: &Client, suffix: Option<&str>) -> Result<Option<List>, Stop> {
        self.begin(StageId::Token);
        let filter = Filter::eq(AttributePath::new("userName"), Uuid::new_v4().to_string());
        let matched = client.find(ResourceKind::User, &filter, &[]).await;
        let error = match matched {
            Ok(answer) => {
                self.token_accepted(answer.exchange.clone(), false)?;
                self.empty_match(&answer)?;
                return Ok(None);
            }
            Err(error) => error,
        };
        // A server that cannot filter may know the token all the same: a plain listing tells.
        if !may_be_the_filter(&error.kind) {
            return Err(self.token_not_proven(client, suffix, error).await);
        }
        let listed = first_user(client).await;
        match listed {
            Ok(answer) => {
                self.token_accepted(answer.exchange.clone(), true)?;
                self.begin(StageId::EmptyMatch);
                let finding = Finding::FilterRefused { kind: error.kind };
                self.end(Done::new(StageOutcome::Warning, finding).with(*error.exchange))?;
                Ok(Some(Ok(answer)))
            }
            Err(error) => Err(self.token_not_proven(client, suffix, error).await),
        }
    }

    fn token_accepted(&mut self, evidence: Exchange, by_listing: bool) -> Result<(), Stop> {
        let outcome = match self.lifetime {
            Some(lifetime) if lifetime.state != Lifetime::Valid => StageOutcome::Warning,
            _ => StageOutcome::Passed,
        };
        let finding = Finding::TokenAccepted {
            lifetime: self.lifetime,
            by_listing,
        };
        self.end(Done::new(outcome, finding).with(evidence))
    }

    async fn token_not_proven(&mut self, client: &Client, suffix: Option<&str>, error: ClientError) -> Stop {
        if error.kind == ClientErrorKind::Cancelled {
            let _ = self.end(Done::skipped(SkipReason::Cancelled));
            return Stop;
        }
        let suggestion = if is_wrong_place(&error.kind) {
            find_endpoint(client, suffix).await
        } else {
            None
        };
        if suggestion.is_some() {
            self.suggested_url.clone_from(&suggestion);
        }
        let finding = Finding::TokenNotProven {
            kind: error.kind,
            lifetime: self.lifetime,
            suggestion,
        };
        let _ = self.end(Done::new(StageOutcome::Failed, finding).with(*error.exchange));
        Stop
    }

    fn empty_match(&mut self, answer: &Answer<ListResponse>) -> Result<(), Stop> {
        self.begin(StageId::EmptyMatch);
        let returned = answer.value.resources.len() as u64;
        let total = answer.value.total_results;
        let done = if returned == 0 && total.unwrap_or(0) == 0 {
            Done::passed(Finding::NobodyMatched, answer.exchange.clone())
        } else {
            let finding = Finding::FilterIgnored { returned, total };
            Done::new(StageOutcome::Warning, finding).with(answer.exchange.clone())
        };
        self.end(done)
    }
}

fn may_be_the_filter(kind: &ClientErrorKind) -> bool {
    // An answer too large for one account comes from a server that ignores filters.
    is_refusal(kind)
        || matches!(
            kind,
            ClientErrorKind::NotFound { .. } | ClientErrorKind::EmptyAnswer | ClientErrorKind::AnswerTooLarge { .. }
        )
}

/// Answers that speak of another place than a SCIM endpoint.
fn is_wrong_place(kind: &ClientErrorKind) -> bool {
    matches!(
        kind,
        ClientErrorKind::NotFound {
            missing: Missing::Endpoint
        } | ClientErrorKind::NotSupported
            | ClientErrorKind::SignInPage
            | ClientErrorKind::NotScim
            | ClientErrorKind::EmptyAnswer
            | ClientErrorKind::RedirectRefused { .. }
    )
}
