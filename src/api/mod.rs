//! The portal's contract (`/api/v1`): one file per resource with its request, its reply and its
//! [`Endpoint`]. The client sends these types and the portal answers them; nobody else defines the
//! wire.
//!
//! Every string from the portal is a [`crate::domain::SafeText`] or a closed enum, so nothing a
//! portal sends can reach a terminal raw.

mod acceptances;
mod account;
mod agreement;
mod contacts;
mod endpoint;
mod failure;
mod mobile;
mod notices;
mod payments;
pub mod phone;
mod problem;
pub mod provider_signature;
mod queues;
mod sessions;
pub mod staff;
mod status;
mod support;
mod top_ups;
mod withdrawal;

pub use crate::domain::{ChallengeFields, DocumentFields};
pub use acceptances::{
    AcceptanceState, AcceptanceView, Awaited, GetAcceptance, GetEvidence, PutSignature, Receipt,
    RequestAcceptance, Requested, Shown, Signed,
};
pub use account::{
    AccountView, Balance, GetAccount, GetBalance, GetStatement, StatementLine, StatementPage,
};
pub use agreement::{AgreementView, GetAgreement};
pub use contacts::{
    ConfirmContact, Contacts, ContactsPut, DemonstrationMessage, GetContacts, PendingCode,
    PutContacts,
};
pub use endpoint::{Authority, Endpoint, Method};
pub use failure::Failure;
pub use mobile::{
    AskMobile, AskMobileSignIn, CancelMobile, CancelMobileSignIn, GetMobile, GetMobileSignIn,
    MobileLink, MobileState, MobileView,
};
pub use notices::{GetNotices, Notice, Notices};
pub use payments::{
    CheckPayment, Checked, CreditRefusal, PAYMENTS, Paid, Pay, ProviderCall, ProviderReply,
};
pub(crate) use problem::MEDIA_TYPE;
pub use problem::{Problem, ProblemCode};
pub use queues::{GetQueues, Queue, Queues};
pub use sessions::{Challenged, EndSession, RequestChallenge, SignIn, SignedIn, Standing};
pub use status::{GetStatus, Maintenance, Price, Status};
pub use support::{AskHelp, GetHelpRequest, GetHelpRequests, HelpAsked, HelpRequest, HelpRequests};
pub use top_ups::{
    GetTopUp, GetTopUps, RequestTopUp, TopUpLimits, TopUpPayment, TopUpState, TopUpView, TopUps,
};
pub use withdrawal::Withdraw;
