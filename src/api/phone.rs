//! The `mobileSign` protocol of eGov Mobile: what a phone that has read the QR code asks the portal
//! for. Its form is НИТ's, not ours (camel case, names without a version); the app's texts call the
//! two addresses API1 and API2.
//!
//! ```text
//! QR: mobileSign:<portal>/mgovSign?id=…
//! API1  GET  /mgovSign?id=…       ─▶ Invitation: what for, whose, where API2 is
//! API2  GET  /mgovSign/document   ─▶ Bundle: the document        Authorization: Bearer …
//!       PUT  /mgovSign/document   ◀─ the same with the signature ─▶ 200 success | 403
//! ```

use serde::{Deserialize, Serialize};

use crate::domain::SafeText;

/// Where the QR code leads, below the portal's public address.
pub const API1: &str = "/mgovSign";
/// Where the document is, below the portal's public address.
pub const API2: &str = "/mgovSign/document";
/// What a QR code for eGov Mobile begins with.
pub const SCHEME: &str = "mobileSign:";
/// The answer to a good signature.
pub const SUCCESS: &str = "success";

/// The answer of API1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// What is to be signed, where and for what, in the phone's language.
    pub description: SafeText,
    /// Until when: `2026-11-20T14:08:00.000+0500`.
    pub expiry_date: SafeText,
    /// Whose portal this is.
    pub organisation: Organisation,
    /// Where API2 is.
    pub document: DocumentPlace,
}

/// Whose portal this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    /// Its name in Russian.
    pub name_ru: SafeText,
    /// In Kazakh.
    pub name_kz: SafeText,
    /// In English.
    pub name_en: SafeText,
    /// Its BIN.
    pub bin: SafeText,
}

/// Where API2 is and what opens it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct DocumentPlace {
    /// The address.
    pub uri: String,
    /// How the phone proves that it may: `Token`.
    pub auth_type: String,
    /// What it brings along: `Authorization: Bearer …`.
    pub auth_token: String,
}

/// Without the token.
impl std::fmt::Debug for DocumentPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DocumentPlace({}, {})", self.uri, self.auth_type)
    }
}

/// What is to be signed; the same comes back with the signature in place of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Bundle {
    /// `CMS_SIGN_ONLY`: a signature beside the document.
    pub sign_method: String,
    /// The protocol's version: 1.
    #[serde(default)]
    pub version: u32,
    /// The documents: here always one.
    pub documents_to_sign: Vec<BundleDocument>,
}

/// A signature beside the document.
pub const SIGN_ONLY: &str = "CMS_SIGN_ONLY";

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BundleDocument {
    /// Its place in the bundle, from 1.
    pub id: u32,
    /// Its name in Russian.
    pub name_ru: SafeText,
    /// In Kazakh.
    pub name_kz: SafeText,
    /// In English.
    pub name_en: SafeText,
    /// What the app shows beside the name.
    #[serde(default)]
    pub meta: Vec<BundleMeta>,
    /// The document itself.
    pub document: BundleBody,
}

/// Something the app shows beside a document's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct BundleMeta {
    /// What it is.
    pub name: SafeText,
    /// The value.
    pub value: SafeText,
}

/// A document's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct BundleBody {
    /// As a file.
    pub file: BundleFile,
}

/// A file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct BundleFile {
    /// Its kind (`text/plain`); empty for what is no PDF, at some services.
    #[serde(default)]
    pub mime: String,
    /// Base64: the document, or in its place the signature (CMS, DER).
    pub data: String,
}

/// Without the contents.
impl std::fmt::Debug for BundleFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BundleFile({}, {} characters)", self.mime, self.data.len())
    }
}
