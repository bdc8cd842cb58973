//! What a citizen signs, as bytes.
mod digest;
mod form;
mod pages;

pub use digest::{check_code, digest, same_check_code};
pub use form::{Document, DocumentError, parse, render};
pub use pages::{Line, Page, pages};
