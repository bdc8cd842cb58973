//! What NCALayer's frames say (eds.md §5, §5.1, §5.2). Its own words are never shown to anybody:
//! they are sorted into [`NcaLayerFailure`].

use serde_json::Value;

use crate::{domain::NcaLayerFailure, eds::unarmour};

/// The longest code of its that is kept.
const LONGEST_CODE: usize = 40;
/// How its codes and messages name a window that was closed without a choice.
const CANCELLED: [&str; 3] = ["user_canceled", "user_cancelled", "action.canceled"];
/// How they name a module or a method it does not have.
const UNKNOWN: [&str; 3] = ["module_not_found", "method_not_found", "no_such_method"];
/// How they name a password that does not fit; in words of three languages, because the message is
/// meant for people and has no code of its own.
const PASSWORD: [&str; 4] = ["wrong_password", "password", "парол", "құпия"];
/// How they name a list of keys with nothing in it.
const NO_KEY: [&str; 2] = ["empty_key_list", "key_not_found"];

/// What a text frame is.
#[derive(Debug, PartialEq)]
pub(super) enum Frame {
    /// A heartbeat or anything else that is not JSON.
    Noise,
    /// `{"result":{"version":"1.4"}}`, at the beginning or as an answer to a heartbeat.
    Greeting,
    /// An answer.
    Answer(Value),
    /// JSON that breaks off.
    Broken,
}

impl Frame {
    /// Reads a frame.
    pub(super) fn read(text: &str) -> Self {
        if !text.trim_start().starts_with('{') {
            return Self::Noise;
        }
        match serde_json::from_str::<Value>(text) {
            Ok(value) if value.pointer("/result/version").is_some() => Self::Greeting,
            Ok(value) => Self::Answer(value),
            Err(_) => Self::Broken,
        }
    }
}

/// The signature in an answer, DER.
pub(super) fn read(answer: &Value) -> Result<Vec<u8>, NcaLayerFailure> {
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    // `basics`
    match answer.get("status").and_then(Value::as_bool) {
        Some(true) => {
            let result = answer.pointer("/body/result");
            return match result {
                None | Some(Value::Null) => Err(NcaLayerFailure::Cancelled),
                Some(result) => decode(result),
            };
        }
        Some(false) => return Err(refusal(text("code"), [text("message"), text("details")])),
        None => {}
    }
    // A module that is not there.
    if answer.get("success").and_then(Value::as_bool) == Some(false) {
        return Err(refusal(text("errorCode"), [text("message"), None]));
    }
    // `commonUtils`
    match text("code") {
        Some("200") => answer.get("responseObject").map_or(Err(NcaLayerFailure::BadAnswer), decode),
        Some(code) => Err(refusal(Some(code), [text("message"), None])),
        None => Err(NcaLayerFailure::BadAnswer),
    }
}

/// One signature: a string, a list of one, or the same beside its certificate; base64 with or
/// without armour and line breaks.
fn decode(result: &Value) -> Result<Vec<u8>, NcaLayerFailure> {
    let text = match result {
        Value::String(text) => Some(text),
        Value::Array(all) => match all.as_slice() {
            [Value::String(text)] => Some(text),
            _ => None,
        },
        Value::Object(fields) => return fields.get("signatures").map_or(bad(), decode),
        _ => None,
    };
    let text = text.ok_or(NcaLayerFailure::BadAnswer)?;
    let octets = unarmour(text.as_bytes());
    // A SEQUENCE (X.690); whatever else it is, `eds` says.
    if octets.first() == Some(&0x30) && *octets != *text.as_bytes() {
        Ok(octets.into_owned())
    } else {
        bad()
    }
}

fn bad<T>() -> Result<T, NcaLayerFailure> {
    Err(NcaLayerFailure::BadAnswer)
}

