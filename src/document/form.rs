//! The canonical form.

use crate::domain::{Agreement, DocumentFields};

/// A document that was read: its fields and the agreement it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its fields.
    pub fields: DocumentFields,
    /// The agreement whose full texts stand in it (without editorial notes).
    pub agreement: Agreement,
}

/// Why bytes are no document, or fields make none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not UTF-8.
    #[error("the document is not UTF-8")]
    NotUtf8,
}

/// The document's bytes.
///
/// # Errors
/// When the fields make no document.
pub fn render(_agreement: &Agreement, _fields: &DocumentFields) -> Result<Vec<u8>, DocumentError> {
    Err(DocumentError::NotUtf8)
}

/// Reads a document.
///
/// # Errors
/// When the bytes are not exactly what [`render`] writes.
pub fn parse(_bytes: &[u8]) -> Result<Document, DocumentError> {
    Err(DocumentError::NotUtf8)
}
