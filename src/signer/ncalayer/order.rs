//! What NCALayer is asked, as it wants to read it (eds.md §5.1, §5.2).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::domain::{Language, Number};

/// Extended key usage of signing keys: it offers no other (eds.md §1.2).
const EMAIL_PROTECTION: &str = "1.3.6.1.5.5.7.3.4";

/// A document to sign.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The document.
    pub document: &'a [u8],
    /// Whose keys are offered: by IIN, or by BIN for an organisation.
    pub signer: &'a Number,
    /// The language of its window.
    pub language: Language,
}

impl Order<'_> {
    /// For the module `basics`. The bytes are given as they are (`digested: false`), the signature
    /// comes without them (`encapsulate: false`), and no time stamp is asked for: the portal adds
    /// its own. `allowedStorages: null` is every place a key may be in.
    pub(super) fn to_basics(self) -> Value {
        let (field, number) = match self.signer {
            Number::Iin(iin) => ("iin", iin.digits()),
            Number::Bin(bin) => ("bin", bin.digits()),
        };
        let mut signer = json!({ "extKeyUsageOids": [EMAIL_PROTECTION] });
        if let Some(fields) = signer.as_object_mut() {
            fields.insert(field.to_owned(), number.into());
        }
        json!({
            "module": "kz.gov.pki.knca.basics",
            "method": "sign",
            "args": {
                "allowedStorages": null,
                "format": "cms",
                "data": STANDARD.encode(self.document),
                "signingParams": { "decode": true, "encapsulate": false, "digested": false },
                "signerParams": signer,
                "locale": self.language.tag(),
            },
        })
    }

    /// For the older module `commonUtils`: a key file, a signing key, the bytes, detached. It
    /// cannot be told whose keys to offer.
    pub(super) fn to_common_utils(self) -> Value {
        json!({
            "module": "kz.gov.pki.knca.commonUtils",
            "method": "createCAdESFromBase64",
            "args": ["PKCS12", "SIGNATURE", STANDARD.encode(self.document), false],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(signer: &Number) -> Order<'_> {
        Order { document: b"document", signer, language: Language::Kk }
    }

    #[test]
    fn basics_is_asked_for_a_detached_signature_by_a_signing_key_of_this_person() {
        let person = Number::parse("000101190001").unwrap();
        let asked = order(&person).to_basics();
        assert_eq!(asked["module"], "kz.gov.pki.knca.basics");
        assert_eq!(asked["args"]["data"], "ZG9jdW1lbnQ=");
        let params = json!({ "decode": true, "encapsulate": false, "digested": false });
        assert_eq!(asked["args"]["signingParams"], params);
        let signer = json!({ "extKeyUsageOids": ["1.3.6.1.5.5.7.3.4"], "iin": "000101190001" });
        assert_eq!(asked["args"]["signerParams"], signer);
        assert_eq!(asked["args"]["locale"], "kk");
        let organisation = Number::parse("990140900004").unwrap();
        let signer = &order(&organisation).to_basics()["args"]["signerParams"];
        assert_eq!(signer["bin"], "990140900004");
        assert!(signer.get("iin").is_none());
    }

    #[test]
    fn the_older_module_is_asked_by_place() {
        let person = Number::parse("000101190001").unwrap();
        let asked = order(&person).to_common_utils();
        assert_eq!(asked["method"], "createCAdESFromBase64");
        assert_eq!(asked["args"], json!(["PKCS12", "SIGNATURE", "ZG9jdW1lbnQ=", false]));
    }
}
