//! What an admin should know of an expression that is not wrong.

use super::{Call, Function, Kind as ParameterKind, Range, Term, TermKind};

/// Something to know of a part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// Which part.
    pub range: Range,
    /// What.
    pub kind: LintKind,
}

/// What there is to know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum LintKind {
    /// A function in another letter case than the documented one.
    #[error("the function is written {name}; Entra may not know it otherwise")]
    LetterCase {
        /// The documented name.
        name: &'static str,
    },
    /// A backslash that escapes neither a quote nor a backslash.
    #[error("a backslash is written \\\\; this one is taken as it is")]
    EscapeUnknown,
    /// A word that should stand in quotes.
    #[error("this stands in quotes in Entra")]
    QuotesMissing,
    /// A condition over an attribute that may be empty.
    #[error("differs from Entra: there the condition fails for everybody whose {attribute} is empty")]
    ConditionOnEmpty {
        /// The attribute.
        attribute: String,
    },
    /// A condition that asks whether something is empty.
    #[error(
        "differs from Entra: there a condition cannot ask whether something is empty; a Switch with the key \"\" can"
    )]
    ConditionAsksForEmpty,
    /// `IgnoreFlowIfNullOrEmpty` in a condition.
    #[error("differs from Entra: there IgnoreFlowIfNullOrEmpty cannot stand in a condition; put it around the IIF")]
    IgnoreFlowInCondition,
    /// `Switch` over a function that asks whether something is there.
    #[error("differs from Entra: there {function} is not supported as the source of Switch")]
    SwitchOnPresence {
        /// The function.
        function: &'static str,
    },
    /// `Switch` with a default.
    #[error(
        "differs from Entra: there an update that leaves the source alone can give the default; here all attributes are known"
    )]
    SwitchDefault,
    /// `Switch` over a reference.
    #[error("differs from Entra: there Switch does not take the reference {attribute}")]
    SwitchOnReference {
        /// The attribute.
        attribute: String,
    },
    /// `SelectUniqueValue`.
    #[error(
        "differs from Entra: there SelectUniqueValue works for Active Directory only, and only when an account is created"
    )]
    UniqueValue,
    /// A value that is another each time.
    #[error("{function} gives another value each time: apply the mapping only when an account is created")]
    ValueVaries {
        /// The function.
        function: &'static str,
    },
    /// A function that is kept for old mappings.
    #[error("{function} is kept for old mappings")]
    Legacy {
        /// The function.
        function: &'static str,
    },
    /// `SingleAppRoleAssignment`, where a person may have several roles.
    #[error("differs from Entra: there it is open which of several roles is taken; here it is the first")]
    RoleOrder,
}

impl LintKind {
    /// Every code, in the order of the kinds.
    pub const CODES: &'static [&'static str] = <Self as strum::VariantNames>::VARIANTS;

    /// The stable code, such as `switch_default`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// Whether it says that Entra gives another result than we do.
    pub fn differs_from_entra(&self) -> bool {
        matches!(
            self,
            Self::ConditionOnEmpty { .. }
                | Self::ConditionAsksForEmpty
                | Self::IgnoreFlowInCondition
                | Self::SwitchOnPresence { .. }
                | Self::SwitchDefault
                | Self::SwitchOnReference { .. }
                | Self::UniqueValue
                | Self::RoleOrder
        )
    }
}

/// The source attributes that are references.
const REFERENCES: [&str; 1] = ["manager"];

/// Finds what there is to know of a term and of everything in it.
pub(super) fn inspect(term: &Term, lints: &mut Vec<Lint>) {
    match &term.kind {
        TermKind::Call(call) => inspect_call(call, term.range, lints),
        TermKind::Comparison { left, right, .. } => {
            inspect(left, lints);
            inspect(right, lints);
        }
        _ => {}
    }
}

fn inspect_call(call: &Call, range: Range, lints: &mut Vec<Lint>) {
    let Call { function, arguments } = call;
    let mut add = |range, kind| lints.push(Lint { range, kind });
    if function.legacy {
        add(
            range,
            LintKind::Legacy {
                function: function.name,
            },
        );
    }
    match function.name {
        "SelectUniqueValue" => add(range, LintKind::UniqueValue),
        "SingleAppRoleAssignment" => add(range, LintKind::RoleOrder),
        "Guid" | "RandomString" => add(
            range,
            LintKind::ValueVaries {
                function: function.name,
            },
        ),
        "Switch" => inspect_switch(arguments, range, &mut add),
        "IIF" => {
            if let Some(condition) = arguments.first() {
                inspect_condition(condition, &mut add);
            }
        }
        _ => {}
    }
    for argument in arguments {
        inspect(argument, lints);
    }
}

fn inspect_switch(arguments: &[Term], range: Range, add: &mut impl FnMut(Range, LintKind)) {
    let Some(source) = arguments.first() else { return };
    match &source.kind {
        TermKind::Call(call) if asks_for_empty(call.function) => add(
            source.range,
            LintKind::SwitchOnPresence {
                function: call.function.name,
            },
        ),
        TermKind::Attribute(name) if REFERENCES.contains(&name.as_str()) => add(
            source.range,
            LintKind::SwitchOnReference {
                attribute: name.clone(),
            },
        ),
        _ => {}
    }
    let has_default = arguments.get(1).is_some_and(|default| default.kind != TermKind::Empty);
    if has_default && has_attribute(source) {
        add(range, LintKind::SwitchDefault);
    }
}

fn inspect_condition(condition: &Term, add: &mut impl FnMut(Range, LintKind)) {
    match &condition.kind {
        TermKind::Call(call) if asks_for_empty(call.function) => add(condition.range, LintKind::ConditionAsksForEmpty),
        TermKind::Call(call) if call.function.name == "IgnoreFlowIfNullOrEmpty" => {
            add(condition.range, LintKind::IgnoreFlowInCondition);
        }
        TermKind::Call(call) => {
            for (index, argument) in call.arguments.iter().enumerate() {
                let kind = call.function.parameter(index).map(|parameter| parameter.kind);
                // `Len`, `Count` and the like give a value for nothing.
                let takes_nothing = matches!(call.function.name, "Len" | "Count" | "Coalesce" | "Join");
                if !takes_nothing || kind == Some(ParameterKind::Condition) {
                    inspect_condition(argument, add);
                }
            }
        }
        TermKind::Attribute(attribute) => add(
            condition.range,
            LintKind::ConditionOnEmpty {
                attribute: attribute.clone(),
            },
        ),
        TermKind::Comparison { left, right, .. } => {
            let is_empty_text = |term: &Term| matches!(&term.kind, TermKind::Text(text) if text.is_empty());
            if is_empty_text(left) || is_empty_text(right) {
                add(condition.range, LintKind::ConditionAsksForEmpty);
            } else {
                inspect_condition(left, add);
                inspect_condition(right, add);
            }
        }
        _ => {}
    }
}

fn asks_for_empty(function: &Function) -> bool {
    matches!(function.name, "IsNull" | "IsNothing" | "IsNullOrEmpty" | "IsPresent")
}

fn has_attribute(term: &Term) -> bool {
    match &term.kind {
        TermKind::Attribute(_) => true,
        TermKind::Call(call) => call.arguments.iter().any(has_attribute),
        TermKind::Comparison { left, right, .. } => has_attribute(left) || has_attribute(right),
        _ => false,
    }
}
