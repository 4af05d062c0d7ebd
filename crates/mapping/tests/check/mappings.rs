use scimdesk_mapping::{
    check::{Field, PathFault, Place, ProblemKind, Severity},
    model::{Apply, AttributeMapping, MappingSource, WhenEmpty},
};

use crate::{codes_of, constant, direct, expression, found, found_of, mapping};

#[test]
fn a_target_is_a_path_that_a_mapping_may_fill() {
    for (target, code) in [
        ("", Some("target_missing")),
        ("  ", Some("target_missing")),
        ("job title", Some("target_not_path")),
        ("emails[type eq \"work\"", Some("target_not_path")),
        ("USERNAME", Some("target_twice")),
        ("id", Some("target_anchor")),
        ("ID", Some("target_anchor")),
        ("titel", Some("target_unknown")),
        ("title", None),
        ("TITLE", None),
    ] {
        let expected: Vec<_> = code.map(|code| (Field::Target, code)).into_iter().collect();
        assert_eq!(codes_of(mapping(target, direct("jobTitle"))), expected, "{target:?}");
    }
}

#[test]
fn a_target_with_a_slip_names_the_one_that_is_meant() {
    let problems = found(|mappings| mappings.users.mappings.push(mapping("titel", direct("jobTitle"))));
    let expected = ProblemKind::TargetUnknown {
        target: "titel".to_owned(),
        suggestion: Some("title".to_owned()),
    };
    assert_eq!(problems[0].kind, expected);
    let problems = found(|mappings| mappings.users.mappings.push(mapping("a b", direct("jobTitle"))));
    let expected = ProblemKind::TargetNotPath {
        target: "a b".to_owned(),
        fault: PathFault::Blank,
    };
    assert_eq!(problems[0].kind, expected);
}

#[test]
fn a_second_mapping_of_a_target_says_which_is_the_first() {
    let problems = found(|mappings| mappings.users.mappings.push(mapping("username", direct("jobTitle"))));
    let expected = ProblemKind::TargetTwice {
        target: "username".to_owned(),
        first: 0,
    };
    assert_eq!(problems[0].kind, expected);
}

#[test]
fn where_a_list_is_not_known_nothing_is_missing_from_it() {
    let problems = found(|mappings| {
        mappings.users.source.clear();
        mappings.users.target.retain(|definition| definition.name == "userName");
        mappings.users.target[0].required = false;
        let kept = mappings.users.target.remove(0);
        assert_eq!(kept.name, "userName");
        mappings.users.mappings.push(mapping("anything", direct("whatever")));
    });
    // Whether the server can be asked by it is not known either.
    let codes: Vec<_> = problems.iter().map(|problem| problem.kind.code()).collect();
    assert_eq!(codes, ["matching_filterable_unknown"]);
}

