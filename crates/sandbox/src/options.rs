//! What a practice tenant is made of, and what can be wrong with that.

use std::{io, net::SocketAddr};

use secrecy::SecretString;

use crate::Faults;

/// The most accounts that a practice tenant begins with.
pub const MAX_ACCOUNTS: u32 = 1_000_000;

/// Gallery ids of the apps that can be practised, the five real ones first; `custom` offers everything that RFC 7643 has.
const APPS: [(&str, u32); 6] = [
    ("wedo", 96),
    ("workgrid", 288),
    ("workteam", 154),
    ("ideo", 403),
    ("documo", 412),
    ("custom", 240),
];

/// The apps that can be practised, by their gallery ids.
pub fn apps() -> impl Iterator<Item = &'static str> {
    APPS.iter().map(|(app, _)| *app)
}

/// What a practice tenant is made of.
#[derive(Clone, Debug)]
pub struct PracticeOptions {
    /// Which app it behaves as: one of [`apps`].
    pub app: String,
    /// How many accounts it begins with, at most [`MAX_ACCOUNTS`].
    pub accounts: u32,
    /// What the people are made up from. The same seed gives the same people in every app.
    pub seed: u64,
    /// The port on 127.0.0.1; `None` takes a free one.
    pub port: Option<u16>,
    /// The token it wants; `None` makes up 256 random bits.
    pub token: Option<SecretString>,
    /// How it misbehaves from the start.
    pub faults: Faults,
}

impl PracticeOptions {
    /// A tenant of `app` with some hundred accounts, a free port, a random token and no faults.
    pub fn for_app(app: impl Into<String>) -> Self {
        let app = app.into();
        let accounts = APPS
            .iter()
            .find(|(known, _)| *known == app)
            .map_or(100, |(_, accounts)| *accounts);
        Self {
            app,
            accounts,
            seed: 0,
            port: None,
            token: None,
            faults: Faults::default(),
        }
    }

    /// The same tenant with this many accounts.
    #[must_use]
    pub fn with_accounts(mut self, accounts: u32) -> Self {
        self.accounts = accounts;
        self
    }
}

/// Why a practice tenant cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no profile for the app.
    #[error("there is no practice tenant for {0:?}")]
    UnknownApp(String),
    /// More accounts than a practice tenant begins with.
    #[error("{0} accounts are more than the {MAX_ACCOUNTS} that a practice tenant begins with")]
    TooManyAccounts(u32),
    /// The port cannot be listened on.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}
