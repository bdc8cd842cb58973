//! What waiting for a desk's call is called, and how a wait that is given up is answered.

use super::{DeskCall, DeskReply};
use crate::{
    api::Failure,
    text::{Phrase, phrases::desk},
};

impl DeskCall {
    /// What the line below calls the wait; none for what nobody waits for.
    #[must_use]
    pub fn awaited(&self) -> Option<Phrase> {
        Some(match self {
            Self::SignIn(..) | Self::Code(..) | Self::Confirm(..) => desk::wait_sign_in(),
            Self::Search(_) => desk::wait_search(),
            Self::Stopped(_) | Self::Requests(_) => desk::wait_lists(),
            Self::Card(_) => desk::wait_card(),
            Self::Timeline(_) => desk::wait_timeline(),
            Self::Preview(_) => desk::wait_preview(),
            Self::Request(_) => desk::wait_request(),
            Self::Actions => desk::wait_actions(),
            Self::Reveal(..) => desk::wait_reveal(),
            Self::Listen | Self::Copy(_) => return None,
            _ => desk::wait_write(),
        })
    }

    /// True when the call changes an account or a help request: nobody gives such a wait up in the
    /// middle, because the act would go on without whoever asked for it.
    #[must_use]
    pub const fn is_write(&self) -> bool {
        matches!(
            self,
            Self::Restore(..)
                | Self::Block(..)
                | Self::StopAccess(..)
                | Self::Undo(..)
                | Self::Note(..)
                | Self::Reveal(..)
                | Self::Take(..)
                | Self::Answer(..)
                | Self::Close(..)
        )
    }

    /// The reply that says how this call failed; none where the reply cannot fail.
    #[must_use]
    pub fn failed(&self, failure: Failure) -> Option<DeskReply> {
        Some(match self {
            Self::SignIn(..) => DeskReply::Passed(Err(failure)),
            Self::Code(..) => DeskReply::SignedIn(Err(failure)),
            Self::Confirm(..) => DeskReply::Confirmed(Err(failure)),
            Self::Search(_) => DeskReply::Hits(Err(failure)),
            Self::Stopped(_) => DeskReply::Stopped(Err(failure)),
            Self::Card(_) => DeskReply::Card(Err(failure)),
            Self::Timeline(_) => DeskReply::Timeline(Err(failure)),
            Self::Preview(_) => DeskReply::Preview(Err(failure)),
            Self::Restore(..) | Self::Block(..) | Self::StopAccess(..) => {
                DeskReply::Done(Err(failure))
            }
            Self::Undo(..) => DeskReply::Undone(Err(failure)),
            Self::Actions => DeskReply::Actions(Err(failure)),
            Self::Note(..) => DeskReply::Noted(Err(failure)),
            Self::Reveal(..) => DeskReply::Revealed(Err(failure)),
            Self::Requests(_) => DeskReply::Requests(Err(failure)),
            Self::Request(_) | Self::Take(..) | Self::Answer(..) | Self::Close(..) => {
                DeskReply::Request(Err(failure))
            }
            Self::Listen => DeskReply::News(Err(failure)),
            Self::Copy(_) => return None,
        })
    }
}

impl DeskReply {
    /// Why the call failed, when it did.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Passed(it) => it.as_ref().err(),
            Self::SignedIn(it) => it.as_ref().err(),
            Self::Confirmed(it) => it.as_ref().err(),
            Self::Hits(it) | Self::Stopped(it) => it.as_ref().err(),
            Self::Card(it) => it.as_ref().err(),
            Self::Timeline(it) => it.as_ref().err(),
            Self::Preview(it) => it.as_ref().err(),
            Self::Done(it) => it.as_ref().err(),
            Self::Undone(it) => it.as_ref().err(),
            Self::Actions(it) => it.as_ref().err(),
            Self::Noted(it) => it.as_ref().err(),
            Self::Revealed(it) => it.as_ref().err(),
            Self::Requests(it) => it.as_ref().err(),
            Self::Request(it) => it.as_ref().err(),
            Self::News(it) => it.as_ref().err(),
            Self::Copied(_) => None,
        }
    }
}
