//! Conditions and choices.

use super::{Example, Family, Function, Kind, Parameter, Repeat, gives, gives_for, optional, required};
use crate::expression::{
    evaluate::{Arguments, Stop, text_of},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

const EXPRESSION: &[Parameter] = &[required("expression", Kind::Any, "the value to look at")];

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "CBool",
        Family::Logic,
        "True or False for a comparison, a number or a text.",
        &[required("expression", Kind::Condition, "a comparison, a number, or the text True or False")],
        c_bool,
    )
    .examples(C_BOOL),
    Function::new(
        "Coalesce",
        Family::Logic,
        "The first source that is present; empty text counts as present.",
        &[
            required("source", Kind::Any, "the source that comes first"),
            optional("defaultValue", Kind::Any, "the sources that come next; the last one is the default"),
        ],
        coalesce,
    )
    .repeating(Repeat::Last)
    .examples(COALESCE),
    Function::new(
        "IgnoreFlowIfNullOrEmpty",
        Family::Logic,
        "The value; where there is none, the attribute is left out of the change.",
        EXPRESSION,
        ignore_flow_if_null_or_empty,
    )
    .examples(&[gives_for(&[("department", &["Sales"])], "IgnoreFlowIfNullOrEmpty([department])", &["Sales"])]),
    Function::new(
        "IIF",
        Family::Logic,
        "One of two values, as the condition says.",
        &[
            required("condition", Kind::Condition, "a comparison, or a value that is True or False"),
            required("valueIfTrue", Kind::Any, "the value if it holds"),
            required("valueIfFalse", Kind::Any, "the value if it does not"),
        ],
        iif,
    )
    .examples(IIF),
    Function::new(
        "IsNothing",
        Family::Logic,
        "True if the value is absent.",
        EXPRESSION,
        is_null,
    )
    .legacy()
    .examples(&[gives("IsNothing([mail])", &["True"])]),
    Function::new(
        "IsNull",
        Family::Logic,
        "True if the value is absent. Empty text is a value.",
        EXPRESSION,
        is_null,
    )
    .examples(&[
        gives("IsNull([mail])", &["True"]),
        gives_for(&[("mail", &[""])], "IsNull([mail])", &["False"]),
    ]),
    Function::new(
        "IsNullOrEmpty",
        Family::Logic,
        "True if the value is absent or empty text.",
        EXPRESSION,
        is_null_or_empty,
    )
    .examples(&[
        gives("IsNullOrEmpty([mail])", &["True"]),
        gives_for(&[("mail", &[""])], "IsNullOrEmpty([mail])", &["True"]),
        gives_for(&[("mail", &[" "])], "IsNullOrEmpty([mail])", &["False"]),
    ]),
    Function::new(
        "IsPresent",
        Family::Logic,
        "True if the value is neither absent nor empty text.",
        EXPRESSION,
        is_present,
    )
    .examples(&[
        gives_for(&[("manager", &["x"])], "IsPresent([manager])", &["True"]),
        gives_for(&[("manager", &[""])], "IsPresent([manager])", &["False"]),
    ]),
    Function::new(
        "IsString",
        Family::Logic,
        "True if the value can be read as one text.",
        EXPRESSION,
        is_string,
    )
    .examples(IS_STRING),
    Function::new(
        "Not",
        Family::Logic,
        "False for True, and True for everything else.",
        &[required("source", Kind::Any, "True, or anything else")],
        not,
    )
    .examples(NOT),
    Function::new(
        "Switch",
        Family::Logic,
        "The value beside the key that equals the source; letter case counts, and an absent source equals the empty key.",
        &[
            required("source", Kind::Text, "what the keys are compared with"),
            optional("defaultValue", Kind::Any, "the value if no key equals it"),
            required("key", Kind::Text, "a key"),
            required("value", Kind::Any, "the value for that key"),
        ],
        switch,
    )
    .repeating(Repeat::Pairs)
    .examples(SWITCH),
];

