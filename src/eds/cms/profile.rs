//! The two kinds of signed data that are read.

use const_oid::ObjectIdentifier;

use super::{DATA, TIME_STAMP_INFO};

/// A kind of signed data: what its fields must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::eds) enum Profile {
    /// A citizen's signature: version 1, content of type id-data, a claimed signing time, at most
    /// one unsigned attribute, the time stamp.
    Signature,
    /// A time stamp token: version 3, content of type id-ct-TSTInfo, nothing unsigned.
    Stamp,
}

impl Profile {
    /// CMSVersion of the signed data (RFC 5652 §5.1).
    pub(super) fn version(self) -> u8 {
        match self {
            Self::Signature => 1,
            Self::Stamp => 3,
        }
    }

    /// The type of the content.
    pub(super) fn content_type(self) -> ObjectIdentifier {
        match self {
            Self::Signature => DATA,
            Self::Stamp => TIME_STAMP_INFO,
        }
    }
}
