use super::ProblemKind;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Mappings with it cannot be used.
    Error,
    /// Likely not meant.
    Warning,
    /// Good to know.
    Note,
}

impl ProblemKind {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::UsersDisabled
            | Self::MatchingMissing
            | Self::TargetUnmapped { .. }
            | Self::TargetMissing
            | Self::TargetNotPath { .. }
            | Self::TargetTwice { .. }
            | Self::TargetAnchor { .. }
            | Self::SourceMissing
            | Self::Expression(_)
            | Self::ConstantWrongType { .. }
            | Self::ConstantTooLong { .. }
            | Self::RolesNeedAssignment { .. }
            | Self::DefaultWrongType { .. }
            | Self::DefaultTooLong { .. }
            | Self::DefaultMissing
            | Self::MatchingZero
            | Self::MatchingTwice { .. }
            | Self::MatchingNotFilterable { .. }
            | Self::MatchingUniqueValue
            | Self::MatchingVaries { .. }
            | Self::MatchingWithoutSource
            | Self::AttributeUnnamed
            | Self::AttributeTwice { .. }
            | Self::AttributeNotPath { .. }
            | Self::AnchorTwice { .. }
            | Self::FilterEmpty
            | Self::ClauseAttributeMissing
            | Self::ClauseValueMissing { .. }
            | Self::ClauseNotNumber { .. }
            | Self::ClausePattern(_) => Severity::Error,
            Self::TargetUnknown { .. }
            | Self::RequiredUnmapped { .. }
            | Self::SourceUnknown { .. }
            | Self::UniqueFromConstant { .. }
            | Self::ReferenceNotDirect { .. }
            | Self::ReferenceFromOther { .. }
            | Self::TypesDiffer { .. }
            | Self::SeveralIntoOne { .. }
            | Self::MatchingConstant
            | Self::MatchingSeveral { .. }
            | Self::ApplyNeedsSeveral { .. }
            | Self::WhenEmptyUnused { .. }
            | Self::ClearRequired { .. }
            | Self::ReferenceUnknown { .. }
            | Self::FilterTitleMissing
            | Self::FilterTitleTwice { .. }
            | Self::ClauseAttributeUnknown { .. }
            | Self::ClauseAttributeRefused { .. }
            | Self::ClauseValueUnused { .. }
            | Self::ClauseNotBoolean { .. }
            | Self::ClauseBooleanText { .. } => Severity::Warning,
            Self::ExpressionNote(_)
            | Self::OneReplacesSeveral { .. }
            | Self::LetterCaseOnly { .. }
            | Self::DoesNothing
            | Self::DefaultUnused
            | Self::MatchingFilterableUnknown { .. }
            | Self::ClausePatternUnanchored { .. } => Severity::Note,
        }
    }
}
