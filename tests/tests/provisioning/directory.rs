//! The source of truth, whichever it is.

use std::path::PathBuf;

use scimdesk_desk::wire::{DirectorySource, SecretText};
use secrecy::SecretString;

use crate::{csv::CsvFile, graph::GraphTenant, ldap::LdapTree, model::Absent, world::World};

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Csv,
    Ldap,
    Graph,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Csv, Self::Ldap, Self::Graph];
}

pub(crate) enum Directory {
    Csv(CsvFile),
    Ldap(Box<LdapTree>),
    Graph(Box<GraphTenant>),
}

impl Directory {
    /// `None` where this machine lacks what it needs, which is said.
    pub(crate) async fn start(kind: Kind, absent: Absent, file: PathBuf) -> Option<Self> {
        Some(match kind {
            Kind::Csv => Self::Csv(CsvFile(file)),
            Kind::Ldap => Self::Ldap(Box::new(LdapTree::start()?)),
            Kind::Graph => Self::Graph(Box::new(GraphTenant::start(absent).await)),
        })
    }

    pub(crate) fn source(&self, absent: Absent) -> (DirectorySource, Option<SecretText>) {
        match self {
            Self::Csv(file) => (file.source(absent), None),
            Self::Ldap(tree) => {
                let (source, password) = tree.source(absent);
                (source, Some(SecretText::from(SecretString::from(password))))
            }
            Self::Graph(graph) => {
                let (source, secret) = graph.source();
                (source, Some(SecretText::from(secret)))
            }
        }
    }

    /// Brings it to where the world is.
    pub(crate) async fn follow(&mut self, world: &World) {
        match self {
            Self::Csv(file) => file.write(world),
            Self::Ldap(tree) => tree.follow(world).await,
            Self::Graph(graph) => graph.follow(world),
        }
    }

    pub(crate) fn person_id(&self, world: &World, who: usize) -> String {
        match self {
            Self::Graph(graph) => graph.person_id(who),
            Self::Csv(_) | Self::Ldap(_) => world.people[who].id.clone(),
        }
    }

    pub(crate) fn group_id(&self, group: &str) -> String {
        match self {
            Self::Graph(graph) => graph.group_id(group),
            Self::Csv(_) | Self::Ldap(_) => group.to_owned(),
        }
    }

    /// Has it forget from where changes are told, where it can.
    pub(crate) fn forget_changes(&self) {
        if let Self::Graph(graph) = self {
            graph.expire_links();
        }
    }

    pub(crate) async fn stop(self) {
        if let Self::Graph(graph) = self {
            graph.stop().await;
        }
    }
}
