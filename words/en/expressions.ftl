
### What the desk says of the expressions of attribute mappings, in English.
###
### expression-<code> says what is wrong with an expression, or why it has no value for a person; .next says what to do.
### expression-note-<code> says what to know of an expression that is not wrong.


## Expressions: what cannot be read

expression-expression-empty = There is no expression.
    .next = Write a function and its arguments, such as Join(" ", [givenName], [surname]).
expression-expression-too-long = The expression has { $length } characters; at most 10,000 are allowed.
    .next = Shorten it, or let a shorter attribute of the directory hold part of the value.
expression-nesting-too-deep = More than 64 functions stand within one another.
    .next = Replace nested IIFs by one Switch, or leave out functions that change nothing.
expression-attribute-alone = An attribute alone is not an expression.
    .next = Map [{ $name }] directly, or put a function around it.
expression-constant-alone = A fixed value alone is not an expression.
    .next = Map { $found } as a constant, or put a function around it.
expression-function-unknown = There is no function { $name }.
    .next = { $suggestion ->
        [none] Choose one of the functions that the language has.
       *[other] Did you mean { $suggestion }?
    }
expression-name-unexpected = { $name } is neither a text, nor an attribute, nor a function.
    .next = Text stands in double quotes, an attribute in brackets, and a function is followed by parentheses.
