//! GOST 34.10-2015 with 512-bit keys: the mathematics of GOST R 34.10-2012 (RFC 7091) over
//! id-tc26-gost-3410-12-512-paramSetA, in Kazakh encodings.
//!
//! Every number of those encodings is little-endian: the coordinates of a key, d, r, s, and the
//! digest when it is read as an integer. A signature is r ‖ s. (Russian ones are s ‖ r, big-endian:
//! the same octets backwards.) Big-endian octets are not tried.
//!
//! ```text
//! verify ─ multiply ─ point ─ field          public values: fast, variable-time
//! sign ─ nonce, secret_multiply              secret values: constant-time (crypto-bigint)
//! both ─ scalar (two kinds that never mix), parameters
//! ```
//!
//! Other curves, 256-bit keys and GOST 34.310-2004 are not here.

mod field;
mod multiply;
mod nonce;
mod parameters;
mod point;
mod scalar;
mod secret_multiply;
mod sign;
mod verify;

pub use sign::PrivateKey;
pub use verify::PublicKey;
