//! How payment providers sign their calls: HMAC-SHA256 (RFC 2104) over method, path, time and body.
//!
//! ```text
//! Kezekte-Provider: demo
//! Kezekte-Timestamp: 1795341780          seconds since 1970, within five minutes of the portal's
//! Kezekte-Signature: 9f86d0…             HMAC, lower-case hex
//!
//! key:  the provider's secret, as text
//! over: POST ⏎ /api/v1/payments/demo ⏎ 1795341780 ⏎ <body>
//! ```
//! Neither of the first three parts can hold a line feed, so no two calls have one text.

use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// Who calls.
pub const PROVIDER: &str = "Kezekte-Provider";
/// When.
pub const TIMESTAMP: &str = "Kezekte-Timestamp";
/// The signature.
pub const SIGNATURE: &str = "Kezekte-Signature";
/// A call's time may be this far from the portal's, both ways.
pub const WINDOW: Duration = Duration::from_secs(5 * 60);

/// What is signed.
#[derive(Debug, Clone, Copy)]
pub struct SignedParts<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// The path, as sent, without a query.
    pub path: &'a str,
    /// Seconds since 1970, as sent.
    pub timestamp: &'a str,
    /// The body, as sent.
    pub body: &'a [u8],
}

impl SignedParts<'_> {
    fn mac(&self, secret: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
        for part in [self.method, self.path, self.timestamp] {
            mac.update(part.as_bytes());
            mac.update(b"\n");
        }
        mac.update(self.body);
        Some(mac)
    }

    /// The value of [`SIGNATURE`].
    #[must_use]
    pub fn sign(&self, secret: &str) -> String {
        self.mac(secret).map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// True for the signature by this secret; compared in constant time.
    #[must_use]
    pub fn is_signed(&self, secret: &str, signature: &str) -> bool {
        let (Ok(signature), Some(mac)) = (hex::decode(signature), self.mac(secret)) else {
            return false;
        };
        mac.verify_slice(&signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_can_be_moved_into_another_or_changed() {
        let parts = SignedParts { method: "POST", path: "/p", timestamp: "12", body: b"3{}" };
        let signature = parts.sign("secret");
        assert!(parts.is_signed("secret", &signature));
        let others = [
            SignedParts { method: "PUT", ..parts },
            SignedParts { path: "/q", ..parts },
            SignedParts { timestamp: "123", body: b"{}", ..parts },
            SignedParts { timestamp: "13", ..parts },
            SignedParts { body: b"3{} ", ..parts },
        ];
        for other in others {
            assert!(!other.is_signed("secret", &signature), "{other:?}");
        }
        assert!(!parts.is_signed("secret2", &signature));
        for wrong in ["", "00", "zz", &signature[..62], &format!("{signature}00")] {
            assert!(!parts.is_signed("secret", wrong), "{wrong}");
        }
    }

    #[test]
    fn it_is_what_others_compute() {
        // printf 'POST\n/api/v1/payments/demo\n1795341780\n{}' | openssl dgst -sha256 -hmac secret
        let path = "/api/v1/payments/demo";
        let parts = SignedParts { method: "POST", path, timestamp: "1795341780", body: b"{}" };
        assert_eq!(
            parts.sign("secret"),
            "5685bb0174d240b4e79ebc6dc73b5eb88ed394e06cf579deb67a8306f7615817"
        );
    }
}
