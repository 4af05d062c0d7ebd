//! What is read of a listed resource, whatever its shape.

use scimdesk_scim::listing::ListedResource;
use serde_json::{Value, json};

#[test]
fn columns_are_read_leniently_and_the_text_is_kept_as_it_came() {
    let text = r#"{
        "SCHEMAS": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "ID": 2819, "externalid": "701984", "UserName": "bjensen", "DISPLAYNAME": null,
        "name": {"Formatted": "Ms. Barbara J Jensen", "givenName": "Barbara", "FAMILYNAME": "Jensen", "x": [1, {"y": 2}]},
        "active": "False", "title": ["not", "text"],
        "emails": [{"value": "b@home.example", "type": "home"}, "plain@example.com",
                   {"value": "b@work.example", "type": "Work"}, {"value": "", "primary": true}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user": {"Department": "Tours", "manager": {"value": "26"}},
        "groups": [{"value": "e9e3", "display": "Guides", "type": "direct"}, 42, {"display": "nameless"}],
        "meta": {"created": "2010-01-23T04:56:22Z", "LastModified": "2011-05-13T04:42:34", "version": "W\/\"a330\""},
        "unknown": {"members": [{"value": "not ours"}]}
    }"#;
    let listed = ListedResource::from_json(text).unwrap();
    let columns = &listed.columns;
    assert_eq!(listed.raw(), text);
    assert_eq!(columns.id, "2819");
    assert_eq!(columns.external_id.as_deref(), Some("701984"));
    assert_eq!(columns.user_name.as_deref(), Some("bjensen"));
    assert_eq!(columns.display_name, None);
    assert_eq!(columns.best_name(), "Ms. Barbara J Jensen");
    assert_eq!(columns.given_name.as_deref(), Some("Barbara"));
    assert_eq!(columns.family_name.as_deref(), Some("Jensen"));
    assert_eq!(columns.active, Some(false));
    assert_eq!(columns.title, None);
    assert_eq!(columns.email.as_deref(), Some("b@work.example"));
    assert_eq!(columns.department.as_deref(), Some("Tours"));
    let groups = columns.groups.as_ref().unwrap();
    assert_eq!(
        groups.iter().map(|group| group.id.as_str()).collect::<Vec<_>>(),
        ["e9e3", "42"]
    );
    assert_eq!(groups[0].display.as_deref(), Some("Guides"));
    assert_eq!(columns.members, None, "not returned: unknown, not empty");
    assert_eq!(columns.created.unwrap().to_string(), "2010-01-23T04:56:22Z");
    assert_eq!(columns.last_modified.unwrap().to_string(), "2011-05-13T04:42:34Z");
    assert_eq!(columns.version.as_deref(), Some("W/\"a330\""));

    let flat = r#"{"id":"1","external_id":"x","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"D","members":[]}"#;
    let columns = ListedResource::from_json(flat).unwrap().columns;
    assert_eq!(
        (columns.external_id.as_deref(), columns.department.as_deref()),
        (Some("x"), Some("D"))
    );
    assert_eq!(columns.members, Some(vec![]), "returned and empty");
    assert!(ListedResource::from_json("[1]").is_err());
}

proptest::proptest! {
    /// The columns and the typed views are two readings of the same JSON; they must not differ.
    #[test]
    fn columns_agree_with_the_typed_view(
        parts in proptest::collection::vec((0..14usize, 0..6usize), 0..12),
    ) {
        let names = ["displayName", "userName", "externalId", "active", "title", "emails", "groups", "members",
            "DISPLAYNAME", "Emails", "name", "meta", "id", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"];
        let values = [json!("text"), json!(5), json!(true), json!(null),
            json!([{"value": "a", "type": "other"}, {"value": "b", "TYPE": "work"}, {"Value": "c", "primary": "true"}]),
            json!({"formatted": "F", "givenName": "G", "familyName": 7, "department": "D", "created": "2010-01-23T04:56:22Z", "version": 3})];
        let mut object = serde_json::Map::new();
        for (name, value) in parts {
            let name = names[name];
            if !object.keys().any(|key: &String| key.eq_ignore_ascii_case(name)) {
                object.insert(name.to_owned(), values[value].clone());
            }
        }
        let resource = scimdesk_scim::resource::Resource::from_value(Value::Object(object)).unwrap();
        let columns = ListedResource::from_json(&resource.to_value().to_string()).unwrap().columns;
        let user = resource.as_user();
        let ids = |list: Option<Vec<scimdesk_scim::user::MultiValue<'_>>>| -> Option<Vec<String>> {
            list.map(|list| list.into_iter().filter_map(|one| one.value).map(std::borrow::Cow::into_owned).collect())
        };
        let listed = |list: &Option<Vec<scimdesk_scim::listing::Reference>>| -> Option<Vec<String>> {
            list.as_ref().map(|list| list.iter().map(|one| one.id.clone()).collect())
        };
        let owned = |text: Option<std::borrow::Cow<'_, str>>| text.map(std::borrow::Cow::into_owned);
        proptest::prop_assert_eq!(columns.best_name(), user.best_name().unwrap_or_default().into_owned());
        proptest::prop_assert_eq!(columns.id, owned(resource.id()).unwrap_or_default());
        proptest::prop_assert_eq!(columns.display_name, owned(user.display_name()));
        proptest::prop_assert_eq!(columns.user_name, owned(user.user_name()));
        proptest::prop_assert_eq!(columns.external_id, owned(resource.external_id()));
        proptest::prop_assert_eq!(columns.active, user.active());
        proptest::prop_assert_eq!(columns.email, owned(user.primary_email()));
        proptest::prop_assert_eq!(columns.created, resource.meta().created);
        proptest::prop_assert_eq!(columns.version, owned(resource.meta().version));
        proptest::prop_assert_eq!(columns.department,
            owned(user.enterprise().and_then(|enterprise| enterprise.department())));
        proptest::prop_assert_eq!(listed(&columns.groups), ids(user.groups()));
        proptest::prop_assert_eq!(listed(&columns.members), ids(resource.as_group().members()));
    }
}