#[test]
fn a_source_attribute_is_one_of_the_list() {
    assert_eq!(
        codes_of(mapping("title", direct(""))),
        [(Field::Source, "source_missing")]
    );
    assert_eq!(codes_of(mapping("title", direct("IsSoftDeleted"))), []);
    for source in [
        direct("jobtitle"),
        expression("Left([jobtitle], 3)"),
        expression("Coalesce([jobTitle], [jobtitle])"),
    ] {
        let problems = found(|mappings| mappings.users.mappings.push(mapping("title", source)));
        let expected = ProblemKind::SourceUnknown {
            attribute: "jobtitle".to_owned(),
            suggestion: Some("jobTitle".to_owned()),
        };
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].kind, expected);
        assert_eq!(problems[0].kind.severity(), Severity::Warning);
    }
    let part = |text: &str| found_of(mapping("title", expression(text))).remove(0).3;
    assert_eq!(part("Coalesce([jobTitle], [jobtitle])").as_deref(), Some("[jobtitle]"));
    let in_quotes = r#"Replace([jobTitle], , "(?<a>x)", "a", , "nowhere", )"#;
    assert_eq!(part(in_quotes).as_deref(), Some(r#""nowhere""#));
}

#[test]
fn an_expression_that_cannot_be_used_is_pointed_at() {
    let long = format!("Left(\"{}\", 1)", "x".repeat(10_000));
    for (text, code, part) in [
        ("", "expression_empty", ""),
        ("Jion([jobTitle])", "function_unknown", "Jion"),
        ("Left([jobTitle] 3)", "comma_missing", "3"),
        (r#"Replace([jobTitle], , "(", , "", , )"#, "pattern_invalid", r#""(""#),
    ] {
        let found = found_of(mapping("title", expression(text)));
        assert_eq!(found.len(), 1, "{found:?}");
        let (field, found_code, severity, found_part) = &found[0];
        assert_eq!(
            (*field, *found_code, *severity),
            (Field::Source, code, Severity::Error),
            "{text}"
        );
        assert_eq!(found_part.as_deref(), Some(part), "{text}");
    }
    assert_eq!(
        codes_of(mapping("title", expression(&long))),
        [(Field::Source, "expression_too_long")]
    );
}

#[test]
fn what_differs_from_entra_is_a_note() {
    let found = found_of(mapping("title", expression(r#"Switch([jobTitle], "x", "a", "b")"#)));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].1, found[0].2), ("switch_default", Severity::Note));
}

#[test]
fn a_value_that_varies_is_fine_where_it_is_made_once() {
    let guid = |apply| AttributeMapping {
        apply,
        ..mapping("nickName", expression("Guid()"))
    };
    let codes = |apply| {
        codes_of(guid(apply))
            .into_iter()
            .map(|(_, code)| code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(Apply::Always), ["target_unknown", "value_varies"]);
    assert_eq!(codes(Apply::OnCreate), ["target_unknown"]);
}

#[test]
fn a_constant_fits_its_target() {
    for (target, value, expected) in [
        ("active", "True", vec![]),
        ("active", "yes", vec!["constant_wrong_type"]),
        ("level", "12x", vec!["constant_wrong_type"]),
        ("title", "Chief", vec![]),
        ("title", "Chiefs", vec!["constant_too_long"]),
        ("tags", "Chiefs", vec![]),
        ("urn:x:2.0:User:manager", "m1", vec!["reference_not_direct"]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|code| (Field::Source, code)).collect();
        assert_eq!(codes_of(mapping(target, constant(value))), expected, "{target} {value}");
    }
    let problems = found(|mappings| {
        mappings.users.target[2].unique = true;
        mappings.users.mappings.push(mapping("title", constant("Chief")));
    });
    assert_eq!(problems[0].kind.code(), "unique_from_constant");
}

#[test]
fn a_source_is_of_the_targets_type() {
    let reference = "urn:x:2.0:User:manager";
    for (target, source, expected) in [
        (reference, direct("manager"), vec![]),
        (reference, direct("jobTitle"), vec!["reference_from_other"]),
        (
            reference,
            expression("Coalesce([manager], [jobTitle])"),
            vec!["reference_not_direct"],
        ),
        ("active", direct("accountEnabled"), vec![]),
        ("active", direct("jobTitle"), vec![]),
        ("active", direct("employeeHireDate"), vec!["types_differ"]),
        ("title", direct("employeeHireDate"), vec![]),
        ("title", direct("proxyAddresses"), vec!["several_into_one"]),
        ("tags", direct("proxyAddresses"), vec![]),
        ("tags", direct("jobTitle"), vec!["one_replaces_several"]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|code| (Field::Source, code)).collect();
        assert_eq!(
            codes_of(mapping(target, source.clone())),
            expected,
            "{target} {source:?}"
        );
    }
    let adding = AttributeMapping {
        apply: Apply::AddValues,
        ..mapping("tags", direct("jobTitle"))
    };
    assert_eq!(codes_of(adding), []);
}

#[test]
fn a_default_is_there_fits_and_is_used() {
    let with = |target, source, default_value: Option<&str>, when_empty| AttributeMapping {
        default_value: default_value.map(str::to_owned),
        when_empty,
        ..mapping(target, source)
    };
    let (keep, default) = (WhenEmpty::Keep, WhenEmpty::Default);
    let job = || direct("jobTitle");
    for (mapping, expected) in [
        (with("title", job(), Some("Chief"), default), vec![]),
        (with("title", job(), None, default), vec!["default_missing"]),
        (with("title", job(), Some("Chiefs"), keep), vec!["default_too_long"]),
        (with("active", job(), Some("maybe"), keep), vec!["default_wrong_type"]),
        (with("title", constant("x"), Some("y"), keep), vec!["default_unused"]),
        (with("title", MappingSource::None, Some("y"), keep), vec![]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|code| (Field::DefaultValue, code)).collect();
        assert_eq!(codes_of(mapping.clone()), expected, "{mapping:?}");
    }
    assert_eq!(
        codes_of(mapping("title", MappingSource::None)),
        [(Field::Source, "does_nothing")]
    );
}

#[test]
fn when_a_mapping_applies_fits_what_it_does() {
    use Apply::{AddValue, AddValues, Always, OnCreate, WhenTargetEmpty};
    use WhenEmpty::{Clear, Keep};
    let job = || direct("jobTitle");
    for (target, source, apply, when_empty, expected) in [
        (
            "title",
            job(),
            AddValues,
            Keep,
            vec![(Field::Apply, "apply_needs_several")],
        ),
        (
            "title",
            job(),
            AddValue,
            Keep,
            vec![(Field::Apply, "apply_needs_several")],
        ),
        ("tags", direct("proxyAddresses"), AddValues, Keep, vec![]),
        ("title", job(), Always, Clear, vec![]),
        (
            "title",
            job(),
            OnCreate,
            Clear,
            vec![(Field::WhenEmpty, "when_empty_unused")],
        ),
        (
            "title",
            job(),
            WhenTargetEmpty,
            Clear,
            vec![(Field::WhenEmpty, "when_empty_unused")],
        ),
        (
            "title",
            constant("x"),
            Always,
            Clear,
            vec![(Field::WhenEmpty, "when_empty_unused")],
        ),
    ] {
        let mapping = AttributeMapping {
            apply,
            when_empty,
            ..mapping(target, source)
        };
        assert_eq!(codes_of(mapping.clone()), expected, "{mapping:?}");
    }
    let problems = found(|mappings| mappings.users.mappings[0].when_empty = Clear);
    assert_eq!(problems[0].kind.code(), "clear_required");
    let place = Place::Mapping {
        index: 0,
        field: Field::WhenEmpty,
    };
    assert_eq!(problems[0].place, place);
}

#[test]
fn a_change_of_letter_case_alone_is_said_to_reach_nobody_who_has_an_account() {
    for (source, codes) in [
        ("ToUpper([jobTitle])", vec![(Field::Source, "letter_case_only")]),
        (
            "ToLower([jobTitle], \"tr-TR\")",
            vec![(Field::Source, "letter_case_only")],
        ),
        ("ToUpper(Left([jobTitle], 1))", vec![]),
        ("Left([jobTitle], 1)", vec![]),
    ] {
        assert_eq!(codes_of(mapping("title", expression(source))), codes, "{source}");
    }
    let exact = found(|mappings| {
        for definition in &mut mappings.users.target {
            definition.case_exact = true;
        }
        let upper = mapping("title", expression("ToUpper([jobTitle])"));
        mappings.users.mappings.push(upper);
    });
    assert_eq!(exact, []);
}
