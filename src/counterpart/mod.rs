//! Others than the portal and its consoles, as the tests and the demonstration need them: real
//! servers on loopback that speak the real protocols and sign with real keys of nobody.
//!
//! None of them is ever part of a portal that serves real people.

pub mod authority;
pub mod ncalayer;
pub mod phone;
mod served;
pub mod signing_service;
