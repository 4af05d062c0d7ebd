//! Sends single requests of one object and says what became of each. What follows from that is the caller's.

use scimdesk_scim::{
    client::{Answer, Client, ClientError, ClientErrorKind, Exchange},
    resource::{Resource, ResourceKind},
};
use serde_json::Value;

use crate::{
    activation::is_unreadable,
    error::evidence,
    provisioning::planner::without_secrets,
    wire::{JournalExchange, RequestPreview},
};

/// What became of a request.
pub(crate) enum Sent<T> {
    /// The server answered well.
    Accepted(Answer<T>),
    /// It was sent, and what came of it is not known: the answer was lost or cannot be read, or the server failed after it may have
    /// done what it was asked.
    Lost(ClientError),
    /// The server said no, or was not reached.
    Refused(ClientError),
}

/// The requests of one object.
pub(crate) struct Sender<'a> {
    client: &'a Client,
    kind: ResourceKind,
    /// Every change that was sent and its answer, in order: for the journal.
    pub(crate) exchanges: Vec<JournalExchange>,
    /// Requests that reached the network, reads included.
    pub(crate) requests: u64,
}

impl<'a> Sender<'a> {
    pub(crate) fn new(client: &'a Client, kind: ResourceKind) -> Self {
        Self {
            client,
            kind,
            exchanges: Vec::new(),
            requests: 0,
        }
    }

    pub(crate) async fn read(&mut self, id: &str) -> Result<Answer<Resource>, ClientError> {
        let read = self.client.get(self.kind, id).await;
        self.count(&read);
        read
    }

    pub(crate) async fn create(&mut self, body: &Value) -> Sent<Option<Resource>> {
        let made = self.client.create(self.kind, body).await;
        self.sent("POST", Some(body), made)
    }

    pub(crate) async fn patch(&mut self, id: &str, body: &Value, if_match: Option<&str>) -> Sent<Option<Resource>> {
        let patched = self.client.patch_as_written(self.kind, id, body, if_match).await;
        self.sent("PATCH", Some(body), patched)
    }

    pub(crate) async fn delete(&mut self, id: &str) -> Sent<()> {
        let deleted = self.client.delete(self.kind, id).await;
        self.sent("DELETE", None, deleted)
    }

    fn sent<T>(&mut self, method: &str, body: Option<&Value>, result: Result<Answer<T>, ClientError>) -> Sent<T> {
        self.count(&result);
        let exchange = exchange(&result);
        if exchange.attempts > 0 {
            self.exchanges.push(JournalExchange {
                request: preview(method, exchange.url.clone(), body),
                answer: Some(evidence(exchange)),
            });
        }
        match result {
            Ok(answer) => Sent::Accepted(answer),
            Err(error) if is_lost(&error) => Sent::Lost(error),
            Err(error) => Sent::Refused(error),
        }
    }

    pub(crate) fn count<T>(&mut self, result: &Result<Answer<T>, ClientError>) {
        self.requests += u64::from(exchange(result).attempts);
    }
}

fn exchange<T>(result: &Result<Answer<T>, ClientError>) -> &Exchange {
    match result {
        Ok(answer) => &answer.exchange,
        Err(error) => &error.exchange,
    }
}

fn is_lost(error: &ClientError) -> bool {
    match error.kind {
        ClientErrorKind::OutcomeUnknown | ClientErrorKind::ServerFailed { .. } => true,
        _ => error.status().is_some_and(|status| (200..300).contains(&status)) && is_unreadable(error),
    }
}

/// A request as the journal keeps it: without values that are secret.
pub(crate) fn preview(method: &str, url: String, body: Option<&Value>) -> RequestPreview {
    RequestPreview {
        method: method.to_owned(),
        url,
        body: body.map(|body| format!("{:#}", without_secrets(body))),
    }
}
