//! The staff's verbs: signing in with two factors, and who may do what (rows D1, D9).
//!
//! A transaction takes what it holds in one order (the tries, the attempt, the sessions, the
//! member's own row, the log), so that two of them wait for each other and never both.

mod authorise;
mod confirm;
mod factor;
pub(in crate::portal) mod login;
mod pass_code;
mod patience;
mod recovery;
mod session;
mod sign_in;
mod sweep;

pub(in crate::portal) use authorise::Member;
