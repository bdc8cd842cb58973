//! Values that cannot be wrong: whoever holds one of these holds a checked one.
//!
//! Invariant: nothing here reads a clock, a file, a socket or the environment. Time and
//! randomness come in as [`Clock`] and [`Random`].

mod account;
mod agreement;
mod certificate;
mod challenge_fields;
mod clock;
mod contact;
mod document_fields;
mod eds_policy;
mod fault;
mod help_code;
mod language;
mod mask;
mod moment;
mod ncalayer;
mod number;
mod provider_name;
mod random;
mod safe_text;
mod secret;
mod staff;
mod tenge;
mod terminal;
mod top_up_code;
mod totp;

pub use account::{AccountState, Action, Actor, Cause, CauseFault, EntryKind, IllegalTransition};
pub use agreement::{
    Agreement, AgreementError, Block, BlockId, BlockKind, Finding, Flaw, Note, Version,
};
pub use certificate::{CertificateSummary, Check, CheckLine, Outcome, Role, Verdict};
pub use challenge_fields::ChallengeFields;
pub use clock::{Clock, FixedClock, SystemClock};
pub use contact::{Channel, Email, Phone};
pub use document_fields::DocumentFields;
pub use eds_policy::{EdsPolicy, EdsPolicyError, KeyKind};
pub use fault::Fault;
pub use help_code::HelpCode;
pub use language::{Bilingual, Language, Trilingual};
pub use mask::{masked_name, masked_numbers};
pub use moment::Moment;
pub use ncalayer::NcaLayerFailure;
pub use number::{Bin, Iin, Number, NumberFault, NumberNote, Sex, digit};
pub use provider_name::ProviderName;
pub use random::{OsRandom, Random, RandomFailed};
pub use safe_text::SafeText;
pub use secret::Secret;
pub use staff::{Permission, StaffRole};
pub use tenge::Tenge;
pub(crate) use tenge::group;
pub use terminal::Terminal;
pub use top_up_code::TopUpCode;
pub use totp::Authenticator;
