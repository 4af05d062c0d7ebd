//! Every data file, read as the program reads it and checked for what a slip of the pen would break.

use std::collections::HashSet;

use scimdesk_gallery::{
    App, AttributeTable, AttributeType, DefaultMapping, DefaultSource, Effect, EffectOfChange, Gallery, Offered,
    StepPlace,
};
use scimdesk_mapping::expression::{Expression, Term, TermKind};
use scimdesk_scim::path::PatchPath;
use url::Url;

/// Text that someone will read: not empty, no blanks around it, no double ones in it.
fn check_text(place: &str, text: &str) {
    assert!(!text.is_empty(), "{place} is empty");
    assert_eq!(text, text.trim(), "{place} has blanks around it");
    assert!(
        !text.contains("  ") && !text.contains('\n'),
        "{place} has stray blanks: {text:?}"
    );
}

/// A sentence or several.
fn check_sentence(place: &str, text: &str) {
    check_text(place, text);
    assert!(text.ends_with('.'), "{place} does not end: {text:?}");
    assert!(!text.contains('!'), "{place} shouts: {text:?}");
}

fn check_effect(place: &str, change: &EffectOfChange) {
    check_sentence(&format!("{place}: wording"), &change.wording);
    check_text(&format!("{place}: source"), &change.source);
}

fn check_table(place: &str, table: &AttributeTable) {
    check_text(&format!("{place}: source"), &table.source);
    let mut seen = HashSet::new();
    for attribute in &table.attributes {
        let path = &attribute.path;
        check_text(place, path);
        PatchPath::parse(path).unwrap_or_else(|error| panic!("{place}: {path}: {error}"));
        assert!(seen.insert(path.to_lowercase()), "{place} lists {path} twice");
        if let Some(note) = &attribute.note {
            check_sentence(&format!("{place}: {path}: note"), note);
        }
        // An app that says which attributes a filter may use means the one it finds resources by.
        assert!(
            !attribute.matching || attribute.filterable != Some(false),
            "{place}: {path}"
        );
    }
    if !table.attributes.is_empty() {
        let matching = table.attributes.iter().filter(|attribute| attribute.matching).count();
        assert_eq!(matching, 1, "{place}: existing resources are found by one attribute");
    }
}

fn app(id: &str) -> &'static App {
    Gallery::app(id).expect("in the gallery")
}

#[test]
fn the_gallery_offers_five_apps_and_any_other() {
    let ids: Vec<&str> = Gallery::apps().iter().map(|app| app.id.as_str()).collect();
    assert_eq!(ids, ["wedo", "workgrid", "workteam", "ideo", "documo", "custom"]);
    assert!(Gallery::app("nobody").is_none());
}

#[test]
fn every_app_is_whole() {
    for app in Gallery::apps() {
        let id = &app.id;
        check_text(id, &app.name);
        check_text(id, &app.credentials.url);
        check_text(id, &app.credentials.token);
        check_sentence(id, &app.credentials.where_to_find);
        check_text(id, &app.credentials.source);
        check_sentence(id, &app.help.text);
        if let Some(plan) = &app.plan {
            check_sentence(id, plan);
        }
        // Only `custom` is nobody's.
        assert_eq!(app.vendor.is_none(), id == "custom", "{id}");
        assert_eq!(app.help.page.is_none(), id == "custom", "{id}");
        if let Some(page) = &app.help.page {
            assert_eq!(Url::parse(page).expect("a URL").scheme(), "https", "{id}");
        }
        assert!(!app.capabilities.is_empty(), "{id}");
        check_table(&format!("{id}: users"), &app.users);
        assert_eq!(app.users.matching(), Some("userName"), "{id}");
        assert!(
            app.users.attributes.iter().any(|attribute| attribute.path == "active"),
            "{id}"
        );
        check_table(&format!("{id}: groups"), &app.groups.table);
        check_effect(&format!("{id}: deactivate"), &app.effects.deactivate);
        check_effect(&format!("{id}: delete"), &app.effects.delete);
    }
}

