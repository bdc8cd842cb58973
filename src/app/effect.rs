//! What a screen asks the world to do, as data. Only `runtime` does it.
//!
//! Tokens and private keys never pass through here: the runtime keeps the claim of a request, the
//! session and the opened key, and a wipe makes it forget them.

mod awaited;
mod desk;

pub use desk::{AwaitedFactor, DeskCall, DeskReply, MemberSession, RevealedField};

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    api::{
        AcceptanceView, AccountView, AskHelp, Balance, Challenged, ConfirmContact, Failure,
        GetStatement, HelpRequest, HelpRequests, MobileState, Notices, Paid, PutContacts, Queues,
        RequestAcceptance, RequestChallenge, RequestTopUp, Requested, Signed, SignedIn,
        StatementPage, Status, TopUpView, TopUps, Withdraw,
    },
    app::{
        asked::Errand,
        details::{Known, Sent},
    },
    domain::{
        CertificateSummary, Check, CheckLine, EdsPolicy, Fault, HelpCode, Language, Moment,
        NcaLayerFailure, Number, Outcome, SafeText, Secret, Verdict,
    },
    paper::{Form, Paper, Unsaved},
};

/// Names one effect, unique within a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EffectId(pub u64);

/// One visit to one screen. Leaving the screen ends it: what it started is cancelled, and a reply
/// that comes late is dropped at the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope(pub u64);

impl Scope {
    /// The root's own scope: it never ends.
    pub const ROOT: Self = Self(0);
}

/// An effect: what is asked, by which visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Its name.
    pub id: EffectId,
    /// The visit it belongs to.
    pub scope: Scope,
    /// What is asked.
    pub request: Request,
}

