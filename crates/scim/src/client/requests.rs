//! The requests of RFC 7644 §3, and what is read from their answers.

use std::error::Error;

use jiff::Timestamp;
use reqwest::Method;
use reqwest::header::{ETAG, HeaderValue};
use serde_json::Value;

use super::send::{Outgoing, header_text, status_kind};
use super::transport::Received;
use super::{Answer, Client, ClientError, ClientErrorKind, Exchange, Missing, answer};
use crate::error_body::{ERROR_SCHEMA, ScimError};
use crate::filter::Filter;
use crate::list_response::ListResponse;
use crate::listing::{ListOptions, Listing};
use crate::patch::PatchOp;
use crate::resource::{Resource, ResourceKind};
use crate::service_provider_config::ServiceProviderConfig;
use crate::tenant_url::is_usable_id;

impl Client {
    /// `GET /Users/{id}` (RFC 7644 §3.4.1).
    pub async fn get(&self, kind: ResourceKind, id: &str) -> Result<Answer<Resource>, ClientError> {
        let request = self.on_resource(Method::GET, kind, id)?;
        let answer = self.send_for_json(request).await?;
        self.resource(answer)
    }

    /// `GET /Users?filter=…` (RFC 7644 §3.4.2.2): one page of what the server thinks matches. Check each hit; servers
    /// get filters wrong. `attributes` names what to return; everything where empty.
    pub async fn find(
        &self,
        kind: ResourceKind,
        filter: &Filter,
        attributes: &[&str],
    ) -> Result<Answer<ListResponse>, ClientError> {
        let filter = filter.to_string();
        let attributes = attributes.join(",");
        let mut query = vec![("filter", filter.as_str())];
        if !attributes.is_empty() {
            query.push(("attributes", &attributes));
        }
        self.list_page(&[kind.endpoint()], &query).await
    }

    /// `POST /Users` (RFC 7644 §3.3). `None` where the server made it and did not show it.
    pub async fn create(&self, kind: ResourceKind, resource: &Value) -> Result<Answer<Option<Resource>>, ClientError> {
        let url = self.base.join(&[kind.endpoint()], &[]);
        let request = self.outgoing(Method::POST, url, Missing::Endpoint).with_body(resource);
        self.write(request).await
    }

    /// `PATCH /Users/{id}` (RFC 7644 §3.5.2). `None` where the server answered without a body, as 204 does.
    pub async fn patch(
        &self,
        kind: ResourceKind,
        id: &str,
        patch: &PatchOp,
        if_match: Option<&str>,
    ) -> Result<Answer<Option<Resource>>, ClientError> {
        self.patch_as_written(kind, id, &patch.to_value(), if_match).await
    }

    /// `PATCH /Users/{id}` with a body that is sent as it is: for servers that want another form than RFC 7644 has, such as
    /// Microsoft Entra's. Otherwise like [`Client::patch`].
    pub async fn patch_as_written(
        &self,
        kind: ResourceKind,
        id: &str,
        body: &Value,
        if_match: Option<&str>,
    ) -> Result<Answer<Option<Resource>>, ClientError> {
        let request = self
            .on_resource(Method::PATCH, kind, id)?
            .with_body(body)
            .with_if_match(if_match);
        self.write(request).await
    }

    /// `PUT /Users/{id}` (RFC 7644 §3.5.1): replaces the whole resource.
    pub async fn put(
        &self,
        kind: ResourceKind,
        id: &str,
        resource: &Value,
        if_match: Option<&str>,
    ) -> Result<Answer<Option<Resource>>, ClientError> {
        let request = self
            .on_resource(Method::PUT, kind, id)?
            .with_body(resource)
            .with_if_match(if_match);
        self.write(request).await
    }

    /// `DELETE /Users/{id}` (RFC 7644 §3.6). A resource that is not there is an error.
    pub async fn delete(&self, kind: ResourceKind, id: &str) -> Result<Answer<()>, ClientError> {
        let request = self.on_resource(Method::DELETE, kind, id)?;
        let (received, exchange) = self.send(request).await?;
        Ok(answer((), &received, exchange))
    }

    /// `GET /ServiceProviderConfig` (RFC 7644 §4). Proves nothing about the token: many servers show it to anybody.
    pub async fn service_provider_config(&self) -> Result<Answer<ServiceProviderConfig>, ClientError> {
        let Answer { value, etag, exchange } = self.get_raw(&["ServiceProviderConfig"], &[]).await?;
        match ServiceProviderConfig::from_value(&value) {
            Some(value) => Ok(Answer { value, etag, exchange }),
            None => Err(self.unreadable(ClientErrorKind::NotScim, None, exchange)),
        }
    }

    /// `GET /ResourceTypes` (RFC 7644 §4).
    pub async fn resource_types(&self) -> Result<Answer<ListResponse>, ClientError> {
        self.list_page(&["ResourceTypes"], &[]).await
    }

    /// `GET /Schemas` (RFC 7644 §4).
    pub async fn schemas(&self) -> Result<Answer<ListResponse>, ClientError> {
        self.list_page(&["Schemas"], &[]).await
    }

