//! Does it work? Step by step, up to the first that does not.

use std::collections::BTreeMap;

use ldap3::{Ldap, Scope};
use secrecy::SecretString;

use super::{
    Settings,
    connect::{self, Address},
    person::Taking,
    search::{self, Search},
    server::{Chosen, Server},
};
use crate::source::{SeenAttribute, SourceError, SourceReport, Stage, StageName, StageOutcome};

const STAGES: [StageName; 8] = [
    StageName::Name,
    StageName::Connection,
    StageName::Tls,
    StageName::SignIn,
    StageName::Base,
    StageName::People,
    StageName::Groups,
    StageName::Attributes,
];
/// People whose attributes are looked at.
const SAMPLES: i32 = 100;
/// Characters of a sample.
const LONGEST_SAMPLE: usize = 200;

pub(super) async fn test(
    settings: &Settings,
    password: Option<&SecretString>,
    progress: &(dyn Fn(&Stage) + Sync),
) -> SourceReport {
    let mut report = SourceReport::default();
    let mut told = Told {
        stages: &mut report.stages,
        progress,
    };
    let going = super::understood(async {
        Ok(go(
            settings,
            password,
            &mut told,
            &mut report.attributes,
            &mut report.people,
            &mut report.groups,
        )
        .await)
    });
    let failed = match going.await {
        Ok(Ok(())) => None,
        Ok(Err(error)) | Err(error) => Some(error),
    };
    if let Some(error) = failed {
        let name = STAGES[told.stages.len().min(STAGES.len() - 1)];
        told.stage(name, StageOutcome::Failed(error));
    }
    for name in STAGES.iter().skip(told.stages.len()) {
        told.stage(*name, StageOutcome::NotReached);
    }
    report
}

struct Told<'a> {
    stages: &'a mut Vec<Stage>,
    progress: &'a (dyn Fn(&Stage) + Sync),
}

impl Told<'_> {
    fn stage(&mut self, name: StageName, outcome: StageOutcome) {
        let stage = Stage { name, outcome };
        (self.progress)(&stage);
        self.stages.push(stage);
    }

    fn passed(&mut self, name: StageName, seen: impl Into<String>) {
        self.stage(name, StageOutcome::Passed(seen.into()));
    }
}

async fn go(
    settings: &Settings,
    password: Option<&SecretString>,
    told: &mut Told<'_>,
    attributes: &mut Vec<SeenAttribute>,
    people: &mut Option<u64>,
    groups: &mut Option<u64>,
) -> Result<(), SourceError> {
    let address = Address::of(settings)?;
    let found = connect::resolve(&address).await?;
    let ips: Vec<String> = found.iter().map(|address| address.ip().to_string()).collect();
    told.passed(StageName::Name, ips.join(", "));
    let stream = connect::reach(&address, &found).await?;
    told.passed(StageName::Connection, address.shown());
    let mut spoken = connect::speak(settings, &address, stream).await?;
    match &spoken.certificate {
        Some(certificate) => told.passed(StageName::Tls, certificate),
        None => told.stage(StageName::Tls, StageOutcome::NotReached),
    }
    connect::bind(settings, &address, password, &mut spoken).await?;
    told.passed(StageName::SignIn, settings.bind_dn.trim());
    let ldap = &mut spoken.ldap;
    let server = Server::ask(ldap).await?;
    let chosen = Chosen::of(settings, &server)?;
    search::one(
        ldap,
        Scope::Base,
        &chosen.base,
        "(objectClass=*)",
        vec!["1.1".to_owned()],
    )
    .await?
    .ok_or_else(|| SourceError::NoBase {
        base: chosen.base.clone(),
        matched: None,
    })?;
    told.passed(StageName::Base, &chosen.base);
    let count = count(ldap, &chosen, &chosen.people).await?;
    if count == 0 {
        return Err(SourceError::Nobody { filter: chosen.people });
    }
    *people = Some(count);
    told.passed(StageName::People, count.to_string());
    let count = self::count(ldap, &chosen, &chosen.groups).await?;
    *groups = Some(count);
    told.passed(StageName::Groups, count.to_string());
    *attributes = samples(ldap, &chosen).await?;
    told.passed(StageName::Attributes, attributes.len().to_string());
    Ok(())
}

/// How many a filter finds, or as many as the server lets be seen.
async fn count(ldap: &mut Ldap, chosen: &Chosen, filter: &str) -> Result<u64, SourceError> {
    let asked = Search {
        base: &chosen.base,
        filter,
        attributes: vec!["1.1".to_owned()],
        page_size: chosen.page_size,
    };
    Ok(search::each(ldap, asked, |_| {}).await?.entries)
}

async fn samples(ldap: &mut Ldap, chosen: &Chosen) -> Result<Vec<SeenAttribute>, SourceError> {
    let taking = Taking::of(chosen);
    // Whatever there is can be chosen, so everything is asked for, whatever is chosen now.
    let mut asked = taking.asked(chosen);
    asked.push("*".to_owned());
    let asked = Search {
        base: &chosen.base,
        filter: &chosen.people,
        attributes: asked,
        page_size: SAMPLES,
    };
    let entries = search::first(ldap, asked).await?;
    let mut seen: BTreeMap<String, SeenAttribute> = BTreeMap::new();
    let mut has_id = false;
    for entry in &entries {
        has_id |= entry.text(&chosen.id).is_some();
        for name in entry.names() {
            let Some(attribute) = taking.shown(name, &chosen.id) else {
                continue;
            };
            let seen = seen.entry(name.to_lowercase()).or_insert_with(|| SeenAttribute {
                name: name.to_owned(),
                attribute: attribute.to_owned(),
                sample: None,
            });
            if seen.sample.is_none() {
                seen.sample = entry
                    .text(name)
                    .map(|sample| sample.chars().take(LONGEST_SAMPLE).collect());
            }
        }
    }
    if !has_id {
        return Err(SourceError::NoId {
            attribute: chosen.id.clone(),
        });
    }
    Ok(seen.into_values().collect())
}
