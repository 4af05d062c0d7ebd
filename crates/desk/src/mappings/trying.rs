//! One mapping, tried while it is typed.

use scimdesk_mapping::{
    flow::{Flow, FlowResult},
    model::{Mappings, ObjectMapping},
};

use super::{problems, wording};
use crate::{
    Desk,
    desk::blocking,
    preview::{self, One, Site},
    wire::{DeskError, MappingProblem, MappingResult, ProblemPlace, Severity, TriedMapping, TryMapping},
};

impl Desk {
    /// Checks one mapping, and says what it gives for a person.
    pub async fn mapping_try(&self, request: TryMapping) -> Result<TriedMapping, DeskError> {
        let site = Site::of(self, &request.tenant).await?;
        let draft = alone(&site.saved, &request);
        let problems: Vec<MappingProblem> = problems(&draft)
            .into_iter()
            .filter(|problem| {
                problem.object == Some(request.object)
                    && matches!(problem.place, ProblemPlace::Mapping { index: 0, .. })
            })
            .collect();
        let is_usable = !problems.iter().any(|problem| problem.severity == Severity::Error);
        let result = match request.person {
            Some(person) if is_usable => Some(
                blocking(move || {
                    let one = One::new(&site, request.object, &draft)?;
                    let person = one.find(&person)?;
                    Ok(one.flows(&person).as_slice().first().map(result))
                })
                .await?,
            ),
            _ => None,
        };
        Ok(TriedMapping {
            problems,
            result: result.flatten(),
        })
    }
}

/// What would be sent if there were no account.
fn result(flow: &Flow<'_>) -> MappingResult {
    match &flow.result {
        FlowResult::Value(value) => MappingResult::Value {
            value: preview::to_json(value),
        },
        FlowResult::Empty => MappingResult::Empty {
            default: flow.on_create().map(|value| preview::to_json(&value)),
        },
        FlowResult::NotFlowed => MappingResult::NotFlowed,
        FlowResult::Failed(error) => MappingResult::Failed {
            problem: wording::flow_error(error),
        },
    }
}

/// The saved mappings with this one in the place of all of its kind.
fn alone(saved: &Mappings, request: &TryMapping) -> Mappings {
    let mut draft = saved.clone();
    let object = draft.of_mut(request.object);
    let mut target = object.target.clone();
    if let Some(definition) = &request.definition {
        target.retain(|known| !known.name.eq_ignore_ascii_case(&definition.name));
        target.push(definition.clone());
    }
    *object = ObjectMapping {
        mappings: vec![request.mapping.clone()],
        target,
        // Whoever is chosen is asked for, in scope or not.
        scope: Vec::new(),
        ..object.clone()
    };
    draft
}
