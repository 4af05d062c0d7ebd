//! What admins paste where a tenant URL belongs.

use scimdesk_scim::tenant_url::{TenantUrl, TenantUrlError, UrlHints, UrlNote, examine, is_usable_id};

#[test]
fn urls_that_can_be_used_come_out_in_one_form() {
    let table = [
        ("https://api.example.com/scim/v2", "https://api.example.com/scim/v2"),
        ("https://api.example.com/scim/v2/", "https://api.example.com/scim/v2"),
        (
            "  \"https://api.example.com/scim/v2//\" \n",
            "https://api.example.com/scim/v2",
        ),
        ("\u{feff}<https://API.example.com/SCIM>", "https://api.example.com/SCIM"),
        (
            "https://api.example.com/scim/v2/?aadOptscim062020",
            "https://api.example.com/scim/v2",
        ),
        (
            "https://api.example.com/scim?AzureAdScimPatch062020&tenant=5",
            "https://api.example.com/scim?tenant=5",
        ),
        ("https://api.example.com:8443/scim", "https://api.example.com:8443/scim"),
        ("http://localhost:8080/scim", "http://localhost:8080/scim"),
        ("http://127.4.5.6/scim", "http://127.4.5.6/scim"),
        ("http://[::1]:8080/scim", "http://[::1]:8080/scim"),
        ("https://api.example.com", "https://api.example.com/"),
    ];
    for (text, expected) in table {
        assert_eq!(TenantUrl::parse(text).unwrap().as_str(), expected, "{text:?}");
    }
}

#[test]
fn urls_that_cannot_be_used_say_why() {
    type Check = fn(&TenantUrlError) -> bool;
    let table: [(&str, Check); 11] = [
        ("", |e| matches!(e, TenantUrlError::Empty)),
        (" \" ", |e| matches!(e, TenantUrlError::Empty)),
        ("api.example.com/scim", |e| matches!(e, TenantUrlError::NoScheme)),
        ("http://api.example.com/scim", |e| {
            matches!(e, TenantUrlError::NotHttps { .. })
        }),
        ("http://localhost.example.com/scim", |e| {
            matches!(e, TenantUrlError::NotHttps { .. })
        }),
        ("http://127.0.0.1.example.com/scim", |e| {
            matches!(e, TenantUrlError::NotHttps { .. })
        }),
        ("ftp://api.example.com/scim", |e| {
            matches!(e, TenantUrlError::NotHttps { .. })
        }),
        ("https://me:secret@api.example.com/scim", |e| {
            matches!(e, TenantUrlError::HasCredentials)
        }),
        ("https://api.example.com/scim#users", |e| {
            matches!(e, TenantUrlError::HasFragment)
        }),
        ("https://", |e| matches!(e, TenantUrlError::Invalid(_))),
        ("https://exa mple.com", |e| matches!(e, TenantUrlError::Invalid(_))),
    ];
    for (text, check) in table {
        let error = TenantUrl::parse(text).unwrap_err();
        assert!(check(&error), "{text:?}: {error:?}");
    }
}

#[test]
fn a_pasted_page_is_recognised_and_the_apps_own_url_offered() {
    let documo = UrlHints {
        known_suffix: Some("/scim/v2"),
        known_hosts: &["api.documo.com"],
    };
    let plain = UrlHints {
        known_suffix: Some("/scim/v2"),
        known_hosts: &[],
    };
    let table = [
        (
            "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade",
            &documo,
            Some("https://api.documo.com/scim/v2"),
        ),
        ("https://portal.azure.com/#home", &plain, None),
        ("https://acme.okta.com/admin/app/documo", &plain, None),
        ("https://acme-admin.okta.com/admin/apps", &plain, None),
        (
            "https://app.documo.com/settings",
            &documo,
            Some("https://api.documo.com/scim/v2"),
        ),
        (
            "https://app.example.com/login",
            &plain,
            Some("https://app.example.com/scim/v2"),
        ),
        (
            "https://app.example.com/account/sign-in.html",
            &plain,
            Some("https://app.example.com/scim/v2"),
        ),
    ];
    for (text, hints, suggestion) in table {
        let findings = examine(text, hints);
        assert!(
            matches!(findings.problem, Some(TenantUrlError::IsPortalPage { .. })),
            "{text}: {findings:?}"
        );
        assert_eq!(findings.suggestion.as_deref(), suggestion, "{text}");
        assert!(findings.normalised.is_none());
    }
}

/// Text, hints, what comes out, what is said, what is offered.
type Row<'a> = (&'a str, &'a UrlHints<'a>, &'a str, Vec<UrlNote>, Option<&'a str>);

