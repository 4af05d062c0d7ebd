//! Letter case.

use super::{Example, Family, Function, Kind, Parameter, gives, gives_for, optional, required};
use crate::expression::{
    dotnet::casing::{self, Culture},
    error::{EvaluateErrorKind as Error, excerpt},
    evaluate::{Arguments, Stop},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

const CASE_PARAMETERS: &[Parameter] = &[
    required("source", Kind::Text, "the text"),
    optional(
        "culture",
        Kind::Culture,
        "whose letters; those of no language in particular if left out",
    ),
];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "PCase",
        Family::Casing,
        "The text with a capital at the beginning of each word, and lower case elsewhere.",
        &[
            required("source", Kind::Text, "the text"),
            optional(
                "wordSeparators",
                Kind::Text,
                "the characters that end a word; everything but letters if left out",
            ),
        ],
        p_case,
    )
    .examples(P_CASE),
    Function::new(
        "ToLower",
        Family::Casing,
        "The text in lower case.",
        CASE_PARAMETERS,
        to_lower,
    )
    .examples(TO_LOWER),
    Function::new(
        "ToUpper",
        Family::Casing,
        "The text in upper case.",
        CASE_PARAMETERS,
        to_upper,
    )
    .examples(TO_UPPER),
];

const P_CASE: &[Example] = &[
    gives(r#"PCase("GREGORY JAMES")"#, &["Gregory James"]),
    gives(r#"PCase("pablo gonsalves (second)")"#, &["Pablo Gonsalves (Second)"]),
    gives(r#"PCase("mary-jane o'neil 2nd")"#, &["Mary-Jane O'neil 2Nd"]),
    gives(r#"PCase("MARY-JANE O'NEIL", " '")"#, &["Mary-jane O'Neil"]),
    gives("PCase([displayName])", &[]),
];

fn p_case<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let text = casing::lower_invariant(&text);
    let separators = arguments.text_or_empty(1)?;
    arguments.bounded(if separators.is_empty() {
        casing::title(&text)
    } else {
        casing::title_between(&text, &separators)
    })
}

const TO_LOWER: &[Example] = &[
    gives(r#"ToLower("John.Smith@CONTOSO.com")"#, &["john.smith@contoso.com"]),
    gives(r#"ToLower("IŞIK", "tr-TR")"#, &["ışık"]),
    gives(r#"ToLower("ΣΟΦΟΣ")"#, &["σοφοσ"]),
    gives_for(&[("displayName", &[""])], "ToLower([displayName])", &[""]),
];

fn to_lower<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    cased(arguments, casing::lower_invariant, casing::lower)
}

const TO_UPPER: &[Example] = &[
    gives(r#"ToUpper("straße")"#, &["STRAßE"]),
    gives(r#"ToUpper("istanbul", "tr-TR")"#, &["İSTANBUL"]),
    gives(r#"ToUpper("istanbul", "en-US")"#, &["ISTANBUL"]),
    gives("ToUpper([displayName])", &[]),
];

fn to_upper<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    cased(arguments, casing::upper_invariant, casing::upper)
}

fn cased<'e>(
    arguments: &Arguments<'_, 'e>,
    invariant: fn(&str) -> String,
    of_culture: fn(&str, Culture) -> String,
) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let culture = arguments.text_or_empty(1)?;
    if culture.is_empty() {
        return arguments.bounded(invariant(&text));
    }
    match Culture::find(&culture) {
        Some(culture) => arguments.bounded(of_culture(&text, culture)),
        None => Err(arguments.fail(
            1,
            Error::CultureUnknown {
                found: excerpt(&culture),
            },
        )),
    }
}
