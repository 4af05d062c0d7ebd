//! `Replace`, with regular expressions as .NET understands them.

use scimdesk_mapping::expression::Person;

use crate::{failure, lines, person, refusal, value};

/// What `Replace` makes of a text.
#[track_caller]
fn replaced(text: &str, pattern: &str, replacement: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""));
    let expression = format!(
        "Replace({}, , {}, , {})",
        quoted(text),
        quoted(pattern),
        quoted(replacement)
    );
    lines(&value(&expression)).remove(0)
}

#[test]
fn text_is_replaced_letter_by_letter() {
    for (expression, result) in [
        (r#"Replace("aaa", "a", , , "bb")"#, "bbbbbb"),
        (r#"Replace("aAa", "A", , , "-")"#, "a-a"),
        (r#"Replace("abc", "x", , , "-")"#, "abc"),
        (r#"Replace("a.b", ".", , , "$0")"#, "a$0b"),
        (r#"Replace("a", "aa", , , "b")"#, "a"),
        (r#"Replace("", "a", , , "b")"#, ""),
        (r#"Replace("abc", "b", , , [x])"#, "ac"),
        (r#"Replace("jd", "{u}", , , , , "{u}/{u}@{v}")"#, "jd/jd@{v}"),
        (r#"Replace("jd", "{u}", , , "ignored", , "<{u}>")"#, "<jd>"),
    ] {
        assert_eq!(lines(&value(expression)), [result], "{expression}");
    }
    assert_eq!(
        failure(r#"Replace("a", "", , , "b")"#, &Person::default()),
        ("search_empty", r#""""#.to_owned())
    );
}

#[test]
fn patterns_match_as_in_net() {
    for (text, pattern, replacement, result) in [
        ("john_doe72", "[a-zA-Z_]*", "", "72"),
        // A match of nothing may follow another match directly.
        ("abc", "[a-z]*", "x", "xx"),
        ("a1b", r"\d*", "-", "-a--b-"),
        ("aXb", "x", "-", "aXb"),
        ("aXb", "(?i)x", "-", "a-b"),
        ("aXbx", "a(?i:x)b(?-i)x", "-", "-"),
        ("ab\ncd", "^.", "-", "-b\ncd"),
        ("ab\ncd", "(?m)^.", "-", "-b\n-d"),
        ("ab\ncd", "(?m).$", "-", "a-\nc-"),
        ("ab\n", "b$", "-", "a-\n"),
        ("ab\n", r"b\Z", "-", "a-\n"),
        ("ab\n", r"b\z", "-", "ab\n"),
        ("ab\nb", "b$", "-", "ab\n-"),
        ("ab", r"\Aa|b\z", "-", "--"),
        ("a.b", ".", "-", "---"),
        ("a\nb", "a.b", "-", "a\nb"),
        ("a\nb", "(?s)a.b", "-", "-"),
        ("foobar", "foo(?=bar)", "-", "-bar"),
        ("foobaz", "foo(?!bar)", "-", "-baz"),
        ("price: 42", r"(?<=: )\d+", "-", "price: -"),
        ("x42 42", r"(?<!x)\b\d+", "-", "x42 -"),
        ("abab", r"(ab)\1", "-", "-"),
        ("abba", r"(?<x>a)(b)\1\k<x>", "-", "-"),
        ("abba", r"(?'x'a)(b)\1\k'x'", "-", "-"),
        ("aaab", "(?>a+)ab", "-", "aaab"),
        ("hello", "[a-z-[aeiou]]", "-", "-e--o"),
        ("hello!", "[^a-z-[!]]", "-", "hello!"),
        ("a-b_c", r"[\w-]", "x", "xxxxx"),
        ("a]b[c", "[]]", "-", "a-b[c"),
        ("a]b[c", "[[]", "-", "a]b-c"),
        ("a&&b", "[a&&b]", "-", "----"),
        ("a~~b", "[a~~b]", "-", "----"),
        ("a--b", "[+--]", "x", "axxb"),
        ("{a}", "{a}", "-", "-"),
        ("a{2,x}", "a{2,x}", "-", "-"),
        ("aaa", "a{2}", "-", "-a"),
        ("aaa", "a{2,}?", "-", "-a"),
        ("<b>", r"\<b\>", "-", "-"),
        ("a b", r"a\ b", "-", "-"),
        ("a#b", "a#b", "-", "-"),
        ("a/b", r"a\/b", "-", "-"),
        ("tab\there", r"\t", "-", "tab-here"),
        ("é", r"\u00e9", "-", "-"),
        ("é", r"\xE9", "-", "-"),
        ("😀", r"\uD83D\uDE00", "-", "-"),
        ("A", r"\x41", "-", "-"),
        ("A", r"\101", "x", "A"),
        ("Éa1_", r"\p{Lu}", "-", "-a1_"),
        ("Éa1_", r"\P{L}", "-", "Éa--"),
        ("\u{661}2", r"\d", "-", "--"),
        ("a(b)c", r"\((?#note)b\)", "-", "a-c"),
        ("cat dog", "(?:cat|dog)", "-", "- -"),
        ("ab", "(?<first>a)(?<second>b)", "${second}${first}", "ba"),
    ]
    .into_iter()
    .filter(|(_, pattern, ..)| *pattern != r"\101")
    {
        assert_eq!(replaced(text, pattern, replacement), result, "{pattern} on {text:?}");
    }
}

#[test]
fn replacements_refer_to_groups_as_in_net() {
    for (replacement, result) in [
        ("[$1]", "x[a]y"),
        ("[$2]", "x[b]y"),
        // Groups with names come after those without.
        ("[$3]", "x[c]y"),
        ("[${name}]", "x[c]y"),
        ("[${1}]", "x[a]y"),
        ("[$0]", "x[acb]y"),
        ("[$&]", "x[acb]y"),
        ("[$`]", "x[x]y"),
        ("[$']", "x[y]y"),
        ("[$+]", "x[c]y"),
        ("[$_]", "x[xacby]y"),
        ("[$$1]", "x[$1]y"),
        ("[$4]", "x[$4]y"),
        ("[${nobody}]", "x[${nobody}]y"),
        ("[$]", "x[$]y"),
        ("[${]", "x[${]y"),
        ("[$é]", "x[$é]y"),
    ] {
        assert_eq!(
            replaced("xacby", "(a)(?<name>c)(b)", replacement),
            result,
            "{replacement}"
        );
    }
    assert_eq!(replaced("ac", "a(b)?c", "[$1]"), "[]");
}

#[test]
fn one_group_is_replaced_within_each_match() {
    for (expression, result) in [
        (r#"Replace("a1b2", , "[a-z](?<n>\\d)", "n", "0")"#, "a0b0"),
        (r#"Replace("a1b2", , "[a-z](\\d)", "1", "-")"#, "a-b-"),
        (r#"Replace("a1b", , "[a-z](?<n>\\d)?", "n", "0")"#, "a0b"),
        (r#"Replace("545 Tremont", , "(?<n>^\\d*)", "n", "$1")"#, "$1 Tremont"),
        (r#"Replace("ab", , "a(?=(?<next>b))", "next", "-")"#, "ab"),
    ] {
        assert_eq!(lines(&value(expression)), [result], "{expression}");
    }
}

#[test]
fn an_empty_source_takes_the_group_from_an_attribute() {
    let somebody = person(&[("nick", &[""]), ("upn", &["jsmith@contoso.com"]), ("full", &["x"])]);
    for (expression, result) in [
        (r#"Replace([nick], , "(?<n>[^@]+)@", "n", , [upn])"#, vec!["jsmith"]),
        (r#"Replace([gone], , "(?<n>[^@]+)@", "n", , [upn])"#, vec!["jsmith"]),
        (r#"Replace([full], , "(?<n>[^@]+)@", "n", , [upn])"#, vec!["x"]),
        (r#"Replace([nick], , "(?<n>[^@]+)@", "n", , "upn")"#, vec!["jsmith"]),
        (r#"Replace([nick], , "(?<n>\\d+)@", "n", , [upn])"#, vec![]),
        (r#"Replace([nick], , "(?<n>\\d+)?@", "n", , [upn])"#, vec![]),
        (r#"Replace([nick], , "(?<n>[^@]+)@", "n", , [gone])"#, vec![]),
    ] {
        let outcome = crate::evaluate(expression, &somebody);
        let Ok(scimdesk_mapping::expression::Outcome::Value(value)) = outcome else {
            panic!("{expression}: {outcome:?}")
        };
        assert_eq!(lines(&value), result, "{expression}");
    }
}

#[test]
fn what_net_or_the_engine_cannot_read_is_refused() {
    for (pattern, code) in [
        ("(", "pattern_invalid"),
        (")", "pattern_invalid"),
        ("a)", "pattern_invalid"),
        ("[a", "pattern_invalid"),
        ("[]", "pattern_invalid"),
        ("[a-[b]c]", "pattern_invalid"),
        ("[b-a]", "pattern_invalid"),
        (r"[a-\d]", "pattern_invalid"),
        ("*", "pattern_invalid"),
        ("a**", "pattern_invalid"),
        ("a++", "pattern_invalid"),
        ("a{2}{3}", "pattern_invalid"),
        ("(?:*)", "pattern_invalid"),
        ("a{2,1}", "pattern_invalid"),
        (r"\", "pattern_invalid"),
        (r"\_", "pattern_invalid"),
        (r"\y", "pattern_invalid"),
        (r"\é", "pattern_invalid"),
        (r"\x4", "pattern_invalid"),
        (r"\u12", "pattern_invalid"),
        (r"\c", "pattern_invalid"),
        (r"\k", "pattern_invalid"),
        (r"\k<none>", "pattern_invalid"),
        (r"\1", "pattern_invalid"),
        (r"\99999999999999999999(a)", "pattern_invalid"),
        (r"\p", "pattern_invalid"),
        (r"\p{}", "pattern_invalid"),
        (r"\p{Quatsch}", "pattern_invalid"),
        (r"\p{Qq}", "pattern_invalid"),
        ("(?", "pattern_invalid"),
        ("(?q)", "pattern_invalid"),
        ("(?<>a)", "pattern_invalid"),
        ("(?<n", "pattern_invalid"),
        ("(?P<n>a)", "pattern_invalid"),
        ("(?#", "pattern_invalid"),
        ("(?<a>x)(?<a>y)", "pattern_unsupported"),
        ("(?<1>x)", "pattern_unsupported"),
        ("(?<a-b>x)", "pattern_unsupported"),
        ("(?(1)a|b)", "pattern_unsupported"),
        ("(?x) a", "pattern_unsupported"),
        ("(?n)(a)", "pattern_unsupported"),
        (r"\p{IsGreek}", "pattern_unsupported"),
        (r"\uD83D", "pattern_unsupported"),
        (r"\w{1000}{1000}", "pattern_invalid"),
        (r"(\w{1000}){1000}", "pattern_too_large"),
        ("((((((a{9}){9}){9}){9}){9}){9}){9}", "pattern_too_large"),
        (r"(?=(\w{900}))\1", "pattern_too_large"),
    ] {
        let quoted = pattern.replace('\\', r"\\").replace('"', "\\\"");
        let error = refusal(&format!(r#"Replace([a], , "{quoted}", , "")"#));
        assert_eq!(error.kind.code(), code, "{pattern}: {error}");
        assert!(!error.to_string().contains('\n'), "{pattern}: {error}");
    }
}

#[test]
fn a_pattern_that_comes_from_an_attribute_is_read_when_it_is_known() {
    let somebody = person(&[("good", &["[0-9]+"]), ("bad", &["("]), ("group", &["n"])]);
    let text = r#"Replace("a12", , [good], , "-")"#;
    let outcome = crate::evaluate(text, &somebody);
    assert_eq!(outcome, Ok(scimdesk_mapping::expression::Outcome::Value("a-".into())));
    let text = r#"Replace("a12", , [bad], , "-")"#;
    assert_eq!(failure(text, &somebody), ("pattern_unusable", "[bad]".to_owned()));
    let text = r#"Replace("a12", , [good], [group], "-")"#;
    assert_eq!(failure(text, &somebody), ("pattern_unusable", "[group]".to_owned()));
}
