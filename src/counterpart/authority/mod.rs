//! A certification authority's services on loopback: who is revoked (OCSP, lists) and what time it
//! is (RFC 3161). What they say can be changed while they run, and so can what is wrong with them.
//!
//! ```text
//! POST /ocsp · GET /ocsp/{base64}    RFC 6960 appendix A
//! POST /tsp                          RFC 3161 §3.4
//! GET  /crl/0.crl · /crl/0d.crl      the complete and the delta list of the first house
//! ```

mod house;
mod mode;
mod register;
mod respond;
mod server;

pub use house::House;
pub use mode::Mode;
pub use server::{Counts, Server};
