//! What we know of apps, as data files.
//!
//! *Knows:* for each app of the gallery its own words for its credentials and where to find them, the shape of its URL, the
//! attributes it documents and how they are filled by default, whether it has groups, how it is set up, and what a change does there ([`App`]); and, for servers that any tenant
//! may turn out to be, what their vendors say deactivating and deleting really do ([`VendorProfile`]). Every statement names
//! its source; what nobody has published is `unknown`, not guessed. *Must not know:* how any of it is used; other crates.
//!
//! The files are `apps/*.json` and `profiles/vendors.json`. They are part of the program and checked by its tests.
//!
//! ```
//! use scimdesk_gallery::{Effect, Gallery};
//!
//! let documo = Gallery::app("documo").expect("in the gallery");
//! assert_eq!(documo.credentials.token, "API key");
//! assert_eq!(documo.url.example.as_deref(), Some("https://api.documo.com/scim/v2"));
//! assert_eq!(documo.effects.deactivate.effect, Effect::Unknown);
//!
//! let vendor = Gallery::vendor_for_host("api.pagerduty.com").expect("known");
//! assert_eq!(vendor.deactivate.as_ref().expect("published").effect, Effect::Deletes);
//! ```

mod app;
mod host;
mod vendor;

use std::sync::LazyLock;

pub use app::{
    App, Attribute, AttributeTable, AttributeType, Capability, Credentials, DefaultApply, DefaultMapping,
    DefaultMappings, DefaultSource, Effect, EffectOfChange, Effects, Groups, Help, MemberChange, Offered, Step,
    StepPlace, UrlShape,
};
pub use host::HostPattern;
pub use vendor::{ActiveForm, Listing, RateLimit, VendorProfile};

/// Everything we know of apps.
#[derive(Debug, Clone, Copy)]
pub struct Gallery;

const APPS: [(&str, &str); 6] = [
    ("wedo", include_str!("../apps/wedo.json")),
    ("workgrid", include_str!("../apps/workgrid.json")),
    ("workteam", include_str!("../apps/workteam.json")),
    ("ideo", include_str!("../apps/ideo.json")),
    ("documo", include_str!("../apps/documo.json")),
    ("custom", include_str!("../apps/custom.json")),
];
const VENDORS: &str = include_str!("../profiles/vendors.json");

static READ_APPS: LazyLock<Vec<App>> = LazyLock::new(|| {
    APPS.iter()
        .map(|(id, text)| match serde_json::from_str(text) {
            Ok(app) => app,
            // The files are compiled in, and the tests read them all.
            Err(error) => panic!("apps/{id}.json: {error}"),
        })
        .collect()
});
static READ_VENDORS: LazyLock<Vec<VendorProfile>> = LazyLock::new(|| match serde_json::from_str(VENDORS) {
    Ok(vendors) => vendors,
    Err(error) => panic!("profiles/vendors.json: {error}"),
});

impl Gallery {
    /// The apps of the gallery, in the order in which they are offered; `custom`, any SCIM app, comes last.
    pub fn apps() -> &'static [App] {
        &READ_APPS
    }

    /// The app with this id.
    pub fn app(id: &str) -> Option<&'static App> {
        READ_APPS.iter().find(|app| app.id == id)
    }

    /// Every vendor of whose servers something is published.
    pub fn vendors() -> &'static [VendorProfile] {
        &READ_VENDORS
    }

    /// What is published of the server with this host name (as a URL has it, without port). Letter case is no matter.
    pub fn vendor_for_host(host: &str) -> Option<&'static VendorProfile> {
        READ_VENDORS
            .iter()
            .find(|vendor| vendor.hosts.iter().any(|pattern| pattern.matches(host)))
    }
}
