//! What an authority's services are: who may sign lists, answer for an authority, and stamp time.

use const_oid::ObjectIdentifier;

use super::{Certificate, oid};

impl Certificate {
    /// Whether the key may sign lists of revoked certificates (RFC 5280 §4.2.1.3, bit 6).
    pub(crate) fn may_sign_lists(&self) -> bool {
        self.extensions.key_usage.as_ref().is_some_and(|usage| usage.crl_sign())
    }

    /// Whether this is an OCSP responder's certificate (RFC 6960 §4.2.2.2). Whether it may answer
    /// for an authority depends on who issued it.
    pub(crate) fn is_responder(&self) -> bool {
        self.signs() && self.extensions.extended_key_usage.contains(&oid::OCSP_SIGNING)
    }

    /// Whether this is a time-stamping authority's certificate: that is its only purpose, and
    /// critically so (RFC 3161 §2.3).
    pub(crate) fn is_stamp_authority(&self) -> bool {
        const ONLY: [ObjectIdentifier; 1] = [oid::TIME_STAMPING];
        self.signs()
            && self.extensions.extended_key_usage == ONLY
            && self.extensions.extended_key_usage_critical
    }

    /// Whether the key may sign data; where no usage is named, nothing forbids it.
    fn signs(&self) -> bool {
        let usage = self.extensions.key_usage.as_ref();
        usage.is_none_or(|usage| usage.digital_signature() || usage.non_repudiation())
    }
}
