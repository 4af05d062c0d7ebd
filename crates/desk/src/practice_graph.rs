//! A practice Graph in the foreground, with no vault and no cache: a directory to connect without a Microsoft tenant.

use scimdesk_sandbox::{
    StartError,
    graph::{PracticeGraph, PracticeGraphOptions},
};
use secrecy::SecretString;

use crate::{wire::DeskError, words::say};

/// A practice Graph that runs until it is stopped or dropped.
pub struct ServedGraph {
    /// How many people it began with.
    pub people: u32,
    /// The client secret, made up for this run.
    pub secret: SecretString,
    graph: PracticeGraph,
}

impl ServedGraph {
    /// Where it signs in and answers: `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        self.graph.endpoint()
    }

    /// The directory (tenant) id.
    pub fn directory(&self) -> &str {
        self.graph.directory()
    }

    /// The application (client) id.
    pub fn client(&self) -> &str {
        self.graph.client()
    }

    /// The object id of the service principal with assignments.
    pub fn service_principal(&self) -> &str {
        self.graph.service_principal()
    }

    /// Stops it.
    pub async fn stop(self) {
        self.graph.stop().await;
    }
}

/// Starts a practice Graph; some hundred people where `people` is absent, a free port where `port` is.
pub async fn serve(people: Option<u32>, port: Option<u16>) -> Result<ServedGraph, DeskError> {
    let usual = PracticeGraphOptions::default();
    let options = PracticeGraphOptions {
        people: people.unwrap_or(usual.people),
        port,
        ..usual
    };
    let people = options.people;
    let graph = PracticeGraph::start(options).await.map_err(|error| match &error {
        StartError::TooManyAccounts(_) => DeskError::bad_input(say!("practice-too-many")),
        StartError::UnknownApp(_) | StartError::Listen { .. } => {
            DeskError::bad_input(say!("practice-no-port")).because(&error)
        }
    })?;
    Ok(ServedGraph {
        people,
        secret: graph.secret(),
        graph,
    })
}
