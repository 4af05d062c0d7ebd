//! Every data file, read as the program reads it and checked for what a slip of the pen would break.

use std::collections::HashSet;

use scimdesk_gallery::{App, AttributeTable, Effect, EffectOfChange, Gallery, Offered};
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