const C_BOOL: &[Example] = &[
    gives_for(&[("a", &["x"]), ("b", &["x"])], "CBool([a] = [b])", &["True"]),
    gives("CBool(0)", &["False"]),
    gives("CBool(-2)", &["True"]),
    gives(r#"CBool("true")"#, &["True"]),
    gives("CBool([a])", &["False"]),
];

fn c_bool<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(Value::from(arguments.truth(0)?))
}

const COALESCE: &[Example] = &[
    gives_for(
        &[("mail", &["a@example.com"])],
        r#"Coalesce([mail], [userPrincipalName], "none")"#,
        &["a@example.com"],
    ),
    gives(r#"Coalesce([mail], [userPrincipalName], "none")"#, &["none"]),
    gives_for(&[("mail", &[""])], r#"Coalesce([mail], "none")"#, &[""]),
    gives("Coalesce([mail])", &[]),
];

fn coalesce<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    for index in 0..arguments.count() {
        let value = arguments.value(index)?;
        if !value.is_absent() {
            return Ok(value);
        }
    }
    Ok(Value::Absent)
}

fn ignore_flow_if_null_or_empty<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let value = arguments.value(0)?;
    if value.is_empty() { Err(Stop::NoFlow) } else { Ok(value) }
}

const IIF: &[Example] = &[
    gives_for(
        &[("country", &["USA"]), ("department", &["Sales"])],
        r#"IIF([country] = "USA", [country], [department])"#,
        &["USA"],
    ),
    gives_for(
        &[("country", &["FR"]), ("department", &["Sales"])],
        r#"IIF([country] = "USA", [country], [department])"#,
        &["Sales"],
    ),
    gives(r#"IIF([country] = "", "nowhere", [country])"#, &["nowhere"]),
    gives(r#"IIF(Len("abcdefghijkl") > 5, "long", "short")"#, &["long"]),
];

fn iif<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    arguments.value(if arguments.truth(0)? { 1 } else { 2 })
}

fn is_null<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(Value::from(arguments.value(0)?.is_absent()))
}

fn is_null_or_empty<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(Value::from(arguments.value(0)?.is_empty()))
}

fn is_present<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(Value::from(!arguments.value(0)?.is_empty()))
}

const IS_STRING: &[Example] = &[
    gives(r#"IsString("")"#, &["True"]),
    gives("IsString(12)", &["True"]),
    gives("IsString([mail])", &["False"]),
    gives_for(
        &[("proxyAddresses", &["a", "b"])],
        "IsString([proxyAddresses])",
        &["False"],
    ),
    gives(r#"IsString(CDate("soon"))"#, &["False"]),
];

fn is_string<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(Value::from(match arguments.value(0) {
        Ok(value) => matches!(text_of(value), Ok(Some(_))),
        Err(Stop::Error(_)) => false,
        Err(Stop::NoFlow) => return Err(Stop::NoFlow),
    }))
}

const NOT: &[Example] = &[
    gives_for(&[("IsSoftDeleted", &["True"])], "Not([IsSoftDeleted])", &["False"]),
    gives_for(&[("IsSoftDeleted", &["False"])], "Not([IsSoftDeleted])", &["True"]),
    gives("Not([IsSoftDeleted])", &["True"]),
    gives(r#"Not("maybe")"#, &["True"]),
];

fn not<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let is_true = (arguments.text(0)?).is_some_and(|text| text.eq_ignore_ascii_case("True"));
    Ok(Value::from(!is_true))
}

const SWITCH: &[Example] = &[
    gives_for(
        &[("IsSoftDeleted", &["False"])],
        r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
        &["True"],
    ),
    gives(r#"Switch("a", "other", "A", "capital")"#, &["other"]),
    gives(r#"Switch("a", , "A", "capital")"#, &[]),
    gives(r#"Switch([state], "other", "", "none")"#, &["none"]),
];

fn switch<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let source = arguments.text_or_empty(0)?;
    for key in (2..arguments.count()).step_by(2) {
        if arguments.text_or_empty(key)? == source {
            return arguments.value(key + 1);
        }
    }
    arguments.value(1)
}
