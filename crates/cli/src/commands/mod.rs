//! One module for each command.

mod activation;
mod apply;
mod assignments;
mod connection;
mod cycle;
mod cycle_settings;
mod directory;
mod drift;
mod eval;
mod journal;
mod links;
mod lists;
mod logs;
mod mapping;
mod plan;
mod practice;
mod preview;
mod provision;
mod refresh;
mod scope;
mod serve;
mod staged;
mod tenant;

use crate::args::{Cli, Command};
use crate::exit::Stop;
use crate::output::Output;
use crate::session::Session;

/// Runs what was typed.
pub(crate) async fn run(cli: Cli, output: Output) -> Result<(), Stop> {
    let command = match cli.command {
        // These need neither vault nor cache.
        Command::Eval(args) => return eval::run(args, output),
        Command::Practice(args) => return practice::run(args, output).await,
        command => command,
    };
    let session = Session::open(cli.global, output)
        .await
        .map_err(|stop| stop.with_step(None))?;
    let result = match command {
        Command::Tenant(command) => tenant::run(&session, command).await,
        Command::Test { name } => connection::run(&session, &name).await,
        Command::Refresh { name } => refresh::run(&session, &name).await,
        Command::Users(args) => lists::users(&session, args).await,
        Command::Groups(args) => lists::groups(&session, args).await,
        Command::Show { name, kind, id } => lists::show(&session, &name, kind.into(), id).await,
        Command::Deactivate(args) => activation::run(&session, args, false).await,
        Command::Reactivate(args) => activation::run(&session, args, true).await,
        Command::Directory(command) => directory::run(&session, command).await,
        Command::Assign(args) => assignments::assign(&session, args).await,
        Command::Unassign(args) => assignments::unassign(&session, args).await,
        Command::Assignments { name, search } => assignments::list(&session, &name, search).await,
        Command::Links(command) => links::run(&session, command).await,
        Command::Drift(command) => drift::run(&session, command).await,
        Command::Journal { name } => journal::run(&session, name.as_deref()).await,
        Command::Mapping(command) => mapping::run(&session, command).await,
        Command::Preview(args) => preview::run(&session, args).await,
        Command::Scope(args) => scope::run(&session, args).await,
        Command::Plan(args) => plan::run(&session, args).await,
        Command::Cycle(args) => cycle::run(&session, args).await,
        Command::Apply(args) => apply::run(&session, args).await,
        Command::Provision(args) => provision::run(&session, args).await,
        Command::Serve(args) => serve::run(&session, args).await,
        Command::Logs(args) => logs::run(&session, args).await,
        Command::Staged(args) => staged::run(&session, args).await,
        Command::Eval(_) | Command::Practice(_) => Ok(()),
    };
    session.desk.shutdown().await;
    result.map_err(|stop| stop.with_step(session.named()))
}
