//! From mappings to what is evaluated for many people.

use std::borrow::Cow;

use super::{
    Flow, FlowError, FlowResult, TargetValue,
    convert::{converted, type_name},
};
use crate::{
    expression::{Attributes, Compiled, Context, Expression, Outcome, Slot, SyntaxError, Value},
    model::{AttributeDefinition, AttributeMapping, MappingSource, ObjectMapping},
    patterns::Patterns,
    problem::{Field, Place, Problem, ProblemKind},
};

/// The mappings of one type of object, made once and evaluated for many people, from many threads.
#[derive(Debug)]
pub struct CompiledObject {
    mappings: Vec<CompiledMapping>,
    /// The source attributes that are asked for, each once.
    attributes: Vec<Box<str>>,
}

#[derive(Debug)]
struct CompiledMapping {
    mapping: AttributeMapping,
    definition: AttributeDefinition,
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// The place of an attribute in the object's list.
    Direct(usize),
    Constant(Option<TargetValue>),
    Expression {
        compiled: Compiled,
        /// The place in the object's list of each attribute of the expression.
        places: Box<[usize]>,
    },
    None,
}

impl CompiledObject {
    /// Compiles all mappings, or says why some cannot be evaluated at all: expressions that cannot be read, constants and defaults
    /// that are not of the target's type. [`check`](crate::check::check) says more.
    pub fn new(object: &ObjectMapping) -> Result<Self, Vec<Problem>> {
        Self::of(object, object.mappings.iter().enumerate())
    }

    /// Compiles the mapping with this target alone, whatever the letter case.
    pub fn only(object: &ObjectMapping, target: &str) -> Result<Self, Vec<Problem>> {
        let found =
            (object.mappings.iter().enumerate()).find(|(_, mapping)| mapping.target.eq_ignore_ascii_case(target));
        match found {
            Some(found) => Self::of(object, std::iter::once(found)),
            None => Err(vec![Problem::at(
                Place::Whole,
                ProblemKind::TargetUnmapped {
                    target: target.to_owned(),
                },
            )]),
        }
    }

    fn of<'a>(
        object: &ObjectMapping,
        mappings: impl Iterator<Item = (usize, &'a AttributeMapping)>,
    ) -> Result<Self, Vec<Problem>> {
        let mut attributes = Attribution::default();
        let mut patterns = Patterns::default();
        let (mut compiled, mut problems) = (Vec::new(), Vec::new());
        for (index, mapping) in mappings {
            let definition = definition_of(object, mapping).into_owned();
            if let Err(problem) = default_value(mapping, &definition) {
                problems.push(problem.at(index, Field::DefaultValue));
            }
            match source(mapping, &definition, &mut attributes, &mut patterns) {
                Ok(source) => compiled.push(CompiledMapping {
                    mapping: mapping.clone(),
                    definition,
                    source,
                }),
                Err(problem) => problems.push(problem.at(index, Field::Source)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            mappings: compiled,
            attributes: attributes.0,
        })
    }

    /// The source attributes that are asked for, each once: the order of [`Slot::index`].
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.attributes.iter().map(AsRef::as_ref)
    }

    /// The mappings, in the order of what [`evaluate`](Self::evaluate) gives, and whether logs must not show their values.
    pub fn mappings(&self) -> impl ExactSizeIterator<Item = (&AttributeMapping, bool)> {
        self.mappings.iter().map(|compiled| {
            let is_redacted = matches!(&compiled.source, Source::Expression { compiled, .. } if compiled.is_redacted());
            (&compiled.mapping, is_redacted)
        })
    }

    /// What each mapping gives for a person, in the order of the mappings.
    pub fn evaluate<'p>(&self, person: &'p impl Attributes, context: &Context<'p>) -> Vec<Flow<'_>> {
        self.mappings
            .iter()
            .map(|compiled| Flow {
                mapping: &compiled.mapping,
                definition: Cow::Borrowed(&compiled.definition),
                result: self.result(compiled, person, context),
            })
            .collect()
    }

    fn result(&self, mapping: &CompiledMapping, person: &impl Attributes, context: &Context<'_>) -> FlowResult {
        let value = match &mapping.source {
            Source::Direct(index) => person.attribute(Slot {
                index: *index,
                name: &self.attributes[*index],
            }),
            Source::Constant(value) => return value.clone().map_or(FlowResult::Empty, FlowResult::Value),
            Source::Expression { compiled, places } => {
                let renumbered = Renumbered { person, places };
                return match compiled.evaluate(&renumbered, context) {
                    Ok(Outcome::Value(value)) => given(value, &mapping.definition),
                    Ok(Outcome::NoFlow) => FlowResult::NotFlowed,
                    Err(error) => FlowResult::Failed(FlowError::Evaluate(error)),
                };
            }
            Source::None if mapping.mapping.default_value.is_some() => return FlowResult::Empty,
            Source::None => return FlowResult::NotFlowed,
        };
        given(value, &mapping.definition)
    }
}