/// The attributes that Entra has of people. `extension_…` and `extensionAttribute…` are each organisation's own.
const OF_PEOPLE: [&str; 30] = [
    "objectId",
    "IsSoftDeleted",
    "accountEnabled",
    "appRoleAssignments",
    "city",
    "companyName",
    "country",
    "department",
    "dirSyncEnabled",
    "displayName",
    "employeeId",
    "facsimileTelephoneNumber",
    "givenName",
    "jobTitle",
    "mail",
    "mailNickname",
    "manager",
    "mobile",
    "onPremisesSecurityIdentifier",
    "originalUserPrincipalName",
    "otherMails",
    "physicalDeliveryOfficeName",
    "postalCode",
    "preferredLanguage",
    "proxyAddresses",
    "state",
    "streetAddress",
    "surname",
    "telephoneNumber",
    "userPrincipalName",
];

/// The attributes that Entra has of groups.
const OF_GROUPS: [&str; 5] = ["objectId", "displayName", "mailNickname", "description", "members"];

/// The attributes that an expression asks for.
fn attributes_of<'t>(term: &'t Term, into: &mut Vec<&'t str>) {
    match &term.kind {
        TermKind::Attribute(name) => into.push(name),
        TermKind::Call(call) => call.arguments.iter().for_each(|argument| attributes_of(argument, into)),
        TermKind::Comparison { left, right, .. } => {
            attributes_of(left, into);
            attributes_of(right, into);
        }
        TermKind::Text(_) | TermKind::Number(_) | TermKind::Hex(_) | TermKind::CompareMode(_) | TermKind::Empty => {}
    }
}

fn check_mappings(place: &str, mappings: &[DefaultMapping], table: &AttributeTable, known: &[&str]) {
    let mut targets = HashSet::new();
    for mapping in mappings {
        let target = &mapping.target;
        let place = format!("{place}: {target}");
        assert!(targets.insert(target), "{place}: twice");
        let attribute = (table.attributes.iter()).find(|attribute| attribute.path == *target);
        let attribute = attribute.unwrap_or_else(|| panic!("{place}: not in the table"));
        assert_eq!(mapping.matching.is_some(), attribute.matching, "{place}");
        match &mapping.source {
            DefaultSource::Direct(name) => {
                assert!(known.contains(&name.as_str()), "{place}: Entra has no {name}");
                let refers = ["manager", "members"].contains(&name.as_str());
                assert_eq!(attribute.kind == AttributeType::Reference, refers, "{place}");
                assert_eq!(attribute.multi_valued, name == "members", "{place}");
            }
            DefaultSource::Constant(value) => assert!(!value.contains(['"', '\\']), "{place}: {value}"),
            DefaultSource::Expression(text) => {
                let expression = Expression::parse(text).unwrap_or_else(|error| panic!("{place}: {error}"));
                assert_eq!(expression.to_string(), *text, "{place}: not as Entra writes it");
                expression.compile().unwrap_or_else(|error| panic!("{place}: {error}"));
                let mut names = Vec::new();
                attributes_of(expression.root(), &mut names);
                assert!(names.iter().all(|name| known.contains(name)), "{place}: {names:?}");
            }
        }
    }
    // What has no mapping says why.
    for attribute in (table.attributes.iter()).filter(|attribute| !targets.contains(&attribute.path)) {
        assert!(!attribute.required, "{place}: {} is required", attribute.path);
        assert!(
            attribute.note.is_some(),
            "{place}: {} has neither mapping nor note",
            attribute.path
        );
    }
    let matching: Vec<u32> = mappings.iter().filter_map(|mapping| mapping.matching).collect();
    assert_eq!(
        matching,
        if table.attributes.is_empty() { vec![] } else { vec![1] },
        "{place}"
    );
}

