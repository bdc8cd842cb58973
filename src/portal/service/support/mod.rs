//! Help requests (3.2.1): what citizens ask and what staff answer.

mod answer;
mod ask;
mod look;
mod queue;
mod words;

pub(super) use ask::Question;
pub(super) use queue::requests_of;

use crate::{
    api::HelpRequest,
    portal::{auth, service::account_view::unsigned, store::StoredHelp},
};

/// The hash under which a request's secret digits are stored. The request's number is part of it,
/// so equal digits of two requests do not look equal. Whoever has the database has the answers
/// beside the hash, so a slower one would protect nothing.
fn code_hash(id: i64, secret: &str) -> [u8; 32] {
    auth::hash(&keyed(id, secret))
}

/// True when these are the secret digits of this request.
fn is_code_of(help: &StoredHelp, secret: &str) -> bool {
    help.code_hash.is_some_and(|hash| auth::matches(&keyed(help.id, secret), &hash))
}

fn keyed(id: i64, secret: &str) -> String {
    format!("help {id} {secret}")
}

/// A request as the citizen sees it.
fn citizens_view(help: StoredHelp) -> HelpRequest {
    HelpRequest {
        id: unsigned(help.id),
        topic: help.topic,
        at: help.created_at,
        state: help.state,
        answer: help.answer.map(Into::into),
        answered_at: help.answered_at,
    }
}
