//! The way that journeys about people begin with: Documo connected, people imported, and who of them is assigned.

use std::io::Write as _;

use scimdesk_sandbox::PracticeServer;
use scimdesk_tests::window::{Role, Window};
use secrecy::ExposeSecret as _;
use thirtyfour::{By, error::WebDriverResult};

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

/// Connects Documo by its tutorial, imports the people, and assigns the group of them.
pub(crate) async fn assigned(window: &Window, server: &PracticeServer) -> WebDriverResult<()> {
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
    Ok(())
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
