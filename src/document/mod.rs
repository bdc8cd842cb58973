//! What a citizen signs, as bytes: the canonical form ([`render`], [`parse`]), its digest and check
//! code, and its pages. Pure; the kiosk, the portal and `verify` share it, so bytes shown = bytes
//! hashed = bytes signed.
//!
//! A sign-in has a form of its own ([`challenge`]); nothing is of both forms.
//!
//! It does not sign, does not know who may sign, and does not know which agreements are known.

pub mod challenge;
mod digest;
mod form;
mod pages;
mod template;

pub use digest::{check_code, digest, same_check_code};
pub use form::{Document, DocumentError, parse, render};
pub use pages::{Line, Page, pages};
