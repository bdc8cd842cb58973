//! The staff's half of the contract: sessions, accounts, actions, help requests, the live feed.
//!
//! Everything about a person is masked here; one field at a time is revealed for a reason.

mod accounts;
mod actions;
mod events;
mod requests;
mod sessions;

pub use accounts::{
    AccountCard, AccountHit, AccountHits, GetCard, GetStopped, GetTimeline, HolderKind, Matched,
    NoteView, NoticeState, NoticeView, SearchAccounts, StaffAcceptance, StoppedBy, TimelineEntry,
    TimelineKind, TimelinePage,
};
pub use actions::{
    ActionDone, ActionKind, ActionView, AddNote, BlockAccount, GetActions, Preview, PreviewAction,
    RestoreAccount, RestoreReason, Reveal, RevealField, RevealReason, Revealed, StopAccess, Undo,
    Undone,
};
pub use events::{StaffEvent, StaffEventKind};
pub use requests::{
    AnswerRequest, CloseRequest, GetRequest, GetRequests, HelpState, HelpTopic, RequestLine,
    RequestPage, RequestView, TakeRequest,
};
pub use sessions::{
    ConfirmStaff, EndStaffSession, GetStaffSession, PassCode, SecondFactor, SignInStaff,
    StaffPassed, StaffSession, StaffView,
};
