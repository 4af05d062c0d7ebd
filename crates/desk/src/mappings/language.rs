//! What an editor needs to know of expressions and scoping filters.

use scimdesk_mapping::{
    expression::{Example, Function, Repeat},
    model::FilterOperator,
};

use crate::{
    wire::{ExampleHelp, FunctionHelp, MappingLanguage, OperatorHelp, ParameterHelp, PersonAttribute},
    words::say,
};

/// The functions and the operators.
pub(super) fn language() -> MappingLanguage {
    MappingLanguage {
        functions: Function::all().map(function).collect(),
        operators: FilterOperator::ALL.into_iter().map(operator).collect(),
    }
}

fn function(function: &'static Function) -> FunctionHelp {
    let repeating = match function.repeat {
        Repeat::No => 0,
        Repeat::Last => 1,
        Repeat::Pairs => 2,
    };
    let first_repeating = function.parameters.len() - repeating;
    FunctionHelp {
        name: function.name.to_owned(),
        family: function.family.title().to_owned(),
        signature: function.signature(),
        summary: function.summary.to_owned(),
        parameters: (function.parameters.iter().enumerate())
            .map(|(index, parameter)| ParameterHelp {
                name: parameter.name.to_owned(),
                required: parameter.required,
                repeats: index >= first_repeating,
                summary: parameter.summary.to_owned(),
            })
            .collect(),
        examples: function.examples.iter().map(example).collect(),
    }
}

fn example(example: &Example) -> ExampleHelp {
    let texts = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    ExampleHelp {
        expression: example.expression.to_owned(),
        person: (example.person.iter())
            .map(|(name, values)| PersonAttribute {
                name: (*name).to_owned(),
                values: texts(values),
            })
            .collect(),
        gives: texts(example.result),
    }
}

fn operator(operator: FilterOperator) -> OperatorHelp {
    let (label, summary) = match operator {
        FilterOperator::Equals => (say!("operator-equals"), say!("operator-equals-summary")),
        FilterOperator::NotEquals => (say!("operator-not-equals"), say!("operator-not-equals-summary")),
        FilterOperator::Includes => (say!("operator-includes"), say!("operator-includes-summary")),
        FilterOperator::EndsWith => (say!("operator-ends-with"), say!("operator-ends-with-summary")),
        FilterOperator::RegexMatch => (say!("operator-regex"), say!("operator-regex-summary")),
        FilterOperator::NotRegexMatch => (say!("operator-not-regex"), say!("operator-not-regex-summary")),
        FilterOperator::GreaterThan => (say!("operator-greater"), say!("operator-greater-summary")),
        FilterOperator::GreaterThanOrEquals => (say!("operator-at-least"), say!("operator-at-least-summary")),
        FilterOperator::IsTrue => (say!("operator-true"), say!("operator-true-summary")),
        FilterOperator::IsFalse => (say!("operator-false"), say!("operator-false-summary")),
        FilterOperator::IsNull => (say!("operator-null"), say!("operator-null-summary")),
        FilterOperator::IsNotNull => (say!("operator-not-null"), say!("operator-not-null-summary")),
        FilterOperator::In => (say!("operator-in"), say!("operator-in-summary")),
        FilterOperator::NotIn => (say!("operator-not-in"), say!("operator-not-in-summary")),
    };
    OperatorHelp {
        operator,
        label,
        summary,
        takes_value: operator.takes_value(),
    }
}
