# Mappings: the operators of scoping filters, what a server says of its attributes, and what is wrong with mappings.

operator-equals = is exactly
operator-equals-summary = The value is the same, letter case included. An empty value never is.
operator-not-equals = is not
operator-not-equals-summary = The value is another one, letter case included. An empty value fails this too.
operator-includes = contains
operator-includes-summary = The value contains the text, letter case included. An empty value does not.
operator-ends-with = ends with
operator-ends-with-summary = The value ends with the text, letter case included. An empty value does not.
operator-regex = matches the pattern
operator-regex-summary = A part of the value matches the regular expression. An empty value never does. Put ^ and $ around a pattern for the whole value.
operator-not-regex = does not match the pattern
operator-not-regex-summary = No part of the value matches the regular expression. An empty value fails this too.
operator-greater = is greater than
operator-greater-summary = The value is a greater whole number. A value that is no number is never greater.
operator-at-least = is at least
operator-at-least-summary = The value is the same whole number or a greater one. A value that is no number never is.
operator-true = is true
operator-true-summary = The value is True.
operator-false = is false
operator-false-summary = The value is False. An empty value is not.
operator-null = is empty
operator-null-summary = There is no value, or empty text.
operator-not-null = is not empty
operator-not-null-summary = There is a value.
operator-in = is contained in
operator-in-summary = The text contains the value, letter case included. An empty value is not contained.
operator-not-in = is not contained in
operator-not-in-summary = The text does not contain the value. An empty value fails this too.

discover-found = The server lists { $users ->
    [one] one attribute
   *[other] { $users } attributes
  } of accounts and { $groups ->
    [0] none
   *[other] { $groups }
  } of groups.
discover-none = The server lists no attributes.
filterable-yes = The server can be asked for { $path }: it found nobody with a value that nobody has.
filterable-no = The server refuses to be asked for { $path }.
filterable-ignored = The server does not filter by { $path }: it answered with others.
filterable-unknown = Whether the server can be asked for { $path } could not be found out.

mappings-nothing-changed = nothing is different from the newest version
mappings-note-too-long = a note has at most { $most } characters
mappings-back-to-version = Back to version { $number }
mappings-back-to-defaults = Back to the app's defaults

# What is wrong with mappings. Each has the code of the problem.

problem-users-disabled = The mapping of users is off.
    .next = Turn it on: accounts are always provisioned. To stop, narrow the scope or the actions.
problem-matching-missing = No attribute says which existing account is whose.
    .next = Match by one attribute that is each object's alone, such as the user name.
problem-target-unmapped = No mapping fills { $target }.
    .next = Look at the list of mappings for the exact name.
problem-target-missing = The target attribute is missing.
    .next = Choose the attribute to fill.
problem-target-not-path = { $target } is no path of an attribute: { $fault }.
    .next = Write it as name, name.part or name[type eq "work"].part.
problem-target-twice = { $target } is filled by two mappings.
    .next = Keep one, and delete the other. The first is number { $first }.
problem-target-anchor = The app itself gives { $target }.
    .next = Delete this mapping: the value cannot be set.
problem-target-unknown = { $target } is not in the list of the app's attributes.
    .next = { $suggestion ->
        [none] Add it to the list, or check the spelling.
       *[other] Did you mean { $suggestion }?
    }
problem-required-unmapped = The app asks for { $target }, and nothing fills it.
    .next = Add a mapping for it.
problem-source-missing = The source attribute is missing.
    .next = Choose the attribute to take the value from.
problem-source-unknown = { $attribute } is not in the list of the directory's attributes.
    .next = { $suggestion ->
        [none] Add it to the list, or check the spelling; letter case counts.
       *[other] Did you mean { $suggestion }?
    }
problem-constant-wrong-type = "{ $value }" is no { $wanted }.
    .next = Write a value that the target takes.
problem-constant-too-long = The constant has { $length } characters; { $target } takes { $most }.
    .next = Shorten it.
problem-unique-from-constant = No two accounts may have the same { $target }, and a constant is the same for everybody.
    .next = Take the value from an attribute.
problem-reference-not-direct = { $target } leads to another object; only a directory attribute can fill it.
    .next = Map it directly, from an attribute such as manager.
problem-reference-from-other = { $target } leads to another object, and { $attribute } does not.
    .next = Map it from an attribute that leads to a person or group, such as manager.
problem-types-differ = { $attribute } is { $found }, and { $target } takes { $wanted }.
    .next = Preview everybody, and convert the value with an expression where it fails.
problem-several-into-one = { $attribute } holds several values, and { $target } takes one.
    .next = Choose one with an expression: Item([{ $attribute }], 1).
problem-one-replaces-several = The one value of { $attribute } takes the place of all values of { $target }.
    .next = Where other values are to stay, let values only be added.
problem-roles-need-assignment = { $function } needs app roles, and nobody has one while everybody is provisioned.
    .next = Provision only who is assigned, or map the roles otherwise.
problem-does-nothing = Without source and default this mapping does nothing.
    .next = Give it a default, or delete it.
problem-default-wrong-type = The default "{ $value }" is no { $wanted }.
    .next = Write a default that the target takes.