expression-parenthesis-missing = The arguments of { $function } are not in parentheses.
    .next = Write { $function }( and close the parenthesis after the last argument.
expression-connective-unknown = The language has no { $found } between conditions.
    .next = For "and", put a second IIF in the place of the value if true; for "or", in the place of the value if false.
expression-character-unexpected = The character { $found } means nothing here.
    .next = Remove it, or put it in double quotes if it is text.
expression-wrong-quotes = Text stands in straight double quotes, not in { $found }.
    .next = Type the quotes again; a word processor may have bent them.
expression-operator-unknown = The language has no operator { $found }.
    .next = Compare with = <> < <= > >=. To put texts together, use Join or Append.
expression-comparison-misplaced = A comparison cannot stand here.
    .next = Compare in the condition of IIF, or within CBool, and only two values at a time.
expression-text-unclosed = The text that begins here has no closing quote.
    .next = Add the closing quote. A quote within a text is written \".
expression-bracket-unclosed = The attribute that begins here has no closing bracket.
    .next = Add the closing bracket, on the same line.
expression-bracket-unopened = A bracket closes here that was never opened.
    .next = Put the name of the attribute in brackets, or remove this one.
expression-attribute-name-missing = The brackets are empty.
    .next = Write the name of an attribute in them.
expression-hex-malformed = This is not a hexadecimal number.
    .next = After &H come one to eight of 0-9 and A-F.
expression-number-malformed = { $found } is not a number.
    .next = Write digits, with a point before decimals, or put text in double quotes.
expression-number-too-long = A number has at most 18 digits.
    .next = Put it in double quotes if it is text.
expression-value-missing = A value is missing here.
    .next = Write a text, an attribute, a number or a function.
expression-comma-missing = A comma is missing before { $found }.
    .next = Put a comma between two arguments, or close the parenthesis.
expression-parenthesis-unclosed = { $function } has no closing parenthesis.
    .next = Close it after the last argument.
expression-end-expected = The expression ends before { $found }.
    .next = Remove what follows, or check the parentheses.
expression-argument-missing = { $function } needs { $parameter }.
    .next = It is called so: { $signature }. Only what stands in braces may be left out.
expression-too-many-arguments = { $function } takes { $most ->
        [0] no arguments
        [one] one argument
       *[other] at most { $most } arguments
    }.
    .next = It is called so: { $signature }.
expression-pair-incomplete = The last key of { $function } has no value.
    .next = After the default come pairs: a key, then its value.
expression-not-outermost = { $function } cannot stand within another function.
    .next = Make it the outermost one, and put the other functions around each of its rules.
expression-attribute-expected = { $function } takes an attribute, and nothing else.
    .next = Write [appRoleAssignments].
expression-compare-mode-misplaced = This is not a way to compare, or not in its place.
    .next = vbTextCompare and vbBinaryCompare stand fourth in InStr, without quotes.
expression-replace-unclear = These arguments of Replace do not say how to replace.
    .next = Give oldValue with replacementValue or template; or regexPattern with replacementValue, or with regexGroupName and replacementAttributeName.
expression-pattern-invalid = This is not a regular expression: { $detail }.
    .next = Correct it. A backslash is written twice, as in \\d.
expression-pattern-unsupported = Regular expressions with { $feature } are not supported here.
    .next = Write it without them.
expression-pattern-too-large = The regular expression is too large.
    .next = Shorten it to 2,000 bytes at most, and lower its counted repetitions: they multiply.
expression-group-unknown = The regular expression has no group named { $name }.
    .next = Name a group of it, as in (?<{ $name }>…).

## Expressions: what has no value for a person

expression-several-values = There are { $count } values here, and one is needed.
    .next = Choose one with Item, or put them together with Join.
expression-roles-unexpected = App roles cannot be used as a text.
    .next = Use SingleAppRoleAssignment, or one of the other functions for app roles.
expression-roles-expected = These are not app roles.
    .next = Use the attribute appRoleAssignments.
expression-value-needed = There is no value here, and one is needed.
    .next = Give a value for people who have none, with Coalesce or Switch.
expression-not-whole-number = { $found } is not a whole number.
    .next = Use an attribute that holds whole numbers of at most 18 digits.
expression-out-of-range = { $found } is out of range: it must be { $allowed }.
    .next = Correct the number, or the function that gives it.
expression-index-too-large = There is no value number { $index }: there { $count ->
        [one] is one
       *[other] are { $count }
    }.
    .next = Choose a lower number, or ask with Count first.
expression-not-boolean = { $found } is neither True nor False.
    .next = Compare it with something, as in [attribute] = "yes".
expression-not-date = { $found } is not a date.
    .next = Write the year first, as in 2025-03-16, or read other forms with FormatDateTime.
expression-date-not-in-format = { $found } is not in the format { $format }.
    .next = Correct the input format, or the value in the directory.
expression-format-invalid = { $format } is not a date format.
    .next = Use a .NET format, such as yyyy-MM-dd.
expression-date-out-of-range = The date is outside the years 1 to 9999.
    .next = Correct the date or the number.
expression-interval-unknown = { $found } is not an interval.
    .next = Use yyyy, m, d, ww, h, n (minutes) or s, in double quotes.
expression-date-styles-unknown = { $found } does not name date styles, or two that contradict each other.
    .next = Leave it out, or use names of .NET's DateTimeStyles with commas between them.
expression-culture-unknown = { $found } is not a culture.
    .next = Leave it out, or write language and country, as in en-US.
expression-search-empty = There is nothing to look for.
    .next = Give a text to replace.
expression-pattern-unusable = The value is not a regular expression that can be used: { $detail }.
    .next = Write the regular expression into the mapping, or correct the value in the directory.
expression-pattern-too-costly = The regular expression takes too much work on this value.
    .next = Make it simpler: leave out repetitions within repetitions.
expression-text-too-long = The text grows longer than 100,000 bytes.
    .next = Shorten it with Left or Mid first.
expression-too-many-values = There are more than 10,000 values.
    .next = Use an attribute with fewer.
expression-default-domain-unknown = The default domain of the directory is not known here.
    .next = Name it with --default-domain, or write the domain into the expression.
expression-random-unavailable = There are no random numbers here.
    .next = Try the expression where accounts are made.
expression-length-too-small = { $needed } characters are asked for, and the length is { $length }.
    .next = Raise the length, or lower the minima.
expression-characters-exhausted = All characters of one kind are to be avoided.
    .next = Avoid fewer characters, or ask for none of that kind.
expression-uniqueness-unknown = Whether a value is taken could not be asked{ $detail ->
        [none] .
       *[other] : { $detail }.
    }
    .next = Try again when the target answers.
expression-no-unique-value = { $count ->
        [0] No rule gives a value.
        [one] The one candidate is taken.
       *[other] All { $count } candidates are taken.
    }
    .next = Add a rule that gives more different values.

## Expressions: the person

expression-person-invalid = The person cannot be used: { $detail }.
    .next = Write attributes with their values, such as {"{"}"givenName": "Ada", "proxyAddresses": ["a", "b"]{"}"}.
expression-attribute-unusable = The attribute { $name } is neither a text, nor a number, nor true or false, nor a list of these.
    .next = Write its value as text. App roles are objects with id, value and displayName.

## Expressions: what is not wrong, and good to know

expression-note-letter-case = The function is written { $name }; Entra may not know it otherwise.
expression-note-escape-unknown = A backslash is written twice; this one is taken as it is.
expression-note-quotes-missing = In Entra this stands in double quotes.
expression-note-condition-on-empty = Differs from Entra: there the condition fails for everybody whose { $attribute } is empty.
expression-note-condition-asks-for-empty = Differs from Entra: there a condition cannot ask whether something is empty; a Switch with the key "" can.
expression-note-ignore-flow-in-condition = Differs from Entra: there IgnoreFlowIfNullOrEmpty cannot stand in a condition, only around the IIF.
expression-note-switch-on-presence = Differs from Entra: there { $function } is not supported as the source of Switch.
expression-note-switch-default = Differs from Entra: there a change of other attributes can set the default; here all attributes are known.
expression-note-switch-on-reference = Differs from Entra: there Switch does not take the reference { $attribute }.
expression-note-unique-value = Differs from Entra: there SelectUniqueValue works for Active Directory only. Here it was not asked which values are taken.
expression-note-value-varies = { $function } gives another value each time: apply the mapping only when an account is created.
expression-note-legacy = { $function } is kept for old mappings.
expression-note-role-order = Differs from Entra: there it is open which of several roles is taken; here it is the first.
