//! The double's side of the frames: what it is asked, and what it says (eds.md §5.1, §5.2).

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    domain::{Moment, Random, Secret},
    eds::{self, KeyFile},
};

/// The first frame of a connection.
pub(super) const GREETING: &str = r#"{"result":{"version":"1.4"}}"#;
/// A heartbeat, and one form of its echo.
pub(super) const HEARTBEAT: &str = "--heartbeat--";

/// The modules that sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// `kz.gov.pki.knca.basics`.
    Basics,
    /// `kz.gov.pki.knca.commonUtils`.
    CommonUtils,
}

/// In which form a signature is given by `basics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// A list of one.
    #[default]
    List,
    /// A string: older builds.
    Text,
    /// A string in PEM armour with line breaks.
    Armoured,
    /// A list beside the certificate (`outputCert`).
    WithCertificate,
}

/// What kind of NCALayer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// It has the module `basics`.
    pub basics: bool,
    /// It has the module `commonUtils`.
    pub common_utils: bool,
    /// How it writes a signature.
    pub form: Form,
    /// What it says first; another program says something else.
    pub greeting: &'static str,
}

impl Default for Manner {
    /// Today's: both modules, lists.
    fn default() -> Self {
        Self { basics: true, common_utils: true, form: Form::List, greeting: GREETING }
    }
}

/// What it was asked to sign.
#[derive(Debug, Clone)]
pub struct Asked {
    /// By which module.
    pub module: Module,
    /// The document.
    pub document: Arc<[u8]>,
    /// Keys of this person only.
    pub iin: Option<Secret>,
    /// Keys of this organisation only.
    pub bin: Option<Secret>,
    /// Extended key usages, each of which a key must have.
    pub usages: Vec<String>,
    /// The language of the window.
    pub locale: Option<String>,
}

/// What the person does at the window.
#[derive(Debug, Clone)]
pub enum Act {
    /// Signs with this key.
    Sign(Arc<KeyFile>),
    /// Signs with this key, but another document: no NCALayer does, a hostile program could.
    SignInstead(Arc<KeyFile>, Arc<[u8]>),
    /// Closes the window.
    Cancel,
    /// Closes it in a build that says so by a code.
    CancelByCode,
    /// Types a password that does not fit.
    WrongPassword,
    /// Finds no key.
    NoKey,
    /// Something inside fails under this code.
    Refuse(&'static str),
    /// NCALayer ends: the connection breaks.
    Close,
    /// It says something that breaks off.
    BreakOff,
    /// It says something that is no answer.
    Nonsense,
}

/// Reads a request; what it says where there is no such module, method or form.
pub(super) fn read(text: &str, manner: Manner) -> Result<Asked, String> {
    let unknown = || json!({ "success": false, "errorCode": "MODULE_NOT_FOUND" }).to_string();
    let request: Value = serde_json::from_str(text).map_err(|_| unknown())?;
    let name = |field: &str| request.get(field).and_then(Value::as_str).unwrap_or_default();
    match (name("module"), name("method")) {
        ("kz.gov.pki.knca.basics", "sign") if manner.basics => {
            basics(&request).ok_or_else(|| refusal("INVALID_SIGNING_PARAMS", "").to_string())
        }
        ("kz.gov.pki.knca.commonUtils", "createCAdESFromBase64") if manner.common_utils => {
            common_utils(&request)
                .ok_or_else(|| json!({ "code": "500", "message": "" }).to_string())
        }
        _ => Err(unknown()),
    }
}

fn basics(request: &Value) -> Option<Asked> {
    let args = request.get("args")?;
    let params = args.get("signingParams")?;
    // Only what this console asks for: raw bytes, detached, as booleans and never as words.
    let is = |name: &str| params.get(name)?.as_bool();
    if (is("decode")?, is("encapsulate")?, is("digested")?) != (true, false, false)
        || args.get("format")?.as_str()? != "cms"
    {
        return None;
    }
    let signer = args.get("signerParams");
    let number = |name: &'static str| {
        let digits = signer?.get(name)?.as_str()?;
        (!digits.is_empty()).then(|| Secret::new(name, digits))
    };
    let usages = signer.and_then(|signer| signer.get("extKeyUsageOids")?.as_array());
    Some(Asked {
        module: Module::Basics,
        document: STANDARD.decode(args.get("data")?.as_str()?).ok()?.into(),
        iin: number("iin"),
        bin: number("bin"),
        usages: usages.into_iter().flatten().filter_map(|it| it.as_str()).map(Into::into).collect(),
        locale: args.get("locale").and_then(Value::as_str).map(str::to_owned),
    })
}