#[test]
fn every_attribute_is_filled_from_what_entra_has_or_says_why_not() {
    for app in Gallery::apps() {
        check_mappings(
            &format!("{}: users", app.id),
            &app.mappings.users,
            &app.users,
            &OF_PEOPLE,
        );
        check_mappings(
            &format!("{}: groups", app.id),
            &app.mappings.groups,
            &app.groups.table,
            &OF_GROUPS,
        );
    }
}

#[test]
fn accounts_are_switched_off_with_the_person_everywhere() {
    for app in Gallery::apps() {
        let active = app
            .mappings
            .users
            .iter()
            .find(|mapping| mapping.target == "active")
            .expect("active");
        let text = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;
        assert_eq!(active.source, DefaultSource::Expression(text.to_owned()), "{}", app.id);
    }
}

#[test]
fn a_matching_attribute_that_no_filter_is_known_to_take_has_a_note() {
    for app in Gallery::apps() {
        let known = |table: &AttributeTable| {
            (table.attributes.iter()).all(|attribute| !attribute.matching || attribute.filterable == Some(true))
        };
        let noted = app
            .notes
            .iter()
            .any(|note| note.contains("assumption") || note.contains("its server can tell"));
        assert!(noted || (known(&app.users) && known(&app.groups.table)), "{}", app.id);
    }
}

#[test]
fn notes_say_what_the_tutorials_leave_open() {
    let mentions = |word: &str| -> Vec<&str> {
        (Gallery::apps().iter())
            .filter(|app| app.notes.iter().any(|note| note.contains(word)))
            .map(|app| app.id.as_str())
            .collect()
    };
    assert_eq!(mentions("Default Access"), ["workgrid", "workteam", "ideo"]);
    assert_eq!(mentions("userType"), ["wedo"]);
    assert_eq!(mentions("mailNickname"), ["workgrid", "custom"]);
    assert_eq!(mentions("not verified"), ["workteam"]);
    assert_eq!(mentions("listed as a string"), ["workgrid"]);
    assert_eq!(mentions("Roles come from assignments"), ["documo"]);
    let external = (app("custom").mappings.users.iter()).find(|mapping| mapping.target == "externalId");
    let object_id = DefaultSource::Direct("objectId".to_owned());
    assert_eq!(external.map(|mapping| &mapping.source), Some(&object_id));
}

#[test]
fn setting_up_begins_at_the_app_and_ends_here() {
    for app in Gallery::apps() {
        for step in &app.steps {
            check_sentence(&format!("{}: steps", app.id), &step.text);
        }
        let places: Vec<StepPlace> = app.steps.iter().map(|step| step.place).collect();
        assert_eq!(places.first(), Some(&StepPlace::App), "{}", app.id);
        assert_eq!(places.last(), Some(&StepPlace::Scimdesk), "{}", app.id);
        // The words of the steps are those that the app has for its credentials.
        let all: Vec<&str> = app.steps.iter().map(|step| step.text.as_str()).collect();
        if app.id != "custom" {
            let token = &app.credentials.token;
            assert!(
                all.iter().any(|text| text.contains(token.as_str())),
                "{}: {token}",
                app.id
            );
        }
        for note in &app.notes {
            check_sentence(&format!("{}: notes", app.id), note);
        }
    }
    let documo = app("documo");
    let url = documo.url.example.as_deref().expect("known");
    assert!(documo.steps.iter().any(|step| step.text.contains(url)));
}

#[test]
fn a_url_example_is_at_a_known_host_and_has_the_suffix() {
    for app in Gallery::apps() {
        let Some(example) = &app.url.example else { continue };
        let url = Url::parse(example).expect("a URL");
        assert_eq!(url.scheme(), "https", "{}", app.id);
        if let Some(suffix) = &app.url.suffix {
            assert!(example.ends_with(suffix.as_str()), "{}", app.id);
        }
        let host = url.host_str().expect("a host");
        assert!(
            app.id == "custom" || app.url.hosts.iter().any(|pattern| pattern.matches(host)),
            "{}",
            app.id
        );
    }
}

