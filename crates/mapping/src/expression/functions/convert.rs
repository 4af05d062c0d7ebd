//! From one form to another.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{Example, Family, Function, Kind, gives, gives_for, required};
use crate::expression::{
    bounds::MAX_TEXT,
    error::EvaluateErrorKind as Error,
    evaluate::{Arguments, Stop},
    value::Value,
};

type Result<'e> = std::result::Result<Value<'e>, Stop>;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::new(
        "BitAnd",
        Family::Convert,
        "The bits that two numbers have in common.",
        &[
            required("value1", Kind::Whole, "a number, such as 15 or &HF"),
            required("value2", Kind::Whole, "a number, such as 247 or &HF7"),
        ],
        bit_and,
    )
    .examples(&[
        gives("BitAnd(&HF, &HF7)", &["7"]),
        gives_for(
            &[("userAccountControl", &["514"])],
            "BitAnd([userAccountControl], 2)",
            &["2"],
        ),
        gives("BitAnd([userAccountControl], 2)", &[]),
    ]),
    Function::new(
        "ConvertToBase64",
        Family::Convert,
        "The UTF-16 of a text, in Base64.",
        &[required("source", Kind::Text, "the text")],
        convert_to_base64,
    )
    .examples(BASE64),
    Function::new(
        "ConvertToUTF8Hex",
        Family::Convert,
        "The UTF-8 of a text, in hexadecimal digits.",
        &[required("source", Kind::Text, "the text")],
        convert_to_utf8_hex,
    )
    .examples(&[
        gives(r#"ConvertToUTF8Hex("Hello world!")"#, &["48656C6C6F20776F726C6421"]),
        gives(r#"ConvertToUTF8Hex("é")"#, &["C3A9"]),
        gives("ConvertToUTF8Hex([objectId])", &[]),
    ]),
    Function::new(
        "CStr",
        Family::Convert,
        "The value as a text.",
        &[required("value", Kind::Any, "a number, a reference, a truth value")],
        c_str,
    )
    .examples(&[
        gives("CStr(12.50)", &["12.50"]),
        gives_for(
            &[("dn", &["cn=Joe,dc=contoso,dc=com"])],
            "CStr([dn])",
            &["cn=Joe,dc=contoso,dc=com"],
        ),
        gives("CStr([dn])", &[]),
    ]),
];

fn bit_and<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(match (arguments.whole(0)?, arguments.whole(1)?) {
        (Some(left), Some(right)) => Value::from(left & right),
        _ => Value::Absent,
    })
}

const BASE64: &[Example] = &[
    gives(
        r#"ConvertToBase64("Hello world!")"#,
        &["SABlAGwAbABvACAAdwBvAHIAbABkACEA"],
    ),
    gives(r#"ConvertToBase64("")"#, &[""]),
    gives("ConvertToBase64([objectId])", &[]),
];

fn convert_to_base64<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    arguments.bounded(STANDARD.encode(bytes))
}

fn convert_to_utf8_hex<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Absent);
    };
    if text.len() > MAX_TEXT / 2 {
        return Err(arguments.fail_call(Error::TextTooLong));
    }
    let mut digits = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        // Writing to a text does not fail.
        let _ = write!(digits, "{byte:02X}");
    }
    Ok(Value::from(digits))
}

fn c_str<'e>(arguments: &Arguments<'_, 'e>) -> Result<'e> {
    Ok(arguments.text(0)?.map_or(Value::Absent, Value::Text))
}
