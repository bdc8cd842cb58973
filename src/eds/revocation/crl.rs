//! Lists of revoked certificates.

/// A list of revoked certificates, complete or delta.
#[derive(Debug)]
pub struct Crl;
