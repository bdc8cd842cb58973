//! The staff's verbs: signing in with two factors, and who may do what (rows D1, D9).
//!
//! A transaction takes what it holds in one order (the tries, the attempt, the sessions, the
//! member's own row, the log), so that two of them wait for each other and never both.

mod act;
mod add_note;
mod authorise;
mod cap;
mod confirm;
mod factor;
pub(in crate::portal) mod login;
mod masked;
mod pass_code;
mod patience;
mod preview_action;
mod read_card;
mod read_stopped;
mod read_timeline;
mod recovery;
mod reveal;
mod search_accounts;
mod session;
mod sign_in;
mod sweep;
mod undo;
mod words;

pub(in crate::portal) use act::{Act, Doer};
pub(in crate::portal) use authorise::Member;
