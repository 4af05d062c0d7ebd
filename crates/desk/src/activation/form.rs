//! The three ways to ask a server to switch an account off or on, and which refusals mean "not in this way".
//!
//! `active` always travels alone. Which form a server takes is learnt by trying and remembered for the tenant.

use scimdesk_gallery::ActiveForm;
use scimdesk_scim::{
    client::{ClientError, ClientErrorKind},
    error_body::ScimType,
    json,
    patch::PatchOp,
    resource::Resource,
};
use serde_json::Value;

/// How the request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// PATCH, the operation has the path `active` (RFC 7644 §3.5.2.3).
    Path,
    /// PATCH, the operation has no path and the value `{"active": …}`.
    Pathless,
    /// PUT of a fresh copy with `active` changed (RFC 7644 §3.5.1).
    Put,
}

impl Form {
    const ORDER: [Self; 3] = [Self::Path, Self::Pathless, Self::Put];

    /// All forms, the one that worked before first.
    pub(crate) fn in_order(remembered: Option<Self>) -> Vec<Self> {
        let mut forms: Vec<Self> = remembered.into_iter().collect();
        forms.extend(Self::ORDER.into_iter().filter(|form| Some(*form) != remembered));
        forms
    }

    /// As the cache remembers it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Pathless => "pathless",
            Self::Put => "put",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ORDER.into_iter().find(|form| form.name() == name)
    }

    /// The form that the vendor asks for.
    pub(crate) fn published(form: ActiveForm) -> Self {
        match form {
            ActiveForm::PatchWithPath => Self::Path,
            ActiveForm::PatchWithoutPath => Self::Pathless,
            ActiveForm::Put => Self::Put,
        }
    }

    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::Path | Self::Pathless => "PATCH",
            Self::Put => "PUT",
        }
    }

    /// The body. A PUT takes the account as the server last returned it, whole, so that nothing is lost.
    pub(crate) fn body(self, account: &Resource, active: bool) -> Value {
        match self {
            Self::Path => PatchOp::set_active(active).to_value(),
            Self::Pathless => PatchOp::set_active_without_path(active).to_value(),
            Self::Put => {
                let mut copy = account.clone();
                let object = copy.as_object_mut();
                match json::get_mut(object, "active") {
                    Some(value) => *value = active.into(),
                    None => {
                        object.insert("active".to_owned(), active.into());
                    }
                }
                copy.into_value()
            }
        }
    }
}

/// Whether the server refused the form, so that the next may be tried: it understood the request and did nothing.
/// A server that is down, busy or does not know the token has not spoken about the form.
pub(crate) fn refused(error: &ClientError) -> bool {
    match &error.kind {
        ClientErrorKind::NotSupported => true,
        // These two are about the account, not about how it was asked.
        ClientErrorKind::BadRequest { scim_type } => {
            !matches!(scim_type, Some(ScimType::Mutability | ScimType::Uniqueness))
        }
        // The account was read a moment ago, so `noTarget` is about the path; a plain 404 is looked into by the caller.
        ClientErrorKind::UnexpectedStatus { status } => matches!(status, 415 | 422),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_remembered_form_comes_first_and_the_others_after_it() {
        assert_eq!(Form::in_order(None), [Form::Path, Form::Pathless, Form::Put]);
        assert_eq!(Form::in_order(Some(Form::Put)), [Form::Put, Form::Path, Form::Pathless]);
    }

    #[test]
    fn a_put_changes_active_alone_and_keeps_what_nobody_here_knows() {
        let account = Resource::from_value(json!({
            "id": "1", "Active": "True", "x-unknown": {"deep": [1, null]}, "meta": {"version": "W/\"3\""},
        }))
        .expect("an object");
        assert_eq!(
            Form::Put.body(&account, false),
            json!({"id": "1", "Active": false, "x-unknown": {"deep": [1, null]}, "meta": {"version": "W/\"3\""}})
        );
    }

    #[test]
    fn a_patch_holds_active_alone() {
        let account = Resource::from_value(json!({"id": "1", "title": "x"})).expect("an object");
        for form in [Form::Path, Form::Pathless] {
            let body = form.body(&account, false);
            assert_eq!(body["Operations"].as_array().map(Vec::len), Some(1), "{body}");
            assert!(!body.to_string().contains("title"));
        }
    }

    #[test]
    fn names_read_back() {
        for form in Form::ORDER {
            assert_eq!(Form::from_name(form.name()), Some(form));
        }
    }
}
