//! The exact requests that mappings make for one person. Nothing is sent.

mod build;
mod wording;

use scimdesk_mapping::{
    expression::{Context, Person},
    flow::CompiledObject,
    model::RequestProfile,
};
use scimdesk_scim::resource::Resource;

use crate::{
    Desk,
    wire::{BuildRequests, BuiltRequests, DeskError, ErrorCode},
};
use build::{Accounts, built};

impl Desk {
    /// The exact requests for one person; nothing is sent.
    pub async fn requests_build(&self, request: BuildRequests) -> Result<BuiltRequests, DeskError> {
        let inputs = self.request_inputs(&request).await?;
        let context = Context::at(self.inner.clock.now());
        let flows = inputs.mappings.evaluate(&inputs.person, &context);
        let account = (inputs.account.as_ref()).map(|(id, account)| (id.as_str(), account));
        let profile = request.profile.unwrap_or(inputs.profile);
        Ok(built(request.object, &flows, account, profile, &inputs.accounts))
    }

    /// What the cache knows of the person, and the mappings that hold.
    #[expect(clippy::unused_async, reason = "the cache is asked off this thread")]
    async fn request_inputs(&self, request: &BuildRequests) -> Result<Inputs, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}

/// What requests are built from.
struct Inputs {
    mappings: CompiledObject,
    profile: RequestProfile,
    person: Person,
    /// The account that was found, as cached, and its id.
    account: Option<(String, Resource)>,
    accounts: Accounts,
}
