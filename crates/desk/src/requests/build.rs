//! From what mappings give for somebody to requests that can be shown.

use std::collections::HashMap;

use scimdesk_mapping::{
    flow::Flow,
    model::{ObjectKind, RequestProfile},
};
use scimdesk_provisioning::requests::{Note, References, create, update};
use scimdesk_scim::resource::{Resource, ResourceKind};
use serde_json::Value;
use url::Url;

use super::wording;
use crate::wire::{BuiltRequest, BuiltRequests};

/// What stands for the id that the app gives to a new object.
const NEW_ID: &str = "{id}";

/// The account that was found: its id, and what it has.
pub(super) type Found<'a> = (&'a str, &'a Resource);

/// The accounts of those that the person refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accounts {
    /// Ids at the app by ids in the directory.
    pub(super) known: HashMap<String, String>,
    /// Whether the list that they were found in is proven complete.
    pub(super) is_complete: bool,
}

impl References for Accounts {
    fn account_of(&self, person: &str) -> Option<String> {
        self.known.get(person).cloned()
    }

    fn knows_all(&self) -> bool {
        self.is_complete
    }
}

/// The requests in one form.
pub(super) fn built(
    object: ObjectKind,
    flows: &[Flow<'_>],
    account: Option<Found<'_>>,
    profile: RequestProfile,
    accounts: &Accounts,
) -> BuiltRequests {
    let kind = match object {
        ObjectKind::User => ResourceKind::User,
        ObjectKind::Group => ResourceKind::Group,
    };
    let created = create(object, flows, profile, accounts);
    let updated = account.map(|(_, account)| update(object, flows, account, profile, accounts));
    // What is left out of a new account is of no interest where there is one.
    let notes: &[Note] = updated.as_ref().map_or(&created.notes, |updated| &updated.notes);
    let patches = |path: &str, bodies: &[Value]| -> Vec<BuiltRequest> {
        let patch = |body: &Value| request("PATCH", path, body);
        bodies.iter().map(patch).collect()
    };
    let all = format!("/{}", kind.endpoint());
    let mut requests = vec![request("POST", &all, &created.body)];
    requests.extend(patches(&format!("{all}/{NEW_ID}"), &created.then));
    let update = account
        .zip(updated.as_ref())
        .map(|((id, _), updated)| patches(&path_of(kind, id), &updated.requests));
    BuiltRequests {
        profile,
        create: requests,
        update,
        account: account.map(|(id, _)| id.to_owned()),
        notes: notes.iter().map(wording::note).collect(),
    }
}

pub(crate) fn request(method: &str, path: &str, body: &Value) -> BuiltRequest {
    BuiltRequest {
        method: method.to_owned(),
        path: path.to_owned(),
        body: format!("{body:#}"),
    }
}

/// The path of an object below the tenant URL, its id encoded as a client sends it.
pub(crate) fn path_of(kind: ResourceKind, id: &str) -> String {
    let root = Url::parse("https://localhost").ok();
    let encoded = root.and_then(|mut url| {
        url.path_segments_mut().ok()?.push(kind.endpoint()).push(id);
        Some(url.path().to_owned())
    });
    encoded.unwrap_or_else(|| format!("/{}", kind.endpoint()))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use scimdesk_mapping::{
        expression::{Context, Person, Value as Source},
        flow::CompiledObject,
        model::{Apply, AttributeDefinition, AttributeMapping, AttributeType, MappingSource, ObjectMapping, WhenEmpty},
    };
    use serde_json::json;

    use super::*;

    const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

    /// The requests for somebody who was switched off, by mappings from attributes that are called like their targets.
    fn build(targets: &[&str], account: Option<&Value>, known: &[(&str, &str)]) -> BuiltRequests {
        let mapping = |target: &&str| AttributeMapping {
            target: (*target).to_owned(),
            source: MappingSource::Direct {
                attribute: (*target).to_owned(),
            },
            default_value: None,
            matching: None,
            apply: Apply::Always,
            when_empty: WhenEmpty::Keep,
        };
        let definition = |name: &str, kind| AttributeDefinition {
            name: name.to_owned(),
            kind,
            ..AttributeDefinition::default()
        };
        let object = ObjectMapping {
            mappings: targets.iter().map(mapping).collect(),
            target: vec![
                definition("active", AttributeType::Boolean),
                definition(MANAGER, AttributeType::Reference),
            ],
            ..ObjectMapping::default()
        };
        let person = Person::from_iter([
            ("userName", Source::from("bjensen")),
            ("active", Source::from("False")),
            ("groups", Source::from("x")),
            (MANAGER, Source::from("boss")),
        ]);
        let compiled = CompiledObject::new(&object).expect("mappings that can be evaluated");
        let flows = compiled.evaluate(&person, &Context::at(Timestamp::UNIX_EPOCH));
        let account = account.map(|account| Resource::from_value(account.clone()).expect("an account"));
        let id = account.as_ref().and_then(Resource::id);
        let known = known
            .iter()
            .map(|&(person, account)| (person.to_owned(), account.to_owned()));
        let accounts = Accounts {
            known: known.collect(),
            is_complete: false,
        };
        let account = id.as_deref().zip(account.as_ref());
        built(ObjectKind::User, &flows, account, RequestProfile::Rfc7644, &accounts)
    }

    fn shown(requests: &[BuiltRequest]) -> Vec<(String, Value)> {
        let shown = |request: &BuiltRequest| {
            assert!(request.body.starts_with("{\n  \"schemas\": [\n"), "{}", request.body);
            let body: Value = serde_json::from_str(&request.body).expect("JSON");
            (format!("{} {}", request.method, request.path), body)
        };
        requests.iter().map(shown).collect()
    }

    #[test]
    fn a_new_account_is_posted_and_its_manager_follows() {
        let built = build(&["userName", "active", MANAGER], None, &[("boss", "26")]);
        assert_eq!((built.update, built.account), (None, None));
        assert_eq!(built.notes, Vec::<String>::new());
        let requests = shown(&built.create);
        assert_eq!(requests.len(), 2);
        assert_eq!(requests[0].0, "POST /Users");
        assert_eq!(requests[0].1["userName"], json!("bjensen"));
        assert_eq!(requests[1].0, "PATCH /Users/{id}");
        assert_eq!(requests[1].1["Operations"][0]["value"], json!({"value": "26"}));
    }

    #[test]
    fn an_account_gets_what_differs_at_its_own_path() {
        let targets = ["userName", "active"];
        let account = json!({"id": "a/b ?", "userName": "old", "active": true});
        let built = build(&targets, Some(&account), &[]);
        assert_eq!(built.account.as_deref(), Some("a/b ?"));
        let requests = shown(&built.update.expect("an account was found"));
        let paths: Vec<&str> = requests.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(paths, ["PATCH /Users/a%2Fb%20%3F", "PATCH /Users/a%2Fb%20%3F"]);
        assert_eq!(requests[1].1["Operations"][0]["value"], json!(false));
        let same = json!({"id": "1", "userName": "bjensen", "active": false});
        assert_eq!(build(&targets, Some(&same), &[]).update, Some(Vec::new()));
    }

    #[test]
    fn what_is_left_out_is_said_in_words() {
        let account = json!({"id": "1", "userName": "old"});
        for account in [None, Some(&account)] {
            let built = build(&["userName", MANAGER, "groups"], account, &[]);
            let manager = format!("{MANAGER} is left out: no account is known for boss.");
            let groups = "groups is left out: it is no path of an attribute that can be written.";
            assert_eq!(built.notes, [groups, &manager]);
            assert_eq!(shown(&built.create)[0].1["userName"], json!("bjensen"));
        }
    }
}
