//! Where SCIM is, when it is not where the URL says.

use uuid::Uuid;

use crate::client::{Client, ClientErrorKind};
use crate::error_body::ERROR_SCHEMA;
use crate::filter::Filter;
use crate::path::AttributePath;
use crate::resource::ResourceKind;

/// Where SCIM is at many vendors, in the order of how often.
const USUAL_SUFFIXES: [&str; 4] = ["scim/v2", "scim", "api/scim/v2", "v2"];

/// Looks for SCIM at the usual paths of the same origin; the token goes nowhere else.
pub(super) async fn find_endpoint(client: &Client, suffix: Option<&str>) -> Option<String> {
    let given = client.url().as_url().path().trim_matches('/').to_owned();
    let suffixes = suffix
        .map(|suffix| suffix.trim_matches('/'))
        .into_iter()
        .chain(USUAL_SUFFIXES);
    let mut tried = vec![format!("/{given}")];
    for suffix in suffixes {
        for path in [
            format!("/{suffix}"),
            crate::tenant_url::completed_path(&format!("/{given}"), suffix),
        ] {
            let path = path.trim_end_matches('/').to_owned();
            if tried.contains(&path) {
                continue;
            }
            tried.push(path.clone());
            let there = client.clone().at_path(&path);
            let filter = Filter::eq(AttributePath::new("userName"), Uuid::new_v4().to_string());
            let is_scim = match there.find(ResourceKind::User, &filter, &[]).await {
                Ok(_) => true,
                Err(error) if error.kind == ClientErrorKind::Cancelled => return None,
                // A SCIM error for anything but "not here" is an endpoint talking.
                Err(error) => {
                    !matches!(error.kind, ClientErrorKind::NotFound { .. })
                        && error
                            .exchange
                            .body_excerpt
                            .as_deref()
                            .is_some_and(|body| body.contains(ERROR_SCHEMA))
                }
            };
            if is_scim {
                return Some(there.url().as_str().to_owned());
            }
        }
    }
    None
}
