//! What the support desk asks the portal for, and what comes back.
//!
//! The runtime keeps the claim between password and code, and the session. A call that changes
//! something is carried out once for its `attempt`: the same attempt again is the same act, however
//! often an answer was lost; another attempt is another act.

use serde::{Deserialize, Serialize};

use crate::{
    api::{
        Failure,
        staff::{
            AccountCard, AccountHits, ActionDone, ActionView, AddNote, AnswerRequest, BlockAccount,
            CloseRequest, ConfirmStaff, GetCard, GetRequest, GetRequests, GetStopped, GetTimeline,
            NoteView, PassCode, Preview, PreviewAction, RequestPage, RequestView, RestoreAccount,
            Reveal, RevealField, SearchAccounts, SignInStaff, StaffEvent, StaffView, StopAccess,
            TakeRequest, TimelinePage, Undo, Undone,
        },
    },
    domain::{Moment, SafeText, Secret},
};

/// A call of the desk's. `u64` beside a call that changes something is its attempt.
#[derive(Debug, Clone, PartialEq)]
pub enum DeskCall {
    /// The password → [`DeskReply::Passed`].
    SignIn(SignInStaff, u64),
    /// The second factor → [`DeskReply::SignedIn`].
    Code(PassCode, u64),
    /// The second factor again → [`DeskReply::Confirmed`].
    Confirm(ConfirmStaff, u64),
    /// A search → [`DeskReply::Hits`].
    Search(SearchAccounts),
    /// Whose access is stopped → [`DeskReply::Stopped`].
    Stopped(GetStopped),
    /// A card → [`DeskReply::Card`].
    Card(GetCard),
    /// A page of the timeline → [`DeskReply::Timeline`].
    Timeline(GetTimeline),
    /// What an action would do → [`DeskReply::Preview`].
    Preview(PreviewAction),
    /// Restore → [`DeskReply::Done`].
    Restore(RestoreAccount, u64),
    /// Block → [`DeskReply::Done`].
    Block(BlockAccount, u64),
    /// Stop access → [`DeskReply::Done`].
    StopAccess(StopAccess, u64),
    /// Undo → [`DeskReply::Undone`].
    Undo(Undo, u64),
    /// The member's own latest actions → [`DeskReply::Actions`].
    Actions,
    /// A note → [`DeskReply::Noted`].
    Note(AddNote, u64),
    /// One field in clear → [`DeskReply::Revealed`].
    Reveal(Reveal, u64),
    /// The queue of help requests → [`DeskReply::Requests`].
    Requests(GetRequests),
    /// One of them → [`DeskReply::Request`].
    Request(GetRequest),
    /// Take it → [`DeskReply::Request`].
    Take(TakeRequest, u64),
    /// Answer it → [`DeskReply::Request`].
    Answer(AnswerRequest, u64),
    /// Close it → [`DeskReply::Request`].
    Close(CloseRequest, u64),
    /// The next news of the live feed → [`DeskReply::News`]. The runtime keeps the feed open
    /// between two of these, reconnects it by itself and resumes after the last event.
    Listen,
    /// Text into the terminal's clipboard (OSC 52) → [`DeskReply::Copied`].
    Copy(String),
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum DeskReply {
    /// To [`DeskCall::SignIn`]; the claim has been taken out.
    Passed(Result<AwaitedFactor, Failure>),
    /// To [`DeskCall::Code`]; the session has been taken out.
    SignedIn(Result<MemberSession, Failure>),
    /// To [`DeskCall::Confirm`].
    Confirmed(Result<StaffView, Failure>),
    /// To [`DeskCall::Search`].
    Hits(Result<AccountHits, Failure>),
    /// To [`DeskCall::Stopped`].
    Stopped(Result<AccountHits, Failure>),
    /// To [`DeskCall::Card`].
    Card(Result<Box<AccountCard>, Failure>),
    /// To [`DeskCall::Timeline`].
    Timeline(Result<TimelinePage, Failure>),
    /// To [`DeskCall::Preview`].
    Preview(Result<Preview, Failure>),
    /// To [`DeskCall::Restore`], [`DeskCall::Block`], [`DeskCall::StopAccess`].
    Done(Result<ActionDone, Failure>),
    /// To [`DeskCall::Undo`].
    Undone(Result<Undone, Failure>),
    /// To [`DeskCall::Actions`].
    Actions(Result<Vec<ActionView>, Failure>),
    /// To [`DeskCall::Note`].
    Noted(Result<NoteView, Failure>),
    /// To [`DeskCall::Reveal`].
    Revealed(Result<RevealedField, Failure>),
    /// To [`DeskCall::Requests`].
    Requests(Result<RequestPage, Failure>),
    /// To [`DeskCall::Request`], [`DeskCall::Take`], [`DeskCall::Answer`], [`DeskCall::Close`].
    Request(Result<RequestView, Failure>),
    /// To [`DeskCall::Listen`]: news, or that the feed is broken and being mended, told once a
    /// break. No event means that it has been opened (again): what is shown may be older.
    /// [`Failure::NoSession`] is the end: nobody needs to listen on.
    News(Result<Vec<StaffEvent>, Failure>),
    /// To [`DeskCall::Copy`]: what was copied, for those whose terminal did not take it.
    Copied(SafeText),
}

/// The second factor that is awaited, as the screens hold it. Like [`RevealedField`] it is written
/// down without its secret, unlike the contract's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AwaitedFactor {
    /// A code of the authenticator, or a recovery code.
    Code,
    /// The member has no authenticator yet: a code made with this secret enrols it.
    Enrol {
        /// An `otpauth://` URI, for a QR code.
        uri: Secret,
    },
}

/// A member's session, as the screens hold it: its token stays with the runtime. Like
/// [`RevealedField`] it is written down without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSession {
    /// Whose it is.
    pub staff: StaffView,
    /// After enrolment: codes, each good once in place of the authenticator. Shown once.
    pub recovery_codes: Vec<Secret>,
}

/// A field in clear, as the screens hold it. The contract's own reply writes its value in clear when
/// it is serialised, as the wire needs it; this one writes the name of its slot, as a journal must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealedField {
    /// Which field.
    pub field: RevealField,
    /// The value.
    pub value: Secret,
    /// Masked again from here on.
    pub until: Moment,
}
