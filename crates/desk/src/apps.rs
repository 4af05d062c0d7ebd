//! The apps of the gallery, as the desk uses them.

use scimdesk_gallery::{App, Capability, Gallery, VendorProfile};
use scimdesk_scim::tenant_url::{self, UrlFindings, UrlHints};

use crate::{
    Desk,
    wire::{AppSummary, DeskError, ErrorCode, SetUpStep},
    words::{args, say},
};

/// The app that any SCIM endpoint is.
const CUSTOM: &str = "custom";

impl Desk {
    /// The apps of the gallery; any SCIM app comes last.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn apps_list(&self) -> Result<Vec<AppSummary>, DeskError> {
        Ok(Gallery::apps().iter().map(summary).collect())
    }
}

/// The app with this id.
pub(crate) fn find(id: &str) -> Result<&'static App, DeskError> {
    Gallery::app(id).ok_or_else(|| unknown(id))
}

/// The gallery has no app with this id; the error names those it has.
pub(crate) fn unknown(id: &str) -> DeskError {
    let ids: Vec<&str> = Gallery::apps().iter().map(|app| app.id.as_str()).collect();
    DeskError::with(ErrorCode::AppUnknown, args!(detail = id, apps = ids.join(", ")))
}

/// The app with this id; one that this version does not know is any SCIM app.
pub(crate) fn find_or_custom(id: &str) -> &'static App {
    Gallery::app(id)
        .or_else(|| Gallery::app(CUSTOM))
        .unwrap_or(&Gallery::apps()[0])
}

/// Whether it is any SCIM app, rather than one that is known.
pub(crate) fn is_custom(app: &App) -> bool {
    app.id == CUSTOM
}

/// What sentences about a tenant call its app: the app's name, and the tenant's where the app is any SCIM app.
pub(crate) fn spoken_name(app: &str, tenant: &str) -> String {
    match find_or_custom(app) {
        app if is_custom(app) => tenant.to_owned(),
        app => app.name.clone(),
    }
}

/// What is published of the server behind a tenant URL.
pub(crate) fn vendor(url: &str) -> Option<&'static VendorProfile> {
    let url = url::Url::parse(url).ok()?;
    Gallery::vendor_for_host(url.host_str()?)
}

/// Looks at a tenant URL with what is known of the app's.
pub(crate) fn examine_url(text: &str, app: &App) -> UrlFindings {
    with_hints(app, |hints| tenant_url::examine(text, hints))
}

/// What is known of the app's tenant URLs.
pub(crate) fn with_hints<T>(app: &App, use_them: impl FnOnce(&UrlHints<'_>) -> T) -> T {
    let hosts: Vec<String> = app
        .url
        .hosts
        .iter()
        .map(ToString::to_string)
        // A pattern is no host to send anybody to.
        .filter(|host| !host.contains('*'))
        .collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    use_them(&UrlHints {
        known_suffix: app.url.suffix.as_deref(),
        known_hosts: &hosts,
    })
}

fn summary(app: &App) -> AppSummary {
    AppSummary {
        id: app.id.clone(),
        name: app.name.clone(),
        vendor: app.vendor.clone().unwrap_or_default(),
        url_label: app.credentials.url.clone(),
        token_label: app.credentials.token.clone(),
        where_to_find: app.credentials.where_to_find.clone(),
        url_example: app.url.example.clone(),
        has_groups: app.groups.offered.known(),
        help_url: app.help.page.clone(),
        about: app.help.text.clone(),
        plan: app.plan.clone(),
        capabilities: app.capabilities.iter().copied().map(capability).collect(),
        steps: (app.steps.iter())
            .map(|step| SetUpStep {
                place: step.place.as_str().to_owned(),
                text: step.text.clone(),
            })
            .collect(),
        unverified: (!app.users.verified).then(|| say!("app-unverified", source = app.users.source.as_str())),
    }
}

/// What an app does over SCIM, in a few words.
fn capability(capability: Capability) -> String {
    match capability {
        Capability::CreateUsers => say!("app-creates-users"),
        Capability::RemoveUsers => say!("app-removes-users"),
        Capability::UpdateUsers => say!("app-updates-users"),
        Capability::Groups => say!("app-has-groups"),
        Capability::SingleSignOn => say!("app-signs-on"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary_of(id: &str) -> AppSummary {
        summary(find(id).unwrap_or_else(|error| panic!("{}", error.message)))
    }

    #[test]
    fn an_app_says_what_it_does_and_how_it_is_set_up() {
        let workgrid = summary_of("workgrid");
        assert_eq!(
            workgrid.capabilities,
            [
                "Create accounts",
                "Remove accounts",
                "Keep attributes in step",
                "Groups and their members",
                "Single sign-on"
            ]
        );
        let places: Vec<&str> = workgrid.steps.iter().map(|step| step.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "app", "app", "app", "scimdesk", "scimdesk", "scimdesk", "scimdesk", "scimdesk"
            ]
        );
        assert!(workgrid.steps[1].text.contains("Create Credentials"));
        assert_eq!(workgrid.unverified, None);
    }

    #[test]
    fn what_is_not_verified_says_so_with_its_source() {
        let unverified: Vec<String> = (Gallery::apps().iter())
            .filter(|app| summary(app).unverified.is_some())
            .map(|app| app.id.clone())
            .collect();
        assert_eq!(unverified, ["workteam", "custom"]);
        let workteam = summary_of("workteam").unverified.unwrap_or_default();
        assert!(
            workteam.starts_with("The attributes are not verified (source: "),
            "{workteam}"
        );
        assert!(workteam.ends_with("is a picture)."), "{workteam}");
    }
}
