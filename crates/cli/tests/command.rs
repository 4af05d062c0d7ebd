//! The command as a script sees it: what it prints where, and how it ends.
#![expect(clippy::unwrap_used, reason = "a test ends where it cannot go on")]

#[path = "command/drift.rs"]
mod drift;
#[path = "command/entra.rs"]
mod entra;
#[path = "command/mappings.rs"]
mod mappings;
#[path = "command/plan.rs"]
mod plan;
#[path = "command/provisioning.rs"]
mod provisioning;
#[path = "command/sources.rs"]
mod sources;
#[path = "command/tenants.rs"]
mod tenants;

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

/// A practice tenant, served by the command itself; ended when dropped.
struct Practice {
    process: Child,
    url: String,
    token: String,
}

impl Practice {
    fn serve(app: &str, accounts: &str) -> Self {
        let mut process = scimdesk(&["practice", "--app", app, "--accounts", accounts, "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let served: Value = serde_json::from_str(&line).unwrap();
        let text = |name: &str| served[name].as_str().unwrap().to_owned();
        Self {
            process,
            url: text("url"),
            token: text("token"),
        }
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn scimdesk(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scimdesk"));
    command
        .args(arguments)
        .env_remove("SCIMDESK_DATA_DIR")
        .stdin(Stdio::null());
    command
}

/// An admin's machine: a data directory and a passphrase file.
struct Admin {
    directory: tempfile::TempDir,
}

impl Admin {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = scimdesk(arguments);
        command
            .arg("--data-dir")
            .arg(self.directory.path())
            .args(["--vault", "file"]);
        command.env("SCIMDESK_PASSPHRASE", "a passphrase of this test only");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    /// Runs with a line on stdin.
    fn run_with(&self, arguments: &[&str], line: &str) -> Ended {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that wants no line ends without reading it.
        let _ = writeln!(child.stdin.take().unwrap(), "{line}");
        Ended::of(child.wait_with_output().unwrap())
    }

    fn add(&self, name: &str, url: &str, token: &str) -> Ended {
        self.run_with(&["tenant", "add", name, "--app", "documo", "--url", url], token)
    }
}

/// What a command printed, and its exit code.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, Some(expected), "{self:#?}");
        self
    }

    fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// `eval` with a person on stdin.
fn eval(expression: &str, person: &str, more: &[&str]) -> Ended {
    let mut child = scimdesk(&["eval", expression, "--person", "-"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(person.as_bytes()).unwrap();
    Ended::of(child.wait_with_output().unwrap())
}

const ADA: &str = r#"{
    "givenName": "Ada", "surname": "Łoś", "accountEnabled": true, "level": 7, "mail": null,
    "proxyAddresses": ["a@example.com", "b@example.com"],
    "appRoleAssignments": [{"id": "1", "value": "admin", "displayName": "Admin"}],
    "address": {"city": "Oslo"}
}"#;

#[test]
fn an_expression_gives_its_value_for_a_person() {
    for (expression, plain, json) in [
        (
            r#"Join(" ", [givenName], [surname])"#,
            "Ada Łoś\n",
            r#"{"value":"Ada Łoś"}"#,
        ),
        ("Len([surname])", "3\n", r#"{"value":"3"}"#),
        ("Not([accountEnabled])", "False\n", r#"{"value":"False"}"#),
        ("CStr([level])", "7\n", r#"{"value":"7"}"#),
        ("Coalesce([mail])", "", r#"{"value":null}"#),
        ("Coalesce([nothing])", "", r#"{"value":null}"#),
        (r#"Left("", 1)"#, "\n", r#"{"value":""}"#),
        ("IgnoreFlowIfNullOrEmpty([mail])", "", r#"{"flow":false}"#),
        (
            "RemoveDuplicates([proxyAddresses])",
            "a@example.com\nb@example.com\n",
            r#"{"value":["a@example.com","b@example.com"]}"#,
        ),
        (
            "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            "Admin\n",
            r#"{"value":[{"id":"1","value":"admin","displayName":"Admin"}]}"#,
        ),
    ] {
        assert_eq!(eval(expression, ADA, &[]).code(0).out, plain, "{expression}");
        let ended = eval(expression, ADA, &["--json"]).code(0);
        assert_eq!(ended.out, format!("{json}\n"), "{expression}");
    }
}

#[test]
fn what_varies_or_comes_from_outside_is_there() {
    let domain = eval("DefaultDomain()", "{}", &["--default-domain", "contoso.com"]).code(0);
    assert_eq!(domain.out, "contoso.com\n");
    let [first, second] = [(); 2].map(|()| eval("Guid()", "{}", &[]).code(0));
    assert_eq!(first.out.len(), 37, "{first:?}");
    assert_ne!(first.out, second.out);
    assert!(first.err.contains("another value each time"), "{first:?}");
    let now = eval(r#"DateDiff("s", Now(), CDate("2020-01-01"))"#, "{}", &[]).code(0);
    assert!(now.out.starts_with('-'), "the clock is that of the machine: {now:?}");
    let unique = eval(r#"SelectUniqueValue([mail], [givenName], "x")"#, ADA, &[]).code(0);
    assert_eq!(unique.out, "Ada\n");
    assert!(unique.err.contains("not asked which values are taken"), "{unique:?}");
}

#[test]
fn an_expression_that_fails_says_where_and_what_to_do() {
    let plain = eval("Append([givenName], Jion(1))", ADA, &[]).code(2);
    assert_eq!(plain.out, "");
    assert_eq!(
        plain.err,
        "There is no function Jion.\n  Append([givenName], Jion(1))\n                      ^^^^\nDid you mean Join?\n"
    );
    for (expression, person, code, range) in [
        ("Append([givenName], Jion(1))", ADA, "function_unknown", Some((20, 4))),
        ("Not([😀], x)", ADA, "name_unexpected", Some((10, 1))),
        (r#"Replace([mail], , "(", , "")"#, ADA, "pattern_invalid", Some((18, 3))),
        ("CDate([givenName])", ADA, "not_date", Some((6, 11))),
        ("ToLower([proxyAddresses])", ADA, "several_values", Some((8, 16))),
        ("DefaultDomain()", ADA, "default_domain_unknown", Some((0, 15))),
        ("Not([address])", ADA, "attribute_unusable", None),
        ("Not([givenName])", "{", "person_invalid", None),
        ("Not([givenName])", "[]", "person_invalid", None),
        ("Not([givenName])", "", "person_invalid", None),
    ] {
        let ended = eval(expression, person, &["--json"]).code(2);
        let error = &ended.lines()[0]["error"];
        assert_eq!(error["code"], code, "{expression}: {error}");
        assert_eq!(
            error["offset"].as_u64(),
            range.map(|(offset, _)| offset),
            "{expression}: {error}"
        );
        assert_eq!(
            error["length"].as_u64(),
            range.map(|(_, length)| length),
            "{expression}: {error}"
        );
        for sentence in ["message", "next"] {
            assert!(!error[sentence].as_str().unwrap().is_empty(), "{expression}: {error}");
        }
    }
    let long = format!("Not(\"{}\")", "x".repeat(9_994));
    let error = &eval(&long, ADA, &["--json"]).code(2).lines()[0]["error"];
    assert_eq!(error["code"], "expression_too_long");
}

#[test]
fn a_person_comes_from_a_file_too() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("ada.json");
    fs::write(&path, ADA).unwrap();
    let person = path.to_str().unwrap();
    let run = |person: &str| Ended::of(scimdesk(&["eval", "Not([mail])", "--person", person]).output().unwrap());
    assert_eq!(run(person).code(0).out, "True\n");
    let missing = run(directory.path().join("nobody.json").to_str().unwrap()).code(2);
    assert!(missing.err.starts_with("The person cannot be read: "), "{missing:?}");
    let not_text = directory.path().join("picture.json");
    fs::write(&not_text, [0xff, 0xd8, 0xff]).unwrap();
    run(not_text.to_str().unwrap()).code(2);
}

#[test]
fn a_value_cannot_drive_the_terminal() {
    let ended = eval("CStr([x])", r#"{"x": "\u001b[31mred\nnext"}"#, &[]).code(0);
    assert_eq!(ended.out, "\u{fffd}[31mred next\n");
    let ended = eval("CStr([x])", r#"{"x": "\u001b[31mred\nnext"}"#, &["--json"]).code(0);
    assert_eq!(ended.lines()[0]["value"], "\u{1b}[31mred\nnext");
}

#[test]
fn the_main_job_runs_from_a_script() {
    let practice = Practice::serve("documo", "60");
    let admin = Admin::new();
    admin.add("Documo", &practice.url, &practice.token).code(0);

    let test = admin.run(&["test", "documo"]).code(0);
    assert!(
        test.out.starts_with("It works."),
        "the sentence is the output: {test:?}"
    );
    assert!(
        test.err.contains("The token is accepted"),
        "the stages are talk: {test:?}"
    );
    assert!(
        test.err.contains("The URL makes sense"),
        "the first stage too: {test:?}"
    );

    admin.run(&["refresh", "documo"]).code(0);
    let users = admin.run(&["users", "documo", "--json"]).code(0).lines();
    assert_eq!(users.len(), 60, "every account, not a page of them");
    let limited = admin
        .run(&["users", "documo", "--json", "--limit", "7"])
        .code(0)
        .lines();
    assert_eq!(limited.len(), 7);
    let inactive = admin
        .run(&["users", "documo", "--json", "--active", "no"])
        .code(0)
        .lines();
    assert!(inactive.iter().all(|row| row["active"] == false), "{inactive:?}");

    let leaver = users.iter().find(|row| row["active"] == true).unwrap();
    let (id, user_name) = (leaver["id"].as_str().unwrap(), leaver["userName"].as_str().unwrap());
    let filter = format!("userName eq \"{user_name}\"");
    let found = admin
        .run(&["users", "documo", "--json", "--filter", &filter])
        .code(0)
        .lines();
    assert_eq!(
        found.iter().map(|row| row["id"].as_str().unwrap()).collect::<Vec<_>>(),
        [id]
    );

    // Read-only: refused before anything is sent.
    let refused = admin.run(&["deactivate", "documo", id, "--yes"]).code(4);
    assert!(refused.err.contains("read-only"), "{refused:?}");
    assert!(
        refused.err.contains("scimdesk tenant set Documo --safety review"),
        "the next step can be typed: {refused:?}"
    );
    // Review: nobody is there to read it, so the script has to say yes.
    admin.run(&["tenant", "set", "documo", "--safety", "review"]).code(0);
    let unread = admin.run(&["deactivate", "documo", id]).code(4);
    assert!(
        unread.err.contains("\"active\"") && unread.err.contains("PATCH"),
        "the request is shown: {unread:?}"
    );
    let journal = admin.run(&["journal", "documo", "--json"]).code(0);
    assert_eq!(journal.lines().len(), 0, "nothing was sent so far");

    // By user name, whatever its letter case.
    let sent = admin
        .run(&["deactivate", "documo", &user_name.to_uppercase(), "--yes", "--json"])
        .code(0);
    let outcome: Value = serde_json::from_str(&sent.out).unwrap();
    assert_eq!(outcome["applied"], 1);
    let shown = admin.run(&["show", "documo", "user", id, "--json"]).code(0);
    assert_eq!(serde_json::from_str::<Value>(&shown.out).unwrap()["active"], false);
    let journal = admin.run(&["journal", "--json"]).code(0).lines();
    assert_eq!((journal.len(), &journal[0]["outcome"]), (1, &Value::from("applied")));

    let journal = admin.run(&["journal"]).code(0).out;
    let mut lines = journal.lines();
    let (head, row) = (lines.next().unwrap(), lines.next().unwrap());
    for (heading, cell) in [
        ("CHANGE", "deactivate"),
        ("OUTCOME", "applied and confirmed"),
        ("ID", id),
    ] {
        assert_eq!(column(head, heading), column(row, cell), "under its head:\n{journal}");
    }

    // One of two goes well: done in part.
    let gone = users.iter().find(|row| row["active"] == false).unwrap()["id"]
        .as_str()
        .unwrap();
    practice_deletes(&practice, gone);
    let partly = admin.run(&["reactivate", "documo", id, gone, "--yes"]).code(5);
    assert!(
        partly.out.contains("1 applied") && partly.out.contains("1 failed"),
        "{partly:?}"
    );

    admin.run(&["tenant", "remove", "documo"]).code(0);
    assert_eq!(admin.run(&["tenant", "list", "--json"]).code(0).lines().len(), 0);
    assert_eq!(
        admin.run(&["journal", "--json"]).code(0).lines()[0]["account"],
        id,
        "the journal stays"
    );
}

/// Where a cell of a printed table begins, as wide as a terminal shows what stands before it.
fn column(line: &str, cell: &str) -> usize {
    line[..line.find(cell).unwrap()].width()
}

/// Deletes an account behind the command's back, as somebody else's admin would.
fn practice_deletes(practice: &Practice, id: &str) {
    let (host, path) = practice.url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut connection = std::net::TcpStream::connect(host).unwrap();
    write!(
        connection,
        "DELETE /{path}/Users/{} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        id, practice.token
    )
    .unwrap();
    let mut answer = String::new();
    BufReader::new(connection).read_line(&mut answer).unwrap();
    assert!(answer.contains(" 204 "), "{answer}");
}

/// What `--app` takes.
const APPS: &str = "wedo, workgrid, workteam, ideo, documo, custom";

#[test]
fn each_refusal_has_its_exit_code_and_a_sentence() {
    let practice = Practice::serve("wedo", "5");
    let admin = Admin::new();
    admin.add("good", &practice.url, &practice.token).code(0);
    admin.add("bad-token", &practice.url, "not-the-token").code(0);
    for (arguments, code, words) in [
        (&["test", "bad-token"][..], 3, "refused (401)"),
        (&["refresh", "bad-token"], 3, "refused (401)"),
        (&["test", "nobody"], 2, "no tenant named \"nobody\""),
        (&["tenant", "add", "GOOD", "--url", &practice.url], 2, ""),
        (
            &["tenant", "add", "new", "--app", "slack", "--url", "https://x.example"],
            2,
            APPS,
        ),
        (&["tenant", "set", "good"], 2, "--safety"),
        (&["tenant", "set", "good", "--rate", "0"], 2, ""),
        (&["users", "good", "--filter", "userName eq"], 2, ""),
        (
            &["users", "good", "--filter", "active eq true", "--search", "x"],
            2,
            "cannot be used with",
        ),
        (&["groups", "good", "--active", "yes"], 2, "neither active nor inactive"),
        (&["show", "good", "user", "nobody"], 2, "nobody"),
        (&["show", "good", "group", "nobody"], 3, "has no such account or group"),
        (&["deactivate", "good", "nobody@example.com"], 2, "nobody@example.com"),
        (&["frobnicate"], 2, "unrecognized subcommand"),
        (&["practice", "--accounts", "1000001"], 2, "1000001"),
        (&["practice", "--app", "nonesuch"], 2, APPS),
    ] {
        let ended = admin.run(arguments);
        assert_eq!(ended.code, Some(code), "{arguments:?}: {ended:#?}");
        assert!(
            (ended.err.clone() + &ended.out).contains(words) && !ended.err.trim().is_empty(),
            "{arguments:?} says why: {ended:#?}"
        );
    }
}

#[test]
fn what_was_noticed_about_a_url_is_said_when_it_is_saved() {
    let admin = Admin::new();
    for (name, url, saved, said) in [
        (
            "cut",
            "https://app.documo.com/settings/users",
            "https://app.documo.com/settings",
            &["/users is left out", "Documo is known to be at api.documo.com"][..],
        ),
        (
            "short",
            "https://api.documo.com",
            "https://api.documo.com/",
            &["For Documo the URL ends in", "https://api.documo.com/scim/v2"],
        ),
        (
            "good",
            "https://api.documo.com/scim/v2",
            "https://api.documo.com/scim/v2",
            &[],
        ),
    ] {
        let added = admin.add(name, url, "a-token").code(0);
        assert!(added.out.contains(&format!("({saved})")), "{added:?}");
        for sentence in said {
            assert!(added.err.contains(sentence), "{url}: {added:?}");
        }
        assert_eq!(added.err.is_empty(), said.is_empty(), "{url}: {added:?}");
    }
}

/// The bus is that of Linux; elsewhere the system's own keyring is always there.
#[cfg(target_os = "linux")]
#[test]
fn where_there_is_no_keyring_the_command_names_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let nowhere = format!("unix:path={}", directory.path().join("no-bus").display());
    let ended = Ended::of(
        scimdesk(&["tenant", "list", "--data-dir"])
            .arg(directory.path())
            .env("DBUS_SESSION_BUS_ADDRESS", nowhere)
            .output()
            .unwrap(),
    )
    .code(1);
    assert!(ended.err.starts_with("This system has no keyring"), "{ended:?}");
    assert!(ended.err.contains("--vault file"), "{ended:?}");
}

#[test]
fn with_json_an_error_is_one_object_with_a_stable_code() {
    let admin = Admin::new();
    let ended = admin.run(&["test", "nobody", "--json"]).code(2);
    let error: Value = serde_json::from_str(&ended.err).unwrap();
    assert_eq!(error["code"], "tenant_not_found");
    assert!(error["message"].as_str().unwrap().contains("nobody"));
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let admin = Admin::new();
    admin.run(&["tenant", "list"]).code(0);
    let ended = Ended::of(
        admin
            .command(&["tenant", "list"])
            .env("SCIMDESK_PASSPHRASE", "another")
            .output()
            .unwrap(),
    );
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("passphrase"), "{ended:?}");
}

#[test]
fn the_token_is_in_no_output_and_in_no_file() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    let mut said = String::new();
    let added = admin.add("Documo", &practice.url, &practice.token).code(0);
    said.push_str(&added.out);
    said.push_str(&added.err);
    for arguments in [
        &["tenant", "list", "--json"][..],
        &["tenant", "show", "documo", "--json"],
        &["test", "documo", "--json"],
        &["refresh", "documo", "--json"],
        &["users", "documo", "--json"],
        &["tenant", "set", "documo", "--safety", "trusted", "--json"],
    ] {
        let ended = admin.run(arguments).code(0);
        said.push_str(&ended.out);
        said.push_str(&ended.err);
    }
    assert!(!said.contains(&practice.token));
    assert!(files(admin.directory.path()) > 0, "there are files to look into");
    assert_nowhere(admin.directory.path(), practice.token.as_bytes());
}

fn files(directory: &Path) -> usize {
    fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files(&path) } else { 1 })
        .sum()
}

fn assert_nowhere(directory: &Path, secret: &[u8]) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_nowhere(&path, secret);
        } else {
            let bytes = fs::read(&path).unwrap();
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_command_quietly() {
    let practice = Practice::serve("documo", "3000");
    let admin = Admin::new();
    admin.add("Documo", &practice.url, &practice.token).code(0);
    admin.run(&["refresh", "documo"]).code(0);
    let mut child = admin
        .command(&["users", "documo", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    {
        let mut reader = BufReader::with_capacity(64, child.stdout.take().unwrap());
        reader.read_line(&mut first).unwrap();
    }
    let ended = Ended::of(child.wait_with_output().unwrap());
    assert!(first.starts_with('{'), "{first}");
    assert!(
        !ended.err.contains("panicked") && !ended.err.contains("Broken pipe"),
        "{ended:?}"
    );
    ended.code(0);
}

const HR: &str = "Personalnummer;Vorname;Nachname;E-Mail;Kostenstelle;Gruppen\n\
    17;Jörg;Weiß;joerg@contoso.example;0815;\"Sales; Leads\"\n\
    18;Ann;Lee;ann@contoso.example;0815;Sales\n\
    19;Ben;Ocean;ben@contoso.example;4711\n\
    20;Cleo;Diaz;cleo@contoso.example;4711;\n";

#[test]
fn people_are_imported_listed_used_and_assigned() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    admin.add("documo", &practice.url, &practice.token).code(0);
    let file = admin.directory.path().join("hr.csv");
    let path = file.to_str().unwrap().to_owned();
    fs::write(&file, HR).unwrap();

    let unknown = admin
        .run(&["directory", "import", "hr", &path, "--map", "Shoes=size"])
        .code(2);
    assert!(unknown.err.contains("The file has no column \"Shoes\"."), "{unknown:?}");

    let kept = admin
        .run(&[
            "directory",
            "import",
            "hr",
            &path,
            "--map",
            "Kostenstelle=extensionAttribute1",
            "--map",
            "Nachname=",
            "--json",
        ])
        .code(0);
    assert_eq!(
        kept.err,
        "Personalnummer → employeeId\nVorname → givenName\nE-Mail → mail\nKostenstelle → extensionAttribute1\nGruppen → groups\n\
         People are told apart by employeeId.\n\
         Line 4: It has 5 fields where the header has 6.\nOne row of the file could not be used.\n"
    );
    let directory: Value = serde_json::from_str(&kept.out).unwrap();
    assert_eq!(
        (&directory["name"], &directory["people"], &directory["groups"]),
        (&"hr".into(), &3.into(), &2.into())
    );

    let people = admin
        .run(&["directory", "people", "HR", "--search", "JO", "--json"])
        .code(0)
        .lines();
    assert_eq!(people.len(), 1);
    assert_eq!((&people[0]["id"], &people[0]["name"]), (&"17".into(), &"Jörg".into()));
    let table = admin.run(&["directory", "people", "hr", "--limit", "2"]).code(0);
    assert_eq!(table.out.lines().count(), 3, "{table:?}");
    assert!(table.out.starts_with("NAME"), "{table:?}");
    let list = admin.run(&["directory", "list"]).code(0);
    assert!(list.out.contains("hr.csv"), "{list:?}");

    let nowhere = admin.run(&["assign", "documo", "17"]).code(2);
    assert!(nowhere.err.contains("no directory"), "{nowhere:?}");
    admin.run(&["directory", "use", "documo", "hr"]).code(0);
    let show = admin.run(&["directory", "show", "hr"]).code(0);
    assert!(show.out.contains("Tenants   documo"), "{show:?}");
    assert!(show.out.contains("could not be used"), "{show:?}");
    let assigned = admin
        .run(&[
            "assign",
            "documo",
            "ann@contoso.example",
            "--group",
            "leads",
            "--role",
            "admin",
        ])
        .code(0);
    assert_eq!(assigned.out, "2 assigned to documo with admin.\n");
    admin.run(&["assign", "documo", "17"]).code(0);
    let nobody = admin.run(&["assign", "documo", "nobody"]).code(2);
    assert!(nobody.err.contains("nobody called nobody"), "{nobody:?}");
    let rows = admin.run(&["assignments", "documo", "--json"]).code(0).lines();
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row["name"].as_str().unwrap(),
                row["role"]["value"].as_str(),
                row["people"].as_u64(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Ann", Some("admin"), None),
            ("Jörg", None, None),
            ("Leads", Some("admin"), Some(1))
        ]
    );
    let table = admin.run(&["assignments", "documo"]).code(0);
    assert!(table.out.contains("Default Access"), "{table:?}");

    let used = admin.run(&["directory", "remove", "hr"]).code(2);
    assert!(
        used.err.contains("The people of documo come from this directory."),
        "{used:?}"
    );
    admin
        .run(&["unassign", "documo", "Ann", "17", "--group", "Leads"])
        .code(0);
    assert!(
        admin
            .run(&["assignments", "documo"])
            .code(0)
            .err
            .contains("Nobody is assigned.")
    );
    // Other people are known by other ids: who is assigned is then nobody, and that is said.
    admin.run(&["assign", "documo", "17"]).code(0);
    let other = admin.directory.path().join("other.csv");
    fs::write(&other, "userPrincipalName\na@x.example\n").unwrap();
    admin
        .run(&["directory", "import", "other", other.to_str().unwrap()])
        .code(0);
    let used = admin.run(&["directory", "use", "documo", "other"]).code(0);
    assert!(
        used.err.contains("The only assignment names nobody in other"),
        "{used:?}"
    );
    admin.run(&["directory", "use", "documo", "--none"]).code(0);
    admin.run(&["directory", "remove", "hr"]).code(0);
    admin.run(&["directory", "show", "hr"]).code(2);
}

/// The usual id has a value in every row; the one that was named has not, and those rows are named too.
#[test]
fn rows_are_listed_that_the_named_id_cannot_tell_apart() {
    let admin = Admin::new();
    let file = admin.directory.path().join("hr.csv");
    fs::write(
        &file,
        "userPrincipalName,Badge\na@x.example,1\nb@x.example,\nc@x.example,1\nd@x.example,2\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let imported = admin.run(&["directory", "import", "hr", file, "--id", "Badge"]).code(0);
    for said in ["People are told apart by Badge.", "Line 3: ", "Line 4: "] {
        assert!(imported.err.contains(said), "{said}: {}", imported.err);
    }
    assert!(imported.out.contains("2 people"), "{}", imported.out);
}

#[test]
fn people_are_not_replaced_by_few_others_unless_told_so() {
    let admin = Admin::new();
    let file = admin.directory.path().join("people.json");
    let path = file.to_str().unwrap().to_owned();
    fs::write(&file, r#"[{"id": "1"}, {"id": "2"}, {"id": "3"}, {"id": "4"}]"#).unwrap();
    let first = admin.run(&["directory", "import", "all", &path]).code(0);
    assert_eq!(
        first.out,
        "all: 4 people, 0 groups. Next: scimdesk directory use TENANT all\n"
    );

    fs::write(&file, r#"[{"id": "1"}, {"id": "2"}, {"id": "5"}]"#).unwrap();
    let half = admin.run(&["directory", "import", "ALL", &path]).code(0);
    assert_eq!(
        half.err,
        "id → objectId\nPeople are told apart by objectId.\nall: 4 people before, 3 after; 1 new, 2 gone.\n"
    );

    fs::write(&file, r#"[{"id": "5"}]"#).unwrap();
    let refused = admin.run(&["directory", "import", "all", &path]).code(4);
    assert!(
        refused.err.contains("More than half of the people of all would vanish"),
        "{refused:?}"
    );
    assert_eq!(
        admin
            .run(&["directory", "people", "all", "--json"])
            .code(0)
            .lines()
            .len(),
        3
    );
    admin.run(&["directory", "import", "all", &path, "--yes"]).code(0);
    assert_eq!(
        admin
            .run(&["directory", "people", "all", "--json"])
            .code(0)
            .lines()
            .len(),
        1
    );

    fs::write(&file, r#"[{"shoes": 44}]"#).unwrap();
    let no_id = admin.run(&["directory", "import", "all", &path]).code(2);
    assert!(
        no_id.err.contains("--id ATTRIBUTE. The columns are: shoes"),
        "{no_id:?}"
    );
    admin
        .run(&["directory", "import", "sizes", &path, "--id", "shoes"])
        .code(0);
}

#[test]
fn the_accounts_of_a_tenant_are_taken_as_people() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    admin.add("documo", &practice.url, &practice.token).code(0);
    let early = admin.run(&["directory", "take", "found", "--tenant", "documo"]).code(2);
    assert!(early.err.contains("were not fetched yet"), "{early:?}");
    admin.run(&["refresh", "documo"]).code(0);
    let taken = admin.run(&["directory", "take", "found", "--tenant", "documo"]).code(0);
    assert!(taken.out.starts_with("found: 20 people"), "{taken:?}");
    let again = admin.run(&["directory", "take", "found", "--tenant", "documo"]).code(0);
    assert!(
        again.err.contains("found: 20 people before, 20 after; 0 new, 0 gone."),
        "{again:?}"
    );
}

#[test]
fn mappings_are_exported_changed_looked_at_saved_and_restored() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    admin.add("documo", &practice.url, &practice.token).code(0);
    admin.run(&["refresh", "documo"]).code(0);
    admin.run(&["directory", "take", "found", "--tenant", "documo"]).code(0);
    admin.run(&["directory", "use", "documo", "found"]).code(0);
    let exported = admin.run(&["mapping", "export", "documo"]).code(0).out;
    // Roles come from assignments, and nobody is assigned.
    let everybody = exported.replace("who = 'assigned'", "who = 'all'").replace(
        "expression = 'SingleAppRoleAssignment([appRoleAssignments])'",
        "constant = 'user'",
    );
    let marked = everybody.replace("attribute = 'surname'", "expression = 'Append([surname], \"!\")'");
    assert!(marked != everybody && everybody != exported, "{exported}");
    let draft = admin.directory.path().join("draft.toml");
    let path = draft.to_str().unwrap();
    fs::write(&draft, &marked).unwrap();

    let seen = admin
        .run(&[
            "preview",
            "documo",
            "--mappings",
            path,
            "--target",
            "name.familyName",
            "--changed",
            "--json",
        ])
        .code(0)
        .lines();
    assert!(!seen.is_empty());
    for row in &seen {
        let attribute = &row["attributes"][0];
        let from = attribute["from"].as_str().unwrap();
        assert_eq!(
            (row["outcome"].as_str(), attribute["to"].as_str()),
            (Some("changed"), Some(format!("{from}!").as_str()))
        );
    }

    admin.run(&["mapping", "import", "documo", path]).code(4);
    admin
        .run(&["mapping", "import", "documo", path, "--yes", "--note", "a mark"])
        .code(0);
    let scope = admin.run(&["scope", "documo"]).code(0);
    assert!(scope.err.contains("20 in scope, 0 out of scope."), "{scope:?}");
    admin.run(&["mapping", "restore", "documo", "0"]).code(0);
    let notes: Vec<_> = (admin
        .run(&["mapping", "versions", "documo", "--json"])
        .code(0)
        .lines()
        .iter())
    .map(|version| version["note"].as_str().unwrap().to_owned())
    .collect();
    assert_eq!(notes, ["Back to the app's defaults", "a mark"]);
    assert_eq!(admin.run(&["mapping", "export", "documo"]).code(0).out, exported);
}

#[test]
fn mappings_with_errors_are_neither_saved_nor_looked_at() {
    let practice = Practice::serve("documo", "20");
    let admin = Admin::new();
    admin.add("documo", &practice.url, &practice.token).code(0);
    admin.run(&["refresh", "documo"]).code(0);
    admin.run(&["directory", "take", "found", "--tenant", "documo"]).code(0);
    admin.run(&["directory", "use", "documo", "found"]).code(0);
    let exported = admin.run(&["mapping", "export", "documo"]).code(0).out;
    let draft = admin.directory.path().join("draft.toml");
    let path = draft.to_str().unwrap();
    let family = "attribute = 'surname'\n";
    for (old, new, said) in [
        ("matching = 1\n", String::new(), "[matching_missing]"),
        (
            family,
            format!("{family}\n[[users.mapping]]\ntarget = 'name.familyName'\n{family}"),
            "[target_twice]",
        ),
        (
            family,
            "expression = 'Jion([surname])'\n".to_owned(),
            "[function_unknown]",
        ),
    ] {
        let broken = exported.replacen(old, &new, 1);
        assert_ne!(broken, exported, "{said}");
        fs::write(&draft, broken).unwrap();
        let lint = admin.run(&["mapping", "lint", "documo", path]).code(2);
        assert!(lint.out.contains(said), "{lint:?}");
        assert!(
            lint.err.contains("1 error: these mappings cannot be saved."),
            "{lint:?}"
        );
        for command in [
            ["preview", "documo", "--mappings", path].as_slice(),
            &["scope", "documo", "--mappings", path],
            &["mapping", "import", "documo", path, "--yes"],
        ] {
            let refused = admin.run(command).code(2);
            assert!(refused.out.is_empty() && refused.err.contains(said), "{refused:?}");
        }
    }
    let versions = admin.run(&["mapping", "versions", "documo"]).code(0);
    assert!(versions.err.contains("Nothing was saved yet"), "{versions:?}");
}