fn common_utils(request: &Value) -> Option<Asked> {
    let args: (String, String, String, bool) =
        serde_json::from_value(request.get("args")?.clone()).ok()?;
    if (args.0.as_str(), args.1.as_str(), args.3) != ("PKCS12", "SIGNATURE", false) {
        return None;
    }
    let document = STANDARD.decode(&args.2).ok()?.into();
    let (iin, bin, usages, locale) = (None, None, Vec::new(), None);
    Some(Asked { module: Module::CommonUtils, document, iin, bin, usages, locale })
}

/// What is said after the act; nothing where the connection breaks. Signing takes a processor's
/// time.
pub(super) fn answer(
    (asked, act): (&Asked, Act),
    form: Form,
    at: Moment,
    random: &dyn Random,
) -> Option<String> {
    let (key, document) = match act {
        Act::Sign(key) => (key, Arc::clone(&asked.document)),
        Act::SignInstead(key, document) => (key, document),
        act => return unsigned(asked.module, &act),
    };
    let Ok(cms) = eds::sign(&document, &key, false, at, random) else {
        return Some(refused(asked.module, "SIGNING_FAILURE", ""));
    };
    let base64 = STANDARD.encode(&cms);
    let result = match (asked.module, form) {
        (Module::CommonUtils, _) => {
            let armoured = armour(&base64);
            return Some(json!({ "code": "200", "responseObject": armoured }).to_string());
        }
        (Module::Basics, Form::List) => json!([base64]),
        (Module::Basics, Form::Text) => json!(base64),
        (Module::Basics, Form::Armoured) => json!(armour(&base64)),
        (Module::Basics, Form::WithCertificate) => {
            json!({ "signatures": [base64], "certificate": STANDARD.encode(key.certificate().der()) })
        }
    };
    Some(json!({ "status": true, "body": { "result": result } }).to_string())
}

fn unsigned(module: Module, act: &Act) -> Option<String> {
    Some(match act {
        Act::Cancel if module == Module::Basics => {
            json!({ "status": true, "body": {} }).to_string()
        }
        Act::Cancel => json!({ "code": "500", "message": "action.canceled" }).to_string(),
        Act::CancelByCode => refused(module, "USER_CANCELED", "action.canceled"),
        Act::WrongPassword => refused(module, "SIGNING_FAILURE", "Неверный пароль"),
        Act::NoKey => refused(module, "SIGNING_FAILURE", "EMPTY_KEY_LIST"),
        Act::Refuse(code) => refused(module, code, ""),
        Act::BreakOff => r#"{"status":true,"body":{"resu"#.to_owned(),
        Act::Nonsense => r#"{"hello":"world"}"#.to_owned(),
        Act::Close | Act::Sign(_) | Act::SignInstead(..) => return None,
    })
}

fn refused(module: Module, code: &str, message: &str) -> String {
    match module {
        Module::Basics => refusal(code, message).to_string(),
        Module::CommonUtils => json!({ "code": "500", "message": message }).to_string(),
    }
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "status": false, "code": code, "message": message, "details": "" })
}

fn armour(base64: &str) -> String {
    let lines = base64.as_bytes().chunks(64).map(String::from_utf8_lossy);
    let body: String = lines.map(|line| format!("{line}\r\n")).collect();
    format!("-----BEGIN CMS-----\r\n{body}-----END CMS-----\r\n")
}