#[test]
fn what_can_be_mended_is_mended_and_said() {
    let suffix = UrlHints {
        known_suffix: Some("/scim/v2"),
        known_hosts: &[],
    };
    let host = UrlHints {
        known_suffix: Some("/scim/v2"),
        known_hosts: &["api.documo.com"],
    };
    let none = UrlHints::default();
    let missing = || UrlNote::SuffixMissing {
        suffix: "/scim/v2".into(),
    };
    let cut = |endpoint: &str| UrlNote::EndpointCut {
        endpoint: endpoint.into(),
    };
    let flag = |flag: &str| UrlNote::FlagRemoved { flag: flag.into() };
    let table: Vec<Row<'_>> = vec![
        (
            "https://a.example/scim/v2",
            &suffix,
            "https://a.example/scim/v2",
            vec![],
            None,
        ),
        (
            "https://a.example/",
            &suffix,
            "https://a.example/",
            vec![missing()],
            Some("https://a.example/scim/v2"),
        ),
        (
            "https://a.example/scim/",
            &suffix,
            "https://a.example/scim",
            vec![missing()],
            Some("https://a.example/scim/v2"),
        ),
        (
            "https://a.example/t/5",
            &suffix,
            "https://a.example/t/5",
            vec![missing()],
            Some("https://a.example/t/5/scim/v2"),
        ),
        (
            "https://a.example/scim/v2/?aadOptscim062020",
            &suffix,
            "https://a.example/scim/v2",
            vec![flag("aadOptscim062020")],
            None,
        ),
        (
            "https://a.example/scim/v2/Users?filter=x",
            &none,
            "https://a.example/scim/v2",
            vec![cut("/Users")],
            None,
        ),
        (
            "https://a.example/scim/v2/Users/2819",
            &none,
            "https://a.example/scim/v2",
            vec![cut("/Users/2819")],
            None,
        ),
        (
            "https://a.example/scim/ServiceProviderConfig",
            &none,
            "https://a.example/scim",
            vec![cut("/ServiceProviderConfig")],
            None,
        ),
        (
            "a.example/scim",
            &none,
            "https://a.example/scim",
            vec![UrlNote::SchemeAssumed],
            None,
        ),
        (
            "“https://a.example/scim”",
            &none,
            "https://a.example/scim",
            vec![UrlNote::QuotesRemoved],
            None,
        ),
        (
            "https://a.example/api/users-sync",
            &none,
            "https://a.example/api/users-sync",
            vec![UrlNote::NoScimInPath],
            None,
        ),
        (
            "https://app.documo.com/settings/users",
            &host,
            "https://app.documo.com/settings",
            vec![
                UrlNote::EndpointCut {
                    endpoint: "/users".into(),
                },
                missing(),
                UrlNote::OtherHostKnown {
                    host: "api.documo.com".into(),
                },
            ],
            Some("https://api.documo.com/scim/v2"),
        ),
        (
            "https://app.documo.com/scim/v2",
            &host,
            "https://app.documo.com/scim/v2",
            vec![UrlNote::OtherHostKnown {
                host: "api.documo.com".into(),
            }],
            Some("https://api.documo.com/scim/v2"),
        ),
        (
            "https://scim.acme.example/scim/v2",
            &host,
            "https://scim.acme.example/scim/v2",
            vec![],
            None,
        ),
        (
            "http://localhost:8080/x",
            &suffix,
            "http://localhost:8080/x",
            vec![],
            None,
        ),
    ];
    for (text, hints, normalised, notes, suggestion) in table {
        let findings = examine(text, hints);
        assert_eq!(findings.problem, None, "{text}");
        assert_eq!(findings.normalised.unwrap().as_str(), normalised, "{text}");
        assert_eq!(findings.notes, notes, "{text}");
        assert_eq!(findings.suggestion.as_deref(), suggestion, "{text}");
    }
}

#[test]
fn what_cannot_be_mended_alone_comes_with_an_offer() {
    let none = UrlHints::default();
    let table = [
        ("http://a.example/scim", Some("https://a.example/scim")),
        ("https://me@a.example/scim", Some("https://a.example/scim")),
        ("https://a.example/scim#x", Some("https://a.example/scim")),
        ("documo", None),
        ("", None),
        ("javascript://a.example/scim", None),
    ];
    for (text, suggestion) in table {
        let findings = examine(text, &none);
        assert!(findings.problem.is_some(), "{text}");
        assert_eq!(findings.suggestion.as_deref(), suggestion, "{text}");
        assert!(findings.normalised.is_none(), "{text}");
    }
}

#[test]
fn joining_escapes_and_keeps_the_admins_own_query() {
    let url = TenantUrl::parse("https://a.example/scim?tenant=5").unwrap();
    assert_eq!(
        url.join(&["Users", "a/b c"], &[]).as_str(),
        "https://a.example/scim/Users/a%2Fb%20c?tenant=5"
    );
    let joined = url.join(&["Users"], &[("filter", "a eq \"x+y&z\""), ("count", "1")]);
    assert_eq!(
        joined.as_str(),
        "https://a.example/scim/Users?tenant=5&filter=a%20eq%20%22x%2By%26z%22&count=1"
    );
    assert!(url.same_origin(&joined));
    assert!(!url.same_origin(&"https://a.example:444/scim".parse().unwrap()));
    assert!(!url.same_origin(&"http://a.example/scim".parse().unwrap()));
    assert!(is_usable_id("2819c223-7f76") && is_usable_id("a@b.c") && !is_usable_id("..") && !is_usable_id(""));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_examining_fail_and_what_it_accepts_parses_to_the_same(text in ".{0,80}") {
        let findings = examine(&text, &UrlHints { known_suffix: Some("/scim/v2"), known_hosts: &["api.example.com"] });
        if let Some(url) = findings.normalised {
            proptest::prop_assert_eq!(TenantUrl::parse(url.as_str()).unwrap(), url);
        }
    }

    #[test]
    fn every_usable_id_comes_back_out_of_the_path(id in "\\PC{1,40}") {
        if is_usable_id(&id) {
            let url = TenantUrl::parse("https://a.example/scim").unwrap().join(&["Users", &id], &[]);
            let last = url.path_segments().unwrap().next_back().unwrap();
            let decoded: Vec<u8> = percent_decode(last);
            proptest::prop_assert_eq!(String::from_utf8(decoded).unwrap(), id);
        }
    }
}

fn percent_decode(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex: String = [bytes.next().unwrap(), bytes.next().unwrap()]
                .map(char::from)
                .iter()
                .collect();
            out.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    out
}
