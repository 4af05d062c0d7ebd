//! RFC 7644 over a [`Directory`](crate::directory::Directory): from a request to an answer. Knows no sockets and no token.

mod answer;
mod discovery;
mod listing;
mod resources;
mod routes;

pub(crate) use answer::{Answer, Call};
pub(crate) use routes::answer;
