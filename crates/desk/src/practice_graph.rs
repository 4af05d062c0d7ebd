//! A practice Graph: a directory to connect without a Microsoft tenant. The command serves one in the foreground, with no vault
//! and no cache; the desk connects one of its own, which runs as long as the desk is open.

use scimdesk_sandbox::{
    StartError,
    graph::{PracticeGraph, PracticeGraphOptions},
};
use secrecy::SecretString;

use crate::{
    Desk,
    practice::listens,
    wire::{
        ConnectDirectory, DeskError, DirectoryConnection, DirectoryId, DirectorySource, EntraCloud, EntraIdSource,
        EntraSignIn, SecretText,
    },
    words::say,
};

/// The desk's own practice Graph, and the directory that is read from it.
pub(crate) struct Connected {
    directory: String,
    graph: ServedGraph,
}

impl Connected {
    pub(crate) async fn stop(self) {
        self.graph.stop().await;
    }
}

impl Desk {
    /// Starts a practice Graph, and connects a directory that is read from it. One that runs is left as it is; one whose Graph
    /// ended with an earlier desk is pointed at a fresh one, with the same people.
    pub async fn practice_directory_start(&self) -> Result<DirectoryConnection, DeskError> {
        let mut running = self.inner.practice_graph.lock().await;
        if let Some(connected) = &*running {
            let directory = DirectoryId {
                directory: connected.directory.clone(),
            };
            if let Ok(Some(connection)) = self.directory_connection(directory).await
                && is_read_from(&connection.source, connected.graph.endpoint())
            {
                return Ok(connection);
            }
        }
        let name = say!("practice-directory-name");
        let before = left_over(self, &name).await?;
        let graph = serve(None, None).await?;
        let asked = ConnectDirectory {
            directory: before,
            name,
            source: DirectorySource::EntraId(source(&graph)),
            secret: Some(SecretText::from(graph.secret.clone())),
        };
        let connection = self.directory_connect(asked).await?;
        let connected = Connected {
            directory: connection.directory.clone(),
            graph,
        };
        if let Some(former) = running.replace(connected) {
            former.stop().await;
        }
        Ok(connection)
    }
}

fn source(graph: &ServedGraph) -> EntraIdSource {
    EntraIdSource {
        cloud: EntraCloud::Global,
        directory: graph.directory().to_owned(),
        client: graph.client().to_owned(),
        sign_in: EntraSignIn::Secret,
        service_principal: Some(graph.service_principal().to_owned()),
        attributes: Vec::new(),
        groups: true,
        endpoint: Some(graph.endpoint().to_owned()),
    }
}

fn is_read_from(source: &DirectorySource, endpoint: &str) -> bool {
    matches!(source, DirectorySource::EntraId(source) if source.endpoint.as_deref() == Some(endpoint))
}

/// The practice directory of an earlier desk, whose Graph is gone.
async fn left_over(desk: &Desk, name: &str) -> Result<Option<String>, DeskError> {
    let directories = desk.directories_list().await?;
    let Some(directory) = directories.into_iter().find(|directory| directory.name == name) else {
        return Ok(None);
    };
    let id = DirectoryId {
        directory: directory.id,
    };
    let connection = desk.directory_connection(id).await?;
    Ok(match connection {
        Some(DirectoryConnection {
            directory,
            source:
                DirectorySource::EntraId(EntraIdSource {
                    endpoint: Some(endpoint),
                    ..
                }),
            ..
        }) if !listens(&endpoint).await => Some(directory),
        _ => None,
    })
}

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
