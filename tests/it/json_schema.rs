//! Whether a value satisfies a JSON Schema, for the keywords that ours use. Any other
//! keyword is a panic, so that none is passed over.

use regex_lite::Regex;
use serde_json::{Map, Value};

/// Keywords that say nothing of validity.
const REMARKS: &[&str] = &[
    "$schema",
    "title",
    "description",
    "default",
    "format",
    "definitions",
];

/// Why `value` is not what the root schema `root` asks for; `None` = it is.
pub(crate) fn refusal(root: &Value, value: &Value) -> Option<String> {
    check(root, root, value, "")
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let rules = match schema {
        Value::Bool(true) => return None,
        Value::Bool(false) => return Some(format!("{at}: nothing is allowed here")),
        Value::Object(rules) => rules,
        other => panic!("{other} is no schema"),
    };
    rules
        .iter()
        .filter(|(keyword, _)| !REMARKS.contains(&keyword.as_str()))
        .find_map(|(keyword, rule)| keyword_refuses(root, (keyword, rule), rules, value, at))
}

fn keyword_refuses(
    root: &Value,
    (keyword, rule): (&str, &Value),
    rules: &Map<String, Value>,
    value: &Value,
    at: &str,
) -> Option<String> {
    let each = |list: &Value| list.as_array().expect("a list").clone();
    let refuse = |holds: bool| (!holds).then(|| format!("{at}: {value} against {keyword} {rule}"));
    let number = rule.as_f64().unwrap_or(f64::NAN);
    match keyword {
        "$ref" => {
            let path = rule.as_str().expect("a reference").trim_start_matches('#');
            check(root, root.pointer(path).expect("a definition"), value, at)
        }
        "type" => {
            let names = match rule {
                Value::Array(names) => names.clone(),
                name => vec![name.clone()],
            };
            let is = |name: &Value| is_a(value, name.as_str().expect("a type"));
            refuse(names.iter().any(is))
        }
        "enum" => refuse(each(rule).contains(value)),
        "const" => refuse(rule == value),
        "pattern" => {
            let pattern = Regex::new(rule.as_str().expect("a pattern")).expect("a regex");
            refuse(value.as_str().is_none_or(|text| pattern.is_match(text)))
        }
        "minimum" => refuse(value.as_f64().is_none_or(|n| n >= number)),
        "maximum" => refuse(value.as_f64().is_none_or(|n| n <= number)),
        "exclusiveMaximum" => refuse(value.as_f64().is_none_or(|n| n < number)),
        "allOf" => each(rule)
            .iter()
            .find_map(|one| check(root, one, value, at)),
        "anyOf" => refuse(
            each(rule)
                .iter()
                .any(|one| check(root, one, value, at).is_none()),
        ),
        "oneOf" => refuse(
            each(rule)
                .iter()
                .filter(|one| check(root, one, value, at).is_none())
                .count()
                == 1,
        ),
        "items" => value
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
            .find_map(|(n, item)| check(root, rule, item, &format!("{at}[{n}]"))),
        "required" => {
            let missing = |name: &Value| value.get(name.as_str().expect("a name")).is_none();
            refuse(!value.is_object() || !each(rule).iter().any(missing))
        }
        "properties" => rule
            .as_object()
            .expect("properties")
            .iter()
            .find_map(|(name, rule)| check(root, rule, value.get(name)?, &format!("{at}.{name}"))),
        "additionalProperties" => {
            let known = rules.get("properties").and_then(Value::as_object);
            let others = value.as_object().into_iter().flatten();
            let mut others =
                others.filter(|(name, _)| known.is_none_or(|known| !known.contains_key(*name)));
            others.find_map(|(name, value)| check(root, rule, value, &format!("{at}.{name}")))
        }
        "propertyNames" => value
            .as_object()
            .into_iter()
            .flatten()
            .find_map(|(name, _)| {
                check(
                    root,
                    rule,
                    &Value::String(name.clone()),
                    &format!("{at}.{name}"),
                )
            }),
        other => panic!("the keyword {other} is not known to this test"),
    }
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|n| n.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known to this test"),
    }
}
