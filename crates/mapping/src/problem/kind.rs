use crate::{
    expression::{LintKind, SyntaxErrorKind},
    model::{Apply, FilterOperator},
    path::PathFault,
};

/// What is wrong with mappings, or good to know of them. `suggestion` is a name that is written much like the one found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ProblemKind {
    /// People are not provisioned at all; Entra knows no such state.
    #[error("the mapping of people is off")]
    UsersDisabled,
    /// No mapping says by what an existing object is found.
    #[error("no attribute is there to match by")]
    MatchingMissing,
    /// No mapping fills the target that was asked for.
    #[error("no mapping fills {target}")]
    TargetUnmapped {
        /// The target.
        target: String,
    },

    /// A mapping without target.
    #[error("the target attribute is missing")]
    TargetMissing,
    /// A target that is no path of an attribute.
    #[error("{target} is no path of an attribute: {fault}")]
    TargetNotPath {
        /// The target.
        target: String,
        /// Why not.
        fault: PathFault,
    },
    /// A target that another mapping fills.
    #[error("{target} is filled by two mappings")]
    TargetTwice {
        /// The target.
        target: String,
        /// The place of the other mapping.
        first: usize,
    },
    /// A target that the app gives, and no mapping may fill.
    #[error("the app itself gives {target}")]
    TargetAnchor {
        /// The target.
        target: String,
    },
    /// A target that the attribute list does not have: it is taken for text with one value.
    #[error("{target} is not in the list of target attributes")]
    TargetUnknown {
        /// The target.
        target: String,
        /// One much like it.
        suggestion: Option<String>,
    },
    /// A required target that nothing fills.
    #[error("{target} is required, and nothing fills it")]
    RequiredUnmapped {
        /// The target.
        target: String,
    },

    /// A direct mapping without source attribute.
    #[error("the source attribute is missing")]
    SourceMissing,
    /// A source attribute that the attribute list does not have.
    #[error("{attribute} is not in the list of source attributes")]
    SourceUnknown {
        /// The attribute.
        attribute: String,
        /// One much like it.
        suggestion: Option<String>,
    },
    /// An expression that cannot be used. Its code is the inner one's.
    #[error(transparent)]
    Expression(SyntaxErrorKind),
    /// Something to know of an expression. Its code is the inner one's.
    #[error(transparent)]
    ExpressionNote(LintKind),
    /// A constant that the target does not take.
    #[error("`{value}` is no {wanted}")]
    ConstantWrongType {
        /// The constant, cut short if long.
        value: String,
        /// The type of the target, as SCIM names it: `dateTime`.
        wanted: &'static str,
    },
    /// A constant that is longer than the target takes.
    #[error("the constant has {length} characters; {target} takes {most}")]
    ConstantTooLong {
        /// The target.
        target: String,
        /// How long it is.
        length: usize,
        /// The most that the target takes.
        most: u32,
    },
    /// The same constant for everybody, where no two may have the same value.
    #[error("{target} is unique, and a constant is the same for everybody")]
    UniqueFromConstant {
        /// The target.
        target: String,
    },
    /// A reference that does not come straight from an attribute.
    #[error("{target} is a reference, and is filled from an attribute only")]
    ReferenceNotDirect {
        /// The target.
        target: String,
    },
    /// A reference from an attribute that is none.
    #[error("{target} is a reference, and {attribute} is none")]
    ReferenceFromOther {
        /// The target.
        target: String,
        /// The source attribute.
        attribute: String,
    },
    /// A source of one type for a target of another that has few values in common with it.
    #[error("{attribute} is {found}, and {target} is {wanted}")]
    TypesDiffer {
        /// The target.
        target: String,
        /// The source attribute.
        attribute: String,
        /// The type of the source, as SCIM names it.
        found: &'static str,
        /// The type of the target.
        wanted: &'static str,
    },
    /// A source with several values for a target with one.
    #[error("{attribute} holds several values, and {target} holds one")]
    SeveralIntoOne {
        /// The target.
        target: String,
        /// The source attribute.
        attribute: String,
    },
    /// A source with one value, which takes the place of all values of the target.
    #[error("the one value of {attribute} takes the place of all values of {target}")]
    OneReplacesSeveral {
        /// The target.
        target: String,
        /// The source attribute.
        attribute: String,
    },
    /// Letter case is all that the expression changes, and no difference for the target: accounts that exist keep what they have.
    #[error("{function} changes letter case alone, which is no difference for {target}")]
    LetterCaseOnly {
        /// The function.
        function: &'static str,
        /// The target.
        target: String,
    },
    /// Roles, where everybody is provisioned: nobody has roles without an assignment.
    #[error("{function} needs assignments, and everybody is provisioned")]
    RolesNeedAssignment {
        /// The function.
        function: &'static str,
    },
    /// Neither source nor default: the mapping does nothing.
    #[error("without source and default the mapping does nothing")]
    DoesNothing,

    /// A default that the target does not take.
    #[error("the default `{value}` is no {wanted}")]
    DefaultWrongType {
        /// The default, cut short if long.
        value: String,
        /// The type of the target, as SCIM names it.
        wanted: &'static str,
    },
    /// A default that is longer than the target takes.
    #[error("the default has {length} characters; {target} takes {most}")]
    DefaultTooLong {
        /// The target.
        target: String,
        /// How long it is.
        length: usize,
        /// The most that the target takes.
        most: u32,
    },
    /// A default that is never used, since a constant is never empty.
    #[error("the default is never used: a constant is never empty")]
    DefaultUnused,
    /// The default is to be sent where the source is empty, and there is none.
    #[error("the default value is missing")]
    DefaultMissing,

    /// Precedences begin with 1.
    #[error("a matching precedence is 1 or more")]
    MatchingZero,
    /// Two attributes of the same precedence.
    #[error("another mapping has the matching precedence {precedence}")]
    MatchingTwice {
        /// The precedence.
        precedence: u32,
        /// The place of the other mapping.
        first: usize,
    },
    /// The server cannot be asked for objects by the attribute.
    #[error("the server cannot be asked for objects by {target}")]
    MatchingNotFilterable {
        /// The target.
        target: String,
    },
    /// Nobody knows whether the server can be asked for objects by the attribute.
    #[error("whether the server can be asked for objects by {target} is not known")]
    MatchingFilterableUnknown {
        /// The target.
        target: String,
    },
    /// A value that is chosen so that no object has it finds none.
    #[error("a value of SelectUniqueValue finds no object")]
    MatchingUniqueValue,
    /// A value that is another each time finds no object.
    #[error("{function} gives another value each time and finds no object")]
    MatchingVaries {
        /// The function.
        function: &'static str,
    },
    /// Nothing to look for.
    #[error("a mapping without source cannot match")]
    MatchingWithoutSource,
    /// The same value for everybody finds the same object for everybody.
    #[error("a constant finds the same object for everybody")]
    MatchingConstant,
    /// A target with several values, or a reference: servers seldom filter by one, and it is seldom one object's alone.
    #[error("{target} does not tell objects apart")]
    MatchingSeveral {
        /// The target.
        target: String,
    },

    /// Values are added to a target that holds one.
    #[error("{target} holds one value; nothing can be added to it")]
    ApplyNeedsSeveral {
        /// The target.
        target: String,
    },
    /// What to do where the source is empty is never asked.
    #[error("what to do where the source is empty is never asked")]
    WhenEmptyUnused {
        /// When the mapping applies.
        apply: Apply,
    },
    /// A required value is taken away.
    #[error("{target} is required and cannot be taken away")]
    ClearRequired {
        /// The target.
        target: String,
    },

    /// A row of an attribute list without name.
    #[error("the attribute has no name")]
    AttributeUnnamed,
    /// Two rows of the same name.
    #[error("{name} is in the list twice")]
    AttributeTwice {
        /// The name.
        name: String,
    },
    /// A target attribute that is no path.
    #[error("{name} is no path of an attribute: {fault}")]
    AttributeNotPath {
        /// The name.
        name: String,
        /// Why not.
        fault: PathFault,
    },
    /// A second key.
    #[error("{name} is a second key beside {first}")]
    AnchorTwice {
        /// The name.
        name: String,
        /// The first key.
        first: String,
    },
    /// A reference to objects that do not exist.
    #[error("{name} leads to {object}, and there is no such object")]
    ReferenceUnknown {
        /// The attribute.
        name: String,
        /// The type of object.
        object: String,
    },

    /// A filter without clauses would let everybody in.
    #[error("the filter has no clauses")]
    FilterEmpty,
    /// A filter without title.
    #[error("the filter has no title")]
    FilterTitleMissing,
    /// Two filters of the same title.
    #[error("another filter is titled {title}")]
    FilterTitleTwice {
        /// The title.
        title: String,
        /// The place of the other filter.
        first: usize,
    },
    /// A clause about no attribute.
    #[error("the attribute is missing")]
    ClauseAttributeMissing,
    /// A clause about an attribute that the list does not have.
    #[error("{attribute} is not in the list of source attributes")]
    ClauseAttributeUnknown {
        /// The attribute.
        attribute: String,
        /// One much like it.
        suggestion: Option<String>,
    },
    /// Entra refuses clauses about this attribute.
    #[error("differs from Entra: there {attribute} cannot stand in a filter")]
    ClauseAttributeRefused {
        /// The attribute.
        attribute: String,
    },
    /// There is nothing to compare with.
    #[error("{} needs a value", operator.as_str())]
    ClauseValueMissing {
        /// The operator.
        operator: FilterOperator,
    },
    /// A value that is not looked at.
    #[error("{} takes no value", operator.as_str())]
    ClauseValueUnused {
        /// The operator.
        operator: FilterOperator,
    },
    /// A value that is no whole number.
    #[error("`{value}` is no whole number from 0")]
    ClauseNotNumber {
        /// The value, cut short if long.
        value: String,
    },
    /// A regular expression that cannot be used. Its code is the inner one's.
    #[error(transparent)]
    ClausePattern(SyntaxErrorKind),
    /// A regular expression that finds its match in a longer value, too.
    #[error("the regular expression matches longer values, too")]
    ClausePatternUnanchored {
        /// The pattern that matches whole values only.
        anchored: String,
    },
    /// True or false is asked of an attribute that is neither.
    #[error("{attribute} is {found}, neither true nor false")]
    ClauseNotBoolean {
        /// The attribute.
        attribute: String,
        /// Its type, as SCIM names it.
        found: &'static str,
    },
    /// A boolean is compared with text that it never is: it is `True` or `False`.
    #[error("{attribute} is `True` or `False`, never `{value}`")]
    ClauseBooleanText {
        /// The attribute.
        attribute: String,
        /// The value.
        value: String,
    },
}

impl ProblemKind {
    /// Every code of its own, in the order of the kinds. Those of expressions, notes and patterns are
    /// [`SyntaxErrorKind::CODES`] and [`LintKind::CODES`].
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let inner = ["expression", "expression_note", "clause_pattern"];
        (<Self as strum::VariantNames>::VARIANTS.iter().copied()).filter(move |code| !inner.contains(code))
    }

    /// The stable code, such as `target_twice`; of an expression, a note or a pattern that of its kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Expression(kind) | Self::ClausePattern(kind) => kind.code(),
            Self::ExpressionNote(kind) => kind.code(),
            other => other.into(),
        }
    }
}