/// What can be asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// How the portal is → [`Reply::Status`].
    Status,
    /// The waiting lists → [`Reply::Queues`].
    Queues,
    /// A request to sign → [`Reply::Requested`].
    RequestAcceptance(RequestAcceptance),
    /// A challenge to sign → [`Reply::Challenged`].
    RequestChallenge(RequestChallenge),
    /// The key files that can be seen from here → [`Reply::KeyFiles`].
    FindKeyFiles,
    /// Opens a key file and judges its certificate; the key stays in the runtime →
    /// [`Reply::KeyOpened`].
    OpenKey {
        /// The file.
        path: String,
        /// Its password.
        password: Secret,
        /// Whose signature the portal says it accepts.
        operator: EdsPolicy,
    },
    /// Signs these bytes with the opened key → [`Reply::Signature`].
    Sign {
        /// The document.
        document: Arc<[u8]>,
    },
    /// Looks whether NCALayer runs on this computer → [`Reply::NcaLayerFound`].
    FindNcaLayer,
    /// Asks NCALayer to sign these bytes: it shows its own window, where the person chooses a key
    /// and types its password, so the answer may take minutes → [`Reply::NcaLayerSigned`].
    SignByNcaLayer {
        /// The document.
        document: Arc<[u8]>,
        /// Whose keys it is to offer.
        signer: Number,
        /// The language of its window.
        language: Language,
    },
    /// A QR code for signing by phone; the same attempt again is the same act →
    /// [`Reply::PhoneCode`].
    AskPhone {
        /// What is to be signed.
        errand: Errand,
        /// The request's or the sign-in's id.
        id: SafeText,
        /// Counts the codes.
        attempt: u64,
    },
    /// Waits until the phone is somewhere else than where it was seen; a person acts there, so the
    /// answer may take minutes → [`Reply::PhoneSeen`].
    WatchPhone {
        /// What is to be signed.
        errand: Errand,
        /// The request's or the sign-in's id.
        id: SafeText,
        /// Where it was seen.
        seen: MobileState,
    },
    /// Takes the QR code back. No reply.
    CancelPhone {
        /// The request's or the sign-in's id.
        id: SafeText,
    },
    /// Has the demonstration's phone sign → [`Reply::PhoneDone`].
    DemonstratePhone {
        /// What the QR code says.
        link: Secret,
        /// The key file.
        key: String,
        /// Its password.
        password: Secret,
    },
    /// Judges a signature that another program made, before it is handed in →
    /// [`Reply::Examined`].
    Examine {
        /// The document.
        document: Arc<[u8]>,
        /// CMS, DER.
        cms: Arc<[u8]>,
        /// Whose signature it has to be.
        signer: Number,
        /// Whose signature the portal says it accepts.
        operator: EdsPolicy,
    },
    /// Hands the signature in; the same signature handed in again changes nothing →
    /// [`Reply::Accepted`].
    PutSignature {
        /// The request's id.
        id: SafeText,
        /// CMS, DER.
        cms: Arc<[u8]>,
    },
    /// What became of a signature that waits for others → [`Reply::Acceptance`].
    Acceptance(SafeText),
    /// Hands the signature of a challenge in → [`Reply::SignedIn`].
    SignIn {
        /// The sign-in's id.
        id: SafeText,
        /// CMS, DER.
        cms: Arc<[u8]>,
    },
    /// The citizen's account → [`Reply::Account`].
    Account,
    /// The balance → [`Reply::Balance`].
    Balance,
    /// A page of the statement → [`Reply::Statement`].
    Statement(GetStatement),
    /// What the citizen was told about the account → [`Reply::Notices`].
    Notices,
    /// Asks for help; while no answer has come it is the same request, however often it is sent →
    /// [`Reply::HelpAsked`].
    AskHelp(AskHelp),
    /// Stops using the portal; sent again it is the same act → [`Reply::HelpAsked`].
    Withdraw(Withdraw),
    /// A help request, by the code the citizen was given → [`Reply::HelpRequest`].
    HelpRequest(HelpCode),
    /// The citizen's own help requests → [`Reply::HelpRequests`].
    HelpRequests,
    /// What can be paid → [`Reply::TopUps`].
    TopUps,
    /// A code to pay with; the same attempt again is the same top-up → [`Reply::TopUp`].
    RequestTopUp(RequestTopUp, u64),
    /// What became of a top-up, by its id → [`Reply::TopUp`].
    TopUp(SafeText),
    /// Pays at the demonstration's payment provider, at this address → [`Reply::PaidAtTill`].
    PayAtTill(SafeText),
    /// The registration data → [`Reply::Contacts`].
    Contacts,
    /// Gives the registration data; the same attempt again changes nothing →
    /// [`Reply::ContactsPut`].
    PutContacts {
        /// What is given.
        call: PutContacts,
        /// Counts the times the visitor meant to.
        attempt: u64,
    },
    /// Gives a code back; the same attempt again changes nothing → [`Reply::ContactConfirmed`].
    ConfirmContact {
        /// The code.
        call: ConfirmContact,
        /// Counts the times the visitor meant to.
        attempt: u64,
    },
    /// Writes a receipt into the user's folder → [`Reply::Saved`].
    Save {
        /// The file's name, without a folder.
        name: String,
        /// How it is written down.
        form: Form,
        /// The receipt; the runtime has the words.
        paper: Box<Paper>,
    },
    /// Asks the portal for the evidence package of an acceptance and writes it into the user's
    /// folder → [`Reply::Saved`].
    SaveEvidence {
        /// The acceptance.
        id: SafeText,
        /// Its receipt's number, which names the file.
        receipt: SafeText,
    },
    /// A call of the support desk's → [`Reply::Desk`].
    Desk(DeskCall),
    /// Time passing → [`Reply::Elapsed`].
    After(Duration),
    /// Stops what this visit started. No reply.
    Cancel(Scope),
    /// Ends the session at the portal, forgets keys, claims and tokens. No reply.
    Wipe,
    /// Shows the console beside this one, where there is one. No reply.
    SwitchConsole,
    /// Ends the program. No reply.
    Quit,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// To [`Request::Status`].
    Status(Result<Status, Failure>),
    /// To [`Request::Queues`].
    Queues(Result<Queues, Failure>),
    /// To [`Request::RequestAcceptance`]; the claim has been taken out.
    Requested(Result<Box<Requested>, Failure>),
    /// To [`Request::RequestChallenge`]; the claim has been taken out.
    Challenged(Result<Box<Challenged>, Failure>),
    /// To [`Request::FindKeyFiles`]: paths.
    KeyFiles(Vec<SafeText>),
    /// To [`Request::OpenKey`].
    KeyOpened(Result<Box<OpenedKey>, Fault>),
    /// To [`Request::Sign`]: CMS, DER.
    Signature(Result<Arc<[u8]>, Fault>),
    /// To [`Request::FindNcaLayer`].
    NcaLayerFound(Result<(), NcaLayerFailure>),
    /// To [`Request::SignByNcaLayer`]: CMS, DER.
    NcaLayerSigned(Result<Arc<[u8]>, NcaLayerFailure>),
    /// To [`Request::AskPhone`].
    PhoneCode(Result<Box<PhoneCode>, Failure>),
    /// To [`Request::WatchPhone`].
    PhoneSeen(Result<Box<PhoneSeen>, Failure>),
    /// To [`Request::DemonstratePhone`]: whether the portal took the signature.
    PhoneDone(bool),
    /// To [`Request::Examine`].
    Examined(Box<Examined>),
    /// To [`Request::PutSignature`]; the session has been taken out.
    Accepted(Result<Box<Signed>, Failure>),
    /// To [`Request::Acceptance`].
    Acceptance(Result<Box<AcceptanceView>, Failure>),
    /// To [`Request::SignIn`]; the session and the claim have been taken out.
    SignedIn(Result<Box<SignedIn>, Failure>),
    /// To [`Request::Account`].
    Account(Result<Box<AccountView>, Failure>),
    /// To [`Request::Balance`].
    Balance(Result<Balance, Failure>),
    /// To [`Request::Statement`].
    Statement(Result<StatementPage, Failure>),
    /// To [`Request::Notices`].
    Notices(Result<Notices, Failure>),
    /// To [`Request::AskHelp`] and [`Request::Withdraw`].
    HelpAsked(Result<Box<AskedHelp>, Failure>),
    /// To [`Request::HelpRequest`].
    HelpRequest(Result<Box<HelpRequest>, Failure>),
    /// To [`Request::HelpRequests`].
    HelpRequests(Result<HelpRequests, Failure>),
    /// To [`Request::TopUps`].
    TopUps(Result<Box<TopUps>, Failure>),
    /// To [`Request::RequestTopUp`] and [`Request::TopUp`].
    TopUp(Result<Box<TopUpView>, Failure>),
    /// To [`Request::PayAtTill`].
    PaidAtTill(Result<Box<Paid>, Failure>),
    /// To [`Request::Contacts`].
    Contacts(Result<Box<Known>, Failure>),
    /// To [`Request::PutContacts`].
    ContactsPut(Result<Box<Sent>, Failure>),
    /// To [`Request::ConfirmContact`].
    ContactConfirmed(Result<Box<Known>, Failure>),
    /// To [`Request::Save`] and [`Request::SaveEvidence`]: where it is now.
    Saved(Result<SafeText, Unsaved>),
    /// To [`Request::Desk`].
    Desk(Box<DeskReply>),
    /// To [`Request::After`].
    Elapsed,
}

