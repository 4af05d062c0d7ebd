//! Mappings, as an admin with the app's tutorial open would: connect Documo, review, change one, see who changes, save, go back.

use std::io::Write as _;

use scimdesk_sandbox::{PracticeOptions, PracticeServer};
use scimdesk_tests::window::{Role, Start, journey};
use secrecy::ExposeSecret as _;
use thirtyfour::By;

/// People as a human resources system exports them: three have an account at the practice tenant, two of them with letters that
/// the change touches; one is new.
const PEOPLE: &str = "\
User principal name,First name,Last name,Mail,Department,Account enabled,Groups
amelia.carter@harbour.example,Amelia,Carter,amelia.carter@harbour.example,Sales,True,Documo users
amelie.celik-dubois@harbour.example,Amélie,Çelik-Dubois,amelie.celik-dubois@harbour.example,Legal,True,Documo users
adeola.soyinka@harbour.example,Adéọlá,Ṣóyínká,adeola.soyinka@harbour.example,Legal,True,Documo users
zoe.new@harbour.example,Zoë,Newman,zoe.new@harbour.example,Sales,True,Documo users
outside@harbour.example,Out,Side,outside@harbour.example,Sales,True,
";

#[test]
#[ignore = "needs a display, a web driver and a keyring: `cargo xtask test` installs them"]
fn a_mapping_is_changed_with_everybody_in_sight_and_taken_back() {
    journey("mappings", Start::default(), async |window| {
        let server = PracticeServer::start(PracticeOptions::for_app("documo"))
            .await
            .expect("a practice server starts on loopback");
        window.resize(1280, 800).await?;

        // Connect, with the tutorial beside the form.
        window.press(Role::Button, "Add a tenant").await?;
        window.see("documo.com").await?.click().await?;
        window.see("Steps of the tutorial").await?;
        window.fill("API URL + /scim/v2", server.url()).await?;
        window.fill("API key", server.token().expose_secret()).await?;
        window.press(Role::Button, "Test connection").await?;
        window.see("It works.").await?;
        window.picture("documo-tutorial").await?;
        window.press(Role::Button, "Save Documo").await?;
        window.find(Role::Heading, "Documo").await?;
        window.press(Role::Button, "Fetch accounts").await?;
        window.see("412").await?;
        window.picture("documo-overview").await?;

        // People, so that there is somebody to see the outcome for.
        window.press(Role::Link, "People").await?;
        window.picture("people-first").await?;
        window.press(Role::Button, "Import a file…").await?;
        let file = people_file();
        let chooser = window.driver().find(By::Css("input[type=file]")).await?;
        chooser.send_keys(file.path().to_string_lossy()).await?;
        window.find(Role::Button, "Keep 5 people").await?;
        window.picture("people-import").await?;
        window.press(Role::Button, "Keep 5 people").await?;
        window.see("Zoë Newman").await?;
        window.picture("people").await?;

        // Scope: the tenant's people, and the one group that is assigned.
        window.press(Role::Link, "Documo").await?;
        window.press(Role::Tab, "Scope").await?;
        window.choose("People of Documo", "5 people").await?;
        window.see("Nobody is assigned to Documo yet.").await?;
        window.press(Role::Button, "Assign…").await?;
        window.fill("People and groups", "Documo users").await?;
        window.picture("assign").await?;
        window.press(Role::Checkbox, "Documo users").await?;
        window.press(Role::Button, "Assign 1").await?;
        window.see("1 is assigned.").await?;
        window.find(Role::Row, "Zoë Newman").await?;
        window.picture("scope").await?;

        // Review the mappings, and change one.
        window.press(Role::Tab, "Mappings").await?;
        window.see("App's defaults, never saved").await?;
        window.picture("mappings").await?;
        window.press(Role::Row, "name.familyName").await?;
        window.keys(thirtyfour::Key::Enter).await?;
        window.press(Role::Radio, "Expression").await?;
        let editor = window.find(Role::Field, "Expression").await?;
        editor.click().await?;
        editor.send_keys(thirtyfour::Key::Control + "a").await?;
        editor.send_keys("NormalizeDiacritic([surname]").await?;
        window.see("There is no function NormalizeDiacritic.").await?;
        window.picture("mapping-error").await?;
        editor.send_keys(thirtyfour::Key::Control + "a").await?;
        editor.send_keys("NormalizeDiacritics([surname])").await?;
        window.see("2 changed").await?;
        window.find(Role::Row, "Celik-Dubois").await?;
        window.picture("mapping").await?;

        // Save it as a version, and go back.
        window.press(Role::Button, "Save…").await?;
        window.see("Save version 1 of the mappings of Documo").await?;
        window.fill("Note", "Plain letters in family names").await?;
        window.picture("mapping-save").await?;
        window.press(Role::Button, "Save version 1").await?;
        window.see("Version 1 is saved.").await?;
        window.press(Role::Button, "Versions").await?;
        window.see("Plain letters in family names").await?;
        window.picture("mapping-versions").await?;
        window.press(Role::Button, "Go back to this…").await?;
        window
            .see("This becomes version 2, with the mappings of App's defaults.")
            .await?;
        window.press(Role::Button, "Go back to App's defaults").await?;
        window.see("Back to the app's defaults").await?;
        window.see("Version 2").await?;
        window.see_no_more("NormalizeDiacritics").await?;

        // What would be sent for somebody who has no account yet.
        window.press(Role::Tab, "Scope").await?;
        window.press(Role::Row, "Zoë Newman").await?;
        window.see("Zoë Newman is in scope").await?;
        window.press(Role::Button, "Requests…").await?;
        window.see("/Users").await?;
        window.see("zoe.new@harbour.example").await?;
        window.picture("requests").await?;
        window.press(Role::Button, "Close").await?;
        window.press(Role::Button, "Back").await?;

        // A scoping filter shows who would leave before it is saved.
        window.press(Role::Tab, "Text").await?;
        window
            .fill("Filters as text", "\"Sales\": department EQUALS \"Sales\"")
            .await?;
        window.press(Role::Button, "Leaving").await?;
        window.find(Role::Row, "Çelik-Dubois").await?;
        window.see("Sales: department is").await?;
        window.picture("scope-leaving").await?;
        server.stop().await;
        Ok(())
    });
}

fn people_file() -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new()
        .prefix("people")
        .suffix(".csv")
        .tempfile()
        .expect("a file");
    file.write_all(PEOPLE.as_bytes()).expect("is written");
    file
}