fn given(value: Value<'_>, definition: &AttributeDefinition) -> FlowResult {
    match converted(value, definition) {
        Ok(Some(value)) => FlowResult::Value(value),
        Ok(None) => FlowResult::Empty,
        Err(error) => FlowResult::Failed(error),
    }
}

/// The target's definition: the attribute list's, or text with one value where the list has none.
pub(crate) fn definition_of<'a>(object: &'a ObjectMapping, mapping: &AttributeMapping) -> Cow<'a, AttributeDefinition> {
    match object.target_definition(&mapping.target) {
        Some(definition) => Cow::Borrowed(definition),
        None => Cow::Owned(AttributeDefinition {
            name: mapping.target.clone(),
            ..AttributeDefinition::default()
        }),
    }
}

/// Why a source or a default cannot be used.
pub(crate) struct Unusable(Box<Problem>);

impl Unusable {
    fn new(kind: ProblemKind) -> Self {
        Self(Box::new(Problem::at(Place::Whole, kind)))
    }

    /// The problem, at its place.
    pub(crate) fn at(self, index: usize, field: Field) -> Problem {
        Problem {
            place: Place::Mapping { index, field },
            ..*self.0
        }
    }
}

impl From<SyntaxError> for Unusable {
    fn from(error: SyntaxError) -> Self {
        Self(Box::new(
            Problem::at(Place::Whole, ProblemKind::Expression(error.kind)).within(error.range),
        ))
    }
}

/// The default of a mapping, in the type of its target.
pub(crate) fn default_value(
    mapping: &AttributeMapping,
    definition: &AttributeDefinition,
) -> Result<Option<TargetValue>, Unusable> {
    let Some(text) = mapping.default_value.as_deref() else {
        return Ok(None);
    };
    constant(text, definition).map_err(|value| {
        Unusable::new(ProblemKind::DefaultWrongType {
            value,
            wanted: type_name(definition.kind),
        })
    })
}

/// The constant of a mapping, in the type of its target.
pub(crate) fn constant_value(text: &str, definition: &AttributeDefinition) -> Result<Option<TargetValue>, Unusable> {
    constant(text, definition).map_err(|value| {
        Unusable::new(ProblemKind::ConstantWrongType {
            value,
            wanted: type_name(definition.kind),
        })
    })
}

/// A text as the target takes it; the text, cut short, where it does not.
fn constant(text: &str, definition: &AttributeDefinition) -> Result<Option<TargetValue>, String> {
    converted(Value::from(text), definition).map_err(|_| crate::expression::excerpt(text))
}

fn source(
    mapping: &AttributeMapping,
    definition: &AttributeDefinition,
    attributes: &mut Attribution,
    patterns: &mut Patterns,
) -> Result<Source, Unusable> {
    Ok(match &mapping.source {
        MappingSource::Direct { attribute } => Source::Direct(attributes.place(attribute)),
        MappingSource::Constant { value } => Source::Constant(constant_value(value, definition)?),
        MappingSource::Expression { text } => {
            let expression = Expression::parse(text)?;
            let compiled = expression.compile()?;
            patterns.add(compiled.patterns()).map_err(|kind| SyntaxError {
                range: expression.root().range,
                kind,
            })?;
            let places = compiled.attributes().map(|name| attributes.place(name)).collect();
            Source::Expression { compiled, places }
        }
        MappingSource::None => Source::None,
    })
}

/// The attributes met so far, each once.
#[derive(Default)]
struct Attribution(Vec<Box<str>>);

impl Attribution {
    fn place(&mut self, name: &str) -> usize {
        let known = self.0.iter().position(|known| **known == *name);
        known.unwrap_or_else(|| {
            self.0.push(name.into());
            self.0.len() - 1
        })
    }
}

/// A person whose attributes are asked for by their places in an expression, and answers by those in the object's list.
struct Renumbered<'a, P> {
    person: &'a P,
    places: &'a [usize],
}

impl<P: Attributes> Attributes for Renumbered<'_, P> {
    fn attribute(&self, slot: Slot<'_>) -> Value<'_> {
        self.person.attribute(Slot {
            index: self.places[slot.index],
            name: slot.name,
        })
    }
}
