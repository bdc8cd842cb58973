//! The JSON against its schema: as much of JSON Schema as that schema uses.

use serde_json::Value;

use super::{Form, organisation, signed, write};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../assets/receipt.schema.json")).unwrap()
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text fits one of the schema's patterns, each read here by hand.
fn fits(pattern: &str, text: &str) -> bool {
    let lower = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let upper = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F'));
    match pattern {
        "^[0-9a-f]+$" => !text.is_empty() && lower(text),
        "^[0-9a-f]{64}$" => text.len() == 64 && lower(text),
        "^·{8}[0-9]{4}$" => text.strip_prefix("········").is_some_and(|rest| digits(rest, 4)),
        "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}$" => {
            let shape: String =
                text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            shape == "00.00.0000 00:00:00"
        }
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$" => {
            text.ends_with('Z') && kezekte::domain::Moment::parse_rfc3339(text).is_some()
        }
        "^KEZEKTE-RECEIPT:1:[0-9A-Z-]+:[0-9A-F]{64}:[0-9A-F]{64}$" => {
            let parts: Vec<_> = text.split(':').collect();
            matches!(parts[..], ["KEZEKTE-RECEIPT", "1", number, one, other]
                if !number.is_empty() && [one, other].iter().all(|it| it.len() == 64 && upper(it)))
        }
        other => panic!("{other} is not understood here"),
    }
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let judge = |good: bool, what: &str| {
        if good { Ok(()) } else { Err(format!("{at}: {what}: {value}")) }
    };
    for (keyword, expected) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let pointer = expected.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).unwrap(), value, at)?;
            }
            "type" => {
                let names = expected.as_array().map_or(vec![expected], |all| all.iter().collect());
                let is = |name: &&Value| match name.as_str().unwrap() {
                    "null" => value.is_null(),
                    "integer" => value.is_u64(),
                    "string" => value.is_string(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("no such type: {other}"),
                };
                judge(names.iter().any(is), &format!("no {expected}"))?;
            }
            "enum" => judge(expected.as_array().unwrap().contains(value), "not in the list")?,
            "pattern" => {
                let text = value.as_str().unwrap_or_default();
                judge(fits(expected.as_str().unwrap(), text), "not of its form")?;
            }
            "required" => {
                for name in expected.as_array().unwrap() {
                    judge(value.get(name.as_str().unwrap()).is_some(), &format!("lacks {name}"))?;
                }
            }
            "additionalProperties" => assert_eq!(*expected, false, "{at}"),
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    let known = expected.get(name);
                    judge(known.is_some(), &format!("unknown {name}"))?;
                    check(root, known.unwrap(), member, &format!("{at}.{name}"))?;
                }
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    check(root, expected, item, at)?;
                }
            }
            "anyOf" => {
                let any = expected.as_array().unwrap();
                let any = any.iter().any(|form| check(root, form, value, at).is_ok());
                judge(any, "fits none of its forms")?;
            }
            other => panic!("{at}: {other} is not understood here"),
        }
    }
    Ok(())
}

#[test]
fn every_record_is_of_the_schema_and_its_lack_is_seen() {
    let schema = schema();
    let mut older = signed();
    older.acceptance.document = None;
    older.acceptance.receipt.as_mut().unwrap().signed_at = None;
    for signed in [signed(), organisation(), older] {
        let record: Value = serde_json::from_slice(&write(signed, Form::Json)).unwrap();
        check(&schema, &schema, &record, "record").unwrap();
    }
    // Every member counts: without it, or with another kind of value, it is another form.
    let record: Value = serde_json::from_slice(&write(signed(), Form::Json)).unwrap();
    for name in record.as_object().unwrap().keys() {
        let mut lacking = record.clone();
        lacking.as_object_mut().unwrap().remove(name);
        assert!(check(&schema, &schema, &lacking, "record").is_err(), "{name}");
        let mut odd = record.clone();
        odd[name] = Value::Bool(true);
        assert!(check(&schema, &schema, &odd, "record").is_err(), "{name}");
    }
}

#[test]
fn the_record_says_who_where_when_and_how_to_check() {
    let record: Value = serde_json::from_slice(&write(organisation(), Form::Json)).unwrap();
    assert_eq!(record["user"]["kind"], "organisation");
    assert_eq!(record["user"]["name"], "«Ақ бұлақ» ЖШС");
    assert_eq!(record["user"]["number_masked"], "········9021");
    assert_eq!(record["eds"]["iin_masked"], "········9011");
    assert_eq!(record["request"]["terminal"]["name"], "KIOSK-12");
    assert_eq!(record["accepted_at_almaty"], "20.11.2026 14:04:35");
    let line = record["check_line"].as_str().unwrap();
    let document = record["document"]["sha256"].as_str().unwrap().to_uppercase();
    assert!(line.starts_with("KEZEKTE-RECEIPT:1:2026-000123:") && line.contains(&document));
}
