//! Electronic digital signatures of НУЦ РК: keys, key files, certificates and signatures, as pure
//! functions over bytes.
//!
//! Invariant: nothing here reads a file, a socket, a clock or the environment, and nothing draws
//! randomness by itself: it comes in as [`Random`](crate::domain::Random). One exception,
//! [`algorithm::PrivateKey`]'s RSA operations: their library draws its blinding from the operating
//! system.

pub mod algorithm;
pub mod pkcs12;
