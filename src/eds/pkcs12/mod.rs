//! Key files: PKCS #12 (RFC 7292) as НУЦ РК issues it, read and written.
//!
//! Only that shape: one key, one certificate, integrity by password, 3DES and 40-bit RC2. Not a
//! general PKCS #12 library, and no file is opened here: octets come in, octets go out.
//!
//! ```text
//! PFX (DER): version 3 │ data: OCTET STRING ─┐ │ HMAC-SHA1, salt, 1024
//!   AuthenticatedSafe (BER, indefinite) ─────┘
//!     data:          SafeContents ─ shrouded key bag (3DES)
//!     encryptedData: (RC2-40) ─ SafeContents ─ certificate bag
//! ```

mod ber;
mod build;
mod derive;
mod encryption;
mod open;

use const_oid::ObjectIdentifier;

use crate::eds::algorithm::PrivateKey;

pub use build::build;
pub use open::open;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const ENCRYPTED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.6");
const FRIENDLY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.20");
const LOCAL_KEY_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.21");
const X509_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.22.1");
const KEY_BAG: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.2");
const CERTIFICATE_BAG: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.10.1.3");

/// What a key file holds.
#[derive(Debug)]
pub struct KeyBag {
    /// The key. It belongs to the certificate; of a GOST 34.310-2004 key only the algorithm was
    /// compared.
    pub key: PrivateKey,
    /// DER of its certificate, which has not been judged in any other way.
    pub certificate: Vec<u8>,
}
