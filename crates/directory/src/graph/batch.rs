//! Objects read by their ids, twenty to a request: <https://learn.microsoft.com/graph/json-batching>.

use std::{collections::HashMap, time::Duration};

use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use super::{client::Client, patience::Patience, permissions::Permission, refusal, wire::Answer};
use crate::source::SourceError;

/// The most requests in one.
const MOST: usize = 20;

/// Reads `/{collection}/{id}?{query}` for each id. Those that are not there (404) are missing from what comes back.
pub(super) async fn read(
    client: &Client,
    collection: &str,
    query: &str,
    ids: &[&str],
    needs: Permission,
    cancel: &CancellationToken,
) -> Result<HashMap<String, Map<String, Value>>, SourceError> {
    let url = client.url("/$batch", &[])?;
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(MOST) {
        let mut open: Vec<&str> = chunk.to_vec();
        let mut patience = Patience::new(client.wire().limits());
        while !open.is_empty() {
            let requests: Vec<Value> = open
                .iter()
                .map(|id| json!({ "id": id, "method": "GET", "url": format!("/{collection}/{id}?{query}") }))
                .collect();
            let answers = client
                .post(&url, &json!({ "requests": requests }), needs, cancel)
                .await?;
            let Some(answers) = answers.get("responses").and_then(Value::as_array) else {
                return Err(not_understood("a batch without responses"));
            };
            let mut later = Vec::new();
            let mut wait = None;
            for id in &open {
                let answer = answers
                    .iter()
                    .find(|answer| answer.get("id").and_then(Value::as_str) == Some(*id));
                let Some(answer) = answer else {
                    return Err(not_understood("a batch that leaves a request out"));
                };
                let status = answer.get("status").and_then(Value::as_u64).unwrap_or_default();
                match (status, answer.get("body")) {
                    (200, Some(Value::Object(body))) => {
                        found.insert((*id).to_owned(), body.clone());
                    }
                    (404, _) => {}
                    (429 | 500 | 502 | 503 | 504, _) => {
                        wait = wait.max(retry_after(client, answer));
                        later.push(*id);
                    }
                    (status, body) => return Err(failed(status, body, needs)),
                }
            }
            if !later.is_empty() {
                let wait = patience.after(wait).ok_or(SourceError::Throttled { wait })?;
                client.wire().pause(wait, cancel).await?;
            }
            open = later;
        }
    }
    Ok(found)
}

fn retry_after(client: &Client, answer: &Value) -> Option<Duration> {
    let headers = answer.get("headers")?.as_object()?;
    let (_, value) = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("retry-after"))?;
    client.wire().retry_after(value.as_str()?)
}

fn failed(status: u64, body: Option<&Value>, needs: Permission) -> SourceError {
    let status = u16::try_from(status).ok();
    let Some(status) = status.and_then(|status| reqwest::StatusCode::from_u16(status).ok()) else {
        return not_understood("a batch without a status");
    };
    let answer = Answer {
        status,
        retry_after: None,
        body: body.map(Value::to_string).unwrap_or_default().into_bytes(),
    };
    refusal::error(&answer, needs)
}

fn not_understood(detail: &str) -> SourceError {
    SourceError::NotUnderstood {
        detail: detail.to_owned(),
    }
}
