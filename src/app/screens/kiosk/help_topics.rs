//! What help is asked about and how far it is, in words.

use crate::{
    api::staff::{HelpState, HelpTopic},
    text::{Phrase, phrases::support},
};

/// A topic's name.
pub(super) fn topic(topic: HelpTopic) -> Phrase {
    match topic {
        HelpTopic::SignIn => support::topic_sign_in(),
        HelpTopic::Stopped => support::topic_stopped(),
        HelpTopic::Money => support::topic_money(),
        HelpTopic::Data => support::topic_data(),
        HelpTopic::Other => support::topic_other(),
        HelpTopic::Withdrawal => support::topic_withdrawal(),
    }
}

/// A state's name, for the citizen.
pub(super) fn state(state: HelpState) -> Phrase {
    match state {
        HelpState::New => support::state_new(),
        HelpState::Taken => support::state_taken(),
        HelpState::Answered => support::state_answered(),
        HelpState::Closed => support::state_closed(),
    }
}
