//! `staff/accounts/{id}/…`: restore, block, stop access, note, reveal; `staff/actions`: undo.

use serde::{Deserialize, Serialize};

use super::{
    super::{Authority, Endpoint, Method, acceptances::reveal},
    accounts::NoteView,
};
use crate::domain::{AccountState, Action, Bilingual, Cause, Moment, Permission, SafeText, Secret};

/// Why an account is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RestoreReason {
    /// The payment has come (4.7).
    PaymentReceived,
    /// The data have been corrected or confirmed (3.4.2, 4.6).
    DataCorrected,
    /// The breach has been remedied.
    BreachRemedied,
    /// It was stopped by mistake.
    StoppedByMistake,
    /// The technical reason is gone.
    TechnicalResolved,
}

impl RestoreReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::PaymentReceived,
        Self::DataCorrected,
        Self::BreachRemedied,
        Self::StoppedByMistake,
        Self::TechnicalResolved,
    ];

    /// The stable code, as on the wire and in phrases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PaymentReceived => "payment_received",
            Self::DataCorrected => "data_corrected",
            Self::BreachRemedied => "breach_remedied",
            Self::StoppedByMistake => "stopped_by_mistake",
            Self::TechnicalResolved => "technical_resolved",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

macro_rules! on_account {
    ($(#[$doc:meta])* $name:ident -> $reply:ty, $tail:literal { $($(#[$inner:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
        pub struct $name {
            /// The account (in the path).
            #[serde(skip)]
            pub account: u64,
            /// The account's epoch, as the member saw it (in `If-Match`).
            #[serde(skip)]
            pub epoch: u64,
            $($(#[$inner])* pub $field: $kind,)*
        }

        /// Without what was typed: people write about people.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({}, {})"), self.account, self.epoch)
            }
        }

        impl Endpoint for $name {
            type Reply = $reply;
            const METHOD: Method = Method::Post;
            const TEMPLATE: &'static str = concat!("/api/v1/staff/accounts/{id}/", $tail);
            const AUTHORITY: Authority = Authority::Staff;

            fn path(&self) -> String {
                Self::TEMPLATE.replace("{id}", &self.account.to_string())
            }

            fn epoch(&self) -> Option<u64> {
                Some(self.epoch)
            }
        }
    };
}

on_account! {
    /// `POST …/restore`: lifts a block, a stop or a refusal.
    RestoreAccount -> ActionDone, "restore" {
        /// Why.
        reason: RestoreReason,
        /// The case's number, 1–40 characters.
        case: String,
        /// What the colleagues should know, at most 1,000 characters.
        note: String,
    }
}

on_account! {
    /// `POST …/block`: blocks (3.1.2). The cause's power must be 3.1.2.
    BlockAccount -> ActionDone, "block" {
        /// The power and the breached clause.
        cause: Cause,
        /// The case's number, 1–40 characters.
        case: String,
        /// What the colleagues should know, at most 1,000 characters.
        note: String,
    }
}

on_account! {
    /// `POST …/stop-access`: stops access (3.1.3). The cause's power must be 3.1.3.
    StopAccess -> ActionDone, "stop-access" {
        /// The power and the breached clause.
        cause: Cause,
        /// The case's number, 1–40 characters.
        case: String,
        /// What the colleagues should know, at most 1,000 characters.
        note: String,
    }
}

/// What a member does to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Restore.
    Restore,
    /// Block (3.1.2).
    Block,
    /// Stop access (3.1.3).
    StopAccess,
}

impl ActionKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Restore, Self::Block, Self::StopAccess];

    /// The stable code, as on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Restore => "restore",
            Self::Block => "block",
            Self::StopAccess => "stop_access",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it does in an account's life.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Restore => Action::Restore,
            Self::Block => Action::Block,
            Self::StopAccess => Action::StopAccess,
        }
    }

    /// What a member must be allowed to do for it, and for undoing it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Restore => Permission::Restore,
            Self::Block | Self::StopAccess => Permission::Stop,
        }
    }
}

/// `POST staff/accounts/{id}/preview`: what an action would do; it changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct PreviewAction {
    /// The account (in the path).
    #[serde(skip)]
    pub account: u64,
    /// The action.
    pub kind: ActionKind,
    /// The cause of a block or a stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

