//! `staff/accounts`: search, the card, its timeline; `staff/stopped`: whose access is stopped.

use serde::{Deserialize, Serialize};

use super::{
    super::{Authority, Balance, Endpoint, Method, StatementLine, acceptances::reveal},
    actions::{ActionView, RestoreReason},
    requests::RequestLine,
};
use crate::domain::{AccountState, Bilingual, Cause, Language, Moment, SafeText, Secret, Version};

/// `POST staff/accounts/search`: by IIN or BIN (12 digits), account number, the beginning of a name,
/// a case number, or the last four digits of a phone. Exact matches come first. The query is a
/// body, never a URL, and is never logged in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct SearchAccounts {
    /// What was typed, 1–100 characters.
    #[serde(serialize_with = "reveal")]
    #[cfg_attr(feature = "portal", schema(value_type = String))]
    pub query: Secret,
    /// Where the page before ended; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Hits on a page, 1–100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
}

impl Endpoint for SearchAccounts {
    type Reply = AccountHits;
    const METHOD: Method = Method::Post;
    const TEMPLATE: &'static str = "/api/v1/staff/accounts/search";
    const AUTHORITY: Authority = Authority::Staff;
    const SAFE: bool = true;
}

/// `GET staff/stopped`: accounts that are blocked, stopped or refused, the latest change first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "portal", into_params(parameter_in = Query))]
pub struct GetStopped {
    /// Where the page before ended; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Hits on a page, 1–100; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
}

impl Endpoint for GetStopped {
    type Reply = AccountHits;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/stopped";
    const AUTHORITY: Authority = Authority::Staff;
}

/// A page of accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AccountHits {
    /// The accounts in order.
    pub hits: Vec<AccountHit>,
    /// Give it back as `cursor` for the next page; none on the last.
    pub next: Option<SafeText>,
    /// How many there are in all, where that is known.
    pub total: Option<u64>,
}

/// An account as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AccountHit {
    /// The account's number.
    pub account: u64,
    /// Person or organisation.
    pub kind: HolderKind,
    /// The owner's name, masked (`С*** А*** Б***`); an organisation's name is not masked.
    pub name: SafeText,
    /// IIN or BIN, masked (`········1234`).
    pub number_masked: SafeText,
    /// Where it is in its life.
    pub state: AccountState,
    /// Why it is stopped, when it is.
    pub cause: Option<Cause>,
    /// Since when it is in this state.
    pub since: Moment,
    /// By what it was found; none in a list that is no search.
    pub matched: Option<Matched>,
}

/// Whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HolderKind {
    /// A person's, by IIN.
    Person,
    /// An organisation's, by BIN.
    Organisation,
}

/// What a search found an account by, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// The whole IIN or BIN.
    Number,
    /// The account's number.
    Account,
    /// A case's number.
    Case,
    /// A help request's number.
    Request,
    /// The last four digits of a phone.
    Phone,
    /// The beginning of the name.
    Name,
}

/// `GET staff/accounts/{id}`: the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetCard {
    /// The account (in the path).
    #[serde(skip)]
    pub account: u64,
}

impl Endpoint for GetCard {
    type Reply = AccountCard;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/accounts/{id}";
    const AUTHORITY: Authority = Authority::Staff;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.account.to_string())
    }
}

/// Everything one screen needs to answer "why is it blocked and what unblocks it" (row D3). What
/// lifts a cause follows from the cause and is a phrase of the desk's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AccountCard {
    /// The account's number.
    pub account: u64,
    /// Counts the account's changes; `If-Match` on writes.
    pub epoch: u64,
    /// Person or organisation.
    pub kind: HolderKind,
    /// The owner's name, masked; an organisation's name is not masked.
    pub name: SafeText,
    /// IIN or BIN, masked (`········1234`).
    pub number_masked: SafeText,
    /// The confirmed phone, masked (`+7 ··· ··· ·· 67`).
    pub phone_masked: Option<SafeText>,
    /// The confirmed e-mail, masked (`a···@example.kz`).
    pub email_masked: Option<SafeText>,
    /// The language in which the citizen wants to be written to.
    pub language: Option<Language>,
    /// Where it is in its life.
    pub state: AccountState,
    /// Why it is stopped, when it is.
    pub cause: Option<Cause>,
    /// Who stopped it and when, when it is.
    pub stopped: Option<StoppedBy>,
    /// The balance; none before the account has a ledger.
    pub balance: Option<Balance>,
    /// The newest lines of the statement, at most ten.
    pub statement: Vec<StatementLine>,
    /// Acceptances, newest first.
    pub acceptances: Vec<StaffAcceptance>,
    /// Notices to the citizen, newest first, at most twenty.
    pub notices: Vec<NoticeView>,
    /// Notes of the staff, newest first, at most twenty.
    pub notes: Vec<NoteView>,
    /// The citizen's help requests that are not closed, newest first.
    pub requests: Vec<RequestLine>,
    /// The newest action on this account while it can be undone.
    pub undoable: Option<ActionView>,
}

