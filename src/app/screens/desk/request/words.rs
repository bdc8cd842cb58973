//! A help request's topic and state in words.

use crate::{
    api::staff::{HelpState, HelpTopic, RequestLine},
    app::theme::Role,
    text::{Phrase, phrases::request},
};

/// What it is about.
pub(in crate::app::screens::desk) fn topic(it: HelpTopic) -> Phrase {
    match it {
        HelpTopic::SignIn => request::topic_sign_in(),
        HelpTopic::Stopped => request::topic_stopped(),
        HelpTopic::Money => request::topic_money(),
        HelpTopic::Data => request::topic_data(),
        HelpTopic::Other => request::topic_other(),
        HelpTopic::Withdrawal => request::topic_withdrawal(),
    }
}

/// Its state, and how loudly it is said: what nobody has taken is the loudest.
pub(in crate::app::screens::desk) fn state(it: &RequestLine) -> (Phrase, Role) {
    match (it.state, &it.taken_by) {
        (HelpState::New, _) => (request::state_new(), Role::Accent),
        (HelpState::Taken, Some(login)) => (request::state_taken(login.clone()), Role::Text),
        (HelpState::Taken, None) => (request::state_being_answered(), Role::Text),
        (HelpState::Answered, _) => (request::state_answered(), Role::Good),
        (HelpState::Closed, _) => (request::state_closed(), Role::Muted),
    }
}