impl Endpoint for PreviewAction {
    type Reply = Preview;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/accounts/{id}/preview";
    const AUTHORITY: Authority = Authority::Staff;
    const SAFE: bool = true;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.account.to_string())
    }
}

/// What an action would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The epoch that was looked at.
    pub epoch: u64,
    /// The state now.
    pub before: AccountState,
    /// The state afterwards.
    pub after: AccountState,
    /// What the citizen is told, once the action can no longer be undone.
    pub notice: Bilingual,
}

/// An action was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ActionDone {
    /// The action.
    pub action: ActionView,
    /// The account's epoch now.
    pub epoch: u64,
    /// The account's state now.
    pub state: AccountState,
}

/// An action as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct ActionView {
    /// Its id.
    pub id: SafeText,
    /// What.
    pub kind: ActionKind,
    /// On which account.
    pub account: u64,
    /// When.
    pub at: Moment,
    /// Until then its author (or a supervisor) can undo it: thirty seconds.
    pub undo_until: Moment,
    /// When it was undone, if it was.
    pub undone_at: Option<Moment>,
}

/// `GET staff/actions`: the caller's own actions of the last fifteen minutes, newest first. A desk
/// whose line broke in the middle of an action learns here what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetActions {}

impl Endpoint for GetActions {
    type Reply = Vec<ActionView>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/actions";
    const AUTHORITY: Authority = Authority::Staff;
}

/// `POST staff/actions/{id}/undo`: takes an action back within its thirty seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Undo {
    /// The action (in the path).
    #[serde(skip)]
    pub id: String,
}

impl Endpoint for Undo {
    type Reply = Undone;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/actions/{id}/undo";
    const AUTHORITY: Authority = Authority::Staff;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.id)
    }
}

/// The account after an action was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Undone {
    /// The account.
    pub account: u64,
    /// Its epoch now.
    pub epoch: u64,
    /// Its state now.
    pub state: AccountState,
}

/// `POST staff/accounts/{id}/notes`: writes a note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AddNote {
    /// The account (in the path).
    #[serde(skip)]
    pub account: u64,
    /// 1–1,000 characters.
    pub text: String,
}

/// Without what was typed: people write about people.
impl std::fmt::Debug for AddNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AddNote({})", self.account)
    }
}

impl Endpoint for AddNote {
    type Reply = NoteView;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/accounts/{id}/notes";
    const AUTHORITY: Authority = Authority::Staff;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.account.to_string())
    }
}

/// A field that is masked by default (row D7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RevealField {
    /// IIN or BIN.
    Number,
    /// The owner's name.
    Name,
    /// The phone.
    Phone,
    /// The e-mail.
    Email,
}

impl RevealField {
    /// Every field.
    pub const ALL: [Self; 4] = [Self::Number, Self::Name, Self::Phone, Self::Email];

    /// The stable code, as on the wire and in phrases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// Why a field is revealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RevealReason {
    /// To make sure who is calling.
    CallerIdentity,
    /// To call or write back.
    CallBack,
    /// To correct data.
    DataCorrection,
}

impl RevealReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::CallerIdentity, Self::CallBack, Self::DataCorrection];

    /// The stable code, as on the wire and in phrases.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CallerIdentity => "caller_identity",
            Self::CallBack => "call_back",
            Self::DataCorrection => "data_correction",
        }
    }
}

/// `POST staff/accounts/{id}/reveal`: one field in clear, for a reason; logged, counted and capped,
/// and the supervisors are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Reveal {
    /// The account (in the path).
    #[serde(skip)]
    pub account: u64,
    /// Which field.
    pub field: RevealField,
    /// Why.
    pub reason: RevealReason,
}

impl Endpoint for Reveal {
    type Reply = Revealed;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/accounts/{id}/reveal";
    const AUTHORITY: Authority = Authority::Staff;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.account.to_string())
    }
}

/// A field in clear. Never part of a stored reply: a retry reads it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Revealed {
    /// Which field.
    pub field: RevealField,
    /// The value.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub value: Secret,
    /// Masked again from here on: thirty seconds later.
    pub until: Moment,
}
