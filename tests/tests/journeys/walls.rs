//! What code in the page cannot do, wherever it came from: the walls around the web view, tried from within.

use scimdesk_tests::window::{Role, Start, Window, journey};
use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;

/// Runs an expression in the page and answers what it comes to, or `{"refused": why}`.
async fn in_page(window: &Window, expression: &str) -> WebDriverResult<Value> {
    let script = format!(
        "const done = arguments[0];
         (async () => ({expression}))().then(
           (value) => done({{ value: value ?? null }}),
           (why) => done({{ refused: typeof why === 'string' ? why : why?.message ?? JSON.stringify(why) }}),
         );"
    );
    let answer = window.driver().execute_async(script, Vec::new()).await?;
    Ok(answer.json().clone())
}

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_page_can_call_the_desk_and_nothing_else() {
    journey("walls", Start::default(), async |window| {
        let called = "window.__TAURI_INTERNALS__.invoke('call', { name: 'preferences_get', request: null })";
        let answer = in_page(window, called).await?;
        assert!(answer["value"].is_object(), "the bridge itself works: {answer}");

        for command in [
            "plugin:event|emit",
            "plugin:window|close",
            "plugin:window-state|filename",
            "plugin:path|resolve",
        ] {
            let invoked = format!("window.__TAURI_INTERNALS__.invoke('{command}', {{}}, {{}})");
            // Refused within the isolation frame: no answer ever comes, so none is awaited.
            let settled = format!(
                "Promise.race([{invoked}, window.__TAURI_INTERNALS__.invoke('call', {{ name: 'jobs_list', request: null }})
                   .then(() => 'unanswered')])"
            );
            let answer = in_page(window, &settled).await?;
            let through = answer["value"] != json!("unanswered") && answer["refused"].is_null();
            assert!(!through, "{command}: {answer}");
        }

        for (attempt, expression) in [
            ("run text as code", "new Function('return 1')()"),
            (
                "speak to the network",
                "fetch('http://127.0.0.1:9/').then(() => 'sent')",
            ),
            ("read a file", "fetch('file:///etc/hostname').then(() => 'read')"),
            (
                "change what all objects share",
                "(() => { 'use strict'; Object.prototype.mine = 1; })()",
            ),
        ] {
            let answer = in_page(window, expression).await?;
            assert!(answer["refused"].is_string(), "{attempt}: {answer}");
        }

        let opened = in_page(window, "window.open('https://example.com/') === null").await?;
        assert_eq!(opened["value"], true, "no second window");
        Ok(())
    });
}

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn the_window_stays_on_its_own_page() {
    journey("navigation", Start::default(), async |window| {
        let own = window.driver().current_url().await?;
        for address in ["https://example.com/", "http://127.0.0.1:9/", "file:///etc/hostname"] {
            in_page(window, &format!("void (window.location.href = '{address}')")).await?;
            assert_eq!(window.driver().current_url().await?, own, "{address}");
            assert_eq!(window.driver().title().await?, "Scimdesk", "{address}");
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn the_styles_of_the_window_pass_its_own_policy() {
    journey("style", Start::default(), async |window| {
        // Once the page is drawn, its styles have come.
        window.find(Role::Button, "Start practice tenants").await?;
        let hidden = "getComputedStyle(document.getElementById('__tauri_isolation__')).display";
        let answer = in_page(window, hidden).await?;
        assert_eq!(answer["value"], "none", "the page's own style holds");
        Ok(())
    });
}
