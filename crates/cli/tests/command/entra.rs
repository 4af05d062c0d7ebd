//! Microsoft Entra ID from a script, on a practice Graph: served, connected, tested, read.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Stdio},
};

use serde_json::Value;

use crate::{Admin, Ended, scimdesk};

/// `practice --graph`, ended with the test.
struct Graph {
    process: Child,
    served: Value,
}

impl Graph {
    fn serve() -> Self {
        let mut process = scimdesk(&["practice", "--graph", "--accounts", "15", "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let served = serde_json::from_str(&line).unwrap();
        Self { process, served }
    }

    fn text(&self, name: &str) -> &str {
        self.served[name].as_str().unwrap()
    }
}

impl Drop for Graph {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn what_a_practice_graph_prints_to_type_connects_it() {
    let mut process = scimdesk(&["practice", "--graph", "--accounts", "15"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let secret = lines.find_map(|line| Some(line.trim().strip_prefix("Secret")?.trim().to_owned()));
    let typed = lines.find(|line| line.trim().starts_with("scimdesk directory add"));
    let graph = Graph {
        process,
        served: Value::Null,
    };
    let admin = Admin::new();
    let typed = typed.unwrap();
    let arguments: Vec<&str> = typed.split_whitespace().skip(1).collect();
    admin.run_with(&arguments, &secret.unwrap()).code(0);
    let tested = admin.run(&["directory", "test", "staff"]).code(0);
    assert!(tested.out.contains("15 people"), "{tested:?}");
    drop(graph);
}

fn add(admin: &Admin, graph: &Graph, name: &str, secret: &str, more: &[&str]) -> Ended {
    let mut child = admin
        .command(&["directory", "add", name, "--entra", graph.text("directory")])
        .args(["--client", graph.text("client"), "--endpoint", graph.text("endpoint")])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{secret}").unwrap();
    Ended::of(child.wait_with_output().unwrap())
}

#[test]
fn a_directory_of_entra_id_is_added_tested_and_read() {
    let graph = Graph::serve();
    let admin = Admin::new();
    let principal = ["--service-principal", graph.text("servicePrincipal")];
    add(&admin, &graph, "staff", graph.text("secret"), &principal).code(0);
    let tested = admin.run(&["directory", "test", "staff"]).code(0);
    assert!(tested.out.contains("15 people"), "{tested:?}");
    let first = admin.run(&["directory", "refresh", "staff", "--json"]).code(0);
    let first: Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(
        (&first["full"], &first["people"]),
        (&Value::from(true), &Value::from(15))
    );
    let second = admin.run(&["directory", "refresh", "staff", "--json"]).code(0);
    let second: Value = serde_json::from_str(&second.out).unwrap();
    assert_eq!(
        (&second["full"], &second["changed"]),
        (&Value::from(false), &Value::from(0))
    );
}

#[test]
fn a_wrong_secret_ends_with_the_code_for_what_servers_refuse_and_is_not_printed() {
    let graph = Graph::serve();
    let admin = Admin::new();
    add(&admin, &graph, "staff", "not-this-one", &[]).code(0);
    let refused = admin.run(&["directory", "refresh", "staff"]).code(3);
    assert!(refused.err.contains("AADSTS7000215"), "{refused:?}");
    assert!(
        !refused.err.contains("not-this-one") && !refused.out.contains("not-this-one"),
        "{refused:?}"
    );
}
