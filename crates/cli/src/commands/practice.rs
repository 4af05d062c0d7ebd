//! `practice`: practice tenants in the foreground, for trying out and for tests.

use std::io::{self, Write};

use scimdesk_desk::{
    practice::{ForegroundPractice, serve},
    practice_graph,
};
use secrecy::ExposeSecret;
use serde::Serialize;

use crate::args::PracticeArgs;
use crate::exit::Stop;
use crate::next_step::argument;
use crate::output::Output;

/// One practice tenant as printed. The token is made up for this run and worth nothing elsewhere.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Served<'a> {
    app: &'a str,
    app_name: &'a str,
    url: &'a str,
    token: &'a str,
    accounts: u32,
}

/// A practice Graph as printed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ServedGraph<'a> {
    endpoint: &'a str,
    directory: &'a str,
    client: &'a str,
    secret: &'a str,
    service_principal: &'a str,
    people: u32,
}

/// Serves until Ctrl-C.
pub(crate) async fn run(args: PracticeArgs, output: Output) -> Result<(), Stop> {
    if args.graph {
        return graph(&args, output).await;
    }
    let servers = serve(ForegroundPractice {
        app: args.app,
        accounts: args.accounts,
        port: (args.port != 0).then_some(args.port),
    })
    .await?;
    for server in &servers {
        let served = Served {
            app: &server.app,
            app_name: &server.app_name,
            url: &server.url,
            token: server.token.expose_secret(),
            accounts: server.accounts,
        };
        output.object(&served)?;
        output.line(&format!("{}, {} accounts", served.app_name, served.accounts))?;
        output.line(&format!("  URL    {}", served.url))?;
        output.line(&format!("  Token  {}", served.token))?;
    }
    io::stdout().flush()?;
    output.say("Serving until Ctrl-C. State is kept while this runs.");
    let _ = tokio::signal::ctrl_c().await;
    servers.stop().await;
    Ok(())
}

async fn graph(args: &PracticeArgs, output: Output) -> Result<(), Stop> {
    let graph = practice_graph::serve(args.accounts, (args.port != 0).then_some(args.port)).await?;
    let served = ServedGraph {
        endpoint: graph.endpoint(),
        directory: graph.directory(),
        client: graph.client(),
        secret: graph.secret.expose_secret(),
        service_principal: graph.service_principal(),
        people: graph.people,
    };
    output.object(&served)?;
    output.line(&format!("Microsoft Graph, {} people", served.people))?;
    output.line(&format!("  Endpoint           {}", served.endpoint))?;
    output.line(&format!("  Directory          {}", served.directory))?;
    output.line(&format!("  Client             {}", served.client))?;
    output.line(&format!("  Secret             {}", served.secret))?;
    output.line(&format!("  Service principal  {}", served.service_principal))?;
    output.line("In a second terminal, which asks for that secret:")?;
    output.line(&format!(
        "  scimdesk directory add staff --entra {} --client {} --endpoint {} --service-principal {}",
        argument(served.directory),
        argument(served.client),
        argument(served.endpoint),
        argument(served.service_principal)
    ))?;
    io::stdout().flush()?;
    output.say("Serving until Ctrl-C. State is kept while this runs.");
    let _ = tokio::signal::ctrl_c().await;
    graph.stop().await;
    Ok(())
}