#[test]
fn an_app_without_groups_describes_none() {
    for app in Gallery::apps() {
        match app.groups.offered {
            Offered::Yes => assert!(!app.groups.table.attributes.is_empty(), "{}", app.id),
            Offered::No => {
                assert!(app.groups.table.attributes.is_empty(), "{}", app.id);
                assert!(app.groups.members.is_none(), "{}", app.id);
            }
            Offered::Unknown => assert_eq!(app.id, "custom"),
        }
    }
}

#[test]
fn the_tables_are_those_of_the_tutorials() {
    let count = |id| (app(id).users.attributes.len(), app(id).groups.table.attributes.len());
    assert_eq!(count("wedo"), (9, 0));
    assert_eq!(count("workgrid"), (18, 3));
    assert_eq!(count("workteam"), (10, 0));
    assert_eq!(count("ideo"), (5, 2));
    assert_eq!(count("documo"), (5, 0));
    assert_eq!(count("custom"), (22, 3));
}

#[test]
fn what_nobody_publishes_is_unknown() {
    for app in Gallery::apps() {
        assert_eq!(app.effects.deactivate.effect, Effect::Unknown, "{}", app.id);
        assert_eq!(app.effects.delete.effect, Effect::Unknown, "{}", app.id);
    }
    assert!(!app("workteam").users.verified, "its table is a picture");
    for id in ["workteam", "ideo"] {
        let marked = app(id)
            .users
            .attributes
            .iter()
            .filter(|attribute| attribute.filterable.is_some());
        assert_eq!(marked.count(), 0, "{id} marks no attribute as filterable");
    }
}

#[test]
fn every_vendor_is_whole_and_found_by_its_hosts_alone() {
    let mut ids = HashSet::new();
    for vendor in Gallery::vendors() {
        let id = &vendor.id;
        assert!(ids.insert(id), "{id} twice");
        check_text(id, &vendor.name);
        assert!(!vendor.hosts.is_empty(), "{id}");
        for pattern in &vendor.hosts {
            let host = pattern.to_string().replace('*', "x");
            let found = Gallery::vendor_for_host(&host).expect("found");
            assert_eq!(&found.id, id, "{host}");
        }
        for (change, effect) in [("deactivate", &vendor.deactivate), ("delete", &vendor.delete)] {
            if let Some(effect) = effect {
                check_effect(&format!("{id}: {change}"), effect);
            }
        }
        if let Some(listing) = &vendor.listing {
            check_sentence(id, &listing.note);
            check_text(id, &listing.source);
            assert_ne!(listing.page_limit, Some(0), "{id}");
        }
        if let Some(rate) = &vendor.rate {
            check_sentence(id, &rate.note);
            check_text(id, &rate.source);
            // The rates that a tenant may be given.
            assert!((0.1..=1000.0).contains(&rate.per_second()), "{id}");
        }
        assert!(
            vendor.deactivate.is_some() || vendor.delete.is_some() || vendor.listing.is_some() || vendor.rate.is_some(),
            "{id} says nothing"
        );
    }
}

#[test]
fn deactivating_at_pagerduty_is_known_to_delete() {
    for host in ["api.pagerduty.com", "API.PagerDuty.com", "api.eu.pagerduty.com"] {
        let vendor = Gallery::vendor_for_host(host).expect("known");
        assert_eq!(vendor.deactivate.as_ref().expect("published").effect, Effect::Deletes);
    }
    for host in [
        "",
        "localhost",
        "127.0.0.1",
        "pagerduty.com.evil.example",
        "api.pagerduty.com.evil.example",
    ] {
        assert!(Gallery::vendor_for_host(host).is_none(), "{host}");
    }
}
