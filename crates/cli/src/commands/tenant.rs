//! `tenant add | list | show | remove | set`.

use std::io;

use scimdesk_desk::wire::{
    AddTenant, CheckUrl, Completeness, ListingSummary, ReplaceCredential, SafetyLevel, Tenant, TenantId, TenantState,
    UpdateTenant,
};

use crate::args::TenantCommand;
use crate::exit::Stop;
use crate::next_step::argument;
use crate::output::Table;
use crate::session::{Session, read_token};

/// Runs a command about tenants.
pub(crate) async fn run(session: &Session, command: TenantCommand) -> Result<(), Stop> {
    let output = session.output;
    match command {
        TenantCommand::Add { name, url, app, safety } => {
            advise(session, &app, &url).await?;
            let token = read_token().await?;
            let tenant = session
                .desk
                .tenant_add(AddTenant {
                    name,
                    app,
                    url,
                    token,
                    safety: safety.map(Into::into),
                    environment: None,
                    extra_ca: None,
                })
                .await?;
            output.line(&format!(
                "Saved {} ({}), {}. Next: scimdesk test {}",
                tenant.name,
                tenant.url,
                safety_word(tenant.safety),
                argument(&tenant.name)
            ))?;
            output.document(&tenant)?;
        }
        TenantCommand::List => {
            let tenants = session.desk.tenants_list().await?;
            for tenant in &tenants {
                output.object(tenant)?;
            }
            if !output.json {
                if tenants.is_empty() {
                    output.say("There are no tenants yet. Add one: scimdesk tenant add NAME --url URL");
                    return Ok(());
                }
                let rows: Vec<_> = tenants.iter().map(row).collect();
                Table::new(["NAME", "APP", "STATE", "SAFETY", "USERS", "GROUPS", "URL"])
                    .print(&mut io::stdout().lock(), &rows)?;
            }
        }
        TenantCommand::Show { name } => {
            let tenant = session.tenant(&name).await?;
            show(session, &tenant)?;
        }
        TenantCommand::Remove { name } => {
            let tenant = session.tenant(&name).await?;
            session
                .desk
                .tenant_remove(TenantId {
                    tenant: tenant.id.clone(),
                })
                .await?;
            output.line(&format!(
                "Forgot {}, its token and its cached data. Nothing was changed in the app; the journal stays.",
                tenant.name
            ))?;
            output.document(&tenant)?;
        }
        TenantCommand::Set {
            name,
            new_token,
            url,
            safety: None,
            rate: None,
        } if new_token || url.is_some() => replace(session, &name, url).await?,
        TenantCommand::Set { name, safety, rate, .. } => {
            let tenant = session.tenant(&name).await?;
            let changed = session
                .desk
                .tenant_update(UpdateTenant {
                    id: tenant.id,
                    safety: safety.map(Into::into),
                    rate,
                    ..UpdateTenant::default()
                })
                .await?;
            output.line(&format!(
                "{}: {}, at most {} requests a second.",
                changed.name,
                safety_word(changed.safety),
                changed.rate
            ))?;
            output.document(&changed)?;
        }
    }
    Ok(())
}

/// Replaces the token, and the URL where one is given.
async fn replace(session: &Session, name: &str, url: Option<String>) -> Result<(), Stop> {
    let output = session.output;
    let tenant = session.tenant(name).await?;
    if let Some(url) = &url {
        advise(session, &tenant.app, url).await?;
    }
    let token = read_token().await?;
    let replaced = session
        .desk
        .tenant_replace_credential(ReplaceCredential {
            tenant: tenant.id,
            url,
            token,
        })
        .await?;
    output.line(&format!(
        "Saved the new token of {} ({}). Next: scimdesk test {}",
        replaced.name,
        replaced.url,
        argument(&replaced.name)
    ))?;
    Ok(output.document(&replaced)?)
}

/// Says what was noticed about the URL, before a token is asked for.
async fn advise(session: &Session, app: &str, url: &str) -> Result<(), Stop> {
    let advice = session
        .desk
        .url_check(CheckUrl {
            app: app.to_owned(),
            url: url.to_owned(),
        })
        .await?;
    for note in &advice.notes {
        session.output.say(note);
    }
    if let Some(suggestion) = &advice.suggestion {
        session.output.say(&format!("This may be the one: {suggestion}"));
    }
    Ok(())
}

fn show(session: &Session, tenant: &Tenant) -> io::Result<()> {
    let output = session.output;
    output.document(tenant)?;
    output.line(&format!("{} ({})", tenant.name, tenant.app_name))?;
    output.line(&format!("URL      {}", tenant.url))?;
    output.line(&format!("State    {}", state_word(tenant.state)))?;
    if let Some(test) = &tenant.last_test {
        output.line(&format!("Tested   {}: {}", test.at, test.sentence))?;
    }
    output.line(&format!("Safety   {}", safety_word(tenant.safety)))?;
    output.line(&format!("Rate     {} requests a second at most", tenant.rate))?;
    for (label, listing) in [("Users", &tenant.users), ("Groups", &tenant.groups)] {
        if let Some(listing) = listing {
            output.line(&format!(
                "{label:<8} {}, {}, {:.0}: {}",
                listing.count,
                completeness_word(listing.completeness),
                listing.fetched_at,
                listing.evidence
            ))?;
        }
    }
    Ok(())
}

fn row(tenant: &Tenant) -> [String; 7] {
    [
        tenant.name.clone(),
        tenant.app_name.clone(),
        state_word(tenant.state).to_owned(),
        safety_word(tenant.safety).to_owned(),
        count(tenant.users.as_ref()),
        count(tenant.groups.as_ref()),
        tenant.url.clone(),
    ]
}

fn count(listing: Option<&ListingSummary>) -> String {
    match listing {
        Some(listing) if listing.completeness == Completeness::Proven => listing.count.to_string(),
        Some(listing) => format!("{}?", listing.count),
        None => "-".to_owned(),
    }
}

fn state_word(state: TenantState) -> &'static str {
    match state {
        TenantState::Reachable => "reachable",
        TenantState::NeedsAttention => "needs attention",
        TenantState::NeverTested => "never tested",
    }
}

fn safety_word(safety: SafetyLevel) -> &'static str {
    match safety {
        SafetyLevel::ReadOnly => "read-only",
        SafetyLevel::Review => "review",
        SafetyLevel::Trusted => "trusted",
    }
}

/// Completeness in a word or two.
pub(crate) fn completeness_word(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Proven => "complete, proven",
        Completeness::Unproven => "unproven",
        Completeness::KnownPartial => "part of it",
    }
}