fn refusal(code: Option<&str>, words: [Option<&str>; 2]) -> NcaLayerFailure {
    let said = || [code, words[0], words[1]].into_iter().flatten().map(str::to_lowercase);
    let names = |names: &[&str]| said().any(|said| names.iter().any(|name| said.contains(name)));
    if names(&CANCELLED) {
        NcaLayerFailure::Cancelled
    } else if names(&UNKNOWN) {
        NcaLayerFailure::NoModule
    } else if names(&PASSWORD) {
        NcaLayerFailure::WrongPassword
    } else if names(&NO_KEY) {
        NcaLayerFailure::NoKey
    } else {
        NcaLayerFailure::Refused(code.map_or_else(String::new, harmless))
    }
}

/// A code of its, as far as it is one.
fn harmless(code: &str) -> String {
    let is_code = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    code.chars().filter(is_code).take(LONGEST_CODE).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn heartbeats_and_greetings_are_told_from_answers() {
        assert_eq!(Frame::read("--heartbeat--"), Frame::Noise);
        assert_eq!(Frame::read("You shall not pass!"), Frame::Noise);
        assert_eq!(Frame::read(r#"{"result":{"version":"1.4"}}"#), Frame::Greeting);
        assert_eq!(Frame::read(r#"{"status":tr"#), Frame::Broken);
        assert_eq!(Frame::read(r#"{"status":true}"#), Frame::Answer(json!({ "status": true })));
    }

    #[test]
    fn a_signature_is_read_in_every_form_it_comes_in() {
        let der = vec![0x30, 0x82, 0xff];
        let armoured = "-----BEGIN CMS-----\r\nMIL/\r\n-----END CMS-----\r\n";
        for result in [
            json!("MIL/"),
            json!("MI\r\nL/\r\n"),
            json!(armoured),
            json!(["MIL/"]),
            json!({ "signatures": ["MIL/"], "certificate": "MII" }),
        ] {
            let answer = json!({ "status": true, "body": { "result": result } });
            assert_eq!(read(&answer), Ok(der.clone()), "{answer}");
        }
        let old = json!({ "code": "200", "responseObject": armoured, "uuid": "1" });
        assert_eq!(read(&old), Ok(der));
    }

    #[test]
    fn every_refusal_has_its_name() {
        use NcaLayerFailure as F;
        let refused = |code: &str| F::Refused(code.to_owned());
        let cases = [
            (json!({ "status": true, "body": {} }), F::Cancelled),
            (json!({ "status": true }), F::Cancelled),
            (json!({ "status": false, "code": "USER_CANCELED" }), F::Cancelled),
            (json!({ "code": "500", "message": "action.canceled" }), F::Cancelled),
            (json!({ "success": false, "errorCode": "MODULE_NOT_FOUND" }), F::NoModule),
            (json!({ "status": false, "code": "SIGNING_FAILURE" }), refused("SIGNING_FAILURE")),
            (
                json!({ "status": false, "code": "SIGNING_FAILURE", "message": "Неверный пароль" }),
                F::WrongPassword,
            ),
            (json!({ "code": "500", "message": "WRONG_PASSWORD" }), F::WrongPassword),
            (json!({ "code": "500", "message": "EMPTY_KEY_LIST" }), F::NoKey),
            (json!({ "code": "500", "message": "boom" }), refused("500")),
            (json!({ "status": false, "code": "\u{1b}[31mX" }), refused("31mX")),
            (json!({ "status": true, "body": { "result": ["MIL/", "MIL/"] } }), F::BadAnswer),
            (json!({ "status": true, "body": { "result": 7 } }), F::BadAnswer),
            (json!({ "status": true, "body": { "result": "not base64!" } }), F::BadAnswer),
            (json!({ "status": true, "body": { "result": "AAAA" } }), F::BadAnswer),
            (json!({ "code": "200" }), F::BadAnswer),
            (json!({ "hello": "world" }), F::BadAnswer),
        ];
        for (answer, failure) in cases {
            assert_eq!(read(&answer), Err(failure), "{answer}");
        }
    }
}
