//! `scope`: who is in scope, and why.

use scimdesk_desk::wire::{
    ExplainScope, JobEnd, Mappings, ObjectKind, PreviewScope, ScopeExplanation, ScopePage, ScopeSide, ScopeSummary,
    Tenant, TenantId,
};

use crate::args::ScopeArgs;
use crate::commands::mapping;
use crate::exit::{Exit, Stop};
use crate::session::{Session, each_page};

/// Explains one person, or counts and lists everybody who is in.
pub(crate) async fn run(session: &Session, args: ScopeArgs) -> Result<(), Stop> {
    let tenant = session.tenant(&args.name).await?;
    let object = if args.groups {
        ObjectKind::Group
    } else {
        ObjectKind::User
    };
    let draft = match &args.mappings {
        Some(file) => Some(mapping::draft(session, &tenant, file).await?),
        None => None,
    };
    if let Some(person) = args.explain {
        let explanation = session
            .desk
            .scope_explain(ExplainScope {
                tenant: tenant.id,
                object,
                person,
                mappings: draft,
            })
            .await?;
        return explain(session, &explanation);
    }
    let mappings = match draft {
        Some(draft) => draft,
        None => saved(session, &tenant).await?,
    };
    let start = session.desk.scope_preview(PreviewScope {
        tenant: tenant.id.clone(),
        object,
        mappings,
    });
    match session.follow(start, |_| {}).await? {
        JobEnd::ScopePreviewed { summary } => list(session, &summary).await,
        JobEnd::Failed { error } => Err(Stop::from(error)),
        _ => {
            session.output.say("Cancelled.");
            Err(Stop::Told(Exit::Local))
        }
    }
}

async fn saved(session: &Session, tenant: &Tenant) -> Result<Mappings, Stop> {
    let request = TenantId {
        tenant: tenant.id.clone(),
    };
    Ok(session.desk.mappings_get(request).await?.mappings)
}

fn explain(session: &Session, explanation: &ScopeExplanation) -> Result<(), Stop> {
    let output = session.output;
    output.document(explanation)?;
    output.line(&explanation.sentence)?;
    for step in &explanation.steps {
        let mark = match step.passed {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not asked",
        };
        output.line(&format!("  {}: {mark}. {}", step.title, step.sentence))?;
        for clause in &step.clauses {
            let mark = if clause.passed { "yes" } else { "no" };
            output.line(&format!("    {}: {mark}. {}", clause.clause, clause.sentence))?;
        }
    }
    Ok(())
}

async fn list(session: &Session, summary: &ScopeSummary) -> Result<(), Stop> {
    let output = session.output;
    let ask = async |window| {
        let request = ScopePage {
            preview: summary.preview.clone(),
            side: ScopeSide::Inside,
            window,
        };
        session.desk.scope_page(request).await
    };
    each_page(ask, |page| {
        for row in &page.rows {
            output.object(row)?;
            output.line(&format!("{} (id {}): {}", row.name, row.person, row.reason))?;
        }
        Ok(())
    })
    .await?;
    output.say(&format!(
        "{} in scope, {} out of scope.",
        summary.inside, summary.outside
    ));
    if summary.entering + summary.leaving > 0 {
        output.say(&format!(
            "Against the saved mappings {} enter and {} leave.",
            summary.entering, summary.leaving
        ));
    }
    Ok(())
}