/// A help request and its code, which the citizen has to see. Unlike
/// [`HelpAsked`](crate::api::HelpAsked) it is written down without the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedHelp {
    /// The request.
    pub request: HelpRequest,
    /// Number and secret digits as people read them; none for who is signed in.
    pub code: Option<Secret>,
}

/// A key that the runtime holds open: its certificate and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedKey {
    /// The certificate.
    pub certificate: CertificateSummary,
    /// Each check.
    pub checks: Vec<CheckLine>,
    /// All in all.
    pub verdict: Verdict,
}

/// A QR code to be read by a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneCode {
    /// What it says: whoever has it can read what is to be signed.
    pub link: Secret,
    /// Not signed by then, it is worth nothing.
    pub expires_at: Moment,
}

/// How far a phone is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneSeen {
    /// Where it is.
    pub state: MobileState,
    /// The signature (CMS, DER), once it is good.
    pub cms: Option<Arc<[u8]>>,
    /// Why it was refused.
    pub fault: Option<Fault>,
    /// The checks of a refused one.
    pub checks: Vec<CheckLine>,
}

/// What was found of a signature that another program made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// The signer's certificate, as soon as there is one to read.
    pub certificate: Option<CertificateSummary>,
    /// Each check.
    pub checks: Vec<CheckLine>,
    /// All in all.
    pub verdict: Verdict,
}

impl Examined {
    /// Why it is not worth handing in, if it is not. A console that trusts nobody at all leaves the
    /// issuer to the portal.
    #[must_use]
    pub fn obstacle(&self) -> Option<Fault> {
        match self.verdict {
            Verdict::Valid => None,
            _ if leaves_the_issuer(self.verdict, &self.checks) => None,
            Verdict::Invalid(fault) | Verdict::Indeterminate(fault) => Some(fault),
        }
    }
}

impl OpenedKey {
    /// Whether the issuer is left to the portal, and nothing else is open: this console trusts
    /// nobody.
    #[must_use]
    pub fn leaves_the_issuer(&self) -> bool {
        leaves_the_issuer(self.verdict, &self.checks)
    }
}

fn leaves_the_issuer(verdict: Verdict, checks: &[CheckLine]) -> bool {
    let open = Outcome::Indeterminate(Fault::UntrustedIssuer);
    verdict == Verdict::Indeterminate(Fault::UntrustedIssuer)
        && checks.iter().all(|line| match line.check {
            Check::Path => line.outcome == open,
            _ => line.outcome == Outcome::Passed,
        })
}