    /// `GET` of any path below the tenant URL: JSON of whatever shape.
    pub async fn get_raw(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer<Value>, ClientError> {
        let url = self.base.join(path, query);
        self.send_for_json(self.outgoing(Method::GET, url, Missing::Endpoint))
            .await
    }

    /// `GET` of one page of a list.
    pub async fn list_page(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer<ListResponse>, ClientError> {
        let mut request = self.outgoing(Method::GET, self.base.join(path, query), Missing::Endpoint);
        request.body_limit = self.limits().page_bytes;
        let Answer { value, etag, exchange } = self.send_for_json(request).await?;
        match ListResponse::from_value(value) {
            Ok(value) => Ok(Answer { value, etag, exchange }),
            Err(error) => Err(self.unreadable(ClientErrorKind::NotScim, Some(&error), exchange)),
        }
    }

    /// Lists everything of a kind, page by page, and ends in a verdict on whether it was everything.
    pub fn list(&self, kind: ResourceKind, options: ListOptions) -> Listing {
        Listing::new(self.clone(), kind, options)
    }

    /// The time of day by the client's clock.
    pub(crate) fn now(&self) -> Timestamp {
        // Only a clock that is thousands of years off is beyond what a timestamp holds.
        Timestamp::try_from(self.shared.clock.now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub(crate) fn outgoing(&self, method: Method, url: url::Url, missing: Missing) -> Outgoing {
        Outgoing {
            method,
            url,
            body: None,
            if_match: None,
            missing,
            body_limit: self.limits().body_bytes,
            keep_excerpt: true,
        }
    }

    fn on_resource(&self, method: Method, kind: ResourceKind, id: &str) -> Result<Outgoing, ClientError> {
        if !is_usable_id(id) {
            let url = self.base.join(&[kind.endpoint()], &[]);
            let exchange = self.exchange(&self.outgoing(method, url, Missing::Endpoint));
            return Err(ClientError::new(ClientErrorKind::IdUnusable, exchange));
        }
        let url = self.base.join(&[kind.endpoint(), id], &[]);
        Ok(self.outgoing(method, url, Missing::Resource))
    }

    pub(super) fn exchange(&self, request: &Outgoing) -> Exchange {
        Exchange {
            method: request.method.as_str().to_owned(),
            url: self.shared.redactor.url(&request.url),
            ..Exchange::default()
        }
    }

    /// An answer of success whose content is of no use.
    pub(crate) fn unreadable(
        &self,
        kind: ClientErrorKind,
        cause: Option<&(dyn Error + 'static)>,
        mut exchange: Exchange,
    ) -> ClientError {
        exchange.cause = cause.map(|cause| self.shared.redactor.chain(cause));
        ClientError::new(kind, exchange)
    }

    pub(crate) fn excerpt(&self, body: &[u8]) -> Option<String> {
        self.shared.redactor.excerpt(body)
    }

    async fn send_for_json(&self, request: Outgoing) -> Result<Answer<Value>, ClientError> {
        let (received, exchange) = self.send(request).await?;
        match answer::json::<Value>(&received.headers, &received.body) {
            Ok(value) => match self.error_inside(&value, &exchange) {
                Some(error) => Err(error),
                None => Ok(answer(value, &received, exchange)),
            },
            Err((kind, cause)) => Err(self.unreadable(
                kind,
                cause.as_ref().map(|cause| cause as &(dyn Error + 'static)),
                exchange,
            )),
        }
    }

    /// Some servers answer 200 and put the error into the body.
    fn error_inside(&self, value: &Value, exchange: &Exchange) -> Option<ClientError> {
        let declared = crate::json::texts_of(value.as_object()?, "schemas")
            .iter()
            .any(|urn| urn.eq_ignore_ascii_case(ERROR_SCHEMA));
        let error = declared.then(|| ScimError::from_value(value)).flatten()?;
        let status = error.status.unwrap_or(500);
        let kind = status_kind(status, Some(&error), Missing::Resource, None);
        Some(ClientError {
            kind,
            detail: error.detail.map(|detail| self.shared.redactor.text(&detail)),
            exchange: Box::new(exchange.clone()),
        })
    }

    fn resource(&self, answer: Answer<Value>) -> Result<Answer<Resource>, ClientError> {
        let Answer { value, etag, exchange } = answer;
        match Resource::from_value(value) {
            Ok(value) if value.id().is_some() || !value.schemas().is_empty() => Ok(Answer { value, etag, exchange }),
            Ok(_) => Err(self.unreadable(ClientErrorKind::NotScim, None, exchange)),
            Err(error) => Err(self.unreadable(ClientErrorKind::NotScim, Some(&error), exchange)),
        }
    }

    async fn write(&self, request: Outgoing) -> Result<Answer<Option<Resource>>, ClientError> {
        let (received, exchange) = self.send(request).await?;
        let value = match answer::json::<Value>(&received.headers, &received.body) {
            Ok(value) => value,
            Err((ClientErrorKind::EmptyAnswer, _)) => return Ok(answer(None, &received, exchange)),
            Err((kind, cause)) => {
                // Success with half a body: it was probably done, and what was done is not known.
                let kind = match kind {
                    ClientErrorKind::BrokenJson { .. } => ClientErrorKind::OutcomeUnknown,
                    other => other,
                };
                let cause = cause.as_ref().map(|cause| cause as &(dyn Error + 'static));
                return Err(self.unreadable(kind, cause, exchange));
            }
        };
        if let Some(error) = self.error_inside(&value, &exchange) {
            return Err(error);
        }
        // `{}`, `true` and the like are as good as no body.
        let resource = Resource::from_value(value)
            .ok()
            .filter(|resource| !resource.as_object().is_empty());
        Ok(answer(resource, &received, exchange))
    }
}

impl Outgoing {
    fn with_body(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string().into_bytes());
        self
    }

    /// An entity tag that cannot stand in a header came from no header; it is left out.
    fn with_if_match(mut self, if_match: Option<&str>) -> Self {
        self.if_match = if_match.and_then(|tag| HeaderValue::from_str(tag).ok());
        self
    }
}

fn answer<T>(value: T, received: &Received, exchange: Exchange) -> Answer<T> {
    Answer {
        value,
        etag: header_text(&received.headers, &ETAG).map(str::to_owned),
        exchange,
    }
}
