//! The staff's verbs: signing in with two factors, and who may do what (rows D1, D9).

mod act;
mod add_note;
mod authorise;
mod cap;
mod masked;
mod preview_action;
mod read_card;
mod read_stopped;
mod read_timeline;
mod reveal;
mod search_accounts;
mod undo;
mod words;

pub(in crate::portal::service) use act::{Act, Doer};
pub(in crate::portal) use authorise::Member;
