//! What the server says of itself (RFC 7644 §4).

use super::outcome_of_extra;
use crate::client::Client;
use crate::connection_test::report::{Done, Finding, StageId};
use crate::connection_test::run::{Run, Stop};
use crate::resource_type::ResourceType;

impl Run<'_> {
    /// Reads what the server says of itself.
    pub(crate) async fn config(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::ServiceProviderConfig);
        let done = match client.service_provider_config().await {
            Ok(answer) => {
                self.capabilities.config = Some(answer.value.clone());
                Done::passed(Finding::Config(Box::new(answer.value)), answer.exchange)
            }
            Err(error) => Done::of_error(outcome_of_extra(&error.kind), error),
        };
        self.end(done)
    }

    /// Reads which resource types there are.
    pub(crate) async fn resource_types(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::ResourceTypes);
        let done = match client.resource_types().await {
            Ok(answer) => {
                let types: Vec<ResourceType> = answer
                    .value
                    .resources
                    .iter()
                    .filter_map(|entry| ResourceType::from_value(&entry.to_value()))
                    .collect();
                self.capabilities.resource_types.clone_from(&types);
                Done::passed(Finding::ResourceTypes(types), answer.exchange)
            }
            Err(error) => Done::of_error(outcome_of_extra(&error.kind), error),
        };
        self.end(done)
    }

    /// Reads which schemas there are.
    pub(crate) async fn schemas(&mut self, client: &Client) -> Result<(), Stop> {
        self.begin(StageId::Schemas);
        let done = match client.schemas().await {
            Ok(answer) => {
                let urns: Vec<String> = answer
                    .value
                    .resources
                    .iter()
                    .filter_map(|schema| schema.id().or_else(|| schema.text("name")))
                    .map(std::borrow::Cow::into_owned)
                    .collect();
                self.capabilities.schemas.clone_from(&urns);
                Done::passed(Finding::Schemas(urns), answer.exchange)
            }
            Err(error) => Done::of_error(outcome_of_extra(&error.kind), error),
        };
        self.end(done)
    }
}