/// Who stopped an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StoppedBy {
    /// When.
    pub at: Moment,
    /// The member's login, or `portal`.
    pub actor: SafeText,
    /// The case's number.
    pub case: Option<SafeText>,
    /// What the member wrote.
    pub note: Option<SafeText>,
}

/// An acceptance as the desk sees it: nothing of the certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct StaffAcceptance {
    /// The receipt's number.
    pub receipt: SafeText,
    /// The agreement's version.
    pub agreement: Version,
    /// The languages shown.
    pub languages: Vec<Language>,
    /// In force from here (5.2).
    pub accepted_at: Moment,
    /// The last moment of the three years.
    pub valid_until: Moment,
    /// When it ended early, if it did.
    pub ended_at: Option<Moment>,
}

/// A notice to the citizen (3.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// When it was written.
    pub at: Moment,
    /// Its words.
    pub text: Bilingual,
    /// What became of it.
    pub state: NoticeState,
}

/// What became of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// It waits until the action behind it can no longer be undone.
    Held,
    /// The citizen can read it.
    Published,
    /// The action behind it was undone; nobody reads it.
    Withdrawn,
}

/// A note of the staff's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct NoteView {
    /// When.
    pub at: Moment,
    /// The author's login.
    pub author: SafeText,
    /// What it says.
    pub text: SafeText,
}

/// `GET staff/accounts/{id}/timeline`: what happened, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "portal", into_params(parameter_in = Query))]
pub struct GetTimeline {
    /// The account (in the path).
    #[serde(skip)]
    #[cfg_attr(feature = "portal", param(ignore))]
    pub account: u64,
    /// Where the page before ended; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl Endpoint for GetTimeline {
    type Reply = TimelinePage;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/api/v1/staff/accounts/{id}/timeline";
    const AUTHORITY: Authority = Authority::Staff;

    fn path(&self) -> String {
        Self::TEMPLATE.replace("{id}", &self.account.to_string())
    }
}

/// A page of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TimelinePage {
    /// Entries, newest first.
    pub entries: Vec<TimelineEntry>,
    /// Give it back as `cursor` for the next page; none on the last.
    pub next: Option<SafeText>,
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// The event's place in the audit log.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// Who: a login, `citizen`, `portal`, a device's name.
    pub actor: SafeText,
    /// What.
    pub kind: TimelineKind,
    /// The cause, where there is one.
    pub cause: Option<Cause>,
    /// The reason of a restoring.
    pub reason: Option<RestoreReason>,
    /// The case's number.
    pub case: Option<SafeText>,
    /// What the member wrote.
    pub note: Option<SafeText>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// The agreement was accepted.
    Accepted,
    /// The citizen signed in.
    SignedIn,
    /// Blocked (3.1.2).
    Blocked,
    /// Access stopped (3.1.3).
    AccessStopped,
    /// Restored.
    Restored,
    /// A restoring, a block or a stop was undone.
    Undone,
    /// A note was written.
    Noted,
    /// A masked field was revealed to a member of staff.
    Revealed,
    /// Phone, e-mail or language were changed.
    ContactsChanged,
    /// Money came in.
    ToppedUp,
    /// Help was asked for.
    HelpAsked,
    /// A help request was answered or closed.
    HelpAnswered,
    /// The citizen stopped using the portal (2.5).
    Withdrawn,
    /// Something this program does not know yet.
    #[serde(other)]
    Other,
}
