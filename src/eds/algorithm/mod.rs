//! Signature algorithms: public and private keys of the accepted [`Suite`]s, in the encodings of
//! НУЦ РК.
//!
//! Knows nothing of certificates, paths or people: bytes, keys and signatures only. To add an
//! algorithm, write its file, add its line to [`suite`], and its vectors, negative ones included.

pub mod gost3410;
mod pkcs8;
mod private_key;
mod public_key;
mod rsa;
pub mod suite;

pub use private_key::PrivateKey;
pub use public_key::PublicKey;
pub use rsa::{RsaPrivateKey, RsaPublicKey};
pub use suite::{Hasher, Suite};
