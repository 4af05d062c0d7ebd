//! `eval`: what an expression gives for a person.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use scimdesk_desk::{
    Clock, expressions,
    wire::{AppRole, DeskError, ErrorCode, EvaluateExpression, ExpressionOutcome, ExpressionValue},
};

use crate::args::EvalArgs;
use crate::exit::{Exit, Stop};
use crate::output::Output;
use crate::session::bare_error;

/// The largest person that is read: 16 MiB.
const PERSON_LIMIT: u64 = 16 * 1024 * 1024;

/// Evaluates and prints.
pub(crate) fn run(args: EvalArgs, output: Output) -> Result<(), Stop> {
    let person = read_person(&args.person)?;
    let request = EvaluateExpression {
        expression: args.expression,
        person,
        default_domain: args.default_domain,
    };
    let evaluated = expressions::evaluate(&request, &Clock::system());
    for note in &evaluated.notes {
        output.say(&note.message);
    }
    output.object(&evaluated.outcome)?;
    match &evaluated.outcome {
        ExpressionOutcome::Value { value } => print(value.as_ref(), output)?,
        ExpressionOutcome::NoFlow { .. } => output.say("The attribute is left out of the change."),
        ExpressionOutcome::Error { error } => {
            if !output.json {
                output.say(&error.message);
                if let (Some(offset), Some(length)) = (error.offset, error.length) {
                    for line in marked(&request.expression, offset, length) {
                        output.say(&line);
                    }
                }
                if let Some(next) = &error.next {
                    output.say(next);
                }
            }
            return Err(Stop::Told(Exit::Usage));
        }
    }
    Ok(())
}

/// A text on a line; each of several on a line of its own; nothing where there is no value.
fn print(value: Option<&ExpressionValue>, output: Output) -> io::Result<()> {
    match value {
        None => Ok(()),
        Some(ExpressionValue::Text(text)) => output.line(text),
        Some(ExpressionValue::Texts(texts)) => texts.iter().try_for_each(|text| output.line(text)),
        Some(ExpressionValue::Roles(roles)) => roles.iter().try_for_each(|role| output.line(role_name(role))),
    }
}

fn role_name(role: &AppRole) -> &str {
    [&role.display_name, &role.value, &role.id]
        .into_iter()
        .find_map(|text| text.as_deref())
        .unwrap_or_default()
}

fn read_person(path: &Path) -> Result<String, DeskError> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(PERSON_LIMIT + 1).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(PERSON_LIMIT + 1).read_to_string(&mut text))
    };
    let refuse = |message: &str| {
        let next = "Name a JSON file with the person's attributes, or - to read them from stdin.";
        bare_error(ErrorCode::BadInput, message, Some(next))
    };
    match read {
        Ok(length) if length as u64 > PERSON_LIMIT => Err(refuse("The person is larger than 16 MiB.")),
        Ok(_) => Ok(text),
        Err(cause) => Err(refuse(&format!("The person cannot be read: {cause}."))),
    }
}

/// The line of the expression where something is wrong, and a line that points at it.
fn marked(expression: &str, offset: usize, length: usize) -> [String; 2] {
    let mut unit = 0;
    let mut line = String::new();
    let mut marks = String::new();
    for character in expression.chars() {
        let next = unit + character.len_utf16();
        if character == '\n' {
            if next > offset {
                break;
            }
            line.clear();
            marks.clear();
        } else {
            line.push(character);
            let is_marked = unit >= offset && unit < offset + length.max(1);
            marks.push(if is_marked { '^' } else { ' ' });
        }
        unit = next;
    }
    if unit <= offset && !marks.contains('^') {
        marks.push('^');
    }
    [format!("  {line}"), format!("  {}", marks.trim_end())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_what_is_wrong() {
        for (expression, offset, length, marks) in [
            ("Jion([a])", 0, 4, "  ^^^^"),
            ("Not([a]", 7, 0, "         ^"),
            ("Not(\"😀\", x)", 10, 1, "           ^"),
            ("IIF([a],\n  oops,\n  1)", 11, 4, "    ^^^^"),
        ] {
            assert_eq!(marked(expression, offset, length)[1], marks, "{expression}");
        }
        assert_eq!(marked("IIF([a],\n  oops,\n  1)", 11, 4)[0], "    oops,");
    }
}
