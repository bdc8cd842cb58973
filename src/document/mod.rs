//! What a citizen signs, as bytes: the canonical form ([`render`], [`parse`]), its digest and check
//! code, and its pages. Pure; the kiosk, the portal and `verify` share it, so bytes shown = bytes
//! hashed = bytes signed.
//!
//! It does not sign, does not know who may sign, and does not know which agreements are known.

mod digest;
mod form;
mod pages;

pub use digest::{check_code, digest, same_check_code};
pub use form::{Document, DocumentError, parse, render};
pub use pages::{Line, Page, pages};
