//! The functions: one table, from which parsing, evaluation, completion, signature help and the reference take what they need.
//!
//! Each family has a file; a definition carries its documentation and its examples, and a test runs every example.

mod casing;
mod convert;
mod date;
mod diacritics;
mod directory;
mod list;
mod logic;
mod random;
mod replace;
mod role;
mod text;
mod unique;

use std::fmt;

use super::{
    Term,
    error::SyntaxErrorKind,
    evaluate::{Arguments, Stop},
    value::Value,
};

/// What a function does with its arguments.
pub(super) type Implementation = for<'e> fn(&Arguments<'_, 'e>) -> Result<Value<'e>, Stop>;

/// A function of the language.
pub struct Function {
    /// Its name, in the letter case of the documentation.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// What it gives, in a sentence.
    pub summary: &'static str,
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// Whether the last parameters may come again.
    pub repeat: Repeat,
    /// Whether it may only stand outermost.
    pub outermost: bool,
    /// Whether Entra keeps it for old mappings only.
    pub legacy: bool,
    /// Expressions and what they give. None where the result is not the same each time.
    pub examples: &'static [Example],
    /// Whether the same arguments always give the same result.
    pub(super) constant: bool,
    /// Whether the arguments make sense together, beyond what the parameters say.
    pub(super) check: fn(&[Term]) -> Result<(), SyntaxErrorKind>,
    pub(super) implementation: Implementation,
}

/// What a function is about; completion groups them so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Cutting, joining and searching text.
    Text,
    /// Letter case and letters.
    Casing,
    /// `Replace`.
    Replace,
    /// Dates.
    Date,
    /// Attributes with several values.
    List,
    /// Conditions and choices.
    Logic,
    /// From one form to another.
    Convert,
    /// App roles.
    Role,
    /// Values that are made up, or depend on the tenant.
    Made,
}

impl Family {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Casing,
        Self::Replace,
        Self::Logic,
        Self::List,
        Self::Date,
        Self::Convert,
        Self::Role,
        Self::Made,
    ];

    /// What it is about, in a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Casing => "Letter case and letters",
            Self::Replace => "Replacing",
            Self::Date => "Dates",
            Self::List => "Attributes with several values",
            Self::Logic => "Conditions and choices",
            Self::Convert => "From one form to another",
            Self::Role => "App roles",
            Self::Made => "Made up, or from the directory",
        }
    }
}

/// What a function takes.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What it means, in a phrase.
    pub summary: &'static str,
}

/// What an argument holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A date, as `CDate` gives it.
    Date,
    /// An attribute with several values.
    List,
    /// A comparison, or a value that is true or false.
    Condition,
    /// `yyyy`, `m`, `d`, `ww`, `h`, `n` or `s`.
    Interval,
    /// `vbTextCompare` or `vbBinaryCompare`.
    CompareMode,
    /// A .NET regular expression.
    Pattern,
    /// A .NET date format.
    DateFormat,
    /// A culture such as `en-US`.
    Culture,
    /// An attribute, in brackets or by its name in quotes.
    Attribute,
    /// The attribute `appRoleAssignments`.
    Roles,
}

/// Whether the last parameters may come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeat {
    /// They may not.
    No,
    /// The last one may.
    Last,
    /// The last two may, together.
    Pairs,
}

/// An expression, and what it gives for a person.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The expression.
    pub expression: &'static str,
    /// The attributes that it asks for; several values stand for a multi-valued one.
    pub person: &'static [(&'static str, &'static [&'static str])],
    /// The result; several values stand for a list, none for an absent value.
    pub result: &'static [&'static str],
}

impl Function {
    const fn new(
        name: &'static str,
        family: Family,
        summary: &'static str,
        parameters: &'static [Parameter],
        implementation: Implementation,
    ) -> Self {
        Self {
            name,
            family,
            summary,
            parameters,
            repeat: Repeat::No,
            outermost: false,
            legacy: false,
            examples: &[],
            constant: true,
            check: |_| Ok(()),
            implementation,
        }
    }

    const fn repeating(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    const fn examples(mut self, examples: &'static [Example]) -> Self {
        self.examples = examples;
        self
    }

    /// Its result is not the same each time, or not everywhere.
    const fn varying(mut self) -> Self {
        self.constant = false;
        self
    }

    const fn outermost(mut self) -> Self {
        self.outermost = true;
        self
    }

    const fn checked(mut self, check: fn(&[Term]) -> Result<(), SyntaxErrorKind>) -> Self {
        self.check = check;
        self
    }

    const fn legacy(mut self) -> Self {
        self.legacy = true;
        self
    }

    /// All functions, family by family.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        FAMILIES.iter().copied().flatten()
    }

    /// The function of that name, whatever the letter case.
    pub fn find(name: &str) -> Option<&'static Self> {
        find(name)
    }

    /// The parameter of the argument at `index`, from 0.
    pub fn parameter(&self, index: usize) -> Option<&'static Parameter> {
        let count = self.parameters.len();
        let place = match self.repeat {
            _ if index < count => index,
            Repeat::No => return None,
            Repeat::Last => count - 1,
            Repeat::Pairs => count - 2 + (index - count) % 2,
        };
        self.parameters.get(place)
    }

    /// How many arguments a call has at least.
    pub fn least_arguments(&self) -> usize {
        (self.parameters.iter())
            .rposition(|parameter| parameter.required)
            .map_or(0, |last| last + 1)
    }

    /// How it is called: `Mid(source, start, length)`; what may be left out stands in braces.
    pub fn signature(&self) -> String {
        let mut parts: Vec<String> = (self.parameters.iter())
            .map(|parameter| {
                if parameter.required {
                    parameter.name.to_owned()
                } else {
                    format!("{{{}}}", parameter.name)
                }
            })
            .collect();
        if self.repeat != Repeat::No {
            parts.push("…".to_owned());
        }
        format!("{}({})", self.name, parts.join(", "))
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn required(name: &'static str, kind: Kind, summary: &'static str) -> Parameter {
    Parameter {
        name,
        kind,
        required: true,
        summary,
    }
}

const fn optional(name: &'static str, kind: Kind, summary: &'static str) -> Parameter {
    Parameter {
        name,
        kind,
        required: false,
        summary,
    }
}

/// An example that asks for no attribute.
const fn gives(expression: &'static str, result: &'static [&'static str]) -> Example {
    Example {
        expression,
        person: &[],
        result,
    }
}

/// An example for a person.
const fn gives_for(
    person: &'static [(&'static str, &'static [&'static str])],
    expression: &'static str,
    result: &'static [&'static str],
) -> Example {
    Example {
        expression,
        person,
        result,
    }
}

static FAMILIES: [&[Function]; 12] = [
    text::FUNCTIONS,
    casing::FUNCTIONS,
    diacritics::FUNCTIONS,
    replace::FUNCTIONS,
    date::FUNCTIONS,
    list::FUNCTIONS,
    logic::FUNCTIONS,
    convert::FUNCTIONS,
    role::FUNCTIONS,
    directory::FUNCTIONS,
    random::FUNCTIONS,
    unique::FUNCTIONS,
];

/// The function of that name, whatever the letter case.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    Function::all().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// The function that is written most like `name`, if one is.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    const UNLIKE: usize = 3;
    let name = name.to_ascii_lowercase();
    Function::all()
        .map(|function| {
            let distance = strsim::damerau_levenshtein(&name, &function.name.to_ascii_lowercase());
            (distance, function.name)
        })
        .filter(|(distance, found)| *distance < UNLIKE && distance * 2 <= found.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
