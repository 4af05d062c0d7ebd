//! One round of a delta query, its pages put together.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{client::Client, permissions::Permission};
use crate::source::{Removed, SourceError};

/// An object as a round shows it, however often.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Properties without annotations; empty where it was only said to be removed.
    pub(super) properties: Map<String, Value>,
    /// Properties that had several values within the round.
    disputed: HashSet<String>,
    /// Whether it was shown as present.
    pub(super) present: bool,
    pub(super) removed: Option<Removed>,
    /// Who came into a relation (`true`) or went, in the order shown.
    pub(super) related: Vec<Related>,
}

/// An entry of `members@delta` or `manager@delta`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Related {
    pub(super) id: String,
    /// `#microsoft.graph.user`
    pub(super) kind: Option<String>,
    pub(super) came: bool,
}

impl Seen {
    /// Whether the round contradicts itself about it: who says that it is there and that it is gone.
    pub(super) fn is_disputed(&self) -> bool {
        self.present && self.removed.is_some()
    }

    /// Whether something was said of it in two ways.
    pub(super) fn is_unclear(&self) -> bool {
        self.is_disputed() || !self.disputed.is_empty()
    }

    /// What was said in one voice, laid over what was read.
    pub(super) fn laid_over(&self, mut read: Map<String, Value>) -> Map<String, Value> {
        for (property, value) in &self.properties {
            if !self.disputed.contains(property) {
                read.insert(property.clone(), value.clone());
            }
        }
        read
    }

    fn take(&mut self, object: Map<String, Value>, relation: &str) {
        if let Some(removed) = object.get("@removed") {
            // An object that is gone for good does not come back, so that is the later word.
            if removed.get("reason").and_then(Value::as_str) == Some("deleted") {
                self.removed = Some(Removed::Hard);
            } else {
                self.removed = self.removed.or(Some(Removed::Soft));
            }
            return;
        }
        self.present = true;
        for (property, value) in object {
            if property == relation {
                self.related.extend(related(&value));
            } else if !property.contains('@') {
                let before = self.properties.insert(property.clone(), value);
                if before.is_some_and(|before| self.properties.get(&property) != Some(&before)) {
                    self.disputed.insert(property);
                }
            }
        }
    }
}

fn related(list: &Value) -> impl Iterator<Item = Related> {
    list.as_array().into_iter().flatten().filter_map(|entry| {
        Some(Related {
            id: entry.get("id")?.as_str()?.to_owned(),
            kind: entry.get("@odata.type").and_then(Value::as_str).map(str::to_owned),
            came: entry.get("@removed").is_none(),
        })
    })
}

/// A whole round.
pub(super) struct Round {
    /// By id, in the order in which they first came.
    pub(super) objects: Vec<(String, Seen)>,
    /// From where the next round goes on.
    pub(super) link: String,
}

/// Follows a round to its end. `progress` is told how many objects there are so far.
pub(super) async fn round(
    client: &Client,
    start: Url,
    relation: &str,
    needs: Permission,
    cancel: &CancellationToken,
    mut progress: impl FnMut(u64),
) -> Result<Round, SourceError> {
    let mut objects: Vec<(String, Seen)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut url = start;
    loop {
        let page = client.get(&url, needs, cancel).await?;
        let Some(Value::Object(mut page)) = page else {
            return Err(SourceError::WatermarkExpired {
                detail: "the link leads nowhere".to_owned(),
            });
        };
        let Some(Value::Array(items)) = page.remove("value") else {
            return Err(not_understood("a page without a list of values"));
        };
        for item in items {
            let Value::Object(mut object) = item else {
                return Err(not_understood("a value that is no object"));
            };
            let Some(Value::String(id)) = object.remove("id") else {
                return Err(not_understood("an object without an id"));
            };
            let place = *places.entry(id.clone()).or_insert_with(|| {
                objects.push((id, Seen::default()));
                objects.len() - 1
            });
            objects[place].1.take(object, relation);
        }
        progress(objects.len() as u64);
        let link = |name: &str| page.get(name).and_then(Value::as_str);
        if let Some(next) = link("@odata.nextLink") {
            let next = client.follow(next)?;
            if next == url {
                return Err(not_understood("a page leads to itself"));
            }
            url = next;
        } else if let Some(end) = link("@odata.deltaLink") {
            client.follow(end)?;
            return Ok(Round {
                objects,
                link: end.to_owned(),
            });
        } else {
            return Err(not_understood("a page with neither a next nor a delta link"));
        }
    }
}

fn not_understood(detail: &str) -> SourceError {
    SourceError::NotUnderstood {
        detail: detail.to_owned(),
    }
}

/// All values of a list that is read page by page; `None` where there is no such list.
pub(super) async fn list(
    client: &Client,
    start: Url,
    needs: Permission,
    cancel: &CancellationToken,
) -> Result<Option<Vec<Value>>, SourceError> {
    let mut values = Vec::new();
    let mut url = start;
    loop {
        let Some(mut page) = client.get(&url, needs, cancel).await? else {
            return Ok(None);
        };
        let Some(Value::Array(items)) = page.get_mut("value").map(Value::take) else {
            return Err(not_understood("a page without a list of values"));
        };
        values.extend(items);
        match page.get("@odata.nextLink").and_then(Value::as_str) {
            Some(next) => {
                let next = client.follow(next)?;
                if next == url {
                    return Err(not_understood("a page leads to itself"));
                }
                url = next;
            }
            None => return Ok(Some(values)),
        }
    }
}
