//! Recovery codes: ten, each good once where the authenticator is not at hand.
//!
//! Forty random bits each: too many to guess at the few tries there are. Whoever holds a copy of
//! the database could try them all in an hour against a plain hash, so what is stored is an HMAC
//! by the portal's key, which is not in the database.

use super::super::{Refusal, Service};
use crate::{
    domain::Secret,
    portal::{keys::Keys, password},
};

/// How many there are.
const CODES: usize = 10;

/// The HMAC of a code as it was typed, for its owner.
pub(super) fn mac(keys: &Keys, staff: i64, typed: &str) -> [u8; 32] {
    let meant = password::as_meant(typed);
    keys.mac("recovery code", [&staff.to_be_bytes(), meant.as_bytes()].concat().as_slice())
}

impl Service {
    /// Ten new codes of a member, and what is stored of them.
    pub(super) fn recovery_codes(
        &self,
        keys: &Keys,
        staff: i64,
    ) -> Result<(Vec<Secret>, Vec<[u8; 32]>), Refusal> {
        let codes = (0..CODES)
            .map(|_| password::readable("recovery", 2, self.random.as_ref()))
            .collect::<Result<Vec<_>, _>>()?;
        let macs = codes.iter().map(|code| mac(keys, staff, code.reveal())).collect();
        Ok((codes, macs))
    }
}
