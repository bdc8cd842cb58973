//! Whether an answer is what the OpenAPI document says: status, media type, and every member of
//! the body. As much of JSON Schema as the document uses; anything else in it fails the test.

use serde_json::Value;

/// The stored description.
pub(crate) fn document() -> Value {
    serde_json::from_str(include_str!("openapi.json")).unwrap()
}

/// Panics when the answer is not one that the document describes.
pub(crate) fn assert_described(
    document: &Value,
    (method, template): (&str, &str),
    (status, kind, body): (u16, &str, &[u8]),
) {
    let call = format!("{method} {template} → {status}");
    let operation = &document["paths"][template][method];
    let described = &operation["responses"][status.to_string()];
    assert!(described.is_object(), "{call} is not described: {}", String::from_utf8_lossy(body));
    let Some(content) = described["content"].as_object() else {
        assert!(body.is_empty(), "{call} has a body");
        return;
    };
    let schema = &content.get(kind).unwrap_or_else(|| panic!("{call} came as {kind:?}"))["schema"];
    if !kind.contains("json") {
        return;
    }
    let body: Value = serde_json::from_slice(body).unwrap();
    if let Err(difference) = check(document, schema, &body, false, &call) {
        panic!("{difference}");
    }
}

/// The first difference, with its place.
///
/// Parts of an `allOf` each know only their own members; elsewhere an unknown member is a
/// difference.
fn check(
    document: &Value,
    schema: &Value,
    value: &Value,
    part: bool,
    at: &str,
) -> Result<(), String> {
    let judge = |good: bool, what: &str| {
        if good { Ok(()) } else { Err(format!("{at}: {what}: {value}")) }
    };
    for (keyword, expected) in schema.as_object().ok_or(format!("{at}: no schema"))? {
        match keyword.as_str() {
            // For the reader.
            "examples" => {}
            "$ref" => {
                let pointer = expected.as_str().unwrap().trim_start_matches('#');
                check(document, document.pointer(pointer).unwrap(), value, part, at)?;
            }
            "type" => {
                let names = expected.as_array().map_or(vec![expected], |all| all.iter().collect());
                let fits = names.iter().any(|name| is(value, name.as_str().unwrap()));
                judge(fits, &format!("no {expected}"))?;
            }
            "enum" => judge(expected.as_array().unwrap().contains(value), "not in the list")?,
            "pattern" => {
                assert_eq!(expected, "^[0-9]{12}$", "the only pattern understood here");
                let digits = value.as_str().unwrap_or_default();
                let fits = digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit());
                judge(fits, "not twelve digits")?;
            }
            "required" => {
                for name in expected.as_array().unwrap() {
                    let name = name.as_str().unwrap();
                    judge(value.get(name).is_some(), &format!("lacks {name}"))?;
                }
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    match expected.get(name) {
                        Some(schema) => {
                            check(document, schema, member, false, &format!("{at}.{name}"))?;
                        }
                        None => judge(part, &format!("unknown {name}"))?,
                    }
                }
            }
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, expected, item, false, &format!("{at}[{place}]"))?;
                }
            }
            "oneOf" => {
                let forms = expected.as_array().unwrap().iter();
                let count =
                    forms.filter(|form| check(document, form, value, part, at).is_ok()).count();
                judge(count == 1, &format!("fits {count} of its forms"))?;
            }
            "allOf" => {
                for schema in expected.as_array().unwrap() {
                    check(document, schema, value, true, at)?;
                }
            }
            // It is said of numbers only.
            "minimum" => judge(
                value.as_f64().is_none_or(|value| Some(value) >= expected.as_f64()),
                "too small",
            )?,
            "description" | "format" => {}
            other => panic!("{at}: {other} is not understood here"),
        }
    }
    Ok(())
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no such type: {other}"),
    }
}