problem-default-too-long = The default has { $length } characters; { $target } takes { $most }.
    .next = Shorten it.
problem-default-unused = The default is never used: a constant is never empty.
    .next = Remove the default.
problem-default-missing = The default is to be used where the source is empty, and there is none.
    .next = Write a default, or keep or clear the value instead.
problem-matching-zero = A matching precedence is 1 or more.
    .next = Begin with 1.
problem-matching-twice = Another mapping has the matching precedence { $precedence }.
    .next = Give each its own: the lowest is asked first. The other is number { $first }.
problem-matching-not-filterable = The app cannot be asked for accounts by { $target }, so none would be found and duplicates made.
    .next = Match by another attribute, or ask the server once more.
problem-matching-filterable-unknown = Whether the app can be asked for accounts by { $target } is not known.
    .next = Ask the server.
problem-matching-unique-value = SelectUniqueValue gives a value that no account has, so it finds none.
    .next = Match by another attribute.
problem-matching-varies = { $function } gives another value each time, so it finds no account.
    .next = Match by another attribute.
problem-matching-without-source = A mapping without source cannot match.
    .next = Choose a source, or do not match by it.
problem-matching-constant = A constant finds the same account for everybody.
    .next = Match by an attribute that is each person's alone.
problem-matching-several = { $target } seldom tells accounts apart, and few apps can be asked by it.
    .next = Match by an attribute with one value, such as the user name.
problem-apply-needs-several = { $target } holds one value; nothing can be added to it.
    .next = Apply the mapping always.
problem-when-empty-unused = What happens with an empty source is never asked: the mapping applies { $apply ->
        [on_create] only when the account is made
        [when_target_empty] only where the account has no value
       *[other] by adding values
    }.
    .next = Keep the value.
problem-clear-required = The app asks for { $target }; it cannot be cleared.
    .next = Keep the value, or use a default.
problem-attribute-twice = { $name } is in the list twice.
    .next = Delete one of the two.
problem-attribute-not-path = { $name } is no path of an attribute: { $fault }.
    .next = Write it as name, name.part or name[type eq "work"].part.
problem-anchor-twice = { $name } is a second key beside { $first }.
    .next = Keep one key.
problem-reference-unknown = { $name } leads to { $object }, and there is no such object.
    .next = Use User or Group.
problem-filter-empty = This filter has no conditions, and would let everybody in.
    .next = Add a condition, or delete the filter.
problem-filter-title-missing = This filter has no title.
    .next = Name it: the title is what logs and explanations say.
problem-filter-title-twice = Another filter is titled { $title }.
    .next = Give each its own title. The other is number { $first }.
problem-clause-attribute-missing = The attribute of this condition is missing.
    .next = Choose an attribute.
problem-clause-attribute-unknown = { $attribute } is not in the list of the directory's attributes.
    .next = { $suggestion ->
        [none] Add it to the list, or check the spelling; letter case counts.
       *[other] Did you mean { $suggestion }?
    }
problem-clause-attribute-refused = Differs from Entra: there { $attribute } cannot stand in a filter.
    .next = Use another attribute where the filter is to go back to Entra.
problem-clause-value-missing = { $operator } needs a value.
    .next = Write what it is compared with.
problem-clause-value-unused = { $operator } takes no value.
    .next = Remove the value.
problem-clause-not-number = "{ $value }" is no whole number from 0.
    .next = Write a whole number.
problem-clause-pattern-next = Correct it. Only in the text form of filters is a backslash written twice.
problem-clause-pattern-unanchored = The pattern also matches a part of a longer value.
    .next = For whole values only, write { $anchored }.
problem-clause-not-boolean = { $attribute } is { $found }, neither true nor false.
    .next = Compare it with a value.
problem-clause-boolean-text = { $attribute } is True or False, never "{ $value }".
    .next = Use IS TRUE or IS FALSE.

type-text = text
type-boolean = true or false
type-integer = whole number
type-date = date
type-binary = base64 data
type-reference = reference to another object

flow-wrong-type = "{ $value }" is no { $wanted }.
flow-wrong-type-next = Convert it with an expression, such as Switch or CBool.
flow-several-values = The source has { $count } values; the target takes one.
flow-several-values-next = Choose one with an expression: Item([attribute], 1).

# Files that cannot be read, as the end of a sentence: "This file cannot be read as mappings: …"

import-file-too-large = it is larger than 32 MiB.
import-file-empty = it is empty.
import-json-broken = its JSON is broken at line { $line }, column { $column } ({ $detail }).
import-json-too-deep = at line { $line }, column { $column } too many lists and objects stand within one another.
import-other-product = it is { $found }, not the schema of a provisioning job in Entra.
import-rules-missing = the schema has no synchronization rules.
import-rules-not-outbound = none of its rules leads from Entra's directory to an app.
import-user-mapping-missing = none of its rules maps the directory's users.
import-shape-wrong = at { $place } belongs { $expected }, and there is { $found }.
import-operator-unknown = at { $place } a scoping filter uses the operator { $found }, which is not documented.
import-several-operands = at { $place } a clause compares with { $count } values; only one is understood.
import-flow-type-unknown = at { $place } a mapping applies as { $found }, which is not documented.
import-action-unknown = at { $place } stands the action { $found }; there are only Add, Update and Delete.
import-expression-too-deep = the expression at { $place } is nested too deep.

# What to know of an Entra file that was read.

import-note-several-mappings = The file maps { $object } more than once. "{ $used }" was read; { $left } stayed in the file.
import-note-source-unknown = The source of { $target } is of the type { $found }, which is not known. It was read as none and stays in the file.
import-note-attribute-type-unknown = { $attribute } is of the type { $found }, which is not known. It was read as text.
import-note-read-filters = Entra leaves out { $object } by { $count ->
    [one] one filter while it reads. It stays in the file, and leaves
   *[other] { $count } filters while it reads. They stay in the file, and leave
  } out nobody here.
import-note-attributes-missing = The file does not list the attributes of { $side ->
    [source] the directory's
   *[target] the app's
  } { $object }.

# What Entra would not know, or do otherwise.

export-note-template-used = Nothing was imported from Entra before, so the ids in this file are made up. Paste the mappings into your job's own schema, or import that schema here first.
export-note-assignment-elsewhere = { $who ->
    [all] That everybody is provisioned
   *[assigned] That only the assigned are provisioned
  } is not part of the file: set it in Entra under Settings, Scope.
export-note-nested-groups = Groups in assigned groups count here, and not in Entra.
export-note-default-access-excluded = Default Access counts for nothing here, and like any role in Entra.
export-note-request-form = The form of requests ({ $profile }) is not part of the file: in Entra a flag at the end of the tenant URL says it.
export-note-when-empty = Where its source is empty, { $target } is { $when ->
    [clear] cleared
   *[default] set to the default
  } here; Entra keeps the value.
export-note-expression-differs = Entra is known to give other results for the expression of { $target }.
export-note-expression-wrong = The expression of { $target } is wrong. It stands in the file as typed; Entra will refuse it.
export-note-tree-undocumented = The expression of { $target } has a part for which Entra's form is not documented. Open it in the portal's editor after pasting.
export-note-attribute-facts = What is unique, filterable or limited in length is not part of the file ({ $count } attributes of { $object }).
export-note-primary-key = Entra wants exactly one primary key in the { $side ->
    [source] directory's
   *[target] app's
  } attribute list of { $object }; there are { $count }.

object-users = users
object-groups = groups

profile-rfc = RFC 7644
profile-entra = as Entra sends by default
profile-entra-062020 = as Entra sends with aadOptscim062020

# Our own form of a file, as the end of the same sentence.

file-file-too-large = it is larger than mappings are.
file-toml-broken = line { $line }, column { $column }: { $detail }.
file-not-mappings = it is neither JSON nor a file that Scimdesk has written: its first key is not scimdesk_mappings.
file-format-newer = a newer Scimdesk has written it (form { $found }).
file-key-unknown = line { $line }, column { $column }: { $key } means nothing here{ $nearest ->
    [none] .
   *[other] ; { $nearest } does.
  }
file-value-wrong = line { $line }, column { $column }: { $detail }.
file-source-unclear = line { $line }: the mapping to { $target } has { $count } sources; it needs exactly one of attribute, constant, expression, or source = 'none'.

# What is different between two versions.

setting-name = Name
setting-enabled = On
setting-create = Create
setting-update = Update
setting-delete = Delete
setting-mapping-order = Order of the mappings
setting-filter-order = Order of the scoping filters
setting-source-order = Order of the directory's attributes
setting-target-order = Order of the app's attributes
setting-who = Who is provisioned
setting-nested-groups = Groups in groups count
setting-exclude-default-access = Default Access left out
setting-requests = Form of requests
setting-rest-of-file = What else Entra's schema holds
rest-of-file-before = as it is exported now
rest-of-file-now = as in the file
field-source = Source
field-default-value = Default
field-matching = Matching precedence
field-apply = Applied
field-when-empty = When empty
field-clauses = Conditions
field-type = Type
field-multi-valued = Several values
field-required = Required
field-case-exact = Exact case
field-unique = Unique
field-anchor = Primary key
field-filterable = Filterable
field-max-length = Greatest length
field-references = Leads to
word-yes = yes
word-no = no
who-assigned = only who is assigned
who-all = everybody in the directory
source-none = nothing
apply-always = always
apply-on-create = only when the account is made
apply-when-target-empty = only where the account has no value
apply-add-values = by adding values
apply-add-value = by adding a value
when-empty-keep = keep the value
when-empty-clear = clear the value
when-empty-default = use the default
mapping-matching = matching { $precedence }
mapping-default = default "{ $value }"
problem-attribute-unnamed = An attribute of the list has no name.
    .next = Name it, or delete the row.
problem-letter-case-only = { $function } changes letter case alone, which is no difference for { $target }: accounts that exist keep theirs.
    .next = Where it is to reach them, mark { $target } as exact case in the attribute list.
mappings-import-gone = what was imported is no longer kept; import the file again
